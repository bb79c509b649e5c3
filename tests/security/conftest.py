"""What the fuzz tried and found, said at the end of ``make fuzz``."""

import os


def pytest_terminal_summary(terminalreporter):
    if "FUZZ_CASES" not in os.environ:
        return
    from tests.security.test_fuzz import TRIED

    faults = len(terminalreporter.stats.get("failed", []))
    terminalreporter.write_line(f"{TRIED['cases']} cases tried, {faults} kinds of fault found")

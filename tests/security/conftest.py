"""What fuzz and chaos tried and found, said at the end of ``make fuzz`` and ``make chaos``."""

import os


def pytest_terminal_summary(terminalreporter):
    faults = len(terminalreporter.stats.get("failed", []))
    if "FUZZ_CASES" in os.environ:
        from tests.security.test_fuzz import TRIED

        terminalreporter.write_line(f"{TRIED['cases']} cases tried, {faults} kinds of fault found")
    if "CHAOS_KILLS" in os.environ:
        from tests.security.test_chaos import KILLED

        said = ", ".join(f"{number} runs {what}" for what, number in sorted(KILLED.items()))
        terminalreporter.write_line(f"{said}; {faults} half states found")

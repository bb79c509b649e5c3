"""What is said of an import: how the file is read, what went in, what did not, what to do."""

from __future__ import annotations

from collections import Counter
from typing import Final

from dmz_map.importing.cells import read_words
from dmz_map.importing.store_import import Report, Wishes

__all__ = ["report_lines", "summary_line"]

_MOST: Final = 10


def report_lines(report: Report, wishes: Wishes) -> list[str]:
    """Return what a terminal shows of an import, but for the proposal.

    Parameters
    ----------
    report
        What came of it.
    wishes
        What was asked for.
    """
    if report.refusal and not report.tally.read:
        return [report.refusal]
    tally = report.tally
    lines = [summary_line(report, dry_run=wishes.dry_run)]
    lines += _counted(tally.rejected, "rejected")
    lines += _counted(tally.reported, "reported")
    lines += _counted(tally.fallbacks, "fallback")
    if report.renamed:
        lines.append(
            f"{report.renamed:>8}  the map has an incident of this id, it goes in as ID--2 "
            "(--replace puts it in the place of an import)"
        )
    if report.update:
        lines += _vanished(report, wishes)
    if report.rejects:
        lines.append(
            f"Every rejected row, with its reason: {report.rejects}. "
            "Correct them in the file and import it again: what is in already stays."
        )
    if report.set:
        lines.append(
            f"Set {report.set.number}, “{report.set.name}”: python -m dmz_map store undo "
            f"{report.set.number} takes it back."
        )
    if wishes.dry_run:
        lines.append("A dry run: nothing was written to the store.")
    elif report.refusal:
        lines.append(report.refusal)
    return lines


def summary_line(report: Report, *, dry_run: bool = False) -> str:
    """Return how many rows went in, were rejected and left out, in one line."""
    if report.already:
        return f"{report.path.name}: in already, set {report.set.number if report.set else ''}"
    tally, update = report.tally, report.update
    rejected = _rows(sum(tally.rejected.values()))
    if dry_run or report.refusal:
        said = f"{_rows(tally.valid)} can go in"
    elif update:
        said = f"{update.added} added, {update.updated} updated, {update.unchanged} as before"
    else:
        number = report.set.rows if report.set else 0
        said = f"{number} incident{'' if number == 1 else 's'} imported"
    line = f"{report.path.name}: {said}, {rejected} rejected"
    for code, number in tally.left_out.items():
        flag = "--within" if code == "not_within" else "--since and --until"
        line += f", {number} left out by {flag}"
    return line


def _counted(found: Counter[str], kind: str) -> list[str]:
    texts = read_words("reasons")[kind]
    common = found.most_common(_MOST if len(found) <= _MOST else _MOST - 1)
    lines = [f"{number:>8}  {texts.get(code, code)}" for code, number in common]
    if rest := sum(found.values()) - sum(number for _, number in common):
        lines.append(f"{rest:>8}  other reasons")
    return lines


def _vanished(report: Report, wishes: Wishes) -> list[str]:
    gone = report.update.vanished if report.update else ()
    if not gone:
        return []
    done = "removed" if wishes.replace else "kept; --replace removes them"
    shown = ", ".join(gone[:_MOST]) + (
        f" and {len(gone) - _MOST} more" if len(gone) > _MOST else ""
    )
    return [f"{len(gone):>8}  no longer in the file ({done}): {shown}"]


def _rows(number: int) -> str:
    return f"{number} row{'' if number == 1 else 's'}"

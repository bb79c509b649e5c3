"""``python -m dmz_map.importing FILE``: how a file is read, without writing to a store."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from dmz_map.errors import DmzMapError
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.result import reason_text, write_result
from dmz_map.importing.run import read_rows

__all__ = ["add_options", "main", "options_of"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of an import to a parser."""
    parser.add_argument("file", type=Path, metavar="FILE", help="any table or map file")
    parser.add_argument(
        "--profile",
        type=Path,
        metavar="FILE",
        help="a profile in TOML, such as --save-profile writes",
    )
    parser.add_argument(
        "--save-profile", type=Path, metavar="FILE", help="write the proposal as TOML"
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        type=_pair,
        metavar="OURS=THEIRS",
        help="our field is their column; repeat it",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=_pair,
        metavar="OURS=VALUE",
        help="our field is this in every row; repeat it",
    )
    parser.add_argument("--source", default="", help="what rows rest on that name no source")
    parser.add_argument(
        "--date-order",
        default="",
        type=str.lower,
        choices=("dmy", "mdy", "ymd"),
        help="where day and month cannot be reported apart",
    )
    parser.add_argument(
        "--crs",
        default="",
        metavar="EPSG:CODE",
        help="of coordinates, where the file does not say",
    )
    parser.add_argument(
        "--within", type=_kilometres, metavar="30km", help="leave out points farther from the line"
    )
    parser.add_argument(
        "--since", type=dt.date.fromisoformat, metavar="DAY", help="leave out what ended before"
    )
    parser.add_argument(
        "--until", type=dt.date.fromisoformat, metavar="DAY", help="leave out what began after"
    )
    parser.add_argument("--limit", type=int, metavar="N", help="read only the first N rows")
    parser.add_argument("--dry-run", action="store_true", help="write nothing to the store")
    parser.add_argument("--strict", action="store_true", help="all rows or none")
    parser.add_argument(
        "--result", type=Path, metavar="OUT.csv", help="write what came of each row"
    )


def options_of(given: argparse.Namespace, root: Path) -> ImportOptions:
    """Return the options of an import."""
    return ImportOptions(
        root,
        given.profile,
        dict(given.map),
        dict(given.set),
        given.source,
        given.date_order,
        given.within,
        given.since,
        given.until,
        given.limit,
        given.crs,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Read a file and print how; return 1 if it is refused, or a row is with ``--strict``."""
    parser = argparse.ArgumentParser(prog="python -m dmz_map.importing", description=__doc__)
    add_options(parser)
    parser.add_argument(
        "--root", type=Path, default=Path(__file__).parents[2], help="the project's folder"
    )
    given = parser.parse_args(arguments)
    try:
        result = read_rows(given.file, options_of(given, given.root))
        if given.result:
            write_result(
                result.rows, given.result, refusal=result.refusal[1] if result.refusal else ""
            )
        if given.save_profile and result.proposals:
            given.save_profile.write_text(result.proposals[0].as_toml(), encoding="utf-8")
    except DmzMapError as error:
        print(error, file=sys.stderr)
        return 1
    if result.refusal:
        print(result.refusal[1], file=sys.stderr)
        return 1
    for proposal in result.proposals:
        print(proposal.as_table())
    rejected = result.rejected()
    print(f"{result.imported} rows can go in, {sum(rejected.values())} are rejected")
    for code, count in rejected.most_common(10):
        print(f"  {count:>7}  {reason_text(code)}")
    return 1 if given.strict and rejected else 0


def _pair(text: str) -> tuple[str, str]:
    ours, sign, theirs = text.partition("=")
    if not (sign and ours and theirs):
        raise argparse.ArgumentTypeError(f"'{text}' is not of the form OURS=THEIRS")
    return ours.strip(), theirs.strip()


def _kilometres(text: str) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(km|m)?", text.strip().lower())
    if match is None or float(match[1]) <= 0:
        raise argparse.ArgumentTypeError(f"'{text}' is no distance such as 30km")
    return float(match[1]) / (1000 if match[2] == "m" else 1)


if __name__ == "__main__":
    sys.exit(main())

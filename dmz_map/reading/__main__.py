"""``python -m dmz_map.reading FILE…``: read documents and write what they tell."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from dmz_map.reading.document import Document
from dmz_map.reading.extraction import Refusal, documents_in
from dmz_map.reading.reader import Reading, read_text
from dmz_map.reading.reference import Reference, reference_from_tables


def main(argv: list[str] | None = None) -> int:
    """Read the files named on the command line; 0 if none was refused, else 1."""
    args = _arguments(argv)
    days = _published(args.published)
    reference = None if args.no_archive else reference_from_tables(args.data)
    refused = 0
    for path in args.files:
        for document in documents_in(path):
            refused += isinstance(document, Refusal)
            _one(document, days, reference, args)
    return 1 if refused else 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dmz_map.reading", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--published", help="day of the documents, or a CSV (file, published)")
    parser.add_argument("--out", type=Path, help="write NAME.json here")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of incidents.csv")
    parser.add_argument("--no-archive", action="store_true", help="do not compare with the archive")
    return parser.parse_args(argv)


def _published(value: str | None) -> dict[str, date]:
    """Return days by file name; '' is the day of all files."""
    if value is None:
        return {}
    if not value.endswith(".csv"):
        return {"": date.fromisoformat(value)}
    with Path(value).open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["published"]]
    return {row["file"]: date.fromisoformat(row["published"]) for row in rows}


def _one(
    document: Document | Refusal,
    days: dict[str, date],
    reference: Reference | None,
    args: argparse.Namespace,
) -> None:
    if isinstance(document, Refusal):
        out: dict[str, Any] = {"refused": True, "reason": document.reason, "incidents": []}
        print(f"{document.name}: {document.reason}", file=sys.stderr)
    else:
        day = days.get(document.name) or days.get("") or document.published
        reading = read_text(document.text, day, reference)
        out = _answer(document, reading)
        print(f"{document.name}: {len(reading.candidates)} candidates")
        for found in reading.candidates:
            place = found.where.place or found.where.sector or "–"
            row = f"  {found.date or '–':<22} {place:<24} {found.category:<20}"
            print(f"{row} {found.score:>4} {found.known or ''}")
    if args.out and not args.dry_run:
        args.out.mkdir(parents=True, exist_ok=True)
        name = document.name.removesuffix(".txt")
        text = json.dumps(out, ensure_ascii=False, indent=1)
        (args.out / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _answer(document: Document, reading: Reading) -> dict[str, Any]:
    return {
        "document": document.name,
        "language": reading.language,
        "published": reading.today.isoformat() if reading.today else None,
        "extractor": document.extractor,
        "text_sha256": document.text_sha256,
        "file_sha256": document.file_sha256,
        "title": document.title,
        "pages": list(document.pages),
        "incidents": [candidate.as_dict() for candidate in reading.candidates],
        "not_incidents": [],
        "text": document.text,
    }


if __name__ == "__main__":
    sys.exit(main())

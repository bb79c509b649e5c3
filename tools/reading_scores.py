"""``make reading``: how well and how fast documents are read.

    python tools/reading_scores.py SCORE.PY SET…

SET holds NAME.json beside NAME.txt (or .html, .pdf, .docx), SCORE.PY judges what is read; neither
is part of the project. Without them the archive's summaries and the document in `seeds/` are read.
"""

import csv
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from dmz_map.archive.same_event import GROUPS
from dmz_map.reading.extraction import Refusal, documents_in
from dmz_map.reading.guide_json import guide_record, refusal_record, write_record
from dmz_map.reading.reader import read_text
from dmz_map.reading.reference import reference_from_tables

ROOT = Path(__file__).parents[1]
KINDS = (".txt", ".html", ".pdf", ".docx")
FIELDS = ("date", "category", "sector", "outcome", "place", "point", "known")
OPENINGS = ("A soldier crossed the line on May 3.", "병사가 3일 군사분계선을 넘었다.")
PLAIN, BIG = 2_000, 1_000_000


def main(score, folders):
    """Print a row for each set and language, then summaries, seed document and speed."""
    reference = reference_from_tables(ROOT / "data")
    for opening in OPENINGS:
        read_text(opening, None, reference)
    print("set           language  documents  incidents  precision  recall     F1  facts found")
    texts = [text for folder in folders for text in score_set(score, folder, reference)]
    summaries = [(language, *found_summaries(language)) for language in ("en", "ko")]
    for language, found, told in summaries:
        print(f"summaries     {language}        {told:22}  found {found} ({found / told:.3f})")
    seed = next((ROOT / "seeds").glob("*.txt")).read_text("utf-8")
    candidates = len(read_text(seed, None, reference).candidates)
    print(f"seeds         en                1             found {candidates}")
    print_speed(texts or [seed], reference)


def score_set(score, folder, reference):
    """Read a set, each document's day handed in, print its scores and return its texts."""
    texts = []
    with tempfile.TemporaryDirectory() as out:
        for file in sorted(folder.iterdir()):
            annotation = file.with_name(file.name.split(".")[0].split("-")[0] + ".json")
            if file.suffix not in KINDS or not annotation.is_file():
                continue
            day = json.loads(annotation.read_text("utf-8")).get("published")
            for found in documents_in(file):
                if isinstance(found, Refusal):
                    write_record(refusal_record(found), found.name, Path(out))
                    continue
                published = date.fromisoformat(day) if day else found.published
                reading = read_text(found.text, published, reference)
                write_record(guide_record(found, reading), found.name, Path(out))
                texts.append(found.text)
        judged = subprocess.run(
            [sys.executable, str(score), str(folder), out, "--json"], capture_output=True, text=True
        )
    result = json.loads(judged.stdout)
    print_set(folder.name, result)
    return texts


def print_set(name, result):
    """Print one row for a set, one for each of its languages, and its fields."""
    facts = result["passages"]["all"]
    share = f"{facts['facts_found'] / max(1, facts['facts']):13.3f}"
    rows = [("", len(result["documents"]), result["incidents"], share)]
    rows += [(language, "", row, "") for language, row in result["by_language"].items()]
    for language, documents, row, last in rows:
        numbers = f"{row['precision']:11.3f}{row['recall']:8.3f}{row['f1']:7.3f}"
        print(f"{name:<14}{language:<8}{documents:>11}{row['gold']:>11}{numbers}{last}")
    fields = [field for field in FIELDS if result["fields"][field]["right"]]
    told = [f"{field} {result['fields'][field]['accuracy']:.2f}" for field in fields]
    refused = sum(row["ok"] for row in result["refusals"])
    print(f"{'':<14}{', '.join(told)}")
    print(f"{'':<14}not verbatim {result['not_verbatim']}, refused as they should be {refused}")


def found_summaries(language):
    """Return how many of the archive's summaries give their incident, a date put before each."""
    with (ROOT / "data" / "incidents.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = 0
    for row in rows:
        day = re.split(r"[/,]|\.\.", row["date"].strip("[]{}"))[0].rstrip("?~%")
        parts = [int(part) for part in day.split("-")]
        first = date(*[*parts, 1, 1][:3])
        formats = (
            ("%Y", "%B %Y", "%d %B %Y")
            if language == "en"
            else ("%Y년", "%Y년 %m월", "%Y년 %m월 %d일")
        )
        head = first.strftime(formats[len(parts) - 1])
        told = read_text(f"{head}: {row['summary_' + language]}").candidates
        found += any(
            GROUPS.get(one.category) == GROUPS[row["category"]] and is_same_day(one.date, day)
            for one in told
        )
    return found, len(rows)


def is_same_day(one, other):
    """Return whether two dates agree as far as both are told."""
    one = (one or "-").split("/")[0]
    return one.startswith(other) or other.startswith(one)


def print_speed(texts, reference):
    """Print documents a second at 2,000 characters, a million characters, and memory."""
    whole = "\n\n".join(texts)
    pieces = [whole[at : at + PLAIN] for at in range(0, max(1, len(whole) - PLAIN), PLAIN)]
    big = (whole * (BIG // len(whole) + 1))[:BIG]
    pace = len(pieces) / seconds(lambda: [read_text(piece, None, reference) for piece in pieces])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{pace:.0f} documents a second of {PLAIN} characters on one core, {memory:.0f} MB at most"
    )
    print(f"{BIG} characters in {seconds(lambda: read_text(big, None, reference)):.1f} s")


def seconds(work):
    """Return the least processor time of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    score, *folders = [Path(argument) for argument in sys.argv[1:]] or [None]
    if missing := [path for path in (score, *folders) if path is not None and not path.exists()]:
        sys.exit(f"NOT MEASURED: {missing[0]} is not there; give READING_SET, READING_SCORE.")
    main(score, folders)

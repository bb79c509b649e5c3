"""``make reading``: the score table of a set by language, with documents a second and memory.

    python tools/reading_scores.py SET [SCORE.PY]

SET holds NAME.json beside NAME.txt (or .html, .pdf, .docx), SCORE.PY judges what is read; without a
set nothing is done, and a line says so. The sets are not part of the project.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from dmz_map.reading.extraction import Refusal, documents_in
from dmz_map.reading.guide_json import guide_record, refusal_record, write_record
from dmz_map.reading.reader import read_text
from dmz_map.reading.reference import reference_from_tables

KINDS = (".txt", ".html", ".pdf", ".docx")
LINES = re.compile(r"^(?:incidents|  en|  ko|all|not verbatim|refusal|(?:known|date|category|direction|sector|place|people|killed|wounded|outcome) ).*", re.M)  # fmt: skip  # noqa: E501


def main(folder, score=None):
    """Read a set, print how fast it was, and what the judge says."""
    reference = reference_from_tables(Path(__file__).parents[1] / "data")
    files = [f for f in sorted(folder.iterdir()) if f.suffix in KINDS and is_told(f)]
    for opening in ("A soldier crossed the line on May 3.", "병사가 3일 군사분계선을 넘었다."):
        read_text(opening, None, reference)
    seconds = characters = texts = 0
    with tempfile.TemporaryDirectory() as out:
        for file in files:
            day = published(file)
            for found in documents_in(file):
                if isinstance(found, Refusal):
                    write_record(refusal_record(found), found.name, Path(out))
                    continue
                start = time.process_time()
                reading = read_text(found.text, day or found.published, reference)
                seconds += time.process_time() - start
                texts, characters = texts + 1, characters + len(found.text)
                write_record(guide_record(found, reading), found.name, Path(out))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{texts} documents of {characters // max(texts, 1)} characters: ", end="")
        print(f"{texts / seconds:.0f} a second on one core, {memory:.0f} MB at most")
        if score is not None:
            judged = subprocess.run(
                [sys.executable, str(score), str(folder), out], capture_output=True, text=True
            )
            print("\n".join(LINES.findall(judged.stdout)))
            return judged.returncode
    return 0


def annotation(file):
    return file.with_name(file.name.split(".")[0].split("-")[0] + ".json")


def is_told(file):
    return annotation(file).is_file()


def published(file):
    day = json.loads(annotation(file).read_text("utf-8")).get("published")
    return date.fromisoformat(day) if day else None


if __name__ == "__main__":
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("NOT MEASURED: give a set, READING_SET=folder make reading.")
    sys.exit(main(*map(Path, sys.argv[1:3])))

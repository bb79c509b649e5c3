"""One site with every hostile string in every field: own tables, an upload, a read document."""

import csv
import hashlib
import json
import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from click.testing import CliRunner

from dmz_map.cli import verbs
from dmz_map.tabular.datapackage import open_package, seal
from tests.security.corpus import HOSTILE

ROOT = Path(__file__).parents[2]

_TEXTS = {
    "data/incidents.csv": (
        "title_en", "title_ko", "summary_en", "summary_ko", "actors", "actors_ko", "place_en",
        "place_ko", "dispute", "dispute_ko", "note",
    ),
    "data/sources.csv": ("title", "publisher"),
    "data/places.csv": ("name_en", "name_ko", "aliases", "how"),
    "data/sectors.csv": ("name_en", "name_ko", "counties_en", "counties_ko", "note_en", "note_ko"),
    "data/vocabulary.csv": ("label_en", "label_ko", "definition", "inverse_en", "inverse_ko"),
    "data/links.csv": ("note_en", "note_ko"),
    "data/corrections.csv": ("text_en", "text_ko"),
    "seeds/documents.csv": ("title", "publisher"),
    "seeds/claims.csv": ("value",),
}  # fmt: skip
"""The columns of the project's tables that hold free text."""

_CLOSED = ("weekday",)
"""Claims whose value is one of a few words."""

UPLOADED = ("title", "summary", "place", "actors", "outcome", "note", "source", "colour")
"""Columns of the uploaded table in which every string is."""


_HEADINGS = HOSTILE[::8]


@dataclass(frozen=True)
class Planted:
    """Where a planted project and its store are, and how often a string went into a table."""

    root: Path
    store: str
    placed: int


def plant(folder, *, documents=HOSTILE[:40]):
    """Return a project below a folder, and a store, that say hostile things wherever they may."""
    root, store = folder / "project", str(folder / "store")
    for name in ("data", "seeds"):
        shutil.copytree(ROOT / name, root / name)
    placed = sum(_plant_table(root, file, columns) for file, columns in _TEXTS.items())
    _plant_document(root)
    seal(root)
    table = folder / "uploaded {{7*7}} <b>.json"
    table.write_text(json.dumps(uploaded()))
    article = folder / "article <img src=x onerror=hit()>.txt"
    said = (
        f"On {1 + n % 28} June {1980 + n % 40} a North Korean soldier crossed the military "
        f"demarcation line near Cheorwon, {text}, the Joint Chiefs of Staff said.\n\n"
        for n, text in enumerate(documents)
    )
    article.write_bytes("".join(said).encode(errors="replace"))
    for words in (
        ["import", str(table), "--name", "<script>hit()</script>{{7*7}}"],
        ["read", str(article), "--accept-above", "0.01", "--publisher", "<b>{{7*7}}"],
    ):
        ended = CliRunner().invoke(verbs, [*words, "--root", str(root), "--store", store])
        if ended.exit_code:
            raise AssertionError(ended.output) from ended.exception
    return Planted(root, store, placed)


def uploaded():
    """Return the records of a table whose every text is hostile, in one row each."""
    return [
        {
            **{"date": f"{1960 + n % 60}-05-{1 + n % 28:02}"},
            **{"lat": 38 + n % 90 / 1000, "lon": 127},
            **dict.fromkeys(UPLOADED, text),
            "url": text,
            f"heading {_HEADINGS[n % len(_HEADINGS)]}": text,
        }
        for n, text in enumerate(HOSTILE)
    ]  # fmt: skip


def _plant_table(root, file, columns):
    """Put strings into the text columns of a table, those that its schema lets in."""
    fields = {one.name: one for one in open_package(ROOT).schema(Path(file).stem).fields}
    path, numbers, placed = root / file, count(), 0
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row.get("field") in _CLOSED:
            continue
        for column in columns:
            fitted = _fitted(fields[column], numbers)
            if row[column] and fitted:
                row[column], placed = fitted, placed + 1
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return placed


def _fitted(field, numbers):
    """Return the next string that a column lets in, with a letter of its language if need be."""
    for _ in range(30):
        text = HOSTILE[next(numbers) % len(HOSTILE)]
        for more in ("", " a", " 가"):
            if field.problem(text + more) is None:
                return text + more
    return None


def _plant_document(root):
    """Add every string to the end of a document, behind all that is quoted of it."""
    path = root / "seeds/documents.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    document = root / "seeds" / rows[0]["file"]
    more = "\n".join(HOSTILE).encode(errors="replace")
    document.write_bytes(document.read_bytes() + b"\n" + more)
    rows[0]["sha256"] = hashlib.sha256(document.read_bytes()).hexdigest()
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

"""The codebook beside the tables: every column and every word, and no other.

``python tests/test_codebook.py`` prints the word tables as the codebook must have them.
"""

import csv
import re
from itertools import groupby
from pathlib import Path

import pytest

from dmz_map.tabular.csv_files import read_rows
from dmz_map.tabular.datapackage import open_package

ROOT = Path(__file__).parents[2]
CODEBOOK = ROOT / "docs/CODEBOOK.md"
RESOURCES = open_package(ROOT).resources
TABLES = {name: one.path for name, one in RESOURCES.items() if one.path.suffix == ".csv"}

WORD_HEADER = ["| Word | English | Korean | Definition |", "|---|---|---|---|"]
COLUMN_HEADER = "| Column | Type, unit | Allowed | Blank, 0 | Meaning | Example |"


def columns_of(path):
    """Return the columns that a table has, from its first line."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return next(csv.reader(stream))


def word_tables(path):
    """Return each word list as the lines of a Markdown table, by its field."""
    rows = sorted((row for _, row in read_rows(path)), key=lambda row: row["field"])
    return {
        field: [*WORD_HEADER, *map(word_line, words)]
        for field, words in groupby(rows, key=lambda row: row["field"])
    }


def word_line(row):
    cells = [f"`{row['value']}`", row["label_en"], row["label_ko"], row["definition"]]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def sections(kind):
    """Return the table lines below each heading such as "### Table `places`", by its name."""
    text = CODEBOOK.read_text(encoding="utf-8")
    parts = re.split(rf"^### {kind} `([a-z_]+)`$", text, flags=re.MULTILINE)[1:]
    names, bodies = (
        parts[::2],
        [re.split(r"^#", body, flags=re.MULTILINE)[0] for body in parts[1::2]],
    )
    assert len(set(names)) == len(names), f"A heading '{kind}' stands twice."
    return {
        name: [line for line in body.splitlines() if line.startswith("|")]
        for name, body in zip(names, bodies, strict=True)
    }


def described(lines):
    """Return the columns that a section describes: the first cell of each row."""
    assert lines[0] == COLUMN_HEADER
    return [re.match(r"\| `([a-z0-9_]+)` \|", line)[1] for line in lines[2:]]


def test_every_table_has_a_section_and_no_section_is_of_another_table():
    assert sorted(sections("Table")) == sorted(TABLES)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_section_describes_every_column_of_its_table_and_no_other(name):
    assert described(sections("Table").get(name, [COLUMN_HEADER])) == columns_of(TABLES[name])


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_is_described_in_every_respect(name):
    for line in sections("Table").get(name, []):
        cells = re.split(r"(?<!\\)\|", line)[1:-1]
        assert len(cells) == 6, line
        assert all(cell.strip() for cell in cells), line


def test_every_word_list_has_a_section_and_no_section_is_of_another_list():
    assert sorted(sections("Words of")) == sorted(word_tables(TABLES["vocabulary"]))


@pytest.mark.parametrize("field", sorted(word_tables(TABLES["vocabulary"])))
def test_a_word_list_stands_in_the_codebook_as_in_the_vocabulary(field):
    assert sections("Words of").get(field) == word_tables(TABLES["vocabulary"])[field]


if __name__ == "__main__":
    for field, lines in word_tables(TABLES["vocabulary"]).items():
        print("\n".join([f"### Words of `{field}`", "", *lines, ""]))

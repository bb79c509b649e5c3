"""One issue of each kind, all planted in one copy of the project, and each found at its place.

What the descriptors can say, frictionless must find at the same place: the last column of the
table names the error that it reports there, None where only the project's own checks can know.
"""

import csv
import shutil
import time
from pathlib import Path

import frictionless
import pytest

from dmz_map.archive.incidents import read_archive
from dmz_map.archive.validation import validate
from dmz_map.tabular.datapackage import open_package, seal

ROOT = Path(__file__).parents[2]
WORDS, CASES = "data/vocabulary.csv", "data/incidents.csv"
SOURCES, CITATIONS = "data/sources.csv", "data/citations.csv"
PLACES, SECTORS = "data/places.csv", "data/sectors.csv"
DOCUMENTS, CLAIMS = "seeds/documents.csv", "seeds/claims.csv"
CORRECTIONS = "data/corrections.csv"

PLANTED = [
    # file, row, column, value, what is reported, what frictionless calls it
    (CASES, "1959-01-27-lee-dong-jun", "title_en", "", "the cell is blank", "constraint-error"),
    (CASES, "1962-05-28-abshier", "title_en", "W" * 91, "91 characters; 90", "constraint-error"),
    (CASES, "1962-08-15-dresnok", "title_ko", "월" * 61, "61 characters; 60", "constraint-error"),
    (CASES, "1963-12-06-parrish", "title_ko", "Walks north", "is not Korean", None),
    (CASES, "1965-01-05-jenkins", "title_en", "북으로 걸어감", "is not English", None),
    (CASES, "1966-10-21-truck-attack", "summary_ko", "", "the cell is blank", "constraint-error"),
    (CASES, "1967-05-22-barracks-bombing", "summary_en", "트럭", "is not English", None),
    (CASES, "1967-07-14-central-infiltration", "place_ko", "", "is blank", "constraint-error"),
    (CASES, "1967-08-10-work-detail-ambush", "place_en", "a\u200bb", "nobody sees, U+200B", None),
    (CASES, "1967-08-29-vehicle-mines", "note", "a\u00a0b", "not the plain one, U+00A0", None),
    (CASES, "1968-04-21-patrol-clash", "dispute", "\ufffd", "letter that was lost", None),
    (CASES, "1968-09-24-western-infiltration", "actors", "KPA\u202e", "U+202E", None),
    (CASES, "1969-10-18-truck-ambush", "summary_ko", "\u1112\u1161\u11ab 한", "Unicode NFC", None),
    (CASES, "1971-08-16-eastern-firefights", "date", "autumn", "EDTF date", "constraint-error"),
    (CASES, "1977-07-14-ch47-shootdown", "date", "1977-02-30", "not an EDTF date", None),
    (CASES, "1979-08-02-song-gyong-ho", "category", "walk", "unknown value", "constraint-error"),
    (CASES, "1987-11-21-central-op-shot", "direction", "up", "unknown value", "constraint-error"),
    (CASES, "1991-08-21-eastern-shots", "outcome", "fine", "unknown value", "constraint-error"),
    (CASES, "1996-04-11-central-east-crossing", "sector", "east", "unknown", "constraint-error"),
    (CASES, "1997-04-10-cheorwon-incursion", "confidence", "low", "unknown", "constraint-error"),
    (CASES, "2024-06-18-central-incursion", "people", "some", "not a whole number", "type-error"),
    (CASES, "2024-06-20-central-incursion", "killed", "-1", "whole number", "constraint-error"),
    (CASES, "2025-08-19-central-incursion", "wounded", "1.5", "not a whole number", "type-error"),
    (CASES, "1975-03-19-tunnel-2", "lon", "12x", "is not a decimal number", "type-error"),
    (CASES, "1975-04-07-tunnel-2-blast", "lat", "12", "out of bounds", "constraint-error"),
    (CASES, "1977-10-20-yu-un-hak", "radius_km", "501", "out of bounds", "constraint-error"),
    (CASES, "2001-09-19-cheorwon-incursion", "radius_km", "", "radius_km is blank", None),
    (CASES, "2018-12-12-gp-verification", "lon", "127.5", "yet lon is 127.5", None),
    (CASES, "1963-05-17-oh23-downed", "confidence", "high", "needs two cited sources", None),
    (CASES, "2017-12-21-mid-west-soldier", "note", "Source weekday: Friday.", "a Thursday", None),
    (CASES, "2008-04-27-officer-panmunjom", "lon", "126.9", "outside the sector western", None),
    (CASES, "2024-06-09-central-incursion", "lat", "38.6", "km from the border", None),
    (CASES, "2020-07-19-ganghwa-return", "lon", "127.3", "outside the sector han_estuary", None),
    (SOURCES, "ahf-1984", "url", "ftp://example.org", "not a web address", "constraint-error"),
    (SOURCES, "aju-20110216", "published", "2011-2-16", "not an EDTF date", None),
    (SOURCES, "aju-20140708", "kind", "News item", "not a kind of source", "constraint-error"),
    (SOURCES, "abc7-20171123", "title", "", "the cell is blank", "constraint-error"),
    (CITATIONS, "1953-07-27-armistice-signed", "supports", "mood", "not a column", None),
    (CITATIONS, "1989-07-29-zuo-xiukai", "source_id", "nobody", "no row of", "foreign-key"),
    (CITATIONS, "2017-06-23-central-soldier", "incident_id", "2017-x", "row of", "foreign-key"),
    (CORRECTIONS, "S028", "text_ko", "", "the cell is blank", "constraint-error"),
    (CORRECTIONS, "S029", "source_ids", "nobody", "no row of", None),
    (WORDS, "category", "label_ko", "", "the cell is blank", "constraint-error"),
    (WORDS, "direction", "label_en", "북", "is not English", None),
    (PLACES, "armistice-hall", "name_ko", "", "the cell is blank", "constraint-error"),
    (PLACES, "bangsan", "sector", "east", "unknown", "constraint-error"),
    (PLACES, "bridge-of-no-return", "source_id", "nobody", "no row of", "foreign-key"),
    (PLACES, "camp-bonifas", "lon", "127.9", "outside the sector western", None),
    (PLACES, "sokcho", "url", "sokcho", "not a web address", "type-error"),
    (DOCUMENTS, "seed-000", "language", "English", "a language tag", "constraint-error"),
    (CLAIMS, "S001", "value", "Monday", "is a Sunday, not a Monday", None),
    (CLAIMS, "S002", "start", "six", "not a whole number", "type-error"),
    (CLAIMS, "S003", "document_id", "seed-999", "no row of", "foreign-key"),
    (CLAIMS, "S004", "exact", "A North Korean soldier", "says something else", None),
    (CLAIMS, "S005", "incident_id", "nobody", "no row of data/incidents.csv", None),
    (CLAIMS, "S006", "field", "", "the cell is blank", "constraint-error"),
]  # fmt: skip


def table(root, file):
    with (root / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def line_of(root, file, key):
    """Return the line of the first row with this first cell; no cell of the project has breaks."""
    return next(line for line, row in enumerate(table(root, file), start=1) if row[0] == key)


def put(root, file, rows):
    with (root / file).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    seal(root)


def alter(root, file, key, column, value):
    rows = table(root, file)
    rows[line_of(root, file, key) - 1][rows[0].index(column)] = value
    put(root, file, rows)


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Return the root of a copy with every issue of the table."""
    root = tmp_path_factory.mktemp("planted")
    for folder in ("data", "seeds"):
        shutil.copytree(ROOT / folder, root / folder)
    for file, key, column, value, *_ in PLANTED:
        alter(root, file, key, column, value)
    return root


@pytest.fixture(scope="module")
def reported(planted):
    """Return the issues of that copy by file, line and column."""
    found = {}
    for issue in validate(planted).issues:
        found.setdefault((issue.file, issue.line, issue.column), []).append(issue)
    return found


def by_frictionless(root):
    """Return what frictionless reports: (file, line, column) and the kind of error."""
    found = set()
    for folder in ("data", "seeds"):
        package = frictionless.Package(root / folder / "datapackage.json")
        keys = {
            resource.name: [key["fields"][0] for key in resource.schema.foreign_keys]
            for resource in package.resources
            if resource.name not in ("border", "land")
        }
        for task in frictionless.validate(root / folder / "datapackage.json").tasks:
            for error in task.errors:
                file, line = f"{folder}/{task.place}", getattr(error, "row_number", None)
                # a broken foreign key is reported by its cells, the column is that of the key
                names = getattr(error, "field_names", None) or [getattr(error, "field_name", None)]
                for name in names if names != [None] else keys.get(task.name, [None]):
                    found.add((file, line, name, error.type))
    return found


@pytest.fixture(scope="module")
def others(planted):
    return by_frictionless(planted)


def place(row):
    file, key, column, value, *_ = row
    shown = value if column in ("incident_id",) and file == CITATIONS else key
    return file, shown, column


@pytest.mark.parametrize("row", PLANTED, ids=lambda row: f"{row[0]}-{row[2]}-{row[3][:12]}")
def test_a_planted_issue_is_reported_with_its_place_value_and_remedy(planted, reported, row):
    file, shown, column = place(row)
    line = line_of(planted, file, shown)
    issues = reported[file, line, column]
    assert any(row[4] in issue.problem for issue in issues), issues
    for issue in issues:
        assert issue.value == row[3]
        assert issue.remedy
        assert str(issue).startswith(f"{file}:{line} (column {column}): ")
        assert str(issue).isprintable()


def test_no_more_is_reported_than_was_planted(planted, reported):
    rows = [place(row) for row in PLANTED]
    places = {(file, line_of(planted, file, shown), column) for file, shown, column in rows}
    assert set(reported) == places


@pytest.mark.parametrize(
    "row", [row for row in PLANTED if row[5]], ids=lambda row: f"{row[0]}-{row[2]}-{row[3][:12]}"
)
def test_frictionless_finds_it_at_the_same_place(planted, others, row):
    file, shown, column = place(row)
    assert (file, line_of(planted, file, shown), column, row[5]) in others


def test_frictionless_finds_nothing_that_validate_does_not(reported, others):
    assert {(file, line, column) for file, line, column, _ in others} <= set(reported)


@pytest.mark.parametrize(
    ("file", "change", "line", "column", "what"),
    [
        (CASES, lambda rows: [*rows, rows[1]], "last", "id", "is on line 2 already"),
        (SOURCES, lambda rows: [*rows, rows[5]], "last", "id", "is on line 6 already"),
        (CITATIONS, lambda rows: [*rows, rows[1]], "last", "source_id", "on line 2 already"),
        (CLAIMS, lambda rows: [*rows, rows[1]], "last", "claim_id", "on line 2 already"),
        (PLACES, lambda rows: [*rows, rows[1]], "last", "id", "on line 2 already"),
        (WORDS, lambda rows: [*rows, rows[1]], "last", "value", "on line 2 already"),
        (CASES, lambda rows: [[*row, ""] for row in rows], 1, "", "a column has no name"),
        (PLACES, lambda rows: [[*row, "x"] for row in rows], 1, "x", "does not describe the colu"),
        (PLACES, lambda rows: [row[1:] for row in rows], 1, "id", "the column 'id' is missing"),
        (
            PLACES,
            lambda rows: [[row[1], row[0], *row[2:]] for row in rows],
            *(1, "name_en", "not in the order of data/datapackage.json"),
        ),
        (SECTORS, lambda rows: [*rows[:2], *rows[3:]], 3, "west_lon", "leaves a gap"),
        (SECTORS, lambda rows: rows[:-1], 5, "east_lon", "the last sector, and no other, is open"),
    ],
)
def test_a_table_out_of_shape_is_reported_and_frictionless_reports_it_too(
    project_copy, file, change, line, column, what
):
    rows = change(table(project_copy, file))
    put(project_copy, file, rows)
    issues = validate(project_copy).issues
    line = len(rows) if line == "last" else line
    assert any(
        (issue.file, issue.line, issue.column or "") == (file, line, column)
        and what in issue.problem
        for issue in issues
    ), [str(issue) for issue in issues]
    assert (
        file == SECTORS
        or not frictionless.validate(project_copy / file.split("/")[0] / "datapackage.json").valid
    )


def test_a_word_that_the_descriptor_does_not_have_is_reported_with_its_line(project_copy):
    rows = table(project_copy, WORDS)
    put(
        project_copy,
        WORDS,
        [*rows, ["outcome", "vanished", "Vanished", "사라짐", "Gone.", "", "", ""]],
    )
    (issue,) = validate(project_copy).issues
    lines = (project_copy / issue.file).read_text(encoding="utf-8").splitlines()
    assert (issue.file, issue.column) == ("data/datapackage.json", "incidents.outcome")
    assert '"name": "outcome"' in lines[issue.line - 1]
    assert issue.value.startswith("custody_south, ")
    assert issue.remedy.endswith(", vanished.")


def test_an_incident_that_rests_on_nothing_is_reported(project_copy):
    rows = table(project_copy, CITATIONS)
    put(project_copy, CITATIONS, [row for row in rows if row[0] != "1987-11-21-central-op-shot"])
    (issue,) = validate(project_copy).issues
    assert issue.line == line_of(project_copy, CASES, "1987-11-21-central-op-shot")
    assert "rests on no claim and no citation" in str(issue)


def test_everything_is_read_well_under_two_seconds():
    package = open_package(ROOT)
    read_archive(package)
    start = time.perf_counter()
    assert len(read_archive(package).incidents) >= 158
    assert time.perf_counter() - start < 1

import csv
import json
from pathlib import Path

import pytest

from dmz_map.archive.incidents import read_archive
from dmz_map.archive.validation import validate
from dmz_map.errors import DataError
from dmz_map.tabular.datapackage import open_package

ROOT = Path(__file__).parents[2]


def test_the_project_itself_has_no_issue():
    report = validate(ROOT)
    assert [str(issue) for issue in report.issues] == []
    for folder, name in (("data", "incidents"), ("data", "citations"), ("seeds", "claims")):
        with (ROOT / folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            assert report.counts[name] == sum(1 for _ in csv.DictReader(stream))


def test_the_small_project_has_no_issue(project):
    report = validate(project.root)
    assert report.issues == ()
    assert report.counts == {
        **{"vocabulary": 10, "documents": 1, "claims": 4},
        **{"links": 1, "houses": 1, "words": 1, "accepted": 1},
        **{"sources": 1, "incidents": 2, "citations": 1, "corrections": 1, "disputes": 1},
        **{"sectors": 2, "places": 1},
    }


@pytest.mark.parametrize(
    ("file", "key", "column", "value", "what"),
    [
        ("data/vocabulary.csv", "sector", "label_ko", "", "the cell is blank."),
        ("data/incidents.csv", "2001-walk", "date", "soon", "'soon' is not an EDTF date"),
        ("data/incidents.csv", "2001-walk", "category", "picnic", "unknown value 'picnic'"),
        ("data/sources.csv", "paper-one", "url", "example.org", "is not a web address."),
        ("data/citations.csv", "1999-swim", "source_id", "paper-two", "has the id 'paper-two'"),
        (
            "data/disputes.csv",
            "2001-walk",
            "concerns",
            "date;mood",
            "'mood' is not a column of incidents",
        ),
        ("data/disputes.csv", "2001-walk", "incident_id", "1999-swim", "has no dispute"),
        ("data/corrections.csv", "C4", "source_ids", "paper-two", "has the id 'paper-two'"),
        (
            "data/citations.csv",
            "1999-swim",
            "supports",
            "date;mood",
            "'mood' is not a column of incidents",
        ),
        ("data/citations.csv", "1999-swim", "supports", "date;date", "names one twice"),
        ("seeds/documents.csv", "doc-one", "sha256", "0" * 64, "expected SHA-256 000"),
        ("seeds/claims.csv", "C1", "incident_id", "2002-run", "has the id '2002-run'"),
        ("seeds/claims.csv", "C1", "document_id", "doc-two", "has the id 'doc-two'"),
        ("seeds/claims.csv", "C1", "exact", "Soldier walked", "'C1': one.txt says something else"),
        ("seeds/claims.csv", "C1", "start", "-2", "is not a whole number"),
        ("seeds/claims.csv", "C1", "claim_id", "C2", "is on line 2 already"),
    ],
)
def test_a_bad_cell_is_reported_by_file_line_and_column(project, file, key, column, value, what):
    line = project.line(file, key)
    project.set(file, key, column, value)
    with pytest.raises(DataError, match=rf"^{file}:\d+ "):
        read_archive(project.package())
    (issue,) = (issue for issue in validate(project.root).issues if issue.line is not None)
    assert (issue.file, issue.column) == (file, column)
    assert issue.line == (line + 1 if column == "claim_id" else line)
    assert what in issue.problem
    assert str(issue).startswith(f"{file}:{issue.line} (column {column}): ")
    assert str(issue).endswith(issue.remedy)


def test_all_issues_are_collected_and_not_only_the_first(project):
    project.set("data/incidents.csv", "2001-walk", "date", "soon")
    project.set("data/incidents.csv", "2001-walk", "people", "many")
    project.set("seeds/claims.csv", "C3", "exact", "ran")
    project.set("data/sources.csv", "paper-one", "kind", "")
    found = {(issue.file, issue.column) for issue in validate(project.root).issues}
    assert found == {
        ("data/incidents.csv", "date"),
        ("data/incidents.csv", "people"),
        ("seeds/claims.csv", "exact"),
        ("data/sources.csv", "kind"),
    }
    with pytest.raises(DataError, match=r"\(3 more: `python -m dmz_map validate` lists them\.\)$"):
        read_archive(project.package())


def test_a_changed_document_is_reported_with_each_claim_that_it_breaks(project):
    text = project.root / "seeds/one.txt"
    text.write_bytes(text.read_bytes().replace(b"walked", b"Walked"))
    issues = validate(project.root).issues
    assert [(issue.file, issue.line) for issue in issues] == [
        ("seeds/documents.csv", 2),
        ("seeds/claims.csv", 2),
        ("seeds/claims.csv", 5),  # the row before it covers two lines
    ]
    assert "seeds/one.txt has changed: expected SHA-256" in str(issues[0])
    assert "claim 'C1': one.txt says something else at [2, 22)" in str(issues[1])


def test_a_table_that_is_not_the_promised_one_is_reported(project):
    with (project.root / "data/sources.csv").open("a") as stream:
        stream.write("paper-two,T,P,https://example.org,,en,news\n")
    (issue,) = validate(project.root).issues
    assert (issue.file, issue.line) == ("data/sources.csv", None)
    assert "expected SHA-256" in issue.problem
    assert "seal sources" in issue.remedy


@pytest.mark.parametrize(
    ("file", "content", "line", "what"),
    [
        ("data/citations.csv", b"incident_id,source_id\na,b\n", 1, "column 'supports' is missing"),
        ("data/citations.csv", b"incident_id,source_id,supports\na,b\n", 2, "2 cells where"),
        ("data/citations.csv", b"incident_id\n\xff", 2, "not UTF-8"),
        ("data/citations.csv", b"", None, "the file is empty"),
        ("data/citations.csv", None, None, "is missing"),
        ("seeds/documents.csv", None, None, "is missing"),
        ("data/vocabulary.csv", b"field\nsector\n", 1, "the column 'value' is missing"),
        ("seeds/datapackage.json", b"{", None, "is not JSON"),
        ("data/datapackage.json", None, None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_issue_and_no_crash(project, file, content, line, what):
    path = project.root / file
    path.unlink() if content is None else path.write_bytes(content)
    issues = validate(project.root).issues
    assert any(issue.line == line and what in str(issue) for issue in issues)
    with pytest.raises(DataError, match=r"\w"):
        read_archive(open_package(project.root))


@pytest.mark.parametrize(
    ("file", "content", "what"),
    [
        ("data/border.geojson", None, "is missing"),
        ("data/border.geojson", b"{}", "is not a GeoJSON feature collection"),
        ("data/border.geojson", b'{"features": []}', "must hold one LineString"),
        ("data/sectors.csv", None, "is missing"),
        ("data/sectors.csv", b"id\n", "the column 'west_lon' is missing"),
        ("data/places.csv", b"\xff", "not UTF-8"),
    ],
)
def test_a_map_layer_that_cannot_be_read_is_an_issue_of_its_own_file(project, file, content, what):
    path = project.root / file
    path.unlink() if content is None else path.write_bytes(content)
    issues = validate(project.root).issues
    assert {issue.file for issue in issues} == {file}
    assert any(what in str(issue) for issue in issues)


def test_a_table_that_cannot_be_read_has_no_issues_in_its_wake(project):
    (project.root / "data/incidents.csv").unlink()
    (issue,) = validate(project.root).issues
    assert str(issue).startswith("data/incidents.csv: the file is missing")


def test_an_issue_is_one_printable_line(project):
    project.set("data/incidents.csv", "2001-walk", "title_en", "a\x1b[31m\nb\u202e")
    (issue,) = validate(project.root).issues
    assert str(issue).isprintable()
    assert r"'a\x1b[31m\nb\u202e'" in str(issue)


@pytest.mark.parametrize(
    ("table", "column", "sentence"),
    [
        ("disputes", None, "No data package lists a resource 'disputes'"),
        ("incidents", "outcome", "the table has no column 'outcome', which the program needs"),
        ("sources", "id", "refers to 'sources.id', which no schema describes"),
    ],
)
def test_a_schema_that_lacks_what_the_program_needs_is_an_issue(project, table, column, sentence):
    path = project.root / "data/datapackage.json"
    descriptor = json.loads(path.read_bytes())
    (entry,) = (one for one in descriptor["resources"] if one["name"] == table)
    if column is None:
        descriptor["resources"].remove(entry)
    else:
        fields = entry["schema"]["fields"]
        fields[:] = [field for field in fields if field["name"] != column]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    if column == "outcome":
        file = f"data/{table}.csv"
        rows = list(csv.reader((project.root / file).read_text(encoding="utf-8").splitlines()))
        place = rows[0].index(column)
        project.write(file, [row[:place] + row[place + 1 :] for row in rows])
    (issue,) = validate(project.root).issues
    assert sentence in issue.problem
    with pytest.raises(DataError, match=sentence):
        read_archive(open_package(project.root))

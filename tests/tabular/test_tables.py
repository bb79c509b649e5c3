import json

import pytest

from dmz_map.errors import PackageError, TableError
from dmz_map.tabular.datapackage import open_package, seal
from dmz_map.tabular.issues import Issue, issue_of, raise_first
from dmz_map.tabular.tables import read_table, read_tables

TWO = {
    "one": {
        "fields": [
            {"name": "id", "constraints": {"required": True, "unique": True}},
            {"name": "n", "type": "integer", "constraints": {"unique": True}},
        ],
        "primaryKey": "id",
    },
    "two": {
        "fields": [
            {"name": "ones", "dmz": {"separator": ";", "reference": {"resource": "one",
             "field": "id", "also": ["none"]}}},
            {"name": "columns", "dmz": {"separator": ";", "columns_of": "one"}},
        ],
    },
}  # fmt: skip


@pytest.fixture
def lay_out(tmp_path):
    """Return a function that writes two tables that refer to each other, and opens them."""

    def write(one, two):
        for folder, name, text in (("data", "one", one), ("seeds", "two", two)):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / f"{name}.csv").write_text(text)
            entry = {
                **{"name": name, "path": f"{name}.csv", "bytes": 0, "hash": f"sha256:{'0' * 64}"},
                **{"licenses": [{"name": "CC0"}], "sources": [{"title": "paper"}]},
                **{"method": "drawn", "schema": TWO[name]},
            }
            text = json.dumps({"resources": [entry]})
            (tmp_path / folder / "datapackage.json").write_text(text)
        seal(tmp_path)
        return open_package(tmp_path)

    return write


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("id,n\na,1\nb,\n", "ones,columns\na;none,id;n\n,\n", []),
        ("id,n\na,1\na,2\n", "ones,columns\n", ["data/one.csv:3 (column id): 'a' is on line 2"]),
        ("id,n\na,1\nb,1\n", "ones,columns\n", ["data/one.csv:3 (column n): '1' is on line 2"]),
        (
            "id,n\na,1\n",
            "ones,columns\na;b,id\n",
            ["seeds/two.csv:2 (column ones): no row of data/one.csv has the id 'b'."],
        ),
        (
            "id,n\na,1\n",
            "ones,columns\na,m\n",
            ["seeds/two.csv:2 (column columns): 'm' is not a column of one. Allowed, separated"],
        ),
        (
            "id,n\na,1\n",
            "ones,columns\na,n;n\n",
            ["seeds/two.csv:2 (column columns): 'n;n' names one twice."],
        ),
        ("n,id\n1,a\n", "ones,columns\n", ["data/one.csv:1 (column n): the columns are not in"]),
        ("id\na\n", "ones,columns\na,id\n", ["data/one.csv:1 (column n): the column 'n' is mis"]),
        (
            "id,n,m\na,1,2\n",
            "ones,columns\n",
            ["data/one.csv:1 (column m): data/datapackage.json does not describe the column 'm'"],
        ),
        ("\n", "ones,columns\nz,id\n", ["data/one.csv: the file is empty"]),
    ],
)
def test_tables_are_checked_as_their_schemas_say(lay_out, one, two, found):
    tables = read_tables(lay_out(one, two))
    issues = [str(issue) for table in tables.values() for issue in table.issues]
    assert len(issues) == len(found)
    for issue, sentence in zip(issues, found, strict=True):
        assert issue.startswith(sentence)


def test_a_row_is_valid_when_all_its_cells_are(lay_out):
    table = read_table(lay_out("id,n\na,1\nb,x\n,3\n", "ones,columns\n"), "one")
    assert [row["id"] for row in table.valid_rows()] == ["a"]
    assert [table.is_valid(row, "id") for row in table.rows] == [True, True, False]
    assert table.values("id") == {"a", "b", ""}


def test_what_is_no_table_is_refused(project):
    with pytest.raises(PackageError, match="'border' has no schema"):
        read_table(project.package(), "border")
    with pytest.raises(PackageError, match="lists a resource 'three'"):
        read_table(project.package(), "three")


def test_an_issue_becomes_an_error_with_its_fields_and_an_error_an_issue():
    issue = Issue("data/a.csv", 3, "n", "x", "'x' is wrong.", "Fix it.", PackageError)
    error = issue.as_error()
    assert isinstance(error, PackageError)
    assert str(error) == str(issue) == "data/a.csv:3 (column n): 'x' is wrong. Fix it."
    assert issue_of(error) == issue
    assert issue_of(TableError("Wrong."), "data/b.csv").file == "data/b.csv"


def test_the_first_issue_is_raised_and_the_others_counted():
    issue = Issue("data/a.csv", None, None, "", "Wrong.", "Fix it.")
    raise_first(())
    with pytest.raises(TableError, match=r"^data/a\.csv: Wrong\. Fix it\.$"):
        raise_first([issue])
    with pytest.raises(TableError, match=r"\(2 more: `python -m dmz_map validate` lists them\.\)$"):
        raise_first([issue] * 3)

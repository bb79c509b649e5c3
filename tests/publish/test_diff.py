"""What changed between two editions, told field by field."""

import json
from pathlib import Path

import pytest

from dmz_map.errors import TableError
from dmz_map.publish.bundle import Bundle
from dmz_map.publish.diff import as_markdown, as_text, compare
from dmz_map.publish.edition_files import edition_from_tables, read_edition
from dmz_map.publish.export import write
from dmz_map.tabular.datapackage import DEFAULT_ROOT

SECOND = DEFAULT_ROOT.parent / "shared" / "archive"


def edition(*incidents, name="", citations=(), links=()):
    rows = [{"id": i, "title_en": title, **more} for i, title, more in incidents]
    cited = [
        {"incident_id": i, "source_id": s, "supports": supports} for i, s, supports in citations
    ]
    linked = [{"incident_id": i, "other_id": o, "relation": r} for i, o, r in links]
    sources = [{"id": s, "title": s.upper()} for _, s, _ in citations]
    tables = {"incidents": rows, "citations": cited, "links": linked, "sources": sources}
    return edition_from_tables(tables, name=name)


OLD = edition(
    ("a", "First", {"people": "30", "note": "x"}),
    ("b", "Second", {"people": "", "note": ""}),
    name="1",
    citations=[("a", "s1", "date"), ("a", "s2", "date;people")],
)
NEW = edition(
    ("a", "First", {"people": "", "note": "x", "side": "north"}),
    ("c", "Third | *new*", {"people": "1", "note": "", "side": ""}),
    name="2",
    citations=[("a", "s1", "date"), ("a", "s3", "outcome")],
    links=[("a", "c", "response_to")],
)


def test_added_removed_and_changed_incidents_are_told():
    found = compare(OLD, NEW).incidents
    assert (found.added, found.removed) == ((("c", "Third | *new*"),), (("b", "Second"),))
    (row,) = found.changed
    assert row.id == "a"
    changes = {change.field: change for change in row.changes}
    assert (changes["people"].old, changes["people"].new) == ("30", "")
    assert changes["citations"].lost == ("s2 (date, people)",)
    assert changes["citations"].gained == ("s3 (outcome)",)
    assert changes["links"].gained == ("response_to c",)
    assert "note" not in changes


def test_a_new_column_is_told_once_and_not_for_each_row():
    found = compare(OLD, NEW).incidents
    assert found.columns_added == ("side",)
    assert all(change.field != "side" for row in found.changed for change in row.changes)
    assert compare(NEW, OLD).incidents.columns_removed == ("side",)


def test_the_text_says_it_in_lines():
    lines = as_text(compare(OLD, NEW)).splitlines()
    assert lines[0] == "From edition 1 to edition 2"
    assert "Incidents: 2 before, 2 now; 1 added, 1 removed, 1 changed." in lines
    assert {"  New columns: side.", "+ c  Third | *new*", "- b  Second", "~ a  First"} <= {*lines}
    assert "    people: 30 → (blank)" in lines
    assert "    citations: no longer s2 (date, people)" in lines
    assert "    citations: now s3 (outcome)" in lines


def test_markdown_shows_the_data_as_it_is():
    text = as_markdown(compare(OLD, NEW))
    assert text.startswith("# What changed: from edition 1 to edition 2\n")
    assert r"* c: Third \| \*new\*" in text
    assert "### Changed (1)\n\n**a**: First\n\n* people: 30 → (blank)\n" in text
    assert text.endswith("\n")


def test_what_a_terminal_would_obey_is_shown_as_a_code():
    hostile = edition(("a", "\x1b[31mred\nnext", {}))
    assert "+ a  \\x1b[31mred\\nnext" in as_text(compare(edition(), hostile))


def test_an_edition_does_not_differ_from_itself():
    found = compare(OLD, OLD)
    assert (found.incidents.changed, found.incidents.added, found.sources.changed) == ((), (), ())
    assert as_markdown(found).count("###") == 0


@pytest.mark.parametrize("ending", [".zip", ".geojson"])
def test_an_export_is_the_edition_that_it_came_from(archive, layers, tmp_path, ending):
    path = tmp_path / f"x{ending}"
    write(Bundle(archive.incidents, layers, edition="1", edition_date="2025-12-31"), path)
    found = compare(read_edition(DEFAULT_ROOT), read_edition(path))
    assert found.new == "edition 1 (2025-12-31)"
    assert found.incidents.old_count == len(archive.incidents)
    changed = {c.field for row in found.incidents.changed for c in row.changes}
    assert changed - {"links"} == set()
    assert (found.incidents.added, found.incidents.removed) == ((), ())
    assert found.sources.changed == ()


def test_a_published_list_of_incidents_is_an_edition_too(tmp_path):
    path = tmp_path / "incidents.json"
    records = [{"id": "a", "title_en": "First", "people": 30, "killed": None, "lon": 126.0}]
    path.write_text(json.dumps({"edition": "2", "incidents": records}), encoding="utf-8")
    found = read_edition(path)
    assert found.name == "2"
    row = found.incidents["a"]
    assert (row["people"], row["killed"], row["lon"]) == ("30", "", "126")


@pytest.mark.parametrize("name", ["missing.json", "empty.zip", "list.json", "folder"])
def test_what_is_no_edition_is_told(tmp_path, name):
    (tmp_path / "empty.zip").write_bytes(b"no zip")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    with pytest.raises(TableError, match=r"is no edition that can be read .* Name a folder with"):
        read_edition(tmp_path / name)


@pytest.mark.skipif(not SECOND.is_dir(), reason="needs the tables of the second edition")
def test_the_second_edition_holds_all_incidents_of_the_project_or_more():
    found = compare(read_edition(DEFAULT_ROOT), read_edition(Path(SECOND))).incidents
    assert found.removed == ()
    assert found.new_count == 233
    if found.old_count == 158:
        changes = {(row.id, c.field): c for row in found.changed for c in row.changes}
        assert len(found.added) == 75
        assert changes["2025-08-19-central-incursion", "people"].old == "30"
        assert changes["2025-08-19-central-incursion", "people"].new == ""
        assert changes["1967-08-28-engineer-attack", "lat"].new == "37.93306"

"""The schemas of the data packages: what they describe, and the vocabulary that they repeat."""

import json
from pathlib import Path

import pytest

from dmz_map.archive.evidence import SUBJECTS
from dmz_map.archive.findings import CHECKS
from dmz_map.archive.vocabulary import check_enums
from dmz_map.tabular.csv_files import read_rows
from dmz_map.tabular.datapackage import open_package
from dmz_map.tabular.tables import Table, read_table

ROOT = Path(__file__).parents[2]
RESOURCES = {
    entry["name"]: entry
    for folder in ("data", "seeds")
    for entry in json.loads((ROOT / folder / "datapackage.json").read_bytes())["resources"]
}
TABLES = {name: entry["schema"] for name, entry in RESOURCES.items() if "schema" in entry}
FIELDS = [(name, field) for name, schema in TABLES.items() for field in schema["fields"]]


def words():
    """Return the lists of vocabulary.csv as its bytes have them, by none of our readers."""
    lists = {}
    for line in (ROOT / "data/vocabulary.csv").read_text(encoding="utf-8").splitlines()[1:]:
        field, value = line.split(",")[:2]
        lists.setdefault(field, []).append(value)
    return lists


def test_every_enum_is_a_list_of_the_vocabulary_but_those_of_the_program():
    found = {
        f"{table}.{field['name']}": field["constraints"]["enum"]
        for table, field in FIELDS
        if "enum" in field["constraints"]
    }
    assert found.pop("sectors.group") == ["west", "central", "east"]
    assert found.pop("vocabulary.group") == ["crossing", "force", "hazard", "measures", "other"]
    assert found.pop("vocabulary.field") == list(words())
    assert found.pop("incidents.side") == ["north", "south", "on_line"]
    assert found.pop("words.language") == ["en", "ko"]
    assert found.pop("accepted.check") == list(CHECKS)
    assert {name.split(".")[1] for name in found} == set(words())
    assert all(enum == words()[name.split(".")[1]] for name, enum in found.items())


def test_every_table_has_a_schema():
    assert {name for name, entry in RESOURCES.items() if entry["format"] == "csv"} == set(TABLES)


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=lambda part: str(part)[:40])
def test_every_column_has_a_title_a_description_a_type_and_constraints(table, field):
    assert field["title"]
    assert field["description"].endswith(".")
    assert field["type"] in ("string", "integer", "number")
    assert set(field["constraints"]) - {"required", "unique"} or field["name"] == "exact"


def test_claims_may_be_about_the_subjects_whose_names_no_incident_may_have():
    named = {f"{table}.{field['name']}": field.get("dmz", {}) for table, field in FIELDS}
    assert tuple(named["incidents.id"]["reserved"]) == SUBJECTS
    assert tuple(named["claims.incident_id"]["reference"]["also"]) == SUBJECTS


def test_every_pattern_has_its_meaning_in_words():
    for table, field in FIELDS:
        if "pattern" in field["constraints"]:
            assert field["dmz"]["meaning"], (table, field["name"])


def test_columns_in_a_language_say_so():
    for table, field in FIELDS:
        ending = field["name"][-3:]
        if ending in ("_en", "_ko"):
            assert field["dmz"]["language"] == ending[1:], (table, field["name"])


@pytest.mark.parametrize(
    ("table", "key", "foreign"),
    [
        ("incidents", "id", {}),
        ("sources", "id", {}),
        ("places", "id", {"source_id": "sources"}),
        ("sectors", "id", {}),
        ("vocabulary", ["field", "value"], {}),
        (
            "citations",
            ["incident_id", "source_id"],
            {"incident_id": "incidents", "source_id": "sources"},
        ),
        ("corrections", "claim_id", {}),
        ("disputes", "incident_id", {"incident_id": "incidents"}),
        ("documents", "id", {}),
        ("claims", "claim_id", {"document_id": "documents"}),
    ],
)
def test_every_table_has_its_keys(table, key, foreign):
    schema = TABLES[table]
    assert schema["primaryKey"] == key
    keys = schema.get("foreignKeys", [])
    assert {one["fields"]: one["reference"]["resource"] for one in keys} == foreign


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_licences_are_told_and_kept_apart(name):
    licences = [licence["name"] for licence in RESOURCES[name]["licenses"]]
    assert licences == (["ODbL-1.0"] if name in ("border", "land") else ["CC-BY-4.0"])
    assert all(licence["path"].startswith("https://") for licence in RESOURCES[name]["licenses"])
    assert RESOURCES[name]["title"]
    assert RESOURCES[name]["description"]


def test_the_places_credit_geonames():
    assert RESOURCES["places"]["sources"][0]["title"].startswith("GeoNames (CC BY 4.0)")
    rows = [cells for _, cells in read_rows(ROOT / "data/places.csv")]
    credited = sum("geonames.org" in row["url"] for row in rows)
    assert RESOURCES["places"]["sources"][0]["title"] == f"GeoNames (CC BY 4.0), {credited} places"


def test_the_project_s_own_enums_are_the_lists_of_its_vocabulary():
    package = open_package(ROOT)
    assert [*check_enums(package, read_table(package, "vocabulary"))] == []


def test_without_a_vocabulary_no_enum_is_compared():
    empty = Table("vocabulary", "data/vocabulary.csv", ("field", "value"))
    assert [*check_enums(open_package(ROOT), empty)] == []

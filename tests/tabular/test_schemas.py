import json
from pathlib import Path

import pytest
from dmz_map.tabular.schemas import unknown_columns, wrong_enums

from dmz_map.archive.evidence import CLAIM_CHECKS
from dmz_map.archive.incident_table import INCIDENT_CHECKS, WORD_COLUMNS
from dmz_map.archive.sources import SOURCE_CHECKS
from dmz_map.archive.vocabulary import Vocabulary, read_vocabulary
from dmz_map.tabular.datapackage import open_package, read_rows

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


@pytest.mark.parametrize("column", WORD_COLUMNS)
def test_the_words_of_an_incident_are_those_of_the_vocabulary(column):
    (field,) = (one for one in TABLES["incidents"]["fields"] if one["name"] == column)
    assert field["constraints"]["enum"] == words()[column]


def test_every_enum_is_a_list_of_the_vocabulary_but_that_of_the_groups():
    found = {
        f"{table}.{field['name']}": field["constraints"]["enum"]
        for table, field in FIELDS
        if "enum" in field["constraints"]
    }
    assert found.pop("sectors.group") == ["west", "central", "east"]
    assert found.pop("vocabulary.field") == list(words())
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


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("incidents", [*INCIDENT_CHECKS]),
        ("sources", [*SOURCE_CHECKS]),
        ("claims", [*CLAIM_CHECKS]),
    ],
)
def test_the_columns_stand_in_the_order_of_the_program(table, columns):
    assert [field["name"] for field in TABLES[table]["fields"]] == columns


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


def test_the_project_s_own_schemas_fit_its_files_and_words():
    package = open_package(ROOT)
    assert [*unknown_columns(package), *wrong_enums(package, read_vocabulary(package))] == []


def test_without_a_vocabulary_nothing_is_held_against_it():
    assert [*wrong_enums(open_package(ROOT), Vocabulary(()))] == []

"""A category or sector that is added to the data: no line of the program has to know it."""

import json

import pytest

from dmz_map.archive.incidents import read_archive
from dmz_map.archive.validation import validate
from dmz_map.cli import main
from dmz_map.errors import TableError
from dmz_map.tabular.datapackage import open_package, seal
from dmz_map.web.site import open_site
from dmz_map.web.webmap import build_map

CASE = "2025-10-19-central-soldier"
KITE = 'category,kite,Kite,연,"A kite carries something over the line.",hazard,,\n'
SECTOR = 'sector,coast,Coast,해안,"The water beside the line.",,,\n'


def add_word(root, before, line, columns, word):
    """Put a line into the vocabulary before that of another word, and the word into enums."""
    path = root / "data/vocabulary.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(before, line + before, 1), encoding="utf-8")
    path = root / "data/datapackage.json"
    descriptor = json.loads(path.read_bytes())
    for resource in descriptor["resources"]:
        for field in resource.get("schema", {"fields": []})["fields"]:
            if field["name"] == columns:
                enum = field["constraints"]["enum"]
                enum.insert(enum.index(before.split(",")[1]), word)
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2), encoding="utf-8")
    seal(root)


@pytest.fixture
def with_kite(project_copy):
    """Return a copy of the project with a category more, and an incident of it."""
    add_word(project_copy, "category,tunnel", KITE, "category", "kite")
    path = project_copy / "data/incidents.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.startswith(CASE))
    lines[place] = lines[place].replace(",soldier_crossing,", ",kite,")
    path.write_text("".join(lines), encoding="utf-8")
    seal(project_copy)
    return project_copy


def test_a_new_category_is_valid_and_goes_onto_the_map(with_kite, tmp_path):
    assert [str(issue) for issue in validate(with_kite).issues] == []
    site = open_site(with_kite, store=str(tmp_path / "store"))
    assert site.archive.get(CASE).category == "kite"
    meta = json.loads(site.release().assets["incidents.json"].body)
    assert meta["groups"][meta["categories"].index("kite")] == "hazard"
    assert build_map(site.standalone()) is not None
    site.store.close()


@pytest.mark.parametrize("kind", ["html", "geojson"])
def test_a_new_category_is_exported(with_kite, tmp_path, kind):
    path = tmp_path / f"map.{kind}"
    store = str(tmp_path / "store")
    assert main(["export", "--root", str(with_kite), "--store", store, str(path)]) == 0
    assert path.stat().st_size > 10_000
    if kind == "geojson":
        features = json.loads(path.read_bytes())["features"]
        (found,) = (one for one in features if one["properties"]["id"] == CASE)
        assert found["properties"]["category"] == "kite"


def test_a_sector_of_the_vocabulary_has_a_row_of_its_own(project_copy):
    add_word(project_copy, "sector,han_estuary", SECTOR, "sector", "coast")
    (issue,) = validate(project_copy).issues
    assert (issue.file, issue.column, issue.value) == ("data/vocabulary.csv", "value", "coast")
    assert issue.problem == "the sector 'coast' has no row in data/sectors.csv."
    with pytest.raises(TableError, match="the sector 'coast' has no row"):
        read_archive(open_package(project_copy))


def test_a_row_of_the_sectors_is_a_sector_of_the_vocabulary(project):
    project.set("data/sectors.csv", "eastern", "id", "coast")
    issues = {(issue.file, issue.value) for issue in validate(project.root).issues}
    assert issues == {("data/sectors.csv", "coast"), ("data/vocabulary.csv", "eastern")}

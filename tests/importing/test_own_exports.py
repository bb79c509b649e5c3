"""What this project exports goes in again as it was: every field, all evidence, nothing moved."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from dmz_map.archive.incident import Incident
from dmz_map.archive.sources import Document
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.store_import import Report, Wishes, import_file
from dmz_map.publish.bundle import Layers, read_layers
from dmz_map.publish.export import export
from dmz_map.store.base import Store
from dmz_map.store.open_store import open_store
from dmz_map.store.query import Query
from dmz_map.tabular.datapackage import open_package, seal
from dmz_map.web.site import Site, open_site
from tests.importing.tables import ROOT

FORMATS = ("zip", "csv", "geojson", "gpkg", "parquet", "xlsx", "kml")
EMPTIED = (
    "data/incidents", "data/citations", "data/links", "data/corrections", "data/disputes",
    "data/accepted", "seeds/claims", "seeds/documents",
)  # fmt: skip
MORE = "title,date,colour,url,lat,lon\n=1+1 at a gate,2015-08-04?,'=red,https://example.org/a,37.951234567,126.75\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the project's own incidents, and an import with a column of its own."""
    folder = tmp_path_factory.mktemp("store")
    site = open_site(ROOT, store=str(folder))
    (folder / "more.csv").write_text(MORE, "utf-8")
    assert import_file(site.store, folder / "more.csv", ImportOptions(root=ROOT)).tally.valid == 1
    return site


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project without an incident and without a document."""
    root = tmp_path_factory.mktemp("empty")
    for name in ("data", "seeds"):
        shutil.copytree(ROOT / name, root / name)
    for name in EMPTIED:
        path = root / f"{name}.csv"
        path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    descriptor = root / "data" / "datapackage.json"
    package = json.loads(descriptor.read_text("utf-8"))
    told = [one for one in package["resources"] if not one["name"].startswith("story-")]
    descriptor.write_text(json.dumps(package | {"resources": told}), "utf-8")  # of no incident
    seal(root)
    return root


@pytest.fixture(scope="module")
def layers() -> Layers:
    return read_layers(open_package(ROOT))


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Store:
    store = open_store(str(tmp_path / "store"), root=empty)
    assert store.count(Query()) == 0
    return store


@pytest.fixture(scope="module")
def geojson(site: Site, layers: Layers, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("export") / "map.geojson"
    export(site, path, layers=layers)
    return path.read_text("utf-8")


@pytest.mark.parametrize("ending", FORMATS)
def test_an_export_goes_into_an_empty_store_whole(
    site: Site, layers: Layers, empty: Path, store: Store, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"map.{ending}"
    own = [*site.store.incidents(Query())]
    assert export(site, path, layers=layers) == len(own) == 234
    kept = site.documents if ending == "csv" else {}  # one flat table has no documents
    report = import_file(store, path, ImportOptions(root=empty), documents=kept)
    assert (report.tally.valid, sum(report.tally.rejected.values())) == (234, 0)
    assert (report.renamed, dict(report.tally.fallbacks), report.refusal) == (0, {}, "")
    assert report.proposals[0].notes[-1].startswith("an export of this program: claims, sources")
    for incident in own:
        assert plain(store.get(incident.id)) == plain(incident)
    assert dict(store.documents()) == {} if kept else dict(site.archive.documents)
    assert report.set is not None
    store.undo(report.set.number)
    assert (store.count(Query()), dict(store.documents())) == (0, {})


@pytest.mark.parametrize("name", ["map.bin", "map.csv", "map"])
def test_an_export_is_known_by_what_it_says_of_itself(
    geojson: str, empty: Path, store: Store, tmp_path: Path, name: str
) -> None:
    assert (
        sum(
            len(i.claims)
            for i in incidents_of(store, taken(geojson, tmp_path / name, empty, store))
        )
        == 39
    )


def test_what_has_come_in_goes_out_and_in_again(
    geojson: str, empty: Path, layers: Layers, tmp_path: Path
) -> None:
    site = open_site(empty, store=str(tmp_path / "one"))
    taken(geojson, tmp_path / "map.geojson", empty, site.store)
    assert (len(site.claims), [*site.documents]) == (39, ["seed-000"])
    assert export(site, tmp_path / "map.zip", layers=layers) == 234
    again = open_store(str(tmp_path / "two"), root=empty)
    import_file(again, tmp_path / "map.zip", ImportOptions(root=empty))
    for incident in site.store.incidents(Query()):
        assert plain(again.get(incident.id)) == plain(incident)
    assert again.documents() == site.store.documents()
    site.store.hide(1)
    assert (site.claims, dict(site.documents)) == ((), {})


def test_beside_the_same_incidents_they_get_other_ids_and_so_do_their_claims(
    site: Site, geojson: str, tmp_path: Path
) -> None:
    report = taken(geojson, tmp_path / "map.geojson", ROOT, site.store)
    assert report.set is not None
    try:
        assert report.renamed == 234
        assert dict(site.store.documents()) == {}  # the archive has it
        known = site.archive.incidents[0]
        other = site.store.get(f"{known.id}--2")
        assert {claim.subject for claim in other.claims} == {other.id}
        assert replace(plain(other), id=known.id, claims=()) == replace(plain(known), claims=())
        again = taken(geojson, tmp_path / "map.geojson", ROOT, site.store)
        assert again.update is not None
        assert (again.update.unchanged, again.update.updated, again.update.added) == (234, 0, 0)
    finally:
        site.store.remove(report.set.number)


Change = Callable[[dict[str, Any]], None]


def other_words(whole: dict[str, Any]) -> None:
    quoting(whole)["claims"][0]["exact"] = "an excerpt that nobody wrote"


def other_place(whole: dict[str, Any]) -> None:
    quoting(whole)["claims"][0]["start"] += 1


def other_document(whole: dict[str, Any]) -> None:
    whole["dmz_map_export"]["documents"][0]["text"] += "."


def without_document(whole: dict[str, Any]) -> None:
    whole["dmz_map_export"]["documents"] = []


@pytest.mark.parametrize(
    ("change", "lost"),
    [(other_words, 1), (other_place, 1), (other_document, 39), (without_document, 39)],
)
def test_a_quotation_that_is_not_proved_is_left_out_and_that_is_said(
    geojson: str, empty: Path, store: Store, tmp_path: Path, change: Change, lost: int
) -> None:
    report = changed(change, geojson, tmp_path, empty, store)
    assert (report.tally.valid, report.tally.fallbacks["unproved"]) == (234, lost)
    incidents = incidents_of(store, report)
    assert sum(len(incident.claims) for incident in incidents) == 39 - lost
    assert all(incident.claims or incident.citations for incident in incidents)


def test_without_its_text_a_quotation_is_proved_by_a_document_at_hand(
    geojson: str, site: Site, empty: Path, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "map.geojson"
    whole = json.loads(geojson)
    without_document(whole)
    path.write_text(json.dumps(whole), "utf-8")
    documents: dict[str, Document] = {**site.archive.documents}
    report = import_file(store, path, ImportOptions(root=empty), documents=documents)
    assert sum(len(incident.claims) for incident in incidents_of(store, report)) == 39


def no_category(cells: dict[str, Any]) -> None:
    cells["category"] = "nonsense"


def no_source(cells: dict[str, Any]) -> None:
    cells["citations"] = [{"id": "x", "url": "javascript:alert(1)", "supports": ["date"]}]


def no_list(cells: dict[str, Any]) -> None:
    cells["claims"] = "{}"


@pytest.mark.parametrize("change", [no_category, no_source, no_list])
def test_a_row_that_was_changed_is_read_as_in_any_table(
    geojson: str, empty: Path, store: Store, tmp_path: Path, change: Change
) -> None:
    report = changed(lambda whole: change(quoting(whole)), geojson, tmp_path, empty, store)
    assert (report.tally.valid, report.tally.fallbacks["changed"]) == (234, 1)
    found = store.get(quoting(json.loads(geojson))["id"])
    assert not found.claims
    assert [one.source.publisher for one in found.citations] == ["map.geojson"]
    assert found.category == "other" if change is no_category else found.category != "other"


def test_a_point_that_was_moved_in_a_gis_is_where_it_was_moved_to(
    site: Site, geojson: str, empty: Path, store: Store, tmp_path: Path
) -> None:
    def move(whole: dict[str, Any]) -> None:
        feature = next(f for f in whole["features"] if f["id"] == moved.id)
        feature["geometry"]["coordinates"] = [127.5, 38.25]

    moved = next(i for i in site.archive.incidents if i.place.lon is not None)
    changed(move, geojson, tmp_path, empty, store)
    place = store.get(moved.id).place
    assert (place.lon, place.lat) == (127.5, 38.25)
    assert replace(place, lon=moved.place.lon, lat=moved.place.lat) == moved.place


def test_an_export_with_a_part_missing_is_refused(
    site: Site, layers: Layers, empty: Path, store: Store, tmp_path: Path
) -> None:
    export(site, tmp_path / "whole.zip", layers=layers)
    with ZipFile(tmp_path / "whole.zip") as whole, ZipFile(tmp_path / "map.zip", "w") as part:
        for name in whole.namelist():
            if name != "claims.csv":
                part.writestr(name, whole.read(name))
    report = import_file(store, tmp_path / "map.zip", ImportOptions(root=empty))
    assert report.refusal.startswith("map.zip is an export of DMZ Map that is damaged: ")
    assert "claims.csv" in report.refusal
    assert store.count(Query()) == 0


def test_columns_that_a_user_names_count_before_all_else(
    geojson: str, empty: Path, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "map.geojson"
    path.write_text(geojson, "utf-8")
    options = ImportOptions(root=empty, constants={"category": "tunnel"})
    import_file(store, path, options)
    assert {incident.category for incident in store.incidents(Query())} == {"tunnel"}


def test_whatever_is_done_to_an_export_ends_in_a_sentence_or_in_rows(
    geojson: str, empty: Path, store: Store, tmp_path: Path
) -> None:
    whole = json.loads(geojson)
    whole["features"] = [f for f in whole["features"] if f["properties"]["claims"]][:3]
    text, made = json.dumps(whole), random.Random(16)
    junk = ["null", "[]", "{}", '""', "-1", "1e999", '"\\ud800"', '"\\u0000"', "[[[[", "true"]
    refused = 0
    for _ in range(40):
        place = made.choice([at for at, sign in enumerate(text) if sign in ':,"['])
        path = tmp_path / "map.geojson"
        path.write_text(text[: place + 1] + made.choice(junk) + text[place + 1 :], "utf-8")
        report = import_file(store, path, ImportOptions(root=empty), Wishes(dry_run=True))
        assert report.refusal or report.tally.read == 3
        refused += bool(report.refusal)
    assert 0 < refused < 40


def quoting(whole: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of the first incident that quotes and cites nothing."""
    return next(
        feature["properties"] for feature in whole["features"] if feature["properties"]["claims"]
    )


def changed(change: Change, text: str, folder: Path, root: Path, store: Store) -> Report:
    whole = json.loads(text)
    change(whole)
    return taken(json.dumps(whole), folder / "map.geojson", root, store)


def taken(text: str, path: Path, root: Path, store: Store) -> Report:
    path.write_text(text, "utf-8")
    report = import_file(store, path, ImportOptions(root=root))
    assert not report.refusal
    return report


def incidents_of(store: Store, report: Report) -> list[Incident]:
    assert report.set is not None
    return [*store.incidents(Query(sets=(report.set.number,)))]


def plain(incident: Incident) -> Incident:
    """Return an incident without what each store says of it, its links in one order."""
    links = tuple(sorted(incident.links, key=str))
    return replace(incident, origin=None, links=links)

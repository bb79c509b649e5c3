"""What this project exports goes in again by a built-in profile, with equal fields."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from dmz_map.archive.incident import Incident
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.store_import import import_file
from dmz_map.publish.export import export
from dmz_map.store.query import Query
from dmz_map.web.site import Site, open_site
from tests.importing.tables import ROOT

_EVIDENCE = {"id", "claims", "citations", "links", "other", "origin"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return open_site(ROOT, store=str(tmp_path_factory.mktemp("store")))


@pytest.mark.parametrize("ending", ["csv", "geojson", "gpkg", "parquet"])
def test_an_export_goes_in_again_with_equal_fields(site: Site, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"map.{ending}"
    own = [*site.store.incidents(Query())]
    assert export(site, path) == len(own)
    report = import_file(site.store, path, ImportOptions(root=ROOT))
    assert report.proposals[0].profile == "DMZ Map"
    assert (report.tally.valid, sum(report.tally.rejected.values())) == (len(own), 0)
    assert report.renamed == len(own)
    assert report.set is not None
    try:
        for incident in own:
            assert compared(site.store.get(f"{incident.id}--2")) == compared(incident)
    finally:
        site.store.remove(report.set.number)


def compared(incident: Incident) -> dict[str, object]:
    place = incident.place
    points = [None if value is None else round(value, 5) for value in (place.lon, place.lat)]
    rounded = replace(incident, place=replace(place, lon=points[0], lat=points[1]))
    return {f.name: getattr(rounded, f.name) for f in fields(Incident) if f.name not in _EVIDENCE}

"""An export of the project has everything that its edition has."""

from pathlib import Path

from dmz_map.publish.bundle import read_layers
from dmz_map.publish.gather import gather
from dmz_map.publish.layout import about, tables
from dmz_map.tabular.datapackage import open_package
from dmz_map.web.site import open_site

ROOT = Path(__file__).parents[2]


def test_an_export_has_ranges_links_and_the_edition(tmp_path):
    site = open_site(ROOT, store=str(tmp_path))
    try:
        bundle = gather(site, read_layers(open_package(ROOT)))
    finally:
        site.store.close()
    by_name = {table.name: list(table.records()) for table in tables(bundle)}
    (row,) = (one for one in by_name["incidents"] if one["id"] == "1984-06-26-cho-jun-hui")
    assert (row["killed"], row["killed_low"], row["killed_high"]) == (None, 12, 16)
    assert row["dispute_ko"]
    assert len(by_name["links"]) == 84
    assert all(one["note_ko"] for one in by_name["links"])
    assert about(bundle)["edition"] == "2"

"""Whatever is written can be read again: every field, and all evidence."""

import pytest

from dmz_map.publish.export import write
from tests.publish.read_back import READ, given


@pytest.fixture(scope="module")
def files(bundle, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    for ending in READ:
        write(bundle, folder / f"x{ending}")
    return folder


@pytest.mark.parametrize("ending", sorted(READ))
def test_every_field_and_all_evidence_survive(bundle, files, ending):
    found, wanted = READ[ending](files / f"x{ending}"), given(bundle)
    assert found.marker == 1
    assert found.incidents.keys() == wanted.incidents.keys()
    for id_, incident in wanted.incidents.items():
        if ending == ".kml":  # XML has no carriage return
            incident["note"] = incident["note"].replace("\r", "")
        assert found.incidents[id_] == incident


@pytest.mark.parametrize("ending", sorted(READ))
def test_documents_and_links_survive(bundle, files, ending):
    found, wanted = READ[ending](files / f"x{ending}"), given(bundle)
    assert found.more["links"] == wanted.more["links"]
    assert found.more["links"][0]["note_en"] == "=note"
    if ending == ".csv":  # one flat table has none
        return
    assert found.more["documents"] == wanted.more["documents"]
    assert len(found.more["documents"][0]["text"]) > 1_000

"""What a popup says of an incident, from the project's own archive."""

from dataclasses import replace

import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.archive.incidents import read_archive
from dmz_map.tabular.datapackage import DEFAULT_ROOT, open_package
from dmz_map.web.language import LANGUAGES
from dmz_map.web.map_texts import FORMAT, text_record, text_version, ui_strings


@pytest.fixture(scope="module")
def archive():
    return read_archive(open_package(DEFAULT_ROOT))


def test_a_record_says_everything_in_both_languages():
    (incident,) = synthetic_incidents(1)
    place = replace(incident.place, lon=127.0, lat=38.0, radius_km=2.5, precision="place")
    record = text_record(replace(incident, date="1979-10-05", place=place))
    assert record == {
        "id": incident.id,
        "title": [incident.title_en, incident.title_ko],
        "date": ["5 October 1979", "1979년 10월 5일"],
        "place": [place.name_en, place.name_ko],
        "precision": "place",
        "radius_km": 2.5,
        "quotation": None,
        "summary": [incident.summary_en, incident.summary_ko],
        "publishers": incident.citations[0].source.publisher,
    }


def test_a_quotation_is_verbatim_and_the_first_in_reading_order(archive):
    quoted = [incident for incident in archive.incidents if incident.claims]
    assert quoted
    for incident in quoted:
        exact = [claim.excerpt.exact for claim in incident.claims]
        assert text_record(incident)["quotation"] in exact


def test_a_publisher_is_named_once(archive):
    for incident in archive.incidents:
        names = {citation.source.publisher for citation in incident.citations}
        said = text_record(incident)["publishers"]
        assert all(said.count(name) >= 1 for name in names)
        assert len(said) == sum(map(len, names)) + 2 * max(0, len(names) - 1)


def test_addresses_of_texts_have_the_version_of_the_data_and_of_the_records():
    assert text_version("0123456789ab") == f"0123456789ab-{FORMAT}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_maps_words_name_all_groups_sectors_and_precisions(archive, language):
    words = ui_strings(archive.vocabulary, language)
    for group in ("crossing", "force", "hazard", "measures"):
        assert words[f"group:{group}"]
    for field, prefix in (("sector", "sector"), ("location_precision", "precision")):
        for value in archive.vocabulary.values(field):
            label = archive.vocabulary.label(field, value, language)
            assert words[f"{prefix}:{value}"] == label


def test_the_maps_words_differ_by_language_alone(archive):
    english, korean = (ui_strings(archive.vocabulary, language) for language in ("en", "ko"))
    assert list(english) == list(korean)
    assert all(english[key] != korean[key] for key in english)

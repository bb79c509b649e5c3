"""What the browser says of an incident, from the project's own archive."""

import gzip
import json
from dataclasses import replace

import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.archive.evidence import in_reading_order
from dmz_map.archive.incidents import read_archive
from dmz_map.store.packing import CHUNK
from dmz_map.tabular.datapackage import DEFAULT_ROOT, open_package
from dmz_map.web.language import LANGUAGES, date_label
from dmz_map.web.map_texts import FORMAT, text_record, text_version
from dmz_map.web.ui_strings import ui_strings


@pytest.fixture(scope="module")
def archive():
    return read_archive(open_package(DEFAULT_ROOT))


def test_a_record_says_everything_in_both_languages():
    (incident,) = synthetic_incidents(1)
    place = replace(incident.place, lon=127.0, lat=38.0, radius_km=2.5, precision="place")
    record = text_record(replace(incident, date="1979-10-05", place=place))
    source = incident.citations[0].source
    assert record == {
        "id": incident.id,
        "title": [incident.title_en, incident.title_ko],
        "date": ["5 October 1979", "1979년 10월 5일"],
        "place": [place.name_en, place.name_ko],
        "precision": "place",
        "radius_km": 2.5,
        "category": incident.category,
        "direction": incident.direction,
        "outcome": incident.outcome,
        "sector": place.sector,
        "confidence": incident.confidence,
        "summary": [incident.summary_en, incident.summary_ko],
        "actors": ["; ".join(incident.actors), ""],
        "sources": [
            {
                "title": source.title,
                "url": source.url,
                "publisher": source.publisher,
                "language": source.language,
                "supports": list(incident.citations[0].supports),
                "published": [date_label(source.published, code) for code in LANGUAGES],
            }
        ],
    } | {name: record[name] for name in ("people", "killed", "wounded", "note") if name in record}


def test_what_is_empty_has_no_key(archive):
    for incident in archive.incidents:
        record = text_record(incident, archive)
        assert not [name for name, value in record.items() if value in (None, "", [])]
        assert ("note" in record) == bool(incident.note)
        known = incident.killed is not None or incident.killed_range is not None
        assert ("killed" in record) == known


def test_every_quotation_is_verbatim_and_they_come_in_reading_order(archive):
    quoted = [incident for incident in archive.incidents if incident.claims]
    assert quoted
    for incident in quoted:
        claims = text_record(incident, archive)["claims"]
        assert [claim["id"] for claim in claims] == [
            c.id for c in in_reading_order(incident.claims)
        ]
        for claim in claims:
            text = archive.documents[claim["document"]].text
            assert claim["exact"] == text[claim["start"] : claim["end"]]


def test_a_correction_is_beside_its_quotation_with_those_who_report_it(archive):
    found = {
        claim["id"]: claim["correction"]
        for incident in archive.incidents
        for claim in text_record(incident, archive).get("claims", ())
        if "correction" in claim
    }
    assert found
    for id, correction in found.items():
        known = archive.corrections[id]
        assert correction["text"] == [known.text_en, known.text_ko]
        assert correction["by"] == list(dict.fromkeys(s.publisher for s in known.sources))


def test_a_dispute_names_the_columns_that_it_concerns(archive):
    disputed = [incident for incident in archive.incidents if incident.dispute]
    assert disputed
    for incident in disputed:
        record = text_record(incident, archive)
        assert record["dispute"][0] == incident.dispute
        assert record["concerns"] == list(archive.disputes.get(incident.id, ("summary_en",)))


def test_all_texts_of_the_archive_are_small(archive):
    records = [text_record(incident, archive) for incident in archive.incidents]
    chunks = (records[k : k + CHUNK] for k in range(0, len(records), CHUNK))
    assert (
        sum(len(gzip.compress(json.dumps(c, ensure_ascii=False).encode())) for c in chunks)
        < 140_000
    )


def test_addresses_of_texts_have_the_version_of_the_data_and_of_the_records():
    assert text_version("0123456789ab") == f"0123456789ab-{FORMAT}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_maps_words_name_all_groups_sectors_and_precisions(archive, language):
    words = ui_strings(archive, language)
    for group in ("crossing", "force", "hazard", "measures"):
        assert words[f"group:{group}"]
    fields = ("sector", "category", "direction", "outcome", "confidence")
    prefixes = {"location_precision": "precision"} | {field: field for field in fields}
    for field, prefix in prefixes.items():
        for value in archive.vocabulary.values(field):
            label = archive.vocabulary.label(field, value, language)
            assert words[f"{prefix}:{value}"] == label


def test_the_maps_words_differ_by_language_alone(archive):
    english, korean = (ui_strings(archive, language) for language in ("en", "ko"))
    assert list(english) == list(korean)
    assert all(english[key] != korean[key] for key in english)

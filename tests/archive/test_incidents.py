import datetime as dt
from pathlib import Path

import pytest
from shapely import Point

from dmz_map.archive.incidents import check_archive, read_archive, to_frame
from dmz_map.errors import ExcerptError, PackageError, TableError, UnknownIdError
from dmz_map.tabular.datapackage import open_package, seal
from dmz_map.tabular.issues import raise_first

ROOT = Path(__file__).parents[2]
FILE = "data/incidents.csv"


@pytest.fixture(scope="module")
def archive():
    return read_archive(open_package(ROOT))


def all_claims(archive):
    of_incidents = [claim for incident in archive.incidents for claim in incident.claims]
    return [*of_incidents, *archive.zone_claims, *archive.context_claims]


def test_every_quotation_equals_its_passage(archive):
    claims = all_claims(archive)
    assert len(claims) >= 53
    for claim in claims:
        excerpt = claim.excerpt
        text = archive.documents[excerpt.document_id].text
        assert text[excerpt.start : excerpt.end] == excerpt.exact


@pytest.mark.parametrize(
    ("id_", "sector", "precision", "claims"),
    [
        ("1953-07-27-armistice-signed", "western", "place", 3),
        ("2017-11-13-jsa-oh-chong-song", "western", "exact", 7),
        ("2024-08-20-goseong-staff-sergeant", "eastern", "place", 4),
        ("2025-07-03-central-west-civilian", "central_western", "sector", 3),
        ("2025-07-31-gyodong-swimmer", "han_estuary", "place", 3),
        ("2025-10-19-central-soldier", "central", "county", 19),
    ],
)
def test_the_incidents_of_the_seed_are_there(archive, id_, sector, precision, claims):
    incident = archive.get(id_)
    assert (incident.place.sector, incident.place.precision) == (sector, precision)
    assert len(incident.claims) == claims
    assert incident.citations


def test_the_seed_speaks_of_the_zone_and_of_its_context_too(archive):
    assert [claim.value for claim in archive.zone_claims[:2]] == ["248", "4"]
    assert archive.context_claims[0].value == "about 34,000"


def test_incidents_are_sorted_by_first_day_and_id(archive):
    order = [(incident.first_day, incident.id) for incident in archive.incidents]
    assert order == sorted(order)


def test_the_version_is_that_of_the_package(archive):
    assert archive.version == open_package(ROOT).version


def test_a_row_becomes_a_record(project):
    incident = read_archive(project.package()).get("2001-walk")
    assert (incident.first_day, incident.last_day) == (dt.date(2001, 2, 1), dt.date(2001, 2, 28))
    assert (incident.people, incident.killed, incident.wounded) == (1, 0, None)
    assert incident.actors == ("Soldier", "Guard")
    assert (incident.place.lon, incident.place.lat, incident.place.radius_km) == (127.5, 38.25, 2.5)
    assert [claim.id for claim in incident.claims] == ["C1", "C2"]
    assert incident.claims[1].excerpt.exact == "south.\r\n그는 “안전했다”"


def test_a_citation_says_what_its_source_supports(project):
    (citation,) = read_archive(project.package()).get("1999-swim").citations
    assert (citation.source.publisher, citation.supports) == ("Paper One", ("date", "sector"))


def test_an_id_that_no_incident_has_is_reported(archive):
    with pytest.raises(UnknownIdError, match="No incident has the id 'nobody'"):
        archive.get("nobody")


def test_the_frame_has_a_point_only_where_one_is_known(project):
    frame = to_frame(read_archive(project.package()).incidents)
    assert list(frame["id"]) == ["1999-swim", "2001-walk"]
    assert frame.crs == "EPSG:4326"
    assert frame.geometry[0] is None
    assert frame.geometry[1] == Point(127.5, 38.25)
    assert frame["people"].isna().tolist() == [True, False]
    assert frame["actors"][1] == "Soldier; Guard"
    assert frame["last_day"][1].date() == dt.date(2001, 2, 28)


def test_the_frame_of_no_incidents_has_the_same_columns(project):
    full, empty = to_frame(read_archive(project.package()).incidents), to_frame(())
    assert len(empty) == 0
    assert empty.crs == full.crs
    assert (empty.dtypes == full.dtypes).all()


def test_one_changed_character_stops_the_load(project_copy):
    seal(project_copy)
    (seed,) = (project_copy / "seeds").glob("000_*.txt")
    seed.write_bytes(seed.read_bytes().replace(b"quiet Sunday", b"quiet sunday"))
    sentence = r"seeds/claims\.csv:2 .*'S001'.*000_\w+\.txt .*\[0, 25\).*is nowhere"
    with pytest.raises(ExcerptError, match=sentence):
        read_archive(open_package(project_copy))


def test_a_passage_that_moved_is_found_again(project_copy):
    seal(project_copy)
    (seed,) = (project_copy / "seeds").glob("000_*.txt")
    seed.write_bytes(b"\n" + seed.read_bytes())
    with pytest.raises(ExcerptError, match=r"'S001'.*is now at \[1, 26\)\. .*set start to 1 "):
        read_archive(open_package(project_copy))


def test_a_change_outside_every_quotation_stops_the_load_too(project):
    text = project.root / "seeds/one.txt"
    text.write_bytes(text.read_bytes() + b" ")
    with pytest.raises(PackageError, match=r"seeds/one\.txt has changed"):
        read_archive(project.package())


WALK, SWIM = "2001-walk", "1999-swim"


@pytest.mark.parametrize(
    ("id_", "column", "value", "sentence"),
    [
        (WALK, "id", "2001 Walk", "is not an id"),
        (WALK, "id", "zone", "other than 'zone'"),
        (WALK, "date", "2001-02-30", "'2001-02-30' is not an EDTF date"),
        (WALK, "title_en", "", "is blank"),
        (WALK, "title_ko", "걸음 ", "begins or ends with a space"),
        (WALK, "summary_en", "one\u200btwo", r"U\+200B, is at place 4"),
        (WALK, "summary_ko", "걸\u3164음", r"U\+3164"),
        (WALK, "place_en", "\u202eliH", r"U\+202E"),
        (WALK, "note", "one\ntwo", r"U\+000A"),
        (WALK, "actors", "Soldier;", "is blank"),
        (WALK, "category", "picnic", "unknown value 'picnic'.*soldier_crossing"),
        (WALK, "direction", "up", "unknown value 'up'"),
        (WALK, "outcome", "", "is blank"),
        (WALK, "sector", "Central", "unknown value 'Central'"),
        (WALK, "confidence", "sure", "unknown value 'sure'"),
        (WALK, "location_precision", "near", "unknown value 'near'"),
        (WALK, "people", "-1", "is not a whole number"),
        (WALK, "killed", "1.0", "is not a whole number"),
        (WALK, "wounded", "about 3", "is not a whole number"),
        (WALK, "lon", "38.25", "out of bounds. Write a value from 124 to 131 degrees east"),
        (WALK, "lat", "127.5", "out of bounds. Write a value from 36 to 41 degrees north"),
        (WALK, "lat", "nan", "is not a decimal number"),
        (WALK, "lat", "", "'place' needs lon, lat and radius_km; lat is blank"),
        (WALK, "radius_km", "", "'place' needs lon, lat and radius_km; radius_km is blank"),
        (WALK, "radius_km", "0", "out of bounds.*above 0"),
        (SWIM, "lon", "127.5", "'sector' has no point, yet lon is 127.5"),
        (SWIM, "radius_km", "5", "'sector' has no point, yet radius_km is 5"),
    ],
)
def test_a_bad_cell_names_its_row_and_column(project, id_, column, value, sentence):
    line = project.line(FILE, id_)
    project.set(FILE, id_, column, value)
    with pytest.raises(TableError, match=rf"(?s){FILE}:{line} \(column {column}\): .*{sentence}"):
        raise_of(FILE, project)


def raise_of(file, project):
    """Read the archive; of an issue that has others in its wake, only the table's own counts."""
    _, tables = check_archive(project.package())
    raise_first(issue for table in tables.values() for issue in table.issues if issue.file == file)


def test_an_id_is_there_once(project):
    project.set(FILE, SWIM, "id", WALK)
    with pytest.raises(TableError, match=rf"{FILE}:3 .*'{WALK}' is on line 2 already"):
        raise_of(FILE, project)


def test_an_incident_rests_on_a_claim_or_a_citation(project):
    project.drop("data/citations.csv", SWIM)
    with pytest.raises(TableError, match=rf"the incident {SWIM} rests on no claim and no citation"):
        read_archive(project.package())

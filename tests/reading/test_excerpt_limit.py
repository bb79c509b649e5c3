"""What leaves of a reader's documents."""

import csv
import json
import zipfile

import pytest

from dmz_map.cli import main
from dmz_map.reading.decisions import Action
from dmz_map.reading.desk import Desk
from dmz_map.reading.excerpt_limit import ExcerptLimit
from dmz_map.reading.reference import reference_from_tables
from dmz_map.web.site import open_site
from tests.conftest import ROOT
from tests.reading.desk_documents import KNOWN, document

ACCOUNT = (
    KNOWN.rstrip()[:-1] + ", said officials of both sides, " + "who were there, " * 30 + "too.\n"
)


@pytest.fixture
def store(tmp_path):
    """Return the address of a store in which a known incident has a passage of a reader's own."""
    site = open_site(store=str(tmp_path / "store"))
    desk = Desk(site.own, reference_from_tables(ROOT / "data"), site.store)
    id = desk.read(document(ACCOUNT, "account.txt"))
    (one,) = desk.draft(id).candidates
    long = 390
    actions = [Action("add", one.key, "people", "1", start=0, end=long), Action("accept", one.key)]
    draft = desk.act(id, actions)
    assert max(len(claim.exact) for claim in draft.candidates[0].claims) == long
    site.store.close()
    return str(tmp_path / "store"), one.known


def exported(path, store, known, *options):
    assert main(["export", str(path), "--store", store, *options]) == 0
    (feature,) = [f for f in json.loads(path.read_text())["features"] if f["id"] == known]
    claims = feature["properties"]["claims"]
    return [c for c in claims if c["document_id"].startswith("own-")]


def test_a_passage_leaves_word_for_word_and_short(store, tmp_path):
    address, known = store
    found = exported(tmp_path / "a.geojson", address, known)
    assert found
    for claim in found:
        assert ACCOUNT[claim["start"] : claim["end"]] == claim["exact"]
    assert 250 < max(len(claim["exact"]) for claim in found) <= 300


def test_how_long_it_may_be_is_adjustable(store, tmp_path):
    address, known = store
    found = exported(tmp_path / "a.geojson", address, known, "--excerpt-length", "80")
    assert max(len(claim["exact"]) for claim in found) <= 80


def test_the_record_of_a_document_leaves_and_its_text_only_if_told(store, tmp_path):
    address, _ = store
    for options, text in (((), ""), (("--with-texts",), ACCOUNT)):
        path = tmp_path / f"{len(options)}.zip"
        assert main(["export", str(path), "--store", address, *options]) == 0
        with zipfile.ZipFile(path) as tables, tables.open("documents.csv") as file:
            rows = csv.DictReader(line.decode() for line in file)
            (own,) = [row for row in rows if row["id"].startswith("own-")]
        assert own["title"] == "account.txt"
        assert len(own["sha256"]) == 64
        assert own["text"].strip() == text.strip()


def test_a_published_site_has_the_passage_and_not_the_text(store, tmp_path):
    address, known = store
    assert main(["publish", str(tmp_path / "site"), "--store", address]) == 0
    page = (tmp_path / "site" / "incidents" / f"{known}.html").read_text()
    assert "under fire and was wounded, said officials" in page
    for path in (tmp_path / "site").rglob("*.*"):
        assert ACCOUNT[:390] not in path.read_bytes().decode(errors="replace"), path


def test_a_document_of_the_archive_leaves_whole():
    archive = open_site().archive
    document = next(iter(archive.documents.values()))
    assert ExcerptLimit(10).document(document) == document
    quoted = next(one for one in archive.incidents if one.claims)
    assert ExcerptLimit(10).incident(quoted) is quoted

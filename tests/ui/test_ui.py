"""The pages without a browser: Streamlit's own AppTest runs them over the real data."""

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dmz_map.archive.incidents import read_archive
from dmz_map.tabular.datapackage import open_package

ROOT = Path(__file__).parents[2]
ARCHIVE = read_archive(open_package(ROOT))
LEAD = "2025-10-19-central-soldier"
SHOT = "2017-11-13-jsa-oh-chong-song"


def run(**query):
    app = AppTest.from_file(str(ROOT / "dmz_map/ui/main.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def page(app):
    """Return all HTML of the page as one string."""
    return "\n".join(element.proto.body for element in app.get("html"))


def test_the_header_says_how_many_incidents_rest_on_what():
    quoted = sum(bool(incident.claims) for incident in ARCHIVE.incidents)
    others = len(ARCHIVE.incidents) - quoted
    text = page(run())
    assert f"{len(ARCHIVE.incidents)} incidents since {ARCHIVE.incidents[0].first_day.year}" in text
    assert f"{quoted} with the words of a source, {others} as reported by others" in text


def test_the_header_leads_to_the_pages_and_to_the_other_language_with_the_view():
    text = unescape(page(run(sector="western", page="figures")))
    assert 'href="./?sector=western&page=sources"' in text
    assert 'data-go="page=&passage=&p=&sort="' in text
    assert 'href="./?sector=western&page=figures&lang=ko"' in text
    (current,) = re.findall('<a [^>]*aria-current="page">(.*?)</a>', text)
    assert current == "Figures"


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ({"incident": "no-such-thing"}, "not in this archive"),
        ({"incident": "<script>alert(1)</script>"}, "not in this archive"),
        ({"layers": "border,moon"}, "Unknown value for “layers”"),
        ({"years": "1969-1960"}, "Unknown value for “years”"),
        ({"certain": "maybe"}, "Unknown value for “certain”"),
        ({"category": "attack,fun"}, "Unknown value for “category”"),
        ({"lang": "xx"}, "Unknown value for “lang”"),
    ],
)
def test_an_unknown_value_gives_one_friendly_line(query, line):
    app = run(**query)
    (warning,) = app.warning
    assert line in warning.value
    assert "<script>" not in warning.value


def test_reading_opens_the_document_that_the_address_names():
    claim = ARCHIVE.get(SHOT).claims[0]
    text = unescape(page(run(incident=SHOT, passage=claim.id)))
    assert f'<mark id="passage" tabindex="-1">{claim.excerpt.exact}</mark>' in text


def test_a_passage_is_opened_whatever_incident_is_chosen():
    claim = ARCHIVE.get(SHOT).claims[0]
    assert 'id="passage"' in page(run(incident=LEAD, passage=claim.id))
    assert 'id="passage"' not in page(run(passage="no-such-claim"))


def test_data_that_fails_its_check_gives_a_line_and_no_traceback(project_copy, monkeypatch):
    document = next((project_copy / "seeds").glob("*.txt"))
    document.write_bytes(document.read_bytes().replace(b"quiet", b"loud!", 1))
    monkeypatch.setenv("DMZ_MAP_ROOT", str(project_copy))
    from dmz_map.ui.state import forget_site

    forget_site()
    try:
        app = run()
        assert "cannot be shown" in app.error[0].value
        assert "S001" in app.text[0].value
    finally:
        forget_site()

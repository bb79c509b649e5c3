"""The pages without a browser: Streamlit's own AppTest runs them over the real data."""

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dmz_map.archive.incidents import read_archive
from dmz_map.tabular.datapackage import open_package
from dmz_map.web.map_state import LAYERS

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


def quotations(app):
    found = re.findall(
        r'<blockquote data-document="(.*?)" data-start="(\d+)" data-end="(\d+)"[^>]*>'
        r"(.*?)</blockquote>",
        page(app),
        re.DOTALL,
    )
    return [
        (document, int(start), int(end), unescape(text)) for document, start, end, text in found
    ]


def switches(app):
    return next(group.value for group in app.button_group if group.key == "shown-layers")


def test_each_quotation_of_the_panel_is_its_passage_letter_for_letter():
    for incident in ARCHIVE.incidents:
        if not incident.claims:
            continue
        found = quotations(run(incident=incident.id))
        assert len(found) == len(incident.claims)
        for document, start, end, text in found:
            assert text == ARCHIVE.documents[document].text[start:end]


def test_the_lead_event_has_no_date_in_its_document_and_the_panel_says_so():
    assert "The document gives no date for this event." in page(run(incident=LEAD))
    assert "The document gives no date" not in page(run(incident=SHOT))


def test_the_number_of_shots_is_as_quoted_with_the_correction_beside_it():
    text = unescape(page(run(incident=SHOT)))
    quoted, corrected = text.index("shot approximately 40 times"), text.index("five of them hit")
    assert quoted < corrected
    assert "The Korea Times" in text[corrected : corrected + 200]


def test_the_first_screen_says_the_figures_and_how_to_begin():
    text = page(run())
    for words in ("248 km quoted", "km measured", "Choose an incident"):
        assert words in text


def test_a_choice_in_the_list_opens_the_panel_and_writes_the_address():
    app = run()
    newest = ARCHIVE.incidents[-1]
    app.radio[0].set_value(newest.id).run()
    assert app.query_params["incident"] == newest.id
    assert newest.summary_en in unescape(page(app))


def test_closing_an_incident_clears_the_address():
    app = run(incident=LEAD)
    next(b for b in app.button if b.label == "Close this incident").click().run()
    assert "incident" not in app.query_params
    assert "Choose an incident" in page(app)


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


def test_a_passage_of_another_incident_is_not_opened():
    assert 'id="passage"' not in page(run(incident=LEAD, passage=ARCHIVE.get(SHOT).claims[0].id))


def test_switches_show_what_the_address_says():
    assert switches(run(layers="zone,border")) == ["border", "zone"]
    assert switches(run()) == list(LAYERS)


def test_data_that_fails_its_check_gives_a_line_and_no_traceback(project_copy, monkeypatch):
    document = next((project_copy / "seeds").glob("*.txt"))
    document.write_bytes(document.read_bytes().replace(b"quiet", b"loud!", 1))
    monkeypatch.setenv("DMZ_MAP_ROOT", str(project_copy))
    from dmz_map.ui.state import load_site

    load_site.clear()
    try:
        app = run()
        assert "cannot be shown" in app.error[0].value
        assert "S001" in app.text[0].value
    finally:
        load_site.clear()


def test_one_hit_is_one_incident_and_two_are_incidents():
    single = run(q="Oh Chong-song")
    assert single.radio[0].label == "1 incident found"
    several = run(category="tunnel")
    assert re.fullmatch(r"\d+ incidents, newest first", several.radio[0].label)
    assert run(q="Oh Chong-song", lang="ko").radio[0].label == "사건 1건, 최신순"


def test_a_dead_end_counts_what_each_removed_filter_would_bring_back():
    app = run(q="Oh Chong-song", category="tunnel")
    labels = {button.key: button.label for button in app.button if button.key}
    assert unescape(labels["remove-category"]).endswith("1 incident")
    assert labels["remove-q"].endswith("incidents")

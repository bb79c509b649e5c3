"""What reads the URL, without a page around it."""

from datetime import date

import pytest

from dmz_map.store.query import Query
from dmz_map.ui.url import PAGES, View, read_view
from dmz_map.web.map_state import LAYERS

VOCABULARY = {"category": ("attack", "tunnel"), "sector": ("western", "central")}


def read(*, known_incident=True, preferred="en", **parameters):
    return read_view(
        parameters, VOCABULARY, known_incident=known_incident, preferred=preferred, sets=(0, 1, 3)
    )


def test_an_empty_url_is_the_whole_map():
    assert read() == View()
    assert read().query == Query()
    assert not read().restrictions


@pytest.mark.parametrize(
    ("parameters", "field", "value"),
    [
        ({"lang": "ko"}, "language", "ko"),
        ({"layers": "zone,border"}, "layers", ("border", "zone")),
        ({"layers": ""}, "layers", ()),
        ({"incident": "2001-walk"}, "incident", "2001-walk"),
        ({"incident": ""}, "incident", None),
        ({"passage": "C1"}, "passage", "C1"),
        ({"years": "1960-1969"}, "years", (1960, 1969)),
        ({"years": "1960-1960"}, "years", (1960, 1960)),
        ({"years": "0001-9999"}, "years", (1, 9999)),
        ({"sets": "3,0"}, "sets", (0, 3)),
        ({"sets": ""}, "sets", ()),
        ({"category": "tunnel,attack"}, "terms", {"category": ("attack", "tunnel")}),
        ({"category": ",,"}, "terms", {}),
        ({"certain": "1"}, "certain", True),
        ({"hurt": "yes"}, "casualties", "yes"),
        ({"evidence": "citation"}, "evidence", "citation"),
        ({"evidence": "excerpt"}, "evidence", "excerpt"),
        ({"q": "  a hill "}, "search", "a hill"),
        ({"q": "x" * 500}, "search", "x" * 120),
        ({"view": "table"}, "table", True),
        ({"view": "list"}, "table", False),
        ({"tiles": "osm"}, "online", True),
        ({"p": "12"}, "list_page", 12),
        ({"p": "-1"}, "list_page", None),
        ({"p": "١"}, "list_page", None),
        ({"page": "sources"}, "page", "sources"),
        ({"unheard": "of"}, "page", PAGES[0]),
    ],
)
def test_a_known_value_is_taken_without_a_warning(parameters, field, value):
    view = read(**parameters)
    assert getattr(view, field) == value
    assert view.warnings == ()


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("lang", "xx", "en, ko"),
        ("layers", "border,moon", ", ".join(LAYERS)),
        ("category", "attack,fun", "attack, tunnel"),
        ("years", "1969-1960", "1960-1969"),
        ("years", "0000-1960", "1960-1969"),
        ("sets", "0,4", "0, 1, 3"),
        ("years", "", "1960-1969"),
        ("years", "１９６０-1961", "1960-1969"),
        ("certain", "maybe", "1"),
        ("hurt", "1", "yes, no"),
        ("evidence", "both", "excerpt, citation"),
        ("view", "cards", "list, table"),
        ("tiles", "google", "osm"),
        ("page", "moon", ", ".join(PAGES)),
    ],
)
def test_an_unknown_value_is_ignored_and_the_reader_learns_what_is_allowed(name, value, allowed):
    view = read(**{name: value})
    assert view.warnings == (f"Unknown value for “{name}”. Allowed: {allowed}.",)
    if "," not in value:
        assert view == View(warnings=view.warnings)


def test_known_terms_beside_an_unknown_one_are_kept():
    assert read(category="attack,fun").terms == {"category": ("attack",)}
    assert read(layers="border,moon").layers == ("border",)


def test_an_incident_that_is_not_in_the_store_is_ignored_with_a_line():
    view = read(incident="<script>", known_incident=False)
    assert view.incident is None
    assert view.warnings == (
        "The incident that the address names is not in this archive. "
        "Choose one on the map or in the list.",
    )


@pytest.mark.parametrize(
    ("preferred", "language"), [("ko-KR", "ko"), ("KO", "ko"), ("en-GB", "en"), ("fr", "en")]
)
def test_without_a_language_the_browsers_is_taken(preferred, language):
    assert read(preferred=preferred).language == language
    assert read(preferred=preferred, lang="en").language == "en"
    assert read(preferred=preferred, lang="xx").language == language


def test_a_warning_is_in_the_readers_language():
    (line,) = read(lang="ko", page="moon").warnings
    assert line.startswith("주소의 ‘page’ 값을 알 수 없습니다.")


def test_every_filter_of_the_url_reaches_the_query():
    view = read(
        years="1960-1969", category="attack", sector="western", certain="1", hurt="no",
        evidence="citation", q="a hill",
    )  # fmt: skip
    assert view.restrictions
    assert view.query == Query(
        days=(date(1960, 1, 1), date(1969, 12, 31)), categories=("attack",), sectors=("western",),
        certain=True, casualties=False, evidence="citation", text="a hill",
    )  # fmt: skip

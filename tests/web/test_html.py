import base64
import json
import re
from html.parser import HTMLParser

import pytest
from folium.template import Template
from markdown_it import MarkdownIt
from markupsafe import Markup

from dmz_map.web.html import (
    base64_json,
    highlighted,
    html,
    join,
    link,
    marked_document,
    passage_in_context,
    plain_markdown,
)

HOSTILE = (
    "{{7*7}}",
    "{% raw %}{% endraw %}{# #}",
    "${alert(1)} `${alert(1)}`",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- <script> --> ]]>",
    "&lt;b&gt; &amp;amp; &#60;",
    "C:\\new\\table \\u003cb\\u003e \\",
    "\"double\" 'single' `back` “typographic”",
    "{a} {0} {} %s %(a)s",
    "그는 “안전했다”고 말했다",
    "\u202eevil \u2066isolated\u2069 a\u200bb",
    "\U0001f1f0\U0001f1f7 e\u0301 a\u2028b\u2029c",
    "one\ttwo -- three ~~four~~ :smile: :red[five]",
)
WHOLE_TEXT = "\r\n".join(HOSTILE)

hostile = pytest.mark.parametrize("text", HOSTILE)


class Page(HTMLParser):
    """What a browser sees in a piece of HTML: elements, their attributes, and the text."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.pieces = [], []
        self.feed(str(source))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.pieces.append(data)

    def handle_comment(self, data):
        self.elements.append(("comment", data))

    @property
    def tags(self):
        return [tag for tag, _ in self.elements]

    @property
    def text(self):
        return "".join(self.pieces)


@hostile
def test_a_value_comes_out_of_base64_as_it_went_in(text):
    encoded = base64_json({"t": [text, None, 1.5], text: True})
    assert json.loads(base64.b64decode(encoded)) == {"t": [text, None, 1.5], text: True}


@hostile
def test_base64_holds_letters_digits_and_three_signs_only(text):
    assert re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", base64_json(text))


@hostile
def test_a_template_leaves_base64_as_it_is(text):
    assert Template(base64_json(text)).render() == base64_json(text)


def test_base64_holds_compact_utf8():
    assert base64.b64decode(base64_json({"a": ["한"]})) == '{"a":["한"]}'.encode()


@hostile
def test_html_shows_a_value_as_it_is_in_text_and_attribute(text):
    page = Page(html("<p title=\"{a}\" lang='{a}'>{a}</p>", a=text))
    assert page.elements == [("p", {"title": text, "lang": text})]
    assert page.text == text


def test_html_trusts_only_the_literal_and_what_html_made():
    inner = html("<i>{x}</i>", x="<")
    assert html("<b>{inner}{x}</b>", inner=inner, x="<i>") == "<b><i>&lt;</i>&lt;i&gt;</b>"


def test_html_takes_numbers_and_nothing():
    assert html("{a}|{b}", a=1, b=None) == "1|None"


@hostile
def test_pieces_are_joined_without_another_escape_and_without_trust_in_plain_text(text):
    made = html("<b>{text}</b>", text=text)
    assert join([made, made]) == str(made) * 2
    assert Page(join((made, text))).text == text * 2
    assert Page(join((made, text))).tags == ["b"]


def test_no_pieces_are_no_html():
    assert join([]) == ""
    assert isinstance(join([]), Markup)


@hostile
def test_a_link_shows_its_label_and_host(text):
    url = "https://example.org:81/a?b=1&c='(2)#한"
    page = Page(link(text, url))
    (_, anchor), (_, host) = page.elements
    assert page.tags == ["a", "span"]
    assert anchor == {"href": url, "target": "_blank", "rel": "noopener noreferrer"}
    assert host == {"class": "host"}
    assert page.text == f"{text} example.org"


def test_a_link_shows_the_host_that_it_leads_to():
    assert Page(link("a", "https://bank.example@evil.example/")).text == "a evil.example"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        "\x01javascript:alert(1)",
        " https://example.org/",
        "data:text/html,<script>alert(1)</script>",
        'https://example.org/"onclick="alert(1)',
        "https://example.org/<b>",
        "https://example.org/{{7*7}}",
        "//example.org/",
        "/dmz/",
        "https://",
        "https://[bad",
        "",
    ],
)
def test_what_is_no_web_address_is_no_link(url):
    assert Page(link("<b>", url)).elements == []
    assert Page(link("<b>", url)).text == "<b>"


@hostile
def test_a_passage_stands_marked_in_its_whole_document(text):
    start = WHOLE_TEXT.index(text)
    page = Page(passage_in_context(WHOLE_TEXT, start, start + len(text)))
    assert page.elements == [
        ("div", {"class": "document"}),
        ("mark", {"id": "passage", "tabindex": "-1"}),
    ]
    assert page.text == WHOLE_TEXT


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [(0, 3, "abc"), (0, 0, ""), (1, 2, "b"), (2, 3, "c"), (3, 3, "")],
)
def test_the_mark_holds_the_passage_and_nothing_else(start, end, exact):
    source = passage_in_context("abc", start, end)
    assert re.search(r"<mark[^>]*>(.*)</mark>", source)[1] == exact
    assert Page(source).text == "abc"


def marks(source):
    """Return what stands in each mark element, as HTML."""
    return re.findall(r"<mark[^>]*>(.*?)</mark>", source)


@hostile
def test_a_document_stays_word_for_word_under_all_its_marks(text):
    start = WHOLE_TEXT.index(text)
    end = start + len(text)
    spans = [(0, 5), (start, end), (start + 1, end + 3)]
    page = Page(marked_document(WHOLE_TEXT, spans, (start, end)))
    assert page.text == WHOLE_TEXT
    assert set(page.tags) == {"div", "mark"}


@pytest.mark.parametrize(
    ("spans", "passage", "marked", "chosen"),
    [
        ([], None, [], []),
        ([(1, 3)], None, ["bc"], []),
        ([(1, 3)], (1, 3), ["bc"], ["bc"]),
        ([(0, 6)], (2, 4), ["ab", "cd", "ef"], ["cd"]),
        ([(0, 3), (2, 5)], None, ["ab", "c", "de"], []),
        ([(0, 3), (2, 5)], (0, 3), ["ab", "c", "de"], ["ab", "c"]),
        ([(1, 2), (4, 5)], (1, 5), ["b", "cd", "e"], ["b", "cd", "e"]),
        ([(2, 2)], None, [], []),
    ],
)
def test_quoted_spans_are_marked_and_one_is_chosen(spans, passage, marked, chosen):
    source = marked_document("abcdef", spans, passage)
    page = Page(source)
    attributes = [dict(attrs) for tag, attrs in page.elements if tag == "mark"]
    is_chosen = [attrs.get("class") == "chosen" for attrs in attributes]
    assert marks(source) == marked
    assert [piece for piece, yes in zip(marked, is_chosen, strict=True) if yes] == chosen
    assert [attrs.get("id") for attrs in attributes].count("passage") == bool(chosen)
    assert page.text == "abcdef"


@hostile
@pytest.mark.parametrize("search", ["a", "{ < ' \\ (", "안전했다", "", ".*", "</mark>"])
def test_a_text_stays_the_same_under_the_marks_of_a_search(text, search):
    page = Page(highlighted(text, search))
    assert page.text == text
    assert set(page.tags) <= {"mark"}


@pytest.mark.parametrize(
    ("text", "search", "marked"),
    [
        ("A soldier walked", "SOLDIER", ["soldier"]),
        ("A soldier walked", "sold soldier", ["soldier"]),
        ("A soldier walked", "walk  a", ["A", "walk"]),
        ("그는 걸었다", "걸었", ["걸었"]),
        ("a.c abc", "a.c", ["a.c"]),
        ("a<b", "<", ["&lt;"]),
        ("A soldier walked", "ran", []),
        ("A soldier walked", " ", []),
    ],
)
def test_the_words_of_a_search_are_marked_as_they_stand(text, search, marked):
    assert marks(highlighted(text, search)) == marked


# ------------------------------------------------------------------ markdown

NOTHING = ":small[]"
# What Streamlit replaces in the text of a label, escaped or not, and where links are seen.
REWRITTEN = r"--|->|<-|>=|<=|~=|:material/|:streamlit:|:[\w+]+:|https?://|www\.\w|\w@\w"

labels = pytest.mark.parametrize(
    "text",
    [
        *HOSTILE,
        "# no heading",
        "1. no list",
        "1) no list",
        "- no list",
        "+ no list",
        "> no quotation",
        "=== no heading",
        "*a* **b** _c_ __d__ ~~e~~ `f` $g$ $$h$$",
        "[label](https://example.org) ![image](x.png) <https://example.org>",
        "www.example.org WWW.EXAMPLE.ORG https://example.org/a--b me@example.org @ :",
        "| a | b |",
        "[^1] [ ] \\* \\",
        "&amp; &copy; &#60;",
        "a -- b --- c -> d <- e <-> f >= g <= h ~= i",
        ":material/home: :material/x :streamlit: :smile: :+1: ::: a::b 10:30",
        ":small[] :small[x] :red-background[y]",
    ],
)


@labels
def test_markdown_shows_a_label_as_it_is(text):
    label = plain_markdown(text).replace(NOTHING, "")
    page = Page(MarkdownIt("commonmark").enable(["strikethrough", "table"]).render(label))
    assert page.tags == ["p"]
    assert page.text.removesuffix("\n") == text


@labels
def test_streamlit_finds_nothing_to_rewrite_in_a_label(text):
    pieces = plain_markdown(text).split(NOTHING)
    shown = [re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", piece) for piece in pieces]
    assert "".join(shown) == text
    assert [piece for piece in shown if re.search(REWRITTEN, piece, re.IGNORECASE)] == []


@pytest.mark.parametrize("text", ["", "A walk", "월경 2건", "13 November 2017 · Panmunjom"])
def test_a_plain_label_stays_as_it_is(text):
    assert plain_markdown(text) == text

"""The catalogues of translations against the code (``tools/messages.sh`` brings them up)."""

import ast
import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from dmz_map.web.language import LANGUAGES, translator
from dmz_map.web.site import open_site

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "dmz_map" / "web" / "locale"
TRANSLATED = [code for code in LANGUAGES if code != "en"]

# Words of both languages, letter for letter.
ALIKE = {"± km"}


def marked_messages():
    """Return each message that the code marks, or pair of one and other, with its place."""
    return {
        key: f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in [*sorted((ROOT / "dmz_map").rglob("*.py")), ROOT / "tools/data_messages.py"]
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and (key := marked(call)) is not None
    }


def marked(call):
    """Return the message or pair of messages that a call marks, or None."""
    name = getattr(call.func, "id", getattr(call.func, "attr", None))
    texts = tuple(
        word.value
        for word in call.args[: 2 if name == "ngettext" else 1]
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    )
    if name == "ngettext" and len(texts) == 2:
        return texts
    return texts[0] if name in ("_", "translate") and texts else None


def strings(message):
    """Return each translation beside the English form that it stands for."""
    if not isinstance(message.id, tuple):
        return [(message.id, message.string)]
    return [(message.id[-1], string) for string in message.string]


def catalogue(language):
    path = LOCALES / language / "LC_MESSAGES" / "dmz_map.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="dmz_map")


def entries(language):
    return [message for message in catalogue(language) if message.id]


def placeholders(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_the_code_marks_messages():
    marked = marked_messages()
    assert len(marked) > 100
    assert marked["All incidents"].startswith("dmz_map/web/ui_strings.py:")
    assert "{year}s" in marked


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_marked_message_is_translated(language):
    known = {
        message.id
        for message in entries(language)
        if all(string.strip() for _, string in strings(message))
    }
    missing = {text: place for text, place in marked_messages().items() if text not in known}
    assert not missing, "run tools/messages.sh, then translate these"


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_holds_nothing_that_the_code_does_not_say(language):
    assert {message.id for message in entries(language)} - set(marked_messages()) == set()
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_a_guess(language):
    assert [message.id for message in entries(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_placeholders(language):
    for message in entries(language):
        for english, string in strings(message):
            assert placeholders(string) == placeholders(english), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_number_has_as_many_forms_as_the_language(language):
    for message in entries(language):
        if isinstance(message.id, tuple):
            assert len(message.string) == catalogue(language).num_plurals, message.id


def test_no_message_says_one_thing_in_the_plural_whatever_the_number():
    lonely = [
        key
        for key in marked_messages()
        if isinstance(key, str) and re.search(r"\{n\} (incidents|passages|quotations)", key)
    ]
    assert lonely == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_figures(language):
    for message in entries(language):
        for english, string in strings(message):
            figures = [re.findall(r"\d[\d.]*", text) for text in (english, string)]
            if "1960s" not in english:  # Korean says 1950~60년대
                assert sorted(figures[0]) == sorted(figures[1]), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_is_not_the_english_text(language):
    alike = {message.id for message in entries(language) if message.string == message.id}
    assert alike <= ALIKE


def test_korean_is_written_in_hangul_without_hanja():
    for message in entries("ko"):
        for english, string in strings(message):
            if english not in ALIKE:
                assert re.search(r"[가-힣]|\{", string), message.id
            assert not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", string), message.id


def test_the_reader_gets_what_the_catalogue_says():
    translate = translator("ko")
    assert translate("Border") == "군사분계선"
    assert translate("as reported by {names}").format(names="AP") == "AP 보도"
    for message in entries("ko"):
        if isinstance(message.id, tuple):
            forms = {translate.ngettext(*message.id, number) for number in (0, 1, 2, 21)}
            assert forms == set(message.string)
        else:
            assert translate(message.id) == message.string


def test_the_measured_quantities_are_translated():
    """The figures page translates the names of what is measured of the whole zone."""
    quantities = open_site(ROOT).figures.quantity[:3]
    translate = translator("ko")
    assert all(translate(quantity) != quantity for quantity in quantities)


def test_the_package_carries_the_catalogues():
    """What the installed package declares as its data matches every catalogue."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["dmz_map.web"]
    inlined = {path for pattern in patterns for path in (LOCALES.parent).glob(pattern)}
    assert {LOCALES / code / "LC_MESSAGES" / "dmz_map.po" for code in TRANSLATED} <= inlined

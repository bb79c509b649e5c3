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
    """Return each message that the code marks, with where it stands."""
    return {
        call.args[0].value: f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in [*sorted((ROOT / "dmz_map").rglob("*.py")), ROOT / "tools/data_messages.py"]
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
        and (
            (isinstance(call.func, ast.Name) and call.func.id == "_")
            or (isinstance(call.func, ast.Attribute) and call.func.attr == "translate")
        )
    }


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
    assert marked["Choose an incident"].startswith("dmz_map/ui/panel.py:")
    assert "{year}s" in marked


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_marked_message_is_translated(language):
    known = {message.id for message in entries(language) if str(message.string).strip()}
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
        assert placeholders(message.string) == placeholders(message.id), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_figures(language):
    for message in entries(language):
        figures = [re.findall(r"\d[\d.]*", text) for text in (message.id, message.string)]
        if "1960s" not in message.id:  # Korean says 1950~60년대
            assert sorted(figures[0]) == sorted(figures[1]), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_is_not_the_english_text(language):
    alike = {message.id for message in entries(language) if message.string == message.id}
    assert alike <= ALIKE


def test_korean_is_written_in_hangul_without_hanja():
    for message in entries("ko"):
        if message.id not in ALIKE:
            assert re.search(r"[가-힣]|\{", message.string), message.id
        assert not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", message.string), message.id


def test_the_reader_gets_what_the_catalogue_says():
    translate = translator("ko")
    assert translate("Border") == "군사분계선"
    assert translate("as reported by {names}").format(names="AP") == "AP 보도"
    assert all(translate(message.id) == message.string for message in entries("ko"))


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

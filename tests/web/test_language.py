import re

import pytest

from dmz_map.errors import TableError
from dmz_map.web.language import LANGUAGES, Bilingual, date_label, translator


def test_the_map_speaks_english_and_korean():
    assert LANGUAGES == {"en": "English", "ko": "한국어"}


@pytest.mark.parametrize(
    ("edtf", "english", "korean"),
    [
        ("2017-11-13", "13 November 2017", "2017년 11월 13일"),
        ("1953-07-27", "27 July 1953", "1953년 7월 27일"),
        ("2024-02", "February 2024", "2024년 2월"),
        ("2024-12", "December 2024", "2024년 12월"),
        ("1968", "1968", "1968년"),
        ("2024-01/2024-12", "2024", "2024년"),
        ("1979-07?", "July 1979 (?)", "1979년 7월 (?)"),
        ("1979~", "1979 (?)", "1979년 (?)"),
        ("1979-10-05/1979-10-11", "5–11 Oct 1979", "1979년 10월 5일~11일"),
        ("2016-01-30/2016-02-02", "30 Jan–2 Feb 2016", "2016년 1월 30일~2월 2일"),
        ("2016-12-31/2017-01-01", "31 Dec 2016–1 Jan 2017", "2016년 12월 31일~2017년 1월 1일"),
        ("2001-02-01/2001-03-30", "1 Feb–30 Mar 2001", "2001년 2월 1일~3월 30일"),
        ("2004-02/2004-05", "February–May 2004", "2004년 2월~5월"),
        ("[2020-07-18,2020-07-19]", "18 or 19 July 2020", "2020년 7월 18일 또는 19일"),
        ("[1962-11-20,1962-11-23]", "20 or 23 November 1962", "1962년 11월 20일 또는 23일"),
        ("[1999-12-31,2000-01-01]", "31 December 1999 or 1 January 2000",
         "1999년 12월 31일 또는 2000년 1월 1일"),
        ("[2001-06-30,2001-07-01]", "30 June or 1 July 2001", "2001년 6월 30일 또는 7월 1일"),
        ("[2001-06,2001-07,2001-08]", "June, July or August 2001", "2001년 6월, 7월 또는 8월"),
        ("1966/1968", "January 1966–December 1968", "1966년 1월~1968년 12월"),
    ],
)  # fmt: skip
def test_a_date_is_written_as_its_readers_write_it(edtf, english, korean):
    assert unspaced(date_label(edtf, "en")) == english
    assert unspaced(date_label(edtf, "ko")) == korean


def unspaced(label):
    """Return a label without spaces around dashes: they change with Unicode's tables."""
    return re.sub(r"\s*([–~])\s*", r"\1", label)


@pytest.mark.parametrize("edtf", ["", "soon", "2001-02-30", "13 November 2017"])
def test_what_is_no_edtf_date_has_no_label(edtf):
    with pytest.raises(TableError, match="is not an EDTF date"):
        date_label(edtf, "en")


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 incidents"), (1, "1 incident"), (2, "2 incidents")]
)
def test_a_number_takes_the_form_that_goes_with_it(number, text):
    found = translator("en").ngettext("{n} incident", "{n} incidents", number)
    assert found.format(n=number) == text
    found = translator("ko").ngettext("{n} incident", "{n} incidents", number)
    assert found.format(n=number) == f"사건 {number}건"


def test_a_pair_of_texts_is_chosen_from_by_language():
    pair = Bilingual("A hill", "언덕")
    assert [pair[language] for language in LANGUAGES] == ["A hill", "언덕"]


def test_a_language_without_a_catalogue_leaves_messages_as_they_are():
    assert translator("xx")("A message {{7*7}}") == "A message {{7*7}}"


def test_a_catalogue_translates_what_it_has_and_leaves_the_rest(tmp_path, monkeypatch):
    folder = tmp_path / "zz" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    entries = 'msgid ""\nmsgstr ""\n\nmsgid "Close"\nmsgstr "닫기"\n\nmsgid "Open"\nmsgstr ""\n'
    (folder / "dmz_map.po").write_text(entries, encoding="utf-8")
    monkeypatch.setattr("dmz_map.web.language._CATALOGUES", tmp_path)
    translate = translator.__wrapped__("zz")
    assert [translate(word) for word in ("Close", "Open", "Other")] == ["닫기", "Open", "Other"]


def test_the_last_year_that_a_calendar_has_reads_as_a_year():
    assert date_label("9999", "en") == "9999"
    assert date_label("9999-12", "ko") == "9999년 12월"

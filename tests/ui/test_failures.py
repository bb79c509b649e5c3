"""What fails in a page is one sentence in the reader's language, and an id of the log."""

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest

from dmz_map.errors import StoreError
from dmz_map.ui.failures import log_failure, say_failure


def page(language):
    def script(language):
        import streamlit as st

        from dmz_map.ui import failures

        st.query_params["lang"] = language
        assert failures.say_failure(RuntimeError("/secret/path <script>")) is True
        assert failures.say_failure(failures.DmzMapError("data/a.csv:3: 한글 <b>.")) is True

    return AppTest.from_function(script, kwargs={"language": language}).run()


@pytest.mark.parametrize(("language", "words"), [("en", "report"), ("ko", "알려")])
def test_a_failure_is_one_sentence_with_the_id_of_the_log(caplog, language, words):
    with caplog.at_level(logging.ERROR, logger="dmz_map.ui.failures"):
        shown = page(language)
    first, second = (error.value for error in shown.error)
    (logged,) = (record.getMessage() for record in caplog.records if record.name.startswith("dmz"))
    id = re.search("Failure ([0-9a-f]{8})", logged)[1]
    assert id in first
    assert words in first
    assert "secret" not in first + second
    assert shown.text[0].value == "data/a.csv:3: 한글 <b>."
    assert not shown.exception


def test_what_was_asked_for_is_logged_as_it_prints(caplog):
    with caplog.at_level(logging.ERROR):
        log_failure(StoreError("x"), "/a\nFailure 00000000 at b\x1b[31m")
    assert len(caplog.messages) == 1
    assert "\n" not in caplog.messages[0]
    assert "\x1b" not in caplog.messages[0]
    assert say_failure.__doc__

"""What a reader is told when something fails: one sentence, and the id that the log has too."""

from __future__ import annotations

import logging
import secrets
from typing import Final

import streamlit as st

from dmz_map.errors import DmzMapError
from dmz_map.ui.url import preferred_language
from dmz_map.web.language import translator

__all__ = ["log_failure", "say_failure"]

_log: Final = logging.getLogger(__name__)


def log_failure(error: BaseException, where: str) -> str:
    """Write a failure that nobody foresaw to the log, and return its id.

    Parameters
    ----------
    error
        Whoever caught it logs its traceback.
    where
        What was asked for; it may be anything and is written as it prints.
    """
    id = secrets.token_hex(4)
    _log.error("Failure %s at %r: %s", id, where, type(error).__name__)
    return id


def say_failure(error: Exception) -> bool:
    """Say in the page what failed; no run, part or callback ends otherwise.

    Parameters
    ----------
    error
        What was raised. A `DmzMapError` speaks for itself.

    Returns
    -------
    bool
        Always true: the page has its sentence, and Streamlit need not show the exception.
    """
    _ = translator(preferred_language())
    if isinstance(error, DmzMapError):
        st.error(_("The map cannot show this:"), icon=":material/error:")
        st.text(str(error))
        return True
    id = log_failure(error, "the page")
    line = _("Something failed on the server. Reload the page; if it fails again, report {id}.")
    st.error(line.format(id=id), icon=":material/error:")
    return True

"""The page "Read a source": documents in, candidates out, each fact beside its passage."""

from __future__ import annotations

import datetime as dt
from datetime import date
from typing import Any, Final

import streamlit as st

from dmz_map.errors import DmzMapError
from dmz_map.reading.decisions import Action
from dmz_map.reading.desk import Desk
from dmz_map.reading.document import Document
from dmz_map.reading.draft import Draft
from dmz_map.reading.extraction import Refusal, documents_from
from dmz_map.reading.reference import reference_from_tables
from dmz_map.ui.settings import base_path
from dmz_map.ui.state import data_root
from dmz_map.ui.url import View, write
from dmz_map.web import desk_data
from dmz_map.web.assets import STATIC
from dmz_map.web.html import html, plain_markdown
from dmz_map.web.site import Site

__all__ = ["read_page"]

_DOCUMENT: Final = "document"
_DONE: Final = "desk-done"
_REFUSED: Final = "desk-refused"
_FILES: Final = "desk-files"
_EXPORT: Final = "\nexport default window.dmzDesk;\n"
_FIRST_DAY: Final = date(1945, 1, 1)
_RUNS_KEPT: Final = 8


@st.cache_resource(show_spinner=False)
def _desk(_site: Site) -> Desk:
    return Desk(_site.own, reference_from_tables(data_root() / "data"), _site.store)


def read_page(site: Site, view: View) -> None:
    """Draw the desk: what is to be read, the document, and its candidates."""
    _ = view.translate
    desk = _desk(site)
    id = st.query_params.get(_DOCUMENT)
    id = id if id and id in desk.library else None
    _intake(desk, view, id)
    for sentence in (*st.session_state.get(_REFUSED, ()), *desk.collection.refused):
        st.warning(plain_markdown(sentence))
    if id is None:
        return
    try:
        document, draft = desk.library.document(id), desk.draft(id)
    except DmzMapError as error:
        st.error(plain_markdown(str(error)))
        return
    _head(view, document, draft)
    _mount(site, view, desk, id, document, draft)


def _intake(desk: Desk, view: View, id: str | None) -> None:
    """Draw the ways in: files, pasted text, and the list of documents; and the day."""
    _ = view.translate
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="desk-intake"):
        with st.popover(_("Drop files"), icon=":material/upload_file:", key="desk-drop"):
            turn = st.session_state.setdefault(_FILES, 0)
            files = st.file_uploader(
                _("Text, HTML, PDF, DOCX, or a ZIP of them"), accept_multiple_files=True,
                key=f"desk-files-{turn}",
            )  # fmt: skip
        with st.popover(_("Paste text"), icon=":material/content_paste:", key="desk-paste"):
            st.text_area(_("Text"), key="desk-pasted", height=200)
            st.button(_("Read it"), on_click=_read_pasted, args=(desk,), key="desk-read-pasted")
        _list(desk, view, id)
        if id is not None:
            _day(desk, view, id)
    if files:
        _read(desk, [(file.name, file.getvalue()) for file in files])
        st.session_state[_FILES] += 1
        st.rerun()


def _list(desk: Desk, view: View, id: str | None) -> None:
    _ = view.translate
    ids = list(desk.library)[:500]
    names = {one: desk.library.name(one) for one in ids}
    st.session_state["desk-list"] = id
    st.selectbox(
        _("Documents"), ids, index=None, format_func=lambda one: names.get(one, one),
        key="desk-list", placeholder=_("Open a document"), label_visibility="collapsed",
        on_change=lambda: write(_DOCUMENT, st.session_state["desk-list"]), width=340,
    )  # fmt: skip


def _day(desk: Desk, view: View, id: str) -> None:
    """Ask for the day of publication: every relative date hangs on it."""
    _ = view.translate
    day = desk.library.document(id).published
    key = f"desk-day-{id}"
    st.session_state[key] = day
    st.date_input(
        _("Published"), value=None, key=key, min_value=_FIRST_DAY, max_value=dt.date.max,
        format="YYYY-MM-DD", width=190, label_visibility="visible" if day is None else "collapsed",
        on_change=lambda: desk.date(id, st.session_state[key]),
    )  # fmt: skip
    if day is None:
        st.caption(_("The document does not state its day. “On Sunday” needs one."), width=220)


def _read_pasted(desk: Desk) -> None:
    text = st.session_state.get("desk-pasted", "")
    if text.strip():
        first = text.strip().splitlines()[0][:60]
        _read(desk, [(f"{first}.txt", text.encode())])
        st.session_state["desk-pasted"] = ""


def _read(desk: Desk, files: list[tuple[str, bytes]]) -> None:
    """Read files with a progress bar for many, and open the first document."""
    refused: list[str] = []
    first = None
    bar = st.progress(0.0) if len(files) > 1 else None
    today = dt.datetime.now(dt.UTC).date()
    for number, (name, data) in enumerate(files, start=1):
        for found in documents_from(name, data):
            if isinstance(found, Refusal):
                refused.append(f"{found.name}: {found.reason}")
            else:
                id = desk.read(found, today=today)
                first = first or id
        if bar is not None:
            bar.progress(number / len(files), text=name)
    st.session_state[_REFUSED] = refused
    if first is not None:
        write(_DOCUMENT, first)


def _head(view: View, document: Document, draft: Draft) -> None:
    _ = view.translate
    count, accepted = len(draft.candidates), len(draft.accepted())
    line = _.ngettext("{n} candidate in this document", "{n} candidates in this document", count)
    parts = (
        line.format(n=count),
        _("{n} accepted").format(n=accepted),
        _("only on this machine"),
    )
    st.html(
        html(
            '<p class="dmz-desk-head" lang="{lang}"><b>{title}</b> <span>{line}</span></p>',
            lang=view.language,
            title=document.title or document.name,
            line=" · ".join(parts),
        )
    )


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "dmz_desk",
        css=(STATIC / "desk.css").read_text("utf-8"),
        js=(STATIC / "desk.js").read_text("utf-8") + _EXPORT,
        isolate_styles=False,
    )


@st.cache_data(show_spinner=False, max_entries=50)
def _place_words(id: str, _document: Document) -> list[str]:
    return desk_data.place_words(_document)


def _mount(site: Site, view: View, desk: Desk, id: str, document: Document, draft: Draft) -> None:
    _ = view.translate
    day = document.published.isoformat() if document.published else _("not stated")
    about = [[_("Published"), day], ["SHA-256", f"{document.text_sha256[:8]}…"]]
    about += [[_("Publisher"), document.publisher]] if document.publisher else []
    _component()(
        key="desk",
        data={
            "id": id,
            "address": f"{base_path()}/dmz/read/{id}.txt",
            "language": document.language,
            "about": [*about, [_("Select words to add a fact"), ""]],
            "candidates": desk_data.candidate_records(site, document, draft, view.language),
            "done": st.session_state.get(_DONE, {}),
            "words": desk_data.desk_words(_),
            "fieldNames": desk_data.field_names(_),
            "terms": desk_data.terms(site, view.language),
            "places": _place_words(id, document),
            "line": desk_data.line_points(site),
        },
        on_actions_change=lambda: _act(desk, id),
    )


def _act(desk: Desk, id: str) -> None:
    """Carry out what the browser has sent, each action once."""
    sent = (st.session_state.get("desk") or {}).get("actions") or {}
    run, done = str(sent.get("run", ""))[:32], st.session_state.setdefault(_DONE, {})
    last = done.get(run, 0)
    new = [one for one in sent.get("actions", ()) if one["n"] > last]
    if not new:
        return
    try:
        desk.act(id, [Action.of(one) for one in new])
        st.session_state[_REFUSED] = []
    except DmzMapError as error:
        st.session_state[_REFUSED] = [str(error)]
    done.pop(run, None)
    done[run] = max(one["n"] for one in new)
    for old in list(done)[:-_RUNS_KEPT]:
        del done[old]

"""The page on which a table is added: the file, how it is read, what comes of it, and undo."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import weakref
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd
import streamlit as st

from dmz_map.errors import DmzMapError
from dmz_map.importing.file_kinds import ENDINGS
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.profile import FIELDS
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.run import open_import
from dmz_map.importing.store_import import Report, Wishes, import_file
from dmz_map.ui.same_events import same_events
from dmz_map.ui.state import data_root
from dmz_map.ui.table_preview import report_of, table_preview
from dmz_map.ui.url import View
from dmz_map.web.html import html
from dmz_map.web.site import Site

__all__ = ["add_table"]

_MOST_MB: Final = 200
_DONE: Final = "added-table"
_KEPT: Final = "kept-table"
_TYPES: Final = sorted({ending.removeprefix(".") for each in ENDINGS.values() for ending in each})


@dataclass(frozen=True)
class _Kept:
    """The file that was dropped, in a folder that goes with the session."""

    digest: str
    path: Path


def add_table(site: Site, view: View) -> None:
    """Draw the page."""
    _ = view.translate
    st.html(
        html(
            '<section class="dmz-panel" lang="{lang}"><h2>{title}</h2><p>{line}</p></section>',
            lang=view.language,
            title=_("Add a table"),
            line=_(
                "A table, a workbook or a map file of any kind. It is read here, on this machine, "
                "and kept in your own store; you see how it is read before anything is written."
            ),
        )
    )
    dropped = st.file_uploader(
        _("The file"), type=_TYPES, max_upload_size=_MOST_MB, key="table-file",
        help=_("At most {n} MB; larger ones on the command line.").format(n=_MOST_MB),
    )  # fmt: skip
    _last_import(site, view)
    if dropped is None:
        same_events(site, view)
        return
    path = _kept(dropped.name, dropped.getbuffer())
    done: Report | None = st.session_state.get(_DONE)
    if done is not None and done.path == path:
        same_events(site, view)
        return
    try:
        options = _options(view, path)
        report = table_preview(site, view, path, options)
        if report is not None:
            _import(site, view, path, options, report)
    except DmzMapError as error:
        st.error(_("The file cannot be read in this way:"))
        st.text(str(error))


def _kept(name: str, content: Any) -> Path:
    """Return the dropped file under its own name, written once."""
    digest = hashlib.sha256(content).hexdigest()
    kept: _Kept | None = st.session_state.get(_KEPT)
    if kept is None or (kept.digest, kept.path.name) != (digest, Path(name).name):
        folder = tempfile.mkdtemp(prefix="dmz-map-")
        path = Path(folder) / Path(name).name
        path.write_bytes(content)
        kept = st.session_state[_KEPT] = _Kept(digest, path)
        weakref.finalize(kept, shutil.rmtree, folder, ignore_errors=True)
    return kept.path


def _options(view: View, path: Path) -> ImportOptions:
    """Draw how the file is read, and return it as its reader wants it."""
    _ = view.translate
    options = ImportOptions(data_root())
    proposal = open_import(path, options).proposals[0]
    st.caption(
        _("How it is read. Change “Ours” where it is wrong; what has none is kept as other fields.")
    )
    with st.container(key="proposal"):
        columns = _edited(view, proposal, path)
    source, order = st.columns(2)
    with source:
        words = st.text_input(
            _("Source of rows that name none"), key="table-source", max_chars=300,
            placeholder=_("The file itself"),
        )  # fmt: skip
    with order:
        dates = st.selectbox(
            _("Order of day and month"), ("", "dmy", "mdy", "ymd"), key="table-order",
            format_func={
                "": _("as the file shows"), "dmy": _("day, month, year"),
                "mdy": _("month, day, year"), "ymd": _("year, month, day"),
            }.__getitem__,
        )  # fmt: skip
    profile = None
    if columns != {name: tuple(headings) for name, headings in proposal.columns.items()}:
        text = replace(proposal, columns=columns).as_toml()
        profile = path.with_name(f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.toml")
        profile.write_text(text, encoding="utf-8")
    return replace(options, profile=profile, source=words.strip(), date_order=dates)


def _edited(view: View, proposal: Proposal, path: Path) -> dict[str, tuple[str, ...]]:
    """Draw the proposal with a choice for each column, and return what is chosen."""
    _ = view.translate
    ours = {h: name for name, headings in proposal.columns.items() for h in headings}
    theirs = sorted(proposal.headings, key=lambda heading: heading not in ours)
    frame = pd.DataFrame(
        {
            "theirs": theirs,
            "ours": [ours.get(heading) for heading in theirs],
            "cells": [" | ".join(proposal.samples.get(h, ())) for h in theirs],
            "why": [proposal.why.get(h, "") if h in ours else "" for h in theirs],
        }
    )
    choices = sorted({*FIELDS, *ours.values()})
    edited = st.data_editor(
        frame,
        key=f"proposal-{hashlib.sha256(str(path).encode()).hexdigest()[:8]}",
        hide_index=True,
        disabled=["theirs", "cells", "why"],
        column_config={
            "theirs": st.column_config.TextColumn(_("Their column")),
            "ours": st.column_config.SelectboxColumn(_("Ours"), options=choices),
            "cells": st.column_config.TextColumn(_("Cells")),
            "why": st.column_config.TextColumn(_("Why")),
        },
    )
    before = frame["ours"].tolist()
    chosen = [name if isinstance(name, str) and name else None for name in edited["ours"]]
    if chosen == before:
        return {name: tuple(headings) for name, headings in proposal.columns.items()}
    columns: dict[str, tuple[str, ...]] = {}
    for heading, name in zip(theirs, chosen, strict=True):
        if name:
            columns[name] = (*columns.get(name, ()), heading)
    return columns


def _import(site: Site, view: View, path: Path, options: ImportOptions, read: Report) -> None:
    _ = view.translate
    total = read.tally.read
    label = _.ngettext("Import {n} row", "Import {n} rows", read.tally.valid)
    if not st.button(
        label.format(n=read.tally.valid), type="primary", disabled=not read.tally.valid,
        icon=":material/add_location_alt:", key="table-import",
    ):  # fmt: skip
        return
    bar = st.progress(0.0, _("Importing"))
    report = import_file(
        site.store, path, options, Wishes(), documents=site.documents,
        progress=lambda done: bar.progress(min(done / max(total, 1), 1.0), _("Importing")),
    )  # fmt: skip
    bar.empty()
    st.session_state[_DONE] = report
    st.rerun()


def _last_import(site: Site, view: View) -> None:
    """Draw what came of the last import of this session, and how to take it back."""
    _ = view.translate
    report: Report | None = st.session_state.get(_DONE)
    if report is None or report.set is None:
        return
    st.success(_("It is on the map."), icon=":material/check:")
    if report.update is None:
        said = _.ngettext("{n} incident imported", "{n} incidents imported", report.set.rows)
        said = said.format(n=report.set.rows)
    else:
        update = report.update
        said = _("{added} added, {updated} updated, {unchanged} as before").format(
            added=update.added, updated=update.updated, unchanged=update.unchanged
        )
    st.text(report_of(view, report, said))

    def undo(number: int) -> None:
        site.store.undo(number)
        st.session_state.pop(_DONE)

    st.button(
        _("Undo this import"), on_click=undo, args=(report.set.number,), key="table-undo",
        icon=":material/undo:",
    )  # fmt: skip

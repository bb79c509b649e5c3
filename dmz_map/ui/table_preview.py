"""What would come of a table: counts and reasons, its first incidents, and where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from dmz_map.archive.incident import Incident
from dmz_map.archive.sources import Document
from dmz_map.importing.file_import import FileImport
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.report_text import counted_lines
from dmz_map.importing.source_table import RefusedFileError
from dmz_map.importing.store_import import Report
from dmz_map.ui.url import View
from dmz_map.web.html import html
from dmz_map.web.language import Bilingual, date_label
from dmz_map.web.preview_map import preview_map
from dmz_map.web.site import Site

__all__ = ["incident_in_short", "report_of", "table_preview"]

_FIRST: Final = 20


@st.cache_data(show_spinner=False, max_entries=4)
def _read(
    path: Path, options: ImportOptions, _documents: Mapping[str, Document]
) -> tuple[Report, tuple[Incident, ...]]:
    """Return what would come of a file, and its first incidents."""
    reading = FileImport(path, options, with_rejects=False, documents=_documents)
    try:
        incidents = reading.incidents()
        first = (*islice(incidents, _FIRST),)
        for _incident in incidents:
            pass
    except RefusedFileError as error:
        return Report(path, refusal=str(error)), ()
    return Report(path, reading.proposals, reading.tally), first


def table_preview(site: Site, view: View, path: Path, options: ImportOptions) -> Report | None:
    """Draw what would come of a file; return it, or None if nothing can.

    Raises
    ------
    TableError
        If the file cannot be read in this way.
    """
    _ = view.translate
    report, first = _read(path, options, site.documents)
    if report.refusal:
        st.error(_("The file cannot be read in this way:"))
        st.text(report.refusal)
        return None
    said = _.ngettext("{n} row can go in", "{n} rows can go in", report.tally.valid)
    st.text(report_of(view, report, said.format(n=report.tally.valid)))
    if not first:
        return report
    st.html(
        html(
            '<section class="dmz-panel" lang="{lang}"><h2>{title}</h2></section>',
            lang=view.language,
            title=_("The first of them"),
        )
    )
    table, shown = st.columns([60, 40], gap="medium")
    with table:
        chosen = _table(site, view, first)
    with shown, st.container(height=420, key="table-record"):
        incident_in_short(site, view, first[chosen])
        st.dataframe(
            pd.DataFrame([*first[chosen].other.items()], columns=[_("Other fields"), ""]),
            hide_index=True,
        )
    return report


def incident_in_short(site: Site, view: View, incident: Incident) -> None:
    """Draw an incident in short: what, when, where, and who reports it."""
    language = view.language
    place = Bilingual(incident.place.name_en, incident.place.name_ko)[language]
    sources = dict.fromkeys(citation.source.publisher for citation in incident.citations)
    st.html(
        html(
            '<article class="dmz-panel" lang="{lang}"><p>{kind} · {date}</p><h3>{title}</h3>'
            "<p>{place}</p><p>{summary}</p><p><i>{by}</i></p></article>",
            lang=language,
            kind=site.label("category", incident.category, language),
            date=date_label(incident.date, language),
            title=Bilingual(incident.title_en, incident.title_ko)[language],
            place=place,
            summary=Bilingual(incident.summary_en, incident.summary_ko)[language],
            by=", ".join(sources),
        )
    )


def report_of(view: View, report: Report, said: str) -> str:
    """Return what came, or would come, of a file, in the reader's language.

    Parameters
    ----------
    view, report
        The language, and what came of it.
    said
        How many went in, in words.
    """
    _ = view.translate
    number = sum(report.tally.rejected.values())
    rejected = _.ngettext("{n} row rejected", "{n} rows rejected", number).format(n=number)
    return "\n".join([f"{report.path.name}: {said}, {rejected}", *counted_lines(report, _)])


def _table(site: Site, view: View, first: tuple[Incident, ...]) -> int:
    """Draw incidents as a table with their positions, and return which line is chosen."""
    _ = view.translate
    language = view.language
    frame = pd.DataFrame(
        {
            _("Date"): [date_label(i.date, language) for i in first],
            _("Title"): [Bilingual(i.title_en, i.title_ko)[language] for i in first],
            _("Kind"): [site.label("category", i.category, language) for i in first],
            _("Place"): [Bilingual(i.place.name_en, i.place.name_ko)[language] for i in first],
            _("Sector"): [site.label("sector", i.place.sector, language) for i in first],
            _("Latitude"): [i.place.lat for i in first],
            _("Longitude"): [i.place.lon for i in first],
            "km": [i.place.radius_km for i in first],
        }
    )
    picture = preview_map(site.border, [i.place for i in first])
    st.image(picture, caption=_("Where they lie along the line"))
    event = st.dataframe(
        frame, hide_index=True, on_select="rerun", selection_mode="single-row", key="table-first"
    )
    rows = event["selection"]["rows"]
    return int(rows[0]) if rows else 0

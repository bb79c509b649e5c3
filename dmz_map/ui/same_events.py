"""Imported incidents that the map may have already: side by side, joined or kept apart."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dmz_map.archive.incident import Incident
from dmz_map.importing.same_events import (
    MOST_INCIDENTS,
    Decisions,
    Pair,
    join_same,
    same_pairs,
)
from dmz_map.store.query import Query
from dmz_map.ui.table_preview import incident_in_short
from dmz_map.ui.url import View
from dmz_map.web.html import html, plain_markdown
from dmz_map.web.language import Bilingual
from dmz_map.web.site import Site

__all__ = ["same_events"]

_SHOWN: Final = 5
_MOST_COMPARED: Final = 10_000
_LAST: Final = "same-event-decided"


def same_events(site: Site, view: View) -> None:
    """Draw the pairs of all imported sets that are not hidden; nothing if there is none."""
    _ = view.translate
    sets = [one for one in site.store.sets() if one.rows and not one.hidden]
    compared = [one.number for one in sets if one.rows <= _MOST_COMPARED]
    if not compared or site.store.count(Query()) > MOST_INCIDENTS:
        return
    decisions = Decisions()
    pairs = _pairs(site, site.store.version, tuple(compared), decisions.stamp)
    if not pairs and _LAST not in st.session_state:
        return
    said = _.ngettext(
        "{n} imported incident may be on the map already.",
        "{n} imported incidents may be on the map already.", len(pairs),
    )  # fmt: skip
    line = _("What is the same is drawn once, with the evidence of both.")
    st.html(
        html(
            '<section class="dmz-panel" lang="{lang}"><h2>{title}</h2><p>{line}</p></section>',
            lang=view.language,
            title=_("The same event?"),
            line=f"{said.format(n=len(pairs))} {line}",
        )
    )
    _last_decision(site, view, decisions)
    names = {0: _("This archive")} | {one.number: one.name for one in sets}
    for pair in pairs[:_SHOWN]:
        _pair(site, view, pair, names, decisions)
    if len(pairs) > _SHOWN:
        more = len(pairs) - _SHOWN
        st.caption(_.ngettext("{n} more follows.", "{n} more follow.", more).format(n=more))


@st.cache_data(show_spinner=False, max_entries=4)
def _pairs(_site: Site, version: str, sets: tuple[int, ...], decided: int) -> tuple[Pair, ...]:
    """Return the pairs of some sets, best first, as long as store and decisions are the same."""
    decisions = Decisions()
    found = [pair for number in sets for pair in same_pairs(_site.store, number, decisions)]
    once = {frozenset((pair.new.id, pair.known.id)): pair for pair in reversed(found)}
    return tuple(sorted(once.values(), key=lambda pair: (-pair.score, pair.new.id)))


def _pair(site: Site, view: View, pair: Pair, names: dict[int, str], decisions: Decisions) -> None:
    _ = view.translate
    key = f"{pair.new.id}={pair.known.id}"
    with st.container(border=True, key=f"pair-{key}"):
        reasons = [_("{percent} alike").format(percent=f"{pair.score:.0%}")]
        reasons += [_("same kind")] if "same category" in pair.reasons else []
        reasons += [_("numbers agree")] if "numbers agree" in pair.reasons else []
        st.caption(" · ".join(reasons))
        for column, incident in zip(st.columns(2), (pair.new, pair.known), strict=True):
            with column:
                st.caption(plain_markdown(_name_of(incident, names)))
                incident_in_short(site, view, incident)
        with st.container(horizontal=True):
            st.button(
                _("The same"), icon=":material/merge:", key=f"same-{key}",
                on_click=_decide, args=(site, pair, decisions, "same"),
            )  # fmt: skip
            st.button(
                _("Different"), icon=":material/call_split:", key=f"different-{key}",
                on_click=_decide, args=(site, pair, decisions, "different"),
            )  # fmt: skip


def _name_of(incident: Incident, names: dict[int, str]) -> str:
    return names.get(incident.origin.set if incident.origin else 0, "")


def _decide(site: Site, pair: Pair, decisions: Decisions, decision: str) -> None:
    """Carry out and keep what the reader says of a pair; a blank takes it back."""
    new, known = pair.new.id, pair.known.id
    if decision == "same":
        join_same(site.store, new, known)
    elif decisions.of(new, known) == "same":
        site.store.part(new)
    decisions.remember(new, known, decision)
    if decision:
        st.session_state[_LAST] = (pair, decision)
    else:
        st.session_state.pop(_LAST, None)


def _last_decision(site: Site, view: View, decisions: Decisions) -> None:
    """Draw what was decided last in this session, and how to take it back."""
    _ = view.translate
    if _LAST not in st.session_state:
        return
    pair, decision = st.session_state[_LAST]
    title = Bilingual(pair.known.title_en, pair.known.title_ko)[view.language]
    said = _("It is one incident now, with both evidences:")
    if decision == "different":
        said = _("They stay two, and are not listed again:")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{said} {title}", width="stretch")
        st.button(
            _("Take it back"), icon=":material/undo:", key="same-event-undo",
            on_click=_decide, args=(site, pair, decisions, ""),
        )  # fmt: skip

"""What a reader does with a candidate: each decision makes a new draft of the old one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from dmz_map.reading.draft import DECISIONS, FIELDS, Draft, DraftIncident
from dmz_map.reading.marks import marks_of
from dmz_map.reading.view import Claim

__all__ = ["PASSAGE_FIELDS", "Action", "decided"]

PASSAGE_FIELDS: Final = (*FIELDS, "weekday", "time_of_day", "actor", "attribution")
"""What a passage can say."""

_LONGEST: Final = 2_000
"""Of a passage, in characters."""

_Complete = Callable[[DraftIncident], bool]


@dataclass(frozen=True, slots=True)
class Action:
    """What a reader did.

    Attributes
    ----------
    name
        ``accept``, ``reject``, ``open``, ``merge`` (into the one named by `value`), ``split``,
        ``set`` (a field), ``add`` (a passage), ``move`` (the ends of passage `number`), ``drop``
        (passage `number`), ``known`` (it is, or is not, the incident `value`), ``accept_above``
        (a score, `value`), ``undo``.
    candidate
        Key of the candidate.
    field, value
        A field and its new text.
    number, start, end
        A passage of the candidate, from 0; code points of the document.
    """

    name: str
    candidate: str = ""
    field: str = ""
    value: str = ""
    number: int = -1
    start: int = -1
    end: int = -1

    @classmethod
    def of(cls, sent: Mapping[str, Any]) -> Action:
        """Read what a browser has sent; what is not of its kind is left out."""
        name, candidate, field, value = (
            str(sent.get(key) or "")[:500] for key in ("action", "candidate", "field", "value")
        )
        places = (sent.get(key) for key in ("number", "start", "end"))
        number, start, end = (place if type(place) is int else -1 for place in places)
        return cls(name, candidate, field, value, number, start, end)


def decided(draft: Draft, action: Action, text: str, complete: _Complete) -> Draft:
    """Return the draft after an action; one that makes no sense changes nothing.

    Parameters
    ----------
    draft, action
        The draft and what a reader did.
    text
        The text of the document of record.
    complete
        Says whether a candidate can be accepted.
    """
    if action.name == "undo":
        return draft.undone()
    if action.name == "accept_above":
        return _accepted_above(draft, action.value, complete)
    one = draft.get(action.candidate)
    change = _CHANGES.get(action.name)
    if one is None or (action.name == "accept" and not complete(one)):
        return draft
    if action.name == "merge":
        return _merged(draft, one, action.value)
    if action.name == "split":
        return draft.changed(replace(one, key=_free_key(draft, one.key), decision="open", known=""))
    return draft.changed(change(one, action, text)) if change else draft


def _accepted_above(draft: Draft, value: str, complete: _Complete) -> Draft:
    try:
        least = float(value)
    except ValueError:
        return draft
    some = (one for one in draft.candidates if one.decision == "open" and one.score >= least)
    return draft.changed(*(replace(one, decision="accepted") for one in some if complete(one)))


def _merged(draft: Draft, one: DraftIncident, into: str) -> Draft:
    """Return the draft with one's passages at another, and what the other has not filled in."""
    other = draft.get(into)
    if other is None or other.key == one.key:
        return draft
    values = {name: other.values[name] or one.values[name] for name in other.values}
    if other.values["lon"]:
        values |= {name: other.values[name] for name in ("lon", "lat", "radius_km")}
    claims = _sorted({*other.claims, *one.claims})
    whole = replace(other, values=values, claims=claims, known=other.known or one.known)
    return draft.changed(whole, replace(one, decision="merged"))


def _free_key(draft: Draft, key: str) -> str:
    number = 2
    while draft.get(f"{key}-{number}"):
        number += 1
    return f"{key}-{number}"


def _decision(word: str) -> Callable[[DraftIncident, Action, str], DraftIncident]:
    assert word in DECISIONS
    return lambda one, _action, _text: replace(one, decision=word)


def _set(one: DraftIncident, action: Action, _text: str) -> DraftIncident:
    if action.field not in FIELDS:
        return one
    values = {**one.values, action.field: action.value.strip()}
    if action.field == "place":
        values |= _point(action.value)
    return replace(one, values=values)


def _add(one: DraftIncident, action: Action, text: str) -> DraftIncident:
    """Add a passage; a field that the candidate lacks takes its words, as far as they are read."""
    exact = _passage(action, text)
    if not exact or action.field not in PASSAGE_FIELDS:
        return one
    value = action.value or exact
    one = replace(
        one,
        claims=_sorted({*one.claims, Claim(action.field, value, action.start, action.end, exact)}),
    )
    if action.field == "place":
        return _set(one, replace(action, value=exact), text)
    return one


def _move(one: DraftIncident, action: Action, text: str) -> DraftIncident:
    exact = _passage(action, text)
    if not exact or not 0 <= action.number < len(one.claims):
        return one
    claims = list(one.claims)
    old = claims[action.number]
    claims[action.number] = replace(old, start=action.start, end=action.end, exact=exact)
    return replace(one, claims=tuple(claims))


def _drop(one: DraftIncident, action: Action, _text: str) -> DraftIncident:
    return replace(one, claims=tuple(c for n, c in enumerate(one.claims) if n != action.number))


def _known(one: DraftIncident, action: Action, _text: str) -> DraftIncident:
    return replace(one, known=action.value)


_CHANGES: Final[Mapping[str, Callable[[DraftIncident, Action, str], DraftIncident]]] = {
    "accept": _decision("accepted"),
    "reject": _decision("rejected"),
    "open": _decision("open"),
    "set": _set,
    "add": _add,
    "move": _move,
    "drop": _drop,
    "known": _known,
}


def _passage(action: Action, text: str) -> str:
    """Return the words that an action names, or nothing where they are not in the text."""
    inside = 0 <= action.start < action.end <= len(text)
    return (
        text[action.start : action.end] if inside and action.end - action.start < _LONGEST else ""
    )


def _point(words: str) -> dict[str, str]:
    """Return point, radius and sector of place words, blank where the gazetteer has none."""
    hits = marks_of(words, None).places
    if not hits:
        return dict.fromkeys(("lon", "lat", "radius_km"), "")
    values = hits[0].entry.values
    return {name: values[name] for name in ("lon", "lat", "radius_km", "sector")}


def _sorted(claims: set[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda claim: (claim.start, claim.end, claim.field)))

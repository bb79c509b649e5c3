"""Passages of a document: proved where they are said to be, or found where they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dmz_map.errors import Problem
from dmz_map.tabular.text import shortened

__all__ = ["Excerpt", "locate", "misquotation", "nearest"]

_SELECTOR_CONTEXT: Final = 32
_CONTEXT: Final = 24
_LOOSE: Final = {
    **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
"""Signs that look alike and that keyboards and programs exchange for one another."""


@dataclass(frozen=True)
class Excerpt:
    """A passage of a document: `exact` must equal ``text[start:end]``.

    `start` and `end` count Unicode code points from 0, the end is exclusive, as in
    https://www.w3.org/TR/annotation-model/#text-position-selector.
    """

    document_id: str
    exact: str
    start: int
    end: int

    def selectors(self, text: str) -> dict[str, object]:
        """Return the passage as a W3C Web Annotation target.

        Parameters
        ----------
        text
            The whole text of the document.

        Returns
        -------
        dict
            ``source`` (the document's id) and ``selector``: a TextPositionSelector and
            a TextQuoteSelector with up to 32 code points of context on either side.
        """
        return {
            "type": "SpecificResource",
            "source": self.document_id,
            "selector": [
                {"type": "TextPositionSelector", "start": self.start, "end": self.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": self.exact,
                    "prefix": text[max(0, self.start - _SELECTOR_CONTEXT) : self.start],
                    "suffix": text[self.end : self.end + _SELECTOR_CONTEXT],
                },
            ],
        }


def misquotation(excerpt: Excerpt, text: str, file: str) -> Problem | None:
    """Return in what an excerpt is not what its document says there, or None when it is.

    Parameters
    ----------
    excerpt
        The passage to prove.
    text, file
        The whole text of the document, and the name of its file for the sentence.
    """
    start, end, exact = excerpt.start, excerpt.end, excerpt.exact
    found = text[start:end] if 0 <= start < end else ""
    if exact and found == exact:
        return None
    pairs = enumerate(zip(exact, found, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(exact), len(found)))
    places = [match.start() for match in re.finditer(f"(?={re.escape(exact)})", text)]
    now, remedy = _where_now(exact, places if exact else [], len(text))
    return Problem(
        f"{file} says something else at [{start}, {end}): expected {_window(exact, at)}, "
        f"found {_window(found, at)}; they differ from character {at + 1} "
        f"({_sign(exact, at)} against {_sign(found, at)}). {now}",
        remedy,
    )


def _where_now(exact: str, places: list[int], length: int) -> tuple[str, str]:
    """Return where a passage is in a text of this length, and what to do about it."""
    if len(places) == 1:
        span = (places[0], places[0] + len(exact))
        return (
            f"The passage is now at [{span[0]}, {span[1]}).",
            f"Restore the document, or set start to {span[0]} and end to {span[1]}.",
        )
    if places:
        return (
            f"The passage is in the document {len(places)} times.",
            "Restore the document, or set start and end to the place that is meant.",
        )
    return (
        f"The passage is nowhere in the document, which has {length} characters.",
        "Restore the document as it was received, or quote what it says.",
    )


def _window(passage: str, at: int, reach: int = 30) -> str:
    """Return the passage around a place, written so that hidden characters show."""
    low, high = max(0, at - reach), at + reach
    return f"{'…' * (low > 0)}{passage[low:high]!r}{'…' * (high < len(passage))}"


def _sign(passage: str, at: int) -> str:
    """Name one character by its code point, or the end of the passage."""
    return f"U+{ord(passage[at]):04X}" if at < len(passage) else "its end"


def locate(
    exact: str, text: str, file: str, *, occurrence: int | None = None
) -> tuple[int, int] | Problem:
    """Return where a passage is, or why that cannot be said.

    Parameters
    ----------
    exact
        The passage, verbatim.
    text, file
        The whole document, and the name of its file for the sentence.
    occurrence
        Which one is meant, from 1, if the passage is there several times.

    Returns
    -------
    tuple of (int, int) or Problem
        Start and end in code points from 0, end exclusive.
    """
    if not exact:
        return Problem("the passage is blank.", f"Copy one from {file}.")
    places = [match.start() for match in re.finditer(f"(?={re.escape(exact)})", text)]
    if not places:
        return _nowhere(exact, text, file)
    if occurrence is None and len(places) > 1:
        shown = "".join(
            f"\n  {count}: {_surroundings(place, exact, text)}"
            for count, place in enumerate(places, start=1)
        )
        return Problem(
            f"the passage is {len(places)} times in {file}:{shown}\n ",
            f"Say which is meant: occurrence = 1 to {len(places)}.",
        )
    number = 1 if occurrence is None else occurrence
    if not 1 <= number <= len(places):
        return Problem(
            f"occurrence is {number}, but the passage is {_times(len(places))} in {file}.",
            f"Write 1 to {len(places)}." if len(places) > 1 else "Leave it out.",
        )
    start = places[number - 1]
    return start, start + len(exact)


def nearest(exact: str, text: str) -> tuple[int, int] | None:
    """Return where a passage is, apart from spaces, dashes and quotation marks, or None."""
    wanted = "".join(sign for sign, _ in _loosened(exact)).strip(" ")
    signs = _loosened(text)
    place = "".join(sign for sign, _ in signs).find(wanted) if wanted else -1
    if place < 0:
        return None
    return signs[place][1], signs[place + len(wanted) - 1][1] + 1


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _nowhere(exact: str, text: str, file: str) -> Problem:
    what = f"the passage {shortened(exact)} is nowhere in {file}."
    span = nearest(exact, text)
    if span is None:
        return Problem(what, "Copy it from the document, letter for letter.")
    return Problem(
        f"{what} Apart from spaces, dashes or quotation marks, this is at "
        f"[{span[0]}, {span[1]}): {text[span[0] : span[1]]!r}.",
        "Quote that, letter for letter.",
    )


def _loosened(text: str) -> list[tuple[str, int]]:
    """Return the signs of a text, look-alikes made one and runs of space made a space.

    Each sign comes with its place in the text.
    """
    signs: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        if not character.isspace():
            signs.append((_LOOSE.get(character, character), place))
        elif signs and signs[-1][0] != " ":
            signs.append((" ", place))
    return signs


def _surroundings(place: int, exact: str, text: str) -> str:
    start, end = max(0, place - _CONTEXT), place + len(exact) + _CONTEXT
    return f"at {place}, {'…' * (start > 0)}{text[start:end]!r}{'…' * (end < len(text))}"

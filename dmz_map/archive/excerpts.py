"""Excerpts: passages of a document, and in what one differs from its document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dmz_map.tabular.cells import Problem

__all__ = ["Excerpt", "misquotation"]

_CONTEXT_LENGTH: Final = 32


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
                    "prefix": text[max(0, self.start - _CONTEXT_LENGTH) : self.start],
                    "suffix": text[self.end : self.end + _CONTEXT_LENGTH],
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
        f"found {_window(found, at)}; they part at character {at + 1} "
        f"({_sign(exact, at)} against {_sign(found, at)}). {now}",
        remedy,
    )


def _where_now(exact: str, places: list[int], length: int) -> tuple[str, str]:
    """Say where a passage stands in a text of this length, and what follows from it."""
    if len(places) == 1:
        span = (places[0], places[0] + len(exact))
        return (
            f"The passage stands now at [{span[0]}, {span[1]}).",
            f"Restore the document, or set start to {span[0]} and end to {span[1]}.",
        )
    if places:
        return (
            f"The passage stands in the document {len(places)} times.",
            "Restore the document, or set start and end to the place that is meant.",
        )
    return (
        f"The passage stands nowhere in the document, which has {length} characters.",
        "Restore the document as it was received, or quote what it says.",
    )


def _window(passage: str, at: int, reach: int = 30) -> str:
    """Return the passage around a place, written so that hidden characters show."""
    low, high = max(0, at - reach), at + reach
    return f"{'…' * (low > 0)}{passage[low:high]!r}{'…' * (high < len(passage))}"


def _sign(passage: str, at: int) -> str:
    """Name one character by its code point, or the end of the passage."""
    return f"U+{ord(passage[at]):04X}" if at < len(passage) else "its end"

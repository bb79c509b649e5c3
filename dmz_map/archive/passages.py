"""Where a passage stands in a text, and what stands there if it is not quite that passage."""

from __future__ import annotations

import re
from typing import Final

from dmz_map.tabular.cells import Problem, shortened

__all__ = ["locate", "nearest"]

_LOOSE: Final = {
    **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
"""Signs that look alike and that keyboards and programs exchange for one another."""

_CONTEXT: Final = 24


def locate(
    exact: str, text: str, file: str, *, occurrence: int | None = None
) -> tuple[int, int] | Problem:
    """Return where a passage stands, or why that cannot be said.

    Parameters
    ----------
    exact
        The passage, verbatim.
    text, file
        The whole document, and the name of its file for the sentence.
    occurrence
        Which one is meant, from 1, if the passage stands there several times.

    Returns
    -------
    tuple of (int, int) or Trouble
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
            f"the passage stands {len(places)} times in {file}:{shown}\n ",
            f"Say which is meant: occurrence = 1 to {len(places)}.",
        )
    number = 1 if occurrence is None else occurrence
    if not 1 <= number <= len(places):
        return Problem(
            f"occurrence is {number}, but the passage stands {_times(len(places))} in {file}.",
            f"Write 1 to {len(places)}." if len(places) > 1 else "Leave it out.",
        )
    start = places[number - 1]
    return start, start + len(exact)


def nearest(exact: str, text: str) -> tuple[int, int] | None:
    """Return where a passage stands but for its spaces, dashes and quotation marks, or None."""
    wanted = "".join(sign for sign, _ in _loosened(exact)).strip(" ")
    signs = _loosened(text)
    place = "".join(sign for sign, _ in signs).find(wanted) if wanted else -1
    if place < 0:
        return None
    return signs[place][1], signs[place + len(wanted) - 1][1] + 1


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _nowhere(exact: str, text: str, file: str) -> Problem:
    what = f"the passage {shortened(exact)} stands nowhere in {file}."
    span = nearest(exact, text)
    if span is None:
        return Problem(what, "Copy it from the document, letter for letter.")
    return Problem(
        f"{what} But for spaces, dashes or quotation marks this stands at "
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

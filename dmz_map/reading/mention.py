"""Acts of one sentence, bound to a date."""

from __future__ import annotations

from dataclasses import dataclass, field

from dmz_map.reading.dates import DateMark
from dmz_map.reading.lexicon import Hit
from dmz_map.reading.people import PeopleMark

__all__ = ["Mention"]


@dataclass(eq=False)
class Mention:
    """Acts of one sentence with the date that they are bound to.

    Attributes
    ----------
    index
        Number of the sentence.
    start, end
        The stretch of the view that belongs to it.
    hint
        A month that the words give loosely ("earlier this month"), where no date is nearer.
    said
        Whether its date is rather the day on which it was told.
    carried_over
        Whether its date is from the sentence before.
    other
        Whether the words say that this is another event.
    background
        Whether it is named only to compare ("the first since June").
    regions
        The sectors that it names, and whether by a place; None until asked for.
    place
        The one place that it is about, where its sentence tells of two.
    """

    index: int
    start: int
    end: int
    acts: list[Hit]
    date: DateMark | None
    persons: list[PeopleMark]
    category: str | None
    hint: DateMark | None = None
    said: bool = False
    carried_over: bool = False
    other: bool = False
    background: bool = False
    heading: bool = False
    place: Hit | None = None
    codes: set[str] = field(default_factory=set)
    regions: dict[str, bool] | None = None

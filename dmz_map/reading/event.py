"""An event of a document while it is gathered from its mentions."""

from __future__ import annotations

from dataclasses import dataclass, field

from dmz_map.reading.dates import DateMark
from dmz_map.reading.mention import Mention

__all__ = ["Event"]


@dataclass(eq=False)
class Event:
    """An event of the document: its mentions, its date and its category."""

    mentions: list[Mention]
    category: str
    date: DateMark | None
    said: bool = False
    known: str | None = None
    sentences: set[int] = field(default_factory=set)
    regions: dict[str, bool] = field(default_factory=dict)
    seen: int = 0

    @property
    def codes(self) -> set[str]:
        """Codes of all acts."""
        return set().union(*(mention.codes for mention in self.mentions))

    @property
    def last(self) -> Mention:
        """The mention read last."""
        return self.mentions[-1]

    def take(self, mention: Mention) -> None:
        """Add a mention; a finer or a real date takes the place of the old one."""
        self.mentions.append(mention)
        self.sentences.add(mention.index)
        new = mention.date
        if new is None or (mention.carried_over and self.date is not None):
            return
        if self.date is None or (self.said and not mention.said) or _finer(new, self.date):
            self.date, self.said = new, mention.said


def _finer(new: DateMark, old: DateMark) -> bool:
    if new.first is None or new.last is None:
        return False
    if old.first is None or old.last is None:
        return True
    return (new.last - new.first, new.loose) < (old.last - old.first, old.loose)

"""Values and claims of one event while they are gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from dmz_map.reading.view import Claim

__all__ = ["Facts"]


@dataclass
class Facts:
    """Values and claims of one event."""

    direction: str | None = None
    people: int | None = None
    killed: int | None = None
    wounded: int | None = None
    outcome: str | None = None
    claims: dict[Claim, None] = field(default_factory=dict)

    def add(self, claim: Claim | None) -> None:
        """Add a claim unless it is there already."""
        if claim is not None:
            self.claims[claim] = None

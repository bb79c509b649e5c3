"""What an exported file holds, as it was read: incidents with their evidence, documents, links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dmz_map.tabular.export_names import FORMAT, MARKER

__all__ = ["RELATED", "Cells", "ExportRecords", "Incidents", "Read", "is_ours", "related"]

Cells = Mapping[str, Any]
"""The cells of a row by column."""

Incidents = Iterable[tuple[int, Cells | str, tuple[float, float] | None]]
"""Number of a row; its cells, or why it is torn; the point at which it is drawn (lon, lat)."""

RELATED: Final = ("sources", "citations", "claims", "documents", "links")
"""The tables beside that of the incidents, where a format has tables."""


@dataclass(frozen=True)
class ExportRecords:
    """What a file holds.

    Attributes
    ----------
    incidents
        Each with its evidence in the columns ``claims`` and ``citations``: lists, or their JSON.
    documents, links
        The rows of these tables.
    """

    incidents: Sequence[tuple[int, Cells | str, tuple[float, float] | None]]
    documents: Sequence[Cells] = ()
    links: Sequence[Cells] = ()

    @classmethod
    def of(cls, incidents: Incidents, whole: Mapping[str, Any]) -> ExportRecords:
        """Return what a file holds whose incidents have their evidence inside.

        Parameters
        ----------
        incidents
            The rows.
        whole
            What concerns the whole file: ``documents`` and ``links``.
        """
        return cls([*incidents], whole.get("documents", ()), whole.get("links", ()))


Read = Callable[[], ExportRecords]
"""Reads a file of which it is known that it is an export."""


def related(incidents: Incidents, tables: Mapping[str, Sequence[Cells]]) -> ExportRecords:
    """Return what a file of tables holds: evidence is put to its incidents by their ids.

    Parameters
    ----------
    incidents
        The rows.
    tables
        Those of `RELATED`; one that is not there has no rows.
    """
    claims = _by_incident(tables.get("claims", ()))
    citations = _by_incident(tables.get("citations", ()))
    sources = {row["id"]: row for row in tables.get("sources", ())}

    def with_evidence() -> Iterator[tuple[int, Cells | str, tuple[float, float] | None]]:
        for number, cells, point in incidents:
            if not isinstance(cells, str):
                cited = citations.get(cells["id"], ())
                cells = {
                    **cells,
                    "claims": claims.get(cells["id"], []),
                    "citations": [{**sources[c["source_id"]], **c} for c in cited],
                }
            yield number, cells, point

    return ExportRecords([*with_evidence()], tables.get("documents", ()), tables.get("links", ()))


def is_ours(said: Any) -> bool:
    """Return whether what a file says of itself names this program and a layout that it reads."""
    return isinstance(said, Mapping) and str(said.get(MARKER, "")) == str(FORMAT)


def _by_incident(rows: Sequence[Cells]) -> Mapping[str, list[Cells]]:
    found: dict[str, list[Cells]] = defaultdict(list)
    for row in rows:
        found[row["incident_id"]].append(row)
    return found

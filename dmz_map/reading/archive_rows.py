"""Accepted candidates as CSV rows for a project's own ``data/`` and ``seeds/``."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from dmz_map.archive.evidence import Claim
from dmz_map.archive.incidents import Incident
from dmz_map.archive.sources import Document
from dmz_map.store.records import record_of
from dmz_map.tabular.datapackage import Package

__all__ = ["write_archive_rows"]

_FOLDERS: Final = {"incidents": "data", "documents": "seeds", "claims": "seeds"}


def write_archive_rows(
    folder: Path,
    package: Package,
    incidents: Sequence[Incident],
    documents: Iterable[Document],
    claims: Iterable[Claim] = (),
) -> None:
    """Write ``data/incidents.csv``, ``seeds/documents.csv``, ``seeds/claims.csv`` and the texts.

    Parameters
    ----------
    folder
        Where they are written, over what is there.
    package
        The project, whose columns they get.
    incidents, documents
        What was accepted, and the documents in which it was read.
    claims
        Further passages, for incidents that the project has already.
    """
    documents = [_stored(document) for document in documents]
    every = [*(claim for incident in incidents for claim in incident.claims), *claims]
    rows = {
        "incidents": [record_of(incident) for incident in incidents],
        "documents": [asdict(document) for document in documents],
        "claims": [_claim_row(claim) for claim in every],
    }
    for name, found in rows.items():
        path = folder / _FOLDERS[name] / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, package.schema(name).columns, found)
    for document in documents:
        (folder / "seeds" / document.file).write_bytes(document.text.encode())


def _stored(document: Document) -> Document:
    """Return a document whose file is its text."""
    return Document(**asdict(document) | {"file": f"{document.id}.txt"})


def _claim_row(claim: Claim) -> dict[str, Any]:
    excerpt = claim.excerpt
    return {
        **{"claim_id": claim.id, "incident_id": claim.subject, "field": claim.field},
        **{"value": claim.value, "document_id": excerpt.document_id, "exact": excerpt.exact},
        **{"start": excerpt.start, "end": excerpt.end},
    }


def _write(path: Path, columns: Iterable[str], rows: Iterable[dict[str, Any]]) -> None:
    names = list(columns)
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(names)
        out.writerows(["" if row.get(n) is None else row[n] for n in names] for row in rows)

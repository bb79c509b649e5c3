"""A new incident on its way into the tables: checked whole in a copy, then written or refused."""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from dmz_map.archive.drafts import Draft, DraftCitation, DraftClaim
from dmz_map.archive.incidents import Archive, read_archive
from dmz_map.archive.passages import locate
from dmz_map.archive.sources import Document
from dmz_map.archive.validation import validate
from dmz_map.errors import DraftError, Problem, TableError
from dmz_map.tabular.csv_files import Cells, csv_line, read_rows, replace_all, with_rows
from dmz_map.tabular.datapackage import descriptor_paths, open_package, seal
from dmz_map.tabular.edtf import day_span
from dmz_map.tabular.issues import Issue

__all__ = ["Addition", "Plan", "carry_out", "id_from", "plan_incident"]

_TABLES: Final = ("incidents", "sources", "citations", "claims")
_DRAFT_KEYS: Final = {"document_id": "document", "source_id": "source"}
_SMALL_WORDS: Final = re.compile(
    r"\b(a|an|and|at|by|for|from|in|into|near|of|on|over|the|to|with)\b"
)
_LONGEST_ID: Final = 48
_UNCHANGED: Final = "Nothing was changed."


@dataclass(frozen=True)
class Addition:
    """A new row: its table, its cells by column, and what the draft calls it."""

    table: str
    cells: Cells
    origin: str


@dataclass(frozen=True)
class Plan:
    """All that adding an incident changes, if every check has passed.

    Attributes
    ----------
    incident_id
        The id of the new incident.
    lines
        For each new row its file, relative to the root, and the row as the file will have it.
    files
        For each file that changes, descriptors too, its bytes now and then.
    """

    incident_id: str
    lines: tuple[tuple[str, str], ...]
    files: Mapping[Path, tuple[bytes, bytes]]


def plan_incident(root: Path, draft: Draft) -> Plan:
    """Work out what adding a draft changes, and check the outcome as `validate` does.

    Parameters
    ----------
    root
        The folder that holds ``data/`` and ``seeds/``; nothing in it is touched.
    draft
        The new incident.

    Raises
    ------
    DraftError
        If the data have issues already, or would have with the draft: one line each.
    """
    root = root.resolve()
    if issues := validate(root).issues:
        raise DraftError(
            f"The data have issues already ({len(issues)}); nothing can be added to them. "
            "Fix them first: `python -m dmz_map validate` lists them."
        )
    archive = read_archive(open_package(root))
    additions = _additions(draft, archive, _ids(root, "sources"))
    with tempfile.TemporaryDirectory(prefix="dmz-map-") as folder:
        return _tried(root, Path(folder), draft, additions)


def carry_out(plan: Plan) -> None:
    """Write what a plan says, all of it or nothing.

    Raises
    ------
    DraftError
        If a file has changed since the plan was made, or cannot be written.
    """
    replace_all(plan.files)


def id_from(date: str, title: str) -> str:
    """Return an id made of an EDTF date's first year, month and day and a title's chief words."""
    day = re.match(r"[0-9]{4}(-[0-9]{2}){0,2}", date)
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    made = day[0] if day else ""
    for word in re.findall(r"[a-z0-9]+", _SMALL_WORDS.sub("", re.sub(r"'s?\b", "", plain))):
        if len(made) + len(word) < _LONGEST_ID:
            made = f"{made}-{word}"
    return made.strip("-")


def _additions(draft: Draft, archive: Archive, source_ids: frozenset[str]) -> list[Addition]:
    """Return every row that a draft makes, or raise DraftError with all that is wrong."""
    cells = draft.incident
    id_ = cells["id"] or id_from(cells["date"], cells["title_en"])
    found: list[Addition | str] = [Addition("incidents", {**cells, "id": id_}, "incident")]
    if any(known.id == id_ for known in archive.incidents):
        found.append(
            f"incident: id: '{id_}' is there already. "
            'If this is another incident, give it an id of its own: id = "…".'
        )
    for number, citation in enumerate(draft.citations, start=1):
        found += _of_citation(citation, id_, f"citation {number}", source_ids)
    for number, claim in enumerate(draft.claims, start=1):
        claim_id = claim.claim_id or f"{id_}-{number}"
        document = archive.documents.get(claim.document)
        if document is None:
            known_ids = ", ".join(archive.documents)
            found.append(
                f"claim {number}: document: '{claim.document}' is not a document of seeds/. "
                f"Allowed: {known_ids}."
            )
        else:
            found.append(_of_claim(claim, document, (claim_id, id_), f"claim {number}"))
    if problems := [f"{draft.name}, {one}" for one in found if isinstance(one, str)]:
        raise DraftError("\n".join((*problems, _UNCHANGED)))
    return [one for one in found if isinstance(one, Addition)]


def _of_citation(
    citation: DraftCitation, incident_id: str, where: str, known: frozenset[str]
) -> Iterator[Addition | str]:
    """Yield the rows of a citation: its source if that is new, then itself."""
    source = citation.source
    if not isinstance(source, str):
        if source["id"] in known:
            yield (
                f"{where}, source: id: '{source['id']}' is there already. "
                f'Cite it by its id: source = "{source["id"]}".'
            )
        yield Addition("sources", source, f"{where}, source")
        source = source["id"]
    cells = {"incident_id": incident_id, "source_id": source, "supports": citation.supports}
    yield Addition("citations", cells, where)


def _of_claim(
    claim: DraftClaim, document: Document, ids: tuple[str, str], where: str
) -> Addition | str:
    """Return the row of a claim with its offsets, or why they cannot be found."""
    found = locate(claim.exact, document.text, document.file, occurrence=claim.occurrence)
    if isinstance(found, Problem):
        return f"{where}: exact: {found.what} {found.remedy}"
    cells = {
        **{"claim_id": ids[0], "incident_id": ids[1], "field": claim.field, "value": claim.value},
        **{"document_id": document.id, "start": str(found[0]), "end": str(found[1])},
        "exact": claim.exact,
    }
    return Addition("claims", cells, where)


def _tried(root: Path, copy: Path, draft: Draft, additions: Sequence[Addition]) -> Plan:
    """Put rows into a copy of the data, check all of it, and return what has changed."""
    for descriptor in descriptor_paths(root):
        shutil.copytree(descriptor.parent, copy / descriptor.parent.name)
    package = open_package(copy)
    changed = [table for table in _TABLES if any(row.table == table for row in additions)]
    files = {table: package.path(table).relative_to(package.root) for table in changed}
    descriptors = (path.relative_to(copy) for path in descriptor_paths(copy))
    before = {path: (copy / path).read_bytes() for path in (*files.values(), *descriptors)}
    orders = _orders(copy / files["incidents"], additions)
    for table, path in files.items():
        rows = [row.cells for row in additions if row.table == table]
        data = with_rows(before[path], path.as_posix(), rows, orders[table])
        (copy / path).write_bytes(data)
    seal(copy, *changed)
    if issues := validate(copy).issues:
        reported = [_reported(issue, draft, additions, copy) for issue in issues]
        raise DraftError("\n".join((*reported, _UNCHANGED)))
    headers = {table: package.schema(table).columns for table in files}
    after = {path: (copy / path).read_bytes() for path in before}
    return Plan(
        additions[0].cells["id"],
        tuple(
            (files[row.table].as_posix(), csv_line(headers[row.table], row.cells))
            for row in additions
        ),
        {root / path: (old, after[path]) for path, old in before.items() if old != after[path]},
    )


def _orders(
    incidents: Path, additions: Sequence[Addition]
) -> dict[str, Callable[[Cells], tuple[date | str, ...]]]:
    """Return by table the key by which its rows are sorted: incidents by first day, then by id."""
    there = [cells for _, cells in read_rows(incidents)]
    new = [row.cells for row in additions if row.table == "incidents"]
    days = {cells["id"]: _first_day(cells) for cells in (*there, *new)}
    return {
        "incidents": lambda cells: (days[cells["id"]], cells["id"]),
        "sources": lambda cells: (cells["id"],),
        "citations": lambda cells: (days[cells["incident_id"]], cells["incident_id"]),
        "claims": lambda cells: (cells["claim_id"],),
    }


def _reported(issue: Issue, draft: Draft, additions: Sequence[Addition], copy: Path) -> str:
    """Return an issue of the copy in the words of the draft, if a row of the draft has it."""
    if issue.line is not None and issue.file.endswith(".csv"):
        found = dict(read_rows(copy / issue.file)).get(issue.line)
        for row in additions:
            if dict(row.cells) == found:
                column = _DRAFT_KEYS.get(str(issue.column), str(issue.column))
                return f"{draft.name}, {row.origin}: {column}: {issue.problem} {issue.remedy}"
    return str(issue)


def _first_day(cells: Cells) -> date:
    """Return the day by which an incident is sorted; one without a date comes last."""
    try:
        return day_span(cells["date"])[0]
    except TableError:
        return date.max


def _ids(root: Path, table: str) -> frozenset[str]:
    return frozenset(cells["id"] for _, cells in read_rows(open_package(root).path(table)))

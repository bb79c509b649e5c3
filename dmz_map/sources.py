"""Where everything comes from: documents with verbatim excerpts, and bibliographic sources.

A `Document` is kept whole, and an `Excerpt` must equal ``text[start:end]`` of it.
A `Source` is a bibliographic record: of it the project has the address, not the words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dmz_map.cells import Check, Trouble, edtf_date, matching, optional, text, up_to, web_address
from dmz_map.datapackage import Package
from dmz_map.errors import ExcerptError, PackageError
from dmz_map.excerpts import Excerpt, misquotation
from dmz_map.tables import Fault, Row, Table, raise_first, read_table

__all__ = [
    "SOURCE_CHECKS",
    "Document",
    "Excerpt",
    "Source",
    "prove",
    "read_documents",
    "read_sources",
    "survey_documents",
    "survey_sources",
]

_ID: Final = matching(r"[a-z0-9][a-z0-9-]{2,79}", "an id of 3 to 80 signs: a-z, 0-9 and -")
_LANGUAGE: Final = up_to(
    20, matching(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language tag such as en or ko")
)

_DOCUMENT_CHECKS: Final[dict[str, Check]] = {
    "id": _ID,
    "file": matching(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}", "the name of a file beside this table"),
    "title": up_to(200, text),
    "publisher": up_to(120, text),
    "published": optional(edtf_date),
    "language": _LANGUAGE,
    "sha256": matching(r"[0-9a-f]{64}", "a SHA-256 of 64 digits, 0-9 and a-f"),
}

SOURCE_CHECKS: Final[dict[str, Check]] = {
    "id": _ID,
    "title": up_to(200, text),
    "publisher": up_to(120, text),
    "url": up_to(500, web_address),
    "published": optional(edtf_date),
    "language": _LANGUAGE,
    "kind": matching(
        r"[a-z][a-z_]{0,39}", "a kind of source in a-z and _, such as news or official"
    ),
}
"""The columns of a bibliographic record in their order, each with the check of its cells."""


@dataclass(frozen=True)
class Document:
    """A source document as received; `text` is its file decoded as UTF-8 and nothing else.

    Line ends and a byte-order mark stay: positions count every code point of the file.
    """

    id: str
    file: str
    title: str
    publisher: str
    published: str
    language: str
    sha256: str
    text: str


@dataclass(frozen=True)
class Source:
    """A bibliographic record; `published` is EDTF or empty, `url` is http or https."""

    id: str
    title: str
    publisher: str
    url: str
    published: str
    language: str
    kind: str


def prove(excerpt: Excerpt, document: Document) -> None:
    """Compare an excerpt with its document, code point by code point.

    Raises
    ------
    ExcerptError
        If they differ; it shows both texts and says where the passage stands now.
    """
    trouble = misquotation(excerpt, document.text, document.file)
    if trouble is not None:
        raise ExcerptError(f"An excerpt of {document.id}: {trouble.problem} {trouble.remedy}")


def survey_documents(package: Package) -> tuple[Mapping[str, Document], Table]:
    """Return every document that can be read, even if its hash differs, and all faults."""
    table = read_table(package, "documents", _DOCUMENT_CHECKS, key=("id",))
    documents: dict[str, Document] = {}
    faults: list[Fault] = []
    for row in table.rows:
        if table.is_good(row, "id", "file"):
            content, found = _open(package, table, row)
            faults.extend(found)
            if content is not None:
                facts = {column: row.cells.get(column, "") for column in _DOCUMENT_CHECKS}
                documents[row["id"]] = Document(**facts, text=content)
    return MappingProxyType(documents), table.having(faults)


def read_documents(package: Package) -> Mapping[str, Document]:
    """Read every document whole and prove its SHA-256.

    Raises
    ------
    PackageError
        If a file is missing, is not UTF-8, or its SHA-256 differs.
    TableError
        If a row of the table is not as it must be.
    """
    documents, table = survey_documents(package)
    raise_first(table.faults)
    return documents


def survey_sources(package: Package) -> tuple[Mapping[str, Source], Table]:
    """Return the bibliographic records without fault, and the table with all its faults."""
    table = read_table(package, "sources", SOURCE_CHECKS, key=("id",))
    records = (Source(*(row[column] for column in SOURCE_CHECKS)) for row in table.sound_rows())
    return MappingProxyType({record.id: record for record in records}), table


def read_sources(package: Package) -> Mapping[str, Source]:
    """Read the bibliographic records.

    Raises
    ------
    TableError
        At the first row that is not as it must be.
    """
    sources, table = survey_sources(package)
    raise_first(table.faults)
    return sources


def _open(package: Package, table: Table, row: Row) -> tuple[str | None, list[Fault]]:
    """Return a document's text, if it can be decoded, and what is wrong with its file."""
    path = package.path("documents").with_name(row["file"])
    shown = path.relative_to(package.root).as_posix()
    restore = "Restore the document as it was received; documents are never edited."
    try:
        data = path.read_bytes()
    except OSError as error:
        trouble = Trouble(f"{shown} cannot be read: {error.strerror}.", restore)
        return None, [row.fault("file", trouble, PackageError)]
    faults = []
    digest = hashlib.sha256(data).hexdigest()
    if table.is_good(row, "sha256") and digest != row["sha256"]:
        problem = f"{shown} has changed: expected SHA-256 {row['sha256']}, found {digest}."
        faults.append(row.fault("sha256", Trouble(problem, restore), PackageError))
    try:
        return data.decode("utf-8"), faults
    except UnicodeDecodeError as error:
        trouble = Trouble(f"{shown} is not UTF-8 (byte {error.start}).", restore)
        return None, [*faults, row.fault("file", trouble, PackageError)]

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

from dmz_map.archive.excerpts import Excerpt, misquotation
from dmz_map.errors import ExcerptError, PackageError
from dmz_map.tabular.cells import (
    Check,
    Problem,
    edtf_date,
    matching,
    optional,
    text,
    up_to,
    web_address,
)
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.tables import Issue, Row, Table, raise_first, read_table

__all__ = [
    "SOURCE_CHECKS",
    "Document",
    "Excerpt",
    "Source",
    "check_documents",
    "check_sources",
    "prove",
    "read_documents",
    "read_sources",
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
    problem = misquotation(excerpt, document.text, document.file)
    if problem is not None:
        raise ExcerptError(f"An excerpt of {document.id}: {problem.what} {problem.remedy}")


def check_documents(package: Package) -> tuple[Mapping[str, Document], Table]:
    """Return every document that can be read, even if its hash differs, and all faults."""
    table = read_table(package, "documents", _DOCUMENT_CHECKS, key=("id",))
    documents: dict[str, Document] = {}
    issues: list[Issue] = []
    for row in table.rows:
        if table.is_valid(row, "id", "file"):
            content, found = _open(package, table, row)
            issues.extend(found)
            if content is not None:
                facts = {column: row.cells.get(column, "") for column in _DOCUMENT_CHECKS}
                documents[row["id"]] = Document(**facts, text=content)
    return MappingProxyType(documents), table.with_issues(issues)


def read_documents(package: Package) -> Mapping[str, Document]:
    """Read every document whole and prove its SHA-256.

    Raises
    ------
    PackageError
        If a file is missing, is not UTF-8, or its SHA-256 differs.
    TableError
        If a row of the table is not as it must be.
    """
    documents, table = check_documents(package)
    raise_first(table.issues)
    return documents


def check_sources(package: Package) -> tuple[Mapping[str, Source], Table]:
    """Return the bibliographic records without fault, and the table with all its faults."""
    table = read_table(package, "sources", SOURCE_CHECKS, key=("id",))
    records = (Source(*(row[column] for column in SOURCE_CHECKS)) for row in table.valid_rows())
    return MappingProxyType({record.id: record for record in records}), table


def read_sources(package: Package) -> Mapping[str, Source]:
    """Read the bibliographic records.

    Raises
    ------
    TableError
        At the first row that is not as it must be.
    """
    sources, table = check_sources(package)
    raise_first(table.issues)
    return sources


def _open(package: Package, table: Table, row: Row) -> tuple[str | None, list[Issue]]:
    """Return a document's text, if it can be decoded, and what is wrong with its file."""
    path = package.path("documents").with_name(row["file"])
    shown = path.relative_to(package.root).as_posix()
    restore = "Restore the document as it was received; documents are never edited."
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Problem(f"{shown} cannot be read: {error.strerror}.", restore)
        return None, [row.issue("file", problem, PackageError)]
    issues = []
    digest = hashlib.sha256(data).hexdigest()
    if table.is_valid(row, "sha256") and digest != row["sha256"]:
        what = f"{shown} has changed: expected SHA-256 {row['sha256']}, found {digest}."
        issues.append(row.issue("sha256", Problem(what, restore), PackageError))
    try:
        return data.decode("utf-8"), issues
    except UnicodeDecodeError as error:
        problem = Problem(f"{shown} is not UTF-8 (byte {error.start}).", restore)
        return None, [*issues, row.issue("file", problem, PackageError)]

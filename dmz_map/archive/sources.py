"""Where everything comes from: documents with verbatim excerpts, and bibliographic sources.

A `Document` is kept whole, and an excerpt must equal ``text[start:end]`` of it.
A `Source` is a bibliographic record: of it the project has the address, not the words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dmz_map.errors import PackageError, Problem
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.issues import Issue
from dmz_map.tabular.tables import Row, Table

__all__ = ["Document", "Source", "check_documents", "sources_of"]


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


_DOCUMENT = ("id", "file", "title", "publisher", "published", "language", "sha256")
_SOURCE = ("id", "title", "publisher", "url", "published", "language", "kind")


def check_documents(package: Package, table: Table) -> tuple[Mapping[str, Document], Table]:
    """Return every document that can be read, even if its hash differs, and all issues."""
    documents: dict[str, Document] = {}
    issues: list[Issue] = []
    for row in table.rows:
        if table.is_valid(row, "id", "file"):
            content, found = _open(package, table, row)
            issues.extend(found)
            if content is not None:
                facts = {column: row.cells.get(column, "") for column in _DOCUMENT}
                documents[row["id"]] = Document(**facts, text=content)
    return MappingProxyType(documents), table.with_issues(issues)


def sources_of(table: Table) -> Mapping[str, Source]:
    """Return the bibliographic records of the valid rows by id."""
    records = (Source(*(row[column] for column in _SOURCE)) for row in table.valid_rows())
    return MappingProxyType({record.id: record for record in records})


def _open(package: Package, table: Table, row: Row) -> tuple[str | None, list[Issue]]:
    """Return a document's text, if it can be decoded, and what is wrong with its file."""
    shown = package.path("documents").with_name(row["file"]).relative_to(package.root).as_posix()
    restore = "Restore the document as it was received; documents are never edited."
    try:
        data = package.read_beside("documents", row["file"])
    except PackageError as error:
        return None, [
            row.issue("file", Problem(f"{shown}: {error.problem}", restore), PackageError)
        ]
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

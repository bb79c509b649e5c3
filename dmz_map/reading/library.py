"""The reader's documents of record and drafts, kept in a folder of the user's own."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from dmz_map.errors import StoreError, UnknownIdError
from dmz_map.reading.document import Document
from dmz_map.reading.draft import Draft, draft_from, draft_to
from dmz_map.tabular.folders import user_data
from dmz_map.tabular.text import shortened

__all__ = ["Library", "document_id", "library_folder"]

_ID: Final = re.compile("own-[0-9a-f]{16}")
_VERSION: Final = "version"
_ENCODING: Final = ("utf-8", "surrogatepass")


def document_id(document: Document) -> str:
    """Return the id of a document of record: the head of its text's SHA-256."""
    return f"own-{document.text_sha256[:16]}"


def library_folder(store: str | None) -> Path:
    """Return where the documents are kept: beside a store in a folder, else with the user's data.

    Parameters
    ----------
    store
        Address of the store, as `dmz_map.store.open_store.open_store` takes it.
    """
    beside = store and "://" not in store
    return (Path(str(store)).expanduser().resolve() if beside else user_data()) / "reading"


class Library:
    """Documents by id, each with its draft; a text is proved against its hash when it is read.

    Parameters
    ----------
    folder
        Where the files are; it is made with the first document.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of all documents, the last changed first."""
        files = [path for path in self.folder.glob("own-*.json") if _ID.fullmatch(path.stem)]
        yield from (path.stem for path in sorted(files, key=_changed, reverse=True))

    def __contains__(self, id: str) -> bool:
        """Return whether a document is kept."""
        return bool(_ID.fullmatch(id)) and self._path(id, "json").is_file()

    @property
    def version(self) -> str:
        """Name of what was accepted: changes with it, in whatever process; empty at first."""
        try:
            return (self.folder / _VERSION).read_text("ascii")
        except OSError:
            return ""

    def add(self, document: Document) -> str:
        """Keep a document, or bring its record up to date, and return its id.

        Raises
        ------
        StoreError
            If the folder cannot be written.
        """
        id = document_id(document)
        record = asdict(document) | {"text": None}
        self._write(self._path(id, "txt"), document.text.encode(*_ENCODING))
        self._write(self._path(id, "json"), _json(record))
        return id

    def document(self, id: str) -> Document:
        """Return a document with its text.

        Raises
        ------
        UnknownIdError
            If it is not kept.
        StoreError
            If its text has changed.
        """
        if id not in self:
            raise UnknownIdError(f"No document that was read has the id {shortened(id)}.")
        try:
            record = json.loads(self._path(id, "json").read_bytes())
            data = self._path(id, "txt").read_bytes()
        except (OSError, ValueError) as error:
            raise StoreError(
                f"The files of {id} in {self.folder} cannot be read ({error}). Read the file again."
            ) from error
        digest = hashlib.sha256(data).hexdigest()
        if digest != record["text_sha256"] or not digest.startswith(id.removeprefix("own-")):
            raise StoreError(
                f"The text of {shortened(record['name'])} has changed since it was read "
                f"({self._path(id, 'txt')}). Read the file again."
            )
        return _document(record | {"text": data.decode(*_ENCODING)})

    def name(self, id: str) -> str:
        """Return what a reader calls a document: its title or file, and its day."""
        try:
            record = json.loads(self._path(id, "json").read_bytes())
            return " · ".join(
                filter(None, (record["title"] or record["name"], record["published"]))
            )
        except (OSError, ValueError, KeyError):
            return id

    def draft(self, id: str) -> Draft | None:
        """Return the draft of a document, or None if there is none that can be read."""
        try:
            return draft_from(json.loads(self._path(id, "draft").read_bytes()))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, id: str, draft: Draft) -> None:
        """Keep the draft of a document in place of the one before it.

        Raises
        ------
        StoreError
            If the folder cannot be written.
        """
        before = self.draft(id)
        self._write(self._path(id, "draft"), _json(draft_to(draft)))
        if draft.accepted() != (before.accepted() if before else ()):
            self._change()

    def dated(self, id: str, published: date | None, publisher: str | None) -> Document:
        """Keep the day and the publisher that a reader gives a document, and return it."""
        document = self.document(id)
        known = replace(
            document,
            published=published or document.published,
            publisher=publisher or document.publisher,
        )
        if known != document:
            self.add(known)
            self._change()
        return known

    def remove(self, id: str) -> None:
        """Remove a document with its draft."""
        for kind in ("draft", "json", "txt"):
            self._path(id, kind).unlink(missing_ok=True)
        self._change()

    def _change(self) -> None:
        self._write(self.folder / _VERSION, uuid.uuid4().hex[:8].encode())

    def _path(self, id: str, kind: str) -> Path:
        return self.folder / f"{id}.{kind}"

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file aside and rename it, so that it is there whole or not at all."""
        aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(data)
            aside.replace(path)
        except OSError as error:
            raise StoreError(
                f"{path} cannot be written ({error.strerror}). Make room, or the folder writable."
            ) from error


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _json(record: Any) -> bytes:
    return json.dumps(record, ensure_ascii=False, default=str).encode(*_ENCODING)


def _document(record: dict[str, Any]) -> Document:
    days = {
        name: date.fromisoformat(record[name]) if record[name] else None
        for name in ("published", "accessed")
    }
    return Document(**record | days | {"pages": tuple(record["pages"])})

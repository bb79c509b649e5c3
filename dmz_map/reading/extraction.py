"""Files in: each becomes a document of record, or one sentence says why not."""

from __future__ import annotations

import hashlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from dmz_map.reading.document import Document
from dmz_map.reading.marks import language_of

__all__ = ["Extract", "Refusal", "document_from", "documents_from", "documents_in"]

MOST_BYTES: Final = 100_000_000
_OTHER_WAYS: Final = {
    ".hwp": "HWP is not read: save it as PDF or text in the program that made it",
    ".hwpx": "HWPX is not read: save it as PDF or text in the program that made it",
    ".eml": "Mail is not read: save its text or its attachment",
    ".msg": "Mail is not read: save its text or its attachment",
    ".doc": "Old Word files are not read: save it as DOCX",
    ".rtf": "RTF is not read: save it as DOCX or text",
    ".odt": "ODT is not read: save it as DOCX or PDF",
}
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError,
    RuntimeError, ValueError,
)  # fmt: skip
"""What `zipfile` raises of torn files and of ways of packing that it does not know."""

_IMAGES: Final = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".webp", ".heic", ".bmp")


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file gave: its text, and what it says of itself."""

    text: str
    extractor: str
    pages: tuple[int, ...] = ()
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not read, and why in one sentence."""

    name: str
    reason: str


class UnreadableError(Exception):
    """A file cannot be read; the text is the reason for the reader."""


def documents_in(path: Path) -> Iterator[Document | Refusal]:
    """Return the documents of a file, a folder or a ZIP, in order of their names."""
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            if inner.is_file() and not inner.name.startswith("."):
                yield from documents_in(inner)
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Refusal(path.name, f"The file cannot be read ({error.strerror}); check the path.")
        return
    yield from documents_from(path.name, data)


def documents_from(name: str, data: bytes) -> Iterator[Document | Refusal]:
    """Return the documents of a file's bytes: one, or those of a ZIP in order of their names."""
    if name.lower().endswith(".zip"):
        yield from _zipped(name, data)
    else:
        yield document_from(name, data)


def document_from(name: str, data: bytes) -> Document | Refusal:
    """Return the document of a file's bytes, or why there is none."""
    suffix = Path(name).suffix.lower()
    try:
        if len(data) > MOST_BYTES:
            raise UnreadableError("The file is larger than 100 MB; split it.")
        extract = _extractor(suffix, data)(data)
        if not extract.text.strip():
            raise UnreadableError("The file has no text; scan it with text recognition first.")
    except UnreadableError as error:
        return Refusal(name, str(error))
    return Document(
        name,
        extract.text,
        hashlib.sha256(extract.text.encode("utf-8", "surrogatepass")).hexdigest(),
        hashlib.sha256(data).hexdigest(),
        extract.extractor,
        extract.pages,
        extract.title,
        extract.publisher,
        extract.published,
        language_of(extract.text),
        extract.address,
    )


def _extractor(suffix: str, data: bytes) -> Callable[[bytes], Extract]:
    """Return the function that reads a kind of file; libraries are loaded when needed."""
    if suffix in _OTHER_WAYS:
        raise UnreadableError(_OTHER_WAYS[suffix] + ".")
    if suffix in _IMAGES:
        raise UnreadableError("A picture has no text to quote; make a PDF with text recognition.")
    if suffix == ".pdf" or data.startswith(b"%PDF-"):
        from dmz_map.reading.pdf_text import pdf_text

        return pdf_text
    if suffix == ".docx":
        from dmz_map.reading.docx_text import docx_text

        return docx_text
    if suffix in (".html", ".htm", ".xhtml") or data[:200].lstrip().lower().startswith(
        (b"<!doctype html", b"<html")
    ):
        from dmz_map.reading.html_text import html_text

        return html_text
    if suffix in (".txt", ".text", ".md", ""):
        from dmz_map.reading.plain_text import plain_text

        return plain_text
    raise UnreadableError(f"Files of the kind “{suffix}” are not read; save it as PDF or text.")


def _zipped(name: str, data: bytes) -> Iterator[Document | Refusal]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        yield Refusal(name, "The ZIP file is damaged; pack it again.")
        return
    with archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            inner = Path(info.filename).name
            if info.is_dir() or inner.startswith(".") or "__MACOSX" in info.filename:
                continue
            if info.flag_bits & 1:
                yield Refusal(inner, "The file in the ZIP has a password; unpack it first.")
            elif info.file_size > MOST_BYTES:
                yield Refusal(inner, "The file is larger than 100 MB; split it.")
            else:
                yield _unpacked(archive, info, inner)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, inner: str) -> Document | Refusal:
    try:
        data = archive.read(info)
    except _DAMAGED:
        return Refusal(inner, "The file in the ZIP is damaged; pack it again.")
    return document_from(inner, data)

"""The document of record: the text as extracted, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Document"]


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it was read; every passage counts code points of `text`.

    Attributes
    ----------
    name
        File name as given, without its folder.
    text
        The text as extracted; never changed afterwards.
    text_sha256, file_sha256
        SHA-256 in hexadecimal of the text in UTF-8 and of the file's bytes.
    extractor
        Name and version of the library that read the file.
    pages
        Offset in `text` (code points) at which each page begins; empty without pages.
    title, publisher, address
        What the file says of itself; None where it is silent.
    published
        Day of publication, handed in or stated by the document.
    language
        ``en`` or ``ko``.
    accessed
        Day on which the file was read, None if it is not recorded.
    """

    name: str
    text: str
    text_sha256: str
    file_sha256: str
    extractor: str
    pages: tuple[int, ...] = ()
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str = "en"
    address: str | None = None
    accessed: date | None = None

    def page(self, start: int) -> int | None:
        """Return the page (from 1) on which a code point lies, None without pages."""
        if not self.pages:
            return None
        return max(1, sum(offset <= start for offset in self.pages))

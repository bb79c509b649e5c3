"""The text of a PDF: lines and hyphens rejoined, running heads dropped, pages kept."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import pypdfium2

from dmz_map.reading.extraction import Extract, UnreadableError

__all__ = ["pdf_text"]

_ENDS: Final = (".", "?", "!", ":", '"', "”", "’", ")", "다.", "…")
_BULLET: Final = re.compile(
    r"\s*(?:[•○□■▪*-]\s|\d{1,3}[.)]\s|\(\d+\)|제\s?\d+\s?[장절]|<표|표 \d|[①-⑳])"
)

_DAMAGED: Final = "The PDF is damaged; save it again or as text."


def pdf_text(data: bytes) -> Extract:
    """Return the text of a PDF with the offset of each page.

    Raises
    ------
    UnreadableError
        If it is locked, damaged or without a text layer.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableError(
            "The PDF has a password; save it without one." if locked else _DAMAGED
        ) from error
    try:
        pages = [_lines(page.get_textpage().get_text_range()) for page in document]
        title = document.get_metadata_dict().get("Title") or None
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_DAMAGED) from error
    finally:
        document.close()
    if sum(len(line) for lines in pages for line in lines) < 20 * max(1, len(pages)):
        raise UnreadableError("The PDF is a scan without text; make one with text recognition.")
    heads = _running(pages)
    out, offsets = "", []
    for lines in pages:
        kept = [line for line in lines if _bare(line) not in heads]
        body = _joined(kept)
        glue = _glue(out, body)
        out += glue
        offsets.append(len(out))
        out += body
    return Extract(out.rstrip() + "\n", f"pypdfium2 {_version()}", tuple(offsets), title)


def _version() -> str:
    from importlib.metadata import version

    return version("pypdfium2")


def _lines(text: str) -> list[str]:
    text = text.replace("\ufffe\r\n", "\ufffe").replace("\ufffe\n", "\ufffe")
    return [line.rstrip() for line in re.split(r"\r\n|\r|\n", text)]


def _bare(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _running(pages: list[list[str]]) -> set[str]:
    """Return first and last lines that repeat but for digits, and page numbers alone."""
    ends: Counter[str] = Counter()
    for lines in pages:
        filled = [line for line in lines if line.strip()]
        ends.update({_bare(line) for line in (*filled[:2], *filled[-2:])})
    repeated = {
        line for line, count in ends.items() if count > 1 and len(pages) > 1 and len(line) < 90
    }
    return repeated | {"#", "- # -", "– # –", "— # —", "Page #", "page #"}


def _joined(lines: list[str]) -> str:
    """Join the lines of each paragraph; a hyphen at a line's end goes with the break."""
    width = max((len(line) for line in lines), default=0)
    hangul = sum("\uac00" <= char <= "\ud7a3" for line in lines for char in line) > 50
    out = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        line = line.replace("\ufffe", "")
        out += line
        if not following.strip() or not line.strip():
            out += "\n" if out and not out.endswith("\n\n") else ""
        elif line.endswith("-") and following[:1].islower():
            out = out[:-1]
        elif _flows(line, following, width, hangul=hangul):
            out += " "
        else:
            out += "\n"
    return out.strip("\n")


def _flows(line: str, following: str, width: int, *, hangul: bool) -> bool:
    """Return whether a sentence goes on in the next line."""
    if _BULLET.match(following):
        return False
    if following[:1].islower():
        return True
    long = len(line) >= (0.55 if hangul else 0.4) * width
    return long and (not line.endswith(_ENDS) or len(line) >= 0.8 * width)


def _glue(before: str, after: str) -> str:
    """Return what goes between two pages: nothing breaks a sentence that runs over."""
    if not before or not after:
        return ""
    if before.endswith("-") and after[:1].islower():
        return ""
    return "\n\n" if before.endswith(_ENDS) else " "

"""Plain text in any encoding."""

from __future__ import annotations

import charset_normalizer

from dmz_map.reading.extraction import Extract, UnreadableError

__all__ = ["plain_text"]


def plain_text(data: bytes) -> Extract:
    """Return the text of bytes; UTF-8 as it is, other encodings as charset-normalizer finds.

    Raises
    ------
    UnreadableError
        If no encoding fits.
    """
    if b"\x00" not in data[:4000]:
        try:
            return Extract(data.decode("utf-8-sig"), "utf-8")
        except UnicodeDecodeError:
            pass
    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise UnreadableError("The file is no text in a known encoding; save it as UTF-8.")
    version = charset_normalizer.__version__
    text = str(best).removeprefix("\ufeff")
    return Extract(text, f"charset-normalizer {version} ({best.encoding})")

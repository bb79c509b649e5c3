"""Which encoding a text file is written in."""

from __future__ import annotations

import codecs
import io
import re
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

from dmz_map.importing.source_table import RefusedFileError

__all__ = ["decoded", "encoding_of", "open_text"]

_SAMPLE: Final = 1 << 18
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1c\x1d\x7f]")
_UTF8_PART: Final = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_OTHERS: Final = [
    "gb18030", "big5", "shift_jis", "euc_jp", "cp1251", "koi8_r", "cp1250", "cp1252",
    "cp1253", "cp1254", "cp1255", "cp1256", "mac_roman",
]  # fmt: skip


def encoding_of(path: Path) -> str:
    """Return the name of the encoding of a text file, for `open`.

    A mark at its beginning decides, then UTF-8 if all of it is that, then the shares of
    Korean syllables and of letters with an accent in its first part.

    Raises
    ------
    RefusedFileError
        If the file holds bytes that no text has.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
        for mark, name in _BOMS:
            if head.startswith(mark):
                return name
        if (wide := _wide(head)) is not None:
            return wide
        if len(_CONTROL.findall(head)) > max(2, len(head) // 200):
            raise RefusedFileError(
                "not_a_table",
                f"{path.name} is not a table: its bytes are not text. Choose another file.",
            )
        file.seek(0)
        bad = _first_bad_utf8(file)
        if bad is None:
            return "utf-8"
        file.seek(max(0, bad - 1024))
        tail = file.read(_SAMPLE) if bad > len(head) else b""
    return _eight_bit(head + tail, path.name)


def open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    """Open a text file with its line ends as they are; what cannot be decoded becomes U+FFFD."""
    return path.open(encoding=encoding, errors="replace", newline="")


def decoded(content: bytes, name: str) -> str:
    """Return the text of a small file's bytes.

    Raises
    ------
    RefusedFileError
        If they are not text.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _wide(content[:_SAMPLE]) or _eight_bit(content[:_SAMPLE], name)
        return content.decode(encoding, errors="replace")


def _wide(head: bytes) -> str | None:
    """Return UTF-16 without a mark: nearly all zero bytes are in odd, or in even places."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd < max(2, len(head) // 50):
        return None
    if odd > 9 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 9 * odd else None


def _first_bad_utf8(file: io.BufferedReader) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    done = 0
    for block in iter(lambda: file.read(1 << 20), b""):
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            return done + error.start
        done += len(block)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return done
    return None


def _eight_bit(sample: bytes, name: str) -> str:
    """Return the encoding of a text that is not UTF-8 as a whole."""
    high = sum(byte > 0x7F for byte in sample)
    if sum(map(len, _UTF8_PART.findall(sample))) > 0.95 * high:
        return "utf-8"
    if _is_korean(sample):
        return "cp949"
    letters = sum(chr(byte).isalpha() for byte in sample if byte <= 0x7F)
    if high < 0.15 * (letters + high) and _decodes(sample, "cp1252"):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=_OTHERS).best()
    if best is None:
        raise RefusedFileError(
            "not_a_table", f"{name} is in no encoding that is known. Save it as UTF-8."
        )
    return best.encoding


def _is_korean(sample: bytes) -> bool:
    """Return whether a sample is CP949: nearly all its signs are usual syllables of Korean."""
    if not _decodes(sample, "cp949"):
        return False
    signs = [sign for sign in sample.decode("cp949", errors="ignore") if ord(sign) > 0x7F]
    syllables = [sign for sign in signs if "가" <= sign <= "힣"]
    usual = sum(1 for sign in syllables if len(sign.encode("euc_kr", errors="ignore")) == 2)
    return bool(signs) and usual >= 0.7 * len(syllables) and usual >= 0.6 * len(signs)


def _decodes(sample: bytes, encoding: str) -> bool:
    """Return whether a sample is text of an encoding; its last sign may be cut."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True

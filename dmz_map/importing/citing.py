"""What an imported row rests on, as citations: the sources that it names, or the file itself."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

from dmz_map.archive.evidence import Citation
from dmz_map.archive.origin import FILE_SOURCE
from dmz_map.archive.sources import Source

__all__ = ["citations_of"]


@lru_cache(maxsize=4096)
def citations_of(written: str, supports: tuple[str, ...], file: str) -> tuple[Citation, ...]:
    """Return the citations of a row.

    Parameters
    ----------
    written
        Its sources, joined by ``; ``: titles, publishers, addresses. One address beside words is
        one source; otherwise each part is one.
    supports
        The fields that the row gives.
    file
        The file's name, which stands for a publisher that is not named.
    """
    if written.startswith(f"{file}, row "):
        digest = sha256(written.encode("utf-8", "replace")).hexdigest()[:16]
        source = Source(FILE_SOURCE + digest, written, file, "", "", "", "import")
        return (Citation(source, supports),)
    parts = [part for each in written.split("; ") if (part := each.strip())] or [file]
    addresses = [part for part in parts if _is_address(part)]
    words = [part for part in parts if part not in addresses]
    if len(addresses) == 1 and words:
        return (_citation(words, addresses[0], supports),)
    return tuple(
        _citation([] if part in addresses else [part], part if part in addresses else "", supports)
        for part in parts
    )


def _citation(words: list[str], address: str, supports: tuple[str, ...]) -> Citation:
    host = str(urlsplit(address).hostname or "") if address else ""
    title = words[0] if words else address
    publisher = words[1] if len(words) > 1 else host or title
    title = ", ".join([title, *words[2:]])
    digest = sha256("\n".join((title, address, publisher)).encode("utf-8", "replace")).hexdigest()
    return Citation(
        Source(f"import-{digest[:16]}", title, publisher, address, "", "", "import"), supports
    )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text
    except ValueError:
        return False

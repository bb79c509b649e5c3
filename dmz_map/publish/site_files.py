"""Writing the files of a published site, and its one style sheet."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from dmz_map.web.assets import STATIC, Assets
from dmz_map.web.inlined import STYLE
from dmz_map.web.webmap import page_sheet

__all__ = ["SiteFiles", "as_json", "published_sheet"]

_COMMENTS: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACES: Final = re.compile(r"\s+")
as_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Return a value as JSON, without spaces."""

_AROUND: Final = re.compile(r" ?([{};,]) ?")


def published_sheet(assets: Assets) -> bytes:
    """Return all styles as one sheet, without comments and line breaks."""
    parts = (assets[STYLE].body, page_sheet().body, (STATIC / "site.css").read_bytes())
    text = b"\n".join(parts).decode()
    return _AROUND.sub(r"\1", _SPACES.sub(" ", _COMMENTS.sub("", text))).encode()


class SiteFiles:
    """Writes the files of a site below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folders: set[Path] = set()

    def write(self, path: str, body: bytes) -> None:
        """Write a file."""
        target = self.root / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        target.write_bytes(body)

    def text(self, path: str, text: str) -> None:
        """Write a text in UTF-8."""
        self.write(path, text.encode("utf-8", "replace"))

    def pieces(self, path: str, texts: Iterable[str]) -> None:
        """Write a text in UTF-8 piece by piece, as the pieces come."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(texts)

    def hashed(self, name: str, body: bytes) -> str:
        """Write a file whose name tells its content, and return that name."""
        stem, _, ending = name.rpartition(".")
        named = f"{stem}-{hashlib.sha256(body).hexdigest()[:10]}.{ending}"
        self.write(f"files/{named}", body)
        return named

    def script(self, folder: str, name: str, text: str) -> None:
        """Write JSON into a folder below ``files/`` as a script that hands it to the map."""
        self.text(f"files/{folder}/{name}.js", f"DMZ.file({as_json(name)},{text});")

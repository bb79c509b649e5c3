"""The files that a map fetches once: bytes under addresses that carry their hash.

An address names the content, so a browser may keep what it has fetched for ever, and two
servers with the same data give the same addresses. A page that must stand alone carries
the same bytes inside it instead.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Final

__all__ = [
    "STATIC",
    "Asset",
    "Assets",
    "bundle_asset",
    "json_asset",
    "leaflet_asset",
    "static_asset",
]

STATIC: Final = Path(__file__).parent / "static"
"""The folder of styles, and of the scripts that ``npm run build`` makes from ``src``."""

_LEAFLET: Final = "js_lib_leaflet"  # the package that brings Leaflet's files
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


@dataclass(frozen=True)
class Asset:
    """One file for the browser.

    Attributes
    ----------
    name
        File name with its ending.
    body
        Its bytes, uncompressed.
    """

    name: str
    body: bytes = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits of the SHA-256."""
        return hashlib.sha256(self.body).hexdigest()[:12]

    @cached_property
    def compressed(self) -> bytes:
        """The bytes as gzip; the same bytes each time."""
        return gzip.compress(self.body, compresslevel=6, mtime=0)

    @property
    def is_compressed(self) -> bool:
        """Whether `compressed` is at hand without work."""
        return "compressed" in self.__dict__

    @property
    def media_type(self) -> str:
        """Media type after the name's ending."""
        return _TYPES.get(Path(self.name).suffix, "application/octet-stream")

    @property
    def path(self) -> str:
        """Path below the server's root, without a leading slash."""
        return f"dmz/{self.digest}/{self.name}"


class Assets(Mapping[str, Asset]):
    """All files of one map, by name.

    Parameters
    ----------
    assets
        The files.
    inline
        Whether a page made with them carries them inside (True) or fetches them by address.
    prefix
        What leads from the page that shows the map to the server's root; the map lies two
        folders below it inside streamlit-folium's frame.
    """

    def __init__(
        self, assets: Iterator[Asset] | list[Asset], *, inline: bool = False, prefix: str = "../../"
    ) -> None:
        self._by_name = {asset.name: asset for asset in assets}
        self.inline = inline
        self.prefix = prefix

    def __getitem__(self, name: str) -> Asset:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def address(self, name: str) -> str:
        """Where the page that shows the map finds a file."""
        return self.prefix + self[name].path

    def inlined(self) -> dict[str, str]:
        """Return the data files as base64 by name, for a page that carries them inside."""
        return {
            asset.name: base64.b64encode(asset.body).decode("ascii")
            for asset in self.values()
            if not asset.media_type.startswith("text/")
        }

    def standalone(self) -> Assets:
        """Return the same files, for a page that stands alone."""
        return Assets(list(self.values()), inline=True)


def json_asset(name: str, value: object) -> Asset:
    """Return a JSON file, compact and with sorted keys."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Asset(name, text.encode())


def leaflet_asset(name: str) -> Asset:
    """Return a file of the installed Leaflet, such as ``leaflet.js``."""
    return Asset(name, files(_LEAFLET).joinpath("static", _LEAFLET, name).read_bytes())


def static_asset(name: str) -> Asset:
    """Return a file of the static folder.

    Raises
    ------
    FileNotFoundError
        If it is not there.
    """
    return Asset(name, (STATIC / name).read_bytes())


def bundle_asset(name: str, parts: Sequence[Asset]) -> Asset:
    """Return several files as one, in the order given: one request for all."""
    return Asset(name, b"\n".join(part.body for part in parts))

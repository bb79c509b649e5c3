"""The data of the map's first picture as one script, which comes with the map's own."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from typing import Final

from dmz_map.store.packing import MARKS
from dmz_map.web.assets import Asset

__all__ = ["START", "are_few", "start_asset"]

START: Final = "start.js"

_ALWAYS: Final = ("base.json", "incidents.json")
_PACKED: Final = ("points.bin", "extents.bin")


def are_few(meta: bytes) -> bool:
    """Return whether incidents come with the script, by the bytes of ``incidents.json``."""
    return bool(json.loads(meta)["count"] <= MARKS)


def start_asset(files: Iterable[Asset]) -> Asset:
    """Return ``start.js``, which hands the map what it needs before it can show an incident.

    A page that has run it draws its marks at once, without another request. Where incidents are
    more than `MARKS`, their numbers stay outside: a browser reads them faster as they are.

    Parameters
    ----------
    files
        The map's files; ``base.json``, ``incidents.json``, ``points.bin`` and ``extents.bin``
        among them.
    """
    bodies = {asset.name: asset.body for asset in files}
    values = {name: bodies[name].decode() for name in _ALWAYS}
    if are_few(bodies["incidents.json"]):
        values |= {name: f'"{base64.b64encode(bodies[name]).decode()}"' for name in _PACKED}
    calls = (f'DMZ.file("{name}",{value});\n' for name, value in values.items())
    return Asset(START, "".join(calls).encode())

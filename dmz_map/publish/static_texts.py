"""What the map of a published site reads: data, texts in chunks, and where an id is found."""

from __future__ import annotations

import base64
import json
from typing import Final, NamedTuple

from dmz_map.publish.site_files import SiteFiles, as_json
from dmz_map.publish.static_feeds import site_records
from dmz_map.reading.excerpt_limit import ExcerptLimit
from dmz_map.store.packing import CHUNK, MARKS
from dmz_map.web.assets import Assets
from dmz_map.web.context_layer import CONTEXT_FILE
from dmz_map.web.map_texts import text_version
from dmz_map.web.site import Site

__all__ = ["Told", "data_script", "id_file", "write_texts"]

_IDS: Final = 512  # in one file, about


class Told(NamedTuple):
    """A text record as JSON in UTF-8, which takes a fifth of the memory; they sort by time."""

    first_day: str
    id: str
    json: bytes


def id_files(count: int) -> int:
    """Return how many files say where an id is; none where the browser has all texts at once."""
    return 0 if count <= MARKS else -(-count // _IDS)


def id_file(id: str, files: int) -> int:
    """Return in which of the files an id is: the FNV-1a hash (32 bits) of its UTF-8 decides.

    The map's script (`incident_texts.js`) reckons the same.
    """
    found = 0x811C9DC5
    for byte in id.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found % files


def data_script(assets: Assets, version: str) -> str:
    """Return the script with what the map needs at once; all else lies in a folder of the version.

    Parameters
    ----------
    assets
        The map's files.
    version
        The store's version.
    """
    meta = json.loads(assets["incidents.json"].body)
    data = {
        "points.bin": _base64(assets, "points.bin"),
        "base.json": json.loads(assets["base.json"].body),
        "incidents.json": meta | {"id_files": id_files(meta["count"])},
    }
    folder = f'document.currentScript.src.replace(/[^/]*$/, "{text_version(version)}/")'
    return f"DMZ.folder = {folder};DMZ.inlined = {as_json(data)};"


def write_texts(
    site: Site, assets: Assets, files: SiteFiles, version: str, limit: ExcerptLimit
) -> list[Told]:
    """Write what the map reads when it needs it: extents, stories, texts, and positions of ids.

    Returns
    -------
    list of Told
        The records as they were written, the newest first.

    Raises
    ------
    StoreError
        If the store cannot be reached.
    """
    folder = text_version(version)
    files.script(folder, "extents.bin", as_json(_base64(assets, "extents.bin")))
    files.script(folder, CONTEXT_FILE, assets[CONTEXT_FILE].body.decode())
    files.script(folder, "stories.json", assets["stories.json"].body.decode())
    count = json.loads(assets["incidents.json"].body)["count"]
    positions: list[dict[str, int]] = [{} for _ in range(id_files(count))]
    kept: list[Told] = []
    for number in range(-(-count // CHUNK)):
        texts = []
        for record in site_records(site, number, limit):
            id, text = record["id"], as_json(record)
            if positions:
                positions[id_file(id, len(positions))][id] = len(kept)
            kept.append(Told(record["first_day"], id, text.encode("utf-8", "replace")))
            texts.append(text)
        files.script(folder, f"texts-{number}.json", f"[{','.join(texts)}]")
    for number, found in enumerate(positions):
        files.script(folder, f"ids-{number}.json", as_json(found))
    return sorted(kept, reverse=True)


def _base64(assets: Assets, name: str) -> str:
    return base64.b64encode(assets[name].body).decode("ascii")

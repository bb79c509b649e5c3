"""The file of the stories, which a browser fetches when a reader opens one."""

from __future__ import annotations

from typing import Any

from dmz_map.archive.incidents import Archive
from dmz_map.archive.stories import Step
from dmz_map.web.assets import Asset, json_asset
from dmz_map.web.map_texts import text_record

__all__ = ["stories_asset", "story_titles"]


def story_titles(archive: Archive, file: Asset) -> dict[str, Any]:
    """Return what a page needs before a story is opened: each one's title, and where the file is.

    Parameters
    ----------
    archive
        The archive whose stories they are.
    file
        What `stories_asset` returns.
    """
    titles = [[story.id, list(story.title), len(story.steps)] for story in archive.stories]
    return {"file": f"{file.digest}/{file.name}", "titles": titles}


def stories_asset(archive: Archive) -> Asset:
    """Return ``stories.json``: each story with its steps; pairs are [English, Korean].

    A step has the record of its incident (see `text_record`), ``at`` as [lat, lon] in degrees or
    null, the ``zoom`` or null, and the id of the ``claim`` that is quoted, or null.
    """
    return json_asset(
        "stories.json",
        [
            {
                "id": story.id,
                "title": story.title,
                "steps": [_step(s, archive) for s in story.steps],
            }
            for story in archive.stories
        ],
    )


def _step(step: Step, archive: Archive) -> dict[str, Any]:
    place = step.incident.place
    return {
        "text": step.text,
        "zoom": step.zoom,
        "claim": step.claim,
        "at": None if place.lat is None else [place.lat, place.lon],
        "record": text_record(step.incident, archive),
    }

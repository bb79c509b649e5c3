"""Stories: steps over the map, each an incident with a text of our own and what it rests on.

A story is a resource of ``data/datapackage.json`` whose name begins with ``story-``, in TOML:
``title.en``, ``title.ko`` and at least two ``[[step]]``, each with ``incident``, ``text.en``,
``text.ko`` and, if wanted, ``zoom`` (of the map) and ``claim`` (a claim about that incident).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dmz_map.archive.incident import Incident
from dmz_map.errors import PackageError
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.issues import Issue, issue_of
from dmz_map.tabular.text import shortened

__all__ = ["Step", "Story", "read_stories"]

_PREFIX: Final = "story-"
_LONGEST: Final = 400
_ZOOMS: Final = (6, 16)
_REMEDY: Final = "CONTRIBUTING.md says how a story is written."


@dataclass(frozen=True)
class Step:
    """One step: an incident, our text about it as (English, Korean), and how it is shown.

    `zoom` is the map's, None for the whole zone; `claim` is the id of the passage that is quoted.
    """

    incident: Incident
    text: tuple[str, str]
    zoom: float | None
    claim: str | None


@dataclass(frozen=True)
class Story:
    """A story; `title` is (English, Korean)."""

    id: str
    title: tuple[str, str]
    steps: tuple[Step, ...]


def read_stories(
    package: Package, incidents: Iterable[Incident]
) -> tuple[tuple[Story, ...], tuple[Issue, ...]]:
    """Return the stories whose file is as it must be, and what is wrong with the others.

    Parameters
    ----------
    package
        Where the files are.
    incidents
        The incidents that a step may show, with their claims.
    """
    by_id = {incident.id: incident for incident in incidents}
    stories: list[Story] = []
    issues: list[Issue] = []
    for name in package.resources:
        if not name.startswith(_PREFIX):
            continue
        file = package.file(name)
        try:
            told = tomllib.loads(package.read(name).decode("utf-8"))
        except PackageError as error:
            issues.append(issue_of(error, file))
            continue
        except ValueError as error:
            issues.append(_issue(file, f"the file is not TOML: {error}."))
            continue
        if found := [_issue(file, what) for what in _problems(told, by_id)]:
            issues += found
        else:
            stories.append(_story(name.removeprefix(_PREFIX), told, by_id))
    return tuple(stories), tuple(issues)


def _issue(file: str, what: str) -> Issue:
    return Issue(file, None, None, "", what, _REMEDY, PackageError)


def _story(id: str, told: Mapping[str, Any], incidents: Mapping[str, Incident]) -> Story:
    steps = (
        Step(incidents[step["incident"]], _pair(step["text"]), step.get("zoom"), step.get("claim"))
        for step in told["step"]
    )
    return Story(id, _pair(told["title"]), tuple(steps))


def _pair(text: Mapping[str, str]) -> tuple[str, str]:
    return text["en"], text["ko"]


def _problems(told: Mapping[str, Any], incidents: Mapping[str, Incident]) -> Iterator[str]:
    """Yield what is wrong with a story, a sentence each."""
    for key in told.keys() - {"title", "step"}:
        yield f"unknown key {shortened(key)}."
    yield from _words("the title", told.get("title"))
    steps = told.get("step")
    if not isinstance(steps, list) or len(steps) < 2 or not all(type(s) is dict for s in steps):
        yield "a story has at least two steps, each under [[step]]."
        return
    for number, step in enumerate(steps, 1):
        where = f"step {number}"
        for key in step.keys() - {"incident", "text", "zoom", "claim"}:
            yield f"{where}: unknown key {shortened(key)}."
        yield from _words(f"{where}: the text", step.get("text"))
        incident = incidents.get(str(step.get("incident")))
        if incident is None:
            yield f"{where}: no incident has the id {shortened(str(step.get('incident', '')))}."
        claim = step.get("claim")
        if incident and claim is not None and claim not in {one.id for one in incident.claims}:
            yield f"{where}: {shortened(str(claim))} is no claim about {incident.id}."
        zoom = step.get("zoom")
        if zoom is not None and not (type(zoom) in (int, float) and _ZOOMS[0] <= zoom <= _ZOOMS[1]):
            yield f"{where}: the zoom is no number from {_ZOOMS[0]} to {_ZOOMS[1]}."


def _words(where: str, text: object) -> Iterator[str]:
    """Yield what is wrong with a text in two languages."""
    if not isinstance(text, dict) or set(text) != {"en", "ko"}:
        yield f"{where} needs both languages, 'en' and 'ko', and nothing else."
        return
    for language, words in text.items():
        if not isinstance(words, str) or not words.strip():
            yield f"{where} is empty in '{language}'."
        elif len(words) > _LONGEST:
            yield f"{where} has {len(words)} characters in '{language}', more than {_LONGEST}."

"""Incidents that never happened, for tests and benchmarks: seeded, near the real line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count
from typing import Any, Final

import numpy as np

from dmz_map.archive.evidence import Citation
from dmz_map.archive.incident_table import Place
from dmz_map.archive.incidents import Incident
from dmz_map.archive.sources import Source
from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.geo.layers import read_border
from dmz_map.tabular.datapackage import DEFAULT_ROOT, open_package

__all__ = ["synthetic_incidents"]

_EPOCH: Final = dt.date(1953, 7, 28)
_DAYS: Final = 26_400
_BATCH: Final = 10_000
_FORMS: Final = ("day", "month", "year", "doubt", "span")
_PLACES: Final = (
    ("Panmunjom", "판문점"), ("Daeseong-dong", "대성동"), ("Jangdan", "장단"), ("Dora", "도라"),
    ("Yeoncheon", "연천"), ("Cheorwon", "철원"), ("Gimhwa", "김화"), ("Hwacheon", "화천"),
    ("Yanggu", "양구"), ("Inje", "인제"), ("Goseong", "고성"), ("Paju", "파주"),
    ("Baengma hill", "백마고지"), ("Punchbowl", "펀치볼"), ("Imjin river", "임진강"),
    ("Bukhan river", "북한강"), ("Geumgang", "금강산"), ("Osong hill", "오성산"),
)  # fmt: skip
_DEEDS: Final = (
    ("Patrol crosses the line", "정찰대 군사분계선 침범"),
    ("Shots at a guard post", "감시초소 총격"),
    ("Soldier walks over", "군인 귀순"),
    ("Leaflet balloons seen", "전단 풍선 발견"),
    ("Mine hurts a patrol", "지뢰 폭발로 수색대 부상"),
    ("Loudspeakers switched on", "확성기 방송 재개"),
    ("Drone comes down", "무인기 추락"),
    ("Farmer held and sent back", "농민 억류 뒤 송환"),
    ("Wire cut at night", "야간 철책 절단"),
    ("Artillery exchanged", "포격전 발생"),
)
_UNITS: Final = (
    ("21st Division", "제21사단"),
    ("5th Corps", "제5군단"),
    ("Military Police platoon", "민정경찰"),
    ("UN Command", "유엔군사령부"),
    ("Korean People's Army", "조선인민군"),
    ("3rd Guard", "제3경비대"),
)


def synthetic_incidents(n: int, *, seed: int = 1953, first: int = 0) -> Iterator[Incident]:
    """Yield `n` made-up incidents with every field filled, in no particular order.

    Parameters
    ----------
    n
        How many.
    seed
        The same seed gives the same incidents.
    first
        Number of the first id, ``syn-0000000`` being 0.
    """
    rng = np.random.default_rng(seed)
    package = open_package(DEFAULT_ROOT)
    vocabulary = read_vocabulary(package)
    line = np.array(read_border(package).geometry.iloc[0].coords)
    sources = [_source(number) for number in range(500)]
    numbers = count(first)
    for start in range(0, n, _BATCH):
        size = min(_BATCH, n - start)
        draw = _draw(rng, size, line, {f: vocabulary.values(f) for f in _FIELDS})
        for k in range(size):
            values = {name: column[k] for name, column in draw.items()}
            yield _incident(next(numbers), values, sources)


_FIELDS: Final = ("category", "direction", "outcome", "location_precision")


def _draw(
    rng: np.random.Generator, size: int, line: Any, words: dict[str, tuple[str, ...]]
) -> dict[str, list[Any]]:
    at = line[rng.integers(0, len(line), size)] + rng.normal(0, 0.02, (size, 2))
    weights = {"location_precision": [0.2, 0.45, 0.2, 0.1, 0.03, 0.02]}
    drawn = {
        field: rng.choice(values, size, p=weights.get(field)) for field, values in words.items()
    }
    sector = np.array(["western", "central_western", "central", "central_eastern", "eastern"])
    return {name: column.tolist() for name, column in drawn.items()} | {
        "lon": np.round(at[:, 0], 5).tolist(),
        "lat": np.round(at[:, 1], 5).tolist(),
        "sector": sector[np.digitize(at[:, 0], [126.785, 127.095, 127.889, 128.225])].tolist(),
        "day": rng.integers(0, _DAYS, size).tolist(),
        "form": rng.choice(_FORMS, size, p=[0.8, 0.08, 0.04, 0.04, 0.04]).tolist(),
        "figures": rng.poisson(0.4, (size, 3)).tolist(),
        "words": rng.integers(0, 100_000, (size, 6)).tolist(),
        "confidence": rng.choice(["high", "medium"], size).tolist(),
    }


def _incident(number: int, v: dict[str, Any], sources: list[Source]) -> Incident:
    w = v["words"]
    place, deed, unit = _PLACES[w[0] % 18], _DEEDS[w[1] % 10], _UNITS[w[2] % 6]
    date, first_day, last_day = _date(v["day"], v["form"])
    pinned = v["location_precision"] in ("exact", "place", "county")
    people, killed, wounded = v["figures"]
    post, hour = w[3] % 900, w[4] % 24
    return Incident(
        id=f"syn-{number:07d}",
        date=date,
        first_day=first_day,
        last_day=last_day,
        title_en=f"{deed[0]} near {place[0]}, post {post}",
        title_ko=f"{place[1]} {post}초소 부근 {deed[1]}",
        summary_en=f"At about {hour}:00 a party of {people + 1} was seen by the {unit[0]} near "
        f"post {post}. {deed[0]}; report {w[5]} was filed with the commission on the next day.",
        summary_ko=f"{hour}시쯤 {unit[1]}이 {post}초소 부근에서 {people + 1}명을 발견했다. "
        f"{deed[1]}, 이튿날 보고 {w[5]}호가 정전위에 제출됐다.",
        category=v["category"],
        direction=v["direction"],
        actors=(unit[0], _UNITS[w[5] % 6][0]),
        people=people,
        killed=killed // 2,
        wounded=wounded if w[0] % 7 else None,
        outcome=v["outcome"],
        place=Place(
            place[0], place[1], v["sector"], v["location_precision"],
            v["lon"] if pinned else None, v["lat"] if pinned else None,
            (0.5 + w[2] % 40 / 4) if pinned else None,
        ),
        confidence=v["confidence"],
        dispute="",
        note="Made up for a measurement; it never happened.",
        claims=(),
        citations=(Citation(sources[w[4] % 500], ("date", "place_en")),),
    )  # fmt: skip


def _date(day: int, form: str) -> tuple[str, dt.date, dt.date]:
    at = _EPOCH + dt.timedelta(day)
    if form == "month":
        first = at.replace(day=1)
        return f"{at:%Y-%m}", first, (first + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
    if form == "year":
        return f"{at:%Y}", at.replace(month=1, day=1), at.replace(month=12, day=31)
    if form == "span":
        return f"{at}/{at + dt.timedelta(3)}", at, at + dt.timedelta(3)
    return (f"{at}?" if form == "doubt" else f"{at}"), at, at


def _source(number: int) -> Source:
    return Source(
        id=f"syn-source-{number}",
        title=f"Report of the commission, volume {number}",
        publisher=f"Made-up Gazette {number % 40}",
        url=f"https://example.org/volume/{number}",
        published="1999",
        language="en",
        kind="report",
    )

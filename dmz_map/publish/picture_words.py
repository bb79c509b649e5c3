"""What is written on pictures, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["WORDS", "Bilingual"]


@dataclass(frozen=True)
class Bilingual:
    """A text in English and Korean; ``text["ko"]`` is the Korean one."""

    en: str
    ko: str

    def __getitem__(self, language: str) -> str:
        """Return the text in a language, ``en`` or ``ko``."""
        return {"en": self.en, "ko": self.ko}[language]


WORDS: Final = {
    "map_title": Bilingual("The Korean Demilitarized Zone", "한반도 비무장지대"),
    "line_title": Bilingual("The line unrolled", "펼쳐 본 군사분계선"),
    "line_subtitle": Bilingual(
        "Each incident by its place along the line and its year. A bar is as long as its place "
        "is uncertain.",
        "사건마다 군사분계선을 따라 잰 위치와 연도를 나타낸다. 막대는 위치가 불확실한 범위다.",
    ),
    "count": Bilingual("{n} incidents, {first}–{last}", "사건 {n}건, {first}–{last}"),
    "count_one": Bilingual("{n} incident, {first}–{last}", "사건 {n}건, {first}–{last}"),
    "none": Bilingual("No incidents", "사건 없음"),
    "edition": Bilingual("edition {edition}", "제{edition}판"),
    "filter": Bilingual("filtered by {filter}", "선별 조건: {filter}"),
    "border": Bilingual("Military Demarcation Line", "군사분계선"),
    "zone": Bilingual("Zone, 2 km on each side (nominal)", "비무장지대, 양쪽 2km(명목)"),
    "ring": Bilingual("Number at one place, by kind", "한곳의 사건 수와 종류"),
    "radius": Bilingual("Somewhere within the circle", "원 안 어딘가"),
    "sector_only": Bilingual("Known only to the sector", "구역만 알려진 사건 수"),
    "bar": Bilingual("Somewhere along the bar", "막대 위 어딘가"),
    "not_drawn": Bilingual(
        "Not drawn: {line} along the whole line, {unknown} elsewhere.",
        "표시하지 않음: 전 구간 {line}건, 그 밖 {unknown}건.",
    ),
    "not_on_line": Bilingual(
        "Not drawn: {unknown} without a known place along the line.",
        "표시하지 않음: 선 위 위치를 알 수 없는 {unknown}건.",
    ),
    "estuary": Bilingual("Han estuary", "한강하구"),
    "km": Bilingual("km", "km"),
    "axis": Bilingual(
        "Kilometres along the Military Demarcation Line from the mouth of the Imjin; the Han "
        "estuary is not to scale.",
        "임진강 하구에서 군사분계선을 따라 잰 거리(km). 한강하구는 축척에 따르지 않음.",
    ),
    "sources": Bilingual(
        "Sources: {n} cited publications and documents, listed with every export. Border and "
        "land © OpenStreetMap contributors (2017); places in part from GeoNames.",
        "출처: 인용 자료 {n}건(내보낸 파일마다 수록). 경계와 육지 © OpenStreetMap 기여자(2017), "
        "지명 일부 GeoNames.",
    ),
    "licence": Bilingual(
        "DMZ Map, CC BY 4.0; border, zone and land ODbL 1.0.",
        "DMZ Map, CC BY 4.0. 경계·비무장지대·육지는 ODbL 1.0.",
    ),
}
"""Texts by what they are for; fields in braces are filled in."""

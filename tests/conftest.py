import csv
import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from dmz_map.tabular.csv_files import read_rows
from dmz_map.tabular.datapackage import open_package, seal
from tests.stores import close_stores, server, store, url  # noqa: F401

ROOT = Path(__file__).parents[1]

DOCUMENT = "A soldier walked south.\r\n그는 “안전했다”. A soldier slept.\n"

TABLES = {
    "data/vocabulary.csv": [
        {
            **{"field": field, "value": value, "label_en": en, "label_ko": ko},
            **{"definition": "As told.", "group": "crossing" if field == "category" else ""},
            "inverse_en": "led to" if field == "relation" else "",
            "inverse_ko": "뒤따른 대응" if field == "relation" else "",
        }
        for field, value, en, ko in (
            ("category", "soldier_crossing", "Soldier crossing", "군인 월경"),
            ("direction", "north_to_south", "North to South", "북 → 남"),
            ("outcome", "custody_south", "Taken into custody", "신병 확보"),
            ("sector", "central", "Central", "중부"),
            ("sector", "eastern", "Eastern", "동부"),
            ("location_precision", "place", "Named place", "지점"),
            ("location_precision", "sector", "Sector", "전선"),
            ("confidence", "high", "High", "높음"),
            ("confidence", "medium", "Medium", "보통"),
            ("relation", "response_to", "answers", "대응한 일"),
        )
    ],
    "data/sectors.csv": [
        {
            "id": id_,
            "name_en": "A sector",
            "name_ko": "전선",
            "group": group,
            "west_lon": west,
            "east_lon": east,
            "counties_en": "A county",
            "counties_ko": "군",
            "note_en": "Drawn on squared paper.",
            "note_ko": "모눈종이에 그림.",
        }
        for id_, group, west, east in (
            ("central", "central", "", "128"),
            ("eastern", "east", "128", ""),
        )
    ],
    "data/places.csv": [
        {
            "id": "a-hill",
            "name_en": "A hill",
            "name_ko": "언덕",
            "aliases": "",
            "kind": "hill",
            "lon": "127.5",
            "lat": "38.25",
            "radius_km": "2.5",
            "sector": "central",
            "source_id": "paper-one",
            "url": "",
            "how": "Read from squared paper.",
        }
    ],
    "data/incidents.csv": [
        {
            "id": "2001-walk",
            "date": "2001-02",
            "title_en": "A walk",
            "title_ko": "걸음",
            "summary_en": "A soldier walked.",
            "summary_ko": "군인이 걸었다.",
            "category": "soldier_crossing",
            "direction": "north_to_south",
            "actors": "Soldier; Guard",
            "people": "1",
            "killed": "0",
            "wounded": "",
            "outcome": "custody_south",
            "sector": "central",
            "place_en": "A hill",
            "place_ko": "언덕",
            "lon": "127.5",
            "lat": "38.25",
            "location_precision": "place",
            "radius_km": "2.5",
            "confidence": "medium",
            "dispute": "One paper says three.",
            "note": "",
            "actors_ko": "군인; 초병",
            "dispute_ko": "한 신문은 세 명이라고 했다.",
            "people_low": "1",
            "people_high": "3",
            **dict.fromkeys(("killed_low", "killed_high", "wounded_low", "wounded_high"), ""),
            "side": "",
        }
    ],
    "data/sources.csv": [
        {
            "id": "paper-one",
            "title": "A walk",
            "publisher": "Paper One",
            "url": "https://example.org/walk",
            "published": "2001-03",
            "language": "en",
            "kind": "news",
        }
    ],
    "data/citations.csv": [
        {"incident_id": "1999-swim", "source_id": "paper-one", "supports": "date;sector"}
    ],
    "data/corrections.csv": [
        {"claim_id": "C4", "text_en": "He ran.", "text_ko": "뛰었다.", "source_ids": "paper-one"}
    ],
    "data/disputes.csv": [{"incident_id": "2001-walk", "concerns": "date;killed"}],
    "data/links.csv": [
        {
            **{"incident_id": "2001-walk", "other_id": "1999-swim", "relation": "response_to"},
            **{"note_en": "He walked where she swam.", "note_ko": "헤엄친 곳을 걸었다."},
        }
    ],
    "data/houses.csv": [{"publisher": "Paper One", "house": "paper"}],
    "data/words.csv": [
        {
            **{"word": "maim", "language": "en", "pattern": r"\bmaim(?:s|ed)?\b", "except": ""},
            **{"instead": "wound", "why": "A harsh word."},
        }
    ],
    "data/accepted.csv": [
        {"check": "support", "id": "2001-walk", "reason": "The hill is squared paper."}
    ],
    "seeds/documents.csv": [
        {
            "id": "doc-one",
            "file": "one.txt",
            "title": "A walk",
            "publisher": "not stated",
            "published": "",
            "language": "en",
            "sha256": hashlib.sha256(DOCUMENT.encode()).hexdigest(),
        }
    ],
    "seeds/claims.csv": [
        {
            "claim_id": claim,
            "incident_id": subject,
            "field": "action",
            "value": "said so",
            "document_id": "doc-one",
            "start": str(DOCUMENT.index(exact)),
            "end": str(DOCUMENT.index(exact) + len(exact)),
            "exact": exact,
        }
        for claim, subject, exact in (
            ("C1", "2001-walk", "soldier walked south"),
            ("C2", "2001-walk", "south.\r\n그는 “안전했다”"),
            ("C3", "zone", "walked"),
            ("C4", "context", "slept"),
        )
    ],
}
TABLES["data/incidents.csv"].append(
    TABLES["data/incidents.csv"][0]
    | {"id": "1999-swim", "date": "1999-05-01", "sector": "eastern", "location_precision": "sector"}
    | {"lon": "", "lat": "", "radius_km": "", "people": "", "dispute": ""}
    | {"dispute_ko": "", "people_low": "", "people_high": ""}
)


STORY_FILE = "stories/walk.toml"
STORY = """
title.en = "Two ways"
title.ko = "두 길"
[[step]]
incident = "1999-swim"
text.en = "First a swim."
text.ko = "먼저 헤엄."
[[step]]
incident = "2001-walk"
zoom = 12
claim = "C1"
text.en = "Then a walk."
text.ko = "다음은 걸음."
"""

# A straight border, west to east along the parallel of 38.25 N.
BORDER = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {
                "name_en": "Line",
                "name_ko": "선",
                "nominal_km": 140,
                "source": "paper",
            },
            "geometry": {"type": "LineString", "coordinates": [[127.2, 38.25], [128.8, 38.25]]},
        }
    ],
}


@dataclass(frozen=True)
class Project:
    """A project of two incidents, one document and one source, to be changed at will."""

    root: Path

    def package(self):
        return open_package(self.root)

    def line(self, file, key):
        """Return the line on which the row with this first cell is."""
        rows = read_rows(self.root / file)
        return next(line for line, row in rows if next(iter(row.values())) == key)

    def set(self, file, key, column, value):
        """Give a cell of the row with this first cell another value, and seal."""
        rows = self._rows(file)
        row = next(row for row in rows if row[0] == key)
        row[rows[0].index(column)] = value
        self.write(file, rows)

    def drop(self, file, key):
        """Remove the row with this first cell, and seal."""
        self.write(file, [row for row in self._rows(file) if row[0] != key])

    def write(self, file, rows):
        with (self.root / file).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
        seal(self.root)

    def _rows(self, file):
        with (self.root / file).open(encoding="utf-8", newline="") as stream:
            return list(csv.reader(stream))


@pytest.fixture(scope="session", autouse=True)
def user_folders(tmp_path_factory):
    """Keep the tests, and what they start, out of the user's own folders."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        patch.delenv("DMZ_MAP_STORE", raising=False)
        yield


def descriptor(folder):
    """Return the project's own descriptor of a folder, cut down to the files of the small one."""
    whole = json.loads((ROOT / folder / "datapackage.json").read_bytes())
    whole["resources"] = [
        one | ({"name": "story-walk", "path": STORY_FILE} if "story" in one["name"] else {})
        for one in whole["resources"]
        if one["name"] not in ("land", "story-panmunjom-1976")
    ]
    words = {}
    for row in TABLES["data/vocabulary.csv"]:
        words.setdefault(row["field"], []).append(row["value"])
    for entry in whole["resources"]:
        for field in entry.get("schema", {"fields": []})["fields"]:
            if field["name"] in words:
                field["constraints"]["enum"] = words[field["name"]]
            if (entry["name"], field["name"]) == ("vocabulary", "field"):
                field["constraints"]["enum"] = list(words)
    return whole


@pytest.fixture(scope="session")
def small_project(tmp_path_factory):
    """Return the root of the small project, made and sealed once."""
    root = tmp_path_factory.mktemp("small")
    for folder in ("data", "seeds"):
        (root / folder).mkdir()
        text = json.dumps(descriptor(folder), ensure_ascii=False)
        (root / folder / "datapackage.json").write_text(text, encoding="utf-8")
    (root / "seeds/one.txt").write_bytes(DOCUMENT.encode())
    (root / "data/border.geojson").write_text(json.dumps(BORDER), encoding="utf-8")
    (root / "data/stories").mkdir()
    (root / "data" / STORY_FILE).write_text(STORY, encoding="utf-8")
    for file, rows in TABLES.items():
        with (root / file).open("w", encoding="utf-8", newline="") as stream:
            lines = [list(rows[0]), *(row.values() for row in rows)]
            csv.writer(stream, lineterminator="\n").writerows(lines)
    seal(root)
    return root


@pytest.fixture
def project(small_project, tmp_path):
    """Return a small project of our own making, without any issue."""
    for folder in ("data", "seeds"):
        shutil.copytree(small_project / folder, tmp_path / folder)
    return Project(tmp_path)


@pytest.fixture
def project_copy(tmp_path):
    """Return the root of a copy of the project's own data and seeds."""
    for folder in ("data", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path

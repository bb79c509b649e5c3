"""What is done to whole columns is what the rules of rows do, and a process more changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from dmz_map.importing.distinct import Distinct
from dmz_map.importing.file_import import FileImport
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.point_columns import PointColumns
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.read_aside import batches_of
from dmz_map.importing.row import RowDraft
from dmz_map.importing.row_points import RowPoints
from dmz_map.store.record_batch import RecordBatch
from tests.importing.tables import ROOT

LATS = [
    "38.1",
    "",
    "-99",
    "0",
    "126.7",
    "n/a",
    "38°05'N",
    "north",
    "999",
    "38,05",
    "nan",
    "91",
    "99",
]
LONS = ["127.2", "", "-99", "0", "38.1", "n/a", "E127.1", "127,1", "999", "inf", "181", "-9"]
TABLE = (
    "title,date,type,lat,lon,actors,note\nMine,2015-08-04,attack,37.9,126.7,A; B,Ⅻ\n"
    "Mine,2015-13-04,Weather,,,,\n,2016,Weather,0,0,,x\nMine,2015-08-04,attack,37.9,126.7,A; B,Ⅻ\n"
)


def test_points_of_columns_are_those_of_rows() -> None:
    headings = ("lat", "lon", "radius")
    columns = {"lat": ("lat",), "lon": ("lon",), "radius_km": ("radius",)}
    rule = RowPoints(Proposal(headings, columns), None)
    rows = [(lat, lon, size) for lat in LATS for lon in LONS for size in ("", "2 km", "?")]
    cells = dict(zip(headings, map(list, zip(*rows, strict=True)), strict=True))
    made = PointColumns(rule, columns, headings).of(cells, len(rows))
    assert sum(map(bool, made.fields["lon"])) > 50
    for place, row in enumerate(rows):
        draft = RowDraft()
        rule.read(draft, dict(zip(headings, row, strict=True)), None)
        for name in ("lon", "lat", "radius_km"):
            assert made.fields[name][place] == draft.fields.get(name, ""), row
        assert made.reported[place] == tuple(draft.reported), row
        assert made.used[place] == sum(1 << headings.index(name) for name in draft.used), row


def test_a_rule_is_applied_once_to_alike_cells_and_values_of_other_kinds_are_not_alike() -> None:
    asked = []

    def rule(row: RowDraft, cells: dict[str, object]) -> None:
        asked.append(cells["a"])
        row.fields["title"] = repr(cells["a"])

    made = Distinct(rule, ("a", "b"), ("a",), ("title",))  # type: ignore[arg-type]
    found = made.of({"a": ["x", 1, True, "x", 1.0, [1]], "b": ["y"] * 6}, 6)
    assert asked == ["x", 1, True, 1.0, [1]]
    assert found.fields["title"] == ("'x'", "1", "True", "'x'", "1.0", "[1]")


@pytest.mark.parametrize("large", [0, 1 << 30])
def test_another_process_gives_the_same_batches_tally_and_rejects(
    tmp_path: Path, large: int
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TABLE, encoding="utf-8")
    reading = FileImport(path, ImportOptions(ROOT))
    (batch,) = batches_of(reading, large=large)
    assert [i.title_en for i in batch.incidents()] == ["Mine", "Weather"]
    assert dict(reading.tally.rejected) == {"bad_date": 1, "duplicate": 1}
    assert reading.rejects == tmp_path / "a.csv.rejected.csv"
    again = RecordBatch.of([*batch.incidents()])
    assert again.texts == batch.texts
    assert {name: [*c] for name, c in again.columns.items()} == {
        name: [*c] for name, c in batch.columns.items()
    }

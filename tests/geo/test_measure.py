from pathlib import Path

import pytest

from dmz_map.geo.layers import read_border, read_sector_table, sectors, zone
from dmz_map.geo.measure import as_text, measurements
from dmz_map.tabular.datapackage import open_package

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def frame():
    package = open_package(ROOT)
    border = read_border(package)
    area = zone(border)
    return measurements(border, area, sectors(border, area, read_sector_table(package)))


def test_every_quantity_is_measured_and_says_how(frame):
    assert len(frame) == 3 + 2 * 5
    assert (frame.measured > 0).all()
    assert (frame.measured_how != "").all()


@pytest.mark.parametrize(
    ("quantity", "quoted", "unit", "document"),
    [
        ("Border, length", 248.0, "km", "seed-000"),
        ("Zone, mean width", 4.0, "km", "Armistice Agreement"),
    ],
)
def test_a_quoted_figure_names_its_document(frame, quantity, quoted, unit, document):
    row = frame.set_index("quantity").loc[quantity]
    assert (row.quoted, row.unit) == (quoted, unit)
    assert document in row.quoted_from


def test_what_nobody_quotes_has_no_quoted_figure(frame):
    unquoted = frame[frame.quoted_from == ""]
    assert len(unquoted) == 11
    assert unquoted.quoted.isna().all()


def test_the_text_shows_both_figures_side_by_side(frame):
    lines = as_text(frame).splitlines()
    assert lines[0].split()[:3] == ["Quantity", "Quoted", "Measured"]
    assert lines[1].split()[:5] == ["Border,", "length", "248.0", "240.8", "km"]
    assert len(lines) == 1 + len(frame)

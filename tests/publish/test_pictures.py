"""Pictures open, have the right size, and say what they are."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from dmz_map.errors import BuildError, StoreError
from dmz_map.publish.clusters import clusters
from dmz_map.publish.export import write
from dmz_map.publish.fonts import KOREAN, families
from dmz_map.publish.formats import PAGE_NAMES, Options
from dmz_map.publish.line_positions import ESTUARY_KM, LineScale
from dmz_map.publish.picture import PAGES
from dmz_map.publish.picture_words import WORDS, Bilingual

TITLES = {False: "map_title", True: "line_title"}
SCALE = {False: r"\b20 km\b", True: r"\b240\.8 km\b"}

try:
    LANGUAGES = ["en", "ko"] if families("ko") else []
except BuildError:
    LANGUAGES = ["en"]


def text_of(path):
    """Return all that is written on a picture."""
    if path.suffix == ".svg":
        return "\n".join("".join(e.itertext()) for e in ET.parse(path).iter() if "text" in e.tag)
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
        return document[0].get_textpage().get_text_range().replace("\r\n", "\n")


@pytest.mark.parametrize(("page", "size"), [("a4", (2339, 1654)), ("16:9", (1920, 1080))])
@pytest.mark.parametrize("unrolled", [False, True])
def test_a_png_has_the_size_of_its_page(bundle, tmp_path, page, size, unrolled):
    path = tmp_path / "x.png"
    write(bundle, path, options=Options(page=page, unrolled=unrolled))
    with Image.open(path) as image:
        image.load()
        assert np.abs(np.subtract(image.size, size)).max() <= 1
        assert len(image.convert("RGB").getcolors(1 << 24)) > 50


@pytest.mark.parametrize("unrolled", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".svg", ".pdf"])
def test_a_picture_holds_title_scale_licence_and_edition(
    bundle, tmp_path, ending, language, unrolled
):
    path = tmp_path / f"x{ending}"
    write(bundle, path, options=Options(language=language, unrolled=unrolled))
    text = text_of(path)
    assert WORDS[TITLES[unrolled]][language] in text
    assert re.search(SCALE[unrolled], text)
    assert WORDS["licence"][language] in text
    assert WORDS["edition"][language].format(edition="1") in text
    assert "2025-12-31" in text
    assert "OpenStreetMap" in text
    assert "text: armistice" in text


def test_a_pdf_is_a4_landscape(bundle, tmp_path):
    path = tmp_path / "x.pdf"
    write(bundle, path)
    with pypdfium2.PdfDocument(path) as document:
        width, height = document[0].get_size()
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (297, 210)


@pytest.mark.parametrize("unrolled", [False, True])
def test_equal_pictures_are_equal_files(bundle, tmp_path, unrolled):
    paths = [tmp_path / name for name in ("a.svg", "b.svg")]
    for path in paths:
        write(bundle, path, options=Options(unrolled=unrolled))
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("unrolled", [False, True])
def test_no_incidents_make_a_picture_too(bundle, tmp_path, unrolled):
    path = tmp_path / "x.svg"
    write(replace(bundle, incidents=()), path, options=Options(unrolled=unrolled))
    assert "No incidents" in text_of(path)


def test_a_view_shows_what_is_in_its_box(bundle, tmp_path):
    whole, part = tmp_path / "whole.svg", tmp_path / "part.svg"
    write(bundle, whole)
    write(bundle, part, options=Options(box=(126.4, 37.7, 127.0, 38.1)))
    assert "Sokcho" not in text_of(part)
    assert "Kaesong" in text_of(part)
    assert "5 km" in text_of(part) or "10 km" in text_of(part)


def test_towns_far_behind_the_line_are_named_too(bundle, tmp_path):
    path = tmp_path / "x.svg"
    write(bundle, path, options=Options(unrolled=True))
    text = text_of(path)
    assert [n for n in ("JSA", "Yeoncheon", "Hwacheon", "Yanggu", "Goseong") if n not in text] == []


def test_text_of_the_data_is_no_formula(bundle, tmp_path):
    path = tmp_path / "x.svg"
    write(replace(bundle, filter=r"text: $\frac{1}{0}$ <b>"), path)
    assert r"$\frac{1}{0}$ <b>" in text_of(path)


def test_every_page_has_a_size():
    assert tuple(PAGES) == PAGE_NAMES


def test_a_page_that_is_none_is_told(bundle, tmp_path):
    with pytest.raises(StoreError, match=r"There is no page 'a3'\. The pages are: a4, 16:9\."):
        write(bundle, tmp_path / "x.png", options=Options(page="a3"))


def test_without_a_korean_font_a_package_is_named():
    with pytest.raises(BuildError, match=r"No font with Korean letters .* fonts-noto-cjk"):
        families("ko", installed=["DejaVu Sans"])
    assert families("en", installed=["DejaVu Sans"]) == ["DejaVu Sans"]
    assert families("ko", installed=["DejaVu Sans", KOREAN[0]])[0] == KOREAN[0]


def test_marks_that_would_overlap_become_one():
    points = np.array([[0.0, 0.0], [1.0, 0.0], [10.0, 0.0]])
    found = clusters(points, lambda number: 1.0, cell=0.5)
    assert [cluster.members for cluster in found] == [(0, 1), (2,)]
    assert (found[0].x, found[0].y) == (0.5, 0.0)


def test_an_incident_of_a_sector_is_a_bar_over_all_of_it(bundle):
    line = LineScale(bundle.layers)
    spans = line.stretches
    assert spans["western"][0] == pytest.approx(0)
    assert spans["eastern"][1] == pytest.approx(line.length_km)
    found = zip(line.positions(bundle.incidents), bundle.incidents, strict=True)
    for at, incident in found:
        place = incident.place
        if place.precision == "sector" and place.sector in spans:
            assert (at.first_km, at.last_km) == spans[place.sector]
            assert at.km is None
        if place.lon is not None and place.sector in spans and at is not None:
            assert at.first_km <= at.km <= at.last_km
        if place.sector == "han_estuary":
            assert -ESTUARY_KM <= at.first_km <= at.last_km < 0


@pytest.mark.parametrize("name", sorted(WORDS))
def test_both_languages_have_the_same_fields(name):
    words = WORDS[name]
    assert isinstance(words, Bilingual)
    fields = [set(re.findall(r"\{(\w+)\}", words[language])) for language in ("en", "ko")]
    assert fields[0] == fields[1]

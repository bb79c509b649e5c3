"""Six views compared with pictures in the repository, by eye's tolerance.

A picture is compared at a quarter of its size in grey, so fonts and antialiasing of another
machine pass, and a part that moved, vanished or changed its colour does not. The pictures are
remade with ``REMAKE_VIEWS=1 python -m pytest tests/browser/test_views.py``.
"""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.browser.conftest import ROOT

KEPT = Path(__file__).parent / "views"
DIFFERENT = 40  # of 255 steps of grey, from which a point counts as changed
SHARE = 0.02  # of all points may be changed
SHOT = "/?incident=2017-11-13-jsa-oh-chong-song"
VIEWS = {
    "map": ("/", 1440, 900, "light"),
    "incident": (SHOT, 1440, 900, "light"),
    "incident-dark": (SHOT, 1440, 900, "dark"),
    "phone": ("/", 390, 844, "light"),
    "sources": ("/?page=sources&passage=S028", 1440, 900, "light"),
    "figures": ("/?page=figures", 1440, 900, "light"),
}


OTHERS = sorted(VIEWS.keys() - {"map"})


def small(picture):
    image = Image.open(io.BytesIO(picture)).convert("L")
    return image.resize((image.width // 4, image.height // 4), Image.Resampling.BOX)


@pytest.mark.parametrize(
    "name", ["map", *(pytest.param(n, marks=pytest.mark.slow) for n in OTHERS)]
)
def test_the_view_looks_as_it_did(open_page, name):
    path, width, height, scheme = VIEWS[name]
    app = open_page(path, width=width, height=height, color_scheme=scheme)
    app.page.locator(".dmz-panel h2:visible, .dmz-table:visible, .dmz-row:visible").first.wait_for()
    app.settled()
    seen = small(app.page.screenshot())
    kept = KEPT / f"{name}.png"
    if os.environ.get("REMAKE_VIEWS"):
        KEPT.mkdir(exist_ok=True)
        seen.save(kept, optimize=True)
    expected = Image.open(kept)
    assert seen.size == expected.size
    changed = ImageChops.difference(seen, expected).point(lambda v: 255 * (v >= DIFFERENT))
    share = changed.histogram()[255] / (seen.width * seen.height)
    if share > SHARE:
        (ROOT / "out").mkdir(exist_ok=True)
        seen.save(ROOT / "out" / f"{name}.png")
    assert share <= SHARE, f"{share:.1%} of the view changed; it lies in out/{name}.png"

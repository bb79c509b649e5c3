"""The accessibility audit (axe-core) of every page, in both themes, wide and narrow."""

import pytest

from tests.browser.conftest import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
PATHS = (
    pytest.param("/?incident=2017-11-13-jsa-oh-chong-song", marks=pytest.mark.slow),
    "/",
    pytest.param("/?view=table&certain=1", marks=pytest.mark.slow),
    pytest.param("/?page=sources&passage=S028", marks=pytest.mark.slow),
    pytest.param("/?page=figures", marks=pytest.mark.slow),
)


@pytest.mark.skipif(not AXE.exists(), reason="NOT TESTED: axe-core was not installed (npm)")
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
@pytest.mark.parametrize("path", PATHS)
def test_no_serious_or_critical_violation(open_page, path, scheme):
    found = []
    app = open_page(path, color_scheme=scheme)
    app.page.locator(".dmz-panel h2:visible, .dmz-table:visible, .dmz-row:visible").first.wait_for()
    if "figures" in path:
        app.ready()
    app.settled()
    for frame in app.page.frames:
        frame.evaluate(AXE.read_text("utf-8"))
    for width in (1440, 390):
        app.page.set_viewport_size({"width": width, "height": 900})
        for frame in app.page.frames:
            result = frame.evaluate("() => axe.run(document, {iframes: false})")
            found += [
                (width, v["id"], v["nodes"][0]["html"][:200])
                for v in result["violations"]
                if v["impact"] in ("serious", "critical")
            ]
    assert found == []

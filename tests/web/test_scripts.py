"""The committed scripts are those that ``npm run build`` makes of ``dmz_map/web/src``."""

import json
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from dmz_map.web.assets import STATIC, leaflet_asset

ROOT = Path(__file__).parents[2]
SOURCES = Path("dmz_map/web/src")
MODULES = ROOT / "node_modules"
NAMES = ("map.js", "page.js")

needs_npm = pytest.mark.skipif(
    not (MODULES / "esbuild").exists() or shutil.which("node") is None,
    reason="NOT TESTED: the packages of package.json are not installed (npm ci)",
)


def built(folder, into):
    """Return the scripts that the build command of ``package.json`` makes in a folder."""
    settings = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    program, *options = shlex.split(settings["scripts"]["build"])
    assert program == "esbuild"
    command = [str(MODULES / ".bin" / program), *options, f"--outdir={into}", "--log-level=error"]
    subprocess.run(command, cwd=folder, check=True, timeout=60)
    return {name: (into / name).read_bytes() for name in NAMES}


@needs_npm
def test_the_scripts_are_built_from_the_sources_of_now(tmp_path):
    made = built(ROOT, tmp_path)
    stale = [name for name in NAMES if (STATIC / name).read_bytes() != made[name]]
    assert stale == [], "run `npm run build` (make build-js)"


@needs_npm
@pytest.mark.parametrize(
    ("source", "name"), [("popups.js", "map.js"), ("page/passage.js", "page.js")]
)
def test_an_edited_source_makes_another_script(tmp_path, source, name):
    shutil.copytree(ROOT / SOURCES, tmp_path / SOURCES)
    with (tmp_path / SOURCES / source).open("a", encoding="utf-8") as file:
        file.write('document.title = "edited";\n')
    made = built(tmp_path, tmp_path)
    assert [other for other in NAMES if made[other] != (STATIC / other).read_bytes()] == [name]


@needs_npm
@pytest.mark.parametrize("name", ["leaflet.js", "leaflet.css"])
def test_leaflet_is_the_same_from_both_registries(name):
    assert leaflet_asset(name).body == (MODULES / "leaflet" / "dist" / name).read_bytes()


def test_no_script_has_a_bit_or_a_shift_of_the_packed_layout():
    """Attributes are where the layout says, and it says what an incident without a point has."""
    for path in sorted((ROOT / SOURCES).glob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert "0x7fffffff" not in text.lower(), path.name
        assert "65535" not in text, path.name

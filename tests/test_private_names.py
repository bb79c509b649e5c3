"""Names of folium, branca and streamlit-folium that are not public: those that are listed alone."""

import re
from pathlib import Path

from tests.conftest import ROOT

USERS = re.compile(r"^(?:import|from) (?:folium|branca|streamlit_folium)\b", re.MULTILINE)
NAME = re.compile(r"""\b(?:self|this|\w+\))\.(_[a-z]\w*)|^ +(_[a-z]\w*) = |"(_[a-z]\w*)\"""", re.M)
OWN = re.compile(r"def (_\w+)|self\.(_\w+)(?:: .*)? = ")


def names(path):
    """Return the private names that a module uses and does not make; `_name` is branca's."""
    text = path.read_text("utf-8")
    own = {name for found in OWN.findall(text) for name in found} - {"_name"}
    return {name for found in NAME.findall(text) for name in found if name} - own


def test_the_guide_lists_every_private_name_of_the_map_s_packages():
    guide = (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8")
    lines = guide.split("## What is not public")[1].splitlines()
    first = [line for line in lines if line.startswith(("| folium", "| streamlit-folium"))][:2]
    listed = set(re.findall(r"`(?:this\.)?(_[a-z]\w*)`", "\n".join(first)))
    modules = [
        path
        for path in Path(ROOT, "dmz_map").rglob("*.py")
        if USERS.search(path.read_text("utf-8"))
    ]
    assert len(modules) >= 5
    assert set().union(*map(names, modules)) == listed == {
        "_template", "_name", "_parent", "_component_func",
    }  # fmt: skip

"""The documentation's figures are those of the tables: a row more or less makes them stale."""

import importlib.util
import json
from pathlib import Path

import pytest
import yaml

from dmz_map.tabular.datapackage import seal

ROOT = Path(__file__).parents[1]
_SPEC = importlib.util.spec_from_file_location("figures", ROOT / "tools/figures.py")
tool = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(tool)


@pytest.fixture(scope="module")
def now():
    return tool.figures()


@pytest.mark.parametrize("page", tool.PAGES)
def test_the_figures_of_a_page_are_those_of_the_tables(page, now):
    text = (ROOT / page).read_text(encoding="utf-8")
    assert tool.MARK.search(text)
    assert tool.rewritten(text, now) == text, "run: python tools/figures.py"


def test_a_row_less_makes_the_figures_stale(project_copy, now):
    table = project_copy / "data/links.csv"
    lines = table.read_bytes().splitlines(keepends=True)
    table.write_bytes(b"".join(lines[:-1]))
    seal(project_copy)
    without = tool.figures(project_copy)
    stale = {page for page in tool.PAGES if changed(page, without)}
    assert stale == {"README.md", "docs/CODEBOOK.md", "docs/METHODOLOGY.md", "docs/EDITIONS.md"}
    assert int(now["links"]) - int(without["links"]) == 1


def changed(page, figures):
    text = (ROOT / page).read_text(encoding="utf-8")
    return tool.rewritten(text, figures) != text


def test_the_citation_file_names_the_edition():
    package = json.loads((ROOT / "data/datapackage.json").read_bytes())
    tables = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["references"][0]
    assert tables["version"] == package["edition"]
    assert str(tables["date-released"]) == package["edition_date"]

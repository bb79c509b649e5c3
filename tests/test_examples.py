"""The notebook of the examples, run from its first cell to its last in a kernel of its own."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[1] / "examples" / "notebook.ipynb"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Return what each code cell shows, by the cell's id, and the folder in which it ran."""
    folder = tmp_path_factory.mktemp("notebook")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}, timeout=120).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return folder, {cell.id: cell.outputs[-1].data if cell.outputs else {} for cell in cells}


def test_the_zone_is_measured(outputs):
    assert outputs[1]["layers"]["text/plain"] == "896"


def test_incidents_are_shown_as_a_table(outputs):
    assert "2017-11-13" in outputs[1]["incidents"]["text/html"]


def test_the_map_shows_itself(outputs):
    assert "<iframe" in outputs[1]["map"]["text/html"]


def test_a_page_is_saved_with_what_was_added(outputs):
    page = (outputs[0] / "dmz.html").read_text(encoding="utf-8")
    assert "Joint Security Area" in page
    assert "L.control.layers" in page


def test_the_notebook_is_kept_without_outputs():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert [c.id for c in cells if c.cell_type == "code" and (c.outputs or c.execution_count)] == []

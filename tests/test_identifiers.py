"""Names that the project has given up do not come back (the field's own words took their place)."""

import io
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = sorted((ROOT / "dmz_map").rglob("*.py"))

# What is gone, and what it is called now.
GIVEN_UP = {
    "Catalogue": "Store",
    "Edition": "Release (an edition is the archive's)",
    "Fault": "Issue",
    "Ground": "ReferenceGeometry",
    "Sieve": "filters",
    "Snapshot": "Columns and their filters",
    "Trouble": "Problem",
    "browser_filter": "map_state",
    "carried": "inlined",
    "complaints": "warnings",
    "crowded": "as_dots",
    "dotted": "as_dots",
    "draw_order": "(gone)",
    "faults": "issues",
    "foresee": "prefetch",
    "having": "with_issues",
    "hear_map": "on_map_event",
    "homes": "badge_positions",
    "hurt": "casualties",
    "is_good": "is_valid",
    "ledger": "csv_files",
    "load_edition": "load_release",
    "map_words": "map_texts",
    "passing": "matching",
    "settle": "on_moveend",
    "shelf": "table or file",
    "shelves": "tables or files",
    "sieve": "filters",
    "sound_rows": "valid_rows",
    "spoilt": "invalid_cells",
    "strangers": "unknown_references",
    "survey_archive": "check_archive",
    "tell": "report",
    "trouble": "problem",
    "without_specks": "drop_small_polygons",
}


def names(path):
    """Return the identifiers of a Python file."""
    source = io.StringIO(path.read_text(encoding="utf-8"))
    return {t.string for t in tokenize.generate_tokens(source.readline) if t.type == tokenize.NAME}


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_identifier_that_was_given_up_has_come_back(path):
    found = {name: GIVEN_UP[name] for name in names(path) & set(GIVEN_UP)}
    assert not found, "use the name on the right"


def test_a_name_that_was_given_up_is_seen(tmp_path):
    file = tmp_path / "old.py"
    file.write_text("def survey_archive(trouble): ...\n", encoding="utf-8")
    assert names(file) & set(GIVEN_UP) == {"survey_archive", "trouble"}

"""What the README says of the data is what the data say, and its Python runs."""

import contextlib
import io
import re
from pathlib import Path

import dmz_map

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_it_tells_how_many_incidents_there_are_and_of_which_years():
    count, first, last = re.search(r"(\d+) incidents from (\d{4}) to (\d{4})", README).groups()
    incidents = dmz_map.incidents()
    assert int(count) == len(incidents)
    assert int(first) == incidents.first_day.min().year
    assert int(last) == incidents.last_day.max().year


def test_each_incident_is_told_in_both_languages_it_names():
    assert "in English and Korean" in README
    incidents = dmz_map.incidents()
    for column in ("title_en", "title_ko", "summary_en", "summary_ko"):
        assert incidents[column].str.strip().ne("").all()


def test_its_lines_for_a_notebook_run():
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len([line for line in code.splitlines() if line]) <= 5
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "README.md", "exec"), {})


def test_most_incidents_have_no_quotation_as_it_admits():
    assert "Most incidents have no quotation" in README
    quoted = dmz_map.incidents(evidence="excerpt")
    assert len(quoted) < len(dmz_map.incidents()) / 2

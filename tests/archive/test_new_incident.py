import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from dmz_map.archive.drafts import read_draft, template
from dmz_map.archive.incidents import read_archive
from dmz_map.archive.new_incident import carry_out, id_from, plan_incident
from dmz_map.archive.validation import validate
from dmz_map.cli import main
from dmz_map.errors import DraftError
from dmz_map.tabular.datapackage import open_package

ROOT = Path(__file__).parents[2]

RUN = """
date = 2000-03-04
title_en = "A soldier's run over the hill"
title_ko = "달리기"
summary_en = "A soldier ran."
summary_ko = "군인이 달렸다."
category = "soldier_crossing"
direction = "north_to_south"
actors = ["Soldier", "Guard"]
actors_ko = ["군인", "초병"]
people = 1
outcome = "custody_south"
sector = "central"
place_en = "A hill"
place_ko = "언덕"
location_precision = "place"
lon = 127.5
lat = 38.25
radius_km = 2.5
confidence = "high"
note = "Source weekday: Saturday."

[[citation]]
source = "paper-one"
supports = "date"

[[citation]]
supports = ["date", "sector"]
[citation.source]
id = "daily-two"
title = "A run"
publisher = "Daily Two"
url = "https://example.org/run"
language = "en"
kind = "news"

[[claim]]
field = "action"
value = "walked south"
document = "doc-one"
exact = "A soldier"
occurrence = 2
"""
ID = "2000-03-04-soldier-run-hill"


@pytest.fixture
def write(tmp_path_factory):
    """Return a function that writes a draft, with parts of RUN replaced, and returns its file."""
    folder = tmp_path_factory.mktemp("draft")

    def write_draft(*changes, text=RUN):
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = folder / "run.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_draft


def contents(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def add(root, path, *flags):
    return main(["new-incident", "--root", str(root), "--from", str(path), *flags])


def test_every_row_comes_to_its_place_and_the_project_stays_whole(project, write, capsys):
    before = contents(project.root)
    assert add(project.root, write()) == 0
    assert validate(project.root).issues == ()
    text = {file: (project.root / file).read_text(encoding="utf-8") for file in FILES}
    assert [line.split(",")[0] for line in text["data/sources.csv"].splitlines()] == [
        *("id", "daily-two", "paper-one")
    ]
    assert text["data/citations.csv"].splitlines()[1:] == [
        "1999-swim,paper-one,date;sector",
        f"{ID},paper-one,date",
        f"{ID},daily-two,date;sector",
    ]
    (claim,) = (line for line in text["seeds/claims.csv"].splitlines() if ID in line)
    assert claim == f"{ID}-1,{ID},action,walked south,doc-one,36,45,A soldier"
    old = before[project.root / "data/incidents.csv"].decode().splitlines()
    new = text["data/incidents.csv"].splitlines()
    assert [line for line in new if line not in old] == [
        f"{ID},2000-03-04,A soldier's run over the hill,달리기,A soldier ran.,군인이 달렸다.,"
        "soldier_crossing,north_to_south,Soldier; Guard,1,,,custody_south,central,A hill,언덕,"
        "127.5,38.25,place,2.5,high,,Source weekday: Saturday.,군인; 초병,,,,,,,,"
    ]
    assert [line for line in new if line in old] == old
    changed = {path for path, data in contents(project.root).items() if data != before[path]}
    assert {path.relative_to(project.root).as_posix() for path in changed} == {
        *FILES,
        *("data/datapackage.json", "seeds/datapackage.json"),
    }
    out = capsys.readouterr().out.splitlines()
    assert out[-1] == f"Added {ID}: 5 rows; all checks passed, files sealed."
    assert f"seeds/claims.csv: {claim}" in out


FILES = ("data/incidents.csv", "data/sources.csv", "data/citations.csv", "seeds/claims.csv")


def test_the_new_incident_can_be_read(project, write):
    assert add(project.root, write()) == 0
    incident = read_archive(open_package(project.root)).get(ID)
    assert incident.actors == ("Soldier", "Guard")
    assert [citation.source.id for citation in incident.citations] == ["paper-one", "daily-two"]
    assert [claim.excerpt.exact for claim in incident.claims] == ["A soldier"]


def test_a_dry_run_prints_the_rows_and_writes_nothing(project, write, capsys):
    before = contents(project.root)
    assert add(project.root, write(), "--dry-run") == 0
    assert contents(project.root) == before
    out = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in out[:-1]] == [
        *("data/incidents.csv", "data/citations.csv", "data/sources.csv"),
        *("data/citations.csv", "seeds/claims.csv"),
    ]
    assert out[-1] == "A dry run: nothing was written."


REFUSED = [
    # what is changed in the draft, what is told
    (
        ('"soldier_crossing"', '"picnic"'),
        "incident: category: unknown value 'picnic'. Allowed: soldier_crossing.",
    ),
    (("2000-03-04", '"soon"'), "incident: date: 'soon' is not an EDTF date"),
    (('"달리기"', '"Run"'), "incident: title_ko: 'Run' is not Korean. Write this column in Kor"),
    (('title_ko = "달리기"', ""), "incident: title_ko: the cell is blank. Fill it in."),
    (("lon = 127.5", "lon = 128.5"), "incident: lon: 128.5 lies 43.7 km outside the sector cent"),
    (("lat = 38.25", "lat = 39"), "incident: lat: the point lies 83."),
    (("lat = 38.25", ""), "incident: lat: 'place' needs lon, lat and radius_km; lat is blank"),
    (("Saturday", "Sunday"), "incident: note: 2000-03-04, the date of"),
    (("people = 1", "people = -1"), "incident: people: '-1' is not a whole number"),
    (
        ("people = 1", "people = true"),
        "incident: people: True cannot be a cell of a table. Write it",
    ),
    (("people = 1", "person = 1"), "incident: person: unknown key. Allowed: id, dat"),
    (("people = 1", "colour = 1"), "incident: colour: unknown key. Allowed: id, da"),
    (("people = 1", 'id = "1999-swim"'), "incident: id: '1999-swim' is there already. If this"),
    (('"paper-one"', '"paper-two"'), "citation 1: source: no row of data/sources.csv has the"),
    (('supports = "date"', 'supports = "mood"'), "citation 1: supports: 'mood' is not a column"),
    (('"daily-two"', '"paper-one"'), "citation 2, source: id: 'paper-one' is there already. Cit"),
    (('"https://', '"'), "citation 2, source: url: 'example.org/run' is not a web address"),
    (
        ('id = "daily-two"', 'if = "daily-two"'),
        "citation 2, source: if: unknown key. Allowed: id, ti",
    ),
    (('"doc-one"', '"doc-two"'), "claim 1: document: 'doc-two' is not a document of seeds/. Allow"),
    (('"A soldier"\n', '"a Soldier"\n'), "claim 1: exact: the passage 'a Soldier' is nowher"),
    (
        ('"A soldier"\n', '"안전했다"\n'),
        "claim 1: exact: occurrence is 2, but the passage is",
    ),
    (("occurrence = 2", ""), "claim 1: exact: the passage is 2 times in one.txt:"),
    (("occurrence = 2", 'occurrence = "2"'), "claim 1: occurrence: '2' is not a whole number."),
    (('field = "action"', 'field = "Action"'), "claim 1: field: 'Action' is not a word of a-z"),
    (('field = "action"', 'field = "weekday"'), "claim 1: value: 'walked south' is not a day of"),
    (('field = "action"', 'claim_id = "C1"'), "claim 1: claim_id: 'C1' is on line"),
    (("[[claim]]", "[claim]"), "claim: this is not a list of tables. Begin each with [[claim]]."),
]


@pytest.mark.parametrize(("change", "sentence"), REFUSED, ids=lambda part: str(part)[:40])
def test_what_is_refused_changes_no_byte(project, write, capsys, change, sentence):
    before = contents(project.root)
    assert add(project.root, write(change)) == 1
    assert contents(project.root) == before
    told = capsys.readouterr()
    assert any(line.startswith(f"run.toml, {sentence}") for line in told.err.splitlines())
    assert told.out == ""


def test_all_that_is_wrong_is_told_at_once(project, write, capsys):
    path = write(('"달리기"', '""'), ("people = 1", "people = 1.5"), ('"date"', '"mood"'))
    assert add(project.root, path) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[:2] for line in lines[:-1]] == [
        ["run.toml, incident", "title_ko"],
        ["run.toml, incident", "people"],
        ["run.toml, citation 1", "supports"],
    ]
    assert lines[-1] == "Nothing was changed."


def test_an_incident_without_evidence_is_refused(project, write, capsys):
    path = write(text=RUN.split("[[citation]]")[0])
    assert add(project.root, path) == 1
    assert f"run.toml, incident: id: the incident {ID} rests on no claim" in capsys.readouterr().err


def test_passages_that_differ_in_quotation_marks_only_are_shown(project, write, capsys):
    path = write(('"A soldier"\n', "'그는 \"안전했다\".'\n"), ("occurrence = 2", ""))
    assert add(project.root, path) == 1
    error = capsys.readouterr().err
    assert "is nowhere in one.txt. Apart from spaces, dashes or quotation marks, this" in error
    assert "'그는 “안전했다”.'. Quote that, letter for letter." in error


def test_nothing_is_added_to_data_that_have_issues(project, write, capsys):
    project.set("data/incidents.csv", "1999-swim", "date", "soon")
    before = contents(project.root)
    assert add(project.root, write()) == 1
    assert contents(project.root) == before
    assert "The data have issues already (1)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, r"run\.toml cannot be read: No such file or directory\. Name a TOML file"),
        (b"a = 1\nb = =", r"run\.toml is not TOML in UTF-8: .*line 2, column 5.*Fix the file"),
        (b"\xff", r"run\.toml is not TOML in UTF-8: .*Fix the file"),
    ],
)
def test_a_file_that_is_no_draft_is_refused(tmp_path, data, sentence):
    if data is not None:
        (tmp_path / "run.toml").write_bytes(data)
    with pytest.raises(DraftError, match=f"(?s){sentence}"):
        read_draft(tmp_path / "run.toml")


def test_a_plan_is_void_when_somebody_else_writes_first(project, write):
    plan = plan_incident(project.root, read_draft(write()))
    with (project.root / "data/sources.csv").open("a", encoding="utf-8") as stream:
        stream.write("x")
    before = contents(project.root)
    with pytest.raises(DraftError, match=r"data/sources\.csv has been changed by someone else"):
        carry_out(plan)
    assert contents(project.root) == before


@pytest.mark.parametrize(
    ("date", "title", "id_"),
    [
        ("2017-11-13", "Soldier Oh's run at the JSA", "2017-11-13-soldier-oh-run-jsa"),
        ("1962-11-20/1962-11-23", "Grenades", "1962-11-20-grenades"),
        ("1963-05-17?", "US OH-23 lost", "1963-05-17-us-oh-23-lost"),
        ("2024-04-XX", "Émigré: a “walk”", "2024-04-emigre-walk"),
        ("1979", "걸음", "1979"),
        ("2001-01-01", " ".join(["lengthy"] * 20), "2001-01-01" + "-lengthy" * 4),
    ],
)
def test_an_id_is_made_of_date_and_title(date, title, id_):
    assert id_from(date, title) == id_


def test_the_template_has_every_column_with_a_comment(project):
    text = template(project.root)
    written = tomllib.loads(text)
    package = project.package()
    own = [key for key in written if key != "citation"]
    assert tuple(own) == package.schema("incidents").columns
    assert tuple(written["citation"][0]["source"]) == package.schema("sources").columns
    lines = [line for line in text.splitlines() if " = " in line]
    assert all(" # " in line or line.startswith("# ") for line in lines)
    assert re.search(r"^category = \"\" +# one of soldier_crossing\.$", text, re.MULTILINE)
    assert re.search(r"^people = \"\" +# optional: How many crossed", text, re.MULTILINE)


def test_the_template_is_a_draft_whose_blanks_are_reported(project, tmp_path, capsys):
    assert main(["new-incident", "--root", str(project.root), "--template"]) == 0
    path = tmp_path / "walk.toml"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert add(project.root, path) == 1
    errors = capsys.readouterr().err.splitlines()
    blank = [line.split(": ")[1] for line in errors if "the cell is blank." in line]
    assert {"date", "title_en", "category", "actors", "url"} <= set(blank)
    assert not {"people", "lon", "note", "published"} & set(blank)


def test_a_filled_in_template_is_added(project, tmp_path):
    text = template(project.root).split("\n[[citation]]")[0]
    for key, value in tomllib.loads(RUN).items():
        if key not in ("citation", "claim"):
            cell = json.dumps(value if isinstance(value, list) else str(value), ensure_ascii=False)
            text = re.sub(rf'^{key} = (""|\[\])', f"{key} = {cell}", text, flags=re.MULTILINE)
    text = text.replace('confidence = "high"', 'confidence = "medium"')
    path = tmp_path / "run.toml"
    text += '\n[[citation]]\nsource = "paper-one"\nsupports = "date"\n'
    path.write_text(text, encoding="utf-8")
    assert add(project.root, path) == 0
    assert validate(project.root).issues == ()


# ------------------------------------------------------------------ what CONTRIBUTING.md says


def test_the_example_of_the_contributing_page_prints_what_the_page_shows(
    project_copy, monkeypatch, capsys
):
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    toml, *_ = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    ((command, shown),) = re.findall(r"```console\n\$ (.*?)\n(.*?)```", page, re.DOTALL)
    program, *words = shlex.split(command.removeprefix("python -m "))
    assert program == "dmz_map"
    (project_copy / "walk.toml").write_text(toml, encoding="utf-8")
    monkeypatch.chdir(project_copy)
    assert main([*words, "--root", "."]) == 0
    assert capsys.readouterr().out == shown
    words.remove("--dry-run")
    assert main([*words, "--root", "."]) == 0
    assert validate(project_copy).issues == ()

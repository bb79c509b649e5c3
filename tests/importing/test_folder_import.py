"""A folder of files: the same result as one after the other, and a killed run that goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dmz_map.archive.incident import Incident
from dmz_map.cli import main
from dmz_map.importing.folder_import import import_folder
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.store_import import Wishes, import_file
from dmz_map.store.base import Store
from dmz_map.store.open_store import open_store
from dmz_map.store.query import Query
from tests.importing.tables import ROOT

OPTIONS = ImportOptions(root=ROOT)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    for name in "abc":
        text = "title,date\n" + "".join(f"{name}{n},20{n:02d}\n" for n in range(20)) + "x,\n"
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "empty.csv").touch()
    (folder / "readme.md").write_text("no table", encoding="utf-8")
    return folder


def imports(store: Store) -> list[Incident]:
    return sorted((i for i in store.incidents(Query()) if i.origin), key=lambda i: i.id)


@pytest.mark.slow
def test_a_folder_has_the_result_of_its_files_one_after_the_other(
    tables: Path, tmp_path: Path
) -> None:
    one, all_ = (open_store(str(tmp_path / name), root=ROOT) for name in ("one", "all"))
    for name in "abc":
        import_file(one, tables / f"{name}.csv", OPTIONS)
    reports = [*import_folder(all_, tables, OPTIONS, Wishes(result=tmp_path / "results"))]
    assert [report.path.name for report in reports] == ["a.csv", "b.csv", "c.csv", "empty.csv"]
    assert [report.tally.valid for report in reports] == [20, 20, 20, 0]
    assert "is empty" in reports[3].refusal
    assert imports(all_) == imports(one)
    assert [(s.name, s.rows) for s in all_.sets()] == [(s.name, s.rows) for s in one.sets()]
    assert len([*(tmp_path / "results").glob("*.result.csv")]) == 4
    again = [*import_folder(all_, tables, OPTIONS, Wishes())]
    assert [report.already for report in again] == [True, True, True, False]


@pytest.mark.slow
def test_a_killed_run_goes_on_where_it_was(tables: Path, tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from dmz_map.importing.folder_import import import_folder\n"
        "from dmz_map.importing.options import ImportOptions\n"
        "from dmz_map.importing.store_import import Wishes\n"
        "from dmz_map.store.open_store import open_store\n"
        "if __name__ == '__main__':\n"
        "    root, folder, store = map(Path, sys.argv[1:])\n"
        "    opened = open_store(str(store), root=root)\n"
        "    for report in import_folder(opened, folder, ImportOptions(root=root), Wishes()):\n"
        "        print(report.path.name, flush=True)\n"
        "        sys.stdin.read(1)\n"
    )
    program = tmp_path / "program.py"
    program.write_text(script, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(program), str(ROOT), str(tables), folder],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={"PYTHONPATH": str(ROOT)},
    ) as run:  # fmt: skip
        assert run.stdout is not None
        assert run.stdout.readline() == "a.csv\n"
        run.send_signal(signal.SIGKILL)
        run.wait()
    store = open_store(folder, root=ROOT)
    assert [one.name for one in store.sets()] == ["a.csv"]
    reports = [*import_folder(store, tables, OPTIONS, Wishes())]
    assert [report.already for report in reports] == [True, False, False, False]
    assert len(imports(store)) == 60


@pytest.mark.slow
def test_the_verb_takes_a_folder(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(tables), "--store", str(tmp_path / "store")]) == 1
    out, err = capsys.readouterr()
    assert "a.csv: 20 incidents imported, 1 row rejected" in out
    assert err == "empty.csv is empty (0 bytes). Choose another file.\n"


def test_a_folder_without_tables_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(tmp_path)]) == 1
    assert "has no table or map file" in capsys.readouterr().err

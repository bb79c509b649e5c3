"""What is installed: a wheel with all data, from any folder, without a network."""

import os
import re
import shutil
import site
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import dmz_map
from tests.browser.conftest import free_port, stop
from tests.conftest import ROOT
from tests.test_cli import wait_for

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_every_package_goes_into_the_wheel():
    listed = PROJECT["tool"]["setuptools"]["packages"]
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in ROOT.glob("dmz_map/**/__init__.py")
    }
    assert {name for name in listed if "bundled" not in name} == found


def test_there_is_one_version():
    assert "version" in PROJECT["project"]["dynamic"]
    cited = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert cited[1] == dmz_map.__version__
    said = subprocess.run(
        [sys.executable, "-m", "dmz_map", "--version"], capture_output=True, text=True, check=True,
        cwd=ROOT,
    )  # fmt: skip
    assert said.stdout == f"dmz-map {dmz_map.__version__}\n"


def foreign(folder=None):
    """Return the environment of somebody who knows nothing of this repository."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DMZ_MAP"))}
    if folder:
        kept |= {"XDG_CACHE_HOME": str(folder / "c"), "XDG_DATA_HOME": str(folder / "d")}
    return kept


SOURCES = ("dmz_map", "data", "seeds", "docs", "examples")
SKIPPED = shutil.ignore_patterns("__pycache__", "*.egg-info")


def build(folder):
    """Build wheel and sdist as ``make release`` does, and return them by their ending.

    Of a copy: a build writes into its source, and two of them may run at once.
    """
    source = folder / "source"
    for name in SOURCES:
        shutil.copytree(ROOT / name, source / name, ignore=SKIPPED)
    for path in ROOT.iterdir():
        if path.suffix in (".toml", ".in", ".txt", ".md", ".cff") or path.name == "LICENSE":
            shutil.copy(path, source)
    made = folder / "made"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(made), str(source)]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return {path.suffix: path for path in made.iterdir()}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """Return the Python of an environment with the wheel, and without a way to any index.

    What the wheel depends on comes from the environment of the tests, whose own copy of the
    project it does not see: that one is known by a file that only its own start reads.
    """
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    environment = foreign() | {"PIP_NO_INDEX": "1"}
    command = [python, "-m", "pip", "install", "--quiet", "--no-deps", str(built[".whl"])]
    subprocess.run(command, check=True, env=environment)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "theirs.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    return python


@pytest.mark.slow
def test_a_build_is_the_same_each_time(built, tmp_path):
    again = build(tmp_path)
    assert again.keys() == built.keys() == {".whl", ".gz"}
    assert again[".whl"].read_bytes() == built[".whl"].read_bytes()


@pytest.mark.slow
def test_the_wheel_holds_data_documents_scripts_and_words(built):
    names = set(zipfile.ZipFile(built[".whl"]).namelist())
    for folder in ("data", "seeds"):
        for path in filter(Path.is_file, (ROOT / folder).rglob("*")):
            assert f"dmz_map/bundled/{path.relative_to(ROOT).as_posix()}" in names
    for path in (*ROOT.glob("dmz_map/web/static/*"), *ROOT.glob("dmz_map/**/*.toml")):
        assert path.relative_to(ROOT).as_posix() in names
    assert {"dmz_map/py.typed", "dmz_map/web/locale/ko/LC_MESSAGES/dmz_map.po"} <= names
    assert not [name for name in names if name.startswith(("tests/", "tools/", "benchmarks/"))]


@pytest.mark.slow
def test_the_source_archive_builds_the_same_wheel(built, tmp_path):
    import tarfile

    with tarfile.open(built[".gz"]) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", str(source)]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    (wheel,) = (source / "dist").glob("*.whl")
    here, there = (
        {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
        for path in (built[".whl"], wheel)
    )
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []


@pytest.mark.slow
def test_what_is_installed_knows_its_data_from_any_folder(installed, tmp_path):
    environment = foreign(tmp_path)
    run = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True}
    where = subprocess.run([installed, "-c", "import dmz_map; print(dmz_map.__file__)"], **run)
    assert Path(where.stdout.strip()).is_relative_to(installed.parents[1])
    command = installed.with_name("dmz-map")
    assert subprocess.run([command, "validate"], **run).returncode == 0
    done = subprocess.run([command, "export", "all.geojson"], **run)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "all.geojson").stat().st_size > 100_000


@pytest.mark.slow
@pytest.mark.browser
def test_the_installed_command_shows_the_map_with_its_theme(installed, chromium, tmp_path):
    port = free_port()
    environment = foreign(tmp_path)
    (tmp_path / "empty").mkdir()
    command = [installed.with_name("dmz-map"), "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=tmp_path / "empty", env=environment)
    try:
        wait_for(f"http://localhost:{port}/_stcore/health")
        page = chromium.new_page(locale="en-GB")
        page.goto(f"http://localhost:{port}")
        frame = page.frame_locator('iframe[data-testid="stCustomComponentV1"]')
        frame.locator("#map_div[data-ready=true]").wait_for()
        assert frame.locator(".leaflet-container").count() == 1
        ground = "() => getComputedStyle(document.querySelector('.stApp')).backgroundColor"
        assert page.evaluate(ground) == "rgb(255, 254, 251)"
        page.close()
    finally:
        stop(server)
    assert list((tmp_path / "empty").iterdir()) == []

"""What is installed is what the lock names, file by file."""

import re
import shutil
import subprocess
import sys

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

LOCKS = {"requirements.txt": "requirements.lock", "requirements-dev.txt": "requirements-dev.lock"}
LINE = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)


def wanted(name):
    """Return the requirements of a file."""
    lines = (line.split("#")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def locked(name):
    """Return the versions of a lock by package; one may have a version for some systems only."""
    found = {}
    for package, version in LINE.findall((ROOT / name).read_text("utf-8")):
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found


@pytest.mark.parametrize(("readable", "lock"), LOCKS.items())
def test_each_lock_has_what_is_asked_for_and_nothing_without_a_hash(readable, lock):
    versions = locked(lock)
    for requirement in wanted(readable):
        found = versions[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in found), requirement
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert len(entries) >= len(versions)
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_both_locks_name_the_same_versions():
    run, test = map(locked, LOCKS.values())
    assert {name: test[name] for name in run} == run


def test_what_runs_here_is_what_is_locked():
    from importlib.metadata import version

    for name in ("streamlit", "folium", "geopandas", "shapely", "pytest"):
        assert version(name) in locked("requirements-dev.lock")[name], "run make setup-dev"


@pytest.mark.slow
def test_a_file_with_another_hash_is_refused(tmp_path):
    """The commands of ``make run``, with a lock of one small package whose hash was changed."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    text = (ROOT / "requirements.lock").read_text("utf-8")
    entry = re.search(r"^tqdm==.*\n(?: .*\n?)*", text, re.MULTILINE)[0]
    changed = re.sub(r"sha256:([0-9a-f]{64})", "sha256:" + "0" * 64, entry)
    (tmp_path / "requirements.lock").write_text(changed)
    command = ["make", "setup", f"PYTHON={sys.executable}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / ".venv" / ".app").exists()

"""A real PostgreSQL with PostGIS for the tests: own data folder, free port, this machine only."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg

_PROGRAMS = Path("/usr/lib/postgresql")
_USER = "postgres"  # the server refuses to run as root


class Postgres:
    """One server, which can be stopped and started again to see what a fall looks like."""

    def __init__(self, folder, *, settings=()):
        self.folder = folder
        self.port = _free_port()
        self.settings = settings
        self._names = 0

    def url(self, database="postgres"):
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{database}"

    def new_database(self):
        """Return the URL of an empty database."""
        self._names += 1
        name = f"dmz{self._names}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def start(self):
        options = [f"-p {self.port}", "-c listen_addresses=127.0.0.1", f"-k {self.folder}"]
        options += [f"-c {setting}" for setting in self.settings]
        log = self.folder / "log"
        _run(
            "pg_ctl", "-D", self.folder / "data", "-w", "-l", log, "-o", " ".join(options), "start"
        )

    def stop(self):
        _run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")


def why_not():
    """Return why no server can be started here, or None."""
    if _program("pg_ctl") is None:
        return "PostgreSQL is not installed (Debian: postgresql postgis postgresql-15-postgis-3)"
    if not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        return "PostGIS is not installed (Debian: postgis postgresql-15-postgis-3)"
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "runuser is not there, and PostgreSQL does not run as root"
    return None


@contextmanager
def running_postgres(settings=("fsync=off",)):
    """Start a server in a folder of its own; stop it and remove the folder at the end."""
    folder = Path(tempfile.mkdtemp(prefix="dmzpg", dir="/tmp"))  # a socket's path must be short
    server = Postgres(folder, settings=settings)
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _USER, _USER)
        _run(
            "initdb", "-D", folder / "data", "-U", _USER, "--auth=trust", "--encoding=UTF8",
            "--locale=C.UTF-8",
        )  # fmt: skip
        server.start()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _run(program, *arguments):
    command = [str(_program(program)), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", _USER, "--", *command]
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", text=True
    )
    assert done.returncode == 0, done.stderr


def _program(name):
    """Return the newest server's program of this name, or None."""
    found = sorted(_PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return found[-1] if found else None


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

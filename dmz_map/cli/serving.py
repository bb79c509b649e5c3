"""The verb ``serve``: the app, until it is interrupted."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import click
import uvicorn

from dmz_map.cli.acceptor import Acceptor
from dmz_map.cli.command import STORE, say, verb
from dmz_map.cli.worker import Worker
from dmz_map.errors import DmzMapError
from dmz_map.tabular.datapackage import open_package
from dmz_map.ui.desktop import has_display, open_when_ready
from dmz_map.ui.editing import check_editing
from dmz_map.ui.patience import TimedProtocol
from dmz_map.ui.reader_count import SharedTable
from dmz_map.ui.settings import configure
from dmz_map.ui.socket_guard import LONGEST_MESSAGE, PER_ADDRESS, READERS, limit

__all__ = ["serve_verb"]


@verb("serve", "--port 9000")
@click.option("--port", type=int, default=8501, help="port to listen on (default: 8501)")
@click.option("--address", default="localhost", help="address to listen on")
@click.option("--base-path", default="", metavar="PATH", help="serve below it: /maps/dmz")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    metavar="N",
    help="processes that share the readers (default: 1)",
)
@click.option("--open", "opens", is_flag=True, help="open a browser too, where a display is there")
@click.option("--edit", is_flag=True, help="tables can be added, at this machine alone")
@click.option("--edit-anywhere", is_flag=True, help="anyone who reaches the map can add tables")
@STORE
def _serve(
    root: Path, port: int, address: str, base_path: str, workers: int, opens: bool, edit: bool,
    edit_anywhere: bool, store: str | None,
) -> int:  # fmt: skip
    if edit and not edit_anywhere:
        check_editing(address, base_path.strip("/"))
    if workers > 1:
        _check_workers(edit=edit or edit_anywhere)
    _check_port(address, port)
    open_package(root)
    if edit or edit_anywhere:
        os.environ["DMZ_MAP_EDIT"] = "anywhere" if edit_anywhere else "1"
    os.environ["DMZ_MAP_ROOT"] = str(root.resolve())
    os.environ |= {"DMZ_MAP_STORE": store} if store else {}
    base_path = base_path.strip("/")
    if opens and has_display():
        open_when_ready(f"http://{address}:{port}/{base_path}", address, port)
    _listen(address, port, base_path, workers)
    return 0


serve_verb: Final = _serve
"""The verb, as click has it."""

_FILES: Final = 65_536
_SERVER: Final[Mapping[str, Any]] = {
    "log_level": "warning", "access_log": False, "http": TimedProtocol,
    "ws": "websockets-sansio", "ws_max_size": LONGEST_MESSAGE, "timeout_graceful_shutdown": 3,
    "limit_concurrency": 4000,
}  # fmt: skip


def _listen(address: str, port: int, base_path: str, workers: int) -> None:
    """Serve the app until it is interrupted: in this process, or in several."""
    _allow_open_files()
    where = {"address": address, "port": port, "baseUrlPath": base_path}
    options = {f"server.{name}": value for name, value in where.items()}
    said = f"DMZ Map: http://{address}:{port}/{base_path}".rstrip("/")
    if workers > 1:
        say(f"{said} ({workers} processes)")
        _share(address, port, options, workers)
        return
    configure(options)
    from dmz_map.app import app  # it reads the options when it is made

    say(said)
    uvicorn.run(app, host=address, port=port, **_SERVER)


def _allow_open_files() -> None:
    """Allow as many open files as the system lets this process have: a reader takes four."""
    with suppress(ImportError, OSError, ValueError):  # Windows, or a system that does not
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        allowed = _FILES if most == resource.RLIM_INFINITY else min(_FILES, most)
        if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < allowed:
            resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))


def _share(address: str, port: int, options: dict[str, Any], workers: int) -> None:
    """Serve the app in several processes; the limits of readers hold for all together."""
    for name, usual in (("DMZ_MAP_READERS", READERS), ("DMZ_MAP_READERS_PER_ADDRESS", PER_ADDRESS)):
        limit(name, usual)  # a wrong one is said here, once
    secret = os.environ.get("STREAMLIT_SERVER_COOKIE_SECRET") or secrets.token_hex(32)
    readers = SharedTable.of(workers, secrets.token_bytes(16))
    worker = Worker({**options, "server.cookieSecret": secret}, readers, _SERVER)
    listeners = _listeners(address, port)
    asyncio.run(_accept(listeners, workers, worker))


def _listeners(address: str, port: int) -> list[socket.socket]:
    """Return a socket that listens for each address that a name has, as ``localhost`` has two."""
    found = []
    asked = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, _, _, _, where in dict.fromkeys(asked):
        with suppress(OSError):  # a system without IPv6
            found.append(socket.create_server(where[:2], family=family, backlog=2048))
    if not found:
        raise DmzMapError(f"Nothing can listen at {address}:{port}. Take another --address.")
    return found


async def _accept(listeners: list[socket.socket], workers: int, worker: Worker) -> None:
    await Acceptor(listeners, workers, worker, ended=worker.readers.clear).run()


def _check_workers(*, edit: bool) -> None:
    """Raise a `DmzMapError` with the remedy if several processes cannot serve."""
    if edit:
        raise DmzMapError("Tables are added to one process alone. Leave out --workers, or --edit.")
    if not hasattr(socket, "send_fds"):
        raise DmzMapError(
            "This system cannot hand connections from process to process. Start several copies on "
            "ports of their own behind a proxy: docs/DEPLOYMENT.md."
        )


def _check_port(address: str, port: int) -> None:
    """Raise a `DmzMapError` with the remedy if a server cannot listen there."""
    if not 0 < port < 65536:
        problem = f"Port {port} does not exist. Take one from 1 to 65535: PORT=9000 make run."
        raise DmzMapError(problem)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise DmzMapError(
                f"Port {port} on {address} cannot be used ({error.strerror}). "
                f"Stop what listens there, or take another port: PORT={port + 1} make run."
            ) from error

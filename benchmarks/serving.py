"""A small HTTP server on a free port: fixed files, gzip where the browser takes it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

__all__ = ["File", "Served", "serving"]

_TYPES: Final = {
    "js": "text/javascript", "css": "text/css", "json": "application/json", "png": "image/png",
    "html": "text/html; charset=utf-8",
}  # fmt: skip


@dataclass(frozen=True)
class File:
    """A body, plain and gzip."""

    body: bytes = field(repr=False)
    compressed: bytes = field(repr=False)


@dataclass
class Served:
    """Where a server listens, and the bytes that it has sent so far."""

    address: str
    raw: int = 0
    gzip: int = 0


@contextmanager
def serving(files: Mapping[str, File], texts: Callable[[str], File | None]) -> Iterator[Served]:
    """Serve files by path while the context lasts.

    Parameters
    ----------
    files
        By path, with its leading slash.
    texts
        Makes a file that is not among them, or returns None.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Else a small answer waits 40 ms for the browser to acknowledge its own headers.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            file = files.get(self.path) or texts(self.path)
            if file is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", _TYPES.get(self.path.rpartition(".")[2], "text/plain"))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(file.compressed)))
            # The browser tells a page its memory only when no other site shares its process.
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.end_headers()
            self.wfile.write(file.compressed)
            served.raw += len(file.body)
            served.gzip += len(file.compressed)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    served = Served(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()

"""A browser for whoever starts the server at a desktop."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import webbrowser
from typing import Final

__all__ = ["has_display", "open_when_ready"]

_PATIENCE_S: Final = 60.0
_PAUSE_S: Final = 0.1


def has_display() -> bool:
    """Return whether a browser's window could be seen here."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_when_ready(url: str, address: str, port: int) -> threading.Thread:
    """Open a page in the reader's browser as soon as a server listens; does not wait for it.

    Parameters
    ----------
    url
        The page.
    address, port
        Where the server will listen.
    """

    def wait() -> None:
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end:
            try:
                socket.create_connection((address, port), timeout=1).close()
            except OSError:
                time.sleep(_PAUSE_S)
            else:
                webbrowser.open(url)
                return

    thread = threading.Thread(target=wait, name="open-browser", daemon=True)
    thread.start()
    return thread

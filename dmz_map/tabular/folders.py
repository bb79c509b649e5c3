"""Where files of the user's own are kept, on each system in its usual place.

``XDG_DATA_HOME`` and ``XDG_CACHE_HOME`` are obeyed, as the XDG Base Directory Specification says:
https://specifications.freedesktop.org/basedir-spec/latest/
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import platformdirs

__all__ = ["user_cache", "user_data"]

_APP: Final = "dmz-map"


def user_data() -> Path:
    """Return the folder of what exists nowhere else: imported incidents. It may not exist yet."""
    return platformdirs.user_data_path(_APP, appauthor=False)


def user_cache() -> Path:
    """Return the folder of what can be made again. It may not exist yet."""
    return platformdirs.user_cache_path(_APP, appauthor=False)

"""The text chunks that were asked for last, kept as files: readers ask for the same few."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final

from dmz_map.web.assets import Asset, json_asset

__all__ = ["TextFiles"]

_MOST: Final = 64
"""Chunks; one has about 200 kB, and 30 kB compressed."""


class TextFiles:
    """Keeps files by what they are made of; those that were not asked for longest go first.

    Parameters
    ----------
    most
        How many are kept.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Asset] = OrderedDict()
        self._lock = threading.Lock()
        self._making = threading.Lock()

    def get(self, key: Callable[[], Hashable], make: Callable[[], Any]) -> Asset:
        """Return a file, which is made by one thread while others wait for it.

        Parameters
        ----------
        key
            Returns of what the file is made now; if that changes meanwhile, it is not kept.
        make
            Returns what the file says, as JSON has it.
        """
        asked = key()
        kept = self._find(asked)
        if kept is not None:
            return kept
        with self._making:
            kept = self._find(asked)
            if kept is not None:
                return kept
            made = json_asset("texts.json", make())
            if key() == asked:
                with self._lock:
                    self._kept[asked] = made
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
            return made

    def _find(self, key: Hashable) -> Asset | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

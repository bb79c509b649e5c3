"""``python -m dmz_map``: the command line."""

from __future__ import annotations

import sys

from dmz_map.cli import main

if __name__ == "__main__":
    sys.exit(main())

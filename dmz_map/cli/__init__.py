"""The command line: each verb reads its options, calls one function and prints.

Status 0 when all is well, 1 with one sentence on standard error when it is not, 2 when an option
or argument is wrong, 130 when interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

from dmz_map.cli.command import PROGRAM, say, verbs
from dmz_map.errors import DmzMapError

__all__ = ["main", "verbs"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit status."""
    try:
        return int(verbs.main(arguments, prog_name=PROGRAM, standalone_mode=False) or 0)
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        return _say(said.getvalue().rstrip("\n"), error.exit_code)
    except click.Abort:
        return 130
    except DmzMapError as error:
        return _say(str(error))
    except BrokenPipeError:  # who reads the output has enough: head, less
        sys.stdout = None
        return 1
    except OSError as error:
        named = f"{error.filename}: " if isinstance(error.filename, str) else ""
        return _say(f"{named}{error.strerror or error}. Nothing more was done.")
    except Exception as error:  # nobody foresaw it; who wants to mend it asks for the traceback
        if os.environ.get("DMZ_MAP_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {str(error)[:200]}"
        return _say(f"Something failed that should not ({what}). Please report it.")


def _say(sentences: str, status: int = 1) -> int:
    say(sentences, err=True)
    return status

"""How a verb of the command line is made, and the options that several have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from dmz_map.tabular.datapackage import DEFAULT_ROOT

__all__ = ["PATH", "PROGRAM", "STORE", "Verb", "count", "verb", "verbs"]

PROGRAM: Final = "python -m dmz_map"
"""How the command line is started."""

PATH: Final = click.Path(path_type=Path)
"""The type of an option or argument that is a file or folder."""

STORE: Final = click.option(
    "--store", metavar="URL", envvar="DMZ_MAP_STORE",
    help="postgresql://USER@HOST/DATABASE or a folder (default: beside data/)",
)  # fmt: skip
"""The option ``--store``."""

Verb = Callable[..., int]
"""The function of a verb; it returns the exit status."""

_HELP: Final = """The command line: each verb reads its options, calls one function and prints.

Status 0 when all is well, 1 with one sentence on standard error when it is not, 2 when an option
or argument is wrong, 130 when interrupted.
"""


@click.group(help=_HELP, no_args_is_help=False)
def verbs() -> None:
    """Hold all verbs."""


def verb(name: str, summary: str, example: str = "") -> Callable[[Verb], click.Command]:
    """Return a decorator that makes a function a verb, with ``--root`` and an example."""
    root = click.option(
        "--root", type=PATH, default=DEFAULT_ROOT, metavar="DIR",
        help="the folder that holds data/ and seeds/ (default: the project)",
    )  # fmt: skip
    epilog = f"example: {PROGRAM} {name} {example}".rstrip()
    made = verbs.command(name, help=summary, short_help=summary, epilog=epilog)
    return lambda function: made(root(function))


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 row", "2 rows"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"

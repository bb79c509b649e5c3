"""How a verb of the command line is made, and the options that several have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from dmz_map import __version__
from dmz_map.errors import printable
from dmz_map.publish.formats import ENDINGS
from dmz_map.tabular.datapackage import DEFAULT_ROOT

__all__ = ["PATH", "PROGRAM", "STORE", "Verb", "count", "say", "verb", "verbs"]

PROGRAM: Final = "python -m dmz_map"
"""How the command line is started."""

_LONGEST_NAME: Final = 255
_LONGEST_PATH: Final = 4000


class _PathType(click.ParamType[Path]):
    """A file or folder that a system can have; ``~`` is the home folder."""

    name = "path"

    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Return the path, or say what is wrong with it."""
        if isinstance(value, Path):
            return value
        shown = repr(value if len(value) < 80 else f"{value[:60]}…")
        try:
            encoded = value.encode()
        except UnicodeEncodeError:
            self.fail(f"{shown} is no text in UTF-8. Give the file another name.", param, ctx)
        if b"\0" in encoded or not value.strip():
            self.fail(f"{shown} is no path. Name a file or folder.", param, ctx)
        longest = max(map(len, encoded.split(b"/")))
        if longest > _LONGEST_NAME or len(encoded) > _LONGEST_PATH:
            self.fail(f"{shown} is too long for a path ({len(value)} letters).", param, ctx)
        try:
            return Path(value).expanduser()
        except RuntimeError:
            self.fail(f"{shown}: there is no such user. Write the whole path.", param, ctx)


PATH: Final = _PathType()
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


_VERBS: Final[Mapping[str, tuple[str, str]]] = {
    "build": ("archive", "make border and land from their source package"),
    "diff": ("exporting", "say what changed between two editions of the archive, field by field"),
    "export": ("exporting", f"write the map or its incidents to a file: {', '.join(ENDINGS)}"),
    "import": ("importing", "bring incidents of any table or map file into the store"),
    "measure": ("archive", "quoted and measured figures side by side"),
    "new-incident": ("archive", "add an incident with its citations and passages"),
    "publish": ("exporting", "write the map as a folder of plain files that needs no server"),
    "read": ("read", "read documents and propose the incidents that they tell of"),
    "read-corpus": ("corpus", "read a folder of many documents by several processes"),
    "same": ("same", "list imported incidents that may be events the map has already; say which "
             "are (--same) and which are not (--different)"),
    "seal": ("archive", "record the size and hash of changed files"),
    "serve": ("serving", "open the map in a browser"),
    "store": ("store", "prepare the store (init), say what it holds (info, sets), undo the last "
              "import or that of a set (undo [SET]), or change a set by its number (hide, show, "
              "remove SET)"),
    "validate": ("archive", "check all data and prove every quotation"),
}  # fmt: skip
"""The module of this package in which each verb is, and what it does."""


class _Verbs(click.Group):
    """All verbs; the module of one is loaded when it is asked for, as some take half a second."""

    def list_commands(self, _context: click.Context | None) -> list[str]:
        """Return the names of all verbs."""
        return sorted(_VERBS)

    def get_command(self, context: click.Context | None, name: str) -> click.Command | None:
        """Return a verb, or None if there is none of the name."""
        if name in _VERBS:
            import_module(f"dmz_map.cli.{_VERBS[name][0]}")
        return self.commands.get(name)

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs, for which no module need be loaded."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in _VERBS.items()])


@click.group(help=_HELP, no_args_is_help=False, cls=_Verbs)
@click.version_option(__version__, prog_name="dmz-map", message="%(prog)s %(version)s")
def verbs() -> None:
    """Hold all verbs."""


def verb(name: str, example: str = "") -> Callable[[Verb], click.Command]:
    """Return a decorator that makes a function a verb, with ``--root`` and an example."""
    root = click.option(
        "--root", type=PATH, default=DEFAULT_ROOT, metavar="DIR",
        help="the folder that holds data/ and seeds/ (default: the project)",
    )  # fmt: skip
    epilog = f"example: {PROGRAM} {name} {example}".rstrip()
    made = verbs.command(name, help=_VERBS[name][1], epilog=epilog)
    return lambda function: made(root(function))


def say(text: str, *, err: bool = False) -> None:
    """Print lines; a name or a cell in them may hold signs that steer a terminal."""
    click.echo("\n".join(map(printable, text.split("\n"))), err=err)


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 row", "2 rows"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"

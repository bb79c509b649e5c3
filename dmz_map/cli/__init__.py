"""The command line: each verb reads its options, calls one function and prints.

Status 0 when all is well, 1 with one sentence on standard error when it is not, 2 when an option
or argument is wrong, 130 when interrupted.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import uvicorn

from dmz_map.archive.drafts import read_draft, template
from dmz_map.archive.new_incident import Plan, carry_out, plan_incident
from dmz_map.archive.validation import validate
from dmz_map.cli.command import PATH, PROGRAM, STORE, count, verb, verbs
from dmz_map.cli.exporting import diff_verb, export_verb, publish_verb
from dmz_map.cli.importing import import_verb
from dmz_map.cli.read import read_verb
from dmz_map.cli.same import same_verb
from dmz_map.cli.store import store_verb
from dmz_map.errors import DmzMapError, printable
from dmz_map.geo.build import build
from dmz_map.geo.layers import read_border, read_sector_table, sectors, zone
from dmz_map.geo.measure import as_text, measurements
from dmz_map.tabular.datapackage import open_package, seal
from dmz_map.ui.desktop import has_display, open_when_ready
from dmz_map.ui.editing import check_editing
from dmz_map.ui.patience import TimedProtocol
from dmz_map.ui.settings import configure
from dmz_map.ui.socket_guard import LONGEST_MESSAGE

__all__ = [
    "diff_verb", "export_verb", "import_verb", "main", "publish_verb", "read_verb", "same_verb",
    "store_verb", "verbs",
]  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit status."""
    try:
        return int(verbs.main(arguments, prog_name=PROGRAM, standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    except DmzMapError as error:
        return _say(str(error))
    except BrokenPipeError:  # who reads the output has enough: head, less
        sys.stdout = None
        return 1
    except OSError as error:
        named = f"{error.filename}: " if isinstance(error.filename, str) else ""
        return _say(f"{printable(named)}{error.strerror or error}. Nothing more was done.")
    except Exception as error:  # nobody foresaw it; who wants to mend it asks for the traceback
        if os.environ.get("DMZ_MAP_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {printable(str(error))[:200]}"
        return _say(f"Something failed that should not ({what}). Please report it.")


def _say(sentences: str) -> int:
    """Print what is wrong; a file's name may hold signs that steer a terminal."""
    click.echo("\n".join(map(printable, sentences.split("\n"))), err=True)
    return 1


@verb("serve", "open the map in a browser", "--port 9000")
@click.option("--port", type=int, default=8501, help="port to listen on (default: 8501)")
@click.option("--address", default="localhost", help="address to listen on")
@click.option("--base-path", default="", metavar="PATH", help="serve below it: /maps/dmz")
@click.option("--open", "opens", is_flag=True, help="open a browser too, where a display is there")
@click.option("--edit", is_flag=True, help="tables can be added, at this machine alone")
@click.option("--edit-anywhere", is_flag=True, help="anyone who reaches the map can add tables")
@STORE
def _serve(
    root: Path, port: int, address: str, base_path: str, opens: bool, edit: bool,
    edit_anywhere: bool, store: str | None,
) -> int:  # fmt: skip
    if edit and not edit_anywhere:
        check_editing(address, base_path.strip("/"))
    _check_port(address, port)
    open_package(root)
    if edit or edit_anywhere:
        os.environ["DMZ_MAP_EDIT"] = "anywhere" if edit_anywhere else "1"
    os.environ["DMZ_MAP_ROOT"] = str(root.resolve())
    os.environ |= {"DMZ_MAP_STORE": store} if store else {}
    base_path = base_path.strip("/")
    if opens and has_display():
        open_when_ready(f"http://{address}:{port}/{base_path}", address, port)
    _listen(address, port, base_path)
    return 0


def _listen(address: str, port: int, base_path: str) -> None:
    """Serve the app in this process until it is interrupted."""
    where = {"address": address, "port": port, "baseUrlPath": base_path}
    configure({f"server.{name}": value for name, value in where.items()})
    from dmz_map.app import app  # it reads the options when it is made

    click.echo(f"DMZ Map: http://{address}:{port}/{base_path}".rstrip("/"))
    uvicorn.run(
        app, host=address, port=port, log_level="warning", access_log=False,
        http=TimedProtocol, ws="websockets-sansio", ws_max_size=LONGEST_MESSAGE,
        timeout_graceful_shutdown=3, limit_concurrency=4000,
    )  # fmt: skip


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


@verb("validate", "check all data and prove every quotation", "--strict")
@click.option("--strict", is_flag=True, help="warnings count as issues")
def _validate(root: Path, strict: bool) -> int:
    report = validate(root)
    for one in (*report.issues, *report.warnings):
        click.echo(one, err=True)
    for told in report.sums if strict else ():
        click.echo(f"told as a sum: {told}")
    click.echo(", ".join(f"{name}: {number}" for name, number in report.counts.items()))
    warnings = f"{count(len(report.warnings), 'warning')} ({report.accepted} more accepted)"
    click.echo(f"{count(len(report.issues), 'issue')}, {warnings}")
    return 1 if report.issues or (strict and report.warnings) else 0


@verb("measure", "quoted and measured figures side by side")
def _measure(root: Path) -> int:
    package = open_package(root)
    border = read_border(package)
    area = zone(border)
    table = read_sector_table(package)
    click.echo(as_text(measurements(border, area, sectors(border, area, table))))
    return 0


@verb("build", "make border and land from their source package")
@click.option("--package-dir", type=PATH, metavar="DIR", help="folder of the package")
def _build(root: Path, package_dir: Path | None) -> int:
    build(root, package_dir=package_dir, report=click.echo)
    return 0


@verb("new-incident", "add an incident with its citations and passages",
      "--from walk.toml --dry-run")  # fmt: skip
@click.option("--from", "draft", type=PATH, metavar="FILE.toml",
              help="the incident (default: print the template)")  # fmt: skip
@click.option("--template", "blank", is_flag=True, help="print a draft to fill in")
@click.option("--dry-run", is_flag=True, help="print the rows, write nothing")
def _new_incident(root: Path, draft: Path | None, blank: bool, dry_run: bool) -> int:
    if blank or draft is None:
        click.echo(template(root), nl=False)
        return 0
    return _add(plan_incident(root, read_draft(draft, root)), dry_run=dry_run)


def _add(plan: Plan, *, dry_run: bool) -> int:
    for file, line in plan.lines:
        click.echo(f"{file}: {line}")
    if dry_run:
        click.echo("A dry run: nothing was written.")
        return 0
    carry_out(plan)
    rows = len(plan.lines)
    click.echo(f"Added {plan.incident_id}: {rows} rows; all checks passed, files sealed.")
    return 0


@verb("seal", "record the size and hash of changed files", "incidents")
@click.argument("names", nargs=-1)
def _seal(root: Path, names: tuple[str, ...]) -> int:
    seal(root, *names)
    return 0

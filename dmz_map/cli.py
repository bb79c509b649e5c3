"""The command line: each verb parses its words, calls one function and prints.

Status 0 when all is well, 1 with one sentence on standard error when it is not, 2 when the
words of the command are off.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from dmz_map.archive.drafts import read_draft, template
from dmz_map.archive.new_incident import Plan, carry_out, plan_incident
from dmz_map.archive.validation import validate
from dmz_map.cli_store import add_verbs
from dmz_map.errors import DmzMapError
from dmz_map.geo.build import build
from dmz_map.geo.layers import read_border, read_sector_table, sectors, zone
from dmz_map.geo.measure import as_text, measurements
from dmz_map.publish.export import FORMATS, export
from dmz_map.tabular.datapackage import DEFAULT_ROOT, open_package, seal
from dmz_map.web.site import open_site

__all__ = ["main", "parser"]

_Run = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit status."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except DmzMapError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the parser of all verbs."""
    top = argparse.ArgumentParser(prog="python -m dmz_map", description=__doc__)
    verbs = top.add_subparsers(title="verbs", required=True, metavar="VERB")
    root = argparse.ArgumentParser(add_help=False)
    root.add_argument(
        "--root", type=Path, default=DEFAULT_ROOT, metavar="DIR",
        help="the folder that holds data/ and seeds/ (default: the project)",
    )  # fmt: skip

    def verb(name: str, run: _Run, summary: str, example: str = "") -> argparse.ArgumentParser:
        made = verbs.add_parser(
            name, parents=[root], help=summary, description=summary,
            epilog=f"example: python -m dmz_map {name} {example}".rstrip(),
        )  # fmt: skip
        made.set_defaults(run=run)
        return made

    serve = verb("serve", _serve, "open the map in a browser", "--port 9000")
    serve.add_argument("--port", type=int, default=8501, help="port to listen on (default: 8501)")
    serve.add_argument("--address", default="localhost", help="address to listen on")
    verb("validate", _validate, "check all data and prove every quotation")
    verb("measure", _measure, "quoted and measured figures side by side")
    making = verb("build", _build, "make border and land from their source package")
    making.add_argument("--package-dir", type=Path, metavar="DIR", help="folder of the package")
    adding = verb(
        "new-incident", _new_incident, "add an incident with its citations and passages",
        "--from walk.toml --dry-run",
    )  # fmt: skip
    adding.add_argument(
        "--from", dest="draft", type=Path, metavar="FILE.toml",
        help="the incident as CONTRIBUTING.md shows it (default: print the template)",
    )  # fmt: skip
    adding.add_argument("--template", action="store_true",
                        help="print a draft to fill in, with a comment a column")  # fmt: skip
    adding.add_argument("--dry-run", action="store_true", help="print the rows, write nothing")
    add_verbs(verb, os.environ.get("DMZ_MAP_STORE"))
    exporting = verb("export", _export, "write the map or its incidents to a file", "map.html")
    exporting.add_argument(
        "file", type=Path, metavar="FILE", help=f"ending in one of: {', '.join(FORMATS)}"
    )
    exporting.add_argument("--store", default=os.environ.get("DMZ_MAP_STORE"), metavar="URL",
                           help="another store than the project's own")  # fmt: skip
    sealing = verb("seal", _seal, "record the size and hash of changed files", "incidents")
    sealing.add_argument("names", nargs="*", metavar="NAME", help="resources (default: all)")
    return top


def _serve(options: argparse.Namespace) -> int:
    if what := _port_problem(options.address, options.port):
        print(what, file=sys.stderr)
        return 1
    open_package(options.root)
    os.environ["DMZ_MAP_ROOT"] = str(options.root.resolve())
    app = Path(__file__).with_name("app.py")
    print(f"DMZ Map: http://{options.address}:{options.port}", flush=True)
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    flags = [f"--server.port={options.port}", f"--server.address={options.address}"]
    os.chdir(DEFAULT_ROOT)
    os.execv(sys.executable, [*command, *flags])


def _port_problem(address: str, port: int) -> str | None:
    """Return why a server cannot listen there, in one sentence, or None."""
    if not 0 < port < 65536:
        return f"Port {port} does not exist. Take one from 1 to 65535: PORT=9000 make run."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            return (
                f"Port {port} on {address} cannot be used ({error.strerror}). "
                f"Stop what listens there, or take another port: PORT={port + 1} make run."
            )
    return None


def _validate(options: argparse.Namespace) -> int:
    report = validate(options.root)
    for issue in report.issues:
        print(issue, file=sys.stderr)
    print(", ".join(f"{name}: {number}" for name, number in report.counts.items()))
    print(f"{len(report.issues)} issues")
    return 1 if report.issues else 0


def _measure(options: argparse.Namespace) -> int:
    package = open_package(options.root)
    border = read_border(package)
    area = zone(border)
    print(as_text(measurements(border, area, sectors(border, area, read_sector_table(package)))))
    return 0


def _build(options: argparse.Namespace) -> int:
    build(options.root, package_dir=options.package_dir, report=print)
    return 0


def _new_incident(options: argparse.Namespace) -> int:
    if options.template or options.draft is None:
        print(template(options.root), end="")
        return 0
    return _add(options, plan_incident(options.root, read_draft(options.draft, options.root)))


def _add(options: argparse.Namespace, plan: Plan) -> int:
    for file, line in plan.lines:
        print(f"{file}: {line}")
    if options.dry_run:
        print("A dry run: nothing was written.")
        return 0
    carry_out(plan)
    print(f"Added {plan.incident_id}: {len(plan.lines)} rows; all checks passed, files sealed.")
    return 0


def _export(options: argparse.Namespace) -> int:
    count = export(open_site(options.root, store=options.store), options.file)
    print(f"{options.file}: {count} incidents")
    return 0


def _seal(options: argparse.Namespace) -> int:
    seal(options.root, *options.names)
    return 0

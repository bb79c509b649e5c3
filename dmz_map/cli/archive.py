"""The verbs of the project's own tables: check, measure, build, add an incident, seal."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from dmz_map.archive.drafts import read_draft, template
from dmz_map.archive.new_incident import Plan, carry_out, plan_incident
from dmz_map.archive.validation import validate
from dmz_map.cli.command import PATH, count, say, verb
from dmz_map.geo.build import build
from dmz_map.geo.layers import read_border, read_sector_table, sectors, zone
from dmz_map.geo.measure import as_text, measurements
from dmz_map.tabular.datapackage import open_package, seal

__all__ = ["archive_verbs"]


@verb("validate", "--strict")
@click.option("--strict", is_flag=True, help="warnings count as issues")
def _validate(root: Path, strict: bool) -> int:
    report = validate(root)
    for one in (*report.issues, *report.warnings):
        say(str(one), err=True)
    for told in report.sums if strict else ():
        say(f"told as a sum: {told}")
    say(", ".join(f"{name}: {number}" for name, number in report.counts.items()))
    warnings = f"{count(len(report.warnings), 'warning')} ({report.accepted} more accepted)"
    say(f"{count(len(report.issues), 'issue')}, {warnings}")
    return 1 if report.issues or (strict and report.warnings) else 0


@verb("measure")
def _measure(root: Path) -> int:
    package = open_package(root)
    border = read_border(package)
    area = zone(border)
    table = read_sector_table(package)
    say(as_text(measurements(border, area, sectors(border, area, table))))
    return 0


@verb("build")
@click.option("--package-dir", type=PATH, metavar="DIR", help="folder of the package")
def _build(root: Path, package_dir: Path | None) -> int:
    build(root, package_dir=package_dir, report=say)
    return 0


@verb("new-incident", "--from walk.toml --dry-run")
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
        say(f"{file}: {line}")
    if dry_run:
        say("A dry run: nothing was written.")
        return 0
    carry_out(plan)
    rows = len(plan.lines)
    say(f"Added {plan.incident_id}: {rows} rows; all checks passed, files sealed.")
    return 0


@verb("seal", "incidents")
@click.argument("names", nargs=-1)
def _seal(root: Path, names: tuple[str, ...]) -> int:
    seal(root, *names)
    return 0


archive_verbs: Final = (_validate, _measure, _build, _new_incident, _seal)
"""The verbs, as click has them."""

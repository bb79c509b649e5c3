"""Figures of the documentation, counted from the tables: rewrites what is between the marks.

A figure is between ``<!--=name-->`` and ``<!--/-->``, in a sentence or around lines of a table.
``python tools/figures.py`` writes them anew; with ``--check`` it only says which are stale.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from statistics import median

from dmz_map.archive.incidents import read_archive
from dmz_map.archive.validation import validate
from dmz_map.geo.layers import read_border
from dmz_map.tabular.csv_files import read_rows
from dmz_map.tabular.datapackage import open_package
from dmz_map.tabular.edtf import alternatives

ROOT = Path(__file__).parents[1]
PAGES = (
    "README.md", "docs/CODEBOOK.md", "docs/METHODOLOGY.md", "docs/EDITIONS.md",
)  # fmt: skip
MARK = re.compile(r"<!--=([a-z_0-9-]+)-->(.*?)<!--/-->", re.DOTALL)
COUNTS = ("people", "killed", "wounded")
GROUPS = ("crossing", "force", "hazard", "measures")


def rewritten(text, figures):
    """Return a page with its figures as they are now; an unknown name is an error."""

    def one(match):
        name, old = match.groups()
        new = str(figures[name])
        lines = f"\n\n{new}\n\n" if old.startswith("\n") else new
        return f"<!--={name}-->{lines}<!--/-->"

    return MARK.sub(one, text)


def figures(root=ROOT):
    """Return every figure by its name, as text."""
    package = open_package(root)
    tables = {
        name: [row for _, row in read_rows(one.path)]
        for name, one in package.resources.items()
        if one.schema
    }
    report, archive = validate(root), read_archive(package)
    found = {name: len(rows) for name, rows in tables.items()}
    found |= {"edition": package.edition, "edition_date": package.edition_date}
    found |= {"accepted_warnings": report.accepted}
    found |= _of_sources(tables) | _of_points(tables["incidents"], package)
    found |= _of_rows(tables, archive) | _of_support(tables)
    found |= _tables(tables, archive)
    return {name: f"{one:,}" if isinstance(one, int) else one for name, one in found.items()}


def _of_sources(tables):
    sources, places = tables["sources"], tables["places"]
    languages = Counter(row["language"] for row in sources)
    return {
        "undated_sources": sum(not row["published"] for row in sources),
        "sources_ko": languages["ko"],
        "sources_en": languages["en"],
        "languages": _listed(languages),
        "kinds": _listed(Counter(row["kind"] for row in sources)),
        "publishers": len({row["publisher"] for row in sources}),
        "house_count": len({row["house"] for row in tables["houses"]}),
        "place_kinds": _listed(Counter(row["kind"] for row in places)),
        "places_without_source": sum(not row["source_id"] for row in places),
        "places_without_url": sum(not row["url"] for row in places),
        "claim_fields": len({row["field"] for row in tables["claims"]}),
    }


def _of_points(incidents, package):
    """Count points; distances from the border are those of EPSG:5179."""
    import geopandas as gpd

    placed = [row for row in incidents if row["lon"]]
    lon, lat = ([float(row[name]) for row in placed] for name in ("lon", "lat"))
    at = gpd.GeoSeries(gpd.points_from_xy(lon, lat), crs=4326).to_crs(5179)
    line = read_border(package).geometry.to_crs(5179).iloc[0]
    away = at.distance(line) / 1000
    anchors = sum("Anchor" in row["note"] for row in placed)
    by_hand = sum("Point set by desk" in row["note"] for row in placed)
    sides = Counter(row["side"] for row in incidents)
    return {
        "points": len(placed),
        "anchors": anchors,
        "county_anchors": sum(
            "Anchor" in r["note"] and r["location_precision"] == "county" for r in placed
        ),
        "by_hand": by_hand,
        "anchors_and_by_hand": anchors + by_hand,
        "other_points": len(placed) - anchors - by_hand,
        "beyond_2_km": int((away > 2).sum()),
        "farthest_km": f"{away.max():.1f}",
        **{f"side_{side}": sides[side] for side in ("north", "south", "on_line")},
    }


def _of_rows(tables, archive):
    incidents = tables["incidents"]
    disputed = [row for row in incidents if row["dispute"]]
    quoted = [one for one in archive.incidents if one.claims]
    houses = {row["publisher"]: row["house"] for row in tables["houses"]}
    publisher = {row["id"]: row["publisher"] for row in tables["sources"]}
    cited = {}
    for row in tables["citations"]:
        house = houses.get(publisher[row["source_id"]], publisher[row["source_id"]])
        cited.setdefault(row["incident_id"], []).append(house)
    return {
        "high": sum(row["confidence"] == "high" for row in incidents),
        "medium": sum(row["confidence"] == "medium" for row in incidents),
        "disputed": len(disputed),
        "disputed_high": sum(row["confidence"] == "high" for row in disputed),
        "uncertain_dates": sum("?" in row["date"] for row in incidents),
        "ranges": sum(bool(row[f"{name}_low"]) for row in incidents for name in COUNTS),
        "range_rows": sum(any(row[f"{n}_low"] for n in COUNTS) for row in incidents),
        "denied": sum("(denied)" in row["actors"] for row in incidents),
        "placeless": sum(
            row["sector"] == row["location_precision"] == "unknown" for row in incidents
        ),
        "one_house": sum(len(set(found)) == 1 for found in cited.values()),
        "one_citation": sum(len(found) == 1 for found in cited.values()),
        "quoted_incidents": len(quoted),
        "quoted_claims": sum(len(one.claims) for one in quoted),
        "zone_claims": len(archive.zone_claims),
        "context_claims": len(archive.context_claims),
        "other_claims": len(archive.zone_claims) + len(archive.context_claims),
        "first_date": archive.incidents[0].date,
        "last_date": archive.incidents[-1].date,
        "linked_incidents": sum(bool(one.links) for one in archive.incidents),
        "categories": len(archive.vocabulary.values("category")),
    }


def _of_support(tables):
    supports = {}
    for row in tables["citations"]:
        supports.setdefault(row["incident_id"], set()).update(row["supports"].split(";"))
    above = [(r, n) for r in tables["incidents"] for n in COUNTS if r[n] not in ("", "0")]
    return {
        "dated_by_citation": sum("date" in found for found in supports.values()),
        "placed_by_citation": sum(bool(f & {"place_en", "sector"}) for f in supports.values()),
        "figures_above_zero": len(above),
        "figures_uncited": sum(name not in supports[row["id"]] for row, name in above),
    }


def _tables(tables, archive):
    incidents = tables["incidents"]
    decades = Counter(f"{one.first_day.year // 10 * 10}s" for one in archive.incidents)
    groups = Counter(archive.vocabulary.group(row["category"]) for row in incidents)
    relations = Counter(row["relation"] for row in tables["links"])
    forms = Counter(map(_form, (row["date"] for row in incidents)))
    return {
        "decades": _table([*sorted(decades), "Total"], [[*_in_order(decades), len(incidents)]]),
        "groups": _table([*GROUPS, "Total"], [[*(groups[g] for g in GROUPS), len(incidents)]]),
        "relations": _table([f"`{r}`" for r in relations], [list(relations.values())]),
        "blank_and_zero": _table(
            ["Incidents with", "blank", "0", "above 0"],
            [[f"`{n}`", *_blank_zero_more([row[n] for row in incidents])] for n in COUNTS],
        ),
        "precisions": _table(
            ["Precision", "Incidents", "Radius in metres: least, median, most"],
            [[f"`{p}`", *_radii(incidents, p)] for p in archive.vocabulary.values(
                "location_precision")],
        ),
        "date_forms": _table(["Form", "Incidents"], [[f, forms[f]] for f in _FORMS]),
    }  # fmt: skip


_FORMS = ("day", "day, uncertain", "days, interval", "one of two days", "month", "other")


def _form(date):
    if len(alternatives(date)) > 1:
        return "one of two days"
    plain = re.sub(r"\d", "0", date)
    known = {
        "0000-00-00": "day", "0000-00-00?": "day, uncertain", "0000-00": "month",
        "0000-00-00/0000-00-00": "days, interval",
    }  # fmt: skip
    return known.get(plain, "other")


def _radii(incidents, precision):
    rows = [row for row in incidents if row["location_precision"] == precision]
    metres = [float(row["radius_km"]) * 1000 for row in rows if row["radius_km"]]
    spread = (min(metres), median(metres), max(metres)) if metres else ()
    return len(rows), ", ".join(f"{one:,.0f}" for one in spread) or "–"


def _blank_zero_more(cells):
    blank, zero = cells.count(""), cells.count("0")
    return blank, zero, len(cells) - blank - zero


def _in_order(counter):
    return [counter[key] for key in sorted(counter)]


def _listed(counter):
    return ", ".join(f"`{name}` {number}" for name, number in counter.most_common())


def _table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def main(arguments):
    now, stale = figures(), []
    for page in PAGES:
        path = ROOT / page
        text = path.read_text(encoding="utf-8")
        if (new := rewritten(text, now)) != text:
            stale.append(page)
            if "--check" not in arguments:
                path.write_text(new, encoding="utf-8")
    print(f"stale: {', '.join(stale)}" if stale else "All figures are as the tables have them.")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

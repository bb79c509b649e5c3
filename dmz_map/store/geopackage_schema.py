"""The tables of a GeoPackage of incidents: https://www.geopackage.org/spec/."""

from __future__ import annotations

import sqlite3
from typing import Final

from dmz_map.store.records import COLUMNS

__all__ = ["add_missing_columns", "create_tables"]

_SYSTEMS: Final = (
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", None),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None),
    ("WGS 84 geodetic", 4326, "EPSG", 4326,
     'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
     'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]', None),
)  # fmt: skip
"""The reference systems that every GeoPackage lists."""

_COLUMNS: Final = ", ".join(
    f"{name} {'DOUBLE' if kind.startswith('DOUBLE') else kind}" for name, kind in COLUMNS.items()
)

_KEPT: Final = """CREATE TABLE IF NOT EXISTS before_change (
  change INTEGER NOT NULL, fid INTEGER NOT NULL, record TEXT NOT NULL, PRIMARY KEY (change, fid))"""
"""The table of the records, as JSON, that a change has replaced and its undo restores."""

_SCHEMA: Final = f"""
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name),
  column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id),
  z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name));
CREATE TABLE about (fid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL);
CREATE TABLE incidents (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT,
  {_COLUMNS}, UNIQUE (id));
{_KEPT};
CREATE TABLE packed (data BLOB NOT NULL);
INSERT INTO packed VALUES (x'');
CREATE VIRTUAL TABLE rtree_incidents_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE words USING fts5(
  text, content='', columnsize=0, tokenize='trigram case_sensitive 1');
CREATE VIRTUAL TABLE pieces USING fts5vocab(words, 'row');
INSERT INTO words(words, rank) VALUES ('hashsize', 67108864);
INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id) VALUES
  ('incidents', 'features', 'incidents', 4326), ('about', 'attributes', 'about', NULL);
INSERT INTO gpkg_geometry_columns VALUES ('incidents', 'geom', 'POINT', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('incidents', 'geom', 'gpkg_rtree_index',
  'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
"""
"""The tables of an empty file; ``packed``, ``words``, ``before_change`` are the project's own."""


def create_tables(db: sqlite3.Connection) -> None:
    """Make the tables of an empty file, outside of a transaction."""
    db.executescript(f"PRAGMA application_id = {0x47504B47};")
    db.executescript(f"PRAGMA user_version = 10300;{_SCHEMA}")
    db.executemany(f"INSERT INTO gpkg_spatial_ref_sys VALUES ({', '.join('?' * 6)})", _SYSTEMS)


def add_missing_columns(db: sqlite3.Connection) -> None:
    """Add the columns and tables that an older program did not write; nothing if all are there."""
    db.execute(_KEPT)
    there = {name for (name,) in db.execute("SELECT name FROM pragma_table_info('incidents')")}
    for name in COLUMNS:
        if name not in there:
            db.execute(f"ALTER TABLE incidents ADD COLUMN {name} {COLUMNS[name]}")

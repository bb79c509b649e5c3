"""The tables in PostgreSQL, and how they came to be: migrations in order, each run once."""

from __future__ import annotations

from typing import Any, Final

from dmz_map.errors import StoreError
from dmz_map.store.records import COLUMNS, MISSING

__all__ = ["MIGRATIONS", "lock", "migrate"]

_LOCK: Final = 0x444D5A  # any number that no one else locks by
_ONE: Final = f"""
CREATE TABLE dmz_map.about (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE dmz_map.incidents (
  fid bigint PRIMARY KEY, geom geometry(Point, 4326),
  {", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())}, UNIQUE (id));
CREATE INDEX incidents_geom ON dmz_map.incidents USING gist (geom);
CREATE INDEX incidents_day ON dmz_map.incidents (first_day, category, sector);
CREATE TABLE dmz_map.packed (
  fid bigint PRIMARY KEY, lon int NOT NULL, lat int NOT NULL, facts int NOT NULL,
  first int NOT NULL, last int NOT NULL, curve int NOT NULL, radius int NOT NULL);
CREATE TABLE dmz_map.words (
  fid bigint PRIMARY KEY, text text NOT NULL, hangul int[] NOT NULL);
CREATE INDEX words_text ON dmz_map.words USING gin (text gin_trgm_ops);
CREATE INDEX words_hangul ON dmz_map.words USING gin (hangul);
"""
_TWO: Final = """
DROP TABLE dmz_map.packed;
CREATE TABLE dmz_map.packed (
  fid bigint PRIMARY KEY, lon int NOT NULL, lat int NOT NULL, codes int NOT NULL,
  flags int NOT NULL, first int NOT NULL, last int NOT NULL, curve int NOT NULL,
  radius int NOT NULL, km int NOT NULL, km_uncertainty int NOT NULL);
"""
_ALL_COLUMNS: Final = "ALTER TABLE dmz_map.incidents " + ", ".join(
    f"ADD COLUMN IF NOT EXISTS {name} {COLUMNS[name]}" for name in MISSING
)
_FOUR: Final = f"""
{_ALL_COLUMNS};
CREATE TABLE dmz_map.before_change (
  change int NOT NULL, fid bigint NOT NULL, record text NOT NULL, PRIMARY KEY (change, fid));
"""

MIGRATIONS: Final = (_ONE, _TWO, _ALL_COLUMNS, _FOUR)
"""SQL from one version of the schema to the next; the first makes version 1 of nothing.

`_ALL_COLUMNS` adds those that the records have had since: a program with more of them has one more
migration that is just that. Whoever migrates fills ``packed`` anew from the incidents afterwards.
"""


def lock(cursor: Any) -> None:
    """Keep all other writers out until the transaction ends."""
    cursor.execute("SET LOCAL statement_timeout = 0")
    cursor.execute("SET LOCAL lock_timeout = '5s'")
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def migrate(cursor: Any) -> int:
    """Bring the schema to the newest version; call it with the lock held.

    Returns
    -------
    int
        The version that was there before; 0 for none.

    Raises
    ------
    StoreError
        If a newer program has been at the schema.
    """
    cursor.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    cursor.execute("CREATE SCHEMA IF NOT EXISTS dmz_map")
    cursor.execute(
        "CREATE TABLE IF NOT EXISTS dmz_map.migrations "
        "(number int PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())"
    )
    cursor.execute("SELECT coalesce(max(number), 0) FROM dmz_map.migrations")
    (done,) = cursor.fetchone()
    if done > len(MIGRATIONS):
        raise StoreError(
            f"The database's schema is of version {done}, newer than {len(MIGRATIONS)}, which "
            "this program knows. Update the program."
        )
    for number in range(done + 1, len(MIGRATIONS) + 1):
        cursor.execute(MIGRATIONS[number - 1])
        cursor.execute("INSERT INTO dmz_map.migrations(number) VALUES (%s)", [number])
    return int(done)

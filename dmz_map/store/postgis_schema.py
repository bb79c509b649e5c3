"""The tables in PostgreSQL, and how they came to be: migrations in order, each run once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from dmz_map.errors import StoreError
from dmz_map.store.records import COLUMNS

__all__ = ["MIGRATIONS", "connect", "lock", "migrate", "plainly"]

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

_UNPREPARED: Final = "The database {where} holds no store yet. Run `python -m dmz_map store init`."
_SENTENCES: Final = {
    "42P01": _UNPREPARED,  # undefined table
    "3F000": _UNPREPARED,  # undefined schema
    "55P03": "Another import is running. Wait until it has ended.",  # lock not available
    "57014": "The question took the database too long. Ask for less.",  # query cancelled
}

MIGRATIONS: Final = (_ONE,)
"""SQL from one version of the schema to the next; the first makes version 1 of nothing."""


def connect(url: str) -> Engine:
    """Return a pool of connections that heals by itself; nothing is opened yet.

    Raises
    ------
    StoreError
        If the address is none.
    """
    try:
        address = make_url(url).set(drivername="postgresql+psycopg")
    except ArgumentError as error:
        raise StoreError(
            "The store's address is none of a database. "
            "Write postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
        ) from error
    return create_engine(
        address,
        pool_pre_ping=True,
        pool_timeout=5,
        connect_args={
            "connect_timeout": 3,
            "keepalives_idle": 5,
            "tcp_user_timeout": 10_000,
            "application_name": "dmz-map",
            "options": "-c statement_timeout=20000",
        },
    )


@contextmanager
def plainly(address: URL) -> Iterator[None]:
    """Turn whatever the database says into one sentence, without the password."""
    where = f"{address.host or 'this machine'}:{address.port or 5432}/{address.database}"
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_sentence(error.orig, where)) from error
    except psycopg.Error as error:
        raise StoreError(_sentence(error, where)) from error
    except SQLAlchemyError as error:
        raise StoreError(f"The database {where} cannot be used: {error}.") from error


def _sentence(error: object, where: str) -> str:
    state = str(getattr(error, "sqlstate", None) or "08000")  # none: no answer at all
    if state in _SENTENCES:
        return _SENTENCES[state].format(where=where)
    reason = " ".join(str(error).split())[:200]
    if state[:2] in ("08", "57"):
        return (
            f"The database {where} cannot be reached ({reason}). "
            "Once it answers again, everything goes on by itself."
        )
    return f"The database {where} refused: {reason}."


def lock(cursor: Any) -> None:
    """Keep all other writers out until the transaction ends."""
    cursor.execute("SET LOCAL statement_timeout = 0")
    cursor.execute("SET LOCAL lock_timeout = '5s'")
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def migrate(cursor: Any) -> None:
    """Bring the schema to the newest version; call it with the lock held.

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

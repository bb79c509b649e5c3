"""Connections to PostgreSQL: a pool that heals by itself, and its failures as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from dmz_map.errors import StoreError

__all__ = ["Pool"]

_UNPREPARED: Final = "The database {where} has no store yet. Run `python -m dmz_map store init`."
_SENTENCES: Final = {
    "42P01": _UNPREPARED,  # undefined table
    "3F000": _UNPREPARED,  # undefined schema
    "55P03": "Another import is running. Wait until it has ended.",  # lock not available
    "57014": "The question took the database too long. Ask for less.",  # query cancelled
}
_MOST: Final = 10
_PATIENCE_S: Final = 1.0
_SETTINGS: Final[dict[str, Any]] = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "tcp_user_timeout": 10_000,
    "application_name": "dmz-map",
    "options": "-c statement_timeout=20000",
}


class Pool:
    """A pool of connections; nothing is opened until a question.

    Parameters
    ----------
    url
        ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``.

    Raises
    ------
    StoreError
        If the address is none of a database.
    """

    def __init__(self, url: str) -> None:
        try:
            given = conninfo_to_dict(url.replace("postgresql+psycopg://", "postgresql://", 1))
        except psycopg.ProgrammingError:
            raise StoreError(
                "The store's address is none of a database. "
                "Write postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
            ) from None  # the error would name the password
        host, port = given.get("host", "this machine"), given.get("port", 5432)
        self.where = f"{host}:{port}/{given.get('dbname', '')}"
        user = f"{given['user']}@" if "user" in given else ""
        self.address = f"postgresql://{user}{self.where}"
        self._address = make_conninfo(**{**_SETTINGS, **given})
        self._pool = ConnectionPool(
            self._address,
            min_size=0,
            max_size=_MOST,
            open=True,
            kwargs={"autocommit": True},
            check=ConnectionPool.check_connection,
            timeout=_PATIENCE_S,
            reconnect_timeout=_PATIENCE_S,
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        """Lend a cursor each of whose statements is a transaction, unless one is begun.

        Raises
        ------
        StoreError
            For whatever the database says, in one sentence without the password.
        """
        try:
            with self._connection() as connection, connection.cursor() as cursor:
                yield cursor
        except psycopg.Error as error:
            raise StoreError(self._sentence(error)) from error

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        """Lend a connection of the pool; if none is there within a second, one of its own.

        So a server that does not answer is reported with its reason, and one that is back is
        used at once.
        """
        try:
            connection = self._pool.getconn()
        except PoolTimeout:
            with psycopg.connect(self._address, autocommit=True) as own:
                yield own
            return
        try:
            yield connection
        finally:
            self._pool.putconn(connection)  # what is not committed is rolled back

    def _sentence(self, error: psycopg.Error) -> str:
        state = error.sqlstate or "08000"  # none: no answer at all
        if state in _SENTENCES:
            return _SENTENCES[state].format(where=self.where)
        reason = " ".join(str(error).split())[:200]
        if state[:2] in ("08", "57"):
            return (
                f"The database {self.where} cannot be reached ({reason}). "
                "Once it answers again, everything goes on by itself."
            )
        return f"The database {self.where} refused: {reason}."

"""The store in PostgreSQL: its schema, and what happens when it goes away."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from dmz_map.errors import StoreError
from dmz_map.store import postgis_schema
from dmz_map.store.query import Query
from tests import postgres
from tests.stores import DATA, assert_old_imports_are_shown, initialise_store, open_store

EVERYTHING = Query()
NOW = len(postgis_schema.MIGRATIONS)


def test_a_database_that_is_not_prepared_says_what_to_do(server):
    with pytest.raises(StoreError, match=r"no store yet\. Run `python -m dmz_map store init`"):
        open_store(server.new_database()).count(EVERYTHING)


@pytest.mark.slow
def test_a_database_that_goes_away_is_one_sentence_and_heals():
    if reason := postgres.why_not():
        pytest.skip(reason)
    with postgres.running_postgres() as own:
        store = initialise_store(own.new_database())
        count = store.count(EVERYTHING)
        own.stop()
        for _ in range(2):
            with pytest.raises(StoreError, match=r"cannot be reached .*goes on by itself\.$"):
                store.count(EVERYTHING)
        own.start()
        assert store.count(EVERYTHING) == count


def test_an_address_of_nothing_is_reported(tmp_path):
    with pytest.raises(StoreError, match="begins with mysql://"):
        open_store("mysql://localhost/x")
    nowhere = open_store("postgresql://secret:password@127.0.0.1:9/x")
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:9/x cannot be reached") as said:
        nowhere.count(EVERYTHING)
    assert "password" not in str(said.value)


def test_a_password_is_never_shown(server):
    address = server.new_database().replace("postgres@", "postgres:secret@")
    store = initialise_store(address)
    assert store.describe()["address"] == address.replace(":secret", "")
    with pytest.raises(StoreError, match="is none of a database") as said:
        open_store("postgresql://me:secret@[host/x")
    assert "secret" not in str(said.value)
    assert said.value.__cause__ is None


def test_more_readers_than_the_pool_has_connections_are_answered(server):
    store = initialise_store(server.new_database())
    with ThreadPoolExecutor(24) as threads:
        assert len(set(threads.map(lambda _: store.version, range(96)))) == 1


def test_a_schema_of_another_program_is_reported(server, monkeypatch):
    address = server.new_database()
    initialise_store(address)
    monkeypatch.setattr("dmz_map.store.postgis_queries.MIGRATIONS", ("",) * (NOW + 1))
    with pytest.raises(StoreError, match=f"version {NOW}; this program works with {NOW + 1}"):
        open_store(address).count(EVERYTHING)


def test_migrations_run_once_and_in_order(server, monkeypatch):
    address = server.new_database()
    initialise_store(address)
    more = (*postgis_schema.MIGRATIONS, "CREATE TABLE dmz_map.second (n int)")
    for name in ("schema", "store", "queries"):
        monkeypatch.setattr(f"dmz_map.store.postgis_{name}.MIGRATIONS", more)
    for _ in range(2):
        assert initialise_store(address).describe()["schema"] == f"version {NOW + 1} of {NOW + 1}"
    monkeypatch.undo()
    with pytest.raises(StoreError, match=f"version {NOW + 1}, newer than {NOW}"):
        initialise_store(address)


def test_a_database_of_version_1_is_migrated_with_its_imports(server):
    """The dump was written by the program before, with three imports and without the project's."""
    address = server.new_database()
    with psycopg.connect(address, autocommit=True) as connection:
        for name in ("postgis", "pg_trgm"):
            connection.execute(f"CREATE EXTENSION {name}")
        connection.execute((DATA / "postgis-version-1.sql").read_text(encoding="utf-8"))
    with pytest.raises(StoreError, match=f"version 1; this program works with {NOW}"):
        open_store(address).count(EVERYTHING)
    store = initialise_store(address)
    assert store.describe()["schema"] == f"version {NOW} of {NOW}"
    assert_old_imports_are_shown(store)
    version = store.version
    assert initialise_store(address).version == version

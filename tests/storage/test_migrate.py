"""Migrations build what the tables say, and nobody can change the history."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from storage.engine import make_engine, read_url
from storage.errors import StorageError
from storage.store import SqlStore, open_store
from storage.tables import Tables
from tests.storage.samples import keep, make_complaint, make_event


def _raw(database_url: str) -> Engine:
    """The database without anything that the store does to its connections."""
    return create_engine(database_url)


def test_migrations_build_exactly_the_tables(store: SqlStore, database_url: str) -> None:
    engine = make_engine(read_url(database_url))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Tables().metadata) == []
    engine.dispose()


def test_migrations_build_the_indexes_with_their_conditions(tmp_path: Path, key: bytes) -> None:
    migrated, made = f"sqlite:///{tmp_path / 'migrated.db'}", f"sqlite:///{tmp_path / 'made.db'}"
    open_store(migrated, key).close()
    engine = make_engine(read_url(made))
    Tables().metadata.create_all(engine)
    engine.dispose()
    assert _indexes(migrated) == _indexes(made)


def _indexes(url: str) -> set[str]:
    engine = _raw(url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
        indexes = set(found.scalars())
    engine.dispose()
    return indexes


def test_a_store_that_is_opened_again_holds_what_it_held(store: SqlStore, database_url: str, key: bytes) -> None:
    keep(store, make_complaint(1))
    again = open_store(database_url, key)
    assert again.complaint(make_complaint(1).number) == make_complaint(1)
    again.close()


def test_a_database_of_a_newer_program_is_refused(store: SqlStore, database_url: str, key: bytes) -> None:
    engine = _raw(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StorageError, match="由更新的版本建立（9999）"):
        open_store(database_url, key)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET note = 'x'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT * FROM events",
        "TRUNCATE events CASCADE",
        "UPDATE events SET digest = '' WHERE seq = 1",
        "UPDATE events SET row_digest = '', before = NULL",
    ],
)
def test_events_are_kept_even_from_raw_sql(store: SqlStore, database_url: str, statement: str) -> None:
    is_sqlite = database_url.startswith("sqlite")
    if ("REPLACE" in statement and not is_sqlite) or ("TRUNCATE" in statement and is_sqlite):
        statement = "DELETE FROM events WHERE seq > 0"
    number = make_complaint(1).number
    keep(store, make_complaint(1))
    with store.begin() as transaction:
        transaction.append([make_event(number)])
    before = store.history(number)
    engine = _raw(database_url)
    with pytest.raises(DBAPIError, match=re.escape("只能追加")), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    assert store.history(number) == before

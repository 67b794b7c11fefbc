"""What tests of several packages share: a store on each of the two databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from storage.store import SqlStore, open_store
from tests.storage.postgresql_server import PostgresqlServer, find_binaries

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def key() -> bytes:
    """One key for all databases of the run."""
    return Fernet.generate_key()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """A private server for the run, stopped at its end."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with PostgresqlServer(binaries) as server:
        yield server


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of the test's own."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'data' / 'sujie.db'}"
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    return server.new_database()


@pytest.fixture
def store(database_url: str, key: bytes) -> Iterator[SqlStore]:
    """An empty store."""
    opened = open_store(database_url, key)
    yield opened
    opened.close()

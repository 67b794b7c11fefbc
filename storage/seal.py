"""The seal: one known word in cipher, by which a wrong key is noticed before anything is read or written."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect, select

from storage.engine import connect, for_writing
from storage.tables import Tables
from storage.upsert import upsert

_WORD = "诉接"


def check_seal(engine: Engine, tables: Tables) -> None:
    """Read the seal, or set it in a new database; StorageError when it was set with another key."""
    with connect(engine) as connection:
        is_sealed = _read(connection, tables)
    if not is_sealed:
        with connect(for_writing(engine)) as connection:
            connection.execute(upsert(connection, tables.seals).values(id=1, token=_WORD).on_conflict_do_nothing())
        check_seal(engine, tables)


def check_seal_of_older(connection: Connection, tables: Tables) -> None:
    """Read the seal of a database that is brought up to date; one that is new has none."""
    if inspect(connection).has_table(tables.seals.name):
        _read(connection, tables)


def _read(connection: Connection, tables: Tables) -> bool:
    # Reading decrypts, and the wrong key cannot.
    return connection.execute(select(tables.seals.c.token)).first() is not None

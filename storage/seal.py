"""The seal: one known word in cipher, by which a wrong key is noticed before anything is read or written."""

from __future__ import annotations

from sqlalchemy import Engine, select

from storage.engine import connect, for_writing
from storage.tables import Tables
from storage.transaction import upsert

_WORD = "诉接"


def check_seal(engine: Engine, tables: Tables) -> None:
    """Read the seal, or set it in a new database; StorageError when it was set with another key."""
    seals = tables.seals
    with connect(engine) as connection:
        # Reading decrypts, and the wrong key cannot.
        is_sealed = connection.execute(select(seals.c.token)).first() is not None
    if not is_sealed:
        with connect(for_writing(engine)) as connection:
            connection.execute(upsert(connection, seals).values(id=1, token=_WORD).on_conflict_do_nothing())
        check_seal(engine, tables)

"""An opened database: its engine, its tables, and how its parts read and write."""

from __future__ import annotations

from contextlib import AbstractContextManager

from sqlalchemy import Connection, Engine

from storage.engine import connect, for_writing
from storage.tables import Tables


class Opened:
    """What every part of the store has."""

    def __init__(self, engine: Engine, tables: Tables) -> None:
        self._engine = engine
        self._writing_engine = for_writing(engine)
        self._tables = tables

    def close(self) -> None:
        """Give all connections back to the database."""
        self._engine.dispose()

    def _reading(self) -> AbstractContextManager[Connection]:
        return connect(self._engine)

    def _writing(self) -> AbstractContextManager[Connection]:
        return connect(self._writing_engine)

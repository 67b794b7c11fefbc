"""Many rows at once on SQLite: the types' own conversions, a column at a time, not a statement's work a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Table, insert
from sqlalchemy.engine import Dialect

from storage.canonical import Row
from storage.types import Words, without_nul
from storage.upsert import upsert

_Process = Callable[[object], object]
_FEW = 20


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all have the same columns.

    SQLAlchemy converts row by row, which takes half of an import's time; what is stored is the same. The driver of
    PostgreSQL has a fast way of its own.
    """
    if len(rows) < _FEW or connection.dialect.name != "sqlite":
        if rows:
            connection.execute(insert(table), list(rows))
        return
    _insert(connection, table, rows)


def upsert_rows(connection: Connection, table: Table, rows: Sequence[Row], on: str) -> None:
    """Insert rows that all have the same columns; a row with the same `on` gets the other values instead."""
    if len(rows) < _FEW or connection.dialect.name != "sqlite":
        if rows:
            added = upsert(connection, table)
            fresh = {name: added.excluded[name] for name in rows[0] if name != on}
            connection.execute(added.on_conflict_do_update(index_elements=[on], set_=fresh), list(rows))
        return
    others = ", ".join(f'"{name}" = excluded."{name}"' for name in rows[0] if name != on)
    _insert(connection, table, rows, f' ON CONFLICT ("{on}") DO UPDATE SET {others}')


def _insert(connection: Connection, table: Table, rows: Sequence[Row], otherwise: str = "") -> None:
    names = list(rows[0])
    columns = [_column(table, name, [row[name] for row in rows], connection.dialect) for name in names]
    written = ", ".join(f'"{name}"' for name in names)
    statement = f'INSERT INTO "{table.name}" ({written}) VALUES ({", ".join("?" * len(names))}){otherwise}'
    connection.exec_driver_sql(statement, list(zip(*columns, strict=True)))


def _column(table: Table, name: str, values: list[object], dialect: Dialect) -> list[object]:
    kind = table.c[name].type
    if isinstance(kind, Words):
        return _words(values)
    return _converted(values, kind.dialect_impl(dialect).bind_processor(dialect))


def _words(values: list[object]) -> list[object]:
    """Texts as the database can hold them; hardly one has anything to be left out, which a look at all shows."""
    if "\0" not in "".join([value for value in values if isinstance(value, str)]):
        return values
    return [without_nul(value) if isinstance(value, str) else value for value in values]


def _converted(values: list[object], process: _Process | None) -> list[object]:
    """The column's values as the driver takes them; one that stands in many rows is converted once."""
    if process is None:
        return values
    # By identity, which is cheap: a batch's rows share their times, and what is in the list cannot go.
    converted = {id(value): value for value in values}
    for key, value in converted.items():
        converted[key] = process(value)
    return [converted[id(value)] for value in values]

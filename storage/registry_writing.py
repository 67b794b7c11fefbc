"""The part of a transaction that keeps the campaign's lists."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from complaints.companies.registered import Registered
from storage.bulk import upsert_rows
from storage.canonical import Row
from storage.reading import SqlReader
from storage.upsert import hold_against_writers


class RegistryWriting(SqlReader):
    """The registered enterprises."""

    def register(self, enterprises: Sequence[Registered]) -> int:
        """Keep these, no key twice, in place of what was known under their keys; how many are new."""
        table = self._tables.registered
        # What another program registers meanwhile would be counted as new here.
        hold_against_writers(self._connection, table)
        count = select(func.count()).select_from(table)
        before = self._connection.execute(count).scalar_one()
        upsert_rows(self._connection, table, list(map(_row, enterprises)), on="key")
        return self._connection.execute(count).scalar_one() - before


def _row(one: Registered) -> Row:
    return {
        "key": one.key, "name": one.name, "uscc": one.uscc, "place": one.place, "address": one.address,
        "state": one.state, "kind": one.kind,
    }  # fmt: skip

"""Many rows at once are the same rows one by one, to the byte, in every type of column; a failure leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError, StatementError

from complaints.attachments import Attachment
from complaints.clocks import SHANGHAI
from complaints.errors import Conflict
from complaints.ports import Query
from complaints.records import Channel, Enterprise
from storage.bulk import insert_rows
from storage.canonical import canonical_json
from storage.engine import make_engine, read_url
from storage.store import SqlStore
from storage.tables import Tables
from storage.types import Moment, Secret, Serial, Words
from tests.storage.samples import NOON, make_complaint, make_event, make_notice, make_record, numbers

LONG = "停电𠮷🏭" * 17_501
TEXTS = ("", "停电", "𠮷野家🏭", "引'号\"和\\", "两\n行\r\n", LONG)
NUL = ("\0", "停\0电", f"{LONG}\0")
MOMENTS = (
    None, NOON, NOON, datetime(2021, 8, 30, tzinfo=UTC), datetime(1, 1, 2, tzinfo=UTC),
    datetime(9999, 12, 30, 23, 59, 59, 999_999, tzinfo=SHANGHAI),
    datetime(2021, 8, 30, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
)  # fmt: skip
JSONS = (
    None, {}, [], "", 0, 1.5, True, {"名": "𠮷🏭\u2028", "空": None}, ["a", 1, None], {"长": LONG}, canonical_json({"b": 1, "a": 2}),
)  # fmt: skip
VALUES: Mapping[str, Sequence[object]] = {
    "plain": (None, *TEXTS),
    "words": (None, *TEXTS, *NUL),
    "secret": (None, *TEXTS, *NUL),
    "moment": MOMENTS,
    "day": (None, date(2021, 8, 30), date.min, date.max),
    "yes": (None, True, False),
    "score": (None, 0.1 + 0.2, -0.0, 1e-300, 1e300, 1 / 3),
    "count": (None, 0, -1, 2**31 - 1),
    "big": (None, 0, 2**31, 2**53 + 1),
    "content": (None, b"", b"\0\xff", bytes(range(256)) * 300),
    "told": JSONS,
    "absent": tuple(None if one is None else one for one in JSONS),
}
"""By column: what it may hold, each value beside every other's at some row."""


def columns(cipher: Fernet) -> list[Column[object]]:
    return [
        Column("at", Integer, primary_key=True), Column("plain", Text), Column("words", Words),
        Column("secret", Secret(cipher)), Column("moment", Moment), Column("day", Date), Column("yes", Boolean),
        Column("score", Float), Column("count", Integer), Column("big", Serial), Column("content", LargeBinary),
        Column("told", JSON), Column("absent", JSON(none_as_null=True)),
    ]  # fmt: skip


class Twins:
    """Two tables of every type of column: one is filled at once, the other row by row."""

    def __init__(self, engine: Engine) -> None:
        cipher = Fernet(Fernet.generate_key())
        metadata = MetaData()
        self.engine = engine
        self.at_once = Table("at_once", metadata, *columns(cipher))
        self.singly = Table("singly", metadata, *columns(cipher))
        metadata.create_all(engine)

    def fill(self, rows: Sequence[dict[str, object]]) -> None:
        with self.engine.begin() as connection:
            insert_rows(connection, self.at_once, rows)
            for row in rows:
                connection.execute(insert(self.singly), row)

    def raw(self, table: str) -> list[tuple[object, ...]]:
        """What lies in the database, without SQLAlchemy's types; the cipher of a secret differs each time."""
        names = [name for name in self.at_once.c.keys() if name != "secret"]  # noqa: SIM118 - a collection of columns
        shown = ", ".join(f'CAST("{name}" AS TEXT)' if name in ("told", "absent") else f'"{name}"' for name in names)
        kinds = ", ".join(f'typeof("{name}")' for name in names) if self.engine.dialect.name == "sqlite" else "0"
        with self.engine.begin() as connection:
            rows = connection.exec_driver_sql(f'SELECT {shown}, {kinds} FROM {table} ORDER BY "at"').all()
        return [tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row) for row in rows]

    def secrets(self, table: Table) -> list[object]:
        with self.engine.begin() as connection:
            return list(connection.execute(select(table.c.secret).order_by(table.c.at)).scalars())


@pytest.fixture
def twins(database_url: str, tmp_path: object) -> Iterator[Twins]:
    engine = make_engine(read_url(database_url))
    yield Twins(engine)
    engine.dispose()


def rows_of(count: int, start: int = 0) -> list[dict[str, object]]:
    """Rows in which each column goes through its values at a pace of its own, now and then twice in a run."""
    return [
        {"at": at, **{name: values[(at // (1 + place % 3)) % len(values)] for place, (name, values) in enumerate(VALUES.items())}}
        for at in range(start, start + count)
    ]  # fmt: skip


def test_rows_at_once_are_the_rows_one_by_one(twins: Twins) -> None:
    at = 0
    # Below, at and above the number from which another way is taken.
    for count in (0, 1, 19, 20, 21, 60):
        twins.fill(rows_of(count, at))
        at += count
    found = twins.raw("at_once")
    assert len(found) == at
    assert found == twins.raw("singly")
    assert twins.secrets(twins.at_once) == twins.secrets(twins.singly)
    plain = [None if one is None else str(one).replace("\0", "") for one in VALUES["secret"]]
    assert set(twins.secrets(twins.at_once)) == set(plain)


def test_every_type_of_column_that_the_store_has_is_compared() -> None:
    used = {type(column.type) for table in Tables().metadata.tables.values() for column in table.c}
    compared = {type(column.type) for column in columns(Fernet(Fernet.generate_key()))}
    assert used <= compared


def test_every_value_stands_in_the_rows_that_are_compared() -> None:
    rows = rows_of(60)
    for name, values in VALUES.items():
        assert len({id(row[name]) for row in rows}) == len({id(value) for value in values})


def test_rows_whose_columns_come_in_another_order_are_stored_alike(twins: Twins) -> None:
    rows = [dict(reversed(row.items())) if at % 2 else row for at, row in enumerate(rows_of(40))]
    twins.fill(rows)
    assert twins.raw("at_once") == twins.raw("singly")


def test_equal_values_that_are_not_the_same_are_told_apart(twins: Twins) -> None:
    """True equals 1 and 1.0, and a list that was changed in between is still the same list."""
    rows = rows_of(30)
    for at, row in enumerate(rows):
        row["told"] = (True, 1, 1.0, "1", [1], [True])[at % 6]
        row["count"] = (True, 1, 0, False)[at % 4]
    twins.fill(rows)
    assert twins.raw("at_once") == twins.raw("singly")


@pytest.mark.parametrize("wrong", [{"moment": NOON.replace(tzinfo=None)}, {"told": {"x": object()}}, {"at": 7}])
def test_one_wrong_row_among_many_is_refused_and_leaves_none(twins: Twins, wrong: dict[str, object]) -> None:
    rows = rows_of(600)
    rows[300] |= wrong
    with pytest.raises((StatementError, ValueError, TypeError)):
        twins.fill(rows)
    assert twins.raw("at_once") == []
    twins.fill(rows_of(30))
    assert len(twins.raw("at_once")) == 30


def test_a_table_whose_unique_columns_clash_in_the_middle_is_left_as_it_was(twins: Twins) -> None:
    metadata = MetaData()
    table = Table("clash", metadata, Column("a", Integer), Column("b", Words), UniqueConstraint("a", "b"))
    metadata.create_all(twins.engine)
    with twins.engine.begin() as connection:
        insert_rows(connection, table, [{"a": 500, "b": "停\0电"}])
    with pytest.raises(IntegrityError), twins.engine.begin() as connection:
        insert_rows(connection, table, [{"a": at, "b": "停电"} for at in range(1_000)])
    with twins.engine.begin() as connection:
        assert connection.execute(select(table.c.a)).scalars().all() == [500]


# The same through the store: an import's batch, which fails in the middle.


def write_batch(store: SqlStore, first: int, count: int, clash: int | None = None) -> None:
    """What an import's batch writes; with `clash` one of its records is stored already."""
    batch = [
        make_complaint(at, record=make_record(f"SD-{1 if at == clash else at}"))
        for at in range(first, first + count)
    ]  # fmt: skip
    with store.begin() as transaction:
        transaction.lock_numbers(NOON.date(), count)
        transaction.add_enterprises(Channel.VISITS, [(str(at), f"{first}-{at}", Enterprise("甲")) for at in range(30)])
        transaction.append(make_event(one.number) for one in batch)
        transaction.post(make_notice(one.number) for one in batch)
        transaction.add(batch)
        transaction.sign([(one.number, b"s", 1) for one in batch])
        transaction.attach(Attachment(batch[0].number, "d", "a.jpg", NOON, "p-1"))


def test_a_batch_that_fails_in_the_middle_leaves_nothing_and_can_be_written_again(store: SqlStore) -> None:
    write_batch(store, 1, 1)
    before = store.verify()
    with pytest.raises(Conflict):
        write_batch(store, 2, 999, clash=500)
    assert numbers(store.find(Query())) == [1]
    assert store.verify() == before
    assert len(store.pending()) == 1
    assert store.attachments(make_complaint(2).number) == []
    write_batch(store, 2, 999)
    assert store.count(Query()) == 1_000
    assert store.verify().findings == ()
    assert store.verify().events == 1_000
    with store.begin() as transaction:
        assert transaction.lock_numbers(NOON.date(), 1) == 1_001
        assert len(list(transaction.signed_after(0))) == 1_000
        assert len({one.id for one in transaction.signed_after(0)}) == 1_000

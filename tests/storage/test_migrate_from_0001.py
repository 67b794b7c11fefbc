"""A database of the first version, with data in it, becomes one of today's: nothing is lost, and all is chained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from cryptography.fernet import Fernet
from sqlalchemy import JSON, Connection, MetaData, insert, text
from sqlalchemy.exc import DBAPIError

import storage
from complaints.complaint import Status, WaitingFor
from complaints.events import Event, EventKind
from complaints.ports import Query
from storage.complaint_rows import complaint_row, unit_rows
from storage.engine import connect, for_writing, make_engine, read_url
from storage.errors import StorageError
from storage.store import open_store
from storage.types import Moment, Secret
from tests.storage.samples import CLERK, NOON, POWER, WATER, give, make_complaint, make_event, stand

UPDATES = 6_000
DISPATCHED = give(make_complaint(1), POWER, WATER, due_at=NOON + timedelta(days=5))
STAFF = stand(make_complaint(2), waiting_for=WaitingFor.OWN_STAFF)
CLOSED = stand(give(make_complaint(3), WATER), status=Status.CLOSED, closed_at=NOON, returns=2)
FACTS = {"unit": POWER, "by_name": "赵主任", "a": '停"电\\\n'}
# Given by the database's own counter, which on PostgreSQL had left gaps.
HISTORY = {
    4: make_event(DISPATCHED.number, facts={}),
    5: make_event(STAFF.number, facts={}),
    9: make_event(DISPATCHED.number, kind=EventKind.MOVED, by=CLERK.id, from_status=Status.WAITING,
                  to_status=Status.DISPATCHED, command="分派", note="请办", facts=FACTS),
    12: make_event(CLOSED.number, to_status=Status.CLOSED),
    **{20 + at: make_event(CLOSED.number, kind=EventKind.UPDATED, note=str(at)) for at in range(UPDATES)},
}  # fmt: skip


@pytest.fixture
def first_version(database_url: str, key: bytes) -> str:
    """The address of a database as the first version left it."""
    engine = make_engine(read_url(database_url))
    config = Config()
    config.set_main_option("script_location", str(Path(storage.__file__).parent / "migrations"))
    with connect(for_writing(engine)) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with connect(for_writing(engine)) as connection:
        _fill(connection, key)
    engine.dispose()
    return database_url


def _fill(connection: Connection, key: bytes) -> None:
    metadata = MetaData()
    metadata.reflect(connection)
    for table in metadata.tables.values():
        for column in table.columns:
            if column.name == "at" or column.name.endswith("_at"):
                column.type = Moment()
            if column.name in ("reporter", "phone", "token"):
                column.type = Secret(Fernet(key))
            if column.name == "prediction":
                column.type = JSON(none_as_null=True)
    tables = metadata.tables

    def put(name: str, rows: Iterator[Mapping[str, object]]) -> None:
        known = {column.name for column in tables[name].columns}
        kept = [{column: value for column, value in row.items() if column in known} for row in rows]
        connection.execute(insert(tables[name]), kept)

    cases = (DISPATCHED, STAFF, CLOSED)
    put("complaints", map(complaint_row, cases))
    put("complaint_units", (row for case in cases for row in unit_rows(case)))
    put("events", ({"seq": seq, **_first_event_row(event)} for seq, event in HISTORY.items()))
    put("seals", iter([{"id": 1, "token": "诉接"}]))


def _first_event_row(event: Event) -> dict[str, object]:
    """The event's row as the first version wrote it."""
    return {
        "number": event.number, "at": event.at, "kind": event.kind.value, "by_id": event.by,
        "from_status": event.from_status, "to_status": event.to_status, "command": event.command,
        "note": event.note, "facts": dict(event.facts),
    }  # fmt: skip


def test_every_complaint_is_as_it_was(first_version: str, key: bytes) -> None:
    store = open_store(first_version, key)
    assert store.complaint(DISPATCHED.number) == DISPATCHED
    assert store.complaint(CLOSED.number) == CLOSED
    # The first version knew only that it is about somebody's people: still no unit may see it.
    assert store.complaint(STAFF.number) == stand(STAFF, avoids=("未写明的单位",))
    assert store.count(Query(without_staff_cases=True)) == 2
    assert store.find(Query(unit=WATER)) == [CLOSED, DISPATCHED]
    store.close()


def test_the_history_is_as_it_was_and_chained_without_gaps(first_version: str, key: bytes) -> None:
    store = open_store(first_version, key)
    found = store.verify()
    assert (found.events, found.findings) == (len(HISTORY), ())
    assert found.head.startswith(f"{len(HISTORY)}:")
    for number in (DISPATCHED.number, STAFF.number, CLOSED.number):
        expected = [event for event in HISTORY.values() if event.number == number]
        assert [replace(event, seq=0) for event in store.history(number)] == expected
    assert [event.seq for event in store.history(DISPATCHED.number)] == [1, 3]
    with store.begin() as transaction:
        transaction.append([make_event(STAFF.number, kind=EventKind.VIEWED)])
    assert store.history(STAFF.number)[-1].seq == len(HISTORY) + 1
    assert store.verify(found.head).findings == ()
    store.close()


@pytest.mark.parametrize("statement", ["UPDATE events SET digest = ''", "DELETE FROM events WHERE seq = 1"])
def test_the_history_is_kept_again(first_version: str, key: bytes, statement: str) -> None:
    open_store(first_version, key).close()
    engine = make_engine(read_url(first_version))
    with pytest.raises(DBAPIError, match="只能追加"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_another_key_changes_nothing(first_version: str, key: bytes) -> None:
    with pytest.raises(StorageError, match="密钥与数据库不符"):
        open_store(first_version, Fernet.generate_key())
    engine = make_engine(read_url(first_version))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "0001"
    engine.dispose()
    store = open_store(first_version, key)
    assert store.verify().findings == ()
    store.close()

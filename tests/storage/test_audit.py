"""Whoever has the database but not the key cannot change the history unnoticed, on both databases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

import pytest
from sqlalchemy import Connection, RowMapping, create_engine, text

from complaints.complaint import Status
from complaints.events import EventKind
from complaints.ports import Finding
from storage import audit
from storage.audit_rows import rows_as_stored
from storage.chain import START
from storage.errors import StorageError
from storage.store import SqlStore, open_store
from storage.tables import Tables
from tests.storage.samples import (
    POWER,
    append_from_another_process,
    give,
    given_up,
    keep,
    make_complaint,
    make_event,
    stand,
    tell,
)

DIGEST = "0" * 64
WHOLE: tuple[Finding, ...] = ()


def tamper(database_url: str, *statements: str) -> None:
    """Do it to the database behind the program's back, with everything off that is in the way."""
    engine = create_engine(database_url)
    is_sqlite = engine.dialect.name == "sqlite"
    off = [f"DROP TRIGGER events_no_{what}" for what in ("update", "delete", "replace")]
    with engine.begin() as connection:
        for statement in (*(off if is_sqlite else ["ALTER TABLE events DISABLE TRIGGER ALL"]), *statements):
            connection.execute(text(statement.replace(":", r"\:")))
    engine.dispose()


@pytest.fixture
def chained(store: SqlStore) -> SqlStore:
    """Ten events: filed, classified and dispatched for each of three complaints, and one of the desk's own."""
    tell(store, *(give(make_complaint(at), POWER) for at in (1, 2, 3)))
    with store.begin() as transaction:
        transaction.append([make_event("", kind=EventKind.EXPORTED, to_status=None, note="台账")])
    return store


def test_what_nobody_touched_is_whole(chained: SqlStore) -> None:
    found = chained.verify()
    assert (found.events, found.findings) == (10, WHOLE)
    assert found.head.startswith("10:")
    assert chained.verify(found.head) == found


def test_an_empty_history_is_whole(store: SqlStore) -> None:
    found = store.verify()
    assert (found.events, found.head, found.findings) == (0, str(START), WHOLE)
    assert store.verify(str(START)) == found


def _moved(first: int, second: int) -> tuple[str, ...]:
    return tuple(
        f"UPDATE events SET seq = {to} WHERE seq = {at}" for at, to in ((first, -1), (second, first), (-1, second))
    )


def _changed(seq: int, number: int) -> tuple[int, str]:
    return seq, f"第{seq}条（BS20210830-000{number}）：内容被改动"


_COPY = (
    "INSERT INTO events SELECT {seq}, number, at, kind, by_id, from_status, to_status, command, note, facts, before,"
    " follows, row_digest, digest FROM events WHERE seq = 10"
)
TAMPERINGS: dict[str, tuple[Sequence[str], list[tuple[int, str]]]] = {
    "a note": (["UPDATE events SET note = '已办' WHERE seq = 6"], [_changed(6, 2)]),
    "a note to nothing": (["UPDATE events SET note = '' WHERE seq = 6"], [_changed(6, 2)]),
    "a status to nothing": (["UPDATE events SET from_status = '' WHERE seq = 1"], [_changed(1, 1)]),
    "a time": (["UPDATE events SET at = '2021-08-30 04:00:01.000000' WHERE seq = 5"], [_changed(5, 2)]),
    "who it was": (["UPDATE events SET by_id = 'p-9' WHERE seq = 6"], [_changed(6, 2)]),
    "the facts": (["UPDATE events SET facts = '{}' WHERE seq = 5"], [_changed(5, 2)]),
    "where it stood before": (["UPDATE events SET before = NULL WHERE seq = 6"], [_changed(6, 2)]),
    "a value of where it stood before": (
        ['UPDATE events SET before = \'{"status":"closed"}\' WHERE seq = 6'],
        [_changed(6, 2)],
    ),
    "whether it follows": (["UPDATE events SET follows = true WHERE seq = 6"], [_changed(6, 2)]),
    "whose it is": (
        ["UPDATE events SET number = 'BS20210830-0001' WHERE seq = 5"],
        [(5, "第5条（BS20210830-0001）：内容被改动")],
    ),
    "the last row": (["UPDATE events SET note = '' WHERE seq = 10"], [(10, "第10条：内容被改动")]),
    "two neighbours": (["UPDATE events SET note = '已办' WHERE seq IN (5, 6)"], [_changed(5, 2), _changed(6, 2)]),
    "a middle row gone": (["DELETE FROM events WHERE seq = 5"], [(5, "第5条：被删除")]),
    "two rows gone": (["DELETE FROM events WHERE seq IN (4, 5)"], [(4, "第4条至第5条：被删除，共2条")]),
    "the row after a gap changed": (
        ["DELETE FROM events WHERE seq = 5", "UPDATE events SET note = '已办' WHERE seq = 6"],
        [(5, "第5条：被删除"), _changed(6, 2)],
    ),
    "the first row gone": (["DELETE FROM events WHERE seq = 1"], [(1, "第1条：被删除")]),
    "the last row gone": (["DELETE FROM events WHERE seq = 10"], [(10, "第10条：被删除")]),
    "a row put in at the end": ([_COPY.format(seq=11)], [(11, "第11条：被添加，不在链上")]),
    "a row put in after a gap": ([_COPY.format(seq=13)], [(13, "第13条：被添加，不在链上")]),
    "a row put in at the beginning": ([_COPY.format(seq=0)], [(0, "第0条：被添加，不在链上")]),
    "two neighbours swapped": (_moved(4, 5), [_changed(4, 2), _changed(5, 2)]),
    "two rows swapped": (_moved(2, 8), [_changed(2, 3), _changed(8, 1)]),
    "a digest": (
        [f"UPDATE events SET digest = '{DIGEST}' WHERE seq = 5"],
        [(5, "第5条（BS20210830-0002）：校验值被改动")],
    ),
    "a row's own digest": (
        [f"UPDATE events SET row_digest = '{DIGEST}' WHERE seq = 5"],
        [(5, "第5条（BS20210830-0002）：校验值被改动")],
    ),
    "a note and both digests": (
        [f"UPDATE events SET note = '', digest = '{DIGEST}', row_digest = '{DIGEST}' WHERE seq = 6"],
        [_changed(6, 2)],
    ),
    "the last digest": (
        [f"UPDATE events SET digest = '{DIGEST}' WHERE seq = 10"],
        [(10, "第10条：校验值被改动")],
    ),
    "the head's place": (
        ["UPDATE chain_head SET seq = 9"],
        [(0, "链头被改动（写着第9条），查不出末尾的记录是否被删除")],
    ),
    "no head": (["DELETE FROM chain_head"], [(0, "链头丢失，查不出末尾的记录是否被删除")]),
    "a complaint's status": (
        ["UPDATE complaints SET status = 'closed' WHERE number = 'BS20210830-0002'"],
        [(0, "BS20210830-0002：现为“已销号”，办理记录止于“待签收”")],
    ),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_exactly_what_was_tampered_with_is_named(chained: SqlStore, database_url: str, what: str) -> None:
    statements, expected = TAMPERINGS[what]
    tamper(database_url, *statements)
    assert [(finding.seq, finding.sentence) for finding in chained.verify().findings] == expected


# PostgreSQL keeps every column to its type.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "change", ["facts = '{'", "at = 'gestern'", "follows = 7", "note = x'ff'", "digest = x'00'", "before = '{\"a\"'"]
)
def test_what_cannot_even_be_read_is_named_too(chained: SqlStore, database_url: str, change: str) -> None:
    tamper(database_url, f"UPDATE events SET {change} WHERE seq = 5")
    assert [finding.seq for finding in chained.verify().findings] == [5]


def test_an_older_head_is_noticed_with_or_without_the_rows_after_it(chained: SqlStore, database_url: str) -> None:
    noted = chained.verify().head
    old = [f"UPDATE chain_head SET seq = 10, digest = '{noted[3:]}', seal = '{_seal(database_url)}'"]
    with chained.begin() as transaction:
        transaction.append([make_event("", kind=EventKind.EXPORTED, to_status=None)] * 2)
    later = chained.verify(noted)
    assert later.findings == WHOLE
    tamper(database_url, *old)
    sentence = "链头被换成旧的：链头为第10条，其后还有2条"
    assert [(finding.seq, finding.sentence) for finding in chained.verify().findings] == [(0, sentence)]
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM events WHERE seq > 10"))
    engine.dispose()
    # Now it is just what it was before: only a head that was noted since tells.
    assert chained.verify().findings == WHOLE
    assert [(finding.seq, finding.sentence) for finding in chained.verify(later.head).findings] == [
        (12, "第12条：与记下的链头不符，此后的链被重写或截短过")
    ]


def _seal(database_url: str) -> str:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        seal: str = connection.execute(text("SELECT seal FROM chain_head")).scalar_one()
    engine.dispose()
    return seal


def test_a_head_that_was_noted_holds_whatever_comes_after_it(chained: SqlStore) -> None:
    noted = chained.verify().head
    tell(chained, give(make_complaint(4), POWER))
    assert chained.verify(noted).findings == WHOLE
    assert chained.verify(f" {noted.replace(':', '：').upper()} ").findings == WHOLE


def test_another_digest_than_the_noted_one_is_named(chained: SqlStore) -> None:
    assert [finding.seq for finding in chained.verify(f"4:{DIGEST}").findings] == [4]


@pytest.mark.parametrize("noted", ["4", "4:", f":{DIGEST}", f"vier:{DIGEST}", "4:abc"])
def test_a_noted_head_that_is_none_is_refused(store: SqlStore, noted: str) -> None:
    with pytest.raises(StorageError, match="序号:校验值"):
        store.verify(noted)


def test_a_complaint_without_a_history_is_named(store: SqlStore) -> None:
    keep(store, make_complaint(1))
    assert [finding.sentence for finding in store.verify().findings] == ["BS20210830-0001：现为“待研判”，没有办理记录"]


def test_an_undone_step_leads_back(store: SqlStore) -> None:
    case = give(make_complaint(1), POWER)
    tell(store, case)
    with store.begin() as transaction:
        transaction.replace(case, stand(case, status=Status.WAITING))
        undone = make_event(case.number, kind=EventKind.UNDONE, to_status=Status.WAITING)
        seen = make_event(case.number, kind=EventKind.UPDATED, to_status=Status.CLOSED)
        transaction.append([undone, seen])
    assert store.verify().findings == WHOLE


@pytest.mark.parametrize("statement", ["UPDATE chain_head SET seq = 9", "DELETE FROM chain_head"])
def test_nothing_is_written_after_a_head_that_was_tampered_with(
    chained: SqlStore, database_url: str, statement: str
) -> None:
    tamper(database_url, statement)
    with pytest.raises(StorageError, match="sujie audit verify"), chained.begin() as transaction:
        transaction.append([make_event(make_complaint(1).number)])
    assert len(chained.history(make_complaint(1).number)) == 3


def test_what_is_rolled_back_leaves_no_gap(chained: SqlStore) -> None:
    with given_up(chained) as transaction:
        transaction.append([make_event(make_complaint(1).number)])
        assert [event.seq for event in transaction.history(make_complaint(1).number)] == [1, 2, 3, 11]
    tell(chained, give(make_complaint(4), POWER))
    assert [event.seq for event in chained.history(make_complaint(4).number)] == [11, 12, 13]
    assert chained.verify().findings == WHOLE


def test_several_programs_that_write_at_once_keep_one_chain(store: SqlStore, database_url: str, key: bytes) -> None:
    processes = [
        get_context("spawn").Process(target=append_from_another_process, args=(database_url, key, 30)) for _ in range(3)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    found = store.verify()
    assert (found.events, found.findings) == (60, WHOLE)
    assert found.head.startswith("60:")


def test_two_transactions_append_one_after_the_other(chained: SqlStore) -> None:
    def append() -> None:
        with chained.begin() as transaction:
            transaction.append([make_event("", kind=EventKind.EXPORTED, to_status=None, note="second")])

    with ThreadPoolExecutor(1) as thread:
        with chained.begin() as transaction:
            transaction.append([make_event("", kind=EventKind.EXPORTED, to_status=None, note="first")])
            transaction.write_events()
            second = thread.submit(append)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.5)
        second.result(timeout=10)
    assert [(event.seq, event.note) for event in chained.desk_events(2)] == [(12, "second"), (11, "first")]
    assert chained.verify().findings == WHOLE


def test_the_audit_sees_one_state_while_others_write(
    chained: SqlStore, database_url: str, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_store(database_url, key)

    def after_a_write(connection: Connection, tables: Tables) -> Iterator[RowMapping]:
        # Between the audit's look at the head and its look at the rows.
        tell(other, give(make_complaint(4), POWER))
        return rows_as_stored(connection, tables)

    monkeypatch.setattr(audit, "rows_as_stored", after_a_write)
    found = chained.verify()
    monkeypatch.undo()
    other.close()
    assert (found.events, found.findings) == (10, WHOLE)
    assert chained.verify(found.head).events == 13

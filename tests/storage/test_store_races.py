"""Several writers at once, on both databases: every number once, one winner, and readers who do not wait."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest

from complaints.complaint import Status
from complaints.errors import Conflict
from complaints.events import EventKind
from complaints.people import Invite, Role
from complaints.ports import Query
from storage.store import SqlStore, open_store
from tests.storage.samples import DAY, NOON, GivenUp, given_up, keep, make_complaint, make_event, make_notice, stand

_T = TypeVar("_T")
THREADS = 4
ROUNDS = 15


def _at_once(work: Callable[[int], _T]) -> list[_T]:
    """What `work` gave in each of the threads, which begin together."""
    start = Barrier(THREADS)

    def run(at: int) -> _T:
        start.wait()
        return work(at)

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(run, range(THREADS)))


def test_numbers_are_unique_and_without_gaps_with_four_writers_of_whom_some_roll_back(store: SqlStore) -> None:
    def take(at: int) -> list[int]:
        kept: list[int] = []
        for turn in range(ROUNDS):
            taken: list[int] = []
            try:
                with store.begin() as transaction:
                    count = 1 + (at + turn) % 3
                    first = transaction.lock_numbers(DAY, count)
                    taken = list(range(first, first + count))
                    transaction.post([make_notice(str(number)) for number in taken])
                    if (at + turn) % 4 == 0:
                        raise GivenUp
            except GivenUp:
                continue
            kept += taken
        return kept

    kept = sorted(number for numbers in _at_once(take) for number in numbers)
    assert kept == list(range(1, len(kept) + 1))
    assert sorted(int(notice.number) for notice in store.pending()) == kept


def test_of_many_who_replace_the_same_version_exactly_one_wins(store: SqlStore) -> None:
    stored = make_complaint(1)
    keep(store, stored)

    def replace_it(at: int) -> bool:
        try:
            with store.begin() as transaction:
                transaction.replace(stored, replace(stand(stored, status=Status.CLOSED), version=1, filed_by=f"p-{at}"))
                transaction.post([make_notice(stored.number)])
        except Conflict:
            return False
        return True

    won = _at_once(replace_it)
    assert sum(won) == 1
    present = store.complaint(stored.number)
    assert present is not None
    assert present.filed_by == f"p-{won.index(True)}"
    assert len(store.pending()) == 1


def test_of_many_who_add_the_same_record_exactly_one_succeeds(store: SqlStore) -> None:
    def add(at: int) -> bool:
        try:
            keep(store, make_complaint(at + 1, record=make_complaint(1).record))
        except Conflict:
            return False
        return True

    assert sum(_at_once(add)) == 1
    assert store.count(Query()) == 1


def test_an_invitation_is_taken_by_exactly_one(store: SqlStore) -> None:
    with store.begin() as transaction:
        transaction.add_invite(Invite("digest", Role.CLERK, "", "", "", NOON))

    def take(_: int) -> Invite | None:
        with store.begin() as transaction:
            return transaction.take_invite("digest", NOON - timedelta(days=1))

    assert sum(invite is not None for invite in _at_once(take)) == 1


def test_of_many_who_would_be_first_exactly_one_is(store: SqlStore) -> None:
    def be_first(_: int) -> list[bool]:
        firsts = []
        for turn in range(ROUNDS):
            with store.begin() as transaction:
                firsts.append(transaction.once(f"nudge:{turn}", NOON))
                transaction.append([make_event("", kind=EventKind.EXPORTED, to_status=None)] * firsts[-1])
        return firsts

    assert [sum(turn) for turn in zip(*_at_once(be_first), strict=True)] == [1] * ROUNDS
    assert (store.verify().events, store.verify().findings) == (ROUNDS, ())


def test_what_was_first_in_vain_can_be_first_again(store: SqlStore) -> None:
    with given_up(store) as transaction:
        assert transaction.once("red:1", NOON)
    with store.begin() as transaction:
        assert transaction.remembered(["red:1"]) == frozenset()
        assert transaction.once("red:1", NOON)
        assert not transaction.once("red:1", NOON)
        assert transaction.remembered(["red:1", "red:2"]) == {"red:1"}


def test_a_reader_neither_waits_for_a_writer_nor_sees_what_is_not_kept(store: SqlStore) -> None:
    keep(store, make_complaint(1))
    with store.begin() as transaction:
        transaction.add([make_complaint(2)])
        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(store.count, Query()).result(timeout=5) == 1
    assert store.count(Query()) == 2


def test_many_who_open_the_same_new_database_at_once_all_get_it(database_url: str, key: bytes) -> None:
    stores = _at_once(lambda _: open_store(database_url, key))
    keep(stores[0], make_complaint(1))
    assert [store.count(Query()) for store in stores] == [1] * THREADS
    for store in stores:
        store.close()


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_serves_several_threads(address: str) -> None:
    store = open_store(address)
    _at_once(lambda at: keep(store, make_complaint(at + 1)))
    assert store.count(Query()) == THREADS
    store.close()

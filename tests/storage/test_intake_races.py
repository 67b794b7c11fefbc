"""What comes in through two programs at once, on both databases: kept once, and missed by nobody who follows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine

from complaints.attachments import Attachment
from complaints.duplicates import Proposal
from complaints.likeness import Likeness
from complaints.overheard import Asked, Overheard, OverheardState
from complaints.ports import Query
from complaints.ports_intake import Signed
from complaints.records import Channel, Enterprise, RawRecord
from storage.store import SqlStore, open_store
from tests.kit import district
from tests.storage.postgresql_server import PostgresqlServer
from tests.storage.samples import NOON, keep, make_complaint, tell

RECORDS = 25
PROCESSES = 2
NUMBERS = [make_complaint(at).number for at in range(1, 5)]


def take_in(url: str, key: bytes, seat: int) -> None:
    """What one of two programs does: the same file, ledger, files and decisions, one record a transaction."""
    store = open_store(url, key)
    with TemporaryDirectory() as folder:
        desk = district(store, Path(folder)).desk
        for at in range(RECORDS):
            order = at if seat == 0 else RECORDS - 1 - at
            desk.receive(RawRecord(Channel.HOTLINE, f"order-{order}", f"第{order % 20}车间停电三次变压器坏了"))
            line = ("K1", f"line-{order}", Enterprise("清釉陶瓷"))
            with store.begin() as transaction:
                added = transaction.add_enterprises(Channel.ENTERPRISES, [line])
                transaction.once(f"{seat}:{order}:{added}", NOON)
                transaction.propose([Proposal(NUMBERS[at % 3 + 1], NUMBERS[0], Likeness(0.5, True), NOON)])
                transaction.attach(Attachment(NUMBERS[0], f"d{order}", f"{seat}.jpg", NOON, "p-1"))
    store.close()


def run_at_once(database_url: str, key: bytes) -> None:
    processes = [get_context("spawn").Process(target=take_in, args=(database_url, key, at)) for at in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * PROCESSES


def test_two_programs_that_take_in_the_same_keep_it_once(store: SqlStore, database_url: str, key: bytes) -> None:
    tell(store, *(make_complaint(at) for at in range(1, 5)))
    with store.begin() as transaction:
        transaction.lock_numbers(NOON.date(), 4)
    run_at_once(database_url, key)
    found = [one for one in store.find(Query()) if one.record.external_id.startswith("order-")]
    assert sorted(one.record.external_id for one in found) == sorted(f"order-{at}" for at in range(RECORDS))
    numbers = sorted(int(one.number[-4:]) for one in store.find(Query()))
    assert numbers == list(range(1, len(numbers) + 1))
    assert store.known_enterprises() == [("清釉陶瓷", "K1")]
    assert len(store.enterprises("K1")) == RECORDS
    news = [f"{seat}:{at}:1" for seat in range(PROCESSES) for at in range(RECORDS)]
    with store.begin() as transaction:
        assert len(transaction.remembered(news)) == RECORDS, "each line was new to exactly one"
        signed = list(transaction.signed_after(0))
        told = transaction.told([one.id for one in signed])
    assert sorted(one.number for one in told.values()) == sorted(one.number for one in found)
    assert sorted(one.digest for one in store.attachments(NUMBERS[0])) == sorted(f"d{at}" for at in range(RECORDS))
    assert len(store.proposals(NUMBERS[0])) == 3
    # The four stand otherwise than their history says: that much is found, and no break of the chain.
    assert [one for one in store.verify().findings if one.seq] == []


def test_words_are_decided_by_exactly_one(store: SqlStore) -> None:
    heard = Overheard("群", "wx-1", "王会计", "停电", NOON, ("m1",), 0.9, Asked.SPEAKER)
    for _turn in range(5):
        with store.begin() as transaction:
            heard_id = transaction.overhear(heard)

        def settle(at: int, heard_id: int = heard_id) -> bool:
            with store.begin() as transaction:
                return transaction.settle(heard_id, OverheardState.FILED, NUMBERS[at])

        with ThreadPoolExecutor(4) as threads:
            won = list(threads.map(settle, range(4)))
        assert sum(won) == 1
        assert store.overheard(heard_id) == replace(
            heard, text="", name="", state=OverheardState.FILED, number=NUMBERS[won.index(True)], id=heard_id
        )


class Follower:
    """Reads signatures as the index of a running program does: only those after the last known one."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self.known: list[Signed] = []

    def learn(self) -> list[int]:
        with self._store.begin() as transaction:
            self.known += transaction.signed_after(self.known[-1].id if self.known else 0)
        return [one.day for one in self.known]


def test_who_follows_the_signatures_misses_none_of_a_slower_writer(
    postgresql_server: PostgresqlServer, key: bytes
) -> None:
    """A writer that began first and ends last: its ids must not come to light behind later ones."""
    url = postgresql_server.new_database()
    store = open_store(url, key)
    keep(store, make_complaint(1), make_complaint(2))
    follower = Follower(store)

    def sign(at: int) -> None:
        with store.begin() as transaction:
            transaction.sign([(make_complaint(at).number, b"s", at)])

    watching = create_engine(url)
    with ThreadPoolExecutor(1) as thread:
        with store.begin() as slow:
            slow.sign([(make_complaint(1).number, b"s", 1)])
            fast = thread.submit(sign, 2)
            while not fast.done() and not _somebody_waits(watching):
                pass
            follower.learn()
        fast.result()
    watching.dispose()
    assert sorted(follower.learn()) == [1, 2]
    store.close()


def _somebody_waits(watching: object) -> bool:
    with watching.connect() as connection:  # type: ignore[attr-defined]
        return bool(connection.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE NOT granted").scalar())

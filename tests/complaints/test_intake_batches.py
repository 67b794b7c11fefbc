"""Streams of records into the store: batches and their edges, orders told twice, a crash in the middle."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints import receiving
from complaints.events import EventKind
from complaints.intake import Outcome, Receipt
from complaints.ports import Query
from complaints.receiving import BATCH
from complaints.records import Channel, RawRecord
from storage.store import SqlStore, open_store
from storage.transaction import SqlTransaction
from tests.kit import MONDAY, District, district

TEXTS = ("停电了", "水压不足", "退税没有到账")
TOLD = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(TEXTS)), max_size=30)
"""Which order tells what, one after the other."""
SMALL = 3
"""Records of a batch where many batches are wanted of few records."""


class Crash(Exception):
    """The program ends here."""


class Counted:
    """A store that counts its transactions for writing, and crashes at the end of one of them."""

    def __init__(self, store: SqlStore, crash_at: int = 0) -> None:
        self._store = store
        self._crash_at = crash_at
        self.kept = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    @contextmanager
    def begin(self) -> Iterator[SqlTransaction]:
        with self._store.begin() as transaction:
            yield transaction
            if self.kept + 1 == self._crash_at:
                raise Crash
        self.kept += 1


@contextmanager
def place_on(store: object) -> Iterator[District]:
    with TemporaryDirectory() as folder:
        yield district(store, Path(folder))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty store: copying it is faster than making its tables."""
    folder = tmp_path_factory.mktemp("template")
    open_store(f"sqlite:///{folder / 'desk.db'}").close()
    return folder


@contextmanager
def copies_of(template: Path, count: int = 1) -> Iterator[list[SqlStore]]:
    """So many empty stores, for one example each."""
    with ExitStack() as closing:
        stores: list[SqlStore] = []
        for at in range(count):
            folder = Path(closing.enter_context(TemporaryDirectory())) / str(at)
            shutil.copytree(template, folder)
            stores.append(open_store(f"sqlite:///{folder / 'desk.db'}"))
            closing.callback(stores[-1].close)
        yield stores


@pytest.fixture
def memory() -> Iterator[SqlStore]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "BATCH", SMALL)


@contextmanager
def batches_of(size: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receiving, "BATCH", size)
        yield


def record(order: object, text: str, **facts: object) -> RawRecord:
    return RawRecord(Channel.HOTLINE, f"order-{order}", text, **facts)  # type: ignore[arg-type]


def far_apart(count: int) -> list[RawRecord]:
    """So many records; none is near enough in time to be like another."""
    first = MONDAY - timedelta(days=46 * count)
    return [record(at, "停电了", received_at=first + timedelta(days=46 * at)) for at in range(count)]


def state(store: SqlStore) -> list[tuple[str, str, str, str]]:
    """What the store has of each order in the end: under which number, in which words, where it stands."""
    return [(one.number, one.record.external_id, one.text, one.status.value) for one in store.find(Query())]


def outcomes(received: Sequence[tuple[int, Receipt]]) -> list[str]:
    """What became of the records, in their order in the stream."""
    return [receipt.outcome.value for _, receipt in sorted(received, key=lambda one: one[0])]


@pytest.mark.parametrize("count", [0, 1, BATCH - 1, BATCH, BATCH + 1, 2 * BATCH])
def test_at_every_edge_of_a_batch_each_record_is_taken_in_once_and_in_order(memory: SqlStore, count: int) -> None:
    assert BATCH == 1000
    counted = Counted(memory)
    with place_on(counted) as place:
        received = list(place.desk.receive_all(far_apart(count)))
        assert [at for at, _ in received] == list(range(count))
        assert [int(receipt.complaint.number[-4:]) for _, receipt in received] == list(range(1, count + 1))
        assert [receipt.complaint.record.external_id for _, receipt in received] == [
            f"order-{at}" for at in range(count)
        ]
        assert outcomes(received) == ["new"] * count
        # One transaction looks what is known, and one stores, for each batch.
        assert counted.kept == 2 * -(-count // BATCH)
        stored, head = state(memory), memory.verify()
        again = list(place.desk.receive_all(far_apart(count)))
        assert outcomes(again) == ["repeated"] * count
        assert state(memory) == stored
        assert memory.verify() == head
        assert head.events == sum(len(memory.history(number)) for number, *_ in stored)


def test_the_same_order_told_twice_in_one_batch_is_one_complaint_in_its_last_words(memory: SqlStore) -> None:
    with place_on(memory) as place:
        told = [record(1, "停电了"), record(2, "退税没有到账"), record(1, "停电了"), record(1, "停电又来了")]
        received = list(place.desk.receive_all(told))
        assert outcomes(received) == ["new", "new", "repeated", "updated"]
        assert [(ext, text) for _, ext, text, _ in state(memory)] == [
            ("order-2", "退税没有到账"),
            ("order-1", "停电又来了"),
        ]
        number = received[0][1].complaint.number
        assert [event.kind for event in memory.history(number)].count(EventKind.UPDATED) == 1


def test_a_changed_order_is_stored_last_and_once_however_often_the_stream_tells_it(
    memory: SqlStore, small_batches: None
) -> None:
    with place_on(memory) as place:
        place.desk.receive(record("old", "停电了"))
        told = [record("old", "水压不足"), *(record(at, "退税没有到账") for at in range(4 * SMALL))]
        told += [record("old", "停电又来了")]
        received = list(place.desk.receive_all(told))
        assert received[-1][0] == len(told) - 1
        assert received[-1][1].outcome is Outcome.UPDATED
        assert outcomes(received) == ["repeated", *["new"] * 4 * SMALL, "updated"]
        old = memory.by_external_id(Channel.HOTLINE, "order-old")
        assert old is not None
        assert (old.text, old.version) == ("停电又来了", 1)


def test_held_changes_are_stored_early_where_there_are_too_many(
    memory: SqlStore, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "HELD_AT_MOST", 4)
    with place_on(memory) as place:
        list(place.desk.receive_all([record(at, "停电了") for at in range(9)]))
        told = [*(record(at, "水压不足") for at in range(9)), *(record(f"n{at}", "停电了") for at in range(30))]
        received = list(place.desk.receive_all(told))
        assert sorted(at for at, _ in received) == list(range(len(told)))
        assert outcomes(received) == ["updated"] * 9 + ["new"] * 30
        places = [at for at, _ in received]
        assert places.index(0) < places.index(len(told) - 1) < places.index(8)
        assert {text for _, ext, text, _ in state(memory) if "n" not in ext} == {"水压不足"}


def test_a_change_that_was_taken_back_within_the_stream_changes_nothing(memory: SqlStore, small_batches: None) -> None:
    with place_on(memory) as place:
        place.desk.receive(record("old", "停电了"))
        head = memory.verify()
        told = [record("old", "水压不足"), record("old", "停电了")]
        assert outcomes(list(place.desk.receive_all(told))) == ["repeated", "repeated"]
        assert memory.verify() == head


@given(told=TOLD, size=st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_the_last_words_of_each_order_are_kept_and_the_same_stream_again_is_no_news(
    template: Path, told: list[tuple[int, str]], size: int
) -> None:
    with copies_of(template) as [store], batches_of(size), place_on(store) as place:
        stream = [record(order, text) for order, text in told]
        received = list(place.desk.receive_all(stream))
        assert sorted(at for at, _ in received) == list(range(len(told)))
        last = {f"order-{order}": text for order, text in told}
        assert {ext: text for _, ext, text, _ in state(store)} == last
        assert sorted(int(number[-4:]) for number, *_ in state(store)) == list(range(1, len(last) + 1))
        firsts = [order not in [one for one, _ in told[:at]] for at, (order, _) in enumerate(told)]
        assert [outcome == "new" for outcome in outcomes(received)] == firsts
        kept, head = store.find(Query()), store.verify()
        assert outcomes(list(place.desk.receive_all(stream))) == ["repeated"] * len(told)
        assert (store.find(Query()), store.verify()) == (kept, head)
        assert head.findings == ()


@given(told=TOLD, size=st.integers(1, 4), crash_at=st.integers(1, 20))
@settings(max_examples=40, deadline=None)
def test_a_crash_and_the_same_stream_again_give_the_store_of_an_unbroken_run(
    template: Path, told: list[tuple[int, str]], size: int, crash_at: int
) -> None:
    stream = [record(order, text) for order, text in told]
    with copies_of(template, 2) as [unbroken, broken], batches_of(size):
        with place_on(unbroken) as place:
            list(place.desk.receive_all(stream))
        with place_on(Counted(broken, crash_at)) as place, suppress(Crash):
            list(place.desk.receive_all(stream))
        # Started again, with an index that has to learn everything anew.
        with place_on(broken) as place:
            list(place.desk.receive_all(stream))
        assert state(broken) == state(unbroken)
        assert broken.verify().findings == ()
        if len(set(told)) == len({order for order, _ in told}):
            # Without changes of words it does not matter either when each pair was compared.
            assert pairs(broken) == pairs(unbroken)


def pairs(store: SqlStore) -> set[tuple[str, str]]:
    return {(one.number, one.other) for one in store.proposals()}


@given(before=TOLD, told=TOLD, size=st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_a_preview_says_what_the_run_will_say_and_leaves_nothing(
    template: Path, before: list[tuple[int, str]], told: list[tuple[int, str]], size: int
) -> None:
    with copies_of(template) as [store], batches_of(size), place_on(store) as place:
        list(place.desk.receive_all([record(order, text) for order, text in before]))
        stream = [record(order, text) for order, text in told]
        kept, head, pending, proposed = store.find(Query()), store.verify(), store.pending(), store.proposals()
        previewed = list(place.desk.preview(stream))
        assert (store.find(Query()), store.verify(), store.pending()) == (kept, head, pending)
        assert store.proposals() == proposed
        assert list(place.desk.receive_all(stream)) == previewed
        assert {receipt.outcome for _, receipt in place.desk.preview(stream)} <= {Outcome.REPEATED}


class FiledMeanwhile:
    """An understander that takes its time: somebody else files the same record until it answers."""

    def __init__(self, inner: object, file: object) -> None:
        self._inner = inner
        self._file = file

    def begin(self, told: object) -> object:
        result = self._inner.begin(told)  # type: ignore[attr-defined]

        def waited() -> object:
            self._file()  # type: ignore[operator]
            return result()

        return waited


def test_what_another_program_takes_in_meanwhile_is_repeated_and_the_others_are_new(memory: SqlStore) -> None:
    with place_on(memory) as elsewhere, place_on(memory) as place:
        place.desk._understander = FiledMeanwhile(  # type: ignore[assignment]
            place.desk._understander, lambda: elsewhere.desk.receive(record(2, "停电了"))
        )
        received = list(place.desk.receive_all([record(1, "停电了"), record(2, "停电了"), record(3, "水压不足")]))
        assert outcomes(received) == ["new", "repeated", "new"]
        assert sorted(int(number[-4:]) for number, *_ in state(memory)) == [1, 2, 3]
        waterworks = memory.by_external_id(Channel.HOTLINE, "order-3")
        assert waterworks is not None
        assert waterworks.lead == "区水利局", "each is understood by its own words"

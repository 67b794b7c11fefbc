"""Texts understood in another process are understood as here, and none is lost where that process fails."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import app.workers
from app.settings import Settings
from app.wiring import open_house
from app.workers import Apart, CompareApart, UnderstandApart
from complaints.intake import Understanding
from complaints.likeness import Likeness, Told
from complaints.ports_intake import LikenessIndex, Understander

LARGE, FEW = 20, 19
SENTENCES = (
    "车间电压不稳，变压器增容申请一个月没人来看",
    "办理营业执照变更跑了三趟都说材料不全",
    "厂门口的路灯坏了半个月",
)


class Counting:
    """Hands on to the Understander that it is given, and counts the batches that are understood in this process."""

    def __init__(self, inner: Understander) -> None:
        self._inner = inner
        self.done = 0

    def begin(self, told: Sequence[Told]) -> Callable[[], list[Understanding]]:
        result = self._inner.begin(told)

        def counted() -> list[Understanding]:
            self.done += 1
            return result()

        return counted


class Refusing:
    """Likenesses that must never be compared here."""

    def sign(self, told: Sequence[Told]) -> list[bytes]:
        raise AssertionError(f"{len(told)} texts were signed here")

    def begin(self, pairs: Sequence[tuple[Told, Told]]) -> Callable[[], list[Likeness]]:
        def fail() -> list[Likeness]:
            raise AssertionError(f"{len(pairs)} pairs were compared here")

        return fail

    def index(self) -> LikenessIndex:
        raise AssertionError("no index is asked for here")


@pytest.fixture
def here(data_folder: Path) -> Iterator[Counting]:
    with open_house(Settings(data=data_folder)) as house:
        yield Counting(house.here)


@pytest.fixture
def apart(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Apart]:
    monkeypatch.setattr(app.workers, "LARGE", LARGE)
    monkeypatch.setattr(app.workers, "MANY", LARGE)
    with open_house(Settings(data=data_folder)) as house:
        apart = Apart(Settings(data=data_folder), lambda: house.brain.model.version)
        yield apart
        apart.close()


@pytest.fixture
def understander(here: Counting, apart: Apart) -> UnderstandApart:
    return UnderstandApart(here, apart)


def batch(number: int, size: int = LARGE) -> list[Told]:
    return [Told(f"{SENTENCES[at % 3]}（{number}-{at}）", company=f"博山第{at}陶瓷厂") for at in range(size)]


def process_of(apart: Apart, understander: UnderstandApart) -> int:
    """Give it large batches until its process has done one; the process's id."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        understander.begin(batch(0))()
        if apart.process_ids:
            return apart.process_ids[0]
        time.sleep(0.1)
    raise AssertionError("the process was never ready")


def test_another_process_understands_the_same(apart: Apart, understander: UnderstandApart, here: Counting) -> None:
    process_of(apart, understander)
    told = batch(1)
    before = here.done
    result = understander.begin(told)()
    assert here.done == before
    assert result == here.begin(told)()


def test_another_process_compares_the_same(apart: Apart, understander: UnderstandApart, data_folder: Path) -> None:
    process_of(apart, understander)
    pairs = list(zip(batch(1), [*batch(2)[1:], batch(1)[-1]], strict=True))
    with open_house(Settings(data=data_folder)) as house:
        refuse = Refusing()
        assert CompareApart(refuse, apart).begin(pairs)() == house.likenesses.compare(pairs)
        assert CompareApart(house.likenesses, apart).begin(pairs[:2])() == house.likenesses.compare(pairs[:2])
        with pytest.raises(AssertionError):
            CompareApart(refuse, apart).begin(pairs[:2])()


def test_pairs_alone_begin_no_process(apart: Apart, data_folder: Path) -> None:
    pairs = list(zip(batch(1), batch(2), strict=True))
    with open_house(Settings(data=data_folder)) as house:
        for _ in range(3):
            assert len(CompareApart(house.likenesses, apart).begin(pairs)()) == LARGE
    assert apart.process_ids == []


def test_pairs_that_a_killed_process_had_taken_are_compared_here(
    apart: Apart, understander: UnderstandApart, data_folder: Path
) -> None:
    victim = process_of(apart, understander)
    pairs = list(zip(batch(1), batch(2), strict=True))
    with open_house(Settings(data=data_folder)) as house:
        compare = CompareApart(house.likenesses, apart)
        waiting = [compare.begin(pairs) for _ in range(4)]
        os.kill(victim, signal.SIGKILL)
        assert [wait() for wait in waiting] == [house.likenesses.compare(pairs)] * 4


def test_a_few_texts_begin_no_process(apart: Apart, understander: UnderstandApart, here: Counting) -> None:
    for number in range(5):
        assert len(understander.begin(batch(number, FEW))()) == FEW
    understander.begin(batch(9))()
    assert here.done == 6
    assert apart.process_ids == []


def test_what_a_killed_process_had_taken_is_understood_here(
    apart: Apart, understander: UnderstandApart, here: Counting
) -> None:
    victim = process_of(apart, understander)
    told = [batch(number) for number in range(4)]
    waiting = [understander.begin(some) for some in told]
    os.kill(victim, signal.SIGKILL)
    assert [wait() for wait in waiting] == [here.begin(some)() for some in told]


def test_what_waits_when_it_is_closed_is_understood_here(apart: Apart, understander: UnderstandApart) -> None:
    process_of(apart, understander)
    waiting = [understander.begin(batch(number)) for number in range(6)]
    apart.close()
    assert [len(wait()) for wait in waiting] == [LARGE] * 6
    assert apart.process_ids == []


def test_the_process_ends_when_nothing_comes(
    apart: Apart, understander: UnderstandApart, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = process_of(apart, understander)
    monkeypatch.setattr(app.workers, "IDLE_SECONDS", 0.2)
    understander.begin(batch(1))()
    deadline = time.monotonic() + 30
    while _runs(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(process)


def _runs(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_what_no_process_can_be_sent_is_understood_here(
    apart: Apart, understander: UnderstandApart, here: Counting
) -> None:
    process_of(apart, understander)
    told = [*batch(1), Told("停电\ud83d三次")]
    before = here.done
    assert len(understander.begin(told)()) == len(told)
    assert here.done == before + 1

"""Texts understood in another process are understood as here, and none is lost where that process fails."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import app.workers
from app.settings import Settings
from app.wiring import open_house
from app.workers import Awaited, UnderstandApart
from complaints.likeness import Told
from complaints.ports_intake import Understander

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

    def begin(self, told: Sequence[Told]) -> Awaited:
        result = self._inner.begin(told)

        def counted() -> list:  # type: ignore[type-arg]
            self.done += 1
            return result()

        return counted


@pytest.fixture
def here(data_folder: Path) -> Iterator[Counting]:
    with open_house(Settings(data=data_folder)) as house:
        yield Counting(house.here)


@pytest.fixture
def apart(here: Counting, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[UnderstandApart]:
    monkeypatch.setattr(app.workers, "LARGE", LARGE)
    with open_house(Settings(data=data_folder)) as house:
        apart = UnderstandApart(here, Settings(data=data_folder), lambda: house.brain.model.version)
        yield apart
        apart.close()


def batch(number: int, size: int = LARGE) -> list[Told]:
    return [Told(f"{SENTENCES[at % 3]}（{number}-{at}）", company=f"博山第{at}陶瓷厂") for at in range(size)]


def process_of(apart: UnderstandApart) -> int:
    """Give it large batches until its process has done one; the process's id."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        apart.begin(batch(0))()
        if apart.process_ids:
            return apart.process_ids[0]
        time.sleep(0.1)
    raise AssertionError("the process was never ready")


def test_another_process_understands_the_same(apart: UnderstandApart, here: Counting) -> None:
    process_of(apart)
    told = batch(1)
    before = here.done
    result = apart.begin(told)()
    assert here.done == before
    assert result == here.begin(told)()


def test_a_few_texts_begin_no_process(apart: UnderstandApart, here: Counting) -> None:
    for number in range(5):
        assert len(apart.begin(batch(number, FEW))()) == FEW
    apart.begin(batch(9))()
    assert here.done == 6
    assert apart.process_ids == []


def test_what_a_killed_process_had_taken_is_understood_here(apart: UnderstandApart, here: Counting) -> None:
    victim = process_of(apart)
    told = [batch(number) for number in range(4)]
    waiting = [apart.begin(some) for some in told]
    os.kill(victim, signal.SIGKILL)
    assert [wait() for wait in waiting] == [here.begin(some)() for some in told]


def test_what_waits_when_it_is_closed_is_understood_here(apart: UnderstandApart) -> None:
    process_of(apart)
    waiting = [apart.begin(batch(number)) for number in range(6)]
    apart.close()
    assert [len(wait()) for wait in waiting] == [LARGE] * 6
    assert apart.process_ids == []


def test_the_process_ends_when_nothing_comes(apart: UnderstandApart, monkeypatch: pytest.MonkeyPatch) -> None:
    process = process_of(apart)
    monkeypatch.setattr(app.workers, "IDLE_SECONDS", 0.2)
    apart.begin(batch(1))()
    deadline = time.monotonic() + 30
    while _runs(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(process)


def _runs(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"

"""Pace, order and second tries of what leaves the bot, on a clock that the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.cutting import pieces
from bot.gateway.pace import Pace
from bot.gateway.sending import NotSent, Sender
from bot.gateway.states import SendRefused, SendUnsure


class Way:
    """A connection that is up or down, alive or not."""

    def __init__(self) -> None:
        self.is_up = True
        self.lives = True
        self.dialled = 1
        self.comes_back = True
        self.waited: list[float] = []

    async def until_up(self, seconds: float) -> bool:
        self.waited.append(seconds)
        self.is_up = self.is_up or self.comes_back
        return self.is_up

    async def is_alive(self) -> bool:
        return self.lives


class Room:
    """A sender on a clock that its sleeping moves, and what has left it."""

    def __init__(self, pace: Pace | None = None) -> None:
        self.way = Way()
        self.now = 0.0
        self.left: list[tuple[float, str]] = []
        self.sender = Sender(self.way, pace or Pace(0.0, 10**6), lambda: self.now, self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)

    def post(self, text: str, *failures: Exception) -> Callable[[], Awaitable[None]]:
        waiting = [*failures]

        async def post() -> None:
            self.left.append((self.now, text))
            if waiting:
                raise waiting.pop(0)

        return post

    def texts(self) -> list[str]:
        return [text for _, text in self.left]


def test_in_a_chat_messages_are_a_gap_apart_and_other_chats_do_not_wait() -> None:
    pace = Pace(1.0, 100, jitter=0.0)
    assert [pace.wait("a", 0.0), pace.wait("a", 0.0), pace.wait("b", 0.0), pace.wait("a", 0.5)] == [0, 1, 0, 1.5]
    assert pace.wait("a", 100.0) == 0


def test_the_gap_is_lengthened_by_chance() -> None:
    pace = Pace(1.0, 100, jitter=0.3, chance=lambda: 1.0)
    assert (pace.wait("a", 0.0), pace.wait("a", 0.0)) == (0.0, 1.3)


def test_over_all_chats_no_minute_holds_more_than_its_number() -> None:
    pace = Pace(1.0, 2, jitter=0.0)
    assert [pace.wait(chat, 0.0) for chat in "abcde"] == [0, 0, 60, 60, 120]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 20)), min_size=1, max_size=60))
def test_no_order_of_messages_breaks_the_pace(steps: list[tuple[str, float]]) -> None:
    pace, now = Pace(1.0, 5, jitter=0.0), 0.0
    moments: list[tuple[str, float]] = []
    for chat, later in steps:
        now += later
        moments.append((chat, now + pace.wait(chat, now)))
    times = sorted(at for _, at in moments)
    assert all(later - at >= 59.999 for at, later in zip(times, times[5:], strict=False))
    for name in "abc":
        own = [at for chat, at in moments if chat == name]
        assert all(later - at >= 0.999 for at, later in pairwise(own))


@pytest.mark.asyncio
async def test_a_chat_keeps_its_order_at_its_pace() -> None:
    room = Room(Pace(1.0, 100, jitter=0.0))
    await asyncio.gather(*(room.sender.send("a", [room.post(str(at))]) for at in range(5)))
    assert room.texts() == ["0", "1", "2", "3", "4"]
    assert [at for at, _ in room.left] == [0, 1, 2, 3, 4]


@pytest.mark.asyncio
async def test_the_parts_of_a_message_stay_together() -> None:
    room = Room()
    await asyncio.gather(
        room.sender.send("a", [room.post("text"), room.post("file")]), room.sender.send("a", [room.post("next")])
    )
    assert room.texts() == ["text", "file", "next"]


@pytest.mark.asyncio
async def test_what_is_refused_is_tried_three_times_and_keeps_its_place() -> None:
    room = Room()
    refused = [SendRefused("INTERNAL")] * 2
    await asyncio.gather(room.sender.send("a", [room.post("one", *refused)]), room.sender.send("a", [room.post("two")]))
    assert room.texts() == ["one", "one", "one", "two"]
    with pytest.raises(SendRefused):
        await room.sender.send("a", [room.post("three", *[SendRefused("INTERNAL")] * 3)])


@pytest.mark.asyncio
async def test_what_a_living_gateway_took_without_a_word_is_not_sent_again() -> None:
    room = Room()
    await room.sender.send("a", [room.post("one", SendUnsure("DEADLINE_EXCEEDED"))])
    assert room.texts() == ["one"]


@pytest.mark.asyncio
async def test_a_gateway_that_is_alive_again_on_another_connection_has_not_taken_it() -> None:
    room = Room()
    first = room.post("one", SendUnsure("lost"))

    async def lost_and_back() -> None:
        room.way.dialled += 1
        await first()

    await room.sender.send("a", [lost_and_back])
    assert room.texts() == ["one", "one"]


@pytest.mark.asyncio
async def test_what_was_lost_with_the_connection_is_sent_again_when_it_is_back() -> None:
    room = Room()
    room.way.lives = False
    await room.sender.send("a", [room.post("one", SendUnsure("lost"))])
    assert room.texts() == ["one", "one"]
    with pytest.raises(NotSent):
        await room.sender.send("a", [room.post("two", *[SendUnsure("lost")] * 3)])


@pytest.mark.asyncio
async def test_a_short_loss_is_waited_for_and_a_long_one_makes_nobody_wait() -> None:
    room = Room()
    room.way.is_up = False
    await room.sender.send("a", [room.post("one")])
    assert (room.texts(), room.way.waited) == (["one"], [60.0])
    room.way.is_up = room.way.comes_back = False
    room.way.waited.clear()
    with pytest.raises(NotSent):
        await room.sender.send("a", [room.post("two")])
    room.now += 61
    with pytest.raises(NotSent):
        await room.sender.send("b", [room.post("three")])
    assert (room.texts(), len(room.way.waited)) == (["one"], 1)


@pytest.mark.asyncio
async def test_after_its_end_nothing_leaves() -> None:
    room = Room()
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()

    sending = asyncio.create_task(room.sender.send("a", [slow, room.post("one")]))
    await asyncio.sleep(0)
    room.sender.close()
    with pytest.raises(asyncio.CancelledError):
        await sending
    with pytest.raises(NotSent):
        await room.sender.send("a", [room.post("two")])
    assert (room.left, room.sender.is_up) == ([], False)


def test_a_short_text_stays_whole_and_a_long_one_is_cut_at_lines_sentences_words() -> None:
    assert pieces("已登记。") == ["已登记。"]
    assert pieces("") == [""]
    assert pieces("一二三四五。\n六七八九", 8) == ["一二三四五。", "六七八九"]
    assert pieces("一二三四五。六七八九十", 8) == ["一二三四五。", "六七八九十"]
    assert pieces("一二三四五，六七八九十", 8) == ["一二三四五，", "六七八九十"]
    assert pieces("一" * 20, 8) == ["一" * 8, "一" * 8, "一" * 4]


@given(st.text(alphabet="一二。，\n！ ", max_size=300), st.integers(4, 40))
def test_pieces_lose_nothing_but_breaks_and_are_never_too_long(text: str, longest: int) -> None:
    found = pieces(text, longest)
    assert all(len(piece) <= longest for piece in found) or text.strip() == ""
    assert "".join("".join(found).split()) == "".join(text.split())

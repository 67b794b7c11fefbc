"""The supervisor on scripted connections: it needs no gateway."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from bot.gateway.link import Event, Kind, Link, Timing
from bot.gateway.states import Cause, LinkFailed, Phase, State

pytestmark = pytest.mark.asyncio

SHORT = 0.02
TIMING = Timing(
    greeting=SHORT, first_event=SHORT, starting=SHORT, ding_every=SHORT, answer_within=SHORT, first_pause=0.0,
    longest_pause=0.0, hopeless_pause=0.0,
)  # fmt: skip
HEARTBEAT, LOGIN, LOGOUT = Event(1, "{}"), Event(Kind.LOGIN, "{}"), Event(Kind.LOGOUT, "{}")
DONG = Event(Kind.DONG, "{}")


@dataclass
class Scripted:
    """A connection that tells what stands in `told`, then stays open, ends or breaks."""

    told: list[Event] = field(default_factory=list)
    refuses: Cause | None = None
    busy: list[bool] = field(default_factory=lambda: [False])
    hangs: bool = False
    ends: bool = False
    dongs: bool = False
    breaks: Cause | None = None
    released: int = 0
    is_closed: bool = False

    def __post_init__(self) -> None:
        self._more: asyncio.Queue[Event] = asyncio.Queue()

    async def greet(self) -> None:
        if self.hangs:
            await asyncio.Event().wait()
        if self.refuses:
            raise LinkFailed(self.refuses)

    async def events(self) -> AsyncIterator[Event]:
        if self.busy[0]:
            raise LinkFailed(Cause.BUSY)
        for event in self.told:
            yield event
        if self.breaks:
            raise LinkFailed(self.breaks)
        while not self.ends:
            yield await self._more.get()

    async def start(self) -> None:
        return None

    async def release(self) -> None:
        self.released += 1
        self.busy[0] = False

    async def ding(self) -> None:
        if self.dongs:
            self._more.put_nowait(DONG)

    def close(self) -> None:
        self.is_closed = True


class Watched:
    """A link over some connections, one after the other; the last one again and again."""

    def __init__(self, *sessions: Scripted, timing: Timing = TIMING) -> None:
        self.sessions = [*sessions]
        self.dialled: list[Scripted] = []
        self.states: list[State] = []
        self.events: list[Event] = []
        self.changed = asyncio.Event()
        self.link = Link(self._dial, self._take, self._tell, timing, chance=lambda: 1.0)

    def _dial(self) -> Scripted:
        self.dialled.append(self.sessions[min(len(self.dialled), len(self.sessions) - 1)])
        return self.dialled[-1]

    def _take(self, event: Event) -> None:
        self.events.append(event)

    def _tell(self, state: State) -> None:
        self.states.append(state)
        self.changed.set()

    async def until(self, done: Callable[[], bool]) -> None:
        """Run the link until that is so."""
        running = asyncio.create_task(self.link.run())
        async with asyncio.timeout(5):
            while not done():
                self.changed.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.changed.wait(), SHORT)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    def causes(self) -> list[Cause | None]:
        return [state.cause for state in self.states if state.phase is Phase.DOWN]


async def test_it_is_up_only_when_an_account_is_logged_in() -> None:
    watched = Watched(Scripted([HEARTBEAT], dongs=True))
    await watched.until(lambda: State(Phase.LOGGED_OUT) in watched.states)
    assert not watched.link.is_up
    watched = Watched(Scripted([HEARTBEAT, LOGIN], dongs=True))
    await watched.until(lambda: watched.link.is_up)
    assert [state.phase for state in watched.states] == [Phase.CONNECTING, Phase.UP, Phase.STOPPED]
    assert watched.events[:2] == [HEARTBEAT, LOGIN]


async def test_a_logout_is_told_and_nothing_can_be_sent() -> None:
    watched = Watched(Scripted([HEARTBEAT, LOGIN, LOGOUT], dongs=True))
    await watched.until(lambda: State(Phase.LOGGED_OUT) in watched.states)
    assert not watched.link.is_up


@pytest.mark.parametrize("cause", [Cause.UNREACHABLE, Cause.TOKEN_REFUSED, Cause.CERTIFICATE, Cause.PUBLIC])
async def test_what_is_refused_is_told_once_and_tried_again(cause: Cause) -> None:
    watched = Watched(Scripted(refuses=cause), Scripted(refuses=cause), Scripted([HEARTBEAT, LOGIN], dongs=True))
    await watched.until(lambda: watched.link.is_up)
    assert watched.causes() == [cause]
    assert all(session.is_closed for session in watched.dialled)


@pytest.mark.parametrize(
    ("broken", "cause"),
    [
        (Scripted(hangs=True), Cause.SILENT),
        (Scripted([]), Cause.SILENT),
        (Scripted([HEARTBEAT, LOGIN], ends=True), Cause.ENDED),
        (Scripted([], ends=True), Cause.ENDED),
        (Scripted([HEARTBEAT, LOGIN], breaks=Cause.BROKEN), Cause.BROKEN),
        # It has answered a ding before, and does not any more: it is frozen.
        (Scripted([HEARTBEAT, LOGIN, DONG]), Cause.SILENT),
    ],
)
async def test_every_loss_is_noticed_and_followed_by_a_new_connection(broken: Scripted, cause: Cause) -> None:
    watched = Watched(broken, Scripted([HEARTBEAT, LOGIN], dongs=True))
    await watched.until(lambda: len(watched.dialled) == 2 and watched.link.is_up)
    assert watched.causes() == [cause]
    assert broken.is_closed


async def test_a_puppet_that_never_answers_a_ding_is_not_taken_for_dead() -> None:
    watched = Watched(Scripted([HEARTBEAT, LOGIN]))
    calls = 0

    async def ding() -> None:
        nonlocal calls
        calls += 1

    watched.sessions[0].ding = ding  # type: ignore[method-assign]
    await watched.until(lambda: calls >= 3)
    assert watched.causes() == []


async def test_the_stream_of_another_bot_is_left_alone_but_ones_own_lost_one_is_freed() -> None:
    others = Scripted([HEARTBEAT, LOGIN], busy=[True])
    watched = Watched(others)
    await watched.until(lambda: watched.causes() == [Cause.BUSY])
    assert others.released == 0
    own = Scripted([HEARTBEAT, LOGIN], busy=[True], dongs=True)
    watched = Watched(Scripted([HEARTBEAT, LOGIN], breaks=Cause.BROKEN), own)
    await watched.until(lambda: len(watched.dialled) == 2 and watched.link.is_up)
    assert own.released == 1


async def test_pauses_grow_to_a_cap_and_begin_anew_after_a_login() -> None:
    timing = Timing(first_pause=1.0, longest_pause=5.0, hopeless_pause=30.0)
    link = Link(Scripted, lambda _: None, lambda _: None, timing, chance=lambda: 1.0)
    assert [link._pause(Cause.UNREACHABLE) for _ in range(5)] == [1.0, 2.0, 4.0, 5.0, 5.0]
    assert link._pause(Cause.TOKEN_REFUSED) == 30.0
    link._hear(LOGIN)
    assert link._pause(Cause.BROKEN) == 1.0


async def test_pauses_are_shortened_by_chance_to_no_less_than_half() -> None:
    link = Link(Scripted, lambda _: None, lambda _: None, Timing(first_pause=1.0), chance=lambda: 0.0)
    assert link._pause(Cause.BROKEN) == 0.5

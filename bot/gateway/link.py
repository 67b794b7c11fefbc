"""Keeps one connection to the gateway alive: connect, watch, and connect again. It knows no network.

dial -> greet -> the first event -> start -> events, with a ding every few seconds -> lost -> a pause -> dial
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from bot.gateway.states import Cause, LinkFailed, Phase, State


class Kind(IntEnum):
    """The gateway's codes of events."""

    MESSAGE = 2
    DONG = 3
    ERROR = 16
    FRIENDSHIP = 17
    ROOM_INVITE = 18
    ROOM_JOIN = 19
    ROOM_LEAVE = 20
    ROOM_TOPIC = 21
    SCAN = 22
    READY = 23
    LOGIN = 25
    LOGOUT = 26
    DIRTY = 27


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the gateway told: its code and its payload, which is JSON."""

    kind: int
    payload: str


class Session(Protocol):
    """One connection. Every method raises LinkFailed when the connection does not do what is asked."""

    async def greet(self) -> None:
        """Return when the gateway answers and accepts the token."""

    def events(self) -> AsyncIterator[Event]:
        """Open the stream of events; the gateway sends one at once."""

    async def start(self) -> None:
        """Let the gateway's puppet work; it does no harm when it already does."""

    async def release(self) -> None:
        """Let the gateway give up the stream that it still serves to a connection which is gone."""

    async def ding(self) -> None:
        """Ask for a sign of life; most puppets answer with an event."""

    def close(self) -> None:
        """Hang up."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: how long to wait for what, and between tries."""

    calling: float = 15.0  #: Any single call, a transfer of a file left aside.
    greeting: float = 5.0
    first_event: float = 10.0
    starting: float = 20.0
    ding_every: float = 10.0
    answer_within: float = 10.0
    first_pause: float = 0.5
    longest_pause: float = 3.0
    hopeless_pause: float = 30.0  #: After what a person has to put right.


_FOR_A_PERSON = (Cause.TOKEN_REFUSED, Cause.CERTIFICATE, Cause.PUBLIC)


class Link:
    """The supervisor. `take` gets every event, `tell` every change of the state."""

    def __init__(
        self,
        dial: Callable[[], Session],
        take: Callable[[Event], None],
        tell: Callable[[State], None],
        timing: Timing = Timing(),
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._dial = dial
        self._take = take
        self._tell = tell
        self._timing = timing
        self._chance = chance
        self._up = asyncio.Event()
        self._heard = asyncio.Event()
        self._state: State | None = None
        self._tries = 0
        self._answers_dings = False
        self._held_a_stream = False

    @property
    def is_up(self) -> bool:
        """Whether something can be sent now."""
        return self._up.is_set()

    async def until_up(self, seconds: float) -> bool:
        """Whether something can be sent now or within so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._up.wait()
        except TimeoutError:
            return False
        return True

    async def run(self) -> None:
        """Keep the connection until this task is cancelled; it ends in no other way."""
        try:
            self._change(State(Phase.CONNECTING))
            while True:
                cause = await self._session()
                self._change(State(Phase.DOWN, cause))
                await asyncio.sleep(self._pause(cause))
        finally:
            self._change(State(Phase.STOPPED))

    async def _session(self) -> Cause:
        session = self._dial()
        try:
            await self._within(self._timing.greeting, session.greet())
            await self._talk(session)
        except LinkFailed as failed:
            return failed.cause
        finally:
            session.close()
        return Cause.ENDED

    async def _talk(self, session: Session) -> None:
        """Read events until the connection is lost; LinkFailed says why, a return that the gateway closed it."""
        stream, first = await self._open(session)
        self._held_a_stream = True
        self._hear(first)
        read = asyncio.create_task(self._read(stream))
        watch = asyncio.create_task(self._watch(session))
        try:
            await asyncio.wait((read, watch), return_when=asyncio.FIRST_COMPLETED)
            for task in (watch, read):
                if task.done():
                    task.result()
            # Closed on purpose: whoever has the stream now may keep it.
            self._held_a_stream = False
        finally:
            for task in (read, watch):
                task.cancel()
            await asyncio.gather(read, watch, return_exceptions=True)

    async def _open(self, session: Session) -> tuple[AsyncIterator[Event], Event]:
        try:
            return await self._first(session)
        except LinkFailed as failed:
            # Only a stream that was this program's own and broke is taken back: freeing another's logs its account out.
            if failed.cause is not Cause.BUSY or not self._held_a_stream:
                raise
        self._held_a_stream = False
        await self._within(self._timing.starting, session.release())
        return await self._first(session)

    async def _first(self, session: Session) -> tuple[AsyncIterator[Event], Event]:
        stream = session.events()
        try:
            async with asyncio.timeout(self._timing.first_event):
                return stream, await anext(stream)
        except TimeoutError:
            raise LinkFailed(Cause.SILENT) from None
        except StopAsyncIteration:
            raise LinkFailed(Cause.ENDED) from None

    async def _read(self, stream: AsyncIterator[Event]) -> None:
        async for event in stream:
            self._hear(event)

    def _hear(self, event: Event) -> None:
        self._heard.set()
        if event.kind == Kind.DONG:
            self._answers_dings = True
        elif event.kind == Kind.LOGIN:
            self._tries = 0
            self._change(State(Phase.UP))
        elif event.kind == Kind.LOGOUT:
            self._change(State(Phase.LOGGED_OUT))
        self._take(event)

    async def _watch(self, session: Session) -> None:
        """Return never; LinkFailed when the gateway does not start or gives no sign of life."""
        await self._within(self._timing.starting, session.start())
        if not self.is_up:
            self._change(State(Phase.LOGGED_OUT))
        while True:
            await asyncio.sleep(self._timing.ding_every)
            self._heard.clear()
            await self._within(self._timing.answer_within, session.ding())
            # Of a puppet that never answered a ding, the gateway's own reply has to do.
            if self._answers_dings:
                await self._within(self._timing.answer_within, self._heard.wait())

    async def _within(self, seconds: float, doing: Awaitable[object]) -> None:
        try:
            async with asyncio.timeout(seconds):
                await doing
        except TimeoutError:
            raise LinkFailed(Cause.SILENT) from None

    def _pause(self, cause: Cause) -> float:
        """Seconds until the next try: longer each time up to a cap, and never the same for two bots."""
        jitter = 0.5 + self._chance() / 2
        if cause in _FOR_A_PERSON:
            return self._timing.hopeless_pause * jitter
        pause = min(self._timing.longest_pause, self._timing.first_pause * 2.0 ** min(self._tries, 16))
        self._tries += 1
        return pause * jitter

    def _change(self, state: State) -> None:
        if state.phase is Phase.UP:
            self._up.set()
        else:
            self._up.clear()
        if state != self._state:
            self._state = state
            self._tell(state)

"""What leaves the bot: in order for each chat, at a pace, and tried again until the gateway has taken it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol
from weakref import WeakValueDictionary

from bot.gateway.pace import Pace
from bot.gateway.states import SendRefused, SendUnsure

_PAUSES = (0.5, 2.0)
_BACK_WITHIN = 60.0

Post = Callable[[], Awaitable[object]]


class NotSent(Exception):
    """The message did not leave: the connection is down for long, or the bot is ending."""


class Way(Protocol):
    """The connection that messages leave by."""

    @property
    def is_up(self) -> bool:
        """Whether something can be sent now."""

    @property
    def dialled(self) -> int:
        """How many connections there have been; another number is another connection."""

    async def until_up(self, seconds: float) -> bool:
        """Whether something can be sent now or within so many seconds."""

    async def is_alive(self) -> bool:
        """Whether the other side answers."""


class Sender:
    """Hands messages to the gateway, each at least once."""

    def __init__(
        self,
        way: Way,
        pace: Pace,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._way = way
        self._pace = pace
        self._clock = clock
        self._sleep = sleep
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._working: set[asyncio.Task[object]] = set()
        self._down_since: float | None = None
        self._is_closed = False

    @property
    def is_up(self) -> bool:
        """Whether something can be sent now."""
        return self._way.is_up and not self._is_closed

    async def send(self, chat: str, posts: Sequence[Post]) -> None:
        """Make the posts of one message, one after the other; NotSent or SendRefused where one could not be made."""
        task = asyncio.current_task()
        if self._is_closed or task is None:
            raise NotSent("the bot is ending")
        turn = self._turns.setdefault(chat, asyncio.Lock())
        self._working.add(task)
        try:
            async with turn:
                for post in posts:
                    await self._sleep(self._pace.wait(chat, self._clock()))
                    await self._make(post)
        finally:
            self._working.discard(task)

    def close(self) -> None:
        """Send no more; what is being sent is broken off."""
        self._is_closed = True
        for task in self._working:
            task.cancel()

    async def _make(self, post: Post) -> None:
        for pause in (*_PAUSES, None):
            await self._demand_way()
            dialled = self._way.dialled
            try:
                await post()
            except SendUnsure:
                # A gateway that is alive on the same connection has taken it and only does not say so.
                if self._way.dialled == dialled and await self._way.is_alive():
                    return
                if pause is None:
                    raise NotSent("the connection was lost each time") from None
            except SendRefused:
                if pause is None:
                    raise
            else:
                return
            await self._sleep(pause)

    async def _demand_way(self) -> None:
        """Wait for the connection; once it has been down for long, nobody waits any more until it is back."""
        if self._way.is_up:
            self._down_since = None
            return
        if self._down_since is None:
            self._down_since = self._clock()
        left = self._down_since + _BACK_WITHIN - self._clock()
        if left <= 0 or not await self._way.until_up(left):
            raise NotSent("the connection is down")

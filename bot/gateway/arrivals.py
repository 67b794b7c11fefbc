"""What arrives, handed on one by one in the order of its arrival, though it is fetched several at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")
_AT_ONCE = 8
_REMEMBERED = 10_000


class Arrivals(Generic[T]):
    """A line of messages and of other things to do among them; nothing that fails holds up the next."""

    def __init__(
        self,
        fetch: Callable[[str], Awaitable[T]],
        hand_on: Callable[[str, T], Awaitable[None]],
        report: Callable[[Exception], None],
    ) -> None:
        self._fetch = fetch
        self._hand_on = hand_on
        self._report = report
        self._line: asyncio.Queue[Callable[[], Awaitable[None]]] = asyncio.Queue()
        self._fetching = asyncio.Semaphore(_AT_ONCE)
        self._seen: dict[str, None] = {}
        self._fetches: set[asyncio.Task[T]] = set()

    def is_new(self, message_id: str) -> bool:
        """Whether this message arrives for the first time; from now on it does not."""
        if message_id in self._seen:
            return False
        self._seen[message_id] = None
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]
        return True

    def message(self, message_id: str, unreadable: Callable[[str], None]) -> None:
        """Put a message in line, and begin to fetch it; `unreadable` is called where it cannot be fetched."""
        fetch = asyncio.create_task(self._fetch_in_turn(message_id))
        self._fetches.add(fetch)
        fetch.add_done_callback(self._fetches.discard)

        async def step() -> None:
            try:
                fetched = await fetch
            except Exception:
                unreadable(message_id)
                raise
            await self._hand_on(message_id, fetched)

        self._line.put_nowait(step)

    def other(self, step: Callable[[], Awaitable[None]]) -> None:
        """Put something else to do in line: what changes how later messages are read."""
        self._line.put_nowait(step)

    async def run(self) -> None:
        """Work the line off until this task is cancelled."""
        while True:
            step = await self._line.get()
            try:
                await step()
            except Exception as error:  # noqa: BLE001 - the border to the gateway: the next in line must not wait for ever
                self._report(error)
            finally:
                self._line.task_done()

    async def settled(self) -> None:
        """Return when nothing is in line."""
        await self._line.join()

    async def _fetch_in_turn(self, message_id: str) -> T:
        async with self._fetching:
            return await self._fetch(message_id)

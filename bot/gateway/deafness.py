"""When somebody must be told that the bot hears nothing: in WeChat it cannot say so itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.gateway.states import Phase, State


class Deafness:
    """Calls `alarm` once when the bot has not been up for so long, and `relief` once when it is again."""

    def __init__(
        self, seconds: float, alarm: Callable[[State], Awaitable[None]], relief: Callable[[], Awaitable[None]]
    ) -> None:
        self._seconds = seconds
        self._alarm = alarm
        self._relief = relief
        self._state = State(Phase.CONNECTING)
        self._is_up = asyncio.Event()
        self._is_down = asyncio.Event()
        self._is_down.set()

    def hear(self, state: State) -> None:
        """Take note of a change of the connection."""
        self._state = state
        up, down = (self._is_up, self._is_down) if state.phase is Phase.UP else (self._is_down, self._is_up)
        up.set()
        down.clear()

    async def run(self) -> None:
        """Watch until this task is cancelled."""
        while True:
            await self._is_down.wait()
            try:
                async with asyncio.timeout(self._seconds):
                    await self._is_up.wait()
            except TimeoutError:
                await self._alarm(self._state)
                await self._is_up.wait()
                await self._relief()

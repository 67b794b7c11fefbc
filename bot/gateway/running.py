"""The bot from its start to its end: connect, watch, deliver, and on a signal finish what was begun.

bot.wechaty_import.load must have been called before this module is imported.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.downloads import Downloads
from bot.gateway.address import Address
from bot.gateway.book import Book
from bot.gateway.deafness import Deafness
from bot.gateway.doorman import Doorman, House
from bot.gateway.journal import Journal
from bot.gateway.puppet import GatewayPuppet
from bot.gateway.rooms import Rooms
from bot.gateway.sending import Sender
from bot.gateway.states import Phase, State
from bot.gateway.ways import Desk, Told, Ways
from bot.plugin import Means, SujiePlugin, make_bot


async def run_bot(address: Address, desk: Desk, ways: Ways, told: Told, stop: asyncio.Event) -> None:
    """Be the bot until `stop` is set, then finish what was begun; an error that leaves it is a fault of the program."""
    await Bot(address, desk, ways, told).run(stop)


class Bot:
    """Puppet, plugin and watchers of one gateway."""

    def __init__(self, address: Address, desk: Desk, ways: Ways, told: Told) -> None:
        self._ways = ways
        self._told = told
        self._journal = Journal(ways.folder / "waiting")
        self._puppet = GatewayPuppet(address, self._journal, told.error, self._changed, ways.file_bytes, ways.timing)
        sender = Sender(self._puppet, ways.pace)
        self._book = Book(ways.folder / "people")
        self._rooms = Rooms()
        files = Downloads(ways.folder / "files")
        means = Means(
            files, sender, self._journal, self._book, self._rooms, desk.keepers, desk.robots, ways.rules.marks_friends
        )  # fmt: skip
        self._plugin = SujiePlugin(desk.conversation, desk.courier, desk.clock, told.error, means)
        self._wechaty = make_bot(self._puppet, self._plugin)
        house = House(desk.is_office, self._plugin.deliver_soon, desk.renamed, told.error)
        self._doorman = Doorman(self._puppet, sender, (self._book, self._rooms), ways.rules, house)
        self._deafness = Deafness(ways.deaf_after, self._alarm, self._relief)

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set."""
        # Before Wechaty's own listeners: new ids are known when the first message is handed on.
        self._doorman.attend()
        await self._wechaty.init_puppet()
        await self._wechaty.init_puppet_event_bridge(self._puppet)
        works = [self._puppet.start(), self._deliver_at_times(), self._deafness.run()]
        tasks = [asyncio.create_task(work) for work in works]
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
            await self._drain()
        finally:
            await self._plugin.break_off()
            await self._doorman.finish()
            await self._puppet.stop()
            await _end([stopping, *tasks])
            self._journal.close()
        for task in tasks:
            # None of them ends by itself: where one did, its error is the program's.
            if not task.cancelled():
                task.result()

    async def _drain(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._ways.drain_within):
                await self._puppet.finish()
                await self._plugin.finish()

    async def _deliver_at_times(self) -> None:
        """Reminders and moves of other programs put notices into the outbox too."""
        while True:
            await asyncio.sleep(self._ways.outbox_every)
            self._plugin.deliver_soon()

    def _changed(self, state: State) -> None:
        self._deafness.hear(state)
        self._told.state(state)
        if state.phase is Phase.UP:
            # What is owed is delivered when the ids of this login are known.
            self._book.forget_ids()
            self._rooms.forget()

    async def _alarm(self, state: State) -> None:
        minutes = round(self._ways.deaf_after / 60)
        await self._told.alarm(f"机器人已有{minutes}分钟收不到微信消息：{state.sentence}")

    async def _relief(self) -> None:
        await self._told.alarm("机器人已恢复，微信消息正常接收")


async def _end(tasks: list[asyncio.Task[object]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

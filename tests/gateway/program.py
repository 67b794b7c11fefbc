"""The bot of the small district as a program of its own, for tests that kill it: python program.py FOLDER PORT.

It imports everything once. Every line that it reads begins a new bot, whose process id it prints; the exit code of one
that has ended follows the next line.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.conversation import Conversation
from bot.courier import Courier
from bot.gateway.address import read_address
from bot.gateway.pace import Pace
from bot.gateway.states import State
from bot.gateway.ways import Desk, Ways
from bot.wechaty_import import load
from storage.store import open_store
from tests.gateway.node import TOKEN
from tests.gateway.timing import QUICK
from tests.kit import district


class Written:
    """Writes down how it goes."""

    def state(self, state: State) -> None:
        sys.stdout.write(f"{state.sentence}\n")

    def error(self, error: Exception) -> None:
        sys.stdout.write(f"error {type(error).__name__}\n")

    async def alarm(self, sentence: str) -> None:
        sys.stdout.write(f"{sentence}\n")


async def main(folder: Path, port: int) -> None:
    from bot.gateway.running import run_bot

    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    store = open_store(f"sqlite:///{folder / 'data' / 'desk.db'}")
    place, written = district(store, folder), Written()
    conversation = Conversation(place.services, written.error)
    members, courier = place.services.members, Courier(store, written.error, place.clock)
    desk = Desk(conversation, courier, place.clock, lambda _: False, members.rename_room, members.keepers)
    ways = Ways(folder / "gateway", Pace(0, 10**6), 2**20, outbox_every=0.5, timing=QUICK)
    await run_bot(read_address(f"127.0.0.1:{port}", TOKEN, tls=False), desk, ways, written, stop)


def begin(folder: Path, port: int) -> int:
    """A bot in a process of its own; its id."""
    bot = os.fork()
    if bot == 0:
        with (folder / "program.log").open("a") as log:
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        asyncio.run(main(folder, port))
        os._exit(0)
    return bot


if __name__ == "__main__":
    load(Path(sys.argv[1]) / "cache")
    import bot.gateway.running  # noqa: F401 - before the first bot, for all of them

    for _ in sys.stdin:
        begun = begin(Path(sys.argv[1]), int(sys.argv[2]))
        sys.stdout.write(f"{begun}\n")
        sys.stdout.flush()
        _, status = os.waitpid(begun, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()

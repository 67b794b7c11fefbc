"""The bot over a gateway, put together from the settings; what is to be known of it stands on stdout and in the log."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from app.clocks import SystemClock
from app.logs import report_error
from app.settings import Settings
from app.wiring import House
from bot.conversation import Conversation
from bot.gateway.address import Address
from bot.gateway.group_robot import GroupRobot, RobotFailed
from bot.gateway.pace import Pace
from bot.gateway.states import State
from bot.gateway.ways import Desk, Rules, Ways
from bot.wechaty_import import load
from complaints.clocks import SHANGHAI
from complaints.errors import SujieError
from complaints.people import Role


class SecondBot(SujieError):
    """Another bot works on the same data: both would answer."""


def run_on_gateway(house: House, address: Address) -> None:
    """Be the bot until SIGTERM or SIGINT; SecondBot where one runs on the same data."""
    folder = house.settings.data / "gateway"
    with _alone(folder):
        # Before anything of Wechaty's is imported.
        load(folder / "wechaty")
        threading.Thread(target=_warm, args=(house,), daemon=True).start()
        asyncio.run(_run(house, address, ways_of(house.settings, folder)))


def _warm(house: House) -> None:
    """Load what the first complaint and the first talk in a room would wait for; what is not there is made by them."""
    # What is wrong with the tables is said by whoever needs them.
    with suppress(SujieError):
        if house.brain.folder.stamp():
            house.brain.classify([("", "停电")])
            house.services.senses.detector.read("早上好")


def ways_of(settings: Settings, folder: Path) -> Ways:
    """How the bot works, as the settings say."""
    return Ways(
        folder,
        Pace(settings.send_gap, settings.send_per_minute),
        settings.attachment_mb * 2**20,
        Rules(
            settings.accept_rooms,
            settings.accept_friends,
            settings.friend_word,
            settings.asks_in_rooms,
            settings.marks_friends,
        ),
        deaf_after=settings.deaf_minutes * 60,
    )


class Outside:
    """Says on stdout how the connection stands, logs errors, and posts alarms to the office's group as well."""

    def __init__(self, robot: GroupRobot | None) -> None:
        self._robot = robot

    def state(self, state: State) -> None:
        """One line with the time."""
        _say(state.sentence)

    def error(self, error: Exception) -> None:
        """One line in the log, without what anybody said."""
        report_error(error)

    async def alarm(self, sentence: str) -> None:
        """One line with the time, and one in the group."""
        _say(sentence)
        if self._robot is not None:
            try:
                await asyncio.to_thread(self._robot.post, sentence)
            except RobotFailed as error:
                report_error(error)


async def _run(house: House, address: Address, ways: Ways) -> None:
    from bot.gateway.running import run_bot

    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)

    def is_office(address: str) -> bool:
        person = house.store.person_at(address)
        return person is not None and person.role is Role.CLERK

    members = house.services.members
    robots = unit_robots(house)
    desk = Desk(
        Conversation(house.services, report_error), house.courier, SystemClock(), is_office,
        members.rename_room, members.keepers, robots,
    )  # fmt: skip
    await run_bot(address, desk, ways, Outside(_robot(house.settings)), stop)


def unit_robots(house: House) -> dict[str, Callable[[str], None]]:
    """The units' groups in 企业微信, which are told what their units are, by address; Refused for unknown units."""
    webhooks = {house.tables.units.demand(unit): url for unit, url in house.settings.group_robots.items()}
    addresses = house.services.members.keep_robots(list(webhooks))
    return {address: GroupRobot(webhooks[unit]).offer for unit, address in addresses.items()}


def _robot(settings: Settings) -> GroupRobot | None:
    return GroupRobot(settings.group_robot) if settings.group_robot else None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of the folder, which the system takes back however the program ends."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SecondBot(
                "已有一个机器人在用这个数据文件夹；请先停掉它，或用环境变量 SUJIE_DATA 另设文件夹"
            ) from None
        yield
    finally:
        os.close(handle)


def _say(sentence: str) -> None:
    print(f"{datetime.now(SHANGHAI):%Y-%m-%d %H:%M:%S} {sentence}", flush=True)  # noqa: T201 - this is the terminal

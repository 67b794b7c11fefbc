"""A small district whose bot is on a gateway, in this process. Import it after bot.wechaty_import.load."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.layouts import SavedLayouts
from app.ledgers import LedgerMaker
from bot.conversation import Conversation
from bot.courier import Courier
from bot.gateway.address import read_address
from bot.gateway.link import Timing
from bot.gateway.pace import Pace
from bot.gateway.running import run_bot
from bot.gateway.states import Phase, State
from bot.gateway.ways import Desk, Rules, Ways
from complaints.audit import Audit
from complaints.companies.book import EnterpriseBook
from complaints.companies.registered import Register
from complaints.complaint import Complaint
from complaints.importing import Importing
from complaints.people import Person, Role
from complaints.ports import Query
from inbox.read import FileReader
from storage.store import open_store
from tests.gateway.node import TOKEN, Gateway, wait_for
from tests.gateway.timing import QUICK
from tests.kit import TOWNS, UNITS, district


class Office:
    """The desk, its people and its bot. The bot runs from `open` to `close` in a thread of its own."""

    def __init__(
        self, folder: Path, gateway: Gateway, token: str = TOKEN, ca: Path | None = None, name: str = "",
        pace: Pace | None = None, port: int = 0, deaf_after: float = 300.0,
        rules: Rules = Rules(),  # noqa: B008 - frozen
        conversation: object = None, robots: Mapping[str, Callable[[str], None]] | None = None,
        timing: Timing = QUICK,
    ) -> None:  # fmt: skip
        self.robots = robots or {}
        self.store = open_store(f"sqlite:///{folder / 'data' / 'desk.db'}")
        self.place = district(self.store, folder)
        self.states: list[State] = []
        self.errors: list[Exception] = []
        self.alarms: list[str] = []
        self._address = read_address(f"127.0.0.1:{port or gateway.port}", token, ca, name, tls=ca is not None)
        self._ways = Ways(
            folder / "gateway",
            pace or Pace(0, 10**6),
            20 * 2**20,
            rules,
            outbox_every=0.5,
            timing=timing,
            deaf_after=deaf_after,
        )
        self._conversation = conversation
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread: threading.Thread | None = None
        self._died: Exception | None = None

    def _is_office(self, address: str) -> bool:
        person = self.store.person_at(address)
        return person is not None and person.role is Role.CLERK

    # Whom the bot tells

    def state(self, state: State) -> None:
        self.states.append(state)

    def error(self, error: Exception) -> None:
        self.errors.append(error)

    async def alarm(self, sentence: str) -> None:
        self.alarms.append(sentence)

    # The desk

    def person(self, name: str, role: Role, place: str = "") -> Person:
        person = Person("", name, role, place)
        return self.place.services.members.introduce(person, f"wx:{name}")

    def complaints(self) -> list[Complaint]:
        return self.store.find(Query())

    # The bot

    def open(self, *, until_up: bool = True) -> Office:
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        if until_up:
            self.wait_up()
        return self

    def wait_up(self, times: int = 1, seconds: float = 20.0) -> None:
        wait_for(lambda: sum(state.phase is Phase.UP for state in self.states) >= times, seconds)

    def wait_state(self, sentence: str, seconds: float = 20.0) -> None:
        wait_for(lambda: any(sentence in state.sentence for state in self.states), seconds)

    def is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def stop(self) -> None:
        """What SIGTERM does."""
        if self._loop is not None and self._stop is not None and self.is_running():
            self._loop.call_soon_threadsafe(self._stop.set)
        if self._thread is not None:
            self._thread.join(30)
            assert not self._thread.is_alive(), "the bot does not end"
        self._thread = None
        if self._died is not None:
            raise self._died

    def close(self) -> None:
        try:
            self.stop()
        finally:
            self.store.close()

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except Exception as error:  # noqa: BLE001 - raised by `stop`, in the thread of the test
            self._died = error

    async def _main(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        conversation: Any = self._conversation or Conversation(self.place.services, self.error)
        clock, members = self.place.clock, self.place.services.members
        courier = Courier(self.store, self.error, clock)
        desk = Desk(conversation, courier, clock, self._is_office, members.rename_room, members.keepers, self.robots)
        await run_bot(self._address, desk, self._ways, self, self._stop)


def with_real_files(office: Office, folder: Path) -> None:
    """Let the office read and make real tables, as the program does."""
    services, clock = office.place.services, office.place.clock
    audit = Audit(office.store, clock)
    reader = FileReader(TOWNS.names, find_town=TOWNS.find, find_units=UNITS.named_in, mappings=folder / "mappings")
    book = EnterpriseBook(office.store, clock)
    importing = Importing(office.place.desk, reader, book, Register(office.store), audit)
    ledgers = LedgerMaker(office.store, clock, folder / "ledgers", services.deadlines, audit)
    layouts = SavedLayouts(reader, folder / "mappings")
    office.place.services = replace(services, importing=importing, ledgers=ledgers, layouts=layouts)

"""Puts the parts together: the only place that knows all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.brain import Brain
from app.clocks import SystemClock
from app.ledgers import LedgerMaker
from app.logs import report_error
from app.settings import Settings
from app.tables import Tables, read_tables
from bot.courier import Courier
from bot.turn import Services
from complaints.desk import Desk
from complaints.enquiries import Enquiries
from complaints.importing import Importing
from complaints.judging import Judge, Rules
from complaints.members import Members
from complaints.people import Person, Role
from complaints.ports import Clock, Store
from complaints.records import Channel
from inbox.read import FileReader
from storage.secret import read_or_make_key
from storage.store import open_store

COMMAND_LINE = Person(id="command-line", name="命令行", role=Role.CLERK)
"""Who acts when somebody works without a chat: whoever can open the database is the office."""


@dataclass(frozen=True, slots=True)
class House:
    """Everything that a front-end is handed."""

    settings: Settings
    tables: Tables
    store: Store
    brain: Brain
    services: Services
    courier: Courier
    ledgers: LedgerMaker


@contextmanager
def open_house(settings: Settings, clock: Clock | None = None) -> Iterator[House]:
    """The whole desk on its database; closed at the end of the block."""
    clock = clock or SystemClock()
    tables = read_tables(settings)
    settings.data.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.database_url, key=read_or_make_key(settings.data))
    try:
        brain = Brain(settings, tables, store.confirmed, clock)
        judge = Judge(tables.routing, tables.units, tables.calendar, _rules(settings))
        desk = Desk(store, brain, judge, tables.units, clock)
        ledgers = LedgerMaker(store, clock, settings.data / "ledgers")
        services = Services(
            desk=desk,
            enquiries=Enquiries(store, clock),
            members=Members(store, tables.units, tables.towns, clock),
            importing=Importing(desk, FileReader(tables.towns.names)),
            ledgers=ledgers,
            units=tables.units,
            towns=tables.towns,
            clock=clock,
        )
        yield House(settings, tables, store, brain, services, Courier(store, report_error), ledgers)
    finally:
        store.close()


def _rules(settings: Settings) -> Rules:
    return Rules(
        channel_days={Channel.HOTLINE: settings.hotline_days, Channel.JIESUJIBAN: settings.jiesujiban_days},
        default_days=settings.default_days,
        return_days=settings.return_days,
    )

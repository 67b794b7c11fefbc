"""What many tests need: a small district, people, a classifier that answers by keyword, and a desk on a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.conversation import Conversation
from bot.courier import Courier
from bot.messages import Incoming, Outgoing
from bot.turn import Services
from complaints.clocks import SHANGHAI
from complaints.complaint import Complaint
from complaints.desk import Desk
from complaints.enquiries import Enquiries
from complaints.importing import Importing
from complaints.judging import Judge, Rules
from complaints.members import Members
from complaints.people import Person, Role
from complaints.ports import Store
from complaints.prediction import NOT_A_COMPLAINT, OUTSIDE, Alternative, Because, Decision, Prediction
from complaints.records import Channel, RawRecord, Reading
from complaints.routing import RoutingTable, read_routing_table
from complaints.units import Towns, Unit, Units

MONDAY = datetime(2021, 8, 30, 9, 0, tzinfo=SHANGHAI)

UNITS = Units(
    [
        Unit("区供电中心", ("供电公司", "供电中心"), True),
        Unit("区水利局", ("水利局", "自来水"), True),
        Unit("区税务局", ("税务局",), True),
        Unit("区住建局", ("住建局",), True),
        Unit("区公安分局", ("公安局",), False),
    ]
)
TOWNS = Towns({"山头街道": (), "博山镇": ("南博山镇",)})

ROUTING_TEXT = """指标,事项,牵头单位,责任单位,关键词,办理时限(工作日),备注
获得电力,停电,区供电中心,,停电、跳闸,3,
获得电力,增容报装,区供电中心,区住建局,增容、报装,5,
获得用水用气,供水,区水利局,,供水、水压,5,
纳税,退税,区税务局,,退税、发票,5,
办理建筑许可,施工,区住建局,,施工、验收,15,
,其他事项,待中心指派,,*,2,
"""

_KEYWORDS = {
    "停电": "区供电中心", "增容": "区供电中心", "跳闸": "区供电中心", "水压": "区水利局", "供水": "区水利局",
    "退税": "区税务局", "发票": "区税务局", "施工": "区住建局", "摊贩": OUTSIDE, "收到": NOT_A_COMPLAINT,
}  # fmt: skip
_INDICATORS = {"区供电中心": "获得电力", "区水利局": "获得用水用气", "区税务局": "纳税", "区住建局": "办理建筑许可"}
_ORDER = ("区供电中心", "区水利局", "区税务局", "区住建局")


class KeywordClassifier:
    """Sure of one keyword, doubtful of several or none."""

    def classify(self, texts: Sequence[tuple[str, str]]) -> list[Prediction]:
        return [self._one(title + text) for title, text in texts]

    def _one(self, text: str) -> Prediction:
        words = [word for word in _KEYWORDS if word in text]
        units = list(dict.fromkeys(_KEYWORDS[word] for word in words))
        unit = units[0] if units else "区供电中心"
        probability = 0.92 if len(units) == 1 else 0.48
        decision = Decision.TRIAGE
        if len(units) == 1:
            special = {OUTSIDE: Decision.OUTSIDE, NOT_A_COMPLAINT: Decision.NOT_COMPLAINT}
            decision = special.get(unit, Decision.DISPATCH)
        others = [*units[1:], *(name for name in _ORDER if name not in units and name != unit)][:2]
        rest = (1 - probability) / 2
        return Prediction(
            unit,
            _INDICATORS.get(unit, ""),
            probability,
            decision,
            tuple(Because(word, 1.5) for word in words if _KEYWORDS[word] == unit),
            (Alternative(unit, probability), *(Alternative(name, rest) for name in others)),
            "test",
        )


class Weekdays:
    """Monday to Friday, but for the days of 调休 that a test names."""

    def __init__(self, work: Sequence[date] = (), rest: Sequence[date] = ()) -> None:
        self._work = frozenset(work)
        self._rest = frozenset(rest)

    def is_working_day(self, day: date) -> bool:
        return day in self._work or (day.weekday() < 5 and day not in self._rest)

    def knows(self, day: date) -> bool:
        return day.year == 2021


class HandClock:
    """A clock that the test moves."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class NoFiles:
    """A reader and ledger maker for conversations that send none."""

    def read(self, path: Path, channel: Channel | None = None, name: str | None = None) -> Reading:
        return Reading(name or path.name, channel)

    def make(self, person: Person, complaints: Sequence[Complaint]) -> Path:
        return Path("台账.xlsx")


@dataclass
class District:
    """A desk on a store, with everything around it."""

    store: Store
    clock: HandClock
    desk: Desk
    enquiries: Enquiries
    services: Services
    courier: Courier

    def person(self, name: str, role: Role, place: str = "") -> Person:
        """Somebody who is known at chat:NAME."""
        company = place if role is Role.ENTERPRISE else ""
        person = Person("", name, role, "" if company else place, company)
        return self.services.members.introduce(person, f"chat:{name}")

    def record(self, text: str, order: str = "20210830001", **facts: object) -> RawRecord:
        """A hotline record."""
        return RawRecord(Channel.HOTLINE, order, text, **facts)  # type: ignore[arg-type]

    def file(self, text: str, order: str = "20210830001", **facts: object) -> Complaint:
        """A complaint that came by the hotline."""
        return self.desk.receive(self.record(text, order, **facts)).complaint

    def delivered(self) -> list[Outgoing]:
        """What the courier sends now."""
        sent: list[Outgoing] = []
        self.courier.deliver(sent.append)
        return sent


def routing_table(folder: Path, text: str = ROUTING_TEXT) -> RoutingTable:
    """The small district's routing table, read from a file as the program does."""
    path = folder / "routing_table.csv"
    path.write_text(text, encoding="utf-8-sig")
    return read_routing_table(path, UNITS)


def district(store: Store, folder: Path, calendar: Weekdays | None = None) -> District:
    """A small district's desk on the store."""
    clock = HandClock()
    judge = Judge(routing_table(folder), UNITS, calendar or Weekdays(), Rules())
    desk = Desk(store, KeywordClassifier(), judge, UNITS, clock)
    enquiries = Enquiries(store, clock)
    files = NoFiles()
    services = Services(
        desk, enquiries, Members(store, UNITS, TOWNS, clock), Importing(desk, files), files, UNITS, TOWNS, clock
    )
    return District(store, clock, desk, enquiries, services, Courier(store, fail))


def fail(error: Exception) -> None:
    """An unexpected error fails the test."""
    raise error


def talk(place: District) -> Conversation:
    """A conversation in which an unexpected error fails the test."""
    return Conversation(place.services, fail)


def says(name: str, text: str, at: int, room: str = "") -> Incoming:
    """A message of a played person."""
    return Incoming(f"m{at}", f"chat:{name}", name, text, MONDAY, room, "@机器人" in text)

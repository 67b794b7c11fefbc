"""What many tests need: a small district, people, a classifier that answers by keyword, and a desk on a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.circulars import CircularMaker
from app.schedule import hours, moments
from app.settings import Settings
from bot.conversation import Conversation
from bot.courier import Courier
from bot.messages import Incoming, Outgoing
from bot.turn import Senses, Services
from campaign.coverage import Coverages
from campaign.daily import Daily
from campaign.marks import Marks
from campaign.office import Campaign
from campaign.plan import Task, read_plan
from campaign.ports import CampaignStore
from campaign.publicity import Quota
from campaign.publishing import Publicity, Publishing
from campaign.sample_lists import SampleLists
from campaign.schedule import Schedule
from campaign.visiting import Visiting
from complaints.attaching import Attaching
from complaints.audit import Audit
from complaints.clocks import SHANGHAI
from complaints.companies.book import EnterpriseBook
from complaints.companies.registered import Register
from complaints.complaint import Complaint
from complaints.deadlines import Deadlines
from complaints.desk import Desk
from complaints.duplicates import DuplicateSearch
from complaints.enquiries import Enquiries
from complaints.importing import Importing, SourceFile
from complaints.joining import propose_parts
from complaints.judging import Judge
from complaints.likeness import Likeness, Told
from complaints.limits import Limits, read_limits
from complaints.listening import Listening
from complaints.members import Members
from complaints.people import Person, Role
from complaints.ports import Calendar
from complaints.ports_intake import Complaining, Part, Signed
from complaints.precedents import Precedents
from complaints.prediction import NOT_A_COMPLAINT, OUTSIDE, Alternative, Because, Decision, Prediction
from complaints.quiet import Quiet, read_spans
from complaints.records import Channel, RawRecord, Row
from complaints.reminders import Reminders
from complaints.replies import Overlap, ReplyCheck
from complaints.routing import RoutingTable, read_routing_table
from complaints.steps import Steps
from complaints.timetable import Entry, read_timetable
from complaints.topics import Case, Topic
from complaints.towns import Towns
from complaints.understanding import UnderstandHere
from complaints.units import Unit, Units
from complaints.worthwhile import DecideFirst, Question

MONDAY = datetime(2021, 8, 30, 9, 0, tzinfo=SHANGHAI)
SAMPLES_DUE = datetime(2021, 8, 30, 12, tzinfo=SHANGHAI)

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

LIMITS_TEXT = """来源,事项,项目,数值,计量,依据,确认
12345热线,*,办结,5,工作日,省办法,待确认
企业接诉即办,*,办结,15,工作日,省平台,待确认
*,*,办结,5,工作日,本中心,待确认
*,*,签收,2,工作日,本中心,待确认
*,*,退单,2,工作日,本中心,待确认
*,*,协办,3,工作日,本中心,待确认
*,*,延期,10,工作日,本中心,待确认
*,*,延期次数,1,次,本中心,待确认
*,*,审核退回,2,工作日,本中心,待确认
*,*,重办,3,工作日,本中心,待确认
*,*,挂账,180,自然日,本中心,待确认
*,*,督办,3,工作日,本中心,待确认
*,*,回访,5,工作日,本中心,待确认
*,*,归档,30,自然日,本中心,待确认
*,*,黄牌,1,工作日,本中心,待确认
*,*,撤回,2,分钟,本中心,待确认
*,*,撤销,10,分钟,本中心,待确认
*,*,改派重新计时,是,是否,本中心,待确认
"""
REMINDERS_TEXT = """名称,时间,哪天,起,止,发给,内容
晨报,08:30,工作日,,,各单位待办,今日待办
"""
PLAN_TEXT = """名称,起,止,哪天,提醒,截止,报送,发给,内容
走访台账,2021-08-30,2021-09-03,每天,15:00,16:00,走访,牵头单位、镇街,请于16:00前报送走访台账。
宣传稿件,2021-08-27,2021-09-10,周五,14:00,15:00,宣传,牵头单位,请于15:00前报送宣传稿件。
问题清单,2021-08-28,2021-08-31,止日,,15:00,,镇街,报送问题清单。
"""
QUIET = "20:00-08:00, 12:00-13:30"

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


class PairIndex:
    """Finds by shared pairs of characters, looking at everything."""

    def __init__(self) -> None:
        self._stored: list[Signed] = []

    @property
    def last(self) -> int:
        return self._stored[-1].id if self._stored else 0

    def copy(self) -> PairIndex:
        other = PairIndex()
        other._stored = [*self._stored]
        return other

    def learn(self, stored: Iterable[Signed]) -> None:
        self._stored += stored

    def nearest(self, signed: Sequence[Signed], limit: int, within_days: int) -> list[tuple[int, ...]]:
        return [self._of(one, limit, within_days) for one in signed]

    def outdated(self, most: int) -> list[int]:
        return []

    def _of(self, one: Signed, limit: int, within_days: int) -> tuple[int, ...]:
        pairs = set(one.signature.decode().split("|"))
        shared = {
            other.id: len(pairs & set(other.signature.decode().split("|")))
            for other in self._stored
            if abs(other.day - one.day) <= within_days
        }
        return tuple(
            sorted((id_ for id_, count in shared.items() if count), key=lambda id_: (-shared[id_], id_))[:limit]
        )


class PairLikenesses:
    """Two texts are the same when they share half their pairs of characters and name no two companies."""

    def sign(self, told: Sequence[Told]) -> list[bytes]:
        return ["|".join(sorted(_pairs(one.text))).encode() for one in told]

    def begin(self, pairs: Sequence[tuple[Told, Told]]) -> Callable[[], list[Likeness]]:
        return lambda: [self._one(one, other) for one, other in pairs]

    def index(self) -> PairIndex:
        return PairIndex()

    def _one(self, one: Told, other: Told) -> Likeness:
        mine, theirs = _pairs(one.text), _pairs(other.text)
        score = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
        clash = bool(one.company and other.company and one.company != other.company)
        company = one.company if one.company == other.company else ""
        days = abs((one.at - other.at).days) if one.at and other.at else None
        words = tuple(sorted(mine & theirs)[:3])
        return Likeness(0.0 if clash else score, score >= 0.5 and not clash, words, company, "", days)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


class KeywordDetector:
    """Takes for a complaint what has one of the classifier's words, and no 谢谢."""

    def read(self, text: str) -> Complaining:
        words = tuple(word for word in (*_KEYWORDS, "没人管") if word in text and word not in ("收到", "摊贩"))
        is_complaint = bool(words) and "谢谢" not in text
        return Complaining(0.9 if is_complaint else 0.1, is_complaint, words)


class KeywordSplitter:
    """Splits at 另外, and as a text numbers its matters itself."""

    def split(self, text: str) -> list[Part]:
        parts = propose_parts(text) or tuple(part.strip("，。 ") for part in text.split("另外") if part)
        predictions = KeywordClassifier().classify([("", part) for part in parts])
        return [Part(part, prediction) for part, prediction in zip(parts, predictions, strict=True)]

    def split_all(self, texts: Sequence[str]) -> list[list[Part]]:
        return [self.split(text) for text in texts]


class NewestFirst:
    """Would learn most from the last of what it is given, which stands for the others."""

    def questions(self, texts: Sequence[tuple[str, str]], limit: int) -> list[Question]:
        rows = list(range(len(texts)))[::-1][:limit]
        return [Question(row, 0.1, ("区供电中心", "区水利局"), len(texts) - 1 if row == rows[0] else 0) for row in rows]


class NoTopics:
    """Two cases with the same first word are a topic."""

    def find(self, cases: Sequence[Case], now: datetime) -> list[Topic]:
        grouped: dict[str, list[Case]] = {}
        for case in sorted(cases, key=lambda case: (case.at, case.id)):
            grouped.setdefault(case.title[:2], []).append(case)
        found = [group for group in grouped.values() if len(group) > 1]
        return [
            Topic(at, float(len(group)), group[0].title, len(group), len(group), 0, "", group[0].at, group[-1].at, (),
                  tuple(case.id for case in group))
            for at, group in enumerate(sorted(found, key=len, reverse=True), start=1)
        ]  # fmt: skip


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

    channel = Channel.HOTLINE
    narrative = False
    message = ""
    assumed = ()

    def open(self, path: Path, channel: Channel | None = None, name: str | None = None, mapping: str = "") -> NoFiles:
        return self

    def rows(self) -> Iterator[Row]:
        return iter(())

    def make(self, person: Person, complaints: Sequence[Complaint]) -> Path:
        return Path("台账.xlsx")

    def keep(self, path: Path, name: str) -> str:
        return f"digest-{name}"

    def path(self, digest: str, name: str) -> Path | None:
        return Path(name)

    def note(self, text: str) -> Path:
        return Path("粘贴.txt")

    def names(self) -> list[str]:
        return []

    def guess(self, source: SourceFile) -> None:
        return None

    def fitting(self, source: SourceFile) -> list[str]:
        return []

    def save(self, source: SourceFile, name: str, changes: Sequence[tuple[str, str]]) -> None:
        return None

    def make_daily(self, person: Person, daily: Daily) -> Path:
        return Path("走访台账.xlsx")

    def make_publicity(self, person: Person, publicity: Publicity) -> Path:
        return Path("宣传稿件统计表.xlsx")

    def make_letter(self, person: Person, complaint: Complaint) -> Path:
        return Path("督办单.docx")


class PairRecall:
    """Finds texts by the share of their character pairs that another has too."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def hold(self, texts: Mapping[str, tuple[str, str]]) -> None:
        self.texts = {key: text for key, (_, text) in texts.items()}

    def nearest(self, text: tuple[str, str], most: int) -> list[tuple[str, float]]:
        shares = [(key, self._share(text[1], other)) for key, other in self.texts.items()]
        return sorted((one for one in shares if one[1] >= 0.3), key=lambda one: -one[1])[:most]

    def _share(self, text: str, other: str) -> float:
        pairs = {text[at : at + 2] for at in range(len(text) - 1)}
        return sum(pair in other for pair in pairs) / max(len(pairs), 1)


class SharedPairs:
    """Compares a reply with its complaint by the characters that both have."""

    def relevance(self, complaint: str, reply: str) -> Overlap:
        pairs = {complaint[at : at + 2] for at in range(len(complaint) - 1)}
        shared = tuple(sorted(pair for pair in pairs if pair in reply))
        return Overlap(min(1.0, len(shared) / 4), shared)


@dataclass
class District:
    """A desk on a store, with everything around it."""

    store: CampaignStore
    clock: HandClock
    desk: Desk
    enquiries: Enquiries
    services: Services
    courier: Courier
    reminders: Reminders

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

    def at(self, moment: str) -> District:
        """The same district at that time of the office's day: at("2021-09-01 09:00")."""
        self.clock.at = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
        return self

    def pass_time(self, until: datetime) -> list[Outgoing]:
        """Live through the hours until then as the program does; what was sent."""
        sent: list[Outgoing] = []
        for moment in moments(self.clock.at, until, hours(self.reminders.quiet, tuple(self.reminders.timetable))):
            self.clock.at = moment
            self.reminders.run()
            sent += self.delivered()
        self.clock.at = until
        self.reminders.run()
        return sent + self.delivered()

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


def limits_table(folder: Path, text: str = LIMITS_TEXT) -> Limits:
    """The small district's limits, read from a file as the program does."""
    path = folder / "limits.csv"
    path.write_text(text, encoding="utf-8-sig")
    return read_limits(path)


def timetable(folder: Path, text: str = REMINDERS_TEXT) -> tuple[Entry, ...]:
    """The small district's standing reminders."""
    path = folder / "reminders.csv"
    path.write_text(text, encoding="utf-8-sig")
    return read_timetable(path)


def district(
    store: CampaignStore, folder: Path, calendar: Calendar | None = None, limits: str = LIMITS_TEXT, quiet: str = QUIET
) -> District:
    """A small district's desk on the store."""
    clock = HandClock()
    deadlines = Deadlines(limits_table(folder, limits), calendar or Weekdays())
    judge = Judge(routing_table(folder), UNITS, deadlines)
    steps = Steps(judge, UNITS, ReplyCheck(SharedPairs()))
    likenesses = PairLikenesses()
    understander = UnderstandHere(KeywordClassifier(), likenesses, KeywordSplitter())
    desk = Desk(store, understander, judge, DuplicateSearch(likenesses), steps, clock)
    enquiries = Enquiries(store, clock, deadlines)
    files = NoFiles()
    members = Members(store, UNITS, TOWNS, clock)
    book = EnterpriseBook(store, clock)
    importing = Importing(desk, files, book, Register(store), Audit(store, clock))
    senses = Senses(KeywordDetector(), KeywordSplitter(), NoTopics(), book)
    campaign = campaign_of(store, desk, book, clock, folder, deadlines.calendar)
    settings = Settings(data=folder)
    circulars = CircularMaker(settings, enquiries, senses.topics, store, Audit(store, clock), clock, campaign)
    listening = Listening(store, desk, members, TOWNS, clock)
    services = Services(
        desk, enquiries, members, importing, files, UNITS, TOWNS, deadlines, clock, listening,
        Attaching(store, clock), senses, files, files, Precedents(store, PairRecall(), clock),
        DecideFirst(store, NewestFirst()),
        campaign,
        SampleLists(store, UNITS, SAMPLES_DUE), Coverages(store, store, TOWNS.names, TOWNS.find),
        circulars, Marks(store, Audit(store, clock), UNITS),
    )  # fmt: skip
    hours_off = Quiet(read_spans(quiet), deadlines.calendar)
    names = [unit.name for unit in UNITS.all]
    entries = [*timetable(folder), *filter(None, (task.entry() for task in campaign.schedule.plan))]
    reminders = Reminders(
        store, steps, deadlines, hours_off, entries, names, UNITS.leads, TOWNS.names, clock, campaign.schedule.reported
    )
    return District(store, clock, desk, enquiries, services, Courier(store, fail, clock, hours_off), reminders)


def plan_of(folder: Path, text: str = PLAN_TEXT) -> tuple[Task, ...]:
    """The small district's campaign."""
    path = folder / "campaign.csv"
    path.write_text(text, encoding="utf-8-sig")
    return read_plan(path)


def campaign_of(
    store: CampaignStore, desk: Desk, book: EnterpriseBook, clock: HandClock, folder: Path, calendar: Calendar
) -> Campaign:
    """The campaign with its plan: a lead unit owes two articles a week, another one."""
    visiting = Visiting(store, desk, book, UNITS, TOWNS, clock)
    publishing = Publishing(store, UNITS, clock, Quota(2, 1))
    schedule = Schedule(plan_of(folder), visiting, publishing, calendar, UNITS.leads, TOWNS.names)
    return Campaign(visiting, publishing, schedule)


def fail(error: Exception) -> None:
    """An unexpected error fails the test."""
    raise error


def talk(place: District) -> Conversation:
    """A conversation in which an unexpected error fails the test."""
    return Conversation(place.services, fail)


def says(name: str, text: str, at: int, room: str = "", when: datetime = MONDAY) -> Incoming:
    """A message of a played person."""
    return Incoming(f"m{at}", f"chat:{name}", name, text, when, room, "@机器人" in text)

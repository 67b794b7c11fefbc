"""Puts the parts together: the only place that knows all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from app.brain import Brain, ReplyWords
from app.circulars import CircularMaker
from app.clocks import SystemClock
from app.kept_files import FileKeeper
from app.layouts import SavedLayouts
from app.ledgers import LedgerMaker
from app.likenesses import TextLikenesses
from app.logs import report_error
from app.recall import TextRecall
from app.retraining import Retraining
from app.senses import Curiosity, GroupTalk, HotTopics, TextParts
from app.settings import Settings
from app.tables import Tables, read_tables
from app.workers import Apart, CompareApart, UnderstandApart
from bot.courier import Courier
from bot.turn import Senses, Services
from campaign.coverage import Coverages
from campaign.marks import Marks
from campaign.office import Campaign
from campaign.plan import samples_due, week_ends_on
from campaign.ports import CampaignStore
from campaign.publicity import Quota
from campaign.publishing import Publishing
from campaign.sample_lists import SampleLists
from campaign.schedule import Schedule
from campaign.visiting import Visiting
from complaints.attaching import Attaching
from complaints.audit import Audit
from complaints.companies.book import EnterpriseBook
from complaints.companies.registered import Register
from complaints.deadlines import Deadlines
from complaints.desk import Desk
from complaints.duplicates import DuplicateSearch
from complaints.enquiries import Enquiries
from complaints.importing import Importing
from complaints.judging import Judge
from complaints.listening import Listening
from complaints.members import Members
from complaints.overheard import Asked
from complaints.people import Person, Role
from complaints.ports import Clock
from complaints.ports_intake import Understander
from complaints.precedents import Precedents
from complaints.quiet import Quiet, read_spans
from complaints.reminders import Reminders
from complaints.replies import ReplyCheck
from complaints.steps import Steps
from complaints.understanding import UnderstandHere
from complaints.worthwhile import DecideFirst
from inbox.limits import Limits
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
    store: CampaignStore
    brain: Brain
    retraining: Retraining
    services: Services
    courier: Courier
    ledgers: LedgerMaker
    circulars: CircularMaker
    reminders: Reminders
    quiet: Quiet
    audit: Audit
    likenesses: TextLikenesses
    here: Understander  #: What understands texts in this process.


@contextmanager
def open_house(settings: Settings, clock: Clock | None = None, *, keeps_quiet: bool = True) -> Iterator[House]:
    """The whole desk on its database; closed at the end of the block. Without `keeps_quiet` notices never wait."""
    clock = clock or SystemClock()
    tables = read_tables(settings)
    settings.data.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.database_url, key=read_or_make_key(settings.data))
    with ExitStack() as closing:
        closing.callback(store.close)
        audit = Audit(store, clock)
        brain = Brain(settings, tables, store.confirmed, clock, audit)
        deadlines = Deadlines(tables.limits, tables.calendar)
        retraining = Retraining(store, brain, clock, settings.retrain_after, report_error)
        judge = Judge(tables.routing, tables.units, deadlines)
        steps = Steps(judge, tables.units, ReplyCheck(ReplyWords(settings)))
        likenesses = TextLikenesses(tables, lambda: brain.model)
        splitter = TextParts(brain)
        here = UnderstandHere(brain, likenesses, splitter)
        apart = Apart(settings, lambda: brain.model.version)
        closing.callback(apart.close)
        search = DuplicateSearch(CompareApart(likenesses, apart))
        desk = Desk(store, UnderstandApart(here, apart), judge, search, steps, clock)
        members = Members(store, tables.units, tables.towns, clock)
        book = EnterpriseBook(store, clock)
        senses = Senses(
            GroupTalk(settings), splitter, HotTopics(settings, tables, lambda: brain.model), book
        )  # fmt: skip
        visiting = Visiting(store, desk, book, tables.units, tables.towns, clock)
        publishing = Publishing(store, tables.units, clock, quota_of(settings, tables))
        schedule = Schedule(tables.plan, visiting, publishing, tables.calendar, tables.units.leads, tables.towns.names)
        span = (settings.campaign_from, settings.campaign_to)
        quiet = Quiet(read_spans(settings.quiet), tables.calendar, span)
        reminders = Reminders(
            store, steps, deadlines, quiet, tables.timetable, [unit.name for unit in tables.units.all],
            tables.units.leads, tables.towns.names, clock, schedule.reported,
        )  # fmt: skip
        reader = reader_of(settings, tables)
        ledgers = LedgerMaker(store, clock, settings.data / "ledgers", deadlines, audit)
        enquiries = Enquiries(store, clock, deadlines)
        campaign = Campaign(visiting, publishing, schedule)
        circulars = CircularMaker(settings, enquiries, senses.topics, store, audit, clock, campaign)
        services = Services(
            desk=desk,
            enquiries=enquiries,
            members=members,
            importing=Importing(desk, reader, book, Register(store), audit, visiting.keep),
            ledgers=ledgers,
            units=tables.units,
            towns=tables.towns,
            deadlines=deadlines,
            clock=clock,
            listening=Listening(store, desk, members, tables.towns, clock),
            attaching=Attaching(store, clock),
            senses=senses,
            files=FileKeeper(settings.data / "attachments", settings.attachment_mb * 2**20),
            layouts=SavedLayouts(reader, settings.mappings),
            decide_first=DecideFirst(store, Curiosity(lambda: brain.model)),
            precedents=Precedents(store, TextRecall(lambda: brain.model), clock),
            campaign=campaign,
            samples=SampleLists(store, tables.units, samples_due(tables.plan)),
            coverages=Coverages(store, store, tables.towns.names, tables.towns.find),
            circulars=circulars,
            marks=Marks(store, audit, tables.units),
            asks_in_rooms=None if settings.asks_in_rooms == "nobody" else Asked(settings.asks_in_rooms),
        )
        courier = Courier(store, report_error, clock, quiet if keeps_quiet else None)
        yield House(
            settings, tables, store, brain, retraining, services, courier, ledgers, circulars, reminders, quiet, audit,
            likenesses, here,
        )  # fmt: skip


def quota_of(settings: Settings, tables: Tables) -> Quota:
    """How many articles a week are owed."""
    return Quota(
        settings.publicity_leads, settings.publicity_others, settings.publicity_reprints, week_ends_on(tables.plan)
    )


def reader_of(settings: Settings, tables: Tables) -> FileReader:
    """The reader of files, within the limits that are set."""
    return FileReader(
        tables.towns.names, limits_of(settings), find_town=tables.towns.find, find_units=tables.units.named_in,
        mappings=settings.mappings,
    )  # fmt: skip


def limits_of(settings: Settings) -> Limits:
    """The limits of files that are set."""
    mib = 2**20
    return Limits(
        file_bytes=settings.file_mb * mib, workbook_bytes=settings.workbook_mb * mib,
        unpacked_bytes=settings.unpacked_mb * mib, cells=settings.file_cells, rows=settings.file_rows,
        cell_characters=settings.cell_characters, memory_bytes=settings.reading_mb * mib,
        seconds=settings.reading_seconds,
    )  # fmt: skip

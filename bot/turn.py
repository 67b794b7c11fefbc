"""One turn of a conversation: who says what to a handler, and what the conversation remembers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.messages import Outgoing
from bot.ports import Circulars, Files, Layouts, Ledgers
from bot.talk import Talk
from campaign.coverage import Coverages
from campaign.marks import Marks
from campaign.office import Campaign
from campaign.sample_lists import SampleLists
from complaints.attaching import Attaching
from complaints.companies.book import EnterpriseBook
from complaints.deadlines import Deadlines
from complaints.desk import Desk
from complaints.enquiries import Enquiries
from complaints.importing import Importing, SourceFile
from complaints.listening import Listening
from complaints.members import Members
from complaints.overheard import Asked
from complaints.people import Person, Role
from complaints.ports import Clock
from complaints.ports_intake import Detector, Splitter
from complaints.precedents import Precedents
from complaints.topics import TopicFinder
from complaints.towns import Towns
from complaints.units import Units
from complaints.worthwhile import DecideFirst

CONFIRM_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler answers: a text and perhaps a file; `also` are further messages, perhaps to another place."""

    text: str
    file: Path | None = None
    also: tuple[Outgoing, ...] = ()


@dataclass(frozen=True, slots=True)
class Senses:
    """What tells the conversation what words are about."""

    detector: Detector
    splitter: Splitter
    topics: TopicFinder
    book: EnterpriseBook


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that a conversation was handed."""

    desk: Desk
    enquiries: Enquiries
    members: Members
    importing: Importing
    ledgers: Ledgers
    units: Units
    towns: Towns
    deadlines: Deadlines
    clock: Clock
    listening: Listening
    attaching: Attaching
    senses: Senses
    files: Files
    layouts: Layouts
    precedents: Precedents
    decide_first: DecideFirst
    campaign: Campaign
    samples: SampleLists
    coverages: Coverages
    circulars: Circulars
    marks: Marks
    asks_in_rooms: Asked | None = Asked.SPEAKER  #: Who is asked about what is overheard; None hears nothing.


@dataclass(frozen=True, slots=True)
class Pending:
    """A write that waits for the speaker's 确认."""

    code: str
    summary: str
    run: Callable[[], Answer]
    expires_at: datetime
    about: str = ""  #: What it would file or change; asked anew, the older one is dropped.


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the bot has just asked; `hear` answers free words, or gives None when they are no answer."""

    hear: Callable[[Turn], Answer | None]
    expires_at: datetime
    words: frozenset[str] = frozenset()  #: Words that answer it although they are commands else: 电话.


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture or recording: of which message, and the complaint that it was added to, "" while it waits for one."""

    digest: str
    name: str
    at: datetime
    message_id: str = ""
    number: str = ""


@dataclass(slots=True)
class Memory:
    """What one speaker and the bot have just talked about in one place; lost without harm at a restart."""

    last_list: tuple[str, ...] = ()
    menu: tuple[str, ...] = ()
    menu_until: datetime | None = None
    question: Question | None = None
    pending: list[Pending] = field(default_factory=list)
    codes: int = 0
    talk: Talk = field(default_factory=Talk)
    pictures: list[Sent] = field(default_factory=list)
    last_filed: tuple[str, datetime] | None = None  #: What the speaker filed last, here or in a room, and when.
    unread: SourceFile | None = None  #: A file whose columns nobody knew, until the office names them.

    def open_menu(self, words: Sequence[str], now: datetime) -> None:
        """Let a digit mean a line of the menu for a while."""
        self.menu, self.menu_until = tuple(words), now + CONFIRM_WITHIN

    def menu_at(self, now: datetime) -> tuple[str, ...]:
        """The menu whose digits count now; an old one no longer does."""
        return self.menu if self.menu_until and now < self.menu_until else ()

    def ask(
        self,
        hear: Callable[[Turn], Answer | None],
        now: datetime,
        within: timedelta = CONFIRM_WITHIN,
        words: frozenset[str] = frozenset(),
    ) -> None:
        """Expect the answer to a question; another one that was open is forgotten."""
        self.menu = ()
        self.question = Question(hear, now + within, words)

    def open_question(self, now: datetime) -> Question | None:
        """The question that is open, unless it is too old."""
        return self.question if self.question and self.question.expires_at > now else None

    def drop_pending(self, about: str) -> None:
        """Forget the write about this."""
        self.pending = [pending for pending in self.pending if pending.about != about]

    def add_pending(self, summary: str, run: Callable[[], Answer], now: datetime, about: str = "") -> Pending:
        """Remember a write until it is confirmed, cancelled or too old."""
        self.drop_expired(now)
        # Asked a second time, it is still one write.
        self.pending = [pending for pending in self.pending if pending.summary != summary]
        self.codes = self.codes + 1 if self.pending else 1
        pending = Pending(str(self.codes), summary, run, now + CONFIRM_WITHIN, about)
        self.pending.append(pending)
        return pending

    def drop_expired(self, now: datetime) -> None:
        """Forget writes that were not confirmed in time."""
        self.pending = [pending for pending in self.pending if pending.expires_at > now]


class Memories:
    """What the conversation remembers of each speaker, apart for each place; "" is in private."""

    def __init__(self) -> None:
        self._memories: dict[tuple[str, str], Memory] = {}

    def of(self, room: str, address: str) -> Memory:
        """The memory of this speaker in this place."""
        return self._memories.setdefault((room, address), Memory())


@dataclass(frozen=True, slots=True)
class Turn:
    """One message on its way to its handler; `args` is what follows the command's word."""

    person: Person
    args: str
    message_id: str
    address: str
    room: str
    memory: Memory
    services: Services
    memories: Memories
    at: datetime  #: When it was said; a replayed message is older than now.
    is_late: bool = False  #: It is taken in without a word, so nothing can be asked.

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.services.clock.now()

    @property
    def private(self) -> Memory:
        """What is remembered of the speaker in private."""
        return self.memories.of("", self.address)

    def ask(self, hear: Callable[[Turn], Answer | None]) -> None:
        """Expect the answer to a question here; nobody is asked by an answer that is never sent."""
        if not self.is_late:
            self.memory.ask(hear, self.now)

    def ask_privately(
        self, hear: Callable[[Turn], Answer | None], within: timedelta, words: frozenset[str] = frozenset()
    ) -> None:
        """Expect the answer to a question in private; `words` answer it although they are commands else."""
        if not self.is_late:
            self.private.ask(hear, self.now, within, words)

    def saying(self, args: str) -> Turn:
        """The same turn with other words after the command."""
        return replace(self, args=args)


Handler = Callable[[Turn], Answer]


@dataclass(frozen=True, slots=True)
class ChatCommand:
    """A word of the chat: who may say it, what it does, and one example that works."""

    word: str
    does: str
    example: str
    roles: frozenset[Role]
    handler: Handler
    aliases: tuple[str, ...] = ()
    in_room: bool = False  #: Also in rooms, by the bot's name.
    in_work_room: bool = False  #: Also in the work room of the speaker's own unit.
    needs_args: bool = False
    main_for: frozenset[Role] = frozenset(Role)  #: In whose menu it has a line; the others find it under 还有.
    in_menu: bool = True

"""Through which doors the outside reaches the core. Each Protocol has one real adapter and fakes in tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from complaints.complaint import Complaint, Status
from complaints.events import Event, Notice, Recipient
from complaints.people import Invite, Person
from complaints.ports_intake import IntakeReads, IntakeWrites
from complaints.prediction import Prediction
from complaints.records import AssumedColumn, Channel, Row
from complaints.reviewed import Reviewed


class Clock(Protocol):
    """Tells the time; a test moves it."""

    def now(self) -> datetime:
        """The present moment, aware."""
        ...


class Calendar(Protocol):
    """Knows working days."""

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on that day."""
        ...

    def knows(self, day: date) -> bool:
        """Whether the day's holidays are known, and not guessed from the weekday."""
        ...


class Classifier(Protocol):
    """Says whose a text is."""

    def classify(self, texts: Sequence[tuple[str, str]]) -> list[Prediction]:
        """One prediction for each (title, text), in order."""
        ...


class Opening(Protocol):
    """A file that can be read, its rows to be walked once."""

    @property
    def channel(self) -> Channel:
        """Where its rows come from."""
        ...

    @property
    def narrative(self) -> bool:
        """Whether it was cut out of running text, so that a person must confirm each piece."""
        ...

    @property
    def message(self) -> str:
        """What a person should know of it; complete when its rows were walked."""
        ...

    @property
    def assumed(self) -> tuple[AssumedColumn, ...]:
        """The columns whose meaning a person should look at."""
        ...

    def rows(self) -> Iterator[Row]:
        """Each row's number with its record or enterprise, or its refusal; FileRefused where the file breaks off."""
        ...


class Reader(Protocol):
    """Turns files into records."""

    def open(self, path: Path, channel: Channel | None = None, name: str | None = None, mapping: str = "") -> Opening:
        """The file ready to be walked; FileRefused when it cannot be read at all. `mapping` names a saved one."""
        ...


@dataclass(frozen=True, slots=True)
class Query:
    """Which complaints are wanted; an empty field asks for all. Newest first unless `by_due`."""

    statuses: frozenset[Status] = frozenset()
    unit: str = ""  #: Led or helped by this unit.
    lead_only: bool = False  #: Only those that the unit leads.
    filed_by: str = ""
    area: str = ""
    channel: Channel | None = None
    sequence: int = 0  #: The day's sequence in the number.
    due_before: datetime | None = None
    filed_from: datetime | None = None
    filed_to: datetime | None = None
    by_due: bool = False
    without_staff_cases: bool = False  #: Leave out those about units' own people.
    merged_into: str = ""  #: Those merged into this complaint.
    parent: str = ""  #: Those split from this complaint.
    review_before: datetime | None = None  #: Shelved ones to be looked at again by then.
    closed_before: datetime | None = None  #: Finished before then.
    asked_before: datetime | None = None  #: Whose enterprise was asked, or last answered, before then.
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many complaints of one unit (empty: none yet) stand at one status, and how many of them are overdue."""

    unit: str
    status: Status
    count: int
    overdue: int


@dataclass(frozen=True, slots=True)
class RateCounts:
    """What the rates of one unit are made of; counts of complaints. Each rate is the second of a pair by the first."""

    unit: str
    to_respond: int  #: Signed, given back, or past the time for it.
    responded: int  #: Of these, in time.
    to_finish: int  #: Reported done, or overdue.
    finished: int  #: Of these, in time, and not overdue with it now.
    solved_known: int  #: The enterprise said whether it is solved.
    solved: int
    content_known: int  #: The enterprise said how content it is.
    content: int  #: Of these, 满意 or 基本满意.
    unanswered: int  #: Asked, and nothing was said.


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with the stored history; `seq` is 0 where it is about no single row."""

    seq: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of following the chain of events: how many rows, its head, and whatever is wrong with it."""

    events: int
    head: str  #: `SEQ:DIGEST`, to be written down and compared later.
    findings: tuple[Finding, ...]


class Transaction(IntakeWrites, Protocol):
    """Everything done in it is kept together or not at all."""

    def lock_numbers(self, day: date, count: int) -> int:
        """The first of `count` consecutive sequence numbers of that day, never given to anyone else."""
        ...

    def known(self, channel: Channel, external_ids: Sequence[str]) -> Mapping[str, Complaint]:
        """Those of the ids that are stored already, by id."""
        ...

    def complaint(self, number: str) -> Complaint | None:
        """The complaint under that number."""
        ...

    def add(self, complaints: Sequence[Complaint]) -> None:
        """Store new complaints; Conflict when a (channel, external_id) or number is taken."""
        ...

    def replace(self, before: Complaint, after: Complaint) -> None:
        """Write `after` where the stored one is still at `before`'s status and version, else Conflict."""
        ...

    def append(self, events: Iterable[Event]) -> None:
        """Add to the history."""
        ...

    def history(self, number: str) -> list[Event]:
        """The complaint's events, oldest first."""
        ...

    def writes_of(self, person_id: str, since: datetime) -> list[Event]:
        """What the person filed, moved and took back since then, oldest first."""
        ...

    def find(self, query: Query) -> list[Complaint]:
        """The complaints that the query asks for."""
        ...

    def once(self, key: str, at: datetime) -> bool:
        """Remember that this was done; False when it had been remembered before."""
        ...

    def remembered(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys that `once` has seen."""
        ...

    def post(self, notices: Iterable[Notice]) -> None:
        """Put notices into the outbox; they leave only if the transaction is kept."""
        ...

    def add_person(self, person: Person, address: str) -> None:
        """Know the person under this address from now on; a person's older role at the address is replaced."""
        ...

    def forget_address(self, address: str) -> None:
        """Nobody speaks from there any more."""
        ...

    def add_invite(self, invite: Invite) -> None:
        """Store an invitation."""
        ...

    def take_invite(self, code_digest: str, now: datetime) -> Invite | None:
        """Use the invitation up; None when it is unknown, used or expired. Two takers cannot both get it."""
        ...


class Store(IntakeReads, Protocol):
    """The database."""

    def by_external_id(self, channel: Channel, external_id: str) -> Complaint | None:
        """The complaint that the channel knows under that id."""
        ...

    def begin(self) -> AbstractContextManager[Transaction]:
        """A transaction for writing: kept when the block ends well, rolled back when it raises."""
        ...

    def complaint(self, number: str) -> Complaint | None:
        """The complaint under that number."""
        ...

    def find(self, query: Query) -> list[Complaint]:
        """The complaints that the query asks for."""
        ...

    def count(self, query: Query) -> int:
        """How many complaints the query asks for, its limit left aside."""
        ...

    def tallies(self, now: datetime) -> list[Tally]:
        """Counts by unit and status over everything stored."""
        ...

    def history(self, number: str) -> list[Event]:
        """The complaint's events, oldest first."""
        ...

    def last_told(self, numbers: Sequence[str]) -> Mapping[str, str]:
        """By number what a unit wrote last about each of these complaints."""
        ...

    def rates(self, now: datetime, since: datetime | None = None, until: datetime | None = None) -> list[RateCounts]:
        """By unit, over the complaints filed in the span, what its rates are made of."""
        ...

    def returns(self) -> list[tuple[Complaint, Event]]:
        """Every return that was not taken back, oldest first, with its complaint as it stands now."""
        ...

    def desk_events(self, limit: int | None = None) -> list[Event]:
        """Views of personal data and the events that are no single complaint's, newest first."""
        ...

    def verify(self, expected: str = "") -> Verification:
        """Follow the chain of all events; with `expected`, also that it still holds a head noted earlier."""
        ...

    def person(self, person_id: str) -> Person | None:
        """The person with that id."""
        ...

    def person_at(self, address: str) -> Person | None:
        """The person who speaks from that address (a channel's own contact id)."""
        ...

    def address_of(self, person_id: str) -> str | None:
        """Where the person can be reached."""
        ...

    def people(self, recipient: Recipient) -> list[Person]:
        """Everyone for whom something for this recipient is, if they are bound."""
        ...

    def owed(self) -> list[Recipient]:
        """To whom something is still owed."""
        ...

    def pending(self, recipient: Recipient | None = None) -> list[Notice]:
        """The notices that are still owed, to this recipient or to anybody, oldest first."""
        ...

    def delivered_to(self, notice_ids: Sequence[int]) -> Mapping[int, frozenset[str]]:
        """To which persons' ids each of these notices went already."""
        ...

    def mark_delivered(self, notice_ids: Sequence[int], person_id: str) -> None:
        """Remember that these notices went to that person."""
        ...

    def mark_done(self, notice_ids: Sequence[int]) -> None:
        """Nothing more is owed for these notices."""
        ...

    def confirmed(self) -> list[Reviewed]:
        """Cases whose unit a person has confirmed or corrected, in the order of the decisions: training examples."""
        ...

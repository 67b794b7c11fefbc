"""A complaint as the desk holds it: the record, where it stands, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from complaints.follow_up import FollowUp
from complaints.prediction import Prediction
from complaints.privacy import hide_name
from complaints.records import RawRecord


class Status(StrEnum):
    """Where a complaint stands; the office's word is in `label`."""

    WAITING = "waiting"  #: The office must say whose it is.
    DISPATCHED = "dispatched"  #: Sent to a unit that has not signed for it.
    HANDLING = "handling"  #: The unit has signed and works on it.
    EXTENSION = "extension"  #: The unit works on it and has asked for more time; the office decides.
    RETURNED = "returned"  #: The unit says that it is not theirs.
    DISPUTED = "disputed"  #: Returned a second time: the office decides for good.
    REPORTED = "reported"  #: The unit reports it done; the office checks.
    FOLLOW_UP = "follow_up"  #: Checked; the enterprise is asked whether it is solved.
    SHELVED = "shelved"  #: Cannot be solved now; looked at again on a date.
    CLOSED = "closed"  #: Closed out.
    ARCHIVED = "archived"  #: Closed out and put away.
    DECLINED = "declined"  #: Not taken on, with a reason.
    WITHDRAWN = "withdrawn"  #: Taken back by the reporter at once.
    MERGED = "merged"  #: The same matter as another complaint, which is followed instead.
    SPLIT = "split"  #: Held several matters, each of which is followed by itself.

    @property
    def label(self) -> str:
        """The status as the office says it."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    Status.WAITING: "待研判",
    Status.DISPATCHED: "待签收",
    Status.HANDLING: "办理中",
    Status.EXTENSION: "延期待批",
    Status.RETURNED: "已退单",
    Status.DISPUTED: "待终审",
    Status.REPORTED: "待审核",
    Status.FOLLOW_UP: "待回访",
    Status.SHELVED: "挂账",
    Status.CLOSED: "已销号",
    Status.ARCHIVED: "已归档",
    Status.DECLINED: "不予受理",
    Status.WITHDRAWN: "已撤回",
    Status.MERGED: "已并案",
    Status.SPLIT: "已拆案",
}

FINISHED = frozenset({Status.CLOSED, Status.ARCHIVED, Status.DECLINED, Status.WITHDRAWN, Status.MERGED, Status.SPLIT})
"""The statuses in which nobody owes anything under this number."""
OPEN = frozenset(Status) - FINISHED
"""The statuses in which somebody still owes something."""
WITH_UNIT = frozenset({Status.DISPATCHED, Status.HANDLING, Status.EXTENSION})
"""The statuses in which the unit's clock runs."""
FOR_OFFICE = frozenset(
    {Status.WAITING, Status.RETURNED, Status.DISPUTED, Status.EXTENSION, Status.REPORTED, Status.FOLLOW_UP}
)
"""The statuses in which the office must act."""
FOR_TRIAGE = frozenset({Status.WAITING, Status.RETURNED, Status.DISPUTED})
"""The statuses in which the office must say whose it is."""


class WaitingFor(StrEnum):
    """Why a complaint was not dispatched by itself."""

    DOUBTFUL = "doubtful"  #: The classifier is not sure enough.
    NOVEL = "novel"  #: It is unlike all that the classifier has learned from.
    OUTSIDE = "outside"  #: None of the lead units answers for it.
    NOT_A_COMPLAINT = "not_a_complaint"  #: It reads like no complaint.
    SOURCE_DISAGREES = "source_disagrees"  #: The channel named another unit than the classifier.
    SOURCE_UNIT_OUTSIDE = "source_unit_outside"  #: The channel named a unit that is none of the lead units.
    NO_ROUTE = "no_route"  #: The routing table has no row for the unit.
    OWN_STAFF = "own_staff"  #: It is about the unit's own people.
    CUT_FROM_TEXT = "cut_from_text"  #: It was cut out of running text, and a person must look at the cut.
    SEVERAL_MATTERS = "several_matters"  #: It reads like several matters of different units.
    ASKED_AGAIN = "asked_again"  #: It was decided, and the office takes it up anew.

    @property
    def label(self) -> str:
        """The reason as the office reads it."""
        return _WAITING_LABELS[self]


_WAITING_LABELS = {
    WaitingFor.DOUBTFUL: "把握不足",
    WaitingFor.NOVEL: "与以往案件都不像",
    WaitingFor.OUTSIDE: "非24家牵头单位事项",
    WaitingFor.NOT_A_COMPLAINT: "疑似非投诉",
    WaitingFor.SOURCE_DISAGREES: "与来源交办单位不一致",
    WaitingFor.SOURCE_UNIT_OUTSIDE: "来源交办单位不在24家内",
    WaitingFor.NO_ROUTE: "分工表无对应行",
    WaitingFor.OWN_STAFF: "反映单位人员，须回避",
    WaitingFor.CUT_FROM_TEXT: "由叙述文字切分，请核对",
    WaitingFor.SEVERAL_MATTERS: "像是几件事，请看是否拆案",
    WaitingFor.ASKED_AGAIN: "重新研判",
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who answers for it until when. `rule` names the row of the routing table, or the person, that decided.

    `guessed` says that the days were counted past the last year whose holidays are known. After the office's
    final word (`final`) the unit cannot return it any more.
    """

    lead: str
    co_units: tuple[str, ...]
    indicator: str
    matter: str
    assigned_at: datetime
    due_at: datetime
    rule: str
    sign_by: datetime | None = None
    co_due_at: datetime | None = None
    guessed: bool = False
    final: bool = False

    def due_for(self, unit: str) -> datetime:
        """When this unit must have done its part: a helping unit before the lead."""
        return self.due_at if unit == self.lead or self.co_due_at is None else self.co_due_at


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything about a complaint that steps change. A step makes a new one; an undo puts an older one back."""

    status: Status = Status.WAITING
    assignment: Assignment | None = None
    waiting_for: WaitingFor | None = None
    returns: int = 0  #: How often a unit has given it back: the ping-pong counter.
    extensions: int = 0  #: How often it was given more time under this assignment.
    asked_until: datetime | None = None  #: Until when a unit asks for more time.
    redos: int = 0  #: How often a bad follow-up sent it back.
    signed_at: datetime | None = None  #: When the first unit signed for it, for the rate of responses.
    signed_in_time: bool | None = None
    reported_at: datetime | None = None  #: When it was last reported done.
    reported_in_time: bool | None = None  #: Whether every report of this unit came in time.
    supervised_at: datetime | None = None  #: Since when it is under supervision.
    review_at: datetime | None = None  #: When a shelved one is looked at again.
    follow_up: FollowUp | None = None
    merged_into: str = ""
    helped: tuple[str, ...] = ()  #: The helping units that have reported to the lead.
    avoids: tuple[str, ...] = ()  #: The units whose own people it is about: they never get or see it.
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint under its number. Values never change: a step makes a new one with the next `version`.

    `parent` is the complaint that it was split from.
    """

    number: str
    record: RawRecord
    filed_at: datetime
    filed_by: str
    standing: Standing = Standing()
    prediction: Prediction | None = None
    parent: str = ""
    version: int = 0

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.standing.status

    @property
    def assignment(self) -> Assignment | None:
        """Who answers for it until when, if anybody does."""
        return self.standing.assignment

    @property
    def lead(self) -> str:
        """The unit that answers for it now, or an empty string."""
        return self.standing.assignment.lead if self.standing.assignment else ""

    @property
    def co_units(self) -> tuple[str, ...]:
        """The units that help."""
        return self.standing.assignment.co_units if self.standing.assignment else ()

    @property
    def avoids(self) -> tuple[str, ...]:
        """The units whose own people it is about."""
        return self.standing.avoids

    @property
    def title(self) -> str:
        """Its title, or the beginning of its text when the channel gave none; never its reporter's full name."""
        record = self.record
        return hide_name(record.title, record.reporter) if record.title else self.text[:24]

    @property
    def text(self) -> str:
        """Its text without its reporter's full name."""
        return hide_name(self.record.text, self.record.reporter)

    def is_open(self) -> bool:
        """Whether somebody still owes something."""
        return self.status in OPEN

    def is_about_staff(self) -> bool:
        """Whether it is about the people of a unit, so that the office alone handles it."""
        return bool(self.avoids)

    def is_overdue(self, now: datetime) -> bool:
        """Whether its unit has let the due time pass."""
        return self.status in WITH_UNIT and self.assignment is not None and now > self.assignment.due_at

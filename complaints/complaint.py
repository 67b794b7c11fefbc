"""A complaint as the desk holds it: the record, where it stands, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from complaints.prediction import Prediction
from complaints.records import RawRecord


class Status(StrEnum):
    """Where a complaint stands; the office's word is in `label`."""

    WAITING = "waiting"  #: The office must say whose it is.
    DISPATCHED = "dispatched"  #: Sent to a unit that has not signed for it.
    HANDLING = "handling"  #: The unit has signed and works on it.
    RETURNED = "returned"  #: The unit says that it is not theirs.
    REPORTED = "reported"  #: The unit reports it done; the office checks.
    FOLLOW_UP = "follow_up"  #: Checked; the enterprise is asked whether it is solved.
    CLOSED = "closed"  #: Closed out.
    DECLINED = "declined"  #: Not taken on, with a reason.

    @property
    def label(self) -> str:
        """The status as the office says it."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    Status.WAITING: "待研判",
    Status.DISPATCHED: "待签收",
    Status.HANDLING: "办理中",
    Status.RETURNED: "已退单",
    Status.REPORTED: "待审核",
    Status.FOLLOW_UP: "待回访",
    Status.CLOSED: "已销号",
    Status.DECLINED: "不予受理",
}

OPEN = frozenset(Status) - {Status.CLOSED, Status.DECLINED}
"""The statuses in which somebody still owes something."""
WITH_UNIT = frozenset({Status.DISPATCHED, Status.HANDLING})
"""The statuses in which the unit's clock runs."""
FOR_OFFICE = frozenset({Status.WAITING, Status.RETURNED, Status.REPORTED, Status.FOLLOW_UP})
"""The statuses in which the office must act."""


class WaitingFor(StrEnum):
    """Why a complaint was not dispatched by itself."""

    DOUBTFUL = "doubtful"  #: The classifier is not sure enough.
    OUTSIDE = "outside"  #: None of the lead units answers for it.
    NOT_A_COMPLAINT = "not_a_complaint"  #: It reads like no complaint.
    SOURCE_DISAGREES = "source_disagrees"  #: The channel named another unit than the classifier.
    SOURCE_UNIT_OUTSIDE = "source_unit_outside"  #: The channel named a unit that is none of the lead units.
    NO_ROUTE = "no_route"  #: The routing table has no row for the unit.
    OWN_STAFF = "own_staff"  #: It is about the unit's own people.

    @property
    def label(self) -> str:
        """The reason as the office reads it."""
        return _WAITING_LABELS[self]


_WAITING_LABELS = {
    WaitingFor.DOUBTFUL: "把握不足",
    WaitingFor.OUTSIDE: "非24家牵头单位事项",
    WaitingFor.NOT_A_COMPLAINT: "疑似非投诉",
    WaitingFor.SOURCE_DISAGREES: "与来源交办单位不一致",
    WaitingFor.SOURCE_UNIT_OUTSIDE: "来源交办单位不在24家内",
    WaitingFor.NO_ROUTE: "分工表无对应行",
    WaitingFor.OWN_STAFF: "反映单位人员，须回避",
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who answers for it until when. `rule` names the row of the routing table, or the person, that decided."""

    lead: str
    co_units: tuple[str, ...]
    indicator: str
    matter: str
    assigned_at: datetime
    due_at: datetime
    rule: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint under its number. Values never change: a move makes a new one with the next `version`."""

    number: str
    record: RawRecord
    status: Status
    filed_at: datetime
    filed_by: str
    prediction: Prediction | None = None
    assignment: Assignment | None = None
    waiting_for: WaitingFor | None = None
    returns: int = 0
    closed_at: datetime | None = None
    version: int = 0

    @property
    def lead(self) -> str:
        """The unit that answers for it now, or an empty string."""
        return self.assignment.lead if self.assignment else ""

    @property
    def title(self) -> str:
        """Its title, or the beginning of its text when the channel gave none."""
        return self.record.title or self.record.text[:24]

    def is_open(self) -> bool:
        """Whether somebody still owes something."""
        return self.status in OPEN

    def is_overdue(self, now: datetime) -> bool:
        """Whether its unit has let the due time pass."""
        return self.status in WITH_UNIT and self.assignment is not None and now > self.assignment.due_at

"""What people decided about whose a complaint is: the labels that the classifier learns from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from complaints.complaint import Complaint, Status
from complaints.events import Event
from complaints.moves import Command


class ReviewKind(StrEnum):
    """How a label came about."""

    TRIAGED = "triaged"  #: The office gave a waiting complaint to the unit, or sent a return back to the same one.
    REASSIGNED = "reassigned"  #: The office moved it to another unit.
    RETURN_ACCEPTED = "return_accepted"  #: A unit gave it back and named another, and the office followed.
    DESIGNATED = "designated"  #: The office's final word.


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A complaint, the unit that a person gave it to and that still has it, who did so, when and how."""

    complaint: Complaint
    unit: str
    by: str  #: The person's id.
    at: datetime
    kind: ReviewKind


def reviewed(complaint: Complaint, decision: Event, returned: Event | None) -> Reviewed | None:
    """The label that the last step makes by which a person gave the complaint to a unit; None where it makes none.

    `returned` is the last return that stands, if any. It is no label by itself: while the office has not decided it,
    or has answered or declined the complaint instead, nobody knows whose the complaint is. Neither is one a complaint
    of several matters, nor one that its unit no longer has.
    """
    unit = decision.facts.get("unit", "")
    is_contested = returned is not None and returned.seq > decision.seq
    if not unit or unit != complaint.lead or is_contested or complaint.status is Status.SPLIT:
        return None
    return Reviewed(complaint, unit, decision.by, decision.at, _kind(decision, returned, unit))


def _kind(decision: Event, returned: Event | None, unit: str) -> ReviewKind:
    was_returned = decision.from_status in (Status.RETURNED, Status.DISPUTED)
    if was_returned and returned is not None and returned.facts.get("unit") == unit:
        return ReviewKind.RETURN_ACCEPTED
    if decision.command == Command.DESIGNATE:
        return ReviewKind.DESIGNATED
    return ReviewKind.REASSIGNED if decision.command == Command.REASSIGN else ReviewKind.TRIAGED

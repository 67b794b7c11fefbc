"""What happened to a complaint: events are appended and never changed. And what is owed to whom: notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from complaints.complaint import Status


class EventKind(StrEnum):
    """What kind of line the history shows."""

    FILED = "filed"  #: Taken in from its channel.
    CLASSIFIED = "classified"  #: The classifier's suggestion, kept beside what people decide.
    MOVED = "moved"  #: A step of the table of moves.
    UPDATED = "updated"  #: The channel told something new about it.


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a complaint's history. `by` is a person's id, `from_status` is None when it begins."""

    number: str
    at: datetime
    kind: EventKind
    by: str
    from_status: Status | None = None
    to_status: Status | None = None
    command: str = ""
    note: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    seq: int = 0


class RecipientKind(StrEnum):
    """Whom a notice is for."""

    PERSON = "person"
    UNIT = "unit"
    OFFICE = "office"


@dataclass(frozen=True, slots=True, order=True)
class Recipient:
    """A person's id, a unit's name, or the office (empty name)."""

    kind: RecipientKind
    name: str = ""


class NoticeKind(StrEnum):
    """What is told; the sentences are in bot/wording.py."""

    DISPATCHED = "dispatched"  #: To the unit: a new item.
    TAKEN_AWAY = "taken_away"  #: To the unit: the item went to another one.
    RETURNED = "returned"  #: To the office: a unit does not want it.
    REPORTED = "reported"  #: To the office: a unit reports it done.
    REJECTED = "rejected"  #: To the unit: do it again.
    WAITING = "waiting"  #: To the office: a new doubtful one.
    PROGRESS = "progress"  #: To the reporter: where it stands.
    UPDATED = "updated"  #: To the unit: the channel told something new.


@dataclass(frozen=True, slots=True)
class Notice:
    """Something owed to a recipient, written with the change that caused it. `id` is given by the store."""

    recipient: Recipient
    kind: NoticeKind
    number: str
    at: datetime
    facts: Mapping[str, str] = field(default_factory=dict)
    id: int = 0

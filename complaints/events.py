"""What happened to a complaint: events are appended and never changed. And what is owed to whom: notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from complaints.complaint import Standing, Status


class EventKind(StrEnum):
    """What kind of line the history shows."""

    FILED = "filed"  #: Taken in from its channel.
    CLASSIFIED = "classified"  #: The classifier's suggestion, kept beside what people decide.
    MOVED = "moved"  #: A step of the table of moves.
    UPDATED = "updated"  #: The channel told something new about it.
    UNDONE = "undone"  #: Its last step was taken back.
    LINKED = "linked"  #: Another complaint was merged into it, or split from it, or that was taken back.
    VIEWED = "viewed"  #: Somebody looked at a full phone number.
    ATTACHED = "attached"  #: A picture or another file was added.
    EXPORTED = "exported"  #: Somebody made a table of complaints; no single complaint's event.
    IMPORTED = "imported"  #: Somebody imported a file; no single complaint's event.
    INVITED = "invited"  #: The office issued a code; no single complaint's event.
    BOUND = "bound"  #: Somebody was bound to a role; no single complaint's event.
    MARKED = "marked"  #: The office marked a unit, or took that back; no single complaint's event.
    PROMOTED = "promoted"  #: Another model is in use; no single complaint's event.


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a complaint's history, or of the desk's where `number` is empty.

    `by` is a person's id, `from_status` is None when it begins. `before` is where the complaint stood before a
    person's step, so that an undo can put it back. `follows` says that the step came by rule from the one before
    it, in the same transaction.
    """

    number: str
    at: datetime
    kind: EventKind
    by: str
    from_status: Status | None = None
    to_status: Status | None = None
    command: str = ""
    note: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    before: Standing | None = None
    follows: bool = False
    seq: int = 0


class RecipientKind(StrEnum):
    """Whom a notice is for."""

    PERSON = "person"
    UNIT = "unit"
    OFFICE = "office"
    TOWN = "town"
    LEADERS = "leaders"


@dataclass(frozen=True, slots=True, order=True)
class Recipient:
    """A person's id, a unit's name, the office (empty name), a town's name, or the leaders in charge of a unit."""

    kind: RecipientKind
    name: str = ""


class NoticeKind(StrEnum):
    """What is told; the sentences are in bot/wording.py."""

    DISPATCHED = "dispatched"  #: To the unit: a new item.
    HELP = "help"  #: To a helping unit: a new item.
    AREA = "area"  #: To the town: something in its area.
    TAKEN_AWAY = "taken_away"  #: To the unit: the item is no longer theirs.
    RETURNED = "returned"  #: To the office: a unit does not want it.
    DISPUTED = "disputed"  #: To the office: returned again, the office has the last word.
    REPORTED = "reported"  #: To the office: a unit reports it done.
    EXTENSION = "extension"  #: To the office: a unit asks for more time.
    GRANTED = "granted"  #: To the unit: more time.
    DENIED = "denied"  #: To the unit: no more time.
    REJECTED = "rejected"  #: To the unit: do it again.
    REDONE = "redone"  #: To the office: a bad answer has sent it back.
    CO_REPORTED = "co_reported"  #: To the lead: a helping unit has reported.
    SHELVED = "shelved"  #: To the unit: not now.
    RESUMED = "resumed"  #: To the unit: go on with it.
    SUPERVISED = "supervised"  #: To the unit and its leaders: under supervision.
    URGED = "urged"  #: To the unit: the office asks where it stands.
    SUPPLEMENT = "supplement"  #: To the unit or office: the reporter adds something.
    WAITING = "waiting"  #: To the office: a new doubtful one.
    PROGRESS = "progress"  #: To the reporter: where it stands.
    ASK = "ask"  #: To the reporter: is it solved?
    UNDONE = "undone"  #: To whoever was told of a step: it was taken back.
    UPDATED = "updated"  #: To the unit: the channel told something new.
    YELLOW = "yellow"  #: To the unit: due soon.
    RED = "red"  #: To the unit, its leaders and the office: overdue.
    FIRST_REPORT = "first_report"  #: To the unit: the first word on what is being done is due today.
    REVIEW = "review"  #: To the office: a shelved one is to be looked at again.
    UNANSWERED = "unanswered"  #: To the office: nobody has answered the follow-up.
    ALIKE = "alike"  #: To the office: a new one may repeat an earlier one.
    OVERHEARD = "overheard"  #: To the office: something said in a room reads like a complaint.
    MORNING = "morning"  #: To a unit: what the day brings; about no single complaint.
    RETRAINED = "retrained"  #: To the office: the classifier was trained anew by night; about no single complaint.
    LOST = "lost"  #: To the office: somebody who is bound cannot be reached; about no single complaint.
    CIRCULAR = "circular"  #: To the leaders: the week's circular; about no single complaint.
    TIMETABLE = "timetable"  #: A line of the timetable; about no single complaint.


@dataclass(frozen=True, slots=True)
class Notice:
    """Something owed to a recipient, written with the change that caused it. `id` is given by the store.

    `number` is empty where it is about no single complaint.
    """

    recipient: Recipient
    kind: NoticeKind
    number: str
    at: datetime
    facts: Mapping[str, str] = field(default_factory=dict)
    id: int = 0

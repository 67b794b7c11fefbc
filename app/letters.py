"""What the 督办单 says of a complaint, taken from its record and history; phones and names are masked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot import say, wording
from complaints.clocks import SHANGHAI
from complaints.complaint import Complaint
from complaints.deadlines import Deadlines
from complaints.errors import Refusal, Refused
from complaints.events import Event, EventKind
from complaints.limits import Item
from complaints.moves import Command
from complaints.privacy import mask_text

if TYPE_CHECKING:
    from reports.supervision import Supervision


def letter_of(complaint: Complaint, history: Sequence[Event], deadlines: Deadlines) -> Supervision:
    """The letter for the last supervision; Refused when the complaint was never under supervision."""
    # The document library is slow to import, and few commands write a letter.
    from reports.supervision import Supervision

    supervised = [event for event in history if event.command == Command.SUPERVISE and event.kind is EventKind.MOVED]
    if not supervised or complaint.standing.supervised_at is None:
        raise Refused(
            Refusal.MOVE_NOT_ALLOWED, command="督办单", status=complaint.status.label, possible=Command.SUPERVISE.value
        )
    last, given = supervised[-1], complaint.assignment
    until = deadlines.anew(Item.SUPERVISED, complaint, last.at)
    record = complaint.record
    return Supervision(
        number=complaint.number,
        serial=wording.LETTER_SERIAL.format(year=last.at.astimezone(SHANGHAI).year, number="　"),
        unit=complaint.lead,
        co_units=complaint.co_units,
        title=mask_text(complaint.title),
        text=mask_text(complaint.text),
        channel=record.channel.label,
        company="匿名" if record.confidential else record.company,
        filed_at=complaint.filed_at,
        due_at=given.due_at if given else None,
        new_due_at=until,
        demand=wording.LETTER_DEMAND.format(until=say.day(until)),
        reason=mask_text(last.note),
        course=tuple((event.at, _who(event), _what(event)) for event in history if _is_told(event)),
        returns=complaint.standing.returns,
        redos=complaint.standing.redos,
        issued_at=last.at,
        office=wording.OFFICE_NAME,
    )


_TOLD = (EventKind.FILED, EventKind.MOVED, EventKind.UNDONE)


def _is_told(event: Event) -> bool:
    """Whether the unit that gets the letter may read it: what was said of a unit's own people it may not."""
    return event.kind in _TOLD and event.command != Command.ACCUSE


def _who(event: Event) -> str:
    """The unit or the office; persons are not named in a letter."""
    if event.kind is EventKind.FILED:
        return "反映人"
    return event.facts.get("by_unit") or ("系统" if event.by == "system" else wording.OFFICE_SHORT)


def _what(event: Event) -> str:
    if event.kind is EventKind.FILED:
        return "登记"
    word = event.note if event.kind is EventKind.UNDONE else event.command
    unit = event.facts.get("unit", "")
    note = mask_text(event.note) if event.kind is EventKind.MOVED else ""
    return f"{word}{unit and f'（{unit}）'}{note and f'：{note}'}"

"""Who is told of a change: one place, so that no step forgets somebody and nobody hears what is not theirs."""

from __future__ import annotations

from collections.abc import Mapping

from complaints.complaint import Complaint, Status
from complaints.events import Event, Notice, NoticeKind, Recipient, RecipientKind
from complaints.moves import Command
from complaints.people import SYSTEM

OFFICE = Recipient(RecipientKind.OFFICE)

# To the office, when a unit takes one of these steps.
_TO_OFFICE = {Command.RETURN: NoticeKind.RETURNED, Command.FINISH: NoticeKind.REPORTED}
# To the unit that leads, when the office takes one of these steps.
_TO_UNIT = {
    Command.DISPATCH: NoticeKind.DISPATCHED,
    Command.REASSIGN: NoticeKind.DISPATCHED,
    Command.REJECT: NoticeKind.REJECTED,
    Command.REDO: NoticeKind.REJECTED,
}
# To the person who filed it in chat.
_TO_REPORTER = frozenset(
    {Command.DISPATCH, Command.REASSIGN, Command.SIGN, Command.FINISH, Command.CLOSE, Command.REDO, Command.DECLINE}
)


def notices_for_filing(complaint: Complaint) -> list[Notice]:
    """The lead hears of a dispatched one, the office of a doubtful one."""
    if complaint.status is Status.DISPATCHED:
        return [_notice(_unit(complaint.lead), NoticeKind.DISPATCHED, complaint)]
    if complaint.status is Status.WAITING:
        return [_notice(OFFICE, NoticeKind.WAITING, complaint)]
    return []


def notices_for_move(before: Complaint, after: Complaint, event: Event) -> list[Notice]:
    """Everyone who must hear of a step of the table."""
    command = Command(event.command)
    facts = {"note": event.note, "by_unit": event.facts.get("by_unit", ""), "unit": event.facts.get("unit", "")}
    notices: list[Notice] = []
    if command in _TO_OFFICE:
        notices.append(_notice(OFFICE, _TO_OFFICE[command], after, event, facts))
    if command in _TO_UNIT and after.lead:
        notices.append(_notice(_unit(after.lead), _TO_UNIT[command], after, event, facts))
    if before.lead and before.lead != after.lead and before.status is not Status.RETURNED:
        notices.append(_notice(_unit(before.lead), NoticeKind.TAKEN_AWAY, after, event, facts))
    if command in _TO_REPORTER and after.filed_by != SYSTEM.id:
        reporter = Recipient(RecipientKind.PERSON, after.filed_by)
        told = {"command": command.value, "note": event.note, "unit": after.lead}
        notices.append(_notice(reporter, NoticeKind.PROGRESS, after, event, told))
    return notices


def notices_for_update(complaint: Complaint, event: Event) -> list[Notice]:
    """The unit that works on it hears what its channel has changed."""
    if complaint.status not in (Status.DISPATCHED, Status.HANDLING):
        return []
    return [_notice(_unit(complaint.lead), NoticeKind.UPDATED, complaint, event, {"note": event.note})]


def _unit(name: str) -> Recipient:
    return Recipient(RecipientKind.UNIT, name)


def _notice(
    recipient: Recipient,
    kind: NoticeKind,
    complaint: Complaint,
    event: Event | None = None,
    facts: Mapping[str, str] | None = None,
) -> Notice:
    at = event.at if event else complaint.filed_at
    return Notice(recipient, kind, complaint.number, at, {"title": complaint.title, **(facts or {})})

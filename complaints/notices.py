"""Who is told of a change: one place, so that no step forgets somebody and nobody hears what is not theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from complaints.complaint import WITH_UNIT, Complaint, Status
from complaints.duplicates import Proposal
from complaints.events import Event, Notice, NoticeKind, Recipient, RecipientKind
from complaints.likeness import Likeness
from complaints.moves import Command
from complaints.people import SYSTEM

OFFICE = Recipient(RecipientKind.OFFICE)
URGENT = ("特急", "特别紧急", "紧急一级")
"""What channels write for an item that is told at once, in quiet hours too."""

# To the office, when somebody else takes one of these steps.
_TO_OFFICE = {
    Command.RETURN: NoticeKind.RETURNED,
    Command.RETURN_AGAIN: NoticeKind.DISPUTED,
    Command.FINISH: NoticeKind.REPORTED,
    Command.ASK_EXTENSION: NoticeKind.EXTENSION,
    Command.RETRIAGE: NoticeKind.WAITING,
    Command.ACCUSE: NoticeKind.WAITING,
}
# To the office, when the desk takes one of these steps by rule.
_BY_RULE = {Command.REDO: NoticeKind.REDONE, Command.SUPERVISE: NoticeKind.SUPERVISED}
# To the unit that leads.
_TO_LEAD = {
    Command.DISPATCH: NoticeKind.DISPATCHED,
    Command.REASSIGN: NoticeKind.DISPATCHED,
    Command.DESIGNATE: NoticeKind.DISPATCHED,
    Command.REJECT: NoticeKind.REJECTED,
    Command.REDO: NoticeKind.REJECTED,
    Command.LOOK_BACK: NoticeKind.REJECTED,
    Command.GRANT: NoticeKind.GRANTED,
    Command.DENY: NoticeKind.DENIED,
    Command.SHELVE: NoticeKind.SHELVED,
    Command.RESUME: NoticeKind.RESUMED,
    Command.SUPERVISE: NoticeKind.SUPERVISED,
    Command.URGE: NoticeKind.URGED,
    Command.CO_REPORT: NoticeKind.CO_REPORTED,
}
# The units and the town hear whose it is from now on.
_GIVES = frozenset({Command.DISPATCH, Command.REASSIGN, Command.DESIGNATE})
# The unit that had it hears that it is gone.
_TAKES_AWAY = frozenset(
    {Command.WITHDRAW, Command.MERGE, Command.SPLIT, Command.DECLINE, Command.RETRIAGE, Command.ACCUSE}
)
# To the person who filed it in chat.
TO_REPORTER = frozenset(
    {
        Command.DISPATCH, Command.REASSIGN, Command.DESIGNATE, Command.SIGN, Command.FINISH,
        Command.CLOSE, Command.REDO, Command.LOOK_BACK, Command.DECLINE, Command.SHELVE, Command.RESUME,
        Command.MERGE, Command.RETRIAGE,
    }
)  # fmt: skip
# What of an event's facts its notices repeat.
_TOLD = ("by_unit", "unit", "reason", "until", "other", "quality", "quality_note", "weak")
# The enterprise is asked whether it is solved.
_ASKS = frozenset({Command.ANSWER, Command.APPROVE})


def notices_for_filing(complaint: Complaint) -> list[Notice]:
    """The units and the town hear of a dispatched one, the office of a doubtful one."""
    if complaint.status is Status.DISPATCHED:
        return [_notice(to, kind, complaint, facts=_dates(to, complaint)) for to, kind in _given_to(complaint)]
    if complaint.status is Status.WAITING:
        return [_notice(OFFICE, NoticeKind.WAITING, complaint)]
    return []


def notices_for_proposals(new: Mapping[str, Complaint], proposals: Iterable[Proposal]) -> list[Notice]:
    """The office hears once of each new complaint that may repeat an earlier one: of the likest."""
    first: dict[str, Proposal] = {}
    for proposal in proposals:
        first.setdefault(proposal.number, proposal)
    return [
        _notice(OFFICE, NoticeKind.ALIKE, new[number], facts={"other": one.other, **likeness_facts(one.likeness)})
        for number, one in first.items()
    ]


def likeness_facts(likeness: Likeness) -> dict[str, str]:
    """Why two complaints may be the same, as text: words, company, place, and by how many days they are apart."""
    return {
        "words": "、".join(likeness.words), "company": likeness.company, "place": likeness.place,
        "days": "" if likeness.days is None else str(likeness.days), "score": f"{likeness.score:.2f}",
    }  # fmt: skip


def notices_for_move(
    before: Complaint, after: Complaint, event: Event, merged: Sequence[Complaint] = (), knows: str = ""
) -> list[Notice]:
    """Everyone who must hear of a step of the table; `merged` are complaints that are followed under this one.

    `knows` is the id of whoever caused the step, and is answered at once.
    """
    command = Command(event.command)
    facts = {key: event.facts[key] for key in _TOLD if key in event.facts}
    # That and what is said about a unit's own people is told to nobody but the office.
    facts |= {"note": "" if command is Command.ACCUSE else event.note, "command": _as_told(command)}
    told = [
        _notice(to, kind, after, event, {**facts, **_dates(to, after)})
        for to, kind in dict.fromkeys(_told(before, after, event))
    ]
    facts["unit"] = after.lead
    for complaint in (after, *merged):
        if complaint.filed_by not in (SYSTEM.id, event.by, knows):
            reporter = Recipient(RecipientKind.PERSON, complaint.filed_by)
            if command in TO_REPORTER:
                told.append(_notice(reporter, NoticeKind.PROGRESS, complaint, event, facts))
            if command in _ASKS and complaint is after:
                told.append(_notice(reporter, NoticeKind.ASK, complaint, event, facts))
    return told


def notices_for_split(whole: Complaint, numbers: str, now: datetime, knows: str) -> list[Notice]:
    """The reporter hears under which numbers the parts are followed."""
    if whole.filed_by in (SYSTEM.id, knows):
        return []
    facts = {"title": whole.title, "command": Command.SPLIT.value, "other": numbers}
    return [Notice(Recipient(RecipientKind.PERSON, whole.filed_by), NoticeKind.PROGRESS, whole.number, now, facts)]


def notices_for_update(complaint: Complaint, event: Event) -> list[Notice]:
    """The unit that works on it hears what its channel has changed; the office, where no unit does."""
    joined = complaint.status in (Status.MERGED, Status.SPLIT)
    if not (complaint.is_open() or joined):
        return []
    to = _unit(complaint.lead) if complaint.status in WITH_UNIT else OFFICE
    return [_notice(to, NoticeKind.UPDATED, complaint, event, {"note": event.note})]


def notices_for_undo(after: Complaint, event: Event, told: Iterable[Notice]) -> list[Notice]:
    """Whoever was told of the step hears once that it was taken back; its reporter under the own number."""
    facts = {
        "command": _as_told(Command(event.command)),
        "status": after.status.label,
        "by_unit": event.facts.get("by_unit", ""),
    }
    heard = dict.fromkeys((notice.recipient, notice.number, notice.facts.get("title", "")) for notice in told)
    return [
        Notice(recipient, NoticeKind.UNDONE, number, event.at, {"title": title, **facts})
        for recipient, number, title in heard
    ]


def _dates(to: Recipient, complaint: Complaint) -> dict[str, str]:
    """Until when a unit must sign and be done with it."""
    given = complaint.assignment
    if given is None or to.kind is not RecipientKind.UNIT:
        return {}
    dates = {"due": given.due_for(to.name).isoformat(), "guessed": "是" if given.guessed else ""}
    return {**dates, "sign_by": given.sign_by.isoformat()} if given.sign_by else dates


def _as_told(command: Command) -> str:
    return "转中心办理" if command is Command.ACCUSE else command.value


def _told(before: Complaint, after: Complaint, event: Event) -> list[tuple[Recipient, NoticeKind]]:
    command = Command(event.command)
    told: list[tuple[Recipient, NoticeKind]] = []
    if command in _TO_OFFICE:
        told.append((OFFICE, _TO_OFFICE[command]))
    if command in _BY_RULE and event.by == SYSTEM.id:
        told.append((OFFICE, _BY_RULE[command]))
    if command in _GIVES:
        told += _given_to(after)
    elif command in _TO_LEAD and after.lead:
        told.append((_unit(after.lead), _TO_LEAD[command]))
    if command is Command.SUPERVISE and not after.is_about_staff():
        told.append((Recipient(RecipientKind.LEADERS, after.lead), NoticeKind.SUPERVISED))
    if command is Command.SUPPLEMENT:
        told.append((_unit(after.lead) if after.status in WITH_UNIT else OFFICE, NoticeKind.SUPPLEMENT))
    if command in _GIVES or command in _TAKES_AWAY:
        told += _lost_by(before, after, command)
    return told


def _given_to(complaint: Complaint) -> list[tuple[Recipient, NoticeKind]]:
    told = [(_unit(complaint.lead), NoticeKind.DISPATCHED)]
    told += [(_unit(unit), NoticeKind.HELP) for unit in complaint.co_units]
    if complaint.record.place and not complaint.is_about_staff():
        told.append((Recipient(RecipientKind.TOWN, complaint.record.place), NoticeKind.AREA))
    return told


def _lost_by(before: Complaint, after: Complaint, command: Command) -> list[tuple[Recipient, NoticeKind]]:
    """The units that had it and have it no more; one that gave it back knows."""
    gave_it_back = before.status in (Status.RETURNED, Status.DISPUTED)
    had = before.co_units if gave_it_back else (before.lead, *before.co_units)
    has = () if command in _TAKES_AWAY else (after.lead, *after.co_units)
    return [(_unit(unit), NoticeKind.TAKEN_AWAY) for unit in had if unit and unit not in has]


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
    urgent = {"urgent": "是"} if complaint.record.extra.get("urgency", "") in URGENT else {}
    basic = {"title": complaint.title, "lead": complaint.lead, **urgent}
    return Notice(recipient, kind, complaint.number, at, {**basic, **(facts or {})})

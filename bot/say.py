"""Puts facts into the sentences of wording.py. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import wording
from complaints.clocks import SHANGHAI
from complaints.complaint import Complaint, Status
from complaints.errors import Refused
from complaints.events import Event, EventKind
from complaints.moves import possible_commands
from complaints.people import Person, Role
from complaints.prediction import Prediction
from complaints.privacy import mask_name, mask_phone, mask_text
from complaints.rights import sees_reporter

_TITLE = 22
_TEXT = 90


def refusal(refused: Refused) -> str:
    """The sentence for a refusal."""
    facts = {"possible": "", **refused.facts}
    facts["possible"] = facts["possible"] or wording.NOTHING_POSSIBLE
    return wording.REFUSALS[refused.reason].format(**facts)


def identity(person: Person) -> str:
    """Who the person is for the desk: 单位 区供电中心 李联络."""
    return " ".join(part for part in (person.role.value, person.unit or person.company, person.name) if part)


def short(number: str) -> str:
    """The number as people type it: the sequence of its day."""
    return number.rpartition("-")[2]


def day(moment: datetime) -> str:
    """9月6日."""
    local = moment.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日"


def minute(moment: datetime) -> str:
    """8月30日09:05."""
    return f"{day(moment)}{moment.astimezone(SHANGHAI):%H:%M}"


def cut(text: str, longest: int) -> str:
    """The text on one line, masked, no longer than that."""
    plain = " ".join(mask_text(text).split())
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def title(complaint: Complaint) -> str:
    """The complaint's title for a list."""
    return cut(complaint.title, _TITLE)


def reason(prediction: Prediction) -> str:
    """In one line why this unit: 因“增容”“报装”→获得电力/区供电中心（92%）。"""
    words = words_of(prediction)
    pattern = wording.REASON if words else wording.REASON_NO_WORDS
    return pattern.format(
        words=words,
        indicator=prediction.indicator or "—",
        unit=prediction.unit,
        percent=percent(prediction.probability),
    )


def words_of(prediction: Prediction) -> str:
    """The words that speak for the decision, quoted."""
    return "".join(wording.WORD.format(word=b.word) for b in prediction.because if b.weight > 0)


def percent(probability: float) -> str:
    """0.917 as 92%; a probability is never shown as certainty."""
    return f"{min(round(probability * 100), 99)}%"


def candidates(prediction: Prediction) -> str:
    """The three best units with their probabilities."""
    return " ".join(
        wording.TRIAGE_CANDIDATE.format(at=at, unit=a.unit, percent=percent(a.probability))
        for at, a in enumerate(prediction.alternatives, start=1)
    )


def filed(complaint: Complaint, in_room: bool) -> str:
    """What the reporter reads after filing; a room does not read why."""
    because = reason(complaint.prediction) if complaint.prediction and not in_room else ""
    facts = {"number": complaint.number, "short": short(complaint.number), "because": because}
    if complaint.assignment is None:
        return wording.FILED_WAITING.format(**{**facts, "because": ""})
    return wording.FILED_DISPATCHED.format(**facts, unit=complaint.lead, due=day(complaint.assignment.due_at))


def look(complaint: Complaint, history: Sequence[Event], person: Person, now: datetime) -> str:
    """One complaint as this person may see it, with what can be done next."""
    return wording.LOOK.format(
        number=complaint.number,
        title=title(complaint),
        status=complaint.status.label,
        channel=complaint.record.channel.label,
        unit_line=_unit_line(complaint, now),
        text=cut(complaint.record.text, _TEXT),
        reporter_line=_reporter_line(complaint, person),
        suggestion_line=_suggestion_line(complaint, person),
        progress=_progress(history),
        next=_next(complaint, person),
    )


def list_line(at: int, complaint: Complaint, now: datetime) -> str:
    """One line of a list."""
    assignment = complaint.assignment
    due = ""
    if assignment and complaint.status in (Status.DISPATCHED, Status.HANDLING):
        late = wording.LATE if complaint.is_overdue(now) else ""
        due = wording.LIST_DUE.format(due=day(assignment.due_at), late=late)
    unit = wording.LIST_UNIT.format(unit=complaint.lead) if complaint.lead else ""
    return wording.LIST_LINE.format(
        at=at, number=complaint.number, status=complaint.status.label, title=title(complaint), unit=unit, due=due
    )


def listing(heading: str, complaints: Sequence[Complaint], count: int, now: datetime) -> str:
    """A list with its heading; `count` is how many there are in all."""
    shown = wording.LIST_SHOWN.format(shown=len(complaints)) if count > len(complaints) else ""
    lines = [wording.LIST_TITLE.format(title=heading, count=count, shown=shown)]
    lines += [list_line(at, complaint, now) for at, complaint in enumerate(complaints, start=1)]
    return "\n".join(lines)


def triage_line(at: int, complaint: Complaint, last: Event | None) -> str:
    """A doubtful complaint with its candidates, or a returned one with the unit's reason."""
    why = complaint.waiting_for.label if complaint.waiting_for else complaint.status.label
    if complaint.status is Status.RETURNED and last is not None:
        why = wording.TRIAGE_RETURNED.format(unit=complaint.lead, note=cut(last.note, 40))
    prediction = complaint.prediction
    words = words_of(prediction) if prediction else ""
    return wording.TRIAGE_LINE.format(
        at=at,
        number=complaint.number,
        title=title(complaint),
        why=why,
        candidates=candidates(prediction) if prediction else "",
        words=wording.TRIAGE_WORDS.format(words=words) if words else "",
    )


def suggested(event_unit: str) -> str:
    """The unit that a return suggests, as the end of a sentence."""
    return wording.SUGGESTED.format(unit=event_unit) if event_unit else ""


def _unit_line(complaint: Complaint, now: datetime) -> str:
    assignment = complaint.assignment
    if assignment is None:
        return ""
    co = wording.LOOK_CO.format(units="、".join(assignment.co_units)) if assignment.co_units else ""
    late = wording.LATE if complaint.is_overdue(now) else ""
    return wording.LOOK_UNIT.format(
        unit=assignment.lead, co=co, indicator=assignment.indicator or "—", due=day(assignment.due_at), late=late
    )


def _reporter_line(complaint: Complaint, person: Person) -> str:
    if complaint.record.confidential and not sees_reporter(person, complaint):
        return wording.LOOK_CONFIDENTIAL
    if not sees_reporter(person, complaint):
        return ""
    record = complaint.record
    line = wording.LOOK_REPORTER.format(
        reporter=mask_name(record.reporter), phone=mask_phone(record.phone), company=record.company
    )
    return line if record.reporter or record.phone or record.company else ""


def _suggestion_line(complaint: Complaint, person: Person) -> str:
    if person.role is not Role.CLERK or complaint.prediction is None:
        return ""
    words = words_of(complaint.prediction)
    return wording.LOOK_SUGGESTION.format(
        candidates=candidates(complaint.prediction),
        words=wording.TRIAGE_WORDS.format(words=words) if words else "",
    )


def _progress(history: Sequence[Event]) -> str:
    steps = [event for event in history if event.kind is not EventKind.CLASSIFIED and (event.command or event.note)]
    if not steps:
        return ""
    last = steps[-1]
    who = last.facts.get("by_unit") or last.facts.get("by_name", "")
    note = f"：{cut(last.note, 40)}" if last.note else ""
    return wording.LOOK_PROGRESS.format(at=minute(last.at), who=who, command=last.command, note=note)


def _next(complaint: Complaint, person: Person) -> str:
    if person.role is Role.LIAISON and person.unit != complaint.lead:
        return ""
    steps = [
        wording.NEXT[command].format(short=short(complaint.number))
        for command in possible_commands(complaint.status, person.role)
        if command in wording.NEXT
    ]
    return wording.LOOK_NEXT.format(commands="；".join(steps)) if steps else ""

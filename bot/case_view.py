"""One complaint as a person may see it: where it stands, its course, and what can be done next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import say, wording
from complaints.complaint import Complaint
from complaints.events import Event, EventKind
from complaints.moves import Command, parts, possible_commands
from complaints.people import REPORTER, SYSTEM, Person, Role
from complaints.privacy import mask_name, mask_phone
from complaints.rights import sees_reporter

_GIVE = (Command.DISPATCH, Command.REASSIGN, Command.DESIGNATE)
_SHOWN = (EventKind.MOVED, EventKind.UNDONE, EventKind.UPDATED)
_TEXT = 160
_WHOLE = 3000


def look(
    complaint: Complaint, history: Sequence[Event], person: Person, now: datetime, joined: Sequence[Complaint] = ()
) -> str:
    """One complaint as this person may see it, with what can be done next; `joined` are merged into it or its parts."""
    return wording.LOOK.format(
        number=complaint.number,
        title=say.title(complaint),
        status=complaint.status.label,
        channel=complaint.record.channel.label,
        unit_line=_unit_line(complaint, person, now) + marks_line(complaint, joined),
        text=say.cut(complaint.text, _TEXT),
        reporter_line=_reporter_line(complaint, person),
        suggestion_line=_suggestion_line(complaint, person),
        progress=_progress(complaint, history, person),
        next=_next(complaint, person, now),
    )


def course(complaint: Complaint, history: Sequence[Event], person: Person) -> str:
    """The whole text and every step, a line each."""
    lines = [wording.COURSE_TITLE.format(number=complaint.number, title=say.title(complaint))]
    lines.append(wording.COURSE_TEXT.format(text=say.cut(complaint.text, _WHOLE)))
    lines += [_step(complaint, event, person) for event in _shown(complaint, history, person)]
    return "\n".join(lines)


def marks_line(complaint: Complaint, joined: Sequence[Complaint] = ()) -> str:
    """What is special about the course of the complaint: returns, supervision, a merge, what the enterprise said."""
    standing, given = complaint.standing, complaint.assignment
    merged = "、".join(one.number for one in joined if one.standing.merged_into == complaint.number)
    parts_of = "、".join(one.number for one in joined if one.standing.merged_into != complaint.number)
    helped = "、".join(standing.helped)
    marks: tuple[tuple[object, str, dict[str, object]], ...] = (
        (standing.returns, wording.MARK_RETURNS, {"count": standing.returns}),
        (given and given.final, wording.MARK_FINAL, {}),
        (standing.redos, wording.MARK_REDOS, {"count": standing.redos}),
        (standing.supervised_at and complaint.is_open(), wording.MARK_SUPERVISED, {}),
        (standing.asked_until, wording.MARK_ASKED, {"until": _day_of(standing.asked_until)}),
        (standing.review_at, wording.MARK_REVIEW, {"until": _day_of(standing.review_at)}),
        (standing.merged_into, wording.MARK_MERGED, {"other": standing.merged_into}),
        (merged, wording.MARK_JOINED, {"numbers": merged}),
        (parts_of, wording.MARK_PARTS, {"numbers": parts_of}),
        (helped, wording.MARK_HELPED, {"units": helped}),
        (complaint.parent, wording.MARK_PARENT, {"parent": complaint.parent}),
        (standing.avoids, wording.MARK_AVOIDS, {"units": "、".join(standing.avoids)}),
        (standing.follow_up, wording.MARK_SOLVED, {"answer": say.answer_words(standing.follow_up)}),
    )
    said = [pattern.format(**facts) for holds, pattern, facts in marks if holds]
    return wording.LOOK_MARKS.format(marks="；".join(said)) if said else ""


def _unit_line(complaint: Complaint, person: Person, now: datetime) -> str:
    given = complaint.assignment
    if given is None:
        return ""
    co = wording.LOOK_CO.format(units="、".join(given.co_units)) if given.co_units else ""
    helps = person.role is Role.LIAISON and person.unit in given.co_units
    late = wording.LATE if complaint.is_overdue(now) else ""
    shown = say.day(given.due_for(person.unit)) if helps else say.due(given)
    return wording.LOOK_UNIT.format(unit=given.lead, co=co, indicator=given.indicator or "—", due=shown, late=late)


def _reporter_line(complaint: Complaint, person: Person) -> str:
    if complaint.record.confidential and not sees_reporter(person, complaint):
        return wording.LOOK_CONFIDENTIAL
    if not sees_reporter(person, complaint):
        return ""
    record = complaint.record
    told = [part for part in (mask_name(record.reporter), mask_phone(record.phone), record.company) if part]
    return wording.LOOK_REPORTER.format(reporter=" ".join(told)) if told else ""


def _suggestion_line(complaint: Complaint, person: Person) -> str:
    if person.role is not Role.CLERK or complaint.prediction is None:
        return ""
    words = say.words_of(complaint.prediction)
    return wording.LOOK_SUGGESTION.format(
        candidates=say.candidates(complaint.prediction),
        words=wording.TRIAGE_WORDS.format(words=words) if words else "",
    )


def _progress(complaint: Complaint, history: Sequence[Event], person: Person) -> str:
    steps = _shown(complaint, history, person)
    return wording.LOOK_PROGRESS.format(step=_step(complaint, steps[-1], person, 60)) if steps else ""


def _shown(complaint: Complaint, history: Sequence[Event], person: Person) -> list[Event]:
    """The steps that this person may read; what is said of a unit's own people is for its speaker and the office."""
    may_read_all = person.role is Role.CLERK or person.id == complaint.filed_by
    return [
        event for event in history
        if event.kind in _SHOWN and (event.command or event.note) and (may_read_all or event.command != Command.ACCUSE)
    ]  # fmt: skip


def _step(complaint: Complaint, event: Event, person: Person, longest: int = 200) -> str:
    """One step in a line: 8月30日09:05 区供电中心反馈：已到现场. A reporter is named to nobody."""
    who = event.facts.get("by_unit") or event.facts.get("by_name", "")
    if event.by == complaint.filed_by and event.by != SYSTEM.id:
        who = wording.REPORTER_SELF if person.id == event.by else REPORTER
    command = event.command if event.kind is EventKind.MOVED else ""
    if command in _GIVE and event.facts.get("unit"):
        command = wording.COURSE_GIVEN.format(command=command, unit=event.facts["unit"])
    note = say.cut(event.note, longest)
    colon = "：" if command and note else ""
    return wording.COURSE_LINE.format(at=say.minute(event.at), who=who, command=command, note=f"{colon}{note}")


def _next(complaint: Complaint, person: Person, now: datetime) -> str:
    steps = [
        wording.NEXT[command].format(short=say.short(complaint.number, now))
        for command in possible_commands(complaint, parts(person, complaint))
        if command in wording.NEXT and not _is_pointless(command, complaint)
    ]
    return wording.LOOK_NEXT.format(commands="；".join(dict.fromkeys(steps))) if steps else ""


def _is_pointless(command: Command, complaint: Complaint) -> bool:
    """Whether the step is possible and hardly ever meant: it stays out of the list of next steps."""
    return command in (Command.MERGE, Command.SPLIT, Command.WITHDRAW, Command.ACCUSE) or (
        command is Command.RETRIAGE and complaint.lead != ""
    )


def _day_of(moment: datetime | None) -> str:
    return say.day(moment) if moment else ""

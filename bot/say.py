"""Puts facts into the sentences of wording.py. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import wording
from complaints.clocks import SHANGHAI
from complaints.complaint import WITH_UNIT, Assignment, Complaint, Status
from complaints.errors import Refused
from complaints.events import Event, EventKind
from complaints.follow_up import FollowUp
from complaints.moves import Command, parts, possible_commands
from complaints.people import Person, Role
from complaints.prediction import Prediction
from complaints.privacy import mask_name, mask_phone, mask_text
from complaints.rates import Rates
from complaints.rights import sees_reporter

_SHOWN = (EventKind.MOVED, EventKind.UNDONE, EventKind.UPDATED)
_TITLE = 22
_TEXT = 90


def refusal(refused: Refused) -> str:
    """The sentence for a refusal."""
    facts = {"possible": "", "number": "", "command": "", **refused.facts}
    usual = wording.NEXT.get(facts["command"], "{command} {short}")
    facts["example"] = usual.format(short=short(facts["number"]) or "0007", command=facts["command"])
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
    return wording.FILED_DISPATCHED.format(**facts, unit=complaint.lead, due=due(complaint.assignment))


def look(
    complaint: Complaint, history: Sequence[Event], person: Person, now: datetime, joined: Sequence[Complaint] = ()
) -> str:
    """One complaint as this person may see it, with what can be done next; `joined` are merged into it or its parts."""
    return wording.LOOK.format(
        number=complaint.number,
        title=title(complaint),
        status=complaint.status.label,
        channel=complaint.record.channel.label,
        unit_line=_unit_line(complaint, person, now) + marks_line(complaint, joined),
        text=cut(complaint.record.text, _TEXT),
        reporter_line=_reporter_line(complaint, person),
        suggestion_line=_suggestion_line(complaint, person),
        progress=_progress(history),
        next=_next(complaint, person),
    )


def marks_line(complaint: Complaint, joined: Sequence[Complaint] = ()) -> str:
    """What is special about the course of the complaint: returns, supervision, a merge, what the enterprise said."""
    standing, given = complaint.standing, complaint.assignment
    numbers = "、".join(one.number for one in joined)
    marks: tuple[tuple[object, str, dict[str, object]], ...] = (
        (standing.returns, wording.MARK_RETURNS, {"count": standing.returns}),
        (given and given.final, wording.MARK_FINAL, {}),
        (standing.redos, wording.MARK_REDOS, {"count": standing.redos}),
        (standing.supervised_at and complaint.is_open(), wording.MARK_SUPERVISED, {}),
        (standing.asked_until, wording.MARK_ASKED, {"until": _day_of(standing.asked_until)}),
        (standing.review_at, wording.MARK_REVIEW, {"until": _day_of(standing.review_at)}),
        (standing.merged_into, wording.MARK_MERGED, {"other": standing.merged_into}),
        (numbers, wording.MARK_JOINED, {"numbers": numbers}),
        (complaint.parent, wording.MARK_PARENT, {"parent": complaint.parent}),
        (standing.avoids, wording.MARK_AVOIDS, {"units": "、".join(standing.avoids)}),
        (standing.follow_up, wording.MARK_SOLVED, {"answer": answer_words(standing.follow_up)}),
    )
    said = [pattern.format(**facts) for holds, pattern, facts in marks if holds]
    return wording.LOOK_MARKS.format(marks="；".join(said)) if said else ""


def answer_words(answer: FollowUp | None) -> str:
    """What the enterprise said at the follow-up: 已解决，对办理满意（很快就来了）."""
    if answer is None or (answer.solved is None and answer.satisfaction is None):
        return wording.ASKED_ONLY
    words = []
    if answer.solved is not None:
        words.append(wording.SOLVED_YES if answer.solved else wording.SOLVED_NO)
    if answer.satisfaction is not None:
        words.append(wording.CONTENT.format(satisfaction=answer.satisfaction.label))
    return "，".join(words) + (f"（{cut(answer.reason, 40)}）" if answer.reason else "")


def due(assignment: Assignment) -> str:
    """The due day; past the known holidays with the warning that it is counted by weekdays."""
    return day(assignment.due_at) + (wording.GUESSED if assignment.guessed else "")


def rates(line: Rates) -> str:
    """The four rates with their numbers, and who said nothing."""
    return wording.RATES.format(
        response=line.response.text, on_time=line.on_time.text, solved=line.solved.text, content=line.content.text,
        unanswered=line.unanswered,
    )  # fmt: skip


def quality_percent(share: str) -> str:
    """0.82 as 82."""
    return f"{round(float(share or 0) * 100)}"


def list_line(at: int, complaint: Complaint, now: datetime, unit: str = "") -> str:
    """One line of a list; `unit` is whose list it is, where the unit helps it sees its own date."""
    given = complaint.assignment
    due_words = ""
    if given and complaint.status in WITH_UNIT:
        late = wording.LATE if now > given.due_for(unit or given.lead) else ""
        due_words = wording.LIST_DUE.format(due=day(given.due_for(unit or given.lead)), late=late)
    lead = wording.LIST_UNIT.format(unit=complaint.lead) if complaint.lead else ""
    helps = wording.HELPING if unit and unit in complaint.co_units else ""
    return wording.LIST_LINE.format(
        at=at, number=complaint.number, status=complaint.status.label, title=helps + title(complaint), unit=lead,
        due=due_words,
    )  # fmt: skip


def listing(heading: str, complaints: Sequence[Complaint], count: int, now: datetime, unit: str = "") -> str:
    """A list with its heading; `count` is how many there are in all."""
    shown = wording.LIST_SHOWN.format(shown=len(complaints)) if count > len(complaints) else ""
    lines = [wording.LIST_TITLE.format(title=heading, count=count, shown=shown)]
    lines += [list_line(at, complaint, now, unit) for at, complaint in enumerate(complaints, start=1)]
    return "\n".join(lines)


def triage_line(at: int, complaint: Complaint, last: Event | None) -> str:
    """A doubtful complaint with its candidates, or a returned one with the unit's reason."""
    why = complaint.standing.waiting_for.label if complaint.standing.waiting_for else complaint.status.label
    if complaint.status in (Status.RETURNED, Status.DISPUTED) and last is not None:
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


def _unit_line(complaint: Complaint, person: Person, now: datetime) -> str:
    given = complaint.assignment
    if given is None:
        return ""
    co = wording.LOOK_CO.format(units="、".join(given.co_units)) if given.co_units else ""
    helps = person.role is Role.LIAISON and person.unit in given.co_units
    late = wording.LATE if complaint.is_overdue(now) else ""
    shown = day(given.due_for(person.unit)) if helps else due(given)
    return wording.LOOK_UNIT.format(unit=given.lead, co=co, indicator=given.indicator or "—", due=shown, late=late)


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
    steps = [event for event in history if event.kind in _SHOWN and (event.command or event.note)]
    if not steps:
        return ""
    last = steps[-1]
    who = last.facts.get("by_unit") or last.facts.get("by_name", "")
    note = f"：{cut(last.note, 40)}" if last.note else ""
    return wording.LOOK_PROGRESS.format(at=minute(last.at), who=who, command=last.command, note=note)


def _next(complaint: Complaint, person: Person) -> str:
    steps = [
        wording.NEXT[command].format(short=short(complaint.number))
        for command in possible_commands(complaint, parts(person, complaint))
        if command in wording.NEXT and not _is_pointless(command, complaint)
    ]
    return wording.LOOK_NEXT.format(commands="；".join(dict.fromkeys(steps))) if steps else ""


def _is_pointless(command: Command, complaint: Complaint) -> bool:
    """Whether the step is possible and hardly ever meant: it stays out of the list of next steps."""
    if command is Command.WITHDRAW:
        return complaint.status not in (Status.WAITING, Status.DISPATCHED)
    return command in (Command.MERGE, Command.SPLIT) or (command is Command.RETRIAGE and complaint.lead != "")


def _day_of(moment: datetime | None) -> str:
    return day(moment) if moment else ""

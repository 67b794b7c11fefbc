"""Puts facts into the sentences of wording.py. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import wording
from complaints.clocks import SHANGHAI
from complaints.complaint import WITH_UNIT, Assignment, Complaint, Status
from complaints.errors import Refused
from complaints.events import Event
from complaints.follow_up import FollowUp
from complaints.people import Person
from complaints.prediction import Prediction
from complaints.privacy import mask_name, mask_text
from complaints.rates import Rates

_TITLE = 22


def refusal(refused: Refused) -> str:
    """The sentence for a refusal."""
    facts = {"possible": "", "number": "", "command": "", **refused.facts}
    facts["possible"] = facts["possible"] or wording.NOTHING_POSSIBLE
    usual = wording.NEXT.get(facts["command"], "{command} {short}")
    example = usual.format(short=facts["number"] or "0007", command=facts["command"])
    return wording.REFUSALS[refused.reason].format(**{"example": example, **facts})


def refusal_in_chat(refused: Refused) -> str:
    """The same sentence with the words that people type in chat instead of the table's."""
    facts = dict(refused.facts)
    if "command" in facts:
        usual = wording.NEXT.get(facts["command"], "{command} {short}")
        facts["example"] = usual.format(short=facts.get("number") or "0007", command=facts["command"])
        facts["command"] = wording.TYPED.get(facts["command"], facts["command"])
    possible = [wording.TYPED.get(word, word) for word in facts.get("possible", "").split("、")]
    return refusal(Refused(refused.reason, **{**facts, "possible": "、".join(dict.fromkeys(possible))}))


def identity(person: Person) -> str:
    """Who the person is for the desk: 单位 区供电中心 李联络."""
    return " ".join(part for part in (person.role.value, person.unit or person.company, person.name) if part)


def short(number: str, now: datetime) -> str:
    """The number as people type it: the sequence of its day, and the whole one once that day is over."""
    return number.rpartition("-")[2] if f"{now.astimezone(SHANGHAI):BS%Y%m%d}-" in number else number


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


def quoted(words: Sequence[str]) -> str:
    """Words in quotation marks, one after the other."""
    return "".join(wording.WORD.format(word=mask_text(word)) for word in words)


def apart(days: int) -> str:
    """How far apart two complaints were made."""
    return wording.LIKE_DAYS.format(days=days) if days else wording.LIKE_SAME_DAY


def hidden(name: str) -> str:
    """A name as it may be shown in a list."""
    return mask_name(name)


def percent(probability: float) -> str:
    """0.917 as 92%; a probability is never shown as certainty."""
    return f"{min(round(probability * 100), 99)}%"


def candidates(prediction: Prediction) -> str:
    """The three best units with their probabilities."""
    return " ".join(
        wording.TRIAGE_CANDIDATE.format(at=at, unit=a.unit, percent=percent(a.probability))
        for at, a in enumerate(prediction.alternatives, start=1)
    )


def filed(complaint: Complaint, in_room: bool, now: datetime) -> str:
    """What the reporter reads after filing; a room does not read why."""
    because = reason(complaint.prediction) if complaint.prediction and not in_room else ""
    facts = {"number": complaint.number, "short": short(complaint.number, now), "because": because}
    if complaint.assignment is None:
        return wording.FILED_WAITING.format(**{**facts, "because": ""})
    return wording.FILED_DISPATCHED.format(**facts, unit=complaint.lead, due=due(complaint.assignment))


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

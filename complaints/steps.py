"""Taking a step: by the table of moves, with what must be given; the new complaint and its event. Stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from complaints.complaint import FINISHED, Complaint, Status
from complaints.effects import Effects, Taking
from complaints.errors import Refusal, Refused
from complaints.events import Event, EventKind
from complaints.follow_up import FollowUp
from complaints.judging import Judge
from complaints.moves import Command, Move, Need, Part, ReturnReason, Step, find_move, parts
from complaints.people import Person, Role
from complaints.replies import ReplyCheck, ReplyQuality
from complaints.units import Units


class Steps:
    """Takes steps by the table of moves."""

    def __init__(self, judge: Judge, units: Units, replies: ReplyCheck) -> None:
        self._judge = judge
        self._effects = Effects(judge, units)
        self._replies = replies

    def take(self, before: Complaint, person: Person, step: Step, now: datetime) -> tuple[Complaint, Event]:
        """The complaint after the step, and its event; Refused when the tables or limits do not allow it."""
        step = self._as_told(before, _as_meant(before, person, step))
        move = find_move(person, before, step.command)
        _demand_what_is_needed(before, step, move)
        base = replace(
            before.standing,
            status=move.to,
            waiting_for=before.standing.waiting_for if move.to is Status.WAITING else None,
            closed_at=(before.standing.closed_at or now) if move.to in FINISHED else None,
        )
        standing = self._effects.apply(Taking(before, person, step, now, base))
        after = replace(before, standing=standing, version=before.version + 1)
        kept = None if person.role is Role.SYSTEM else before.standing
        event = Event(
            before.number, now, EventKind.MOVED, person.id, before.status, standing.status, step.command.value,
            _note(step), {**_facts(after, person, step), **self._quality(before, step, now)}, before=kept,
        )  # fmt: skip
        return after, event

    def quality(self, complaint: Complaint, reply: str, now: datetime) -> ReplyQuality:
        """What a unit's report is worth, before the office reads it."""
        record, given = complaint.record, complaint.assignment
        due = given.due_at if given else None
        said = complaint.standing.follow_up.reason if complaint.standing.follow_up else ""
        return self._replies.check(f"{record.title}\n{record.text}\n{said}", reply, at=now, due_at=due)

    def what_follows(self, after: Complaint, command: Command) -> Step | None:
        """The step that the desk itself takes next, by rule: after an answer, and at the second time again."""
        standing = after.standing
        if command is Command.FOLLOW_UP and standing.follow_up is not None:
            if standing.follow_up.is_bad:
                again = Command.REDO if after.lead else Command.RETRIAGE
                return Step(again, note=_what_was_said(standing.follow_up))
            return Step(Command.CLOSE) if standing.follow_up.is_good else None
        if command is Command.REDO and standing.redos >= 2:
            return Step(Command.SUPERVISE, note=f"第{standing.redos}次重办")
        return None

    def _as_told(self, before: Complaint, step: Step) -> Step:
        """Words about a unit's own people are for the office alone, whatever they were meant as."""
        is_told = step.command in (Command.SUPPLEMENT, Command.FOLLOW_UP) and before.is_open()
        if is_told and self._judge.accused(step.note, before.lead):
            return Step(Command.ACCUSE, note=step.note, answer=step.answer)
        return step

    def _quality(self, before: Complaint, step: Step, now: datetime) -> dict[str, str]:
        if step.command is not Command.FINISH:
            return {}
        quality = self.quality(before, step.note, now)
        return {
            "quality": f"{quality.score:.2f}",
            "quality_note": quality.sentence,
            **({"weak": "是"} if quality.weak else {}),
        }


def _as_meant(before: Complaint, person: Person, step: Step) -> Step:
    """The step under the table's own word: a helper's 反馈 goes to the lead, a second 退单 to the last word."""
    are = parts(person, before)
    if step.command is Command.PROGRESS and Part.HELPER in are:
        return replace(step, command=Command.CO_REPORT)
    if step.command in (Command.RETURN, Command.RETURN_AGAIN):
        return replace(step, command=Command.RETURN_AGAIN if before.standing.returns else Command.RETURN)
    if step.command in (Command.DISPATCH, Command.REASSIGN) and before.status is Status.DISPUTED:
        return replace(step, command=Command.DESIGNATE)
    return step


_MISSING: dict[Need, tuple[Callable[[Step], object], Refusal]] = {
    Need.NOTE: (lambda step: step.note.strip(), Refusal.NOTE_MISSING),
    Need.UNIT: (lambda step: step.unit.strip(), Refusal.UNIT_MISSING),
    Need.REASON: (lambda step: step.reason, Refusal.REASON_MISSING),
    Need.UNTIL: (lambda step: step.until, Refusal.UNTIL_MISSING),
    Need.PLAN: (lambda step: step.plan.strip(), Refusal.PLAN_MISSING),
    Need.ANSWER: (
        lambda step: step.answer and (step.answer.solved is not None or step.answer.satisfaction),
        Refusal.ANSWER_MISSING,
    ),
    Need.OTHER: (lambda step: step.other, Refusal.MERGE_IMPOSSIBLE),
    Need.PARTS: (lambda step: len(step.parts) >= 2, Refusal.PARTS_MISSING),
}


def _demand_what_is_needed(before: Complaint, step: Step, move: Move) -> None:
    if Need.REASON in move.needs and step.note.strip() in tuple(ReturnReason):
        raise Refused(Refusal.NOTE_MISSING, command=step.command.value, number=before.number)
    for need in Need:
        has, refusal = _MISSING[need]
        if need in move.needs and not has(step):
            raise Refused(refusal, command=step.command.value, number=before.number)


def _note(step: Step) -> str:
    if step.plan:
        return f"{step.note}；计划：{step.plan}"
    return step.note


def _facts(after: Complaint, person: Person, step: Step) -> dict[str, str]:
    """What the history keeps of a step beside its words; empty facts are left out."""
    gives_unit = step.command in (Command.DISPATCH, Command.REASSIGN, Command.DESIGNATE)
    given = after.assignment
    answer = step.answer
    facts = {
        "unit": after.lead if gives_unit else step.unit,
        "by_name": person.name_in_history,
        "by_unit": person.unit,
        "reason": step.reason.value if step.reason else "",
        "until": step.until.isoformat() if step.until else "",
        "due": given.due_at.isoformat() if given and step.command in _CHANGES_DUE else "",
        "rule": given.rule if given and gives_unit else "",
        "solved": "" if answer is None or answer.solved is None else ("是" if answer.solved else "否"),
        "satisfaction": answer.satisfaction.label if answer and answer.satisfaction else "",
        "other": step.other,
    }
    return {key: value for key, value in facts.items() if value}


_CHANGES_DUE = frozenset(
    {
        Command.DISPATCH, Command.REASSIGN, Command.DESIGNATE, Command.GRANT, Command.REJECT, Command.REDO,
        Command.LOOK_BACK, Command.RESUME,
    }
)  # fmt: skip


def _what_was_said(answer: FollowUp) -> str:
    solved = "企业反映未解决" if answer.solved is False else "企业不满意"
    return f"{solved}：{answer.reason}" if answer.reason else solved

"""Commands of a unit's liaison: the items that are theirs, from signing to reporting them done."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot import say, wording
from bot.arguments import Misread, find_return_reason, read_choice, take_complaint, take_suggestion
from bot.dates import take_date, take_working_days
from bot.for_everyone import SHOWN
from bot.for_files import attach_waiting
from bot.turn import Answer, Turn
from complaints.clocks import due_in_working_days, end_of_day, local_day
from complaints.complaint import Complaint, Status
from complaints.moves import Command, ReturnReason, Step
from complaints.people import Role
from complaints.privacy import mask_name


def todo(turn: Turn) -> Answer:
    """待办: what the unit (or the office) must act on, the most urgent first."""
    enquiries = turn.services.enquiries
    items = enquiries.todo(turn.person, limit=SHOWN)
    if not items:
        return Answer(wording.TODO_NONE)
    turn.memory.last_list = tuple(complaint.number for complaint in items)
    end, unit = wording.LIST_END, ""
    if turn.person.role is Role.LIAISON:
        unit = turn.person.unit
        to_sign = next((item for item in items if item.lead == unit and item.status is Status.DISPATCHED), None)
        if to_sign is not None:
            end = wording.LIST_END_UNIT.format(short=say.short(to_sign.number, turn.now))
    count = enquiries.count_todo(turn.person)
    return Answer(f"{say.listing(wording.TODO_TITLE, items, count, turn.now, unit)}\n{end}")


def overdue(turn: Turn) -> Answer:
    """逾期: what was not done in time."""
    items = turn.services.enquiries.overdue(turn.person)
    if not items:
        return Answer(wording.OVERDUE_NONE)
    turn.memory.last_list = tuple(complaint.number for complaint in items[:SHOWN])
    return Answer(say.listing(wording.OVERDUE_TITLE, items[:SHOWN], len(items), turn.now))


def sign(turn: Turn) -> Answer:
    """签收 NUMBER [NUMBER …]."""
    complaint, more = take_complaint(turn, "签收 0007")
    signed = turn.services.desk.act(turn.person, complaint.number, Step(Command.SIGN))
    due = say.due(signed.assignment) if signed.assignment else ""
    text = wording.SIGNED.format(number=signed.number, short=say.short(signed.number, turn.now), due=due)
    others = more.lstrip("、，,和 ")
    return Answer(f"{text}\n{sign(replace(turn, args=others)).text}" if others[:1].isalnum() else text)


def give_back(turn: Turn) -> Answer:
    """退单 NUMBER [KIND] REASON [建议 UNIT]; which kind is asked for where the words do not tell."""
    complaint, words = take_complaint(turn, "退单 0007 职能不符 线路正常，是供水问题 建议 区水利局")
    note, unit = take_suggestion(words, turn.services.units)
    reason = find_return_reason(words) or (ReturnReason.FUNCTION if unit else None)
    if reason and note != reason.value:
        note = note.removeprefix(reason.value).lstrip(" ，,：:；;")
    step = Step(Command.RETURN, note=note, unit=unit, reason=reason)
    if reason is None and note:
        return _ask_reason(turn, complaint, step)
    return _give_back(complaint, step, turn)


def _ask_reason(turn: Turn, complaint: Complaint, step: Step) -> Answer:
    """Ask for the kind of reason, unless the return would be refused whatever it is."""
    probe = Step(Command.RETURN, note=step.note, unit=step.unit, reason=ReturnReason.FUNCTION)
    turn.services.desk.check(turn.person, complaint, probe)
    turn.ask(partial(_hear_reason, complaint, step))
    lines = [wording.RETURN_LINE.format(at=at, reason=reason) for at, reason in enumerate(ReturnReason, start=1)]
    return Answer(wording.RETURN_WHICH.format(reasons="\n".join(lines)))


def _hear_reason(complaint: Complaint, step: Step, turn: Turn) -> Answer | None:
    choice = read_choice(turn.args, len(ReturnReason))
    reason = list(ReturnReason)[choice - 1] if choice else find_return_reason(turn.args)
    if reason is None:
        unread = wording.RETURN_UNREAD.format(typed=say.cut(turn.args, 12))
        return Answer(f"{unread}{_ask_reason(turn, complaint, step).text}")
    return _give_back(complaint, Step(step.command, note=step.note, unit=step.unit, reason=reason), turn)


def _give_back(complaint: Complaint, step: Step, turn: Turn) -> Answer:
    done = turn.services.desk.act(turn.person, complaint.number, step)
    again = wording.RETURNED_AGAIN_NEXT.format(count=done.standing.returns)
    return Answer(
        wording.RETURNED.format(
            number=complaint.number, reason=step.reason, note=say.cut(step.note, 60),
            suggested=say.suggested(step.unit), next=again if done.standing.returns > 1 else wording.RETURNED_NEXT,
        )
    )  # fmt: skip


def progress(turn: Turn) -> Answer:
    """反馈 NUMBER WORDS: of a helping unit to the lead."""
    complaint, note = take_complaint(turn, "反馈 0007 已到现场查看，三日内更换变压器")
    turn.services.desk.act(turn.person, complaint.number, Step(Command.PROGRESS, note=note))
    attached = attach_waiting(turn, complaint.number)
    if turn.person.unit in complaint.co_units:
        return Answer(wording.CO_REPORTED.format(number=complaint.number, unit=complaint.lead) + attached)
    short = say.short(complaint.number, turn.now)
    return Answer(wording.PROGRESSED.format(number=complaint.number, short=short) + attached)


def finish(turn: Turn) -> Answer:
    """办结 NUMBER RESULT: with what the check of its quality says."""
    complaint, note = take_complaint(turn, "办结 0007 已于9月2日完成增容，企业确认送电")
    quality = turn.services.desk.quality(complaint, note)
    turn.services.desk.act(turn.person, complaint.number, Step(Command.FINISH, note=note))
    pattern = wording.FINISHED_WEAK if quality.weak else wording.FINISHED
    attached = attach_waiting(turn, complaint.number)
    return Answer(pattern.format(number=complaint.number, quality=quality.sentence) + attached)


def extend(turn: Turn) -> Answer:
    """延期 NUMBER DATE REASON."""
    complaint, words = take_complaint(turn, "延期 0007 9月13日 变压器到货推迟")
    until, note = take_date(words, local_day(turn.now))
    days = take_working_days(words) if until is None else None
    if days is not None and complaint.assignment is not None:
        later = due_in_working_days(complaint.assignment.due_at, days[0], turn.services.deadlines.calendar)
        until, note = local_day(later), days[1]
    if until is None:
        raise Misread(wording.EXTENSION_HOW.format(short=say.short(complaint.number, turn.now)))
    step = Step(Command.ASK_EXTENSION, note=note, until=until)
    done = turn.services.desk.act(turn.person, complaint.number, step)
    due = say.due(done.assignment) if done.assignment else ""
    return Answer(wording.EXTENSION_ASKED.format(number=done.number, until=say.day(end_of_day(until)), due=due))


def phone(turn: Turn) -> Answer:
    """电话 NUMBER: the reporter's full phone, one to one; that it was looked at is logged."""
    complaint, _ = take_complaint(turn, "电话 0007")
    number = turn.services.desk.view_phone(turn.person, complaint.number)
    reporter = mask_name(complaint.record.reporter) or "—"
    return Answer(wording.PHONE.format(number=complaint.number, reporter=reporter, phone=number))

"""Commands of a unit's liaison: the items that are theirs, from signing to reporting them done."""

from __future__ import annotations

from bot import say, wording
from bot.arguments import take_complaint, take_suggestion
from bot.for_everyone import SHOWN
from bot.turn import Answer, Turn
from complaints.desk import Step
from complaints.moves import Command
from complaints.people import Role


def todo(turn: Turn) -> Answer:
    """待办: what the unit (or the office) must act on, the most urgent first."""
    enquiries = turn.services.enquiries
    items = enquiries.todo(turn.person, limit=SHOWN)
    if not items:
        return Answer(wording.TODO_NONE)
    turn.memory.last_list = tuple(complaint.number for complaint in items)
    end = wording.LIST_END
    if turn.person.role is Role.LIAISON:
        end = wording.LIST_END_UNIT.format(short=say.short(items[0].number))
    return Answer(f"{say.listing(wording.TODO_TITLE, items, enquiries.count_todo(turn.person), turn.now)}\n{end}")


def overdue(turn: Turn) -> Answer:
    """逾期: what was not done in time."""
    items = turn.services.enquiries.overdue(turn.person)
    if not items:
        return Answer(wording.OVERDUE_NONE)
    turn.memory.last_list = tuple(complaint.number for complaint in items[:SHOWN])
    return Answer(say.listing(wording.OVERDUE_TITLE, items[:SHOWN], len(items), turn.now))


def sign(turn: Turn) -> Answer:
    """签收 NUMBER."""
    complaint, _ = take_complaint(turn, "签收 0007")
    signed = turn.services.desk.act(turn.person, complaint.number, Step(Command.SIGN))
    due = say.day(signed.assignment.due_at) if signed.assignment else ""
    return Answer(wording.SIGNED.format(number=signed.number, short=say.short(signed.number), due=due))


def give_back(turn: Turn) -> Answer:
    """退单 NUMBER REASON [建议 UNIT]."""
    complaint, reason = take_complaint(turn, "退单 0007 不属本单位职责 建议 区水利局")
    note, unit = take_suggestion(reason, turn.services.units)
    turn.services.desk.act(turn.person, complaint.number, Step(Command.RETURN, note=note, unit=unit))
    return Answer(
        wording.RETURNED.format(number=complaint.number, note=say.cut(note, 60), suggested=say.suggested(unit))
    )


def progress(turn: Turn) -> Answer:
    """反馈 NUMBER WORDS."""
    complaint, note = take_complaint(turn, "反馈 0007 已到现场查看，三日内更换变压器")
    turn.services.desk.act(turn.person, complaint.number, Step(Command.PROGRESS, note=note))
    return Answer(wording.PROGRESSED.format(number=complaint.number, short=say.short(complaint.number)))


def finish(turn: Turn) -> Answer:
    """办结 NUMBER RESULT."""
    complaint, note = take_complaint(turn, "办结 0007 已于9月2日完成增容，企业确认送电")
    turn.services.desk.act(turn.person, complaint.number, Step(Command.FINISH, note=note))
    return Answer(wording.FINISHED.format(number=complaint.number))

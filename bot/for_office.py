"""Commands of the office: whose the doubtful ones are, checking, figures, ledger, imports, invitations.

Every write is asked back first and carried out on 确认.
"""

from __future__ import annotations

import re

from bot import say, wording
from bot.arguments import Misread, take_complaint
from bot.confirming import ask
from bot.turn import Answer, Turn
from complaints.complaint import Complaint, Status
from complaints.desk import Step
from complaints.errors import Refusal, Refused
from complaints.moves import Command
from complaints.people import Role
from complaints.rights import Right, demand

_TRIAGE_SHOWN = 5
_UNIT_LINES = 10
_CO_HANDLING = re.compile(r"\s*(?:，|,)?\s*协办[:：]?\s*")


def triage(turn: Turn) -> Answer:
    """待研判: doubtful and returned ones, with candidates and reasons."""
    enquiries = turn.services.enquiries
    items = enquiries.triage(turn.person, limit=_TRIAGE_SHOWN)
    if not items:
        return Answer(wording.TRIAGE_NONE)
    count = enquiries.count_triage(turn.person)
    turn.memory.last_list = tuple(complaint.number for complaint in items)
    shown = wording.LIST_SHOWN.format(shown=len(items)) if count > len(items) else ""
    lines = [wording.LIST_TITLE.format(title=wording.TRIAGE_TITLE, count=count, shown=shown)]
    for at, complaint in enumerate(items, start=1):
        is_returned = complaint.status is Status.RETURNED
        last = enquiries.history(complaint)[-1] if is_returned else None
        lines.append(say.triage_line(at, complaint, last))
    lines.append(wording.TRIAGE_END.format(short=say.short(items[0].number)))
    return Answer("\n".join(lines))


def dispatch(turn: Turn) -> Answer:
    """分派 NUMBER [CANDIDATE | UNIT] [协办 UNIT…]."""
    return _give(turn, Command.DISPATCH)


def reassign(turn: Turn) -> Answer:
    """改派 NUMBER UNIT [协办 UNIT…]."""
    return _give(turn, Command.REASSIGN)


def review(turn: Turn) -> Answer:
    """审核 NUMBER 通过 | 退回 REASON."""
    complaint, words = take_complaint(turn, "审核 0007 通过")
    if words.startswith("通过"):
        return _ask(turn, complaint, Step(Command.APPROVE, note=words.removeprefix("通过").strip()))
    if words.startswith("退回"):
        return _ask(turn, complaint, Step(Command.REJECT, note=words.removeprefix("退回").strip()))
    raise Misread(wording.REVIEW_HOW)


def close(turn: Turn) -> Answer:
    """销号 NUMBER."""
    complaint, note = take_complaint(turn, "销号 0007")
    return _ask(turn, complaint, Step(Command.CLOSE, note=note))


def redo(turn: Turn) -> Answer:
    """重办 NUMBER REASON."""
    complaint, note = take_complaint(turn, "重办 0007 企业反映仍未解决")
    return _ask(turn, complaint, Step(Command.REDO, note=note))


def decline(turn: Turn) -> Answer:
    """不予受理 NUMBER REASON."""
    complaint, note = take_complaint(turn, "不予受理 0007 已进入诉讼程序")
    return _ask(turn, complaint, Step(Command.DECLINE, note=note))


def statistics(turn: Turn) -> Answer:
    """统计: the district's figures and the fullest units."""
    figures = turn.services.enquiries.statistics(turn.person)
    lines = [
        wording.STATISTICS.format(
            at=say.minute(turn.now), total=figures.total, open=figures.open, waiting=figures.waiting,
            returned=figures.returned, overdue=figures.overdue, closed=figures.closed,
        )
    ]  # fmt: skip
    for unit in figures.units[:_UNIT_LINES]:
        lines.append(
            wording.STATISTICS_LINE.format(
                unit=unit.unit, total=unit.total, to_sign=unit.to_sign, handling=unit.handling,
                overdue=unit.overdue, reported=unit.reported, closed=unit.closed,
            )
        )  # fmt: skip
    if len(figures.units) > _UNIT_LINES:
        lines.append(wording.STATISTICS_END.format(shown=_UNIT_LINES))
    return Answer("\n".join(lines))


def ledger(turn: Turn) -> Answer:
    """台账: the list of everything as a spreadsheet."""
    complaints = turn.services.enquiries.ledger(turn.person)
    if not complaints:
        return Answer(wording.LEDGER_NONE)
    path = turn.services.ledgers.make(turn.person, complaints)
    return Answer(wording.LEDGER.format(count=len(complaints), at=say.minute(turn.now)), path)


def how_to_import(turn: Turn) -> Answer:
    """导入: how a file is sent."""
    demand(turn.person, Right.IMPORT, "导入")
    return Answer(wording.IMPORT_HOW)


def invite(turn: Turn) -> Answer:
    """邀请 ROLE [UNIT] [NAME]."""
    words = turn.args.split()
    role = next((role for role in Role if words and role.value == words[0]), None)
    if role is None:
        raise Misread(wording.INVITE_HOW)
    unit = words[1] if len(words) > 1 and role in (Role.LIAISON, Role.TOWN) else ""
    name = " ".join(words[2:] if unit else words[1:])
    code = turn.services.members.invite(turn.person, role, unit, name)
    return Answer(wording.INVITED.format(code=code, role=role.value, unit=f" {unit}" if unit else ""))


def _give(turn: Turn, command: Command) -> Answer:
    """Ask back before a unit is made responsible."""
    complaint, words = take_complaint(turn, f"{command.value} 0007 区供电中心")
    named, *co_handling = _CO_HANDLING.split(words, maxsplit=1)
    co_units = tuple(turn.services.units.demand(name) for name in re.split(r"[、，,\s]+", "".join(co_handling)) if name)
    unit = _unit(turn, complaint, named.strip())
    return _ask(turn, complaint, Step(command, unit=unit, co_units=co_units))


def _unit(turn: Turn, complaint: Complaint, named: str) -> str:
    """The unit by its name, by the number of a candidate, or, where nothing was named, the first candidate."""
    alternatives = complaint.prediction.alternatives if complaint.prediction else ()
    if not named.isdigit() and named:
        return turn.services.units.demand(named)
    at = int(named or "1") - 1
    if complaint.status is not Status.WAITING or at not in range(len(alternatives)):
        return ""
    candidate = turn.services.units.resolve(alternatives[at].unit)
    if candidate is None:
        raise Refused(Refusal.UNIT_MISSING, command=Command.DISPATCH.value, number=complaint.number)
    return candidate


def _ask(turn: Turn, complaint: Complaint, step: Step) -> Answer:
    """Refuse at once what the tables do not allow; otherwise say what will be done and wait for 确认."""
    desk = turn.services.desk
    desk.check(turn.person, complaint, step)
    summary = _summary(complaint, step)

    def run() -> Answer:
        done = desk.act(turn.person, complaint.number, step, seen_version=complaint.version)
        if step.unit and done.assignment:
            due = say.day(done.assignment.due_at)
            return Answer(
                wording.DISPATCHED.format(number=done.number, command=step.command.value, unit=done.lead, due=due)
            )
        return Answer(wording.MOVED.format(number=done.number, command=step.command.value, status=done.status.label))

    return ask(turn, summary, run, about=complaint.number)


def _summary(complaint: Complaint, step: Step) -> str:
    title = say.title(complaint)
    if step.unit:
        co = wording.WILL_DISPATCH_CO.format(units="、".join(step.co_units)) if step.co_units else ""
        return wording.WILL_DISPATCH.format(
            number=complaint.number, title=title, command=step.command.value, unit=step.unit, co=co
        )
    note = wording.WILL_NOTE.format(note=say.cut(step.note, 60)) if step.note else ""
    return wording.WILL_MOVE.format(number=complaint.number, title=title, command=step.command.value, note=note)

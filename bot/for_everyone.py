"""Commands that anyone may use: help, identity, binding, filing, asking."""

from __future__ import annotations

from collections.abc import Container

from bot import say, wording
from bot.arguments import take_complaint
from bot.case_view import course as course_of
from bot.case_view import look
from bot.filing import part_lines
from bot.for_duplicates import like_line
from bot.turn import Answer, Turn
from complaints.complaint import Complaint
from complaints.completing import lacking
from complaints.people import Role
from complaints.rights import Right, may, sees

SHOWN = 8
"""Lines of a list in one message."""


def small_talk(turn: Turn) -> Answer | None:
    """The answer to a greeting or to thanks in private; None for other words."""
    words = turn.args.strip(" 。.！!~，,？?").lower()
    if turn.room or words not in (*wording.GREETINGS, *wording.GOODBYES):
        return None
    if words in wording.GOODBYES:
        return Answer(wording.GOODBYE)
    return Answer(wording.GREETING_REPORTER if turn.person.role is Role.ENTERPRISE else wording.GREETING)


def who_am_i(turn: Turn) -> Answer:
    """我的身份."""
    person = turn.person
    if person.role is Role.ENTERPRISE and not person.company:
        return Answer(wording.IDENTITY_UNBOUND)
    return Answer(wording.IDENTITY.format(identity=say.identity(person)))


def bind(turn: Turn) -> Answer:
    """绑定 CODE."""
    if not turn.args:
        return Answer(wording.BIND_HOW)
    code = turn.args.split()[0].strip('。.，,“”"')
    if turn.room:
        room = turn.services.members.bind_room(turn.room, turn.person, code)
        return Answer(wording.BOUND_ROOM.format(unit=room.unit))
    person = turn.services.members.bind(turn.address, turn.person.name, code)
    return Answer(wording.BOUND.format(identity=say.identity(person)))


def course(turn: Turn) -> Answer:
    """经过 NUMBER: the whole text and every step."""
    complaint, _ = take_complaint(turn, "经过 0007")
    return Answer(course_of(complaint, turn.services.enquiries.history(complaint), turn.person))


def undo(turn: Turn) -> Answer:
    """撤销: the speaker's last write of the last minutes."""
    complaint, event = turn.services.desk.undo(turn.person)
    command = event.command or "登记"
    return Answer(wording.UNDONE.format(number=complaint.number, command=command, status=complaint.status.label))


def look_up(turn: Turn) -> Answer:
    """查询 [NUMBER]: one complaint, or what the person sees."""
    if turn.args:
        complaint, _ = take_complaint(turn, "查询 0007")
        history = turn.services.enquiries.history(complaint)
        joined = [one for one in turn.services.enquiries.joined_to(complaint) if sees(turn.person, one)]
        shown = look(complaint, history, turn.person, turn.now, joined)
        return Answer("\n".join([shown, *_hints(turn, complaint)]))
    seen = turn.services.enquiries.mine(turn.person, limit=SHOWN + 1)
    is_reporter = turn.person.role is Role.ENTERPRISE
    if not seen:
        return Answer(wording.MINE_NONE if is_reporter else wording.SEEN_NONE)
    turn.memory.last_list = tuple(complaint.number for complaint in seen[:SHOWN])
    heading = wording.MINE_TITLE if is_reporter else wording.SEEN_TITLE
    count = turn.services.enquiries.count_mine(turn.person)
    return Answer(f"{say.listing(heading, seen[:SHOWN], count, turn.now)}\n{wording.LIST_END}")


def _hints(turn: Turn, complaint: Complaint) -> list[str]:
    """What the office should look at besides, and what its reporter can still add."""
    hints: list[str] = []
    if may(turn.person, Right.TRIAGE) and complaint.is_open():
        proposals = turn.services.enquiries.proposals(turn.person, complaint.number, limit=3)
        hints += [like_line(turn, proposal) for proposal in proposals]
        parts = turn.services.senses.splitter.split(complaint.record.text)
        if len(parts) > 1 and not complaint.parent:
            short = say.short(complaint.number, turn.now)
            lines = "\n".join(part_lines(turn, parts))
            hints.append(wording.LOOK_PARTS.format(count=len(parts), short=short, lines=lines))
        named = {number for one in proposals for number in (one.number, one.other)}
        hints += _precedents(turn, complaint, named)
    files = turn.services.attaching.count(turn.person, complaint)
    if files:
        hints.append(wording.LOOK_FILES.format(count=files, short=say.short(complaint.number, turn.now)))
    if complaint.filed_by == turn.person.id and complaint.is_open() and (missing := lacking(complaint.record)):
        names = "、".join(wording.FACT_NAMES[fact] for fact in missing)
        hints.append(wording.LOOK_MISSING.format(names=names, short=say.short(complaint.number, turn.now)))
    return hints


def _precedents(turn: Turn, complaint: Complaint, named: Container[str]) -> list[str]:
    """In one line, who handled what was like it and what became of it; without what was just named."""
    found = turn.services.precedents.of(turn.person, complaint)
    cases = [
        wording.PRECEDENT.format(
            number=other.number, title=say.title(other), unit=other.lead, status=other.status.label
        )
        for other in (one.complaint for one in found)
        if other.number not in named
    ]
    return [wording.PRECEDENTS.format(cases="；".join(cases))] if cases else []

"""Commands that anyone may use: help, identity, binding, filing, asking."""

from __future__ import annotations

import re

from bot import say, wording
from bot.arguments import take_complaint
from bot.case_view import course as course_of
from bot.case_view import look
from bot.turn import Answer, Turn
from complaints.errors import Refusal, Refused
from complaints.intake import Outcome
from complaints.people import Role
from complaints.prediction import Decision, Prediction
from complaints.records import Channel, RawRecord
from complaints.rights import Right, demand, sees

SHORTEST = 3
"""Letters that a complaint must have at least: 停电了 is one, 啊 and 123456 are none."""
SHOWN = 8
"""Lines of a list in one message."""


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
    person = turn.services.members.bind(turn.address, turn.person.name, code)
    return Answer(wording.BOUND.format(identity=say.identity(person)))


def file_complaint(turn: Turn) -> Answer:
    """登记 TEXT: the message's own id makes a repeated delivery the same complaint."""
    text = turn.args.strip()
    if len(re.sub(r"[\W\d_]", "", text)) < SHORTEST:
        raise Refused(Refusal.TEXT_MISSING)
    demand(turn.person, Right.FILE, "登记")
    record = RawRecord(
        channel=Channel.GROUP if turn.room else Channel.CHAT,
        external_id=f"{turn.address}:{turn.message_id}",
        text=text,
        received_at=turn.now,
        reporter=turn.person.name,
        company=turn.person.company,
        place=turn.services.towns.find(text),
        extra={"room": turn.room} if turn.room else {},
    )
    receipt = turn.services.desk.receive(record, turn.person)
    if receipt.outcome is not Outcome.NEW:
        known = receipt.complaint
        return Answer(wording.FILED_AGAIN.format(number=known.number, status=known.status.label))
    return Answer(say.filed(receipt.complaint, in_room=bool(turn.room), now=turn.now))


def propose_filing(turn: Turn) -> Answer | None:
    """Free words that read like a complaint: filed at once when the bot was addressed in a room, else asked back."""
    prediction = turn.services.desk.predict(turn.args)
    if prediction.decision is Decision.NOT_COMPLAINT or len(turn.args) < 6:
        return None
    if turn.room and prediction.decision is not Decision.TRIAGE:
        return file_complaint(turn)
    pending = turn.memory.add_pending(say.cut(turn.args, 30), lambda: file_complaint(turn), turn.now)
    return Answer(wording.FILE_PROPOSED.format(text=pending.summary, unit=where_to(turn, prediction)))


def where_to(turn: Turn, prediction: Prediction) -> str:
    """Where a proposed complaint would go: a lead unit by its name, anything else to the office."""
    if not turn.services.units.is_lead(prediction.unit):
        return wording.TO_OFFICE
    return wording.TO_UNIT.format(
        indicator=prediction.indicator, unit=prediction.unit, percent=say.percent(prediction.probability)
    )


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
        return Answer(look(complaint, history, turn.person, turn.now, joined))
    seen = turn.services.enquiries.mine(turn.person, limit=SHOWN + 1)
    is_reporter = turn.person.role is Role.ENTERPRISE
    if not seen:
        return Answer(wording.MINE_NONE if is_reporter else wording.SEEN_NONE)
    turn.memory.last_list = tuple(complaint.number for complaint in seen[:SHOWN])
    heading = wording.MINE_TITLE if is_reporter else wording.SEEN_TITLE
    count = turn.services.enquiries.count_mine(turn.person)
    return Answer(f"{say.listing(heading, seen[:SHOWN], count, turn.now)}\n{wording.LIST_END}")

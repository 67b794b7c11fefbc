"""What a reporter reads after a filing: the receipt, what was attached, and the question for what is missing."""

from __future__ import annotations

from bot import say, wording
from bot.for_files import attach_waiting
from bot.messages import Outgoing
from bot.missing import ask_next
from bot.turn import Answer, Turn
from complaints.complaint import Complaint
from complaints.completing import lacking
from complaints.facts.finding import find_facts
from complaints.intake import Receipt
from complaints.people import Role
from complaints.records import COMPANY_FROM_TEXT


def tell_filed(turn: Turn, receipt: Receipt) -> Answer:
    """The answer to a filing by the speaker; pictures of the last minutes go with it, those of the next follow."""
    complaint = receipt.complaint
    turn.memory.last_filed = turn.private.last_filed = (complaint.number, turn.at)
    text = say.filed(complaint, in_room=bool(turn.room), now=turn.now)
    text += _carried_over(turn, complaint)
    text += wording.FILED_SECRET if complaint.record.confidential else ""
    text += attach_waiting(turn, complaint.number)
    more = [_like_own(turn, receipt)]
    if turn.person.role is Role.ENTERPRISE and lacking(complaint.record):
        more.append(ask_next(turn, complaint))
    private = "\n".join(line for line in more if line)
    if not turn.room or not private:
        return Answer(f"{text}\n{private}".rstrip())
    asked = wording.ASKED_PRIVATELY.format(number=complaint.number, question=private)
    return Answer(text, also=(Outgoing(turn.address, turn.person.name, asked),))


def _carried_over(turn: Turn, complaint: Complaint) -> str:
    """That company or phone were taken from what the speaker has said before; a room does not read it."""
    record, person = complaint.record, turn.person
    if turn.room or person.role is not Role.ENTERPRISE:
        return ""
    told = find_facts(record.text, turn.services.towns)
    is_told = record.company in ("", person.company) or bool(told.company) or COMPANY_FROM_TEXT in record.extra
    company = "" if is_told else wording.FILED_COMPANY.format(company=record.company)
    phone = wording.FILED_PHONE if record.phone and record.phone != told.phone else ""
    short = say.short(complaint.number, turn.now)
    return f"{company}{phone}{wording.FILED_AS_BEFORE.format(short=short)}" if company or phone else ""


def _like_own(turn: Turn, receipt: Receipt) -> str:
    """A warning where the speaker has an open complaint that is much like this one."""
    own = [
        one for one in receipt.proposals
        if (other := turn.services.enquiries.own(turn.person, one.other)) is not None and other.is_open()
    ]  # fmt: skip
    if not own:
        return ""
    short = say.short(own[0].other, turn.now)
    return wording.FILED_LIKE_OWN.format(other=own[0].other, short=short, words=say.quoted(own[0].likeness.words))

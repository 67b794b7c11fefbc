"""The same matter told twice: 查重 shows what may be, 并案 joins, 不同 says that it is not."""

from __future__ import annotations

from bot import say, wording
from bot.arguments import Misread, take_complaint
from bot.turn import Answer, Turn
from complaints.complaint import Complaint
from complaints.duplicates import Proposal
from complaints.errors import Refusal, Refused
from complaints.likeness import Likeness

_SHOWN = 5


def duplicates(turn: Turn) -> Answer:
    """查重 [NUMBER]: which complaints may be the same as an earlier one, with the reasons."""
    enquiries = turn.services.enquiries
    if turn.args:
        complaint, _ = take_complaint(turn, "查重 0009")
        found = enquiries.proposals(turn.person, complaint.number)
        if not found:
            return Answer(wording.DUPLICATES_NONE_OF.format(number=complaint.number))
        return Answer("\n".join(like_line(turn, proposal) for proposal in found[:_SHOWN]))
    found = enquiries.proposals(turn.person, limit=_SHOWN)
    if not found:
        return Answer(wording.DUPLICATES_NONE)
    count = enquiries.count_proposals(turn.person)
    turn.memory.last_list = tuple(proposal.number for proposal in found)
    shown = wording.LIST_SHOWN.format(shown=len(found)) if count > len(found) else ""
    lines = [wording.LIST_TITLE.format(title=wording.DUPLICATES_TITLE, count=count, shown=shown)]
    lines += [f"{at}. {like_line(turn, proposal)}" for at, proposal in enumerate(found, start=1)]
    return Answer("\n".join(lines))


def differ(turn: Turn) -> Answer:
    """不同 NUMBER [NUMBER]: these two are not the same; without the second, none of those proposed is."""
    complaint, words = take_complaint(turn, "不同 0009 0007")
    others = [_other(one, complaint.number) for one in turn.services.enquiries.proposals(turn.person, complaint.number)]
    if words:
        other, _ = take_complaint(turn.saying(words), "不同 0009 0007")
        others = [number for number in others if number == other.number]
    rejected = [number for number in others if turn.services.desk.reject(turn.person, complaint.number, number)]
    if not rejected:
        raise Refused(Refusal.NOT_PROPOSED, number=complaint.number)
    return Answer(wording.DIFFERENT.format(number=complaint.number, others="、".join(rejected)))


def proposed_main(turn: Turn, complaint: Complaint) -> str:
    """Into which complaint this one was proposed to be merged; Misread where it was into none, or several."""
    found = {_other(one, complaint.number) for one in turn.services.enquiries.proposals(turn.person, complaint.number)}
    if len(found) != 1:
        raise Misread(wording.MERGE_HOW)
    return found.pop()


def like_line(turn: Turn, proposal: Proposal) -> str:
    """One proposal with its reasons and what can be done."""
    other = turn.services.enquiries.by_number(turn.person, proposal.other)
    one = turn.services.enquiries.by_number(turn.person, proposal.number)
    short, other_short = say.short(proposal.number, turn.now), say.short(proposal.other, turn.now)
    do = wording.LIKE_MERGE if other is not None and other.is_open() else wording.LIKE_FINISHED
    return wording.LIKE.format(
        number=proposal.number, title=say.title(one) if one else "", other=proposal.other,
        other_title=say.title(other) if other else "", status=other.status.label if other else "",
        reasons=reasons(proposal.likeness), do=do.format(short=short, other_short=other_short),
        short=short, other_short=other_short,
    )  # fmt: skip


def reasons(likeness: Likeness) -> str:
    """Why two complaints may be the same: 同一企业…；都说“…”；相隔2天."""
    found = [
        wording.LIKE_COMPANY.format(company=likeness.company) if likeness.company else "",
        wording.LIKE_PLACE.format(place=likeness.place) if likeness.place else "",
        wording.LIKE_WORDS.format(words=say.quoted(likeness.words)) if likeness.words else "",
        "" if likeness.days is None else say.apart(likeness.days),
    ]
    return "；".join(part for part in found if part) or wording.LIKE_TEXT


def _other(proposal: Proposal, number: str) -> str:
    return proposal.number if proposal.other == number else proposal.other

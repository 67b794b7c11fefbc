"""Asks a reporter for what a complaint lacks, one thing at a time; it can be left, and taken up again by 补全."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot import say, wording
from bot.arguments import read_choice, take_complaint
from bot.turn import Answer, Turn
from complaints.complaint import Complaint
from complaints.completing import Fact, lacking, told_before
from complaints.errors import Refusal, Refused
from complaints.facts.finding import find_facts, read_fact
from complaints.people import Role
from complaints.records import DECLINED

_WITHIN = timedelta(minutes=30)
_LOOKED_BACK = 20


def complete(turn: Turn) -> Answer:
    """补全 [NUMBER]: go on with what is missing, of the last complaint that lacks something."""
    if turn.args:
        complaint, _ = take_complaint(turn, "补全 0007")
        if turn.person.role is Role.ENTERPRISE and complaint.filed_by != turn.person.id:
            raise Refused(Refusal.UNKNOWN_NUMBER, number=complaint.number)
    else:
        found = _unfinished(turn)
        if found is None:
            return Answer(wording.NOTHING_MISSING)
        complaint = found
    if not lacking(complaint.record):
        return Answer(wording.NOTHING_MISSING)
    return Answer(ask_next(turn, complaint))


def ask_next(turn: Turn, complaint: Complaint) -> str:
    """The question for the first thing that is missing; asked in a room, it is answered in private."""
    fact = lacking(complaint.record)[0]
    turn.ask_privately(partial(hear_fact, complaint.number, fact), _WITHIN)
    return wording.MISSING[fact].format(number=complaint.number)


def take_up(turn: Turn) -> Answer | None:
    """A bare company, place or number, said without being asked: for the last complaint that lacks it; else None."""
    other = _unfinished(turn) if turn.person.role is Role.ENTERPRISE and not turn.room else None
    told = find_facts(turn.args, turn.services.towns)
    if other is None or told.tells_matter:
        return None
    found = {Fact.COMPANY: told.company, Fact.PLACE: told.place, Fact.PHONE: told.phone}
    fact = next((one for one in lacking(other.record) if found[one]), None)
    answer = hear_fact(other.number, fact, turn) if fact else None
    return Answer(f"{other.number} {answer.text}") if answer else None


def known_of(turn: Turn) -> dict[str, str]:
    """Company and phone that the enterprise has told with an earlier complaint: it is not asked again."""
    if turn.person.role is not Role.ENTERPRISE:
        return {}
    return told_before(one.record for one in turn.services.enquiries.mine(turn.person, limit=_LOOKED_BACK))


def hear_fact(number: str, fact: Fact, turn: Turn) -> Answer | None:
    """The answer to one question; None when the message is none."""
    answer = read_fact(fact.value, turn.args, turn.services.towns)
    if answer is None:
        return None
    if answer.declined:
        return _told(turn, number, {DECLINED: fact.value})
    facts = {fact.value: answer.value}
    if answer.phone:
        facts[Fact.PHONE.value] = answer.phone
    if fact is Fact.COMPANY:
        match = turn.services.senses.book.match(answer.value)
        if match.proposals and not match.found:
            choices = (*match.proposals, answer.value)
            turn.ask_privately(partial(_hear_choice, number, choices), _WITHIN)
            lines = "\n".join(
                wording.CHOICE_LINE.format(at=at, name=name) for at, name in enumerate(match.proposals, 1)
            )
            none = wording.CHOICE_LINE.format(at=len(choices), name=wording.NONE_OF_THESE.format(name=answer.value))
            return Answer(wording.WHICH_COMPANY.format(lines=f"{lines}\n{none}"))
        facts[fact.value] = match.found or answer.value
    return _told(turn, number, facts)


def _hear_choice(number: str, choices: tuple[str, ...], turn: Turn) -> Answer | None:
    at = read_choice(turn.args, len(choices))
    named = next((name for name in choices if name == turn.args.strip()), None)
    if at is None and named is None:
        return None
    return _told(turn, number, {Fact.COMPANY.value: named or choices[(at or 1) - 1]})


def _told(turn: Turn, number: str, facts: dict[str, str]) -> Answer:
    """Keep the answer, and ask for the next thing."""
    complaint = turn.services.desk.complete(turn.person, number, facts)
    words = wording.MISSING_SKIPPED if DECLINED in facts else wording.MISSING_TOLD
    noted = words.format(number=number, value=say.cut("、".join(facts.values()), 40))
    if not lacking(complaint.record):
        return Answer(f"{noted}{wording.MISSING_DONE}{_elsewhere(turn)}")
    return Answer(f"{noted}{ask_next(turn, complaint)}")


def _unfinished(turn: Turn) -> Complaint | None:
    """The last open complaint of the speaker that lacks something."""
    own = turn.services.enquiries.mine(turn.person, limit=_LOOKED_BACK)
    return next((one for one in own if one.is_open() and lacking(one.record)), None)


def _elsewhere(turn: Turn) -> str:
    """What another complaint of the same enterprise lacks."""
    other = _unfinished(turn) if turn.person.role is Role.ENTERPRISE else None
    if other is None:
        return ""
    names = "、".join(wording.FACT_NAMES[fact] for fact in lacking(other.record))
    return wording.MISSING_ELSEWHERE.format(number=other.number, names=names, short=say.short(other.number, turn.now))

"""Asks a reporter for what a complaint lacks, one thing at a time; it can be left, and taken up again by 补全."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot import say, wording
from bot.arguments import read_choice, take_complaint
from bot.turn import Answer, Turn
from complaints.complaint import Complaint
from complaints.completing import Fact, lacking
from complaints.errors import Refusal, Refused
from complaints.facts.finding import read_fact
from complaints.people import Role
from complaints.records import DECLINED

_WITHIN = timedelta(minutes=30)


def complete(turn: Turn) -> Answer:
    """补全 [NUMBER]: go on with what is missing, of the last complaint that lacks something."""
    if turn.args:
        complaint, _ = take_complaint(turn, "补全 0007")
        if turn.person.role is Role.ENTERPRISE and complaint.filed_by != turn.person.id:
            raise Refused(Refusal.UNKNOWN_NUMBER, number=complaint.number)
    else:
        own = turn.services.enquiries.mine(turn.person, limit=20)
        found = next((one for one in own if one.is_open() and lacking(one.record)), None)
        if found is None:
            return Answer(wording.NOTHING_MISSING)
        complaint = found
    if not lacking(complaint.record):
        return Answer(wording.NOTHING_MISSING)
    return Answer(ask_next(turn, complaint))


def ask_next(turn: Turn, complaint: Complaint) -> str:
    """The question for the first thing that is missing; asked in a room, it is answered in private."""
    fact = lacking(complaint.record)[0]
    memory = turn.memories.of("", turn.address) if turn.room else turn.memory
    memory.ask(partial(_hear, complaint.number, fact), turn.now, _WITHIN)
    return wording.MISSING[fact].format(number=complaint.number)


def _hear(number: str, fact: Fact, turn: Turn) -> Answer | None:
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
            turn.memory.ask(partial(_hear_choice, number, choices), turn.now, _WITHIN)
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
        return Answer(f"{noted}{wording.MISSING_DONE}")
    return Answer(f"{noted}{ask_next(turn, complaint)}")

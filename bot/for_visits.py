"""走访 and 日报: a visit is told in one line or field by field, and can be left and taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot import say, say_campaign, wording
from bot.arguments import read_choice
from bot.turn import Answer, Turn
from bot.visit_words import Facts, read_answer, read_line
from campaign.visiting import ToldVisit
from campaign.visits import Method, Visit, VisitFact, lacking
from complaints.intake import Outcome
from complaints.records import PhoneKind
from complaints.rights import Right, demand

_WITHIN = timedelta(minutes=30)


def visit(turn: Turn) -> Answer:
    """走访 [COMPANY [WORDS]]: a new visit, or what is new of today's; without words the unfinished one is taken up."""
    demand(turn.person, Right.VISIT, "走访")
    if turn.args:
        return _begin(turn, *read_line(turn.args, turn.services.towns))
    open_one = turn.services.campaign.visiting.unfinished(turn.person)
    if open_one is None:
        turn.ask_privately(_hear_company, _WITHIN)
        return Answer(wording.VISIT_WHICH)
    return Answer(wording.VISIT_GOES_ON.format(company=open_one.company) + _ask_next(turn, open_one))


def daily(turn: Turn) -> Answer:
    """日报 [表格]: today's visits, all so far, and who has not told."""
    wants_file = turn.args.strip() in wording.WANTS_FILE
    told = turn.services.campaign.visiting.daily(turn.person, covers=wants_file)
    path = turn.services.ledgers.make_daily(turn.person, told) if wants_file else None
    return Answer(say_campaign.daily_text(told), path)


def _hear_company(turn: Turn) -> Answer | None:
    return _begin(turn, *read_line(turn.args, turn.services.towns)) if len(turn.args.strip()) > 1 else None


def _begin(turn: Turn, company: str, facts: Facts) -> Answer:
    match = turn.services.senses.book.match(company)
    if match.proposals and not match.found:
        choices = (*match.proposals, company)
        turn.ask_privately(partial(_hear_choice, choices, facts), _WITHIN)
        lines = [wording.CHOICE_LINE.format(at=at, name=name) for at, name in enumerate(match.proposals, 1)]
        none = wording.NONE_OF_THESE.format(name=company)
        lines.append(wording.CHOICE_LINE.format(at=len(choices), name=none))
        return Answer(wording.WHICH_COMPANY.format(lines="\n".join(lines)))
    return _tell(turn, turn.services.campaign.visiting.begin(turn.person, company), facts)


def _hear_choice(choices: Sequence[str], facts: Facts, turn: Turn) -> Answer | None:
    at = read_choice(turn.args, len(choices))
    named = next((name for name in choices if name == turn.args.strip()), None)
    if at is None and named is None:
        return None
    company = named or choices[(at or 1) - 1]
    return _tell(turn, turn.services.campaign.visiting.begin(turn.person, company), facts)


def _hear_fact(open_one: Visit, fact: VisitFact, turn: Turn) -> Answer | None:
    told = read_answer(fact, turn.args, turn.services.towns)
    if told is None:
        return None
    if told.skipped:
        return _tell(turn, replace(open_one, skipped=f"{open_one.skipped} {fact.value}".strip()), {})
    return _tell(turn, open_one, told.facts)


def _tell(turn: Turn, one: Visit, facts: Facts) -> Answer:
    """Keep what is told, say so, and ask for the next thing."""
    given = dict(facts)
    kind = PhoneKind.FULL if given.get("phone") else one.phone_kind
    done = turn.services.campaign.visiting.tell(turn.person, replace(one, phone_kind=kind, **given))  # type: ignore[arg-type]
    parts = [wording.VISIT_KEPT.format(company=say.cut(done.visit.company, 40)), _filed(turn, done)]
    if lacking(done.visit):
        parts.append(_ask_next(turn, done.visit))
    else:
        parts += [say_campaign.doubts(done.doubts), wording.VISIT_DONE]
    return Answer("".join(parts))


def _filed(turn: Turn, done: ToldVisit) -> str:
    """What became of the visit's problem."""
    if done.receipt is None:
        return ""
    complaint = done.receipt.complaint
    if done.receipt.outcome is not Outcome.NEW:
        return wording.FILED_AGAIN.format(number=complaint.number, status=complaint.status.label)
    return say.filed(complaint, in_room=False, now=turn.now)


def _ask_next(turn: Turn, one: Visit) -> str:
    fact = lacking(one)[0]
    words = frozenset({Method.PHONE.value}) if fact is VisitFact.METHOD else frozenset()
    turn.ask_privately(partial(_hear_fact, one, fact), _WITHIN, words)
    return wording.VISIT_ASKS[fact]

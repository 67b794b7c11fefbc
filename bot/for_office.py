"""Commands of the office about whose a complaint is: triage, dispatch, the last word, declining.

Every write is asked back first and carried out on 确认.
"""

from __future__ import annotations

import re

from bot import say, wording
from bot.arguments import take_complaint
from bot.confirming import ask_step, moved
from bot.turn import Answer, Handler, Turn
from complaints.complaint import Complaint, Status
from complaints.errors import Refusal, Refused
from complaints.moves import Command, Step

_FIRST_SHOWN = 5
_TRIAGE_SHOWN = 5
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
        came_back = complaint.status in (Status.RETURNED, Status.DISPUTED)
        lines.append(say.triage_line(at, complaint, enquiries.last_move(complaint) if came_back else None))
    is_new = items[0].status is Status.WAITING
    end = wording.TRIAGE_END if is_new else wording.TRIAGE_END_RETURNED
    lines.append(end.format(short=say.short(items[0].number, turn.now)))
    return Answer("\n".join(lines))


def decide_first(turn: Turn) -> Answer:
    """先看: of what waits, those from which the classifier would learn most."""
    found = turn.services.decide_first.find(turn.person, _FIRST_SHOWN)
    if not found:
        return Answer(wording.FIRST_NONE)
    turn.memory.last_list = tuple(one.complaint.number for one in found)
    lines = [wording.FIRST_TITLE]
    lines += [
        wording.FIRST_LINE.format(
            at=at, number=one.complaint.number, title=say.title(one.complaint),
            candidates=wording.FIRST_OR.join(one.question.candidates),
            alike=wording.FIRST_ALIKE.format(count=one.question.alike) if one.question.alike else "",
        )
        for at, one in enumerate(found, start=1)
    ]  # fmt: skip
    return Answer("\n".join([*lines, wording.TRIAGE_END.format(short=say.short(found[0].complaint.number, turn.now))]))


def dispatch(turn: Turn) -> Answer:
    """分派 NUMBER [CANDIDATE | UNIT] [协办 UNIT…]."""
    return _give(turn, Command.DISPATCH)


def reassign(turn: Turn) -> Answer:
    """改派 NUMBER UNIT [协办 UNIT…]."""
    return _give(turn, Command.REASSIGN)


def designate(turn: Turn) -> Answer:
    """终审 NUMBER UNIT REASON: the unit cannot return it any more."""
    complaint, words = take_complaint(turn, "终审 0007 区水利局 供水设施由其管护")
    unit, _, note = words.partition(" ")
    named = turn.services.units.demand(unit) if unit else ""
    return _given(turn, complaint, Step(Command.DESIGNATE, unit=named, note=note.strip()))


def noted(command: Command, example: str) -> Handler:
    """The handler of COMMAND NUMBER WORDS, asked back: for every step that needs no more than words."""

    def handle(turn: Turn) -> Answer:
        complaint, note = take_complaint(turn, example)
        return ask_step(turn, complaint, Step(command, note=note), lambda done: moved(done, command))

    return handle


def _give(turn: Turn, command: Command) -> Answer:
    """Ask back before a unit is made responsible."""
    complaint, words = take_complaint(turn, f"{command.value} 0007 区供电中心")
    named, *co_handling = _CO_HANDLING.split(words, maxsplit=1)
    co_units = tuple(turn.services.units.demand(name) for name in re.split(r"[、，,\s]+", "".join(co_handling)) if name)
    unit, note = _unit(turn, complaint, named.strip())
    return _given(turn, complaint, Step(command, unit=unit, co_units=co_units, note=note))


def _given(turn: Turn, complaint: Complaint, step: Step) -> Answer:
    def told(done: Complaint) -> Answer:
        due = say.due(done.assignment) if done.assignment else ""
        text = wording.DISPATCHED.format(number=done.number, command=step.command.value, unit=done.lead, due=due)
        is_reached = turn.services.enquiries.reaches_somebody(done.lead)
        return Answer(text if is_reached else text + wording.NOBODY_BOUND.format(unit=done.lead))

    return ask_step(turn, complaint, step, told)


def _unit(turn: Turn, complaint: Complaint, words: str) -> tuple[str, str]:
    """The unit by its name, by the number of a candidate, or the first candidate where none was named; and a note."""
    named, _, note = words.partition(" ")
    if named and not named.isdigit():
        return turn.services.units.demand(named), note.strip()
    alternatives = complaint.prediction.alternatives if complaint.prediction else ()
    at = int(named or "1") - 1
    if complaint.status is not Status.WAITING or at not in range(len(alternatives)):
        return "", note.strip()
    candidate = turn.services.units.resolve(alternatives[at].unit)
    if candidate is None:
        raise Refused(Refusal.UNIT_MISSING, command=Command.DISPATCH.value, number=complaint.number)
    return candidate, note.strip()

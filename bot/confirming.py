"""Writes of the office are asked back: what will be done, then 确认 or 取消."""

from __future__ import annotations

from collections.abc import Callable

from bot import say, wording
from bot.turn import Answer, Memory, Pending, Turn
from complaints.enquiries import Enquiries
from complaints.errors import Conflict
from complaints.events import EventKind
from complaints.numbers import Reference


def ask(turn: Turn, summary: str, run: Callable[[], Answer], about: str = "") -> Answer:
    """Remember the write and ask for 确认; with several waiting, each has a code of its own.

    `about` is the complaint's number: where somebody else was first, the answer says who and when.
    """

    def run_or_say_who_was_first() -> Answer:
        try:
            return run()
        except Conflict:
            return Answer(_who_was_first(turn, about) if about else wording.CONFLICT)

    pending = turn.memory.add_pending(summary, run_or_say_who_was_first, turn.now)
    count = len(turn.memory.pending)
    pattern = wording.CONFIRM if count == 1 else wording.CONFIRM_ONE_OF
    return Answer(pattern.format(summary=summary, code=pending.code, count=count))


def confirm(turn: Turn) -> Answer:
    """确认 [CODE]: carry out what waits; which one, when there are several."""
    chosen = _chosen(turn)
    if isinstance(chosen, Answer):
        return chosen
    turn.memory.pending.remove(chosen)
    return chosen.run()


def cancel(turn: Turn) -> Answer:
    """取消 [CODE]: forget what waits."""
    chosen = _chosen(turn)
    if isinstance(chosen, Answer):
        return chosen
    turn.memory.pending.remove(chosen)
    return Answer(wording.CANCELLED.format(summary=chosen.summary))


def _chosen(turn: Turn) -> Pending | Answer:
    memory: Memory = turn.memory
    memory.drop_expired(turn.now)
    if not memory.pending:
        return Answer(wording.CONFIRM_NONE)
    code = turn.args.strip()
    named = [pending for pending in memory.pending if pending.code == code]
    if named:
        return named[0]
    if len(memory.pending) == 1 and not code:
        return memory.pending[0]
    lines = "\n".join(
        wording.CONFIRM_LINE.format(code=pending.code, summary=pending.summary) for pending in memory.pending
    )
    return Answer(wording.CONFIRM_WHICH.format(count=len(memory.pending), lines=lines))


def _who_was_first(turn: Turn, number: str) -> str:
    enquiries: Enquiries = turn.services.enquiries
    complaint = enquiries.look(turn.person, Reference(number=number))
    steps = [event for event in enquiries.history(complaint) if event.kind is EventKind.MOVED]
    if not steps:
        return wording.CONFLICT
    last = steps[-1]
    return wording.FIRST_WAS.format(
        number=number,
        who=last.facts.get("by_name", ""),
        at=say.minute(last.at),
        command=last.command,
        unit=f"给{last.facts['unit']}" if last.facts.get("unit") else "",
    )

"""Writes of the office are asked back: what will be done, then 确认 or 取消."""

from __future__ import annotations

from collections.abc import Callable

from bot import say, wording
from bot.turn import Answer, Memory, Pending, Turn
from complaints.complaint import Complaint
from complaints.enquiries import Enquiries
from complaints.errors import Conflict
from complaints.events import EventKind
from complaints.moves import Command, Step
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


def ask_step(
    turn: Turn, complaint: Complaint, step: Step, done: Callable[[Complaint], Answer], summary: str = ""
) -> Answer:
    """Refuse at once what the tables do not allow; otherwise say what will be done, and do it on 确认."""
    desk = turn.services.desk
    desk.check(turn.person, complaint, step)

    def run() -> Answer:
        return done(desk.act(turn.person, complaint.number, step, seen_version=complaint.version))

    return ask(turn, summary or summary_of(complaint, step), run, about=complaint.number)


def summary_of(complaint: Complaint, step: Step) -> str:
    """What a step will do, as it is asked back."""
    title = say.title(complaint)
    if step.unit:
        co = wording.WILL_DISPATCH_CO.format(units="、".join(step.co_units)) if step.co_units else ""
        return wording.WILL_DISPATCH.format(
            number=complaint.number, title=title, command=step.command.value, unit=step.unit, co=co
        )
    words = [f"{step.until.year}年{step.until.month}月{step.until.day}日"] if step.until else []
    words += [say.answer_words(step.answer)] if step.answer else []
    words += [say.cut(step.note, 60)] if step.note else []
    words += [say.cut(step.plan, 60)] if step.plan else []
    note = wording.WILL_NOTE.format(note="；".join(words)) if words else ""
    return wording.WILL_MOVE.format(number=complaint.number, title=title, command=step.command.value, note=note)


def moved(done: Complaint, command: Command) -> Answer:
    """That a step was taken, and where the complaint stands now."""
    return Answer(wording.MOVED.format(number=done.number, command=command.value, status=done.status.label))


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

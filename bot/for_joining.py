"""Commands of the office that join and part complaints: 并案, 拆案, and taking either back."""

from __future__ import annotations

import re

from bot import say, wording
from bot.arguments import Misread, take_complaint
from bot.confirming import ask, ask_step, moved
from bot.filing import part_lines
from bot.for_duplicates import proposed_main
from bot.turn import Answer, Turn
from complaints.complaint import Complaint, Status
from complaints.errors import Refusal, Refused
from complaints.moves import Command, Step
from complaints.numbers import read_reference
from complaints.ports_intake import Part

_INTO = re.compile(r"^(?:并?入|到|和|与|→|->)\s*")
_LINES_SHOWN = 9
_COMMANDS = {Status.MERGED: Command.MERGE, Status.SPLIT: Command.SPLIT}


def merge(turn: Turn) -> Answer:
    """并案 NUMBER 入 NUMBER: the first is followed under the second."""
    complaint, words = take_complaint(turn, "并案 0009 入 0007")
    reference = read_reference(_INTO.sub("", words) or proposed_main(turn, complaint))
    if reference is None:
        raise Misread(wording.MERGE_HOW)
    main = turn.services.enquiries.look(turn.person, reference, turn.memory.last_list)
    summary = wording.WILL_MERGE.format(
        number=complaint.number, title=say.title(complaint), other=main.number, other_title=say.title(main)
    )
    step = Step(Command.MERGE, other=main.number)
    return ask_step(turn, complaint, step, lambda done: moved(done, step.command), summary)


def unjoin(turn: Turn) -> Answer:
    """撤并 NUMBER: a merge or a split is taken back."""
    complaint, _ = take_complaint(turn, "撤并 0009")
    if complaint.status not in _COMMANDS:
        raise Refused(Refusal.NOT_MERGED, number=complaint.number)

    def run() -> Answer:
        done = turn.services.desk.unjoin(turn.person, complaint.number)
        return Answer(wording.UNJOINED.format(number=done.number, status=done.status.label))

    summary = wording.WILL_UNJOIN.format(
        number=complaint.number, title=say.title(complaint), command=_COMMANDS[complaint.status].value
    )
    return ask(turn, summary, run, about=complaint.number)


def split(turn: Turn) -> Answer:
    """拆案 NUMBER [TEXT | TEXT …]: without texts, as the complaint numbers its matters itself."""
    complaint, words = take_complaint(turn, "拆案 0007 增容申请没人勘察 | 厂门口水管漏水")
    given = tuple(part.strip() for part in re.split(r"[|｜\n]", words) if part.strip())
    parts = _judged(
        turn, given or tuple(part.text for part in turn.services.senses.splitter.split(complaint.record.text))
    )
    if len(parts) < 2:
        raise Misread(wording.SPLIT_HOW.format(short=say.short(complaint.number, turn.now)))
    lines = part_lines(turn, parts)
    summary = wording.WILL_SPLIT.format(
        number=complaint.number, title=say.title(complaint), count=len(parts), parts="\n".join(lines[:_LINES_SHOWN])
    )

    def told(done: Complaint) -> Answer:
        parts_now = [one for one in turn.services.enquiries.joined_to(done) if one.status is not Status.MERGED]
        numbers = "、".join(sorted(part.number for part in parts_now))
        return Answer(wording.SPLIT_DONE.format(number=done.number, numbers=numbers))

    return ask_step(turn, complaint, Step(Command.SPLIT, parts=tuple(part.text for part in parts)), told, summary)


def _judged(turn: Turn, texts: tuple[str, ...]) -> list[Part]:
    """The parts, each with whose the desk takes it for: it goes there when the split is confirmed."""
    return [Part(text, turn.services.desk.predict(text)) for text in texts]

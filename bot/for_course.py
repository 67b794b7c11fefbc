"""Commands of the office about how a complaint goes on: checking, more time, supervision, closing, reopening.

Every write is asked back first and carried out on 确认.
"""

from __future__ import annotations

from bot import say, wording
from bot.arguments import Misread, take_complaint, take_plan
from bot.confirming import ask_step, moved
from bot.dates import take_date
from bot.for_everyone import SHOWN
from bot.for_units import extend
from bot.turn import Answer, Turn
from complaints.clocks import local_day
from complaints.complaint import Complaint, Status
from complaints.limits import Item
from complaints.moves import Command, Step
from complaints.people import Role


def review(turn: Turn) -> Answer:
    """审核 NUMBER 通过 | 退回 REASON; of a request for more time as well."""
    complaint, words = take_complaint(turn, "审核 0007 通过")
    asks_for_time = complaint.status is Status.EXTENSION
    good, bad = (Command.GRANT, Command.DENY) if asks_for_time else (Command.APPROVE, Command.REJECT)
    for word, command in (("通过", good), ("同意", good), ("退回", bad), ("不通过", bad), ("不同意", bad)):
        if words.startswith(word):
            answer = _ask(turn, complaint, Step(command, note=words.removeprefix(word).strip(" ，,：:")))
            return answer if asks_for_time else _with_quality(turn, complaint, answer)
    raise Misread(wording.REVIEW_HOW)


def extension(turn: Turn) -> Answer:
    """延期 NUMBER DATE REASON of a unit; 延期 NUMBER 同意 | 不同意 REASON of the office."""
    if turn.person.role is not Role.CLERK:
        return extend(turn)
    complaint, words = take_complaint(turn, "延期 0007 同意")
    for word, command in (("不同意", Command.DENY), ("同意", Command.GRANT), ("可以", Command.GRANT)):
        if words.startswith(word):
            return _ask(turn, complaint, Step(command, note=words.removeprefix(word).strip(" ，,：:")))
    raise Misread(wording.EXTENSION_OFFICE_HOW.format(short=say.short(complaint.number, turn.now)))


def shelve(turn: Turn) -> Answer:
    """挂账 NUMBER DATE REASON 计划：PLAN; 挂账 alone: what is put off."""
    if not turn.args:
        items = turn.services.enquiries.shelved(turn.person)
        turn.memory.last_list = tuple(item.number for item in items[:SHOWN])
        listed = say.listing(wording.SHELVED_TITLE, items[:SHOWN], len(items), turn.now)
        return Answer(listed if items else wording.SHELVED_NONE)
    complaint, words = take_complaint(turn, "挂账 0007 2021-12-31 管网改造列入明年 计划：先接临时管")
    until, rest = take_date(words, local_day(turn.now))
    if until is None:
        raise Misread(wording.SHELVE_HOW.format(short=say.short(complaint.number, turn.now)))
    note, plan = take_plan(rest)
    return _ask(turn, complaint, Step(Command.SHELVE, note=note, until=until, plan=plan))


def supervise(turn: Turn) -> Answer:
    """督办 NUMBER [WORDS]: the unit and its leader hear of it, the office gets the letter."""
    complaint, note = take_complaint(turn, "督办 0007 已超期三日，请主要负责人过问")

    def told(done: Complaint) -> Answer:
        until = say.day(turn.services.deadlines.anew(Item.SUPERVISED, done, turn.now))
        letter = turn.services.ledgers.make_letter(turn.person, done)
        return Answer(wording.SUPERVISED.format(number=done.number, until=until), letter)

    return ask_step(turn, complaint, Step(Command.SUPERVISE, note=note or wording.SUPERVISE_USUAL), told)


def letter(turn: Turn) -> Answer:
    """督办单 NUMBER: the letter once more."""
    complaint, _ = take_complaint(turn, "督办单 0007")
    if complaint.standing.supervised_at is None:
        return Answer(wording.LETTER_NONE.format(number=complaint.number, short=say.short(complaint.number, turn.now)))
    path = turn.services.ledgers.make_letter(turn.person, complaint)
    return Answer(wording.LETTER.format(number=complaint.number), path)


def _ask(turn: Turn, complaint: Complaint, step: Step) -> Answer:
    return ask_step(turn, complaint, step, lambda done: moved(done, step.command))


def _with_quality(turn: Turn, complaint: Complaint, answer: Answer) -> Answer:
    """The question with what the check of the unit's reply said."""
    last = turn.services.enquiries.last_move(complaint)
    quality = last.facts.get("quality_note", "") if last else ""
    return Answer(answer.text + wording.REVIEW_QUALITY.format(quality=quality)) if quality else answer

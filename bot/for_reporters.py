"""What a reporter says of an own complaint: is it solved, what must be added, take it back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from bot import say, wording
from bot.answers import MENU_LINES, Answered, Asked, read_answer
from bot.arguments import Misread, take_complaint
from bot.confirming import ask_step
from bot.for_files import attach_waiting
from bot.turn import Answer, Turn
from complaints.complaint import Complaint, Status
from complaints.completing import CONFIDENTIAL
from complaints.errors import Refused
from complaints.follow_up import FollowUp
from complaints.moves import Command, Step
from complaints.people import Role
from complaints.privacy import wishes_secrecy

_ALL = re.compile(r"\s*(?:都|全部|全都|两件都|几件都)")


def supplement(turn: Turn) -> Answer:
    """补充 NUMBER WORDS."""
    complaint, note = take_complaint(turn, "补充 0007 今天又跳闸一次")
    if not note:
        raise Misread(wording.SUPPLEMENT_HOW.format(short=say.short(complaint.number, turn.now)))
    return add_words(turn.saying(note), complaint)


def add_words(turn: Turn, complaint: Complaint) -> Answer:
    """Add the turn's words to a complaint, and the pictures that were sent just before."""
    turn.services.desk.act(turn.person, complaint.number, Step(Command.SUPPLEMENT, note=turn.args))
    attached = attach_waiting(turn, complaint.number)
    if wishes_secrecy(turn.args) and complaint.filed_by == turn.person.id and not complaint.record.confidential:
        turn.services.desk.complete(turn.person, complaint.number, {CONFIDENTIAL: "1"})
        attached += wording.FILED_SECRET
    return Answer(wording.SUPPLEMENTED.format(number=complaint.number) + attached)


def withdraw(turn: Turn) -> Answer:
    """撤回 [NUMBER]: without a number, what was filed last."""
    if turn.args:
        complaint, _ = take_complaint(turn, "撤回 0007")
    else:
        latest = turn.services.enquiries.latest_of(turn.person)
        if latest is None:
            return Answer(wording.WITHDRAW_NONE)
        complaint = latest
    turn.services.desk.act(turn.person, complaint.number, Step(Command.WITHDRAW))
    return Answer(wording.WITHDRAWN.format(number=complaint.number))


def follow_up(turn: Turn) -> Answer:
    """回访 NUMBER WORDS: the enterprise's own answer, or what it told the office on the telephone."""
    complaint, words = take_complaint(turn, "回访 0007 已解决 满意")
    answered = read_answer(words, _asked(complaint)) if words else None
    if answered is None:
        raise Misread(wording.FOLLOW_UP_HOW.format(short=say.short(complaint.number, turn.now)))
    if turn.person.role is Role.CLERK and complaint.filed_by != turn.person.id:
        step = Step(Command.FOLLOW_UP, answer=_follow_up(answered), note=answered.reason)
        return ask_step(turn, complaint, step, _recorded)
    if complaint.status is not Status.FOLLOW_UP:
        pattern, label = wording.FOLLOW_UP_NOT_YET, complaint.status.label
        return Answer(
            pattern.format(number=complaint.number, status=label, short=say.short(complaint.number, turn.now))
        )
    return _hear(turn, complaint, answered)


def hear_answer(turn: Turn) -> Answer | None:
    """Free words of somebody whose complaint is being followed up; None when they are no answer to that."""
    asked = turn.services.enquiries.asked(turn.person)
    if not asked:
        return None
    named, words = _named(turn, asked)
    answered = read_answer(words, _asked(named[0]) if len(named) == 1 else Asked.BOTH)
    if answered is None:
        return None
    if len(named) == 1:
        return _hear(turn, named[0], answered)
    if _ALL.match(words):
        lines = [_hear(turn, one, answered).text for one in named]
        return Answer(wording.FOLLOW_UP_ALL.format(count=len(named), lines="\n".join(lines)))
    if named:
        lines = [wording.FOLLOW_UP_LINE.format(number=one.number, title=say.title(one)) for one in asked]
        pattern, short = wording.FOLLOW_UP_WHICH, say.short(asked[0].number, turn.now)
        return Answer(pattern.format(count=len(asked), short=f"回访 {short}", lines="\n".join(lines)))
    return None


def _named(turn: Turn, asked: Sequence[Complaint]) -> tuple[list[Complaint], str]:
    """Those of the asked complaints that the words begin with the number of, and the other words; else all of them."""
    try:
        complaint, words = take_complaint(turn, "回访 0007 已解决 满意")
    except (Misread, Refused):
        return list(asked), turn.args
    if words and complaint.number in {one.number for one in asked}:
        return [complaint], words
    return list(asked), turn.args


def _hear(turn: Turn, complaint: Complaint, answered: Answered) -> Answer:
    if answered.solved is None and answered.satisfaction is None:
        menu = "\n".join(MENU_LINES)
        return Answer(wording.FOLLOW_UP_UNCLEAR.format(number=complaint.number, title=say.title(complaint), menu=menu))
    step = Step(Command.FOLLOW_UP, answer=_follow_up(answered), note=answered.reason)
    done = turn.services.desk.act(turn.person, complaint.number, step)
    answer = done.standing.follow_up or FollowUp()
    said = say.answer_words(answer)
    if done.status is Status.FOLLOW_UP:
        pattern = wording.FOLLOW_UP_SOLVED if answer.solved is None else wording.FOLLOW_UP_CONTENT
        return Answer(pattern.format(number=done.number))
    if done.status is Status.CLOSED:
        return Answer(wording.FOLLOW_UP_GOOD.format(number=done.number, answer=said))
    pattern = wording.FOLLOW_UP_BAD if done.lead else wording.FOLLOW_UP_BAD_OFFICE
    text = pattern.format(number=done.number, answer=said, unit=done.lead)
    if answer.reason:
        return Answer(text)
    turn.ask(partial(_hear_reason, done.number))
    return Answer(f"{text}{wording.FOLLOW_UP_WHY}")


def _hear_reason(number: str, turn: Turn) -> Answer:
    words = turn.args.strip()
    if words.rstrip("。.！!") in wording.NOTHING_TO_ADD:
        return Answer(wording.THANKS)
    turn.services.desk.act(turn.person, number, Step(Command.SUPPLEMENT, note=words))
    return Answer(wording.SUPPLEMENTED.format(number=number))


def _recorded(done: Complaint) -> Answer:
    said = say.answer_words(done.standing.follow_up)
    return Answer(wording.FOLLOWED.format(number=done.number, answer=said, status=done.status.label))


def _asked(complaint: Complaint) -> Asked:
    """Which question is open: a bare 是的 is read by it."""
    known = complaint.standing.follow_up or FollowUp()
    if known.solved is True and known.satisfaction is None:
        return Asked.SATISFIED
    return Asked.SOLVED if known.satisfaction is not None else Asked.BOTH


def _follow_up(answered: Answered) -> FollowUp:
    return FollowUp(answered.solved, answered.satisfaction, answered.reason)

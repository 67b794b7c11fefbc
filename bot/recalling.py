"""Its speaker has taken a message back: what was made of it is taken back too, as far as the table allows."""

from __future__ import annotations

from bot import say, wording
from bot.filing import about
from bot.for_files import recall_picture
from bot.messages import Outgoing
from bot.overhearing import retell
from bot.talk import Said
from bot.turn import Turn
from complaints.complaint import Complaint
from complaints.errors import Refusal, Refused
from complaints.facts.finding import find_facts
from complaints.limits import Item
from complaints.moves import Command, Step


def recall(turn: Turn, message_id: str) -> list[Outgoing]:
    """What its speaker reads, in private; words that nobody has acted on go without a word."""
    told = recall_picture(turn, message_id)
    if told is None:
        told = _recall_words(turn, message_id)
    return [Outgoing(turn.address, turn.person.name, told)] if told else []


def _recall_words(turn: Turn, message_id: str) -> str:
    talk = turn.memory.talk
    said, first = list(talk.said), talk.said[0].id if talk.said else ""
    forgotten = talk.forget(message_id)
    _drop_proposal(turn, first if forgotten else message_id)
    _forget_overheard(turn, message_id)
    made = _made_of(turn, message_id)
    filed = turn.services.enquiries.own(turn.person, talk.filed) if talk.filed and forgotten else None
    try:
        if filed is not None and forgotten is not None and _still_tells(turn, is_first=bool(made)):
            return _cut_out(turn, filed, forgotten)
        for complaint in made:
            turn.services.desk.act(turn.person, complaint.number, Step(Command.WITHDRAW))
    except Refused as refused:
        talk.said = said
        return say.refusal_in_chat(refused)
    if made:
        talk.begin()
    return wording.RECALLED.format(number="、".join(one.number for one in made)) if made else ""


def _drop_proposal(turn: Turn, first: str) -> None:
    """What was proposed of recalled words must not be filed by a later 确认."""
    what = about(first)
    if any(pending.about == what for pending in turn.memory.pending):
        turn.memory.drop_pending(what)
        turn.memory.question = None


def _forget_overheard(turn: Turn, message_id: str) -> None:
    """Words that wait for a decision are cut, or dropped where nothing is left that reads like a complaint."""
    listening, talk = turn.services.listening, turn.memory.talk
    heard = next((one for one in listening.open_of(turn.address) if message_id in one.message_ids), None)
    if heard is None:
        return
    is_here = talk.heard_id == heard.id
    if is_here and talk.said and turn.services.senses.detector.read(talk.text).is_complaint:
        listening.cut(heard.id, talk.text, tuple(one.id for one in talk.said))
        return
    listening.forget(heard.id)
    talk.heard_id = 0 if is_here else talk.heard_id


def _made_of(turn: Turn, message_id: str) -> list[Complaint]:
    """The complaints that began with this message: one, or one a matter."""
    enquiries = turn.services.enquiries
    whole = enquiries.of_message(turn.person, turn.address, message_id)
    if whole is not None:
        return [whole]
    parts: list[Complaint] = []
    while (part := enquiries.of_message(turn.person, turn.address, f"{message_id}#{len(parts) + 1}")) is not None:
        parts.append(part)
    return parts


def _still_tells(turn: Turn, *, is_first: bool) -> bool:
    """Whether what is left is a complaint without the recalled words."""
    talk = turn.memory.talk
    return bool(talk.said) and (not is_first or find_facts(talk.text, turn.services.towns).tells_matter)


def _cut_out(turn: Turn, complaint: Complaint, said: Said) -> str:
    """Tell the complaint without these words, within the minutes of a withdrawal."""
    allowed = turn.services.deadlines.minutes(Item.WITHDRAW, complaint.record.channel)
    if turn.now > said.at + allowed:
        minutes = str(int(allowed.total_seconds() // 60))
        raise Refused(Refusal.WITHDRAW_TOO_LATE, number=complaint.number, minutes=minutes)
    retell(turn, complaint.number)
    return wording.RECALLED_PART.format(number=complaint.number)

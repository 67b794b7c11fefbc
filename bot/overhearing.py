"""What is said in rooms without the bot being meant: heard, joined, asked about, never filed silently."""

from __future__ import annotations

from datetime import timedelta

from bot import say, wording
from bot.messages import Outgoing
from bot.talk import Said
from bot.turn import Answer, Turn
from complaints.complaint import Status
from complaints.errors import Refused
from complaints.moves import Command, Step
from complaints.overheard import Asked, Overheard
from complaints.people import Role
from complaints.records import MESSAGES

ADDS = 0.25
"""From this probability on words belong to a complaint beside them; plain thanks and greetings stay below."""
_OLD = timedelta(minutes=3)
_SHORTEST = 3
_YES = frozenset(("是", "是的", "对", "登记", "要", "好", "好的", "可以", "行", "嗯", "需要", "确认"))
_NO = frozenset(("否", "不", "不是", "不用", "不用了", "不要", "不登记", "不需要", "算了", "取消", "没事"))


def overhear(turn: Turn) -> list[Outgoing]:
    """What follows from a message of a room that was not meant for the bot: mostly nothing."""
    talk, asked = turn.memory.talk, turn.services.asks_in_rooms
    if asked is None or turn.person.role is not Role.ENTERPRISE or len(turn.args) < _SHORTEST:
        return []
    # Greetings and the like are forgotten at once: nobody has asked for them to be kept.
    if turn.services.senses.detector.read(turn.args).probability < ADDS:
        return []
    talk.add(Said(turn.message_id, turn.args, turn.at))
    if talk.filed:
        return _go_on_with_filed(turn)
    if talk.heard_id:
        turn.services.listening.go_on(talk.heard_id, talk.text, tuple(one.id for one in talk.said))
        return []
    heard = turn.services.senses.detector.read(talk.text)
    if not heard.is_complaint or not turn.services.listening.is_new(turn.address, turn.message_id):
        return []
    # An old message is replayed: its speaker has gone on, and would wonder at a question now.
    to = Asked.OFFICE if turn.now - turn.at > _OLD else asked
    ids = tuple(one.id for one in talk.said)
    talk.heard_id = turn.services.listening.overhear(
        Overheard(turn.room, turn.address, turn.person.name, talk.text, turn.at, ids, heard.probability, to)
    )
    if to is Asked.OFFICE:
        return []
    question = wording.OVERHEARD_ASK.format(room=turn.room, text=say.cut(talk.text, 60))
    return [Outgoing(turn.address, turn.person.name, question)]


def hear_decision(turn: Turn) -> Answer | None:
    """是 or 否 in private about what was overheard; None for other words, or when nothing waits."""
    words = turn.args.strip(" 。.！!，,")
    if words not in _YES | _NO:
        return None
    heard = turn.services.listening.asked(turn.address)
    if heard is None:
        return None
    if words in _NO:
        turn.services.listening.drop(turn.person, turn.address, heard.id)
        return Answer(wording.OVERHEARD_DROPPED)
    receipt = turn.services.listening.file(turn.person, turn.address, heard.id)
    return Answer(say.filed(receipt.complaint, in_room=False, now=turn.now))


def recall(turn: Turn, message_id: str) -> list[Outgoing]:
    """Its speaker has taken a message back: what was made of it is taken back too, as far as the table allows."""
    talk = turn.memory.talk
    forgotten = talk.forget(message_id)
    if turn.services.listening.recall(turn.address, message_id):
        talk.heard_id = 0
        return []
    complaint = turn.services.enquiries.of_message(turn.person, turn.address, message_id)
    if complaint is not None:
        try:
            turn.services.desk.act(turn.person, complaint.number, Step(Command.WITHDRAW))
        except Refused as refused:
            return [_privately(turn, say.refusal_in_chat(refused))]
        talk.begin()
        return [_privately(turn, wording.RECALLED.format(number=complaint.number))]
    if forgotten is not None and talk.filed:
        _retell(turn, talk.filed)
        return [_privately(turn, wording.RECALLED_PART.format(number=talk.filed))]
    return []


def join_filed(turn: Turn) -> Answer | None:
    """More words within minutes of filing become part of the same complaint.

    None where the complaint has moved on.
    """
    talk = turn.memory.talk
    complaint = turn.services.enquiries.own(turn.person, talk.filed)
    if complaint is None or complaint.status not in (Status.WAITING, Status.DISPATCHED):
        return None
    _retell(turn, talk.filed)
    return Answer(wording.JOINED.format(number=talk.filed))


def _go_on_with_filed(turn: Turn) -> list[Outgoing]:
    answer = join_filed(turn)
    return [] if answer is None else [
        Outgoing(turn.address, turn.person.name, f"@{turn.person.name} {answer.text}", turn.room)
    ]  # fmt: skip


def _retell(turn: Turn, number: str) -> None:
    """The complaint's text becomes what its speaker has said by now."""
    said = turn.memory.talk.said
    more = " ".join(one.id for one in said[1:])
    turn.services.desk.retell(turn.person, number, turn.memory.talk.text, {MESSAGES: more})


def _privately(turn: Turn, text: str) -> Outgoing:
    return Outgoing(turn.address, turn.person.name, text)

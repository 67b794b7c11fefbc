"""What is said in rooms without the bot being meant: heard, joined, asked about, never filed silently."""

from __future__ import annotations

from bot import say, wording
from bot.messages import Outgoing
from bot.missing import known_of
from bot.receipts import tell_filed
from bot.talk import Said, read_quote
from bot.turn import Answer, Memory, Turn
from complaints.complaint import Complaint, Status
from complaints.completing import CONFIDENTIAL
from complaints.facts.finding import find_facts
from complaints.overheard import Asked, Overheard
from complaints.people import Role
from complaints.privacy import wishes_secrecy
from complaints.records import MESSAGES

ADDS = 0.25
"""From this probability on words belong to a complaint beside them; plain thanks and greetings stay below."""
_SHORTEST = 3
_YES = frozenset(("是", "是的", "对", "登记", "要", "好", "好的", "可以", "行", "嗯", "需要", "确认"))
_NO = frozenset(("否", "不", "不是", "不用", "不用了", "不要", "不登记", "不需要", "算了", "取消", "没事"))


def overhear(turn: Turn) -> list[Outgoing]:
    """What follows from a message of a room that was not meant for the bot: mostly nothing."""
    quote = read_quote(turn.args)
    # What somebody else has said is not the speaker's complaint.
    turn = turn.saying(quote.rest) if quote else turn
    if turn.services.asks_in_rooms is None or turn.person.role is not Role.ENTERPRISE or len(turn.args) < _SHORTEST:
        return []
    # Greetings and the like are forgotten at once: nobody has asked for them to be kept.
    if turn.services.senses.detector.read(turn.args).probability < ADDS:
        return []
    if turn.services.listening.was_heard(turn.address, turn.message_id) or _asked_elsewhere(turn):
        return []
    turn.memory.talk.add(Said(turn.message_id, turn.args, turn.at))
    went_on = _go_on(turn)
    return _begin(turn, turn.services.asks_in_rooms) if went_on is None else went_on


def hand_to_office(turn: Turn, probability: float) -> None:
    """Words that were said long ago and cannot be asked about any more: the office decides."""
    heard = _heard(turn, probability, Asked.OFFICE)
    if not heard.id or not turn.services.listening.go_on(heard):
        turn.memory.talk.heard_id = turn.services.listening.overhear(heard)


def hear_decision(turn: Turn) -> Answer | None:
    """是 or 否 in private about what was overheard; None for other words, or when nothing waits."""
    words = turn.args.strip(" 。.！!，,")
    if words not in _YES | _NO:
        return None
    heard = turn.services.listening.asked(turn.address)
    if heard is None:
        return None
    there = turn.memories.of(heard.room, turn.address)
    if words in _NO:
        turn.services.listening.drop(turn.person, turn.address, heard.id)
        if there.talk.heard_id == heard.id:
            there.talk.begin()
        return _and_next(turn, Answer(wording.OVERHEARD_DROPPED))
    receipt = turn.services.listening.file(turn.person, turn.address, heard.id, known_of(turn))
    if there.talk.heard_id == heard.id:
        _is_decided(there, receipt.complaint.number)
    there.last_filed = (receipt.complaint.number, turn.at)
    return _and_next(turn, tell_filed(turn, receipt))


def join_filed(turn: Turn) -> Answer | None:
    """More words within minutes of filing become part of the same complaint.

    None where the complaint has moved on, or the words tell of a matter of another unit.
    """
    talk = turn.memory.talk
    complaint = turn.services.enquiries.own(turn.person, talk.filed)
    if complaint is None or complaint.status not in (Status.WAITING, Status.DISPATCHED) or _is_another_matter(turn):
        return None
    told = retell(turn, talk.filed)
    is_secret = told.record.confidential and not complaint.record.confidential
    return Answer(wording.JOINED.format(number=talk.filed) + (wording.FILED_SECRET if is_secret else ""))


def retell(turn: Turn, number: str) -> Complaint:
    """The complaint, its text being what its speaker has said by now."""
    said = turn.memory.talk.said
    more = " ".join(one.id for one in said[1:])
    told = turn.services.desk.retell(
        turn.person, number, turn.memory.talk.text, {MESSAGES: more}, lambda text: find_facts(text, turn.services.towns)
    )
    if wishes_secrecy(told.record.text) and not told.record.confidential:
        return turn.services.desk.complete(turn.person, number, {CONFIDENTIAL: "1"})
    return told


def _is_another_matter(turn: Turn) -> bool:
    """Whether the text falls apart, the words of this message being a matter of another unit."""
    parts = turn.services.senses.splitter.split(turn.memory.talk.text)
    last = parts[-1]
    return len(parts) > 1 and last.text in turn.args and last.prediction.unit != parts[0].prediction.unit


def _go_on(turn: Turn) -> list[Outgoing] | None:
    """What follows where these words go on with earlier ones; None where they begin something new."""
    talk, listening = turn.memory.talk, turn.services.listening
    if talk.heard_id:
        if listening.go_on(_heard(turn, 0.0, Asked.SPEAKER)):
            return []
        _is_decided(turn.memory, listening.number_of(talk.heard_id))
    if talk.filed:
        joined = join_filed(turn)
        if joined is not None:
            listening.is_new(turn.address, turn.message_id)
            return [Outgoing(turn.address, turn.person.name, f"@{turn.person.name} {joined.text}", turn.room)]
        talk.begin()
    if not talk.said:
        talk.add(Said(turn.message_id, turn.args, turn.at))
    return None


def _asked_elsewhere(turn: Turn) -> bool:
    """Whether the same words wait for a decision from another room: people paste what nobody answers."""
    return any(one.text == turn.args and one.room != turn.room for one in turn.services.listening.open_of(turn.address))


def _begin(turn: Turn, asked: Asked) -> list[Outgoing]:
    """Ask about words that read like a complaint."""
    talk, listening = turn.memory.talk, turn.services.listening
    reading = turn.services.senses.detector.read(talk.text)
    if not reading.is_complaint or not listening.is_new(turn.address, turn.message_id):
        return []
    # An old message is replayed: its speaker has gone on, and would wonder at a question now.
    heard = _heard(turn, reading.probability, Asked.OFFICE if turn.is_late else asked)
    talk.heard_id = listening.overhear(heard)
    return [] if heard.asked is Asked.OFFICE else [Outgoing(turn.address, turn.person.name, _question(heard))]


def _heard(turn: Turn, probability: float, asked: Asked) -> Overheard:
    talk = turn.memory.talk
    ids = tuple(one.id for one in talk.said)
    words, name = talk.text, turn.person.name
    return Overheard(turn.room, turn.address, name, words, turn.at, ids, probability, asked, id=talk.heard_id)


def _question(heard: Overheard) -> str:
    return wording.OVERHEARD_ASK.format(room=heard.room, text=say.cut(heard.text, 60))


def _is_decided(memory: Memory, number: str) -> None:
    """What waited in this place became a complaint, or with an empty number nothing."""
    if number:
        memory.talk.filed, memory.talk.heard_id = number, 0
    else:
        memory.talk.begin()


def _and_next(turn: Turn, answer: Answer) -> Answer:
    """The answer, and the question about the next words of this speaker that wait."""
    heard = turn.services.listening.asked(turn.address)
    return answer if heard is None else Answer(f"{answer.text}\n{_question(heard)}", answer.file, answer.also)

"""Pictures and recordings: kept with the complaint that they belong to; words are asked for. 附件 gives them back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot import say, wording
from bot.arguments import take_complaint
from bot.messages import Kind, Outgoing
from bot.turn import Answer, Memory, Sent, Turn
from complaints.errors import Refused
from complaints.people import Role

_BELONGS = timedelta(minutes=10)
_AT_MOST = 9


def expects_file(turn: Turn) -> bool:
    """Whether a file in this place is for the bot: what people show each other in a room is not kept."""
    return not turn.room or bool(_belongs_to(turn)) or turn.memory.talk.is_meant(turn.at, _BELONGS)


def receive_picture(turn: Turn, path: Path, name: str, kind: Kind) -> Answer | None:
    """Keep it with what its speaker has just filed, or until something is filed; None in a room with neither."""
    if not expects_file(turn):
        return None
    memory, number = turn.memory, _belongs_to(turn)
    digest = turn.services.files.keep(path, name)
    if number:
        turn.services.attaching.attach(turn.person, number, digest, name)
    memory.pictures = [one for one in memory.pictures if turn.at - one.at <= _BELONGS][1 - _AT_MOST :]
    memory.pictures.append(Sent(digest, name, turn.at, turn.message_id, number))
    return Answer(wording.PICTURE_KEPT.format(number=number)) if number else _words_please(turn, kind)


def _words_please(turn: Turn, kind: Kind) -> Answer:
    """Ask for words: what is shown or spoken tells the desk nothing."""
    if turn.person.role is Role.LIAISON and kind is not Kind.VOICE:
        return Answer(wording.WORDS_OF_UNIT_PLEASE)
    return Answer(wording.WORDS_PLEASE[kind])


def attach_waiting(turn: Turn, number: str) -> str:
    """Put what was sent just before to the complaint that is spoken of now; a sentence where there was something."""
    # What was sent in private goes also with words that were said in a room: the bot has promised it.
    places = [turn.memory, turn.private] if turn.room else [turn.memory]
    count = sum(_attach(turn, memory, number) for memory in places)
    return wording.PICTURES_ATTACHED.format(count=count) if count else ""


def recall_picture(turn: Turn, message_id: str) -> str | None:
    """Take a picture back that its speaker has recalled: what is said of it; None where there is no such picture."""
    sent = next((one for one in turn.memory.pictures if one.message_id == message_id), None)
    if sent is None:
        return None
    turn.memory.pictures.remove(sent)
    if not sent.number:
        return ""
    try:
        turn.services.attaching.take_back(turn.person, sent.number, sent.digest, sent.name)
    except Refused:
        # The same picture came from somebody else as well, whose it stays.
        return ""
    return wording.PICTURE_RECALLED.format(number=sent.number)


def attachments(turn: Turn) -> Answer:
    """附件 NUMBER: the files of a complaint, one message each."""
    complaint, _ = take_complaint(turn, "附件 0007")
    found = turn.services.attaching.files(turn.person, complaint)
    if not found:
        return Answer(wording.FILES_NONE.format(number=complaint.number))
    paths = [(one, turn.services.files.path(one.digest, one.name)) for one in found[:_AT_MOST]]
    sent = [Outgoing(turn.address, turn.person.name, one.name, file=path) for one, path in paths if path is not None]
    gone = len(found[:_AT_MOST]) - len(sent)
    text = wording.FILES.format(number=complaint.number, title=say.title(complaint), count=len(found))
    return Answer(text + (wording.FILES_GONE.format(count=gone) if gone else ""), also=tuple(sent))


def _attach(turn: Turn, memory: Memory, number: str) -> int:
    count = 0
    for at, sent in enumerate(memory.pictures):
        if not sent.number and turn.at - sent.at <= _BELONGS:
            turn.services.attaching.attach(turn.person, number, sent.digest, sent.name)
            memory.pictures[at] = replace(sent, number=number)
            count += 1
    return count


def _belongs_to(turn: Turn) -> str:
    """The number of what its speaker has filed in the last minutes, while that is open; "" without any."""
    if turn.memory.last_filed is None:
        return ""
    number, at = turn.memory.last_filed
    if turn.at - at > _BELONGS:
        return ""
    complaint = turn.services.enquiries.by_number(turn.person, number)
    return number if complaint is not None and complaint.is_open() else ""

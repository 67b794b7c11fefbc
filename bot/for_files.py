"""Pictures and recordings: kept with the complaint that they belong to; words are asked for. 附件 gives them back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot import say, wording
from bot.arguments import take_complaint
from bot.messages import Kind, Outgoing
from bot.turn import Answer, Sent, Turn

_BELONGS = timedelta(minutes=10)
_AT_MOST = 9


def receive_picture(turn: Turn, path: Path, name: str, kind: Kind) -> Answer | None:
    """Keep it with what its speaker has just filed, or until something is filed; None in a room with neither."""
    memory = turn.memory
    if turn.room and not (memory.talk.filed or memory.talk.is_meant):
        # Nobody has asked for it: what people show each other in a room is not kept.
        return None
    digest = turn.services.files.keep(path, name)
    filed = memory.talk.filed
    if filed:
        turn.services.attaching.attach(turn.person, filed, digest, name)
        return Answer(wording.PICTURE_KEPT.format(number=filed))
    memory.pictures = [one for one in memory.pictures if turn.now - one.at <= _BELONGS][: _AT_MOST - 1]
    memory.pictures.append(Sent(digest, name, turn.now))
    return Answer(wording.WORDS_PLEASE.get(kind, wording.TEXT_PLEASE))


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

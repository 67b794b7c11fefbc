"""The office decides about what was overheard in rooms: 群消息 lists, 收录 files, 不收 drops."""

from __future__ import annotations

import re

from bot import say, wording
from bot.arguments import Misread
from bot.turn import Answer, Turn

_SHOWN = 8


def waiting(turn: Turn) -> Answer:
    """群消息: what reads like a complaint and nobody has decided."""
    found = turn.services.listening.waiting(turn.person, limit=_SHOWN)
    if not found:
        return Answer(wording.ROOMS_NONE)
    lines = [wording.ROOMS_TITLE.format(shown=len(found))]
    lines += [
        wording.ROOMS_LINE.format(
            id=one.id, room=one.room or wording.IN_PRIVATE, name=say.hidden(one.name), text=say.cut(one.text, 60),
            at=say.minute(one.at), percent=say.percent(one.probability),
        )
        for one in found
    ]  # fmt: skip
    return Answer("\n".join([*lines, wording.ROOMS_END.format(id=found[0].id)]))


def take_in(turn: Turn) -> Answer:
    """收录 ID: it becomes a complaint of its speaker."""
    receipt = turn.services.listening.file(turn.person, turn.address, _id(turn, "收录 12"))
    return Answer(say.filed(receipt.complaint, in_room=False, now=turn.now))


def leave_out(turn: Turn) -> Answer:
    """不收 ID: it becomes none, and its words are forgotten."""
    heard_id = _id(turn, "不收 12")
    turn.services.listening.drop(turn.person, turn.address, heard_id)
    return Answer(wording.ROOMS_DROPPED.format(id=heard_id))


def _id(turn: Turn, example: str) -> int:
    found = re.fullmatch(r"(?:群|第|#)?\s*(\d{1,9})\s*(?:条|号)?", turn.args.strip())
    if found is None:
        raise Misread(wording.ROOMS_HOW.format(example=example))
    return int(found[1])

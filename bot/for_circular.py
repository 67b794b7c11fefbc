"""通报: the week's circular, looked at by the office before leaders get it."""

from __future__ import annotations

from bot import wording
from bot.ports import Sending
from bot.turn import Answer, Turn

_SAID = {
    Sending.SENT: wording.CIRCULAR_SENT,
    Sending.SENT_BEFORE: wording.CIRCULAR_SENT_BEFORE,
    Sending.NOT_PREVIEWED: wording.CIRCULAR_NOT_PREVIEWED,
}


def circular(turn: Turn) -> Answer:
    """通报: the week so far as text and file; 通报 确认: to the leaders, once."""
    words = turn.args.strip()
    if words in ("", "预览"):
        shown = turn.services.circulars.preview(turn.person)
        edited = wording.CIRCULAR_EDITED.format(parts="、".join(shown.edited)) if shown.edited else ""
        return Answer(wording.CIRCULAR_PREVIEW.format(told=shown.told, edited=edited), shown.file)
    if words == "确认":
        return Answer(_SAID[turn.services.circulars.send(turn.person)])
    return Answer(wording.CIRCULAR_HOW)

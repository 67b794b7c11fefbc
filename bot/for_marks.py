"""标记: the office marks a unit 一票肯定 or 问责, with a reason, and sees which marks stand."""

from __future__ import annotations

import re

from bot import say, wording
from bot.arguments import Misread
from bot.confirming import ask
from bot.turn import Answer, Turn
from campaign.marks import Mark

_WORDS = re.compile(r"(?P<unit>\S+)\s+(?P<lifts>取消|撤销)?(?P<mark>一票肯定|问责)[\s：:，,]*(?P<reason>.*)", re.DOTALL)


def mark(turn: Turn) -> Answer:
    """标记 [UNIT MARK REASON]."""
    if not turn.args.strip():
        return _standing(turn)
    found = _WORDS.fullmatch(turn.args.strip())
    if found is None or not found["reason"].strip():
        raise Misread(wording.MARK_HOW)
    unit, kind, reason = turn.services.units.demand(found["unit"]), Mark(found["mark"]), found["reason"].strip()
    marks, lifts = turn.services.marks, bool(found["lifts"])

    def run() -> Answer:
        name = (marks.lift if lifts else marks.set)(turn.person, unit, kind, reason)
        pattern = wording.MARK_LIFTED if lifts else wording.MARK_SET
        return Answer(pattern.format(unit=name, mark=kind))

    what = wording.MARK_LIFT.format(mark=kind) if lifts else kind.value
    return ask(turn, wording.WILL_MARK.format(unit=unit, mark=what, reason=say.cut(reason, 80)), run)


def _standing(turn: Turn) -> Answer:
    found = turn.services.marks.standing(turn.person)
    if not found:
        return Answer(f"{wording.MARKS_NONE}{wording.MARK_HOW}")
    lines = [
        wording.MARK_LINE.format(
            unit=one.unit, mark=one.mark, by=one.by, day=say.day(one.at), reason=say.cut(one.reason, 80)
        )
        for one in found
    ]
    return Answer("\n".join([wording.MARKS_TITLE, *lines]))

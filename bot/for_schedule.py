"""日程: what of the campaign is due in the next days, and who has not reported."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from bot import say_campaign, wording
from bot.turn import Answer, Turn
from complaints.people import Role

_DAYS = 7
_LINES = 8
_NAMES = 3


def schedule(turn: Turn) -> Answer:
    """日程: today's tasks and those of the next days, each once; a unit or town sees its own."""
    until = turn.now + timedelta(days=_DAYS)
    tasks = turn.services.campaign.schedule.due(turn.person, turn.now, until)
    if not tasks:
        return Answer(wording.SCHEDULE_NONE.format(days=_DAYS))
    is_own = turn.person.role in (Role.LIAISON, Role.TOWN)
    lines = [wording.SCHEDULE_TITLE.format(days=_DAYS)]
    days = Counter(one.task.name for one in tasks)
    first = {one.task.name: one for one in reversed(tasks)}
    for one in sorted(first.values(), key=lambda one: one.at)[:_LINES]:
        lines.append(say_campaign.task_text(one, own=is_own, days=days[one.task.name], most=_NAMES))
    return Answer("\n".join(lines))

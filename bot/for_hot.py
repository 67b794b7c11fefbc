"""热点: the same trouble told by many."""

from __future__ import annotations

import re
from datetime import timedelta

from bot import say, wording
from bot.arguments import whole_number
from bot.turn import Answer, Turn
from complaints.rights import Right, demand
from complaints.topics import Topic, cases_of

_SHOWN = 5
_DAYS = 30
_LONGEST = 366
_NUMBERS = 4


def hot(turn: Turn) -> Answer:
    """热点 [DAYS]: the hottest topics of the last days, with the complaints behind each."""
    found = re.search(r"\d{1,3}|[一二三四五六七八九十两]{1,3}", turn.args)
    days = min(max(whole_number(found[0]) if found else _DAYS, 1), _LONGEST)
    demand(turn.person, Right.STATISTICS, "热点")
    since = turn.now - timedelta(days=days)
    cases = cases_of(turn.services.enquiries.ledger(turn.person, since), turn.now)
    topics = turn.services.senses.topics.find(cases, turn.now)
    if not topics:
        return Answer(wording.HOT_NONE.format(days=days))
    lines = [wording.HOT_TITLE.format(days=days, count=len(topics), cases=len(cases))]
    return Answer("\n".join([*lines, *(_line(topic) for topic in topics[:_SHOWN]), wording.HOT_END]))


def _line(topic: Topic) -> str:
    numbers = "、".join(topic.cases[-_NUMBERS:])
    more = wording.HOT_MORE.format(count=topic.count) if topic.count > _NUMBERS else ""
    return wording.HOT_LINE.format(
        rank=topic.rank, title=say.cut(topic.title, 30), heat=topic.heat, count=topic.count, people=topic.people,
        first=say.day(topic.first), last=say.day(topic.last),
        numbers=numbers, more=more,
    )  # fmt: skip

"""宣传 and 宣传情况: a unit tells of its articles, and who has too few this week."""

from __future__ import annotations

import re

from bot import say, say_campaign, wording
from bot.arguments import Misread
from bot.turn import Answer, Turn
from campaign.publicity import Standing
from campaign.publishing import ToldArticle

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_QUOTED = re.compile(r"\s*《(?P<title>[^》]+)》\s*(?P<medium>.*)", re.DOTALL)
_EXAMPLE = "宣传 博山区优化营商环境再提速 人民网 https://www.example.cn/a/1.html"


def publish(turn: Turn) -> Answer:
    """宣传 TITLE MEDIUM [LINK]."""
    title, medium, link = read_article(turn.args)
    if not title or not medium:
        raise Misread(wording.PUBLICITY_HOW.format(example=_EXAMPLE))
    told = turn.services.campaign.publishing.tell(turn.person, title, medium, link)
    kept = wording.PUBLICITY_KEPT.format(title=say.cut(title, 40), medium=say.cut(medium, 20))
    return Answer(kept + _standing(told) + say_campaign.own_week(told.week))


def publicity(turn: Turn) -> Answer:
    """宣传情况 [表格]: this week's articles, and who has too few; a unit sees its own."""
    told = turn.services.campaign.publishing.tellings(turn.person)
    wants_file = turn.args.strip() in wording.WANTS_FILE
    path = turn.services.ledgers.make_publicity(turn.person, told) if wants_file else None
    return Answer(say_campaign.publicity_text(told), path)


def read_article(text: str) -> tuple[str, str, str]:
    """Title, medium and link of 标题 媒体 链接; the title may stand in 《》, an empty part was not told."""
    found = _LINK.search(text)
    link = found.group().rstrip("，,。；;）)") if found else ""
    words = f"{text[: found.start()]} {text[found.end() :]}" if found else text
    quoted = _QUOTED.fullmatch(words)
    if quoted:
        return quoted["title"].strip(), quoted["medium"].strip(" \n，,。；;（()）"), link
    title, _, medium = " ".join(words.split()).strip("，,。；;").rpartition(" ")
    return title, medium, link


def _standing(told: ToldArticle) -> str:
    of = told.judged.of
    if told.judged.standing is Standing.NEW:
        return ""
    if of is None:
        return wording.PUBLICITY_SAID_REPRINT
    pattern = wording.PUBLICITY_DOUBLE if told.judged.standing is Standing.DOUBLE else wording.PUBLICITY_REPRINT
    return pattern.format(unit=of.unit, of=f"{say.cut(of.title, 20)}，{of.medium}")

"""The matters that a text sets apart by marks (事项一… 1、… ●…), and what stands before and after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from complaints.numbering import Run, find_runs

_SHORTEST_MATTER = 2
_LONGEST_LEAD = 60
_EDGES = " \t\r\n　，,；;、"

_QUOTED = re.compile(r"[“「『《][^”」』》\n]{0,120}[”」』》]")
_FIELD = (
    r"(?:备注|说明|联系人|联系电话|联系方式|电话|手机号?|反映人|来电人|投诉人|诉求人|转办(?:街道|单位|意见)?|承办单位"
    r"|处理意见|办理要求|处理要求|回复要求|是否保密|来电时间|反映时间|附件|图片|工单号)"
)
_TAIL = re.compile(rf"(?:^|(?<=[。；;，,\s]))[【\[]?{_FIELD}[】\]]?\s*[：:]")
_COURTESY = re.compile(
    r"(?:(?<=[。；;！!？?\n])\s*|^\s*)(?:以上|上述|综上|盼|望(?:予|尽快|领导|协调|解决|答复|回复)|谢谢|多谢|感谢|辛苦|拜托|特此|此致|敬礼|恳请|敬请|顺祝"
    r"|祝(?:工作|身体|您|各位)|请(?:相关|有关|领导|上级)|希望(?:相关|有关|领导|政府|上级|尽快)|麻烦(?:领导|您|你们|帮))"
    r"[^。；;！!？?\n]*[。；;！!？?]?\s*$"
)
_PLACE_FIELD = re.compile(r"(?:地址|地点|位置|事发地|属地|企业(?:名称)?|单位(?:名称)?|公司(?:名称)?)址?\s*[：:]")
_IDENTITY = re.compile(
    r"(?:我们?公?司?|本公?司|我厂|咱们?|俺们?|来电人|市民|其|这里|这边)(?:是|系|为|在|称其?(?:是|系|为|在))[^，,。；;：:！!\s没不未无]{2,30}(?=[，,。；;：:\s]|$)"
)
_HOUSE = re.compile(r"[厂店村镇司社矿园区场行馆院校]|街道|企业|工地|小区|项目")
_NO_MATTERS = re.compile(
    r"(?:证据|材料|清单|理由|依据|原因|步骤|流程|程序|附件|手续|资料|条件|经过|过程|规定|准备|需要|需|提交|缺|具备|提供"
    r"|原话|情形|标准|危害|体现|声源|举例|内容|行为|事实|要求|请求|希望|恳请|建议|期望|盼|请|表现|症状|体现|操作)"
    r"(?:如下|有|是|为|包括|分别|具体|我们|企业|窗口|一下|到?了?|以下|几[点项条]|[一二两三四五六]?[点项条份]|[一二两三四五六])*[：:，,]?\s*$"
    r"|(?:根据|按照?|依照|依据|参照)[^。；;\n]{0,40}$"
)
_MATTERS_FOLLOW = re.compile(r"(?:问题|事项|困难|难题|难处|需求|协调|反映)[^。；;\n]{0,8}$")
_MATTERS_COUNTED = re.compile(
    r"(?:[两俩二三四五六几2-9]\s*(?:件|桩)(?!套|衣|货)|不同的?(?:问题|事)|互不相关|不是一回事|各不相同)[^。；;\n]{0,16}$"
)
_DATE_LED = re.compile(
    r"(?:\d{4}年|\d{1,2}月(?!份?的|电费|水费|工资)|\d{1,2}[日号]|去年|前年|今年\d+月|上周|上月|昨[天日]|至今|后来|随后|之后|然后|接着)"
    r"(?![^，,。；;]{0,6}的)"
)
_ANNOUNCES = re.compile(
    r"(?:以下|如下|下列|下面|[几两俩二三四五六七八2-9]\s*(?:个|件|点|条|项|方面|桩|大)|主要|分别|多个|一些|若干|不少|目前的|现有)"
)
_SECTION = re.compile(
    r"[【\[]?(?:基本情况|背景|事由|事项|反映(?:内容|问题|事项|情况)|主要(?:内容|问题|诉求)|诉求(?:内容|目的)?|问题描述|来电(?:记录|内容)"
    r"|(?:事情|主要|办理)?经过|影响|后果|损失|要求|请求|希望|建议|依据|证据|理由|备注|处理意见|办理意见)[】\]]?\s*(?:[：:】\n]|$)"
)
_TURN = re.compile(
    r"另|还[有想要称说反]|此外|同时|顺[便带]|再[就一有说者补]|其次|最后|对了|除|第[二2]|[一两]件|\n|[②⑵]|[二2][、.．是）)]|方面"
)
"""What a text that turns to another matter nearly always has one of; quick to look for in many."""
_TELLS = re.compile(
    r"[没不未无难慢坏拖欠卡停贵高低漏堵破旧乱差吵臭脏少缺断等急驳退跑罚涨]|一直|被|怎么|咨询|如何|迟迟|老化|能否|多少"
)


@dataclass(frozen=True, slots=True)
class Outline:
    """A text that numbers its pieces: what stands before them, and the pieces without their marks.

    `named` says that the words of the marks call them matters (事项一, 第二件事).
    """

    lead: str
    items: tuple[str, ...]
    named: bool


def propose_parts(text: str) -> tuple[str, ...]:
    """The matters that a text numbers itself (事项一… 1、… （二）…), or nothing where it numbers fewer than two."""
    for outline in outlines(text):
        if is_list_of_matters(outline):
            return outline.items
    return ()


def outlines(text: str) -> list[Outline]:
    """Every way in which the text numbers two pieces or more, the outermost first."""
    runs = find_runs(without_quotes(text))
    found = [_outline(text, run, _end(run, runs, len(text))) for run in runs]
    return [outline for outline in found if len(outline.items) >= 2]


def is_list_of_matters(outline: Outline) -> bool:
    """Whether the pieces can be matters by their form; wishes, proofs, papers, steps and dates are not."""
    if outline.named:
        return True
    dated = sum(_DATE_LED.match(item) is not None for item in outline.items)
    return not (
        _NO_MATTERS.search(outline.lead)
        or sum(_SECTION.match(item) is not None for item in outline.items) >= 2
        or dated * 2 > len(outline.items)
        or not (_MATTERS_FOLLOW.search(outline.lead) or any(_TELLS.search(item) for item in outline.items))
    )


def counts_matters(lead: str) -> bool:
    """Whether the words before the pieces call them matters apart (想反映两件事)."""
    return _MATTERS_COUNTED.search(lead[-30:]) is not None


def may_turn(text: str) -> bool:
    """Whether a word or mark of the text may lead to another matter: asked of many, before anything costs time."""
    return _TURN.search(text) is not None


def without_announcement(lead: str) -> str:
    """What stands before the pieces, without the clause that only says that several follow (反映以下三个问题：)."""
    clauses = re.split(r"(?<=[。；;，,！!？?\n])", lead)
    while clauses and (not clauses[-1].strip(_EDGES) or _ANNOUNCES.search(clauses[-1])):
        clauses.pop()
    return "".join(clauses).strip(_EDGES)


def without_quotes(text: str) -> str:
    """The text in its length, with □ for what it quotes: marks and words there are not the writer's own."""
    return _QUOTED.sub(lambda quoted: "□" * len(quoted[0]), text)


def identity(lead: str) -> str:
    """What in the words before the matters says who speaks or where it is; empty when they say neither."""
    sentences = [sentence.strip(_EDGES) for sentence in re.split(r"[\n。；;]", lead)]
    fields = [one for one in sentences if _PLACE_FIELD.match(one) and len(one) <= _LONGEST_LEAD]
    if fields:
        return "，".join(fields)
    found = _IDENTITY.search(lead)
    return found[0] if found and _HOUSE.search(found[0]) else ""


def without_tail(text: str) -> str:
    """The text up to the fields that follow it (备注：… 联系电话：…), without the courtesies that close it."""
    found = _TAIL.search(text)
    words = (text[: found.start()] if found else text).strip(_EDGES)
    while (courtesy := _COURTESY.search(words)) and courtesy.start() > 0:
        words = words[: courtesy.start()].strip(_EDGES)
    return words


def _end(run: Run, runs: Sequence[Run], length: int) -> int:
    """Where the last piece of a run ends: at the next mark of one that began before it, else with the text."""
    outer = (mark.start for other in runs if other.start < run.start for mark in other.marks)
    return min((start for start in outer if start > run.marks[-1].end), default=length)


def _outline(text: str, run: Run, end: int) -> Outline:
    ends = [*(mark.start for mark in run.marks[1:]), end]
    pieces = [without_tail(text[mark.end : stop]) for mark, stop in zip(run.marks, ends, strict=True)]
    items = tuple(piece for piece in pieces if len(piece) >= _SHORTEST_MATTER)
    return Outline(text[: run.start].strip(_EDGES), items, run.named)

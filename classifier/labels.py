"""What a complaint calls its one thing by: 尾号5519, 合同编号bs-2020-007, 第二训练场, 东侧, 7号楼."""

from __future__ import annotations

import re
from dataclasses import dataclass

from complaints.companies.words import HOUSES, TRADES

_CLAUSE = re.compile(r"[^,。;!?\n]+[,。;!?\n]*")
_SETTLED = re.compile(
    r"(?:已经?|后来|上周|上个?月|前(?:面|一)|后)[^,。;]{0,10}(?:退|付清|补|好|缴|解决|核了|核对|结清|修|办完|抬)"
    r"|(?:跟|和|与)[^,。;]{1,16}(?:不是(?:一|同)|不一样|不同|无关|两码事)|退了$|好了$"
)
_WHAT = (
    r"(?:户号|表号|尾号|(?<!工单)(?<!信件)(?<!受理)(?<!登记)编号|证号|(?<!工)(?<!一)单号|案号|票号|账号|卡号|批号|订单号?|合同|许可证|罚单|发票|车牌|产权证|房产证|决定书"
    r"|通知书|环罚字|贷款)"
)
_NUMBERED = re.compile(
    rf"{_WHAT}[^0-9a-z*,。;]{{0,6}}(?P<after>(?:[(〔\[]\d{{4}}[)〕\]]第?)?[0-9a-z*][0-9a-z*\-/]{{1,24}})"
    r"(?!\d*(?:元|万|块|%|年|月|日|天))"
    r"|[)〕\]][^0-9*,。;]{0,6}(?P<before>\d*[0-9*]{2,}\d*)号(?!楼)"
)
# A case's or a deed's number of which a part is hidden: 002***4, 执1**; a phone is none.
_MASKED = re.compile(r"(?<![\da-z*])(?!1\d\d\*{4}\d{4})[a-z]*\d*\*+\d*(?![\d*])")
_TURN = re.compile(r"第(?P<which>[一二三四五六七八九十\d]+)(?P<of>[期批笔])")
_ORDINAL = re.compile(r"第(?P<which>[一二三四五六七八九十\d]+)(?P<of>(?!次|时间|一次|批|季)[\u4e00-\u9fff]{2})")
_HOUSE = re.compile(r"(?P<which>\d+)号(?P<of>楼|车间|门|院|线|仓|库|机|炉|窑)")
_SIDE = re.compile(r"(?P<which>[东西南北])(?P<of>侧|门|区|头|厂区|院)(?![\u4e00-\u9fff]?[村镇])")
# Which of several shops: 岭西店; 火锅店 says what sort it is.
_BRANCH = re.compile(
    r"(?P<which>[\u4e00-\u9fff](?![零一二三四五六七八九十分总老新旧饭药门书商酒网花面鞋旅本该小大的各家这那个间])[\u4e00-\u9fff])(?P<of>店)(?![主员铺里面长老])"
)
_KINDS = TRADES | HOUSES
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Labels:
    """The numbers of a text, and for what kinds of part it says which one it is."""

    numbers: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()  #: (楼, 7), (训练, 二)


def find_labels(current: str) -> Labels:
    """Return the labels of a text that `unsettled` has been through: others that are settled do not count."""
    found_numbers = (found["after"] or found["before"] for found in _NUMBERED.finditer(current))
    numbers = [one for one in found_numbers if _DIGIT.search(one) and "*" not in one]
    masked = [found[0] for found in _MASKED.finditer(current) if _DIGIT.search(found[0])] if "*" in current else []
    parts: dict[str, str] = {}
    for pattern in (_ORDINAL, _TURN, _HOUSE, _SIDE):
        for found in pattern.finditer(current):
            parts.setdefault(found["of"], found["which"])
    for found in _BRANCH.finditer(current):
        if found["which"] not in _KINDS:
            parts.setdefault(found["of"], found["which"])
    return Labels(tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(masked)), tuple(sorted(parts.items())))


def unsettled(text: str) -> str:
    """Return a normalised text without the clauses that say what is done by now, or is another thing."""
    clauses = _CLAUSE.findall(text)
    kept = [clause for clause in clauses if not _SETTLED.search(clause.rstrip(",。;!?\n"))]
    return "".join(kept) if kept else text


def differ(one: Labels, other: Labels) -> bool:
    """Whether both say by a number, or of the same kind of part, which they mean, and mean different ones."""
    ours, theirs = dict(one.parts), dict(other.parts)
    return (
        _are_apart(one.numbers, other.numbers)
        or _are_apart(one.masked, other.masked)
        or any(ours[kind] != theirs[kind] for kind in ours.keys() & theirs.keys())
    )


def _are_apart(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return bool(mine and theirs) and not any(_is_same(number, their) for number in mine for their in theirs)


def _is_same(one: str, other: str) -> bool:
    """Whether one number may be the other or its end: 尾号5519 of 37030000005519; a hidden figure is any figure."""
    if "*" in one or "*" in other:
        return all(
            mine == theirs or "*" in (mine, theirs) for mine, theirs in zip(one[::-1], other[::-1], strict=False)
        )
    return one.endswith(other) or other.endswith(one)

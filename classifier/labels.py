"""What a complaint calls its one thing by: 尾号5519, 合同编号bs-2020-007, 第二训练场, 东侧, 7号楼."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLAUSE = re.compile(r"[^,。;!?\n]+[,。;!?\n]*")
_SETTLED = re.compile(
    r"(?:已经?|后来|上周|上个?月|前(?:面|一)|后)[^,。;]{0,10}(?:退|付清|补|好|缴|解决|核了|核对|结清|修|办完|抬)"
    r"|(?:跟|和|与)[^,。;]{1,16}(?:不是(?:一|同)|不一样|不同|无关|两码事)|退了$|好了$"
)
_WHAT = (
    r"(?:户号|表号|尾号|编号|证号|单号|案号|票号|账号|卡号|批号|订单号?|合同|许可证|罚单|发票|车牌|产权证|房产证|决定书"
    r"|通知书|环罚字|贷款)"
)
_NUMBERED = re.compile(
    rf"{_WHAT}[^0-9a-z*,。;]{{0,6}}(?P<after>(?:[(〔\[]\d{{4}}[)〕\]]第?)?[0-9a-z*][0-9a-z*\-/]{{1,24}})"
    r"(?!\d*(?:元|万|块|%|年|月|日|天))"
    r"|[)〕\]][^0-9*,。;]{0,6}(?P<before>\d*[0-9*]{2,}\d*)号(?!楼)"
)
_ORDINAL = re.compile(r"第(?P<which>[一二三四五六七八九十\d]+)(?P<of>(?!次|时间|一次|批|季)[\u4e00-\u9fff]{2})")
_HOUSE = re.compile(r"(?P<which>\d+)号(?P<of>楼|车间|门|院|线|仓|库|机|炉|窑)")
_SIDE = re.compile(r"(?P<which>[东西南北])(?P<of>侧|门|区|头|厂区|院)(?![\u4e00-\u9fff]?[村镇])")
_FIGURE = re.compile(r"[0-9*]")


@dataclass(frozen=True, slots=True)
class Labels:
    """The first number of a text, and for what kinds of part it says which one it is."""

    number: str = ""
    parts: tuple[tuple[str, str], ...] = ()  #: (楼, 7), (训练, 二)


def find_labels(text: str) -> Labels:
    """Return the labels of a normalised text; what it says of others that are settled does not count."""
    current = unsettled(text)
    numbers = (found["after"] or found["before"] for found in _NUMBERED.finditer(current))
    number = next((one for one in numbers if _FIGURE.search(one)), "")
    parts: dict[str, str] = {}
    for pattern in (_ORDINAL, _HOUSE, _SIDE):
        for found in pattern.finditer(current):
            parts.setdefault(found["of"], found["which"])
    return Labels(number, tuple(sorted(parts.items())))


def unsettled(text: str) -> str:
    """Return a normalised text without the clauses that say what is done by now, or is another thing."""
    clauses = _CLAUSE.findall(text)
    kept = [clause for clause in clauses if not _SETTLED.search(clause.rstrip(",。;!?\n"))]
    return "".join(kept) if kept else text


def differ(one: Labels, other: Labels) -> bool:
    """Whether both say by a number, or of the same kind of part, which they mean, and mean different ones."""
    numbers = bool(one.number and other.number) and not _is_same(one.number, other.number)
    ours, theirs = dict(one.parts), dict(other.parts)
    return numbers or any(ours[kind] != theirs[kind] for kind in ours.keys() & theirs.keys())


def _is_same(one: str, other: str) -> bool:
    """Whether one number is the other or its end: 尾号5519 of 37030000005519."""
    return one.endswith(other) or other.endswith(one)

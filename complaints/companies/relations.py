"""Whether two names mean the same enterprise."""

from __future__ import annotations

from enum import Enum, auto

from complaints.companies.alike_characters import are_alike
from complaints.companies.names import CompanyName, read_name
from complaints.companies.place_words import level_of

_NUMERALS = frozenset("零一二三四五六七八九十百0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


_USUAL = frozenset(
    "鑫欣新信源元原盛胜晟圣昌达大泰宏洪鸿恒润瑞顺诚成城兴丰峰福富利力亿益嘉佳家康龙隆祥翔辉明铭安华通同金锦玉宇中正天海东德"
)
"""What enterprises are mostly named with."""


class Relation(Enum):
    """What two names are to each other."""

    SAME = auto()  #: Equal but for places and legal form.
    SHORT = auto()  #: One is a short form of the other: 清釉公司, 清釉陶瓷.
    SLIP = auto()  #: One is the other with a slip of the pen.
    UNSURE = auto()  #: Alike, and possibly two enterprises.
    OTHER = auto()
    NOBODY = auto()  #: One of them names nobody.


def same_company(one: str, other: str) -> bool | None:
    """Whether both names mean the same enterprise; None when one is empty or general, or nobody can say.

    Short names, legal forms and places may differ, unless the places exclude each other (博山, 淄川). A slip is
    forgiven by length: two neighbours exchanged; in a proper part of three or more one character missing, or one
    that sounds or looks alike; from four on any one character. In a proper part of two, 清柚 may be another
    enterprise than 清釉: None, unless the trade is long (禾生机泵制造, 禾笙机泵制造) and one of the two is no
    character that every other enterprise is named with (鑫源, 鑫元). Numerals and letters are never a slip.
    """
    return {
        Relation.SAME: True,
        Relation.SHORT: True,
        Relation.SLIP: True,
        Relation.OTHER: False,
    }.get(relation(read_name(one), read_name(other)))


def relation(one: CompanyName, other: CompanyName) -> Relation:
    """What the two names are to each other."""
    if not one.proper or not other.proper:
        return Relation.NOBODY
    found = _relation(one, other)
    if found in (Relation.SAME, Relation.SHORT, Relation.SLIP) and _are_apart(one.places, other.places):
        return Relation.UNSURE
    return found


def distance(one: str, other: str, most: int = 3) -> int:
    """How many characters are wrong, missing or exchanged with a neighbour; `most` when it is that or more."""
    if abs(len(one) - len(other)) >= most:
        return most
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, character in enumerate(one, 1):
        last, row, before = before, [at], row
        for to, against in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (character != against))
            if at > 1 and to > 1 and character == other[to - 2] and one[at - 2] == against:
                cost = min(cost, last[to - 2] + 1)
            row.append(cost)
    return min(row[-1], most)


def _relation(one: CompanyName, other: CompanyName) -> Relation:
    if one.core == other.core:
        return Relation.SAME
    short, long = sorted((one, other), key=lambda name: len(name.proper))
    rest = long.proper.removeprefix(short.proper)
    # An unknown trade was read as a part of the proper name: 禾笙, 禾笙特材.
    if short.proper == long.proper or (len(rest) >= 2 and long.proper != rest):
        found = _by_trade(short.trade, rest + long.trade if rest != long.proper else long.trade)
        return found if found is not Relation.OTHER else _by_core(one.core, other.core)
    if one.trade == other.trade:
        return _by_proper(short.proper, long.proper, len(one.trade))
    if not (one.trade and other.trade) and _by_proper(short.proper, long.proper, 0) is not Relation.OTHER:
        return Relation.UNSURE
    return _by_core(one.core, other.core) if one.proper[:2] == other.proper[:2] else Relation.OTHER


def _by_trade(one: str, other: str) -> Relation:
    if one == other:
        return Relation.SAME
    if not one or not other or _is_within(one, other) or _is_within(other, one):
        return Relation.SHORT
    return Relation.UNSURE if one[:2] == other[:2] else Relation.OTHER


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of the one stand in the other in their order: 耐材 in 耐火材料."""
    rest = iter(long)
    return all(character in rest for character in short)


def _by_core(one: str, other: str) -> Relation:
    """For names that begin alike, and whose trades are not both known."""
    wrong = distance(one, other)
    if wrong == 1 and min(len(one), len(other)) >= 4 and not _differ_by_numeral(one, other):
        return Relation.SLIP if _is_alike_slip(one, other) else Relation.UNSURE
    return Relation.UNSURE if wrong == 2 and min(len(one), len(other)) >= 6 else Relation.OTHER


def _by_proper(short: str, long: str, trade: int) -> Relation:
    wrong = distance(short, long)
    if wrong >= 2:
        return Relation.UNSURE if wrong == 2 and len(short) >= 5 else Relation.OTHER
    if _differ_by_numeral(short, long):
        return Relation.OTHER
    if len(short) < len(long):
        return Relation.SLIP if len(short) >= 3 else Relation.UNSURE
    if sorted(short) == sorted(long):
        return Relation.SLIP if trade or len(short) >= 3 else Relation.UNSURE
    if _is_alike_slip(short, long):
        is_long = len(short) >= 3 or (trade >= 4 and not set(short) ^ set(long) <= _USUAL)
        return Relation.SLIP if is_long else Relation.UNSURE
    return (Relation.OTHER, Relation.UNSURE, Relation.SLIP)[min(len(short), 4) - 2]


def _is_alike_slip(one: str, other: str) -> bool:
    return len(one) != len(other) or sorted(one) == sorted(other) or all(map(are_alike, one, other))


def _differ_by_numeral(one: str, other: str) -> bool:
    return bool((set(one) ^ set(other)) & _NUMERALS)


def _are_apart(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two places of the same level differ."""
    levels = {level_of(place): place for place in ones}
    return any(levels.get(level_of(place), place) != place for place in others)

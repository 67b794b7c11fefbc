"""Where two texts of nearly the same words differ: in a number, in a place, in what is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from classifier.numerals import chinese_number

_WORD = re.compile(r"(?![零一二三四五六七八九十百千万两俩半座])[\u4e00-\u9fff]")
_NUMBER = re.compile(
    r"(?P<number>\d+(?:\.\d+)?|[零一二三四五六七八九十百千两俩半]+)(?:(?P<large>[万亿])"
    r"(?P<rest>[1-9一二三四五六七八九](?![\d十百千年月日号.]))?)?"
)
_LARGE = {"万": 10_000, "亿": 100_000_000}
_PLACE_END = re.compile(
    "[村路街店园门厅馆桥河湖库站口段侧镇区院庙寺山校楼场处房庭庄峪岭崖号]|社区|街道|中心|广场|大厦|市场"
)
_REACH = 3
"""Characters at the end of what differs in which it is shown to be a place."""
_BEHIND = 2
"""Characters behind it that may say so: the 店 of 城东店 and 城西店."""
_LEAST_PLACE = 4.0
_LEAST_WORD = 2
_MOST = 20.0
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Differences:
    """What stands in one text where another thing stands in the other, each from 0 to 1."""

    numbers: float = 0.0  #: Another number in the same place.
    places: float = 0.0
    words: float = 0.0  #: How much the words tell that stand in each other's place; the rest of the text has neither.


NONE = Differences()


def find_differences(one: str, other: str, weight: Callable[[str], float]) -> Differences:
    """Return where two normalised texts of like words differ; `weight` says how much one character tells.

    Their first 240 characters are compared, which say what is meant: the time grows with the square.
    """
    one, other = one[:_LONGEST], other[:_LONGEST]
    numbers = places = words = 0.0
    ours, others = _numbers(one), _numbers(other)
    for tag, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        mine, theirs = one[start:end], other[begin:stop]
        numbers = numbers or float(_are_other(ours, others, (start, end), (begin, stop)))
        letters = _letters(mine, other), _letters(theirs, one)
        # One character for another is a slip, or 断电 for 停电.
        told = min(sum(map(weight, some)) for some in letters) if max(map(len, letters)) >= _LEAST_WORD else 0.0
        words = max(words, told)
        if told > _LEAST_PLACE and _is_place(one, end, mine) and _is_place(other, stop, theirs):
            places = 1.0
    return Differences(numbers, places, min(words / _MOST, 1.0))


def _numbers(text: str) -> list[tuple[int, int, float]]:
    """Return begin, end and value of each number; 2.16万 and 21600 have the same."""
    found = ((number, _value(number)) for number in _NUMBER.finditer(text))
    return [(number.start(), number.end(), value) for number, value in found if value]


def _value(number: re.Match[str]) -> float:
    large = _LARGE.get(number["large"], 1)
    # 六万八 is 68000.
    rest = (chinese_number(number["rest"]) or 0) * large / 10 if number["rest"] else 0
    return (chinese_number(number["number"]) or 0) * large + rest


def _are_other(
    ours: Sequence[tuple[int, int, float]],
    others: Sequence[tuple[int, int, float]],
    mine: tuple[int, int],
    theirs: tuple[int, int],
) -> bool:
    """Whether both parts hold numbers, of which none stands anywhere in the other text."""
    here, there = _within(ours, *mine), _within(others, *theirs)
    all_ours, all_others = ({value for _, _, value in some} for some in (ours, others))
    return bool(here and there) and not here & all_others and not there & all_ours


def _within(numbers: Sequence[tuple[int, int, float]], start: int, end: int) -> set[float]:
    return {value for begin, stop, value in numbers if begin < end and start < stop}


def _letters(words: str, other: str) -> list[str]:
    """Return the characters of the words that the other text has nowhere; numerals are none."""
    return [letter for letter in dict.fromkeys(words) if _WORD.match(letter) and letter not in other]


def _is_place(text: str, end: int, words: str) -> bool:
    return bool(_PLACE_END.search(words[-_REACH:] + text[end : end + _BEHIND]))

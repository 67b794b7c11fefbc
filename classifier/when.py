"""The months, days and years that a text speaks of: 6月3日, 六七月份, 二季度, 上个月, 春节."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from classifier.numerals import chinese_number

_CN = r"[一二三四五六七八九十]"
_MONTHS = re.compile(
    rf"(?:(?P<year>\d{{4}}|\d{{2}}(?=年))[年./-])?(?P<first>1[0-2]|0?[1-9]|十[一二]?|(?<![十几个])[一二三四五六七八九])"
    rf"(?:[、,，到至和及~—-]?(?P<last>1[0-2]|0?[1-9]|十[一二]?|[二三四五六七八九]))?"
    rf"(?:月(?!子|饼|嫂|台|票)份?(?P<day>\d{{1,2}}|{_CN}{{1,3}})?(?=[日号]|[^\d]|$)(?P<sign>[日号])?)"
)
# 6·18 and 9·9 are called by their day, 4、5两月 are two months.
_DOTTED = re.compile(r"(?<![\d.])(?P<month>1[0-2]|[1-9])·(?P<day>3[01]|[12]\d|[1-9])(?!\d)")
_LISTED = re.compile(rf"(1[0-2]|[1-9]|{_CN})[、,和](1[0-2]|[1-9]|{_CN})(?:两个?|俩)月")
_ISO = re.compile(r"(?<!\d)20\d\d[./-](?P<month>1[0-2]|0?[1-9])(?:[./-](?P<day>3[01]|[12]\d|0?[1-9]))?(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)年?(?:度)?(?!\d)")
_NAMED: tuple[tuple[re.Pattern[str], frozenset[int]], ...] = tuple(
    (re.compile(words), frozenset(months))
    for words, months in (
        ("(?:一|1|首|第一)季度", (1, 2, 3)),
        ("(?:二|2|第二)季度", (4, 5, 6)),
        ("(?:三|3|第三)季度", (7, 8, 9)),
        ("(?:四|4|第四)季度", (10, 11, 12)),
        ("上半年", range(1, 7)),
        ("下半年", range(7, 13)),
        ("春节|过年(?!检)|年前|正月", (1, 2)),
        ("元旦", (1, 12)),
        ("清明", (4,)),
        ("五一|劳动节", (5,)),
        ("端午", (6,)),
        ("高考|中考", (6,)),
        ("暑假|三伏", (7, 8)),
        ("中秋", (9,)),
        ("国庆|十一假期|十一长假", (10,)),
        ("入冬|冬天|冬季", (11, 12, 1, 2)),
        ("夏天|夏季|入夏", (6, 7, 8)),
    )
)
_RELATIVE: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(words), back)
    for words, back in (("上上个?月", 2), ("(?<!上)上个?月(?!台)", 1), ("[本这]个?月(?!子)", 0))
)
_YEARS_BACK: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(words), back)
    for words, back in (("大前年", 3), ("(?<!大)前年", 2), ("去年|上年度", 1), ("今年|本年度", 0))
)
_ANY_NAMED = re.compile("|".join(words.pattern for words, _ in _NAMED))
_ANY_RELATIVE = re.compile("|".join(words.pattern for words, _ in (*_RELATIVE, *_YEARS_BACK)))
_RANGE = 6


@dataclass(frozen=True, slots=True)
class When:
    """What times a text names. `back` are months that can only be told from the day it was made (上个月: 1)."""

    months: frozenset[int] = frozenset()
    days: frozenset[tuple[int, int]] = frozenset()  #: Month and day.
    years: frozenset[int] = frozenset()
    back: frozenset[int] = frozenset()
    years_back: frozenset[int] = frozenset()

    def named(self) -> bool:
        """Whether any time is named."""
        return bool(self.months or self.back or self.years or self.years_back)


def find_when(text: str, at: datetime | None = None) -> When:
    """Return the times that a normalised text names; 上个月 becomes a month where `at` tells when it was said."""
    months, days = _dates(text)
    years = {int(found[1]) for found in _YEAR.finditer(text)}
    if _ANY_NAMED.search(text):
        for pattern, named_months in _NAMED:
            if pattern.search(text):
                months |= named_months
    relative = _ANY_RELATIVE.search(text)
    back = {months_back for pattern, months_back in _RELATIVE if pattern.search(text)} if relative else set()
    years_back = {ago for pattern, ago in _YEARS_BACK if pattern.search(text)} if relative else set()
    if at is None:
        return When(frozenset(months), frozenset(days), frozenset(years), frozenset(back), frozenset(years_back))
    months |= {(at.month - 1 - ago) % 12 + 1 for ago in back}
    years |= {at.year - ago for ago in years_back}
    return When(frozenset(months), frozenset(days), frozenset(years))


def _dates(text: str) -> tuple[set[int], set[tuple[int, int]]]:
    """Return the months and days that are written by their numbers."""
    months: set[int] = set()
    days: set[tuple[int, int]] = set()
    for found in _MONTHS.finditer(text):
        named = _months(found)
        months |= named
        if len(named) == 1 and (day := _day(found)):
            days |= {(month, day) for month in named}
    for found in (*_ISO.finditer(text), *_DOTTED.finditer(text)):
        months.add(int(found["month"]))
        if found["day"]:
            days.add((int(found["month"]), int(found["day"])))
    for found in _LISTED.finditer(text):
        months |= {int(month) for name in found.groups() if (month := chinese_number(name))}
    return months, days


def _months(found: re.Match[str]) -> set[int]:
    first = chinese_number(found["first"])
    last = chinese_number(found["last"]) if found["last"] else first
    if first is None or last is None:
        return set()
    if not first <= last <= first + _RANGE:
        return {int(first), int(last)}
    return set(range(int(first), int(last) + 1))


def _day(found: re.Match[str]) -> int:
    if not (found["day"] and (found["sign"] or found["day"].isdigit())):
        return 0
    day = chinese_number(found["day"])
    return int(day) if day and 1 <= day <= 31 else 0

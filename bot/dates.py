"""Reads the day, or the number of working days, that somebody's words begin with."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot import wording
from bot.arguments import Misread, narrow, whole_number

_HALF_A_YEAR = 183
_HALF_A_MONTH = 15
_CHINESE = "一二三四五六七八九十廿卅"
_N = rf"(?:\d{{1,2}}|[{_CHINESE}]{{1,3}})"
_YEAR = r"(?:20\d{2}|二[〇零○]二[〇零○一二三四五六七八九])"
_YEAR_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_COUNTED = r"(?:[个天次家件户人台万亿千元吨米%年月倍]|小时|公里|工作日|[kK][vV])"
_NOT_DAYS = r"(?![日号]?\s*(?:[之以]?内|[之以]?后|左右|多))"
# 9.13 is a day only where it stands alone: 3.5万元 and 1-2个月 are none.
_ALONE = rf"(?=\s*$|[日号前止,;。]|[之以]前|\s+(?!{_COUNTED})){_NOT_DAYS}"
_WEEK = r"(?:周|星期|礼拜)"
_WEEKDAYS = "一二三四五六日"
_THIS_OR_NEXT = ("本", "这", "当", "下")
_AHEAD = {"今": 0, "明": 1, "后": 2, "大后": 3}

_LEAD = re.compile(
    rf"\s*(?:(?:申请|请求|拟)\s*)?(?:(?:延期?|延长|推迟|顺延|展期)?[至到]|延期(?!\s*{_N}\s*[日天个]))?[\s:]*"
)
_TAIL = re.compile(
    rf"(?:\s*\(?{_WEEK}[{_WEEKDAYS}天]\)?)?"
    r"(?:\s*(?:[之以]?前|为?止)(?=[\s,:;。]|$)|[之以]?前(?![往期后去来台端段述面方])|为?止|[之以]?内(?![部容外]))?"
    r"[\s,:;。、.]*"
)
_RANGE = re.compile(rf"\s*[至到~-]\s*(?:{_N}\s*[日号月./-]|{_WEEK}[{_WEEKDAYS}天])")
_WORKING_DAYS = re.compile(
    rf"\s*(?:(?:申请|请求)\s*)?(?:再?延期?|延长|顺延|展期)?[\s:]*(?P<days>两|{_N})\s*个?工作日"
    r"(?![之以]?前|[之以]?后|以来)(?:[之以]?内)?[\s,:;。、]*"
)


def take_date(text: str, today: date) -> tuple[date | None, str]:
    """The day that the words begin with (2021-09-13, 9月13日, 13日, 下周五, 月底), and the words after it.

    None where there is no day, or a span of days; Misread for a day that no calendar has. Without a year it is this
    year's, or next year's where that lies more than half a year back.
    """
    plain = narrow(text)
    lead = _LEAD.match(plain)
    start = lead.end() if lead else 0
    for pattern, read in _SHAPES:
        found = pattern.match(plain, start)
        if found is None:
            continue
        if _RANGE.match(plain, found.end()):
            return None, text
        day = read(found, today)
        if day is None:
            raise Misread(wording.DATE_IMPOSSIBLE.format(typed=text[start : found.end()].strip()))
        tail = _TAIL.match(plain, found.end())
        return day, text[tail.end() if tail else found.end() :].strip()
    return None, text


def take_working_days(text: str) -> tuple[int, str] | None:
    """The number of working days, 1 to 99, that the words begin with (延期五个工作日), and the words after it."""
    found = _WORKING_DAYS.match(narrow(text))
    days = whole_number(found["days"]) if found else 0
    return (days, text[found.end() :].strip()) if found and days else None


def _without_year(found: re.Match[str], today: date) -> date | None:
    return _nearest(int(found["month"]), int(found["day"]), today)


def _in_a_month(found: re.Match[str], today: date) -> date | None:
    """2021-09-13, 9月13日, 下月5号, 9月底."""
    year, written, word = _year(found["year"], today), found["month"], found["day"]
    if written and not written.startswith(_THIS_OR_NEXT):
        month = whole_number(written)
    else:
        named = _next_month(today) if written and written.startswith("下") else today
        year, month = year or named.year, named.month
    if word in "底末":
        first = _real(year, month, 1) if year else _nearest(month, 1, today)
        return _next_month(first) - timedelta(days=1) if first else None
    return _real(year, month, whole_number(word)) if year else _nearest(month, whole_number(word), today)


def _end_of_year(found: re.Match[str], today: date) -> date | None:
    return _real(_year(found["year"], today) or today.year, 12, 31)


def _day_only(found: re.Match[str], today: date) -> date | None:
    """This month's, or next month's where that lies more than half a month back: on the 28th, 5日 is still to come."""
    number = whole_number(found["day"])
    day = _real(today.year, today.month, number)
    if day and (today - day).days > _HALF_A_MONTH:
        following = _next_month(today)
        return _real(following.year, following.month, number)
    return day


def _from_today(found: re.Match[str], today: date) -> date | None:
    return today + timedelta(days=_AHEAD[found["ahead"]])


def _weekday(found: re.Match[str], today: date) -> date | None:
    """The day of this week or a later one; 周一 alone, said on a Thursday, is the one to come."""
    name = found["weekday"].replace("天", "日")
    number = int(name) - 1 if name.isdecimal() else _WEEKDAYS.index(name)
    day = today + timedelta(days=number - today.weekday(), weeks=found["weeks"].count("下"))
    return day + timedelta(weeks=1) if not found["weeks"] and day < today else day


def _year(word: str | None, today: date) -> int | None:
    if word is None:
        return None
    relative = {"今": today.year, "本": today.year, "明": today.year + 1}
    return relative.get(word) or int(word.replace("二", "2").translate(_YEAR_DIGITS))


def _nearest(month: int, day: int, today: date) -> date | None:
    this, following = _real(today.year, month, day), _real(today.year + 1, month, day)
    if this:
        return this if (today - this).days <= _HALF_A_YEAR else following
    return following if following and (following - today).days <= _HALF_A_YEAR else None


def _next_month(day: date) -> date:
    """Its first day."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_Reader = Callable[[re.Match[str], date], date | None]
# The first shape that fits is read. 三日 alone may well mean three days, so it is a day only after 至 or 到.
_SHAPES: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (
        re.compile(r"(?P<year>20\d{2})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<day>\d{1,2})(?!\d)[日号]?"),
        _in_a_month,
    ),
    (re.compile(r"(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d|\s*-\s*\d)[日号]?"), _in_a_month),
    (
        re.compile(
            rf"(?:(?P<year>{_YEAR}|[今明本])年\s*)?(?P<month>{_N}|本|这个|当|下个?)?\s*月份?\s*"
            rf"(?:(?P<day>[底末]|{_N}(?=\s*[日号])|{_N}(?!\s*{_COUNTED}|\d|\.\d))\s*[日号]?)"
        ),
        _in_a_month,
    ),
    (re.compile(rf"(?:(?P<year>{_YEAR}|[今明本])年年?|年)[底末]"), _end_of_year),
    (re.compile(rf"(?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_ALONE}[日号]?"), _without_year),
    (
        re.compile(
            rf"(?P<day>\d{{1,2}}|[一二三]?十[一二三四五六七八九]|[二三]十|[廿卅][{_CHINESE}]?|(?<=[至到])[{_CHINESE}])"
            rf"{_NOT_DAYS}(?:日(?![常用均照志])|号{_ALONE})"
        ),
        _day_only,
    ),
    (re.compile(r"(?P<ahead>大后|[今明后])[天日]"), _from_today),
    (re.compile(rf"(?P<weeks>[本这]个?|下{{0,2}}个?){_WEEK}(?P<weekday>[{_WEEKDAYS}天1-6])"), _weekday),
)

"""Date cells: Excel dates and serials of both epochs, and the ways in which people write a date."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from inbox.phones import EMPTY_WORDS
from inbox.sheets import Cell

CHINA = ZoneInfo("Asia/Shanghai")
EARLIEST, LATEST = 2000, 2100
# Excel's day 60 is a 29 February 1900 that never was, so days count from 30 December 1899.
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30, tzinfo=CHINA), datetime(1904, 1, 1, tzinfo=CHINA)
_SERIALS = range(20000, 80000)
_CLOCK = (
    r"(?:[T\s]*(?P<half>上午|下午|早上|清晨|凌晨|中午|晚上|傍晚|[AaPp][Mm])?\s*"
    r"(?P<hour>\d{1,2})\s*[::时点]\s*(?P<minute>\d{1,2})?\s*[:分]?\s*(?P<second>\d{1,2})?(?:\.\d+)?\s*秒?"
    r"\s*(?P<late>[AaPp][Mm])?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?" + _CLOCK
)
_NO_YEAR = re.compile(r"(?P<month>\d{1,2})\s*(?:月\s*(?P<day>\d{1,2})\s*[日号]?|[-/.](?P<other_day>\d{1,2}))" + _CLOCK)
_DOTTED_CLOCK = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\s+(?P<hour>\d{1,2})\.(?P<minute>\d{2})"
)
_NAMED_MONTH = re.compile(
    r"(?:(?P<day>\d{1,2})[-\s](?P<month>[A-Za-z]{3,9})[-\s,]+|(?P<name>[A-Za-z]{3,9})\.?\s+(?P<later_day>\d{1,2}),?\s+)"
    r"(?P<year>\d{4})" + _CLOCK
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CHINESE_DATE = re.compile(
    r"(?P<year>[〇零○OＯ一二三四五六七八九]{4})年(?P<month>[元一二三四五六七八九十]{1,3})月(?P<day>[一二三四五六七八九十廿卅]{1,4})[日号]?"
)
_CHINESE_DIGITS = {**{digit: at for at, digit in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0, "O": 0, "元": 1}
_YEAR_LAST = re.compile(r"(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>\d{4})" + _CLOCK)
_DIGITS = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)\s*(?:(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?"
)
_NUMBER = re.compile(r"\d{5}(?:\.\d+)?|\d{13}")
# What people write behind a day that is a limit, and behind any date.
_BEFORE = re.compile(r"(?:\s*(?:之前|以前|前|止|截止))?[.。,，;；]?$")
_WEEKDAY = re.compile(r"[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?")
_AFTERNOON = {"下午", "晚上", "傍晚", "pm"}


class DateUnreadable(ValueError):
    """The cell holds something that is no date, no possible date, or two possible dates."""


@dataclass(frozen=True, slots=True)
class Dating:
    """How a sheet writes its dates: from which day serials count, and the year of those without one (0: unknown)."""

    epoch_1904: bool = False
    year: int = 0

    def read(self, cell: Cell) -> datetime | None:
        """The moment in the cell, as read_time reads it."""
        return read_time(cell, self.epoch_1904, self.year)


def read_time(cell: Cell, epoch_1904: bool = False, year: int = 0) -> datetime | None:
    """The moment in China's time, or None for an empty cell; DateUnreadable rather than a guess.

    08/09/2021 is refused, since nobody can say which number is the month; so is a date without its year, unless
    the sheet's title gives the one `year`.
    """
    if type(cell) is str:
        return _from_text(cell, epoch_1904, year)
    if isinstance(cell, datetime):
        # Checked first: rounding the last second of the year 9999 would overflow.
        return _whole_second(_in_range(cell.replace(tzinfo=CHINA)))
    if isinstance(cell, date):
        return _in_range(datetime(cell.year, cell.month, cell.day, tzinfo=CHINA))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(float(cell), epoch_1904)
    raise DateUnreadable(str(cell))


@lru_cache(maxsize=65536)
def _from_text(text: str, epoch_1904: bool, year: int) -> datetime | None:
    text = _WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text)).strip().strip("'\"=`").strip()
    text = _BEFORE.sub("", text)
    if text.lower() in EMPTY_WORDS:
        return None
    if _NUMBER.fullmatch(text):
        return _from_number(float(text), epoch_1904)
    if found := _YEAR_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        return _moment(found, int(found["month"]), int(found["day"]))
    if found := _YEAR_LAST.fullmatch(text):
        one, two = int(found["one"]), int(found["two"])
        if one <= 12 and two <= 12 and one != two:
            raise DateUnreadable(text)
        return _moment(found, min(one, two), max(one, two))
    return _in_words(text, year)


def _in_words(text: str, year: int) -> datetime:
    """The rarer ways to write a date: with the month's name, in Chinese numerals, and without a year."""
    if found := _NAMED_MONTH.fullmatch(text):
        month = (found["month"] or found["name"])[:3].lower()
        if month in _MONTHS:
            return _moment(found, _MONTHS.index(month) + 1, int(found["day"] or found["later_day"]))
    if found := _CHINESE_DATE.fullmatch(text):
        year = int("".join(str(_CHINESE_DIGITS[digit]) for digit in found["year"]))
        return _moment(found, _chinese_number(found["month"]), _chinese_number(found["day"]), year)
    if found := _DOTTED_CLOCK.fullmatch(text):
        return _moment(found, int(found["month"]), int(found["day"]))
    if year and (found := _NO_YEAR.fullmatch(text)):
        return _moment(found, int(found["month"]), int(found["day"] or found["other_day"]), year)
    raise DateUnreadable(text)


def _chinese_number(words: str) -> int:
    """三十一 is 31, 廿三 is 23, 十 is 10."""
    words = words.replace("廿", "二十").replace("卅", "三十")
    tens, _, ones = words.rpartition("十")
    unit = _CHINESE_DIGITS.get(ones, 0)
    return unit if "十" not in words else 10 * _CHINESE_DIGITS.get(tens, 1) + unit


def _from_number(number: float, epoch_1904: bool) -> datetime | None:
    """A serial day of the workbook's epoch, a date written as one number, or a Java timestamp."""
    if number == 0:
        return None
    if 0 < number < 1e9 and int(number) in _SERIALS:
        epoch = _EPOCH_1904 if epoch_1904 else _EPOCH_1900
        return _in_range(epoch + timedelta(seconds=round(number * 86400)))
    if (number.is_integer() and 1e7 <= number < 1e8) or 1e13 <= number < 1e14:
        return _from_text(str(int(number)), epoch_1904, 0)
    if 1e12 <= number < 1e13:
        return _in_range(datetime.fromtimestamp(number / 1000, CHINA).replace(microsecond=0))
    raise DateUnreadable(str(number))


def _moment(found: re.Match[str], month: int, day: int, year: int = 0) -> datetime:
    parts = found.groupdict()
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (parts.get("half") or parts.get("late") or "").lower()
    if (half in _AFTERNOON and hour < 12) or (half == "中午" and hour < 3):
        hour += 12
    elif half in ("am", "凌晨") and hour == 12:
        hour = 0
    try:
        # 24:00 ends a day in many systems; datetime only knows the next day's 0:00.
        hour_of_day = 0 if hour == 24 else hour
        start = _in_range(datetime(year or int(parts["year"]), month, day, hour_of_day, minute, second, tzinfo=CHINA))
        return _zoned(start + timedelta(days=hour == 24), parts.get("zone"))
    except ValueError as error:
        raise DateUnreadable(found.string) from error


def _zoned(moment: datetime, zone: str | None) -> datetime:
    if not zone:
        return moment
    offset = "+00:00" if zone == "Z" else zone
    return datetime.fromisoformat(moment.replace(tzinfo=None).isoformat() + offset).astimezone(CHINA)


def _whole_second(moment: datetime) -> datetime:
    """A day's fraction in binary misses whole seconds by some microseconds."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _in_range(moment: datetime) -> datetime:
    if not EARLIEST <= moment.year < LATEST:
        raise DateUnreadable(moment.isoformat())
    return moment

"""Numbers of complaints: how they are written, and how people type them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

_FULL = re.compile(r"(?:BS)?(20\d{6})(?:-(?P<short>\d{1,6})|(?P<glued>\d{4,6}))", re.IGNORECASE)
_SHORT = re.compile(r"(?:第|#|NO\.?)?(\d{1,6})(?:号|號)?", re.IGNORECASE)
_POSITION = re.compile(r"第(\d{1,3}|[一二三四五六七八九十]{1,3})[件条个项]")
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}


def write_number(day: date, sequence: int) -> str:
    """The number of the `sequence`-th complaint of a day: BS20210830-0001."""
    return f"BS{day:%Y%m%d}-{sequence:04d}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A number as somebody typed it: a whole one, a day's sequence, or a place in the list shown last."""

    number: str = ""
    sequence: int = 0
    position: int = 0


def read_reference(text: str) -> Reference | None:
    """What complaint is meant by BS20210830-0007, 20210830-7, 0007, 7号 or 第7件; None when none is."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if (found := _FULL.fullmatch(plain)) and (day := _real_day(found[1])):
        return Reference(number=write_number(day, int(found["short"] or found["glued"])))
    if found := _POSITION.fullmatch(plain):
        return Reference(position=_whole_number(found[1]))
    if (found := _SHORT.fullmatch(plain)) and int(found[1]) > 0:
        return Reference(sequence=int(found[1]))
    return None


def _real_day(digits: str) -> date | None:
    try:
        return datetime.strptime(digits, "%Y%m%d").date()  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        return None


def _whole_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, has_ten, units = text.rpartition("十")
    ten = (_CHINESE_DIGITS.get(tens, 1) if tens else 1) * 10 if has_ten else 0
    return ten + _CHINESE_DIGITS.get(units, 0)

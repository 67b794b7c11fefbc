"""The numbers of a text with what they count: 47万元, 四十七万, 俩月, 23人."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONEY, DAYS, OTHER = "元", "天", ""

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_SIGNS = "零〇一二三四五六七八九十百千两俩仨半"
_COUNTED = re.compile(
    rf"(?<![月\d.{_SIGNS}*])(?P<about>大?约|近|将近|超过?|不到|几乎)?"
    rf"(?P<number>\d{{1,9}}(?:\.\d+)?(?![\d*])|[{_SIGNS}]+)(?P<more>多|余|来|几)?(?P<large>[万亿])?"
    r"(?P<rest>(?<=[万亿])(?:[一二三四五六七八九][一二三四五六七八九十百千]*|[1-9](?![\d.年月日号/-])))?(?P<more2>多|余|来)?个?(?P<half>半)?"
    r"(?P<unit>块(?P<jiao>[一二三四五六七八九1-9](?![十百千\d.]))?|元|月|天|日|拉月|周|星期|礼拜|年|[名口位户人次回趟遍拨米吨间台份亩张条度℃%])?"
)
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SPAN = {"月": 30.0, "拉月": 30.0, "天": 1.0, "日": 1.0, "周": 7.0, "星期": 7.0, "礼拜": 7.0, "年": 365.0}
_BARE = 10_000
"""A larger number that counts nothing is a hotline's or an order's."""
_NO_NAME = 2
_LEAST_SUM = 100
_LOOSE, _CLOSE = 0.16, 0.03
"""How far apart two numbers may be that mean the same, where one is 四十多万 and where both are exact."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text: its value in yuan, in days, or as counted; `about` when the text says 近 or 多."""

    kind: str
    value: float
    about: bool = False

    def agrees(self, other: Quantity) -> bool:
        """Whether both may be the same number."""
        # 三千二 is mostly money, though the text does not say so.
        is_sum = {self.kind, other.kind} == {MONEY, OTHER} and min(self.value, other.value) >= _LEAST_SUM
        if self.kind != other.kind and not is_sum:
            return False
        room = _LOOSE if self.about or other.about else _CLOSE
        return abs(self.value - other.value) <= room * max(self.value, other.value)


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of a normalised text; dates, and ones too small to tell anything, are not among them."""
    plain = _GROUPED.sub("", text.replace("百分之", " "))
    found = (_quantity(match) for match in _COUNTED.finditer(plain))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def chinese_number(digits: str) -> float | None:
    """Return the value of 二十三, 三万八's 三 or 3.8; None when the digits make no number."""
    try:
        return float(digits)
    except ValueError:
        pass
    if digits == "半":
        return 0.5
    total, digit, step = 0.0, 0, 1
    for sign in digits:
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
            # 六千零八 is 6008, 六千八 is 6800.
            step = step if digit else 10
        elif sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit, step = 0, _TENS[sign]
        else:
            return None
    return total + digit * (step / 10 if step > 10 else 1)


def _quantity(match: re.Match[str]) -> Quantity | None:
    value = chinese_number(match["number"])
    unit = match["unit"] or ""
    # 6月 is a month, 6个月 and 俩月 are a time.
    if value is None or (unit == "月" and "个" not in match[0] and match["number"] not in ("俩", "仨", "半")):
        return None
    about = bool(match["about"] or match["more"] or match["more2"])
    if match["large"]:
        value = _large(value, match["large"], match["rest"] or "")
    if match["half"]:
        value += 0.5
    if unit in _SPAN:
        return Quantity(DAYS, value * _SPAN[unit], about) if unit != "年" or value < 100 else None
    if unit.startswith(("块", "元")) or match["large"]:
        return Quantity(MONEY, value + _tenths(match["jiao"]) / 10, about) if value >= 1 else None
    # 百川 and 五老峰 count nothing, 三千二 does.
    plain = match["number"][0].isascii() or len(match["number"]) > _NO_NAME
    counted = bool(unit) or "个" in match[0] or (plain and value < _BARE)
    return Quantity(OTHER, value, about) if counted and value > 3 else None


def _large(value: float, large: str, rest: str) -> float:
    """Return the value with its 万, and with what follows it: the 八 of 三万八, the 八千 of 三万八千."""
    value *= _LARGE[large]
    if len(rest) == 1:
        return value + _tenths(rest) * _LARGE[large] / 10
    return value + (chinese_number(rest) or 0)


def _tenths(digit: str | None) -> float:
    """Return the value of the one digit that follows 块 or 万; 0 without one."""
    return (chinese_number(digit) or 0) if digit else 0

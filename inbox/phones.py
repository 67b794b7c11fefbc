"""Phone cells: what kind of number they hold, and its text."""

from __future__ import annotations

import re
import unicodedata

from complaints.records import PhoneKind

EMPTY_WORDS = frozenset(
    {
        "", "无", "空", "-", "--", "—", "——", "/", "\\", "0", "none", "null", "nan", "n/a", "na", "nil",
        "未留", "未知", "不详", "没有", "暂无", "未提供", "未登记", "无电话", "待补充", "未填", "未填写",
    }
)  # fmt: skip
_SECRET = re.compile(r"保密|匿名|不公开|不愿|不便|隐藏|隐私|拒绝|拒留|私密")
_MASK = re.compile(r"[*×xX●•○◯■□#✱∗＊﹡?]")
_MOBILE = re.compile(r"^(?:\+?86|0086)?[\s-]*(1[3-9]\d)[\s-]*(\d{4})[\s-]*(\d{4})$")
_PLAIN_MOBILE = re.compile(r"^1[3-9]\d{9}$", re.ASCII)
_PLAIN_MASKED = re.compile(r"^1[3-9]\d\*{4}\d{4}$", re.ASCII)
_LOST_DIGITS = re.compile(r"^\d(?:\.\d+)?[eE]\+?\d+$")
_MASK_OR_SPACE = re.compile(r"[\s*×xX●•○◯■□#✱∗﹡?\-]")


def read_phone(text: str) -> tuple[str, PhoneKind]:
    """The number and its kind. The number is empty unless its kind is FULL or MASKED.

    A masked number (138****1234) tells who may be meant and identifies nobody; a hidden one (保密, ***) is a
    wish to be respected; a cell without at least seven digits holds no number.
    """
    if _PLAIN_MOBILE.match(text):
        return text, PhoneKind.FULL
    if _PLAIN_MASKED.match(text):
        return text, PhoneKind.MASKED
    text = unicodedata.normalize("NFKC", text).strip().strip("'\"`=\t ")
    text = text.removesuffix(".0") if text.endswith(".0") else text
    if text.lower() in EMPTY_WORDS or _LOST_DIGITS.match(text):
        return "", PhoneKind.NONE
    if mobile := _MOBILE.match(text):
        return "".join(mobile.groups()), PhoneKind.FULL
    return _other(text)


def hides_itself(text: str) -> bool:
    """Does the cell of a phone say that it is not to be passed on, with its number or without: 转保密, 138…（保密）."""
    return bool(text) and not text.isascii() and bool(_SECRET.search(text))


def _other(text: str) -> tuple[str, PhoneKind]:
    digits = sum(character.isdigit() for character in text)
    if _MASK.search(text):
        hidden = not _MASK_OR_SPACE.sub("", text)
        return ("", PhoneKind.SECRET) if hidden else (text, PhoneKind.MASKED)
    if digits >= 7:
        return text, PhoneKind.FULL
    return "", PhoneKind.SECRET if _SECRET.search(text) else PhoneKind.NONE

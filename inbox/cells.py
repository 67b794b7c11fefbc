"""Cells to words: body text to the letter, names and numbers in one spelling."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from functools import lru_cache

from inbox.phones import EMPTY_WORDS
from inbox.sheets import Cell

# Written by Excel for a carriage return; some exporters write it out, with or without the line feed.
_ESCAPED_BREAK = re.compile(r"(?:_x000[Dd]_)+\r?\n?|_x000[Aa]_|\r\n?")
# Control characters, and the invisible ones that reverse or hide text. ZWJ stays: emoji are built with it.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_SPACE = re.compile(r"\s+")
_WRAPPED = re.compile(r'^=?\s*"(?P<inner>.*)"$')
# As Excel writes it: one digit before the point, and a sign; 2021E08 is a number that somebody gave.
_SCIENTIFIC = re.compile(r"^\d(?:\.\d+E\+?\d+|E\+\d+)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3}){2,}$")
#: A double holds 15 significant digits of a decimal number; Excel replaces the rest by zeros.
EXACT_DIGITS = 15


class DigitsLost(ValueError):
    """A long order number went through a number cell and its last digits are gone."""


def text_of(cell: Cell) -> str:
    """The cell as text to the letter: line breaks in one form, invisible characters out, ends stripped."""
    if type(cell) is not str:
        return _other_text(cell)
    # The fast way for the common cell: printable text has nothing to mend.
    if cell.isprintable():
        text = cell.strip()
        return _ESCAPED_BREAK.sub("\n", text) if "_x000" in text else text
    return _INVISIBLE.sub("", _ESCAPED_BREAK.sub("\n", cell)).strip()


# A column of names or states repeats a few words a million times. Typed, or 1 would answer for True.
@lru_cache(maxsize=32768, typed=True)
def word_of(cell: Cell) -> str:
    """The cell as one short word (a name, a status): half-width, single spaces, 无 and - read as empty."""
    text = text_of(cell)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if not text.isprintable() or "  " in text:
        text = _SPACE.sub(" ", text)
    return "" if text.lower() in EMPTY_WORDS else text


@lru_cache(maxsize=32768, typed=True)
def name_of(cell: Cell) -> str:
    """A person's or a firm's name: as written, without breaks; 无 and - read as empty."""
    text = text_of(cell)
    if not text.isprintable():
        text = _SPACE.sub(" ", text)
    return "" if text.lower() in EMPTY_WORDS else text


def order_no_of(cell: Cell) -> str:
    """The order number in its one spelling, "" when there is none; DigitsLost when Excel has cut it."""
    if type(cell) is str:
        cell = cell.strip()
        if cell.isascii() and cell.isalnum() and "e" not in cell.lower():
            return "" if cell.lower() in EMPTY_WORDS else cell
        return _order_no_text(cell)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if abs(cell) >= 10**EXACT_DIGITS:
            raise DigitsLost(str(cell))
        return str(int(cell)) if float(cell).is_integer() else str(cell)
    if isinstance(cell, date | time):
        # 2021-8-1, typed as a number of one's own, has become a day.
        raise DigitsLost(str(cell))
    return word_of(cell)


def _order_no_text(text: str) -> str:
    text = unicodedata.normalize("NFKC", text_of(text))
    if wrapped := _WRAPPED.match(text):
        text = wrapped["inner"]
    text = _SPACE.sub("", text).strip("'\"`")
    if _SCIENTIFIC.match(text):
        raise DigitsLost(text)
    if text.endswith(".0") and text[:-2].isdigit():
        text = text[:-2]
    if _THOUSANDS.match(text):
        text = text.replace(",", "")
    return "" if text.lower() in EMPTY_WORDS else text


def _other_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**EXACT_DIGITS:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)

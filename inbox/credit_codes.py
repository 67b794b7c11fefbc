"""Unified social credit codes: the cell's code and its check character (GB 32100-2015)."""

from __future__ import annotations

import unicodedata

from inbox.cells import text_of
from inbox.phones import EMPTY_WORDS
from inbox.sheets import Cell

# The alphabet without I, O, S, V and Z; each place weighs a power of 3.
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def is_credit_code(code: str) -> bool:
    """Is this a unified social credit code whose check character is right."""
    if len(code) != 18 or any(character not in _ALPHABET for character in code):
        return False
    total = sum(_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17]))
    return _ALPHABET[-total % 31] == code[17]


def code_of(cell: Cell) -> str | None:
    """The code in one spelling, right or wrong; None for an empty cell, "" for one that has lost its digits."""
    code = unicodedata.normalize("NFKC", "".join(text_of(cell).split())).strip("'\"`=").upper()
    if code.lower() in EMPTY_WORDS:
        return None
    # 无, 办理中: words instead of a code; and 9.137E+17: a code that was kept as a number.
    return code if code.isascii() and code.isalnum() else None if not code.isascii() else ""

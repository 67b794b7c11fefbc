"""Unified social credit codes as cells hold them."""

from __future__ import annotations

import unicodedata

from complaints.companies.credit_codes import is_credit_code
from inbox.cells import text_of
from inbox.phones import EMPTY_WORDS
from inbox.sheets import Cell

__all__ = ["code_of", "is_credit_code"]


def code_of(cell: Cell) -> str | None:
    """The code in one spelling, right or wrong; None for an empty cell, "" for one that has lost its digits."""
    code = unicodedata.normalize("NFKC", "".join(text_of(cell).split())).strip("'\"`=").upper()
    if code.lower() in EMPTY_WORDS:
        return None
    # 无, 办理中: words instead of a code; and 9.137E+17: a code that was kept as a number.
    return code if code.isascii() and code.isalnum() else None if not code.isascii() else ""

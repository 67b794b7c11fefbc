"""Lines of invented ledgers, and credit codes that are right."""

from __future__ import annotations

from datetime import datetime

from campaign.ledger_ports import LedgerLine
from complaints.clocks import SHANGHAI
from complaints.records import Enterprise

IN_TIME = datetime(2021, 8, 29, 15, 0, tzinfo=SHANGHAI)
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def code(serial: int) -> str:
    """A credit code of an invented enterprise, its check character counted by the standard's table of weights."""
    body = f"91370304MA{serial:06d}X"
    total = sum(_ALPHABET.index(character) * weight for character, weight in zip(body, _WEIGHTS, strict=True))
    return body + _ALPHABET[(31 - total % 31) % 31]


def line(
    name: str, unit: str = "区税务局", uscc: str = "", at: datetime | None = IN_TIME, **facts: object
) -> LedgerLine:
    """A line of a unit's 附件1."""
    return LedgerLine(Enterprise(name=name, unit=unit, uscc=uscc, **facts), at)  # type: ignore[arg-type]

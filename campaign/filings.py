"""Which of the units that owe 附件1 have reported it, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from campaign.samples import SampleEnterprise


class FilingState(StrEnum):
    """How a unit stands with what it owes; the value is the office's word."""

    IN_TIME = "按时"
    LATE = "迟报"
    UNDATED = "已报"  #: It came before the desk kept when.
    MISSING = "未报"


@dataclass(frozen=True, slots=True)
class Filing:
    """A unit's 附件1: how many enterprises it has, how many of them marked, how many that other units have too."""

    unit: str
    state: FilingState
    first_at: datetime | None = None
    enterprises: int = 0
    disputes: int = 0
    shared: int = 0


def filings(enterprises: Sequence[SampleEnterprise], units: Sequence[str], due: datetime | None) -> list[Filing]:
    """One line a unit, in the order of `units`; a unit has reported in time when its first line came by `due`."""
    by_unit: dict[str, list[SampleEnterprise]] = {unit: [] for unit in units}
    for one in enterprises:
        for unit in {line.unit for line in one.lines} & by_unit.keys():
            by_unit[unit].append(one)
    return [_filing(unit, reported, due) for unit, reported in by_unit.items()]


def _filing(unit: str, reported: Sequence[SampleEnterprise], due: datetime | None) -> Filing:
    if not reported:
        return Filing(unit, FilingState.MISSING)
    lines = [line for one in reported for line in one.lines if line.unit == unit]
    moments = [line.line.came_at for line in lines]
    known = [at for at in moments if at]
    if len(known) < len(moments):
        first_at, state = None, FilingState.UNDATED
    else:
        first_at = min(known)
        state = FilingState.IN_TIME if due is None or first_at <= due else FilingState.LATE
    return Filing(
        unit, state, first_at, len(reported),
        sum(one.of_unit(unit).disputes for one in reported),
        sum(len(one.units) > 1 for one in reported),
    )  # fmt: skip

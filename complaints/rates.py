"""The rates by which units are compared, each with what it is made of. A rate without its two numbers says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from complaints.ports import RateCounts

ALL_UNITS = "全区"


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many."""

    numerator: int
    denominator: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def text(self) -> str:
        """12/15=80.0%, and 0/0 as — where there is nothing to count."""
        share = f"{self.share:.1%}" if self.share is not None else "—"
        return f"{self.numerator}/{self.denominator}={share}"


@dataclass(frozen=True, slots=True)
class Rates:
    """One unit's rates. Those who were asked and said nothing are counted apart and in no rate."""

    unit: str
    response: Ratio  #: 响应率: signed or given back in time, of those that should have been.
    on_time: Ratio  #: 按时办结率: reported done in time, of those reported or overdue.
    solved: Ratio  #: 解决率: solved, of those of which the enterprise has said whether.
    content: Ratio  #: 满意率: 满意 and 基本满意, of those of which the enterprise has said how content it is.
    unanswered: int  #: 未评价: asked, and nothing was said.


def rates_of(counts: RateCounts) -> Rates:
    """The rates that these counts make."""
    return Rates(
        counts.unit,
        Ratio(counts.responded, counts.to_respond),
        Ratio(counts.finished, counts.to_finish),
        Ratio(counts.solved, counts.solved_known),
        Ratio(counts.content, counts.content_known),
        counts.unanswered,
    )


def total(counts: Sequence[RateCounts]) -> RateCounts:
    """All units together: the sums of the counts, never the mean of the rates."""
    names = [field.name for field in fields(RateCounts) if field.name != "unit"]
    return RateCounts(ALL_UNITS, **{name: sum(getattr(one, name) for one in counts) for name in names})

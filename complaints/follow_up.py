"""The follow-up: what an enterprise says when it is asked whether its complaint is solved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Satisfaction(StrEnum):
    """How content the enterprise is with the handling."""

    SATISFIED = "satisfied"
    BASIC = "basic"  #: 基本满意: counts as content in the rates.
    DISSATISFIED = "dissatisfied"

    @property
    def label(self) -> str:
        """The degree as the office says it."""
        return _LABELS[self]


_LABELS = {
    Satisfaction.SATISFIED: "满意",
    Satisfaction.BASIC: "基本满意",
    Satisfaction.DISSATISFIED: "不满意",
}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The answer so far: what was not said yet is None. `at` is when it was last added to."""

    solved: bool | None = None
    satisfaction: Satisfaction | None = None
    reason: str = ""
    at: datetime | None = None

    @property
    def is_bad(self) -> bool:
        """Whether it sends the complaint back: not solved, or solved and not content."""
        return self.solved is False or self.satisfaction is Satisfaction.DISSATISFIED

    @property
    def is_good(self) -> bool:
        """Whether nothing more need be asked: solved, and content with it."""
        return self.solved is True and self.satisfaction in (Satisfaction.SATISFIED, Satisfaction.BASIC)

"""Whether a new model may take the place of the one in use, by what both say of rows that neither has learnt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

LEAST_ROWS = 30
"""Fewer rows tell nothing of two models."""
LEAST_OF_UNIT = 10
"""Of a unit with fewer rows a single one would decide."""
MOST_LOST = 0.10
"""How much of its recall a unit may lose."""
ROWS_LOST = 3
"""What a unit loses with fewer rows is chance: other rows beside them are enough for it."""
_ROUNDING = 1e-9


class Measure(StrEnum):
    """Which rows the two models were compared on."""

    RECENT_CASES = "recent_cases"  #: The newest cases that people have confirmed since the model in use was trained.
    OUT_OF_FOLD = "out_of_fold"  #: Training rows, each judged by a model of the cross-validation that had not seen it.


class Reason(StrEnum):
    """Why a model is promoted, or is not."""

    FIRST = "first"  #: There is no model that could be read.
    NOT_WORSE = "not_worse"  #: Not worse overall, and on no unit badly.
    WORSE = "worse"  #: Worse overall by more than one standard error.
    UNIT_WORSE = "unit_worse"  #: A unit would lose too much of its recall.
    TOO_FEW = "too_few"  #: There are too few rows to compare on.


@dataclass(frozen=True, slots=True)
class UnitChange:
    """The recall of one label on its `rows` with the model in use and with the new one, 0 to 1."""

    unit: str
    rows: int
    before: float
    after: float

    @property
    def is_bad(self) -> bool:
        """Whether the unit has rows enough to tell, and would lose too much."""
        lost = self.before - self.after
        return self.rows >= LEAST_OF_UNIT and lost > MOST_LOST + _ROUNDING and lost * self.rows > ROWS_LOST - 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of the comparison: `before` and `after` are accuracies on the `rows`.

    `error` is the standard error of their difference; `losses` are the units whose recall falls, the worst first.
    Without a comparison all figures are 0.
    """

    reason: Reason
    measure: Measure = Measure.OUT_OF_FOLD
    rows: int = 0
    before: float = 0.0
    after: float = 0.0
    error: float = 0.0
    losses: tuple[UnitChange, ...] = ()

    @property
    def allows(self) -> bool:
        """Whether the new model may be used without anybody's word."""
        return self.reason in (Reason.FIRST, Reason.NOT_WORSE)

    @property
    def was_compared(self) -> bool:
        """Whether there was a model, and were rows enough, to compare with."""
        return self.reason not in (Reason.FIRST, Reason.TOO_FEW)


def compare(truth: Sequence[str], before: Sequence[str], after: Sequence[str], measure: Measure) -> Verdict:
    """Return whether `after` may replace `before`, both labels said of the same rows, whose labels are `truth`.

    The one-standard-error rule: it may where its accuracy is not below the other's by more than one standard error
    of the paired difference, which is made of the rows on which one alone is right, as in McNemar's test; and where
    no label with ten rows or more loses three of them and more than 0.10 of its recall. Fewer than thirty rows tell
    nothing.
    """
    rows = len(truth)
    if rows < LEAST_ROWS:
        return Verdict(Reason.TOO_FEW, measure, rows)
    labels = np.array(truth)
    was, is_ = labels == np.array(before), labels == np.array(after)
    difference = is_.astype(np.float64) - was
    error = float(difference.std(ddof=1) / np.sqrt(rows))
    losses = _losses(labels, was, is_)
    reason = Reason.NOT_WORSE
    if difference.mean() < -error - _ROUNDING:
        reason = Reason.WORSE
    elif any(loss.is_bad for loss in losses):
        reason = Reason.UNIT_WORSE
    return Verdict(reason, measure, rows, float(was.mean()), float(is_.mean()), error, losses)


def _losses(
    labels: npt.NDArray[np.str_], was: npt.NDArray[np.bool_], is_: npt.NDArray[np.bool_]
) -> tuple[UnitChange, ...]:
    changes = [
        UnitChange(str(unit), int(of.sum()), float(was[of].mean()), float(is_[of].mean()))
        for unit in np.unique(labels)
        for of in [labels == unit]
    ]
    lost = [change for change in changes if change.after < change.before]
    return tuple(sorted(lost, key=lambda change: (change.after - change.before, change.unit)))

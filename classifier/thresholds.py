"""Finds the probability from which on each decision may be taken without a person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from complaints.prediction import Decision

NEVER = 2.0
"""The threshold of what has not been proved: no probability reaches it."""
_LEAST_ACCEPTED = 5
"""Fewer accepted rows than this prove nothing of their precision."""
_LEAST_REPRESENTATIVE = 100
_QUICK_PRECISION = 0.98
_LEAST_PROBABILITY = 0.5
"""Whatever the held-out rows say, nothing is decided against the odds."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Held-out rows with what was said of them.

    `decision_of` has shape (labels,), `probabilities` (rows, labels); `correct` are label numbers, `weights`
    and `representative` go with them, shape (rows,).
    """

    decision_of: npt.NDArray[np.object_]
    probabilities: npt.NDArray[np.float64]
    correct: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float64]
    representative: npt.NDArray[np.bool_]

    def thresholds(self, precision: float) -> dict[Decision, float]:
        """Return for each decision the probability from which its rows are right often enough, at least a half."""
        guess, probability = self.probabilities.argmax(axis=1), self.probabilities.max(axis=1)
        decided = self.decision_of[guess]
        result = {}
        for decision in (Decision.DISPATCH, Decision.OUTSIDE, Decision.NOT_COMPLAINT):
            rows = decided == decision
            if (rows & self.representative).sum() >= _LEAST_REPRESENTATIVE:
                rows &= self.representative
            right = (guess == self.correct)[rows]
            least = threshold(probability[rows], right, self.weights[rows], precision=precision)
            result[decision] = max(least, _LEAST_PROBABILITY)
        return result


def quick_threshold(
    probability: npt.NDArray[np.float64],
    right: npt.NDArray[np.bool_],
    other_right: npt.NDArray[np.bool_],
    weights: npt.NDArray[np.float64],
) -> float:
    """Return the smallest probability from which a quick model may decide in the place of the whole one.

    Above it the quick one is right in 98 % of the held-out rows, and as often as the other, `other_right`; all
    arrays have shape (rows,). `NEVER` when there is none.
    """
    least = threshold(probability, right, weights, precision=_QUICK_PRECISION)
    above = np.sort(probability[probability >= least])
    for lower in above[:: max(1, len(above) // 100)]:
        rows = probability >= lower
        if np.average(right[rows], weights=weights[rows]) >= np.average(other_right[rows], weights=weights[rows]):
            return float(lower)
    return NEVER


def threshold(
    probability: npt.NDArray[np.float64],
    right: npt.NDArray[np.bool_],
    weights: npt.NDArray[np.float64],
    *,
    precision: float,
) -> float:
    """Return the smallest probability from which on the accepted rows are right in `precision` of cases.

    Both arrays have shape (rows,), held out. `NEVER` when no threshold reaches the precision on enough rows.
    """
    order = np.argsort(-probability, kind="stable")
    ranked = probability[order]
    reached = np.cumsum((right * weights)[order]) / np.cumsum(weights[order])
    last_of_its_probability = np.append(ranked[:-1] != ranked[1:], True) if len(ranked) else np.array([], bool)
    enough = np.arange(1, len(ranked) + 1) >= _LEAST_ACCEPTED
    good = np.flatnonzero((reached >= precision) & last_of_its_probability & enough)
    return float(ranked[good[-1]]) if len(good) else NEVER

"""Finds labels that look wrong by confident learning, from what models said of rows that they had not seen.

Northcutt, Jiang and Chuang, Confident Learning: Estimating Uncertainty in Dataset Labels, Journal of Artificial
Intelligence Research 70 (2021): the rows outside the diagonal of the confident joint, by normalised margin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Suspicious:
    """A label that looks wrong: the `row` of the probabilities, the numbers of the label given and the likelier one.

    `probability` is that of the likelier one, `margin` that of the given one less the largest of the others.
    """

    row: int
    given: int
    likely: int
    probability: float
    margin: float


def suspicious(probabilities: Doubles, given: Numbers) -> list[Suspicious]:
    """Return the rows whose label looks wrong, the worst first.

    `probabilities`, shape (rows, labels), are of models that had not seen the row; `given`, shape (rows,), holds
    label numbers. A row is believed to be of a label where its probability reaches the mean of that label's own
    rows, so a label of which models are never sure is not doubted for that alone; of several the likeliest counts.
    """
    reached = np.where(probabilities >= _thresholds(probabilities, given), probabilities, -1.0)
    likely = reached.argmax(axis=1)
    rows = np.flatnonzero((reached.max(axis=1, initial=-1.0) >= 0) & (likely != given))
    others = probabilities.copy()
    others[np.arange(len(given)), given] = -1.0
    margins = probabilities[np.arange(len(given)), given] - others.max(axis=1, initial=-1.0)
    found = [
        Suspicious(row, int(given[row]), int(likely[row]), float(probabilities[row, likely[row]]), float(margins[row]))
        for row in rows.tolist()
    ]
    return sorted(found, key=lambda one: (one.margin, one.row))


def _thresholds(probabilities: Doubles, given: Numbers) -> Doubles:
    """Return for each label the mean probability that its own rows have; one without rows is never believed."""
    labels = probabilities.shape[1]
    counts = np.bincount(given, minlength=labels)
    sums = np.bincount(given, weights=probabilities[np.arange(len(given)), given], minlength=labels)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.inf)

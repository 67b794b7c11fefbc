"""The linear model: a balanced support vector machine a label, with a share of naive Bayes, on sparse features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from classifier.features import Batch, Features

if TYPE_CHECKING:
    # It imports calibration, which imports this module.
    from classifier.scaling import Scaling

Floats = npt.NDArray[np.float32]

PENALTY = 0.4
"""LinearSVC's C; best of 0.1 to 2 in cross-validation on our own examples, and the best recipe known for petitions."""
SHARES = (0.0, 0.05, 0.1)
"""What complement naive Bayes (Rennie et al., ICML 2003) may add: with few examples a label its counts see what a
margin does not, with many it blurs. Held-out rows choose (classifier/calibration.py)."""
_SMOOTHING = 0.1
_TOLERANCE = 1e-2
"""A hundred times scikit-learn's own: the decisions stay the same, and training takes half the time."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A fitted model; `coef` has shape (columns, labels), `intercept` (labels,), both float32."""

    labels: tuple[str, ...]
    coef: Floats
    intercept: Floats

    def decide(self, matrix: csr_matrix) -> Floats:
        """Return the decision values, shape (rows, labels); the largest of a row wins."""
        decisions: Floats = matrix @ self.coef + self.intercept
        return decisions


@dataclass(frozen=True, slots=True)
class Parts:
    """What a linear model is mixed of: `margin`, the machines, and `counted`, naive Bayes without an intercept."""

    margin: Linear
    counted: Linear

    @classmethod
    def fit(cls, matrix: csr_matrix, labels: Sequence[str], weights: npt.NDArray[np.float64], *, seed: int) -> Parts:
        """Return the parts fitted on rows of (rows, columns); with one label only they always say that one."""
        names = tuple(sorted(set(labels)))
        if len(names) == 1:
            nothing = Linear(names, np.zeros((matrix.shape[1], 1), np.float32), np.zeros(1, np.float32))
            return cls(nothing, nothing)
        from sklearn.naive_bayes import ComplementNB
        from sklearn.svm import LinearSVC

        known = np.array(labels)
        machine = LinearSVC(C=PENALTY, class_weight="balanced", tol=_TOLERANCE, random_state=seed)
        machine.fit(matrix, known, sample_weight=weights)
        coef, intercept = machine.coef_, machine.intercept_
        if len(names) == 2:
            # scikit-learn keeps one row for two labels: that of the second against the first.
            coef, intercept = np.vstack([-coef, coef]), np.concatenate([-intercept, intercept])
        counted = ComplementNB(alpha=_SMOOTHING).fit(matrix, known, sample_weight=weights).feature_log_prob_
        none = np.zeros(len(names), np.float32)
        return cls(_linear(names, coef, intercept), _linear(names, counted - counted.mean(axis=0), none))

    def mixed(self, share: float, scaling: Scaling | None = None) -> Linear:
        """Return the machines with this share of naive Bayes, scaled where that is given."""
        coef, intercept = self.margin.coef + np.float32(share) * self.counted.coef, self.margin.intercept
        if scaling is not None:
            coef = coef @ scaling.matrix.astype(np.float32)
            intercept = scaling.apply(intercept.astype(np.float64)).astype(np.float32)
        # Half precision is what a stored model holds; rounding here keeps it the same before and after.
        return Linear(self.margin.labels, coef.astype(np.float16).astype(np.float32), intercept)


class Scorer:
    """A linear model made ready for texts as they are read: what each occurrence of a gram adds to each label."""

    def __init__(self, features: Features, linear: Linear) -> None:
        self.tables = features.tables(linear.coef)
        self._intercept = linear.intercept

    def decide(self, batch: Batch) -> Floats:
        """Return what `Linear.decide` says of the texts' matrix, shape (texts, labels)."""
        decisions = np.tile(self._intercept, (batch.size, 1))
        for found, table in zip(batch.found, self.tables, strict=False):
            decisions += (found.occurrences(len(table)) @ table) * found.scale[:, None]
        return decisions


def _linear(labels: tuple[str, ...], coef: npt.NDArray[np.floating], intercept: npt.NDArray[np.floating]) -> Linear:
    return Linear(labels, np.ascontiguousarray(coef.T, dtype=np.float32), intercept.astype(np.float32))

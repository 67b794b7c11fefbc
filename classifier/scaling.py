"""Lets the labels' machines speak to each other: what one says counts a little for the others too.

A machine a label does not know of the others, and their decisions need not be comparable. Matrix scaling (Guo et al.,
On Calibration of Modern Neural Networks, ICML 2017) learns from held-out decisions how much each says for and against
every label; drawn to the identity, it does so only where many rows speak for it. As it is linear, it goes into the
weights of the model: neither its size nor its speed changes, and its reasons stay what it decides by.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.calibration import Doubles, Fold, fit_sharpness

PENALTY = 100.0
"""What the squared distance from the identity costs beside the rows' log losses. Of 0.3 to 100 the best of our own
examples' and of petitions' held-out rows, for which anything below 10 learns too much by heart."""
_STEPS = 60
_ENOUGH = 1e-5
"""The share of the loss that one more step must gain."""


@dataclass(frozen=True, slots=True)
class Scaling:
    """Decisions become decisions @ `matrix` + `shift`; shapes (labels, labels) and (labels,)."""

    matrix: Doubles
    shift: Doubles

    @classmethod
    def none(cls, labels: int) -> Scaling:
        """Return what leaves decisions as they are."""
        return cls(np.eye(labels), np.zeros(labels))

    @classmethod
    def fit(cls, decisions: Doubles, correct: npt.NDArray[np.int64], weights: Doubles) -> Scaling:
        """Return what has the smallest penalised log loss on held-out decisions of shape (rows, labels)."""
        labels = decisions.shape[1]
        if len(decisions) == 0 or labels < 2:
            return cls.none(labels)
        from scipy.optimize import minimize

        sharpness = fit_sharpness(decisions, correct, weights)
        sharp, rows = decisions * sharpness, np.arange(len(decisions))

        def loss(values: Doubles) -> tuple[float, Doubles]:
            matrix, shift = values[:-labels].reshape(labels, labels), values[-labels:]
            logits = sharp @ (matrix + identity)
            logits += shift - logits.max(axis=1, keepdims=True)
            likely = np.exp(logits)
            total = likely.sum(axis=1)
            value = weights @ (np.log(total) - logits[rows, correct])
            likely *= (weights / total)[:, None]
            likely[rows, correct] -= weights
            slope = np.concatenate([(sharp.T @ likely).ravel(), likely.sum(axis=0)]) + 2 * PENALTY * values
            return float(value + PENALTY * values @ values), slope

        identity, start = np.eye(labels), np.zeros(labels * labels + labels)
        options = {"maxiter": _STEPS, "ftol": _ENOUGH}
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
        return cls(identity + found[:-labels].reshape(labels, labels), found[-labels:] / sharpness)

    def apply(self, decisions: Doubles) -> Doubles:
        """Return the decisions as scaled."""
        scaled: Doubles = decisions @ self.matrix + self.shift
        return scaled


def scaled_apart(decisions: Doubles, correct: npt.NDArray[np.int64], weights: Doubles, fold: Fold) -> Doubles:
    """Return each row's decisions scaled as the rows of the other folds teach; all arrays go by held-out rows."""
    scaled = decisions.copy()
    for number in np.unique(fold).tolist():
        own = fold == number
        scaled[own] = Scaling.fit(decisions[~own], correct[~own], weights[~own]).apply(decisions[own])
    return scaled

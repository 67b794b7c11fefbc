"""The two tiers of a model: one that judges by characters alone, and one that cuts the text into words too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from classifier.calibration import Calibration, Doubles, Fold, best_share, out_of_fold
from classifier.linear import Linear, Parts
from classifier.scaling import Scaling, scaled_apart
from classifier.thresholds import quick_threshold


@dataclass(frozen=True, slots=True)
class Tier:
    """A linear model with its calibration, and its probabilities of the rows that were held out, (rows, labels)."""

    linear: Linear
    calibration: Calibration
    held_out: Doubles

    @classmethod
    def fit(cls, matrix: csr_matrix, labels: Sequence[str], weights: Doubles, fold: Fold, *, seed: int) -> Tier:
        """Return the tier fitted on all rows, calibrated on those that `fold` holds out."""
        held_out = fold >= 0
        said = out_of_fold(matrix, labels, weights, fold, seed=seed).only(held_out)
        correct = np.searchsorted(sorted(set(labels)), labels)[held_out]
        share = best_share(said, correct, weights[held_out])
        decisions = said.mixed(share)
        scaling = Scaling.fit(decisions, correct, weights[held_out])
        scaled = scaled_apart(decisions, correct, weights[held_out], fold[held_out])
        calibration = Calibration.fit(scaled, correct, weights[held_out])
        linear = Parts.fit(matrix, labels, weights, seed=seed).mixed(share, scaling)
        return cls(linear, calibration, calibration.probabilities(scaled))


def cascade(quick: Tier, whole: Tier, correct: npt.NDArray[np.int64], weights: Doubles) -> tuple[float, Doubles]:
    """Return the probability from which the quick tier decides, and what both say together of the held-out rows.

    `correct` are the true label numbers of these rows, `weights` their weights.
    """
    probability = quick.held_out.max(axis=1)
    right, other_right = (tier.held_out.argmax(axis=1) == correct for tier in (quick, whole))
    least = quick_threshold(probability, right, other_right, weights)
    return least, np.where((probability >= least)[:, None], quick.held_out, whole.held_out)

"""Scores of held-out probabilities: accuracy, F1, coverage at a precision, calibration error."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from classifier.thresholds import threshold

BINS = 15


def calibration_error(probability: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """Return the expected calibration error of the top probability, 0 to 1, in 15 equal bins.

    Both arrays have shape (rows,). After Guo et al., On Calibration of Modern Neural Networks, ICML 2017.
    """
    if len(probability) == 0:
        return 0.0
    bins = np.minimum((probability * BINS).astype(np.int64), BINS - 1)
    gaps = np.bincount(bins, weights=right - probability, minlength=BINS)
    return float(np.abs(gaps).sum() / len(probability))


def coverage(probability: npt.NDArray[np.float64], right: npt.NDArray[np.bool_], precision: float) -> float:
    """Return the largest share of rows, taken from the surest on, that is right in `precision` of cases."""
    if len(probability) == 0:
        return 0.0
    least = threshold(probability, right, np.ones(len(right)), precision=precision)
    return float(np.mean(probability >= least))


def held_out_scores(probabilities: npt.NDArray[np.float64], correct: npt.NDArray[np.int64]) -> dict[str, float]:
    """Return the scores of probabilities of shape (rows, labels) against the true label numbers (rows,).

    Keys: accuracy, macro_f1, weighted_f1, top3, coverage_at_95, calibration_error; 0 to 1 each, all 0
    without rows.
    """
    if len(correct) == 0:
        return dict.fromkeys(
            ("accuracy", "macro_f1", "weighted_f1", "top3", "coverage_at_95", "calibration_error"), 0.0
        )
    from sklearn.metrics import f1_score

    guess, probability = probabilities.argmax(axis=1), probabilities.max(axis=1)
    right = guess == correct
    best = np.argsort(-probabilities, axis=1, kind="stable")[:, :3]
    # Labels that only the model knows have no F1 here.
    labels = np.unique(correct)
    return {
        "accuracy": float(right.mean()),
        "macro_f1": float(f1_score(correct, guess, labels=labels, average="macro", zero_division=0.0)),
        "weighted_f1": float(f1_score(correct, guess, labels=labels, average="weighted", zero_division=0.0)),
        "top3": float((best == correct[:, None]).any(axis=1).mean()),
        "coverage_at_95": coverage(probability, right, 0.95),
        "calibration_error": calibration_error(probability, right),
    }

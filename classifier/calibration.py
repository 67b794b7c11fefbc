"""Makes decision values into probabilities that hold, from decisions on rows that were held out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from classifier.linear import SHARES, Parts

Doubles = npt.NDArray[np.float64]
Fold = npt.NDArray[np.int64]

_TINY = 1e-9
_CLOSE = 1e-3
"""How closely the logarithm of the sharpness is looked for."""
_PRIOR = 10.0
"""As many rows speak for leaving the sureness as it is."""
ALWAYS_TRAINED = -1
"""The fold of a row that is never held out, because its label has too few rows or groups."""


def folds(labels: Sequence[str], groups: Sequence[str], count: int, *, seed: int) -> Fold:
    """Return the fold of each row (0 to count - 1), labels in equal shares, a group never torn apart.

    An empty group stands alone. Rows of a label with fewer than `count` groups are `ALWAYS_TRAINED`: they
    cannot be in every fold, and a score of them would be chance.
    """
    own = [group or f"\0{row}" for row, group in enumerate(groups)]
    members: defaultdict[str, set[str]] = defaultdict(set)
    for label, group in zip(labels, own, strict=True):
        members[label].add(group)
    scored = np.flatnonzero([len(members[label]) >= count for label in labels])
    result = np.full(len(labels), ALWAYS_TRAINED, dtype=np.int64)
    if len(scored) == 0:
        return result
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    together = max(Counter(own).values()) > 1
    splitter = (StratifiedGroupKFold if together else StratifiedKFold)(count, shuffle=True, random_state=seed)
    wanted, kept = np.array(labels)[scored], np.array(own)[scored]
    for fold, (_, held_out) in enumerate(splitter.split(wanted, wanted, kept if together else None)):
        result[scored[held_out]] = fold
    return result


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What models say of rows that they have not seen, shape (rows, labels sorted), in the two parts of a model."""

    margin: Doubles
    counted: Doubles

    def only(self, rows: npt.NDArray[np.bool_]) -> HeldOut:
        """Return what is said of the marked rows."""
        return HeldOut(self.margin[rows], self.counted[rows])

    def mixed(self, share: float) -> Doubles:
        """Return the decisions with this share of naive Bayes."""
        return self.margin + share * self.counted


def out_of_fold(matrix: csr_matrix, labels: Sequence[str], weights: Doubles, fold: Fold, *, seed: int) -> HeldOut:
    """Return for each row what models say that have not seen its fold.

    Rows that are `ALWAYS_TRAINED`, and labels that a fold's model has not met, keep the -1 of a clear no.
    """
    names = sorted(set(labels))
    said = HeldOut(np.full((len(labels), len(names)), -1.0), np.zeros((len(labels), len(names))))
    wanted = np.array(labels)

    # One after the other: liblinear draws from one generator for the whole process, and threads would make
    # each training another.
    for number in range(int(fold.max(initial=-1)) + 1):
        held_out = fold == number
        parts = Parts.fit(matrix[~held_out], wanted[~held_out].tolist(), weights[~held_out], seed=seed)
        places = np.ix_(np.flatnonzero(held_out), np.searchsorted(names, parts.margin.labels))
        said.margin[places] = parts.margin.decide(matrix[held_out])
        said.counted[places] = parts.counted.decide(matrix[held_out])
    return said


def best_share(said: HeldOut, correct: npt.NDArray[np.int64], weights: Doubles) -> float:
    """Return the one of `SHARES` whose calibrated probabilities have the smallest log loss on held-out rows."""
    if len(correct) == 0:
        return SHARES[0]

    def loss(share: float) -> float:
        decisions = said.mixed(share)
        return _loss(decisions * Calibration.fit(decisions, correct, weights).sharpness, correct, weights)

    return min(SHARES, key=loss)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Probabilities as softmax(decisions x sharpness), of which the largest is put right; the others keep their shares.

    The sharpness is temperature scaling (Guo et al., ICML 2017). One number cannot be right both where the model is
    sure and where it is not: `low`, `high` and `shift` are the a, b and c of beta calibration (Kull et al., AISTATS
    2017), which leaves the order of the texts as it is.
    """

    sharpness: float
    low: float = 1.0
    high: float = 1.0
    shift: float = 0.0

    @classmethod
    def fit(cls, decisions: Doubles, correct: npt.NDArray[np.int64], weights: Doubles) -> Calibration:
        """Return what has the smallest log loss on held-out decisions of shape (rows, labels)."""
        if len(decisions) == 0:
            return cls(1.0)
        from scipy.optimize import minimize

        plain = cls(fit_sharpness(decisions, correct, weights))
        if decisions.shape[1] < 2:
            return plain
        shares = plain.probabilities(decisions)
        top, right = shares.max(axis=1), shares.argmax(axis=1) == correct
        found = minimize(
            _beta_loss, (1.0, 1.0, 0.0), (top, right, weights), bounds=((0, None), (0, None), (None, None))
        )
        return cls(plain.sharpness, *found.x.tolist())

    def probabilities(self, decisions: npt.NDArray[np.floating]) -> Doubles:
        """Return the probability of each label, shape (rows, labels); each row sums to 1."""
        shares = np.exp(_log_softmax(np.asarray(decisions, dtype=np.float64) * self.sharpness))
        if shares.shape[1] < 2:
            return shares
        rows, best = np.arange(len(shares)), shares.argmax(axis=1)
        top = shares[rows, best]
        shares[rows, best] = 0.0
        rest = shares.sum(axis=1)
        # No other may come before the best: of two that are equal either would be.
        second = shares.max(axis=1) / np.maximum(rest, _TINY)
        put_right = np.maximum(self._put_right(top), second / (1 + second) + _TINY)
        shares *= ((1 - put_right) / np.maximum(rest, _TINY))[:, None]
        shares[rows, best] = 1 - shares.sum(axis=1)
        return shares

    def _put_right(self, top: Doubles) -> Doubles:
        if self == Calibration(self.sharpness):
            return top
        return _beta((self.low, self.high, self.shift), top)


def fit_sharpness(decisions: Doubles, correct: npt.NDArray[np.int64], weights: Doubles) -> float:
    """Return the one factor with which softmax(decisions) has the smallest log loss on held-out rows."""
    from scipy.optimize import minimize_scalar

    def loss(logarithm: float) -> float:
        return _loss(decisions * np.exp(logarithm), correct, weights)

    found = minimize_scalar(loss, bounds=(-2.0, 4.0), method="bounded", options={"xatol": _CLOSE})
    return float(np.exp(found.x))


def _beta(parameters: Sequence[float], top: Doubles) -> Doubles:
    low, high, shift = parameters
    inside = np.clip(top, _TINY, 1 - _TINY)
    right: Doubles = 1 / (1 + np.exp(-(low * np.log(inside) - high * np.log1p(-inside) + shift)))
    return right


def _beta_loss(
    parameters: npt.NDArray[np.float64], top: Doubles, right: npt.NDArray[np.bool_], weights: Doubles
) -> float:
    """The log loss of whether the likeliest label is right; few rows hardly move the parameters from 1, 1 and 0."""
    said = np.clip(_beta(parameters.tolist(), top), _TINY, 1 - _TINY)
    moved = ((parameters - (1.0, 1.0, 0.0)) ** 2).sum()
    losses = -np.log(np.where(right, said, 1 - said))
    return float((weights * losses).sum() + _PRIOR * moved) / float(weights.sum())


def _log_softmax(logits: Doubles) -> Doubles:
    below = logits - logits.max(axis=1, keepdims=True)
    logs: Doubles = below - np.log(np.exp(below).sum(axis=1, keepdims=True))
    return logs


def _loss(logits: Doubles, correct: npt.NDArray[np.int64], weights: Doubles) -> float:
    return -float(np.average(_log_softmax(logits)[np.arange(len(correct)), correct], weights=weights))

"""Says whether a message of a group reads like a complaint, by its characters and its form, and which words say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack, vstack
from scipy.sparse.csgraph import connected_components
from scipy.special import expit

from classifier.calibration import folds
from classifier.detector_grams import Grams
from classifier.detector_signs import Message, Signs, sign_matrix, table
from classifier.thresholds import threshold
from complaints.errors import SujieError
from complaints.ports_intake import Complaining

Doubles = npt.NDArray[np.float64]

RECIPE = 1
"""Raised whenever the same messages would give another detector; part of what a stored one is known by."""
FOLDS = 5
MOST_WORDS = 5
_LONGEST_WORD = 8

_PENALTY = 80.0
"""LogisticRegression's C; 40 to 120 score alike."""
_WRITTEN_WEIGHT = 0.2
"""What a written complaint counts beside a spoken one: it teaches the matters, but its length and tone are another."""
_ALIKE = 0.75
"""The cosine from which two messages are nearly the same, and never on both sides of a test."""
_LEAST_THRESHOLD = 0.3
"""Below it a message is more likely none, whatever the held-out messages say."""


class DetectorRefused(SujieError):
    """The messages cannot make a detector; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model: `grams` has shape (grams,), `signs` the shape (columns of the signs,)."""

    grams: npt.NDArray[np.float32]
    signs: npt.NDArray[np.float32]
    intercept: float

    def decide(self, matrix: csr_matrix) -> Doubles:
        """Return the decision of each row of gram and sign columns; the higher, the likelier a complaint."""
        decisions: Doubles = matrix @ np.concatenate([self.grams, self.signs]).astype(np.float64) + self.intercept
        return decisions


@dataclass(frozen=True)
class ComplaintDetector:
    """A trained detector; from `threshold` on a message is taken for a complaint.

    A decision d has the probability expit(slope * d + offset). `scores` are those of held-out messages: precision and
    recall at the threshold, and how many messages were learned.
    """

    grams: Grams = field(repr=False)
    weights: Weights = field(repr=False)
    slope: float
    offset: float
    threshold: float
    scores: dict[str, float]

    @classmethod
    def train(
        cls,
        complaints: Sequence[str],
        chatter: Sequence[str],
        *,
        written: Sequence[str] = (),
        precision: float = 0.9,
        seed: int = 0,
    ) -> ComplaintDetector:
        """Return the detector of these group messages, the same for the same arguments.

        `written` complaints, of a hotline or a form, are learned with little weight and tested on never. The threshold
        is the smallest probability from which messages that the model had not seen are complaints in `precision` of
        cases. Raises DetectorRefused for fewer than five messages of either kind.
        """
        if min(len(complaints), len(chatter)) < FOLDS:
            raise DetectorRefused(f"投诉和普通聊天的样本各至少要 {FOLDS} 条，请补充 chatter.csv")
        messages = [Message.of(text) for text in (*complaints, *chatter)]
        background = [Message.of(text) for text in written]
        grams = Grams.fit([message.own for message in (*messages, *background)])
        matrix, extra = (_matrix(grams, part) for part in (messages, background))
        is_complaint = np.arange(len(messages)) < len(complaints)
        fold = folds(is_complaint.astype(str).tolist(), alike([*complaints, *chatter]), FOLDS, seed=seed)
        held_out = np.zeros(len(messages))
        for number in range(FOLDS):
            tested = fold == number
            held_out[tested] = _fit(matrix[~tested], is_complaint[~tested], extra).decide(matrix[tested])
        # A kind that is one group of near duplicates is never held out, and proves nothing.
        decisions, right = held_out[fold >= 0], is_complaint[fold >= 0]
        slope, offset = _calibrate(decisions, right)
        probability = expit(slope * decisions + offset)
        least = max(threshold(probability, right, np.ones(len(right)), precision=precision), _LEAST_THRESHOLD)
        return cls(
            grams=grams,
            weights=_fit(matrix, is_complaint, extra),
            slope=slope,
            offset=offset,
            threshold=least,
            scores=_scores(probability >= least, right) | {"messages": float(len(messages))},
        )

    def probabilities(self, texts: Sequence[str]) -> Doubles:
        """Return for each message the probability that it is a complaint, shape (len(texts),)."""
        decisions = self.weights.decide(_matrix(self.grams, [Message.of(text) for text in texts]))
        probabilities: Doubles = expit(self.slope * decisions + self.offset)
        return probabilities

    def reads_like_complaint(self, text: str) -> Complaining:
        """Return what the detector says of one message; an empty one is no complaint."""
        message = Message.of(text)
        if not message.own:
            return Complaining(0.0, False)
        signs = Signs.of(message)
        column, value = self.grams.weigh(message.own)
        added = self.weights.grams[column] * value
        decision = float(added.sum()) + float(signs.values() @ self.weights.signs) + self.weights.intercept
        probability = float(expit(self.slope * decision + self.offset))
        return Complaining(probability, probability >= self.threshold, self._words(signs))

    def _words(self, signs: Signs) -> tuple[str, ...]:
        weights = signs.weights(self.weights.signs)
        order = np.argsort(-weights, kind="stable")
        told = [signs.words[at] for at in order if weights[at] > 0 and 1 < len(signs.words[at]) <= _LONGEST_WORD]
        return tuple(dict.fromkeys(told))[:MOST_WORDS]


def alike(texts: Sequence[str]) -> list[str]:
    """Return the group of each message: those that are nearly the same have one, so that no test tells them apart."""
    own = [Message.of(text).own for text in texts]
    matrix = Grams.fit(own).transform(own)
    _, group = connected_components((matrix @ matrix.T) >= _ALIKE, directed=False)
    return [str(number) for number in group]


def _matrix(grams: Grams, messages: Sequence[Message]) -> csr_matrix:
    return hstack([grams.transform([message.own for message in messages]), sign_matrix(messages)], format="csr")


def _fit(matrix: csr_matrix, is_complaint: npt.NDArray[np.bool_], extra: csr_matrix) -> Weights:
    """Return the model of the rows and, with little weight, the extra ones, all complaints."""
    from sklearn.linear_model import LogisticRegression

    weights = np.concatenate([np.ones(matrix.shape[0]), np.full(extra.shape[0], _WRITTEN_WEIGHT)])
    labels = np.concatenate([is_complaint, np.ones(extra.shape[0], dtype=np.bool_)])
    fitted = LogisticRegression(C=_PENALTY, max_iter=1_000).fit(vstack([matrix, extra]), labels, sample_weight=weights)
    size = table().columns
    coef = fitted.coef_[0].astype(np.float32)
    return Weights(coef[:-size], coef[-size:], float(fitted.intercept_[0]))


def _calibrate(decisions: Doubles, is_complaint: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and offset of the smallest log loss (Platt scaling, 1999)."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1e6).fit(decisions[:, None], is_complaint)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _scores(said: npt.NDArray[np.bool_], right: npt.NDArray[np.bool_]) -> dict[str, float]:
    both = float((said & right).sum())
    return {"precision": both / max(float(said.sum()), 1.0), "recall": both / max(float(right.sum()), 1.0)}

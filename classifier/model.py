"""The classifier: a text goes in, and a unit comes out, with a probability and the words that spoke for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np
import numpy.typing as npt

from classifier.calibration import Calibration
from classifier.examples import Example
from classifier.explain import Lexicon, contributions
from classifier.features import Batch, Features, batches
from classifier.linear import Linear, Scorer
from classifier.novelty import Novelty
from classifier.thresholds import NEVER
from complaints.errors import SujieError
from complaints.prediction import NOT_A_COMPLAINT, OUTSIDE, Alternative, Because, Decision, Prediction

FOLDS = 5
RECIPE = 5
"""Raised whenever the same examples would give another model; part of the version."""

DECISIONS = {OUTSIDE: Decision.OUTSIDE, NOT_A_COMPLAINT: Decision.NOT_COMPLAINT}
"""What is decided of a label that is no unit; a unit's complaint is dispatched."""
_ALTERNATIVES = 3
_LEAST_KNOWN = 0.5
"""Share of a text's characters that must be in a pair that the model has seen, or it does not judge."""
_LEAST_CHINESE = 2
_FIRST_CHINESE, _LAST_CHINESE = ord("一"), ord("鿿")
_LONGEST_CHATTER = 100


@dataclass(frozen=True, slots=True)
class Decided:
    """What the model says of texts, in arrays: `best` are the numbers of the three likeliest labels, the chosen first.

    `best` and `probability` have shape (texts, 3), or fewer columns where there are fewer labels. `accepted`,
    shape (texts,), tells where the probability allows the decision of the first; elsewhere a person decides.
    `novel` tells which texts are unlike all that training has seen; these are never accepted.
    """

    best: npt.NDArray[np.int64]
    probability: npt.NDArray[np.float64]
    accepted: npt.NDArray[np.bool_]
    novel: npt.NDArray[np.bool_]


class TrainingRefused(SujieError):
    """The examples cannot make a model; the message says what is missing."""


@dataclass(frozen=True)
class Model:
    """A trained classifier; `thresholds` holds for each decision the probability from which it is taken.

    `quick` judges by the characters alone, and decides where its probability is at least `quick_from`; `units`
    judges the other texts by their words too. `scores` are measured on held-out folds while training; `created`
    is empty unless the trainer gave it.
    """

    version: str
    created: str
    data_hash: str
    features: Features = field(repr=False)
    units: Linear = field(repr=False)
    quick: Linear = field(repr=False)
    indicators: Linear = field(repr=False)
    indicators_of: dict[str, tuple[str, ...]] = field(repr=False)
    calibration: Calibration
    quick_calibration: Calibration
    quick_from: float
    thresholds: dict[Decision, float]
    novelty: Novelty
    scores: dict[str, float]

    @property
    def labels(self) -> tuple[str, ...]:
        """The units that the model knows, with the two labels that are none."""
        return self.units.labels

    @classmethod
    def train(
        cls,
        examples: Sequence[Example],
        *,
        words: Sequence[str],
        precision: float = 0.95,
        seed: int = 0,
        trained_at: datetime | None = None,
    ) -> Model:
        """Return the model of these examples: that of `classifier.training.train`, without what its folds said."""
        # The module that trains knows this one.
        from classifier.training import train

        return train(examples, words=words, precision=precision, seed=seed, trained_at=trained_at).model

    def classify(self, texts: Sequence[tuple[str, str]]) -> list[Prediction]:
        """Return the prediction for each (title, text) pair, in their order; an empty text goes to triage."""
        return [prediction for part in batches(texts) if part for prediction in self._classify(part)]

    def decide(self, texts: Sequence[tuple[str, str]]) -> Decided:
        """Return what `classify` decides of (title, text) pairs, without the reasons and the indicators."""
        parts = [self._decided(self._judge(part)) for part in batches(texts)]
        return Decided(
            np.concatenate([part.best for part in parts]),
            np.concatenate([part.probability for part in parts]),
            np.concatenate([part.accepted for part in parts]),
            np.concatenate([part.novel for part in parts]),
        )

    def probabilities(self, texts: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
        """Return the probability of each of `labels` for (title, text) pairs, shape (len(texts), labels)."""
        return np.concatenate([self._judge(part).probabilities for part in batches(texts)])

    def _judge(self, texts: Sequence[tuple[str, str]]) -> _Judgement:
        if self.quick_from >= NEVER:
            batch = self.features.read(texts, words=True)
            probabilities = self.calibration.probabilities(self._scorer.decide(batch))
            return _Judgement(batch, probabilities, np.zeros(len(texts), dtype=np.bool_), batch)
        batch = self.features.read(texts)
        probabilities = self.quick_calibration.probabilities(self._quick_scorer.decide(batch))
        quick = probabilities.max(axis=1) >= self.quick_from
        rest = self.features.read(_marked(texts, ~quick), words=True)
        probabilities[~quick] = self.calibration.probabilities(self._scorer.decide(rest))
        return _Judgement(batch, probabilities, quick, rest)

    def _decided(self, judged: _Judgement) -> Decided:
        best = _largest(judged.probabilities, min(_ALTERNATIVES, len(self.labels)))
        probability = np.take_along_axis(judged.probabilities, best, axis=1)
        first, batch = best[:, 0], judged.batch
        novel = self._is_novel(batch)
        # What is taken for chatter must also be short: a long message wants something.
        sure = ~(novel | (self._chatter[first] & (batch.lengths > _LONGEST_CHATTER)))
        sure &= batch.count(_is_chinese(batch)) >= _LEAST_CHINESE
        return Decided(best, probability, sure & (probability[:, 0] >= self._least[first]), novel)

    def _is_novel(self, batch: Batch) -> npt.NDArray[np.bool_]:
        """Return for each text whether too few of its characters are in pairs that the model knows, or of its pairs."""
        pair, lengths = batch.pairs > 0, batch.lengths
        within = batch.count(pair | np.append(False, pair[:-1]))
        return self.novelty.is_novel(batch.count(pair), lengths) | (within < _LEAST_KNOWN * lengths)

    def _classify(self, texts: Sequence[tuple[str, str]]) -> list[Prediction]:
        judged = self._judge(texts)
        decided = self._decided(judged)
        return self._predictions(decided, self._reasons(texts, judged, decided), self._indicators(judged, decided))

    def _reasons(
        self, texts: Sequence[tuple[str, str]], judged: _Judgement, decided: Decided
    ) -> list[tuple[Because, ...]]:
        """Return the reasons of each text, by the tier that has decided it."""
        reasons: list[tuple[Because, ...]] = [()] * len(texts)
        quick = judged.batch if judged.quick.all() else self.features.read(_marked(texts, judged.quick))
        for batch, rows, scorer, calibration in (
            (quick, np.flatnonzero(judged.quick), self._quick_scorer, self.quick_calibration),
            (judged.rest, np.flatnonzero(~judged.quick), self._scorer, self.calibration),
        ):
            # With one label only there is no other; the lead over itself is nothing.
            winner, other = decided.best[rows, 0], decided.best[rows, min(1, decided.best.shape[1] - 1)]
            added = contributions(batch, scorer.tables, winner, other) * calibration.sharpness
            for row, because in zip(rows.tolist(), self._lexicon.because(batch, added), strict=True):
                reasons[row] = because
        return reasons

    def _predictions(
        self, decided: Decided, reasons: Sequence[tuple[Because, ...]], indicators: Sequence[str]
    ) -> list[Prediction]:
        rows = zip(
            decided.best.tolist(),
            decided.probability.tolist(),
            decided.accepted.tolist(),
            decided.novel.tolist(),
            indicators,
            reasons,
            strict=True,
        )
        labels, version = self.labels, self.version
        predictions = []
        for best, probability, accepted, novel, indicator, because in rows:
            alternatives = tuple(map(Alternative, [labels[one] for one in best], probability))
            unit = labels[best[0]]
            decision = DECISIONS.get(unit, Decision.DISPATCH) if accepted else Decision.TRIAGE
            predictions.append(
                Prediction(unit, indicator, probability[0], decision, because, alternatives, version, novel)
            )
        return predictions

    def _indicators(self, judged: _Judgement, decided: Decided) -> list[str]:
        """Return for each text the likeliest of the indicators that its unit has had in training."""
        had = self._had[decided.best[:, 0]]
        numbers = had.argmax(axis=1)
        open_ = np.flatnonzero(had.sum(axis=1) > 1)
        if len(open_):
            decisions = self._indicator_scorer.decide(judged.batch)[open_]
            numbers[open_] = np.where(had[open_], decisions, -np.inf).argmax(axis=1)
        return [self.indicators.labels[number] for number in numbers.tolist()]

    @cached_property
    def _scorer(self) -> Scorer:
        return Scorer(self.features, self.units)

    @cached_property
    def _quick_scorer(self) -> Scorer:
        return Scorer(self.features, self.quick)

    @cached_property
    def _indicator_scorer(self) -> Scorer:
        return Scorer(self.features, self.indicators)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self.features.vocabulary)

    @cached_property
    def _least(self) -> npt.NDArray[np.float64]:
        """For each label the probability from which its decision is taken."""
        return np.array([self.thresholds[DECISIONS.get(label, Decision.DISPATCH)] for label in self.labels])

    @cached_property
    def _chatter(self) -> npt.NDArray[np.bool_]:
        return np.array([label == NOT_A_COMPLAINT for label in self.labels], dtype=np.bool_)

    @cached_property
    def _had(self) -> npt.NDArray[np.bool_]:
        """Whether a unit has had an indicator in training, shape (units, indicators)."""
        had = [[name in self.indicators_of[unit] for name in self.indicators.labels] for unit in self.labels]
        return np.array(had, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What both tiers say: all texts as read, the probabilities, which are the `quick` tier's, the `rest` as read."""

    batch: Batch
    probabilities: npt.NDArray[np.float64]
    quick: npt.NDArray[np.bool_]
    rest: Batch


def _marked(texts: Sequence[tuple[str, str]], rows: npt.NDArray[np.bool_]) -> list[tuple[str, str]]:
    return [texts[row] for row in np.flatnonzero(rows).tolist()]


def _largest(values: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.int64]:
    """Return the columns of the largest values of each row, the largest first; of equal ones the first."""
    left = values.copy()
    best = np.empty((len(values), count), dtype=np.int64)
    rows = np.arange(len(values))
    for place in range(count):
        best[:, place] = left.argmax(axis=1)
        left[rows, best[:, place]] = -1
    return best


def _is_chinese(batch: Batch) -> npt.NDArray[np.bool_]:
    return (batch.points >= _FIRST_CHINESE) & (batch.points <= _LAST_CHINESE)

"""The classifier: a text goes in, and a unit comes out, with a probability and the words that spoke for it."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import datetime
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from classifier.calibration import Calibration, folds, out_of_fold
from classifier.examples import Example
from classifier.explain import because, contributions, tellable
from classifier.features import FIRST_WORD, Batch, Features, batches, text_of
from classifier.linear import Linear
from classifier.scores import held_out_scores
from classifier.thresholds import Judged
from classifier.words import Words
from complaints.errors import SujieError
from complaints.prediction import NOT_A_COMPLAINT, OUTSIDE, Alternative, Because, Decision, Prediction

FOLDS = 5
RECIPE = 1
"""Raised whenever the same examples would give another model; part of the version."""

_DECISIONS = {OUTSIDE: Decision.OUTSIDE, NOT_A_COMPLAINT: Decision.NOT_COMPLAINT}
_ALTERNATIVES = 3
_LEAST_KNOWN = 0.5
"""Share of a text's word characters that the model must have seen, or it does not judge."""
_LEAST_CHINESE = 2
_LONGEST_CHATTER = 100


class TrainingRefused(SujieError):
    """The examples cannot make a model; the message says what is missing."""


@dataclass(frozen=True)
class Model:
    """A trained classifier; `thresholds` holds for each decision the probability from which it is taken.

    `scores` are measured on held-out folds while training; `created` is empty unless the trainer gave it.
    """

    version: str
    created: str
    data_hash: str
    features: Features = field(repr=False)
    units: Linear = field(repr=False)
    indicators: Linear = field(repr=False)
    indicators_of: dict[str, tuple[str, ...]] = field(repr=False)
    calibration: Calibration
    thresholds: dict[Decision, float]
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
        """Return the model of these examples, the same for the same arguments.

        `words` go into the dictionary of the segmenter; `precision` is what the thresholds are chosen for, on
        decisions of models that had not seen the text: those of the representative examples where a hundred
        or more took that decision, else all. Raises TrainingRefused for no or empty examples.
        """
        if not examples:
            raise TrainingRefused("没有训练样本，请先准备 examples.csv")
        if all(not (example.text + example.title).strip() for example in examples):
            raise TrainingRefused("训练样本的文本全部为空，请检查 examples.csv 的 text 列")
        digest = _digest(examples, words, precision, seed)
        texts = [(example.title, example.text) for example in examples]
        units = [example.unit for example in examples]
        weights = np.array([example.weight for example in examples], dtype=np.float64)
        features = Features.fit(Words(words), texts)
        matrix = features.transform(texts)
        fold = folds(units, [example.group or example.text for example in examples], FOLDS, seed=seed)
        decisions = out_of_fold(matrix, units, weights, fold, seed=seed)
        held_out = fold >= 0
        correct = np.searchsorted(sorted(set(units)), units)[held_out]
        calibration = Calibration.fit(decisions[held_out], correct, weights[held_out])
        probabilities = calibration.probabilities(decisions[held_out])
        linear = Linear.fit(matrix, units, weights, seed=seed)
        representative = np.array([example.representative for example in examples], dtype=np.bool_)
        judged = Judged(
            np.array([_DECISIONS.get(label, Decision.DISPATCH) for label in linear.labels]),
            probabilities,
            correct,
            weights[held_out],
            representative[held_out],
        )
        return cls(
            version=f"m{trained_at:%Y%m%d}-{digest[:8]}" if trained_at else f"m-{digest[:8]}",
            created=trained_at.isoformat() if trained_at else "",
            data_hash=digest,
            features=features,
            units=linear,
            indicators=Linear.fit(matrix, [_indicator(one) for one in examples], weights, seed=seed),
            indicators_of=_indicators_of(examples),
            calibration=calibration,
            thresholds=judged.thresholds(precision),
            scores=held_out_scores(probabilities, correct) | {"examples": float(len(units))},
        )

    def classify(self, texts: Sequence[tuple[str, str]]) -> list[Prediction]:
        """Return the prediction for each (title, text) pair, in their order; an empty text goes to triage."""
        return [prediction for part in batches(texts) for prediction in self._classify(part)]

    def probabilities(self, texts: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
        """Return the probability of each of `labels` for (title, text) pairs, shape (len(texts), labels)."""
        return self.calibration.probabilities(self.units.decide(self.features.transform(texts)))

    def _classify(self, texts: Sequence[tuple[str, str]]) -> list[Prediction]:
        batch = self.features.read(texts)
        matrix = batch.matrix()
        probabilities = self.calibration.probabilities(self.units.decide(matrix))
        best = np.argsort(-probabilities, axis=1, kind="stable")[:, :_ALTERNATIVES]
        # With one label only there is no other; the lead over itself is nothing.
        added = contributions(batch, self.units.coef, best[:, 0], best[:, min(1, best.shape[1] - 1)], self._told)
        added = replace(added, weight=added.weight * self.calibration.sharpness)
        reasons = because(added, texts, self.features.vocabulary)
        sure = _is_like_training(batch, self._chatter[best[:, 0]])
        indicators = self._best_indicators(matrix, best[:, 0])
        return [
            self._prediction(probabilities[row], best[row], indicators[row], reasons[row], bool(sure[row]))
            for row in range(len(texts))
        ]

    def _prediction(
        self,
        probabilities: npt.NDArray[np.float64],
        best: npt.NDArray[np.int64],
        indicator: str,
        reasons: tuple[Because, ...],
        sure: bool,
    ) -> Prediction:
        alternatives = tuple(Alternative(self.labels[one], float(probabilities[one])) for one in best)
        unit, probability = alternatives[0].unit, alternatives[0].probability
        decision = _DECISIONS.get(unit, Decision.DISPATCH)
        if not sure or probability < self.thresholds[decision]:
            decision = Decision.TRIAGE
        return Prediction(unit, indicator, probability, decision, reasons, alternatives, self.version)

    def _best_indicators(self, matrix: csr_matrix, units: npt.NDArray[np.int64]) -> list[str]:
        """Return for each row the likeliest of the indicators that its unit has had in training."""
        decisions = np.where(self._had[units], self.indicators.decide(matrix), -np.inf)
        return [self.indicators.labels[number] for number in decisions.argmax(axis=1)]

    @cached_property
    def _told(self) -> npt.NDArray[np.bool_]:
        return tellable(self.features.vocabulary)

    @cached_property
    def _chatter(self) -> npt.NDArray[np.bool_]:
        return np.array([label == NOT_A_COMPLAINT for label in self.labels], dtype=np.bool_)

    @cached_property
    def _had(self) -> npt.NDArray[np.bool_]:
        """Whether a unit has had an indicator in training, shape (units, indicators)."""
        had = [[name in self.indicators_of[unit] for name in self.indicators.labels] for unit in self.labels]
        return np.array(had, dtype=np.bool_)


def _is_like_training(batch: Batch, chatter: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return for each text whether the model can judge it: it has Chinese, and mostly known words.

    What it takes for `chatter`, shape (texts,), must also be short: a long message wants something.
    """
    symbols = batch.symbols["all"]
    lengths = symbols.lengths()
    text = text_of(symbols.words)
    read = np.bincount(text, weights=lengths * (symbols.words > 0), minlength=batch.size)
    known = np.bincount(text, weights=lengths * (symbols.words >= FIRST_WORD), minlength=batch.size)
    chinese = (symbols.characters >= ord("一")) & (symbols.characters <= ord("鿿"))
    count = np.bincount(text_of(symbols.characters), weights=chinese, minlength=batch.size)
    like: npt.NDArray[np.bool_] = (count >= _LEAST_CHINESE) & (known >= _LEAST_KNOWN * read)
    like &= ~(chatter & (read > _LONGEST_CHATTER))
    return like


def _indicators_of(examples: Sequence[Example]) -> dict[str, tuple[str, ...]]:
    """Return the indicators that each unit has; the labels that are no unit have none."""
    had: defaultdict[str, set[str]] = defaultdict(set)
    for example in examples:
        had[example.unit].add(_indicator(example))
    return {unit: tuple(sorted(indicators)) for unit, indicators in had.items()}


def _indicator(example: Example) -> str:
    return "" if example.unit in _DECISIONS else example.indicator


def _digest(examples: Sequence[Example], words: Sequence[str], precision: float, seed: int) -> str:
    """Return the SHA-256 of everything that the model depends on, in hexadecimal."""
    content = [RECIPE, precision, seed, list(words), [astuple(example) for example in examples]]
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()

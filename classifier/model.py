"""The classifier: a text goes in, and a unit comes out, with a probability and the words that spoke for it."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np
import numpy.typing as npt

from classifier.calibration import Calibration, folds
from classifier.examples import Example
from classifier.explain import Lexicon, contributions
from classifier.features import Batch, Features, batches
from classifier.linear import SHARES, Linear, Parts, Scorer
from classifier.scores import held_out_scores
from classifier.thresholds import NEVER, Judged
from classifier.tiers import Tier, cascade
from classifier.words import Words
from complaints.errors import SujieError
from complaints.prediction import NOT_A_COMPLAINT, OUTSIDE, Alternative, Because, Decision, Prediction

FOLDS = 5
RECIPE = 2
"""Raised whenever the same examples would give another model; part of the version."""

_DECISIONS = {OUTSIDE: Decision.OUTSIDE, NOT_A_COMPLAINT: Decision.NOT_COMPLAINT}
_ALTERNATIVES = 3
_LEAST_KNOWN = 0.5
"""Share of a text's characters that must be in a pair that the model has seen, or it does not judge."""
_LEAST_CHINESE = 2
_FIRST_CHINESE, _LAST_CHINESE = ord("一"), ord("鿿")
_ENDS = 2
"""Symbols that are no characters: what closes the title and the text."""
_LONGEST_CHATTER = 100


@dataclass(frozen=True, slots=True)
class Decided:
    """What the model says of texts, in arrays: `best` are the numbers of the three likeliest labels, the chosen first.

    `best` and `probability` have shape (texts, 3), or fewer columns where there are fewer labels. `accepted`,
    shape (texts,), tells where the probability allows the decision of the first; elsewhere a person decides.
    """

    best: npt.NDArray[np.int64]
    probability: npt.NDArray[np.float64]
    accepted: npt.NDArray[np.bool_]


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
        held_out = fold >= 0
        correct = np.searchsorted(sorted(set(units)), units)[held_out]
        whole = Tier.fit(matrix, units, weights, fold, seed=seed)
        quick = Tier.fit(matrix[:, : features.characters], units, weights, fold, seed=seed)
        quick_from, probabilities = cascade(quick, whole, correct, weights[held_out])
        indicators = Parts.fit(
            matrix[:, : features.characters], [_indicator(one) for one in examples], weights, seed=seed
        )
        representative = np.array([example.representative for example in examples], dtype=np.bool_)
        judged = Judged(
            np.array([_DECISIONS.get(label, Decision.DISPATCH) for label in whole.linear.labels]),
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
            units=whole.linear,
            quick=quick.linear,
            indicators=indicators.mixed(SHARES[-1]),
            indicators_of=_indicators_of(examples),
            calibration=whole.calibration,
            quick_calibration=quick.calibration,
            quick_from=quick_from,
            thresholds=judged.thresholds(precision),
            scores=held_out_scores(probabilities, correct) | {"examples": float(len(units))},
        )

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
        first = best[:, 0]
        sure = _is_like_training(judged.batch, self._chatter[first])
        return Decided(best, probability, sure & (probability[:, 0] >= self._least[first]))

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
            indicators,
            reasons,
            strict=True,
        )
        labels, version = self.labels, self.version
        predictions = []
        for best, probability, accepted, indicator, because in rows:
            alternatives = tuple(map(Alternative, [labels[one] for one in best], probability))
            unit = labels[best[0]]
            decision = _DECISIONS.get(unit, Decision.DISPATCH) if accepted else Decision.TRIAGE
            predictions.append(Prediction(unit, indicator, probability[0], decision, because, alternatives, version))
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
        return np.array([self.thresholds[_DECISIONS.get(label, Decision.DISPATCH)] for label in self.labels])

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


def _is_like_training(batch: Batch, chatter: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return for each text whether the model can judge it: it has Chinese, and mostly what it knows.

    What it takes for `chatter`, shape (texts,), must also be short: a long message wants something.
    """
    lengths = np.diff(batch.start)
    pair = batch.found[0].place[1::2] > 0
    known = batch.count(pair | np.append(False, pair[:-1]))
    chinese = batch.count((batch.points >= _FIRST_CHINESE) & (batch.points <= _LAST_CHINESE))
    like: npt.NDArray[np.bool_] = (chinese >= _LEAST_CHINESE) & (known >= _LEAST_KNOWN * (lengths - _ENDS))
    like &= ~(chatter & (lengths > _LONGEST_CHATTER))
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

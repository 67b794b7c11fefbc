"""Trains a model, and keeps what its held-out folds said: thresholds, scores and doubts about labels come from it."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from classifier.calibration import folds
from classifier.examples import Example
from classifier.features import Features
from classifier.linear import SHARES, Parts
from classifier.model import DECISIONS, FOLDS, RECIPE, Model, TrainingRefused
from classifier.novelty import Novelty
from classifier.scores import held_out_scores
from classifier.thresholds import Judged
from classifier.tiers import Tier, cascade
from classifier.words import Words
from complaints.prediction import Decision


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What models said of training rows that they had not seen.

    `rows`, shape (held out,), are their places in training; `probabilities` has shape (held out, labels), `given`
    holds the numbers of the labels that they were given.
    """

    labels: tuple[str, ...]
    rows: npt.NDArray[np.int64]
    probabilities: npt.NDArray[np.float64]
    given: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Training:
    """A new model with what its folds said of the rows that were held out."""

    model: Model
    held_out: HeldOut


def train(
    examples: Sequence[Example],
    *,
    words: Sequence[str],
    precision: float = 0.95,
    seed: int = 0,
    trained_at: datetime | None = None,
) -> Training:
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
    representative = np.array([example.representative for example in examples], dtype=np.bool_)
    features = Features.fit(Words(words), texts)
    matrix = features.transform(texts)
    fold = folds(units, [example.group or example.text for example in examples], FOLDS, seed=seed)
    is_held_out = fold >= 0
    correct = np.searchsorted(sorted(set(units)), units)[is_held_out]
    whole = Tier.fit(matrix, units, weights, fold, seed=seed)
    quick = Tier.fit(matrix[:, : features.characters], units, weights, fold, seed=seed)
    quick_from, probabilities = cascade(quick, whole, correct, weights[is_held_out])
    indicators = Parts.fit(matrix[:, : features.characters], [_indicator(one) for one in examples], weights, seed=seed)
    labels = whole.linear.labels
    judged = Judged(
        np.array([DECISIONS.get(label, Decision.DISPATCH) for label in labels]),
        probabilities,
        correct,
        weights[is_held_out],
        representative[is_held_out],
    )
    model = Model(
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
        novelty=Novelty.fit(features, texts, representative),
        scores=held_out_scores(probabilities, correct) | {"examples": float(len(units))},
    )
    return Training(model, HeldOut(labels, np.flatnonzero(is_held_out), probabilities, correct))


def _indicators_of(examples: Sequence[Example]) -> dict[str, tuple[str, ...]]:
    """Return the indicators that each unit has; the labels that are no unit have none."""
    had: defaultdict[str, set[str]] = defaultdict(set)
    for example in examples:
        had[example.unit].add(_indicator(example))
    return {unit: tuple(sorted(indicators)) for unit, indicators in had.items()}


def _indicator(example: Example) -> str:
    return "" if example.unit in DECISIONS else example.indicator


def _digest(examples: Sequence[Example], words: Sequence[str], precision: float, seed: int) -> str:
    """Return the SHA-256 of everything that the model depends on, in hexadecimal."""
    content = [RECIPE, precision, seed, list(words), [astuple(example) for example in examples]]
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()

"""Scores the program's own pipeline on any labelled texts, trained afresh."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from time import perf_counter

import numpy as np
import numpy.typing as npt

from classifier.calibration import ALWAYS_TRAINED
from classifier.calibration import folds as fold_numbers
from classifier.examples import Example
from classifier.labelled import LabelledRefused, LabelledRow, read_labelled
from classifier.model import Model
from classifier.scores import held_out_scores

__all__ = ["Evaluation", "LabelledRefused", "LabelledRow", "evaluate", "read_labelled"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of held-out rows, 0 to 1 each; speed in rows a second, one process, reasons included.

    `rows` were scored; `not_scored` rows have a label with fewer rows (groups) than folds, and only trained.
    In a test file every row is scored; one with a label that training has not seen counts as wrong.
    """

    rows: int
    labels: int
    not_scored: int
    accuracy: float
    macro_f1: float
    weighted_f1: float
    top3: float
    coverage_at_95: float
    calibration_error: float
    docs_per_second: float
    seconds_to_train: float

    def to_dict(self) -> dict[str, int | float]:
        """Return the scores by name, as `sujie evaluate --json` prints them."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Run:
    """One training and what it said of the rows that it had not seen, columns in the order of all labels."""

    probabilities: npt.NDArray[np.float64]
    correct: npt.NDArray[np.int64]
    seconds_to_train: float
    seconds_to_classify: float


def evaluate(
    rows: Sequence[LabelledRow],
    *,
    folds: int = 5,
    seed: int = 0,
    test: Sequence[LabelledRow] | None = None,
    per_label: int | None = None,
) -> Evaluation:
    """Return the scores of models trained on `rows`, on their own held-out folds or on `test`.

    Folds keep the shares of the labels and never tear a group apart. A label with fewer rows (groups) than
    folds stays in training and is not scored. Each fold's probabilities are calibrated on its training rows
    alone. With `per_label` each training has the label's own name and only so many rows of it, drawn by the seed:
    0 shows how a new district begins, before it has any history. Raises LabelledRefused for no rows, fewer than
    2 folds, or when no label has enough rows.
    """
    if not rows or (test is not None and not test):
        raise LabelledRefused("没有可评测的数据，请检查文件")
    if folds < 2:
        raise LabelledRefused("交叉验证至少要分 2 份，请把 --folds 设为 2 或更大")
    if test is None:
        runs = _cross_validate(rows, folds, seed, per_label)
    else:
        runs = [_run(_few(rows, per_label, seed), test, _labels(rows, test), seed)]
    correct = np.concatenate([run.correct for run in runs])
    scores = held_out_scores(np.concatenate([run.probabilities for run in runs]), correct)
    everything = len(rows) if test is None else len(test)
    return Evaluation(
        rows=len(correct),
        labels=len(np.unique(correct)),
        not_scored=everything - len(correct),
        docs_per_second=len(correct) / sum(run.seconds_to_classify for run in runs),
        seconds_to_train=sum(run.seconds_to_train for run in runs) / len(runs),
        **scores,
    )


def _cross_validate(rows: Sequence[LabelledRow], count: int, seed: int, per_label: int | None) -> list[_Run]:
    fold = fold_numbers([row.label for row in rows], [row.group for row in rows], count, seed=seed)
    if (fold == ALWAYS_TRAINED).all():
        raise LabelledRefused(f"没有一个标签有 {count} 行（组）以上，分不成 {count} 份；请补充数据或减小 --folds")
    labels = _labels(rows)
    runs = []
    for number in range(count):
        training = [row for row, own in zip(rows, fold, strict=True) if own != number]
        held_out = [row for row, own in zip(rows, fold, strict=True) if own == number]
        runs.append(_run(_few(training, per_label, seed), held_out, labels, seed))
    return runs


def _few(rows: Sequence[LabelledRow], per_label: int | None, seed: int) -> Sequence[LabelledRow]:
    """Return the labels' names and `per_label` rows of each, no two of one group; all rows where it is None."""
    if per_label is None:
        return rows
    chance = random.Random(seed)
    kept = [LabelledRow(label, label) for label in _labels(rows)]
    taken: Counter[str] = Counter()
    groups: set[str] = set()
    for row in chance.sample(rows, len(rows)):
        if taken[row.label] < per_label and row.group not in groups:
            kept.append(row)
            taken[row.label] += 1
            groups |= {row.group} - {""}
    return kept


def _run(training: Sequence[LabelledRow], held_out: Sequence[LabelledRow], labels: Sequence[str], seed: int) -> _Run:
    """Return what a model of the training rows says of the others; a label unknown to it gets probability 0."""
    examples = [Example(row.text, row.label, "", title=row.title, group=row.group) for row in training]
    texts = [(row.title, row.text) for row in held_out]
    started = perf_counter()
    model = Model.train(examples, words=(), seed=seed)
    trained = perf_counter()
    model.classify(texts)
    classified = perf_counter()
    probabilities = np.zeros((len(held_out), len(labels)))
    probabilities[:, np.searchsorted(labels, model.labels)] = model.probabilities(texts)
    correct = np.searchsorted(labels, [row.label for row in held_out])
    return _Run(probabilities, correct, trained - started, classified - trained)


def _labels(*files: Sequence[LabelledRow]) -> list[str]:
    return sorted({row.label for rows in files for row in rows})

"""python -m benchmarks.classify: accuracy and texts per second of one core, beside what else one could take.

Every row of the table is trained and measured in the same run, on the same folds and texts. `--csv FILE` with the
columns' names takes any labelled file; without it the texts are our own examples.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.metrics import accuracy_score, f1_score

from app.settings import ROOT, Settings
from app.tables import read_tables
from benchmarks.rivals import Answers, Rival, rivals
from classifier.calibration import folds
from classifier.examples import read_examples
from classifier.labelled import LabelledRow, read_labelled

_SINGLES = 1_000


@dataclass(frozen=True)
class _Measured:
    """One row of the table; `rates` are texts a second, one a run."""

    rival: Rival
    macro_f1: float
    accuracy: float
    rates: list[float]
    p99: float
    megabytes: float


def main() -> None:
    """Print the table of docs/performance.md."""
    options = _options()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rows = _rows(options)
    words = () if options.csv else tuple(read_tables(Settings()).words())
    print(f"{len(rows)} texts, {len({row.label for row in rows})} labels, {options.folds} folds, one core\n")
    print("| pipeline | macro-F1 | accuracy | texts/s | times naive (min–max) | one text, p99 ms | model MB |")
    print("|---|---|---|---|---|---|---|")
    naive: list[float] = []
    for rival in rivals(words):
        measured = _measure(rival, rows, options)
        naive = naive or measured.rates
        _print(measured, naive)


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--csv", type=Path, help="a labelled file instead of our own examples")
    arguments.add_argument("--text-column", default="text")
    arguments.add_argument("--title-column")
    arguments.add_argument("--label-column", default="label")
    arguments.add_argument("--group-column")
    arguments.add_argument("--folds", type=int, default=5)
    arguments.add_argument("--runs", type=int, default=3, help="how often the speed is measured")
    return arguments.parse_args()


def _rows(options: argparse.Namespace) -> list[LabelledRow]:
    if options.csv:
        columns = (options.text_column, options.label_column, options.title_column, options.group_column)
        return read_labelled(options.csv, *columns)
    examples = read_examples(ROOT / "classifier" / "examples.csv")
    return [LabelledRow(one.text, one.unit, one.title, one.group or one.text) for one in examples]


def _measure(rival: Rival, rows: Sequence[LabelledRow], options: argparse.Namespace) -> _Measured:
    """Cross-validate, then measure the speed of the last fold's model on the texts that it has not seen."""
    fold = folds([row.label for row in rows], [row.group for row in rows], options.folds, seed=0)
    guesses: list[str] = []
    truth: list[str] = []
    answers: Answers | None = None
    texts: list[tuple[str, str]] = []
    for number in range(options.folds):
        answers = rival.train([row for row, own in zip(rows, fold, strict=True) if own != number])
        if answers is None:
            return _Measured(rival, math.nan, math.nan, [], math.nan, math.nan)
        held_out = [row for row, own in zip(rows, fold, strict=True) if own == number]
        texts = [(row.title, row.text) for row in held_out]
        guesses += answers.labels(texts)
        truth += [row.label for row in held_out]
    assert answers is not None
    rates = [len(texts) / _seconds(answers.answer, texts) for _ in range(options.runs)]
    single = sorted(_seconds(answers.answer, [text]) for text in texts[:_SINGLES])
    macro = float(f1_score(truth, guesses, average="macro"))
    accuracy = float(accuracy_score(truth, guesses))
    return _Measured(rival, macro, accuracy, rates, single[len(single) * 99 // 100], answers.megabytes())


def _seconds(run: Callable[[list[tuple[str, str]]], object], texts: list[tuple[str, str]]) -> float:
    begun = time.perf_counter()
    run(texts)
    return time.perf_counter() - begun


def _print(measured: _Measured, naive: Sequence[float]) -> None:
    if not measured.rates:
        print(f"| {measured.rival.name} | not installed | | | | | |", flush=True)
        return
    ratios = [own / base for own, base in zip(measured.rates, naive, strict=True)]
    print(
        f"| {measured.rival.name} | {measured.macro_f1:.3f} | {measured.accuracy:.3f} "
        f"| {statistics.median(measured.rates):,.0f} "
        f"| {statistics.median(ratios):.1f} ({min(ratios):.1f}–{max(ratios):.1f}) "
        f"| {measured.p99 * 1000:.2f} | {measured.megabytes:.1f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()

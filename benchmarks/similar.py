"""python -m benchmarks.similar [FILE]: are duplicates told from look-alikes, and found among many, and how fast?

FILE has the columns a, b, same (0 or 1) and kind; without it, benchmarks/pairs_tune.csv. The weights are learnt from that
file and from the two by other hands whose errors have been read (pairs_heldout.csv, pairs_heldout_b.csv): all three are
tuning data. --across judges each of the two by what the other and pairs_tune.csv teach, --folds 5 each fifth of all pairs
by the others, --fit writes classifier/likeness.json anew from all of them.
--entries N looks the true duplicates of the file up among N other complaints in the index alone, made of the examples'
texts with other companies and places; --database N fills a real database with as many and looks them up through the
desk's own search.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from app.settings import Settings
from benchmarks import similar_database
from benchmarks.pairs import READ, TUNE, Row, folds_of, others, read, told_of_rows
from classifier.evidence import Evidence
from classifier.examples import read_examples
from classifier.files import ModelFolder
from classifier.likeness import WEIGHTS, Comparer, Weights
from classifier.neighbours import Neighbours
from classifier.signatures import Signatures
from complaints.likeness import Likeness, Told
from complaints.towns import read_towns

TODAY = date(2021, 9, 1).toordinal()
DAYS = 1_000
LIMIT = 50
BATCH = 5_000
STRENGTH = 0.3
"""Of the regression's penalty: the sum of squared weights counts this much beside the pairs' losses."""
THRESHOLD = 0.7
OTHERS_COUNT = 8.0
"""How often each pair by another hand counts."""
DECIDED = ("company_other", "name_other", "month_other", "label_other", "number_other", "spot_other")
"""Contradictions that decide by rule."""

NEGATIVE = ("swapped", "nobody", "little", "asks_one", "again_one", "site_unlike", "name_more")
# A weight never has the other sign, whatever a few pairs say; None leaves it free.
SIGNS: dict[str, tuple[float | None, float | None]] = {
    field.name: (None, 0.0) if field.name.endswith("_other") or field.name in NEGATIVE else (0.0, None)
    for field in fields(Evidence)
} | dict.fromkeys(("name_one", "name_none"), (None, None))


def main() -> None:
    """Print how well the pairs of the file are told apart, and on demand how well they are found among others."""
    arguments = _arguments()
    if arguments.look_up:
        similar_database.look_up(arguments.look_up)
        return
    if arguments.database:
        similar_database.measure(arguments.database)
        return
    settings = Settings()
    towns = read_towns(settings.tables / "towns.csv")
    model = ModelFolder(settings.models).current()
    if model is None:
        sys.exit("no model yet: run sujie train first")
    comparer = Comparer(model.features.words, towns, model, settings.examples)
    known = [row for path in (TUNE, *READ) for row in read(path)]
    if arguments.across:
        judge_across(comparer, known)
        return
    if arguments.folds:
        judge_folds(comparer, known, arguments.folds)
        return
    if arguments.fit:
        fit(comparer, known)
    rows = read(arguments.path)
    accuracy(comparer, rows, errors=arguments.errors)
    if arguments.entries:
        texts = [example.text for example in read_examples(settings.examples)]
        finding(comparer, Signatures(towns), rows, others(texts, towns.names, arguments.entries))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, nargs="?", default=TUNE)
    parser.add_argument("--fit", action="store_true", help="write likeness.json anew")
    parser.add_argument(
        "--folds", type=int, default=0, help="judge the known pairs in so many parts, each by the others"
    )
    parser.add_argument("--across", action="store_true", help="judge each file by another hand by what the rest teach")
    parser.add_argument("--errors", action="store_true", help="show the pairs that are judged wrongly")
    parser.add_argument("--entries", type=int, default=0, help="look duplicates up among so many other complaints")
    parser.add_argument("--database", type=int, default=0, nargs="?", const=100_000, help="the same in a database")
    parser.add_argument("--look-up", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def fit(comparer: Comparer, rows: Sequence[Row]) -> None:
    """Write the weights that are learnt from the pairs."""
    weights = learn(comparer.evidence(told_of_rows(rows)), rows)
    content = {
        "about": "疑似重复的权重，benchmarks 下三份 pairs_*.csv 的逻辑回归，由 python -m benchmarks.similar --fit 写成",
        "threshold": weights.threshold,
        "intercept": weights.intercept,
        "weights": dict(zip((field.name for field in fields(Evidence)), weights.values, strict=True)),
    }
    WEIGHTS.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def learn(evidence: Sequence[Evidence], rows: Sequence[Row]) -> Weights:
    """Return the weights of a logistic regression; none has a sign that its evidence cannot have."""
    # What the rules of the comparer decide would only blur what is to be learnt about the rest.
    open_to_doubt = [not any(getattr(one, name) for name in DECIDED) for one in evidence]
    values = np.array([one.values() for one in evidence])[open_to_doubt]
    truth = np.array([2 * int(row["same"]) - 1 for row in rows])[open_to_doubt]
    counts = np.array([1.0 if row["file"] == TUNE.name else OTHERS_COUNT for row in rows])[open_to_doubt]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = truth * (values @ weights[:-1] + weights[-1])
        slope = -truth * counts / (1 + np.exp(margin))
        penalty = STRENGTH * np.append(weights[:-1], 0)
        return (
            float((counts * np.logaddexp(0, -margin)).sum() + penalty @ weights / 2),
            np.append(values.T @ slope, slope.sum()) + penalty,
        )

    bounds = [*(SIGNS[field.name] for field in fields(Evidence)), (None, None)]
    best = minimize(loss, np.zeros(len(bounds)), jac=True, bounds=bounds, method="L-BFGS-B").x
    *found, intercept = (round(float(weight), 3) for weight in best)
    return Weights(tuple(found), intercept, THRESHOLD)


def judge_across(comparer: Comparer, rows: Sequence[Row]) -> None:
    """Print how well each file by another hand is told apart by what all others teach."""
    evidence = comparer.evidence(told_of_rows(rows))
    for path in READ:
        inside = [row["file"] == path.name for row in rows]
        print(f"{path.name} by the others")
        judged = _judge(comparer, rows, evidence, inside)
        show([row for row, is_inside in zip(rows, inside, strict=True) if is_inside], judged)


def judge_folds(comparer: Comparer, rows: Sequence[Row], count: int) -> None:
    """Print how well each part of the pairs is told apart by what the other parts teach."""
    evidence, fold = comparer.evidence(told_of_rows(rows)), folds_of(rows, count)
    likenesses: dict[int, Likeness] = {}
    for part in range(count):
        judged = _judge(comparer, rows, evidence, [of == part for of in fold])
        likenesses |= dict(zip([at for at, of in enumerate(fold) if of == part], judged, strict=True))
    for name in (path.name for path in (TUNE, *READ)):
        print(f"{count} folds, {name}")
        chosen = [at for at, row in enumerate(rows) if row["file"] == name]
        show([rows[at] for at in chosen], [likenesses[at] for at in chosen])


def _judge(
    comparer: Comparer, rows: Sequence[Row], evidence: Sequence[Evidence], inside: Sequence[bool]
) -> list[Likeness]:
    """Return how alike the pairs inside are, judged by what those outside teach."""
    outside = [at for at, is_inside in enumerate(inside) if not is_inside]
    weights = learn([evidence[at] for at in outside], [rows[at] for at in outside])
    chosen = [row for row, is_inside in zip(rows, inside, strict=True) if is_inside]
    return comparer.weighted(weights).compare_pairs(told_of_rows(chosen))


def accuracy(comparer: Comparer, rows: Sequence[Row], *, errors: bool) -> None:
    """Print precision, recall and ROC-AUC, and how many of each kind are judged rightly."""
    begun = time.perf_counter()
    likenesses = comparer.compare_pairs(told_of_rows(rows))
    spent = (time.perf_counter() - begun) / len(rows)
    print(f"pairs {len(rows)}, {spent * 1e6:.0f} µs a pair")
    show(rows, likenesses)
    for row, likeness in zip(rows, likenesses, strict=True):
        if errors and likeness.same != (row["same"] == "1"):
            print(f"{likeness.score:.2f} {row['kind']}\n   {row['a']}\n   {row['b']}\n   {likeness}")


def show(rows: Sequence[Row], likenesses: Sequence[Likeness]) -> None:
    """Print precision, recall and ROC-AUC, and how many of each kind are judged rightly."""
    truth = np.array([row["same"] == "1" for row in rows])
    said = np.array([likeness.same for likeness in likenesses])
    scores = [likeness.score for likeness in likenesses]
    print(
        f"precision {truth[said].mean():.3f}  recall {said[truth].mean():.3f}  AUC {roc_auc_score(truth, scores):.4f}"
    )
    kinds = sorted({(row["same"], row["kind"]) for row in rows}, reverse=True)
    for same, kind in kinds:
        of_kind = np.array([(row["same"], row["kind"]) == (same, kind) for row in rows])
        right = int((said == truth)[of_kind].sum())
        print(f"  same {same}  {kind:12} {right:4} of {int(of_kind.sum()):4} = {right / of_kind.sum():.3f}")


def finding(comparer: Comparer, signatures: Signatures, rows: Sequence[Row], more: Iterator[Told]) -> None:
    """Print how often the true duplicate is among the candidates, and what a look-up takes in time and memory."""
    draw = random.Random(1)
    pairs = [pair for pair, row in zip(told_of_rows(rows), rows, strict=True) if row["same"] == "1"]
    begun = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    entries = _entries(signatures, more, draw)
    index = Neighbours.of(entries)
    made = time.perf_counter()
    stored = [other for _, other in pairs]
    keys = signatures.signatures([one for one, _ in pairs])
    first = 10**9
    index.add(range(first, first + len(pairs)), signatures.signatures(stored), [TODAY] * len(pairs))
    spent, whole, found = [], [], 0
    for at, ((one, _), signature) in enumerate(zip(pairs, keys, strict=True)):
        start = time.perf_counter()
        candidates = index.find(signature, TODAY + 1, LIMIT)
        spent.append(time.perf_counter() - start)
        found += first + at in candidates
        told = [stored[draw.randrange(len(stored))] for _ in candidates]
        start = time.perf_counter()
        comparer.compare_all(one, told)
        whole.append(time.perf_counter() - start + spent[-1])
    print(f"entries {len(index)}, made in {made - begun:.1f} s")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"index {index.nbytes() / 2**20:.0f} MiB; peak of the process +{grown:.0f} MiB")
    print(f"true duplicate among {LIMIT}: {found} of {len(pairs)} = {found / len(pairs):.3f}")
    for name, times in (("look-up", spent), ("look-up and comparing", whole)):
        middle, high = np.percentile(np.array(times) * 1000, (50, 99))
        print(f"{name:22} median {middle:.2f} ms, p99 {high:.2f} ms")


def _entries(signatures: Signatures, more: Iterator[Told], draw: random.Random) -> Iterator[tuple[int, bytes, int]]:
    number = 0
    while batch := list(islice(more, BATCH)):
        for signature in signatures.signatures(batch):
            yield number, signature, TODAY - draw.randrange(DAYS)
            number += 1


if __name__ == "__main__":
    main()

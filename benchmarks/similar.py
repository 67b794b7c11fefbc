"""python -m benchmarks.similar [FILE]: are duplicates told from look-alikes, and found among many, and how fast?

FILE has the columns a, b, same (0 or 1) and kind; without it, benchmarks/pairs_tune.csv. --fit writes
classifier/likeness.json anew from pairs_tune.csv alone. --entries N also looks up the true duplicates of the file
among N other complaints, made of the examples' texts with other companies and places.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
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
from classifier.evidence import Evidence
from classifier.examples import read_examples
from classifier.files import ModelFolder
from classifier.likeness import WEIGHTS, Comparer
from classifier.neighbours import Neighbours
from classifier.signatures import Signatures
from complaints.likeness import Told
from complaints.towns import read_towns

HERE = Path(__file__).parent
TUNE = HERE / "pairs_tune.csv"
TODAY = date(2021, 9, 1).toordinal()
DAYS = 1_000
LIMIT = 50
BATCH = 5_000
STRENGTH = 0.3
"""Of the regression's penalty: the sum of squared weights counts this much beside the pairs' losses."""
THRESHOLD = 0.55

# A weight never has the other sign, whatever a few pairs say; None leaves it free.
SIGNS: dict[str, tuple[float | None, float | None]] = {
    field.name: (None, 0.0) if field.name.endswith("_other") or field.name in ("swapped", "nobody") else (0.0, None)
    for field in fields(Evidence)
} | {"company_one": (None, None)}


_NAMES = "清华盛鑫恒泰源丰瑞祥宏达顺昌永兴嘉润德和安康远景博雅天成金石明阳海川云峰松柏竹兰"
_TRADES = ("陶瓷", "机械", "建材", "商贸", "餐饮", "物流", "化工", "玻璃", "泵业", "食品", "包装", "科技")


def main() -> None:
    """Print how well the pairs of the file are told apart, and on demand how well they are found among others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, nargs="?", default=TUNE)
    parser.add_argument("--fit", action="store_true", help="write likeness.json anew")
    parser.add_argument("--errors", action="store_true", help="show the pairs that are judged wrongly")
    parser.add_argument("--entries", type=int, default=0, help="look duplicates up among so many other complaints")
    arguments = parser.parse_args()
    settings = Settings()
    towns = read_towns(settings.tables / "towns.csv")
    model = ModelFolder(settings.models).current()
    if model is None:
        parser.error("no model yet: run sujie train first")
    comparer = Comparer(model.features.words, towns, model, settings.examples)
    if arguments.fit:
        fit(comparer, read(TUNE))
    rows = read(arguments.path)
    accuracy(comparer, rows, errors=arguments.errors)
    if arguments.entries:
        texts = [example.text for example in read_examples(settings.examples)]
        finding(comparer, Signatures(towns), rows, others(texts, towns.names, arguments.entries))


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file of pairs."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fit(comparer: Comparer, rows: Sequence[dict[str, str]]) -> None:
    """Write the weights of a logistic regression on the pairs; no weight has a sign that its evidence cannot have."""
    names = [field.name for field in fields(Evidence)]
    evidence = comparer.evidence(_told(rows))
    # What the rules of the comparer decide would only blur what is to be learnt about the rest.
    open_to_doubt = [not (one.company_other or one.month_other) for one in evidence]
    values = np.array([one.values() for one in evidence])[open_to_doubt]
    truth = np.array([2 * int(row["same"]) - 1 for row in rows])[open_to_doubt]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = truth * (values @ weights[:-1] + weights[-1])
        slope = -truth / (1 + np.exp(margin))
        penalty = STRENGTH * np.append(weights[:-1], 0)
        return (
            float(np.logaddexp(0, -margin).sum() + penalty @ weights / 2),
            np.append(values.T @ slope, slope.sum()) + penalty,
        )

    bounds = [*(SIGNS[name] for name in names), (None, None)]
    best = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    content = {
        "about": "疑似重复的权重，benchmarks/pairs_tune.csv 的逻辑回归，由 python -m benchmarks.similar --fit 写成",
        "threshold": THRESHOLD,
        "intercept": round(float(best[-1]), 3),
        "weights": {name: round(float(weight), 3) for name, weight in zip(names, best, strict=False)},
    }
    WEIGHTS.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def accuracy(comparer: Comparer, rows: Sequence[dict[str, str]], *, errors: bool) -> None:
    """Print precision, recall and ROC-AUC, and how many of each kind are judged rightly."""
    begun = time.perf_counter()
    likenesses = comparer.compare_pairs(_told(rows))
    spent = (time.perf_counter() - begun) / len(rows)
    truth = np.array([row["same"] == "1" for row in rows])
    said = np.array([likeness.same for likeness in likenesses])
    scores = [likeness.score for likeness in likenesses]
    print(f"pairs {len(rows)}, {spent * 1e6:.0f} µs a pair")
    print(
        f"precision {truth[said].mean():.3f}  recall {said[truth].mean():.3f}  AUC {roc_auc_score(truth, scores):.4f}"
    )
    kinds = sorted({(row["same"], row["kind"]) for row in rows}, reverse=True)
    for same, kind in kinds:
        of_kind = np.array([(row["same"], row["kind"]) == (same, kind) for row in rows])
        right = int((said == truth)[of_kind].sum())
        print(f"  same {same}  {kind:12} {right:4} of {int(of_kind.sum()):4} = {right / of_kind.sum():.3f}")
    for row, likeness in zip(rows, likenesses, strict=True):
        if errors and likeness.same != (row["same"] == "1"):
            print(f"{likeness.score:.2f} {row['kind']}\n   {row['a']}\n   {row['b']}\n   {likeness}")


def others(texts: Sequence[str], towns: Sequence[str], count: int) -> Iterator[Told]:
    """Yield made-up complaints: the texts, each time with another company and town."""
    draw = random.Random(0)
    for _ in range(count):
        name = "".join(draw.choices(_NAMES, k=2)) + draw.choice(_TRADES) + "有限公司"
        yield Told(f"{draw.choice(texts)}{draw.choice(texts)}"[:120], company=name, place=draw.choice(towns))


def finding(comparer: Comparer, signatures: Signatures, rows: Sequence[dict[str, str]], more: Iterator[Told]) -> None:
    """Print how often the true duplicate is among the candidates, and what a look-up takes in time and memory."""
    draw = random.Random(1)
    pairs = [pair for pair, row in zip(_told(rows), rows, strict=True) if row["same"] == "1"]
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


def _told(rows: Sequence[dict[str, str]]) -> list[tuple[Told, Told]]:
    return [(Told(row["a"]), Told(row["b"])) for row in rows]


if __name__ == "__main__":
    main()

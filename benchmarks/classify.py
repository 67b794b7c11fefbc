"""python -m benchmarks.classify: texts per second on one core, beside the naive jieba pipeline in the same run."""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

from app.settings import ROOT, Settings
from app.tables import read_tables
from benchmarks.naive import naive_model
from classifier.examples import read_examples
from classifier.model import Model


def main() -> None:
    """Print the table of docs/performance.md."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--texts", type=int, default=10_000, help="how many texts a run")
    arguments.add_argument("--runs", type=int, default=5)
    options = arguments.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    examples = read_examples(ROOT / "classifier" / "examples.csv")
    ours = Model.train(examples, words=read_tables(Settings()).words())
    naive = naive_model([example.text for example in examples], [example.unit for example in examples])
    texts = [examples[at % len(examples)].text for at in range(options.texts)]
    pairs = [("", text) for text in texts]
    ours.classify(pairs[:500])
    ratios, own, base = [], [], []
    for _ in range(options.runs):
        base.append(_rate(lambda: naive.predict(texts), len(texts)))
        own.append(_rate(lambda: ours.classify(pairs), len(texts)))
        ratios.append(own[-1] / base[-1])
    print(f"texts a run {len(texts)}, runs {options.runs}, one core")
    print(f"naive jieba pipeline   {statistics.median(base):10.0f} texts/s")
    print(f"sujie, with reasons    {statistics.median(own):10.0f} texts/s")
    print(f"ratio                  {statistics.median(ratios):10.1f}  (min {min(ratios):.1f}, max {max(ratios):.1f})")
    single = sorted(1 / _rate(lambda text=text: ours.classify([("", text)]), 1) for text in texts[:1000])
    print(f"one message            p50 {single[500] * 1000:.2f} ms, p99 {single[990] * 1000:.2f} ms")


def _rate(run: Callable[[], object], count: int) -> float:
    begun = time.perf_counter()
    run()
    return count / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()

"""python -m benchmarks.cluster: texts a second on 1, 2, … workers of a Dask cluster, beside this process alone."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from distributed import LocalCluster

from app.cluster import open_cluster
from app.settings import ROOT, Settings
from app.wiring import open_house
from classifier.examples import read_examples
from classifier.model import Model

_BATCH = 10_000


def main() -> None:
    """Print the table of docs/performance.md."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--texts", type=int, default=60_000)
    arguments.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--data", type=Path, default=Settings().data)
    options = arguments.parse_args()
    examples = [("", one.text) for one in read_examples(ROOT / "classifier" / "examples.csv")]
    texts = (examples * (options.texts // len(examples) + 1))[: options.texts]
    with open_house(Settings(data=options.data, database="sqlite:///:memory:")) as house:
        model = house.brain.model
    model.classify(texts[:100])
    here = [_rate(lambda: model.classify(texts), len(texts)) for _ in range(options.runs)]
    print(f"this process      {statistics.median(here):9.0f} texts/s", flush=True)
    for workers in options.workers:
        there = _on_cluster(model, texts, workers, options.runs)
        ratio = statistics.median(there) / statistics.median(here)
        print(
            f"{workers} worker{'s' if workers > 1 else ' '}         {statistics.median(there):9.0f} texts/s, ratio {ratio:.2f}"
        )


def _on_cluster(model: Model, texts: list[tuple[str, str]], workers: int, runs: int) -> list[float]:
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as cluster,
        open_cluster(cluster.scheduler_address, model) as there,
    ):

        def work() -> None:
            for waiting in [there.begin(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]:
                waiting()

        work()
        return [_rate(work, len(texts)) for _ in range(runs)]


def _rate(work: Callable[[], object], count: int) -> float:
    begun = time.perf_counter()
    work()
    return count / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()

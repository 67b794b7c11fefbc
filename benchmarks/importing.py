"""python -m benchmarks.importing: hotline rows per second, classified and stored, beside the naive way."""

from __future__ import annotations

import argparse
import csv
import resource
import statistics
import tempfile
import time
from pathlib import Path

from app.settings import ROOT, Settings
from app.wiring import open_house
from benchmarks.naive import naive_import, naive_model
from classifier.examples import read_examples


def main() -> None:
    """Print the table of docs/performance.md."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=20_000)
    arguments.add_argument("--runs", type=int, default=3)
    options = arguments.parse_args()
    examples = read_examples(ROOT / "classifier" / "examples.csv")
    naive = naive_model([example.text for example in examples], [example.unit for example in examples])
    own, base, ratios = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "hotline.csv"
        _write_rows(path, [example.text for example in examples], options.rows)
        with open_house(Settings(data=folder / "data")) as house:
            house.brain.train()
        for run in range(options.runs):
            begun = time.perf_counter()
            naive_import(path, folder / f"naive{run}.db", naive)
            base.append(options.rows / (time.perf_counter() - begun))
            begun = time.perf_counter()
            database = f"sqlite:///{folder / f'own{run}.db'}"
            with open_house(Settings(data=folder / "data", database=database)) as house:
                done = house.services.importing.take(path)
            own.append(options.rows / (time.perf_counter() - begun))
            ratios.append(own[-1] / base[-1])
            assert done.accepted == options.rows
    print(f"rows {options.rows}, runs {options.runs}")
    print(f"naive way              {statistics.median(base):10.0f} rows/s")
    print(f"sujie import           {statistics.median(own):10.0f} rows/s")
    print(f"ratio                  {statistics.median(ratios):10.1f}  (min {min(ratios):.1f}, max {max(ratios):.1f})")
    print(f"peak memory            {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.0f} MiB (both)")


def _write_rows(path: Path, texts: list[str], rows: int) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["工单编号", "受理时间", "诉求标题", "主要内容", "企业名称", "所属区域", "联系电话"])
        for at in range(rows):
            text = texts[at % len(texts)]
            order = f"20210830370304{at:06d}"
            writer.writerow(
                [
                    order,
                    "2021-08-30 09:00",
                    text[:15],
                    f"{text}（{at}）",
                    f"博山第{at % 997}厂",
                    "山头街道",
                    "138****1234",
                ]
            )


if __name__ == "__main__":
    main()

"""python -m benchmarks.importing: hotline rows per second, classified and stored, beside the naive way."""

from __future__ import annotations

import argparse
import csv
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.settings import ROOT, Settings
from app.wiring import open_house
from classifier.examples import Example, read_examples
from complaints.importing import SourceFile
from complaints.towns import read_towns

HEADER = ("工单编号", "受理时间", "诉求标题", "主要内容", "企业名称", "所属区域", "联系电话")
_BEGIN = datetime(2020, 9, 1, 8, tzinfo=UTC)
_SYLLABLES = "清华盛鑫恒泰源丰瑞祥宏达顺昌永兴嘉润德和安康远景博雅天成金石明阳海川云峰松柏竹兰"
_TRADES = ("陶瓷", "机械", "建材", "商贸", "餐饮", "物流", "化工", "玻璃", "泵业", "食品", "包装", "科技")
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
_ROWS_A_COMPANY = 10


def main() -> None:
    """Print the table of docs/performance.md."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=20_000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--naive-rows", type=int, default=0, help="rows of the naive way, where all take too long")
    arguments.add_argument("--one", choices=("naive", "own"), help=argparse.SUPPRESS)
    arguments.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.one:
        print((naive if options.one == "naive" else own)(options.folder))
        return
    rows, fewer = options.rows, options.naive_rows or options.rows
    rates: dict[str, list[float]] = {"naive": [], "own": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        examples = read_examples(ROOT / "classifier" / "examples.csv")
        write_rows(folder / "own.csv", examples, rows)
        write_rows(folder / "naive.csv", examples, fewer)
        with open_house(Settings(data=folder / "data")) as house:
            house.brain.train()
        for _ in range(options.runs):
            for way, count in (("naive", fewer), ("own", rows)):
                command = [sys.executable, "-m", "benchmarks.importing", "--one", way, "--folder", name]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                seconds, mebibytes = map(float, done.stdout.split())
                rates[way].append(count / seconds)
                print(f"{way:6} {count / seconds:9.0f} rows/s {mebibytes:8.0f} MiB", flush=True)
    ratios = [mine / base for mine, base in zip(rates["own"], rates["naive"], strict=True)]
    print(f"rows {rows}, naive {fewer}, runs {options.runs}")
    print(f"naive way              {statistics.median(rates['naive']):10.0f} rows/s")
    print(f"sujie import           {statistics.median(rates['own']):10.0f} rows/s")
    print(f"ratio                  {statistics.median(ratios):10.1f}  (min {min(ratios):.1f}, max {max(ratios):.1f})")


def naive(folder: Path) -> str:
    """Seconds and MiB of the naive way; training is not counted."""
    from benchmarks.naive import naive_import, naive_model

    examples = read_examples(ROOT / "classifier" / "examples.csv")
    model = naive_model([example.text for example in examples], [example.unit for example in examples])
    database = folder / "naive.db"
    database.unlink(missing_ok=True)
    begun = time.perf_counter()
    naive_import(folder / "naive.csv", database, model)
    return f"{time.perf_counter() - begun:.2f} {_mebibytes():.0f}"


def own(folder: Path) -> str:
    """Seconds and MiB of both processes of our import, from opening the database to the last row."""
    for old in folder.glob("own.db*"):
        old.unlink()
    begun = time.perf_counter()
    with open_house(Settings(data=folder / "data", database=f"sqlite:///{folder / 'own.db'}")) as house:
        done = house.services.importing.take(SourceFile(folder / "own.csv"))
    seconds = time.perf_counter() - begun
    if done.refused_file or done.refused:
        raise SystemExit(f"{done.message}{done.refused[:3]}")
    print(f"proposals for {done.alike} rows, dispatched {done.dispatched}", file=sys.stderr)
    return f"{seconds:.2f} {_mebibytes():.0f}"


def _mebibytes() -> float:
    """The most memory of this process and of its largest child, which may not have been at the same time."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(one).ru_maxrss for one in who) / 1024


def write_rows(path: Path, examples: Sequence[Example], rows: int) -> None:
    """Write a hotline's export: complaints over a year, of companies that complain again and again."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(_rows(examples, rows))


def _rows(examples: Sequence[Example], rows: int) -> Iterator[tuple[str, ...]]:
    """Texts mixed of the sentences that one unit's examples are made of, so that few are told twice."""
    chance = random.Random(0)
    sentences: dict[str, list[str]] = {}
    for example in examples:
        sentences.setdefault(example.unit, []).extend(one for one in _SENTENCE.findall(example.text) if len(one) > 5)
    units = list(sentences)
    towns = read_towns(ROOT / "tables" / "towns.csv").names
    companies = [(_company(chance), chance.choice(towns)) for _ in range(max(1, rows // _ROWS_A_COMPANY))]
    for at in range(rows):
        said = chance.sample(sentences[chance.choice(units)], chance.randint(2, 4))
        when = _BEGIN + timedelta(minutes=at * 525_600 // rows)
        company, town = chance.choice(companies)
        yield (
            f"{when:%Y%m%d}3703{at:08d}", f"{when:%Y-%m-%d %H:%M:%S}", said[0][:20], "".join(said),
            company, town, "138****1234",
        )  # fmt: skip


def _company(chance: random.Random) -> str:
    return f"淄博{''.join(chance.sample(_SYLLABLES, chance.choice((2, 2, 3))))}{chance.choice(_TRADES)}有限公司"


if __name__ == "__main__":
    main()

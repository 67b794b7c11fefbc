"""Pairs of complaints that tell the same or not, and made-up complaints to look among."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from complaints.likeness import Told

TUNE = Path(__file__).parent / "pairs_tune.csv"
READ = (Path(__file__).parent / "pairs_heldout.csv", Path(__file__).parent / "pairs_heldout_b.csv")
"""Pairs by other hands that were unseen once; since their errors were read, the weights are learnt from them too."""
_NAMES = "清华盛鑫恒泰源丰瑞祥宏达顺昌永兴嘉润德和安康远景博雅天成金石明阳海川云峰松柏竹兰"
_TRADES = ("陶瓷", "机械", "建材", "商贸", "餐饮", "物流", "化工", "玻璃", "泵业", "食品", "包装", "科技")

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """Return the rows of a file of pairs: a, b, same (0 or 1) and kind, with the file's name as file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row | {"file": path.name} for row in csv.DictReader(file)]


def told_of_rows(rows: Sequence[Row]) -> list[tuple[Told, Told]]:
    """Return the two complaints of each row."""
    return [(Told(row["a"]), Told(row["b"])) for row in rows]


def folds_of(rows: Sequence[Row], count: int) -> list[int]:
    """Return the fold of each row; pairs that share a text, directly or by others, are in the same.

    The largest groups are dealt out first, each to the fold that has the fewest rows.
    """
    group = _groups(rows)
    sizes: dict[str, int] = {}
    for name in group:
        sizes[name] = sizes.get(name, 0) + 1
    filled, fold = [0] * count, {}
    for name, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold[name] = filled.index(min(filled))
        filled[fold[name]] += size
    return [fold[name] for name in group]


def _groups(rows: Sequence[Row]) -> list[str]:
    """Return for each row the name of its group: one of the texts that are joined by pairs."""
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        while parent.setdefault(text, text) != text:
            text = parent[text]
        return text

    for row in rows:
        parent[root(row["a"])] = root(row["b"])
    return [root(row["a"]) for row in rows]


def others(texts: Sequence[str], towns: Sequence[str], count: int) -> Iterator[Told]:
    """Yield made-up complaints: the texts, each time with another company and town."""
    draw = random.Random(0)
    for _ in range(count):
        name = "".join(draw.choices(_NAMES, k=2)) + draw.choice(_TRADES) + "有限公司"
        yield Told(f"{draw.choice(texts)}{draw.choice(texts)}"[:120], company=name, place=draw.choice(towns))

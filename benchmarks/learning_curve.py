"""python -m benchmarks.learning_curve: how the classifier grows with examples, from the table's own words on.

Of our own examples so many of each label, drawn three times, beside the routing table; scored on texts by another hand.
"""

from __future__ import annotations

import random
import statistics
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from app.lessons import Lesson, gather
from app.settings import Settings
from app.tables import Tables, read_tables
from benchmarks.card_scores import SETS, has_set, read_set
from classifier.examples import Example
from classifier.model import Model

COUNTS: tuple[int | None, ...] = (0, 5, 20, 50, 100, None)
DRAWS = 3


def main() -> None:
    """Print the table of docs/model.md."""
    settings = Settings()
    tables = read_tables(settings)
    lessons = gather(settings, tables, (), datetime(2021, 8, 28, tzinfo=UTC)).rows
    rows = [row for name in SETS if has_set(name) for row in read_set(name) if row["indicator"]]
    print("| examples of each unit | texts trained on | top-1 | top-3 |\n|---|---|---|---|")
    for count in COUNTS:
        drawn = [_scores(_few(lessons, count, seed), tables, rows) for seed in range(DRAWS if count else 1)]
        trained, top1, top3 = (statistics.mean(values) for values in zip(*drawn, strict=True))
        name = "all" if count is None else str(count) if count else "the table's words alone"
        print(f"| {name} | {trained:.0f} | {top1:.3f} | {top3:.3f} |", flush=True)


def _few(lessons: Sequence[Lesson], count: int | None, seed: int) -> list[Example]:
    """The routing table's rows, and so many of the written examples of each label."""
    written = [row.example for row in lessons if row.id.startswith("E")]
    chosen = [row.example for row in lessons if not row.id.startswith("E")]
    taken: Counter[str] = Counter()
    for example in random.Random(seed).sample(written, len(written)):
        if count is None or taken[example.unit] < count:
            chosen.append(example)
            taken[example.unit] += 1
    return chosen


def _scores(examples: Sequence[Example], tables: Tables, rows: Sequence[dict[str, str]]) -> tuple[int, float, float]:
    model = Model.train(examples, words=tables.words())
    said = model.classify([("", row["text"]) for row in rows])
    top1 = sum(row["unit"] == one.unit for row, one in zip(rows, said, strict=True))
    top3 = sum(row["unit"] in [a.unit for a in one.alternatives] for row, one in zip(rows, said, strict=True))
    return len(examples), top1 / len(rows), top3 / len(rows)


if __name__ == "__main__":
    main()

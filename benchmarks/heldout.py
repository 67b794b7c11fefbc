"""python -m benchmarks.heldout: the shipped model on texts written apart by another hand, never trained on.

benchmarks/heldout.csv: text, unit, indicator, voice, kind. kind is easy (clear words), plain (circumstances only, no
tell-tale word) or decoy (names another unit on purpose).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from app.settings import Settings
from app.wiring import open_house
from complaints.prediction import Decision, Prediction

FILE = Path(__file__).parent / "heldout.csv"
Scored = Sequence[tuple[dict[str, str], Prediction]]


def main() -> None:
    """Print the table of docs/model.md."""
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with open_house(Settings(database="sqlite:///:memory:")) as house:
        predictions = house.brain.classify([("", row["text"]) for row in rows])
        print(f"model {house.brain.model.version}")
    scored = list(zip(rows, predictions, strict=True))
    units = [pair for pair in scored if pair[0]["indicator"]]
    print("| texts | n | top-1 | top-3 | dispatched by itself | right among them |\n|---|---|---|---|---|---|")
    _line("the 24 units", units)
    for kind in ("easy", "plain", "decoy"):
        _line(f"– {kind}", [pair for pair in units if pair[0]["kind"] == kind])
    _line("outside the 24 units", [pair for pair in scored if pair[0]["unit"].startswith("非24家")])
    _line("no complaint", [pair for pair in scored if pair[0]["unit"] == "非投诉"])
    _line("all", scored)


def _line(name: str, scored: Scored) -> None:
    top_1 = sum(row["unit"] == said.unit for row, said in scored) / len(scored)
    top_3 = sum(row["unit"] in [one.unit for one in said.alternatives] for row, said in scored) / len(scored)
    sent = [pair for pair in scored if pair[1].decision is Decision.DISPATCH]
    right = sum(row["unit"] == said.unit for row, said in sent)
    share = f"{right}/{len(sent)} = {right / len(sent):.3f}" if sent else "—"
    print(f"| {name} | {len(scored)} | {top_1:.3f} | {top_3:.3f} | {len(sent) / len(scored):.3f} | {share} |")


if __name__ == "__main__":
    main()

"""python -m benchmarks.companies: which enterprises are found in texts, and whether their matter is told.

benchmarks/companies_tune.csv was looked at while the rules were written, and by now so were companies_heldout.csv and
companies_heldout_b.csv; companies_heldout_c.csv and _d.csv were written by other hands and are not read. Columns: text, companies (the one that complains first, separated by ｜), place, matter (1 or 0).
"""

from __future__ import annotations

import csv
from pathlib import Path

from app.settings import Settings
from app.tables import read_tables
from complaints.companies.naming import find_companies
from complaints.facts.finding import find_facts
from complaints.towns import Towns

_FILES = (
    Path(__file__).parent / "companies_tune.csv",
    Path(__file__).parent / "companies_heldout.csv",
    Path(__file__).parent / "companies_heldout_b.csv",
    Path(__file__).parent / "companies_heldout_c.csv",
    Path(__file__).parent / "companies_heldout_d.csv",
)


def main() -> None:
    """Print a table with a line for each file."""
    towns = read_tables(Settings()).towns
    print(
        "| file | texts | all exact | first exact | precision | recall | place | matter |\n|---|---|---|---|---|---|---|---|"
    )
    for path in _FILES:
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as file:
                print(_line(path.stem, list(csv.DictReader(file)), towns))


def _line(name: str, rows: list[dict[str, str]], towns: Towns) -> str:
    named = [(_names(row["companies"]), find_companies(row["text"])) for row in rows]
    right = sum(len(set(wanted) & set(found)) for wanted, found in named)
    facts = [find_facts(row["text"], towns) for row in rows]
    shares = (
        sum(wanted == found for wanted, found in named) / len(rows),
        sum(wanted[:1] == found[:1] for wanted, found in named) / len(rows),
        right / sum(len(found) for _, found in named),
        right / sum(len(wanted) for wanted, _ in named),
        sum(fact.place == row.get("place", fact.place) for fact, row in zip(facts, rows, strict=True)) / len(rows),
        sum(fact.tells_matter == (row["matter"] == "1") for fact, row in zip(facts, rows, strict=True)) / len(rows),
    )
    return f"| {name} | {len(rows)} | " + " | ".join(f"{share:.3f}" for share in shares) + " |"


def _names(cell: str) -> list[str]:
    return [name for name in cell.split("｜") if name]


if __name__ == "__main__":
    main()

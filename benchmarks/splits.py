"""python -m benchmarks.splits [FILE]: are several matters in one text found, and each one's unit?

The file has the columns text, kind, and the units of the parts in order: `parts` (a JSON list) or `units` (with ｜
between them). Without FILE, both of the project's own are measured: splits_tune.csv, by which the rules were made, and
splits_heldout.csv, written apart by another hand. --speed measures instead what looking for matters costs a file that is
imported: texts a second without and with it, of the texts in splits_tune.csv, and of those alone that hold one matter.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.likenesses import TextLikenesses
from app.senses import TextParts
from app.settings import Settings
from app.tables import read_tables
from classifier.examples import Example, read_examples
from classifier.model import Model
from classifier.splitting import Part, Splitter
from complaints.likeness import Told
from complaints.understanding import understand

HERE = Path(__file__).parent
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Case:
    """A text with the units of its matters."""

    text: str
    units: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A case with what was made of it."""

    case: Case
    parts: Sequence[Part]

    @property
    def count_right(self) -> bool:
        """Whether there are as many parts as matters."""
        return len(self.parts) == len(self.case.units)

    @property
    def units_right(self) -> bool:
        """Whether the parts' units are the matters', whatever their order."""
        return sorted(part.prediction.unit for part in self.parts) == sorted(self.case.units)


def main() -> None:
    """Print a table for each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", default=[HERE / "splits_tune.csv", HERE / "splits_heldout.csv"])
    parser.add_argument("--wrong", action="store_true", help="also print what went wrong")
    parser.add_argument("--speed", action="store_true", help="measure what it costs an import")
    options = parser.parse_args()
    if options.speed:
        speed(read(HERE / "splits_tune.csv"))
        return
    splitter = Splitter(first_model())
    for path in filter(Path.exists, options.files):
        cases = read(path)
        splitter.split_all([case.text for case in cases[:5]])
        begun = time.perf_counter()
        scored = [Scored(case, splitter.split(case.text)) for case in cases]
        each = (time.perf_counter() - begun) / len(cases)
        print(f"\n{path.name}: {len(cases)} texts, {each * 1000:.2f} ms each")
        print("\n".join(report(scored)))
        if options.wrong:
            print("\n".join(_mistake(one) for one in scored if not one.count_right))


def speed(cases: Sequence[Case]) -> None:
    """Print how many texts a second are understood without and with a look for their matters."""
    model, tables = first_model(), read_tables(Settings())
    likenesses, splitter = TextLikenesses(tables, lambda: model), TextParts(model)
    one_matter = [case for case in cases if len(case.units) == 1]
    for name, some in (("all texts", cases), ("texts of one matter", one_matter)):
        told = [Told(case.text) for case in some] * (_BATCH // len(some) + 1)
        rates = []
        for chosen in (None, splitter):
            understand(model, likenesses, told[:50], chosen)
            begun = time.perf_counter()
            understand(model, likenesses, told, chosen)
            rates.append(len(told) / (time.perf_counter() - begun))
        print(f"{name}: {rates[0]:,.0f} a second without, {rates[1]:,.0f} with: {rates[1] / rates[0]:.2f} times")


def read(path: Path) -> list[Case]:
    """Return the cases of the file in their order."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Case(row["text"], _units(row), row.get("kind") or "") for row in csv.DictReader(file)]


def report(scored: Sequence[Scored]) -> Iterator[str]:
    """Yield the lines of the table: all, then by kind."""
    several = [one for one in scored if len(one.case.units) > 1]
    split = [one for one in scored if len(one.parts) > 1]
    both = sum(len(one.case.units) > 1 for one in split)
    yield f"split: precision {_share(both, len(split))}, recall {_share(both, len(several))}"
    yield "| kind | n | number of parts | units |\n|---|---|---|---|"
    yield _line("all", scored)
    yield _line("several matters", several)
    yield _line("one matter", [one for one in scored if len(one.case.units) == 1])
    for kind in sorted({one.case.kind for one in scored}):
        yield _line(f"– {kind}", [one for one in scored if one.case.kind == kind])


def first_model() -> Model:
    """A model as the first training makes it."""
    settings = Settings()
    tables = read_tables(settings)
    table = [Example(text, unit, indicator) for text, unit, indicator in tables.routing.examples()]
    return Model.train([*read_examples(settings.examples), *table], words=tables.words())


def _units(row: dict[str, str]) -> tuple[str, ...]:
    if row.get("parts"):
        return tuple(json.loads(row["parts"]))
    return tuple(unit.strip() for unit in re.split(r"[｜|]", row["units"]) if unit.strip())


def _line(name: str, scored: Sequence[Scored]) -> str:
    counts = sum(one.count_right for one in scored)
    units = sum(one.units_right for one in scored)
    return f"| {name} | {len(scored)} | {_share(counts, len(scored))} | {_share(units, len(scored))} |"


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.3f}" if whole else "—"


def _mistake(one: Scored) -> str:
    parts = " ‖ ".join(f"{part.text}→{part.prediction.unit}" for part in one.parts)
    return f"[{one.case.kind}] {len(one.case.units)} matters, {len(one.parts)} parts: {parts!r}"


if __name__ == "__main__":
    main()

"""What the model card says in figures: measured on held-out folds of the examples, and on texts of another hand."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

import numpy as np
import numpy.typing as npt

from app.lessons import Lessons, gather
from app.settings import ROOT, Settings
from app.tables import Tables, read_tables
from classifier.model import RECIPE, Model
from classifier.scores import BINS, held_out_scores
from classifier.training import HeldOut, train
from complaints.prediction import Decision, Prediction

SETS = ("heldout", "heldout_b")
"""Files of benchmarks/ by another hand than the examples', each with text, unit, indicator, voice and kind."""
PRECISIONS = (0.95, 0.96, 0.97, 0.98)
_INPUTS = ("classifier/examples.csv", "routing_table.csv", *(f"benchmarks/{name}.csv" for name in SETS))
_MOST_CONFUSED = 15
_RESAMPLES = 1_000
_POINTS = 50
_Z = 1.959964

Interval = tuple[float, float, float]
"""A figure with the ends of its 95 % interval."""


class Line(TypedDict):
    """Some texts of one set: how many, how often the unit is the first or among three, what is dispatched and right."""

    name: str
    texts: int
    top1: Interval
    top3: Interval
    dispatched: int
    right: int


class UnitLine(TypedDict):
    """One label on the held-out folds: its rows, how many of them were found, and how many were said to be it."""

    unit: str
    rows: int
    found: int
    said: int


class Scores(TypedDict):
    """Everything that is drawn and written."""

    inputs: str
    examples: dict[str, int]
    folds: dict[str, Interval]
    units: list[UnitLine]
    confused: list[tuple[str, str, int]]
    sets: dict[str, list[Line]]
    precisions: list[dict[str, float]]
    curves: dict[str, list[tuple[float, float]]]
    bins: list[tuple[float, float, int]]


def measure() -> Scores:
    """Train as the product does and return all figures; a minute or two."""
    settings = Settings()
    tables = read_tables(settings)
    lessons = gather(settings, tables, (), datetime(2021, 8, 28, tzinfo=UTC))
    model, held_out = _train(lessons, tables, settings.precision)
    found = {name: read_set(name) for name in SETS if has_set(name)}
    said = {name: model.classify([("", row["text"]) for row in rows]) for name, rows in found.items()}
    return Scores(
        inputs=digest(),
        examples=_examples(lessons),
        folds=_fold_scores(held_out),
        units=_units(held_out),
        confused=_confused(held_out),
        sets={name: _lines(rows, said[name]) for name, rows in found.items()},
        precisions=[_at_precision(lessons, tables, precision, found) for precision in PRECISIONS],
        curves={
            "held-out folds": risk_coverage(*_folds_sure(held_out)),
            **{name: risk_coverage(*_sure(rows, said[name])) for name, rows in found.items()},
        },
        bins=reliability(*_folds_sure(held_out)),
    )


def digest() -> str:
    """What the figures were measured with; they are outdated once it changes."""
    content = hashlib.sha256(f"{RECIPE}\0{Settings.model_fields['precision'].default}".encode())
    for name in _INPUTS:
        path = ROOT / name
        content.update(path.read_bytes().replace(b"\r\n", b"\n") if path.exists() else b"")
    return content.hexdigest()


def wilson(hits: int, count: int) -> Interval:
    """The share of hits with its 95 % interval (Wilson, JASA 22, 1927)."""
    if count == 0:
        return 0.0, 0.0, 1.0
    share, spread = hits / count, _Z * _Z / count
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * float(np.sqrt(share * (1 - share) / count + spread / (4 * count)))
    return share, max(0.0, middle - half), min(1.0, middle + half)


def bootstrap(
    rows: int, score: Callable[[npt.NDArray[np.int64]], dict[str, float]], *, seed: int = 0
) -> dict[str, Interval]:
    """The scores of all rows, each with the 95 % interval of its percentile bootstrap over rows."""
    chance = np.random.default_rng(seed)
    drawn = [score(chance.integers(0, rows, rows)) for _ in range(_RESAMPLES)]
    whole = score(np.arange(rows))
    ends = {name: np.percentile([one[name] for one in drawn], (2.5, 97.5)).tolist() for name in whole}
    return {name: (value, *ends[name]) for name, value in whole.items()}


def risk_coverage(probability: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Some points (share of texts, surest first; share of these that is right) of a risk-coverage curve."""
    order = np.argsort(-probability, kind="stable")
    correct = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    places = np.unique(np.linspace(1, len(order), _POINTS).astype(np.int64))
    return [(round(at / len(order), 4), round(float(correct[at - 1]), 4)) for at in places.tolist()]


def reliability(probability: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> list[tuple[float, float, int]]:
    """For each of 15 equal bins of the probability: its mean, the share that is right, and how many there are."""
    bins = np.minimum((probability * BINS).astype(np.int64), BINS - 1)
    return [
        (round(float(probability[own].mean()), 4), round(float(right[own].mean()), 4), int(own.sum()))
        for own in (bins == number for number in range(BINS))
        if own.any()
    ]


def _train(lessons: Lessons, tables: Tables, precision: float) -> tuple[Model, HeldOut]:
    training = train(lessons.examples, words=tables.words(), precision=precision)
    return training.model, training.held_out


def _path(name: str) -> Path:
    return ROOT / "benchmarks" / f"{name}.csv"


def has_set(name: str) -> bool:
    """Whether there is such a file of benchmarks/."""
    return _path(name).exists()


def read_set(name: str) -> list[dict[str, str]]:
    """Its rows: text, unit, indicator, voice, kind."""
    with _path(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _examples(lessons: Lessons) -> dict[str, int]:
    written = [row.example for row in lessons.rows if row.id.startswith("E")]
    return {
        "written": len(written),
        "representative": sum(one.representative for one in written),
        "of the table": len(lessons.rows) - len(written),
        "labels": len({one.unit for one in written}),
    }


def _fold_scores(held_out: HeldOut) -> dict[str, Interval]:
    return bootstrap(
        len(held_out.given), lambda rows: held_out_scores(held_out.probabilities[rows], held_out.given[rows])
    )


def _units(held_out: HeldOut) -> list[UnitLine]:
    said = held_out.probabilities.argmax(axis=1)
    return [
        UnitLine(
            unit=label,
            rows=int((held_out.given == number).sum()),
            found=int(((held_out.given == number) & (said == number)).sum()),
            said=int((said == number).sum()),
        )
        for number, label in enumerate(held_out.labels)
    ]


def _confused(held_out: HeldOut) -> list[tuple[str, str, int]]:
    said = held_out.probabilities.argmax(axis=1).tolist()
    wrong = Counter(
        (held_out.labels[given], held_out.labels[best])
        for given, best in zip(held_out.given.tolist(), said, strict=True)
        if given != best
    )
    return [(given, best, count) for (given, best), count in wrong.most_common(_MOST_CONFUSED)]


def _lines(rows: Sequence[dict[str, str]], said: Sequence[Prediction]) -> list[Line]:
    scored = list(zip(rows, said, strict=True))
    units = [one for one in scored if one[0]["indicator"]]
    groups: list[tuple[str, Iterable[tuple[dict[str, str], Prediction]]]] = [("the 24 units", units)]
    kinds = dict.fromkeys(row["kind"] for row, _ in units)
    groups += [(f"– {kind}", [one for one in units if one[0]["kind"] == kind]) for kind in kinds]
    groups += [
        ("outside the 24 units", [one for one in scored if one[0]["unit"].startswith("非24家")]),
        ("no complaint", [one for one in scored if one[0]["unit"] == "非投诉"]),
        ("all", scored),
    ]
    return [_line(name, list(some)) for name, some in groups]


def _line(name: str, scored: Sequence[tuple[dict[str, str], Prediction]]) -> Line:
    sent = [one for one in scored if one[1].decision is Decision.DISPATCH]
    return Line(
        name=name,
        texts=len(scored),
        top1=wilson(sum(row["unit"] == one.unit for row, one in scored), len(scored)),
        top3=wilson(sum(row["unit"] in [a.unit for a in one.alternatives] for row, one in scored), len(scored)),
        dispatched=len(sent),
        right=sum(row["unit"] == one.unit for row, one in sent),
    )


def _at_precision(
    lessons: Lessons, tables: Tables, precision: float, sets: dict[str, list[dict[str, str]]]
) -> dict[str, float]:
    """What the thresholds for this precision dispatch of all sets together, and how much of that is right."""
    model, _ = _train(lessons, tables, precision)
    lines = [_lines(rows, model.classify([("", row["text"]) for row in rows])) for rows in sets.values()]
    units = [some[0] for some in lines]
    everything = [some[-1] for some in lines]
    return {
        "precision": precision,
        "units": sum(line["texts"] for line in units),
        "units_dispatched": sum(line["dispatched"] for line in units),
        "dispatched": sum(line["dispatched"] for line in everything),
        "right": sum(line["right"] for line in everything),
    }


def _folds_sure(held_out: HeldOut) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    return held_out.probabilities.max(axis=1), held_out.probabilities.argmax(axis=1) == held_out.given


def _sure(
    rows: Sequence[dict[str, str]], said: Sequence[Prediction]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    right = [row["unit"] == one.unit for row, one in zip(rows, said, strict=True)]
    return np.array([one.probability for one in said]), np.array(right, dtype=np.bool_)


def to_json(scores: Scores) -> str:
    """The figures as they are kept: a line for each of the larger parts, four places."""
    return json.dumps(_rounded(scores), ensure_ascii=False, indent=1) + "\n"


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, (list, tuple)) else value

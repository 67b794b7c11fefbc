"""考核: each unit's score by the office's table, the cases behind every point, the ranking, and what would change it.

Only what the table says is computed. 一票肯定 and 问责 are never computed: they are for people to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from campaign.unit_lines import Numbers, UnitLine, columns_of


class ItemKind(StrEnum):
    """What an item of the table does to the score."""

    BASE = "基础"
    BONUS = "加分"
    MALUS = "扣分"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the table: so many points a case of `figure`, at most `cap` (None: any). A base has no figure."""

    name: str
    kind: ItemKind
    figure: str
    points: Decimal
    cap: Decimal | None
    explanation: str

    def score(self, cases: int) -> Decimal:
        """The signed points for so many cases; a base's are the same whatever the cases."""
        if self.kind is ItemKind.BASE:
            return self.points
        earned = self.points * cases
        earned = earned if self.cap is None else min(earned, self.cap)
        return -earned if self.kind is ItemKind.MALUS else earned


@dataclass(frozen=True, slots=True)
class Points:
    """What one item gave or took, and the cases behind it."""

    item: Item
    score: Decimal
    cases: Numbers

    @property
    def capped(self) -> bool:
        """Whether more cases would change nothing."""
        return self.item.cap is not None and abs(self.score) == self.item.cap


@dataclass(frozen=True, slots=True)
class Change:
    """What the score and the rank would be without the cases that one item took points for."""

    item: Item
    cases: int
    score: Decimal
    rank: int


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's score: equal totals share a rank, and the next rank is as many further. `changes` are the largest first.

    `behind` is how many points the unit lacks to draw level with the next better rank; 0 for the first.
    """

    unit: str
    rank: int
    total: Decimal
    points: tuple[Points, ...]
    changes: tuple[Change, ...]
    behind: Decimal


def assess(lines: Sequence[UnitLine], items: Sequence[Item]) -> tuple[Score, ...]:
    """The scores of the units that were given a case, the best first; equal ones by name."""
    earned = {line.unit: tuple(_points(line, item) for item in items) for line in lines}
    totals = {unit: sum((one.score for one in points), Decimal(0)) for unit, points in earned.items()}
    scores = (_score(unit, points, totals) for unit, points in earned.items())
    return tuple(sorted(scores, key=lambda score: (score.rank, score.unit)))


def _points(line: UnitLine, item: Item) -> Points:
    cases = () if item.kind is ItemKind.BASE else dict(columns_of(line))[item.figure]
    return Points(item, item.score(len(cases)), cases)


def _score(unit: str, points: tuple[Points, ...], totals: dict[str, Decimal]) -> Score:
    total = totals[unit]
    others = [score for other, score in totals.items() if other != unit]
    changes = [
        Change(one.item, len(one.cases), total - one.score, _rank(total - one.score, others))
        for one in points
        if one.score < 0
    ]
    better = [score for score in others if score > total]
    return Score(
        unit, _rank(total, others), total, points,
        tuple(sorted(changes, key=lambda change: -change.score)),
        min(better) - total if better else Decimal(0),
    )  # fmt: skip


def _rank(total: Decimal, others: Sequence[Decimal]) -> int:
    return 1 + sum(other > total for other in others)

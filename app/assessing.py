"""Scores as lines of JSON and as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaign.assessment import Score
from campaign.marks import UnitMark
from complaints.clocks import SHANGHAI


def lines(scores: Sequence[Score], marks: Sequence[UnitMark] = ()) -> list[dict[str, object]]:
    """One object a unit; points are numbers."""
    return [
        {
            "unit": score.unit,
            "rank": score.rank,
            "score": float(score.total),
            "behind": float(score.behind),
            "points": [
                {"item": one.item.name, "score": float(one.score), "capped": one.capped, "cases": list(one.cases)}
                for one in score.points
            ],
            "marks": [
                {"mark": one.mark.value, "by": one.by, "reason": one.reason} for one in marks if one.unit == score.unit
            ],
            "changes": [
                {"without": one.item.name, "cases": one.cases, "score": float(one.score), "rank": one.rank}
                for one in score.changes
            ],
        }
        for score in scores
    ]


def sentences(scores: Sequence[Score], marks: Sequence[UnitMark] = ()) -> Iterator[str]:
    """Each unit's score, then its points and what would change it; the marks that people have set come last."""
    for score in scores:
        yield f"第{score.rank}名 {score.unit}：{score.total:f}分"
        for one in score.points:
            cases = f"：{'、'.join(one.cases)}" if one.cases else ""
            yield f"  {one.item.name} {one.score:+f}分{'（已到封顶）' if one.capped else ''}{cases}"
        for change in score.changes:
            yield f"  若没有{change.item.name}的{change.cases}件：{change.score:f}分，第{change.rank}名"
    for mark in marks:
        yield f"{mark.unit}：{mark.mark}（{mark.by}，{mark.at.astimezone(SHANGHAI):%Y-%m-%d}）{mark.reason}"

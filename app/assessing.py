"""Scores as lines of JSON and as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaign.assessment import Score


def lines(scores: Sequence[Score]) -> list[dict[str, object]]:
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
            "changes": [
                {"without": one.item.name, "cases": one.cases, "score": float(one.score), "rank": one.rank}
                for one in score.changes
            ],
        }
        for score in scores
    ]


def sentences(scores: Sequence[Score]) -> Iterator[str]:
    """Each unit's score, then its points and what would change it."""
    for score in scores:
        yield f"第{score.rank}名 {score.unit}：{score.total:f}分"
        for one in score.points:
            cases = f"：{'、'.join(one.cases)}" if one.cases else ""
            yield f"  {one.item.name} {one.score:+f}分{'（已到封顶）' if one.capped else ''}{cases}"
        for change in score.changes:
            yield f"  若没有{change.item.name}的{change.cases}件：{change.score:f}分，第{change.rank}名"

"""The two pictures of the model card, drawn from its figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.card_scores import Scores

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIZE = (6.4, 4.0)
_STYLES = ("-", "--", ":")
_WITHOUT_DATE = {"Software": None}


def draw(scores: Scores, folder: Path) -> list[Path]:
    """Write both as PNG into the folder; they print well in black and white."""
    return [
        _picture(folder / "risk_coverage.png", scores, _risk_coverage),
        _picture(folder / "reliability.png", scores, _reliability),
    ]


def _picture(path: Path, scores: Scores, fill: Callable[[Axes, Scores], None]) -> Path:
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE, dpi=120, layout="constrained")
    axes = figure.add_subplot()
    fill(axes, scores)
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    figure.savefig(path, metadata=_WITHOUT_DATE)
    return path


def _risk_coverage(axes: Axes, scores: Scores) -> None:
    for (name, points), style in zip(scores["curves"].items(), _STYLES, strict=False):
        axes.plot([x for x, _ in points], [y for _, y in points], style, color="black", label=name)
    axes.set(xlabel="share of the texts, the surest first", ylabel="share of these that is right", xlim=(0, 1))


def _reliability(axes: Axes, scores: Scores) -> None:
    bins = scores["bins"]
    largest = max((count for *_, count in bins), default=1)
    axes.plot([0, 1], [0, 1], ":", color="gray", label="as it should be")
    axes.scatter(
        [x for x, _, _ in bins], [y for _, y, _ in bins], [20 + 160 * count / largest for *_, count in bins],
        color="black", label="held-out folds (area: number of texts)",
    )  # fmt: skip
    axes.set(xlabel="probability of the likeliest label", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))

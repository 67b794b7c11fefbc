"""The units' cases as bars that print well in black and white: done, not yet done, and overdue."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from campaign.unit_lines import UnitLine

TITLE = "各单位派发事项办理情况（件）"
_FONTS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Microsoft YaHei", "SimHei", "PingFang SC",
    "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Noto Serif CJK SC", "Noto Serif CJK JP", "SimSun",
)  # fmt: skip
_PARTS = (("已办结", "0.35", ""), ("未办结", "white", "///"), ("逾期未办结", "white", "xxx"))
"""Each part's name, its grey and its hatching."""


def chart(lines: Sequence[UnitLine]) -> bytes | None:
    """A PNG with a bar for each unit; None without units or where no Chinese typeface is installed."""
    # The drawing library is slow to import.
    from matplotlib import rc_context
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    font = chinese_font()
    if font is None or not lines:
        return None
    units = [line.unit for line in lines]
    with rc_context({"font.family": [font], "hatch.linewidth": 0.6, "font.size": 9}):
        figure = Figure(figsize=(6.1, 0.9 + 0.26 * len(units)), dpi=150, layout="constrained")
        axes = figure.add_subplot()
        left = [0] * len(units)
        for (name, grey, hatch), counts in zip(_PARTS, zip(*map(parts_of, lines), strict=True), strict=True):
            axes.barh(units, counts, left=left, color=grey, hatch=hatch, edgecolor="black", label=name, height=0.65)
            left = [before + count for before, count in zip(left, counts, strict=True)]
        axes.invert_yaxis()
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_title(TITLE)
        axes.legend(frameon=False, ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.02 - 0.6 / (1 + len(units))))
        picture = BytesIO()
        figure.savefig(picture, metadata={"Software": None})
    return picture.getvalue()


def parts_of(line: UnitLine) -> tuple[int, int, int]:
    """How many of the unit's cases are done, not yet done, and overdue; together all that it was given."""
    return len(line.finished), len(line.unfinished) - len(line.overdue), len(line.overdue)


def chinese_font() -> str | None:
    """The first installed typeface that has Chinese characters."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in _FONTS if name in installed), None)

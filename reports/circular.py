"""周通报 as a Word file: the paragraphs, and behind them the table of the units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from campaign.circular import Circular
from campaign.drafting import Section
from campaign.unit_lines import UnitLine
from complaints.rates import Ratio
from reports.letter_forms import ANNEX, ENCLOSURE, FIGURE, FIGURE_LABEL, SERIAL, TITLE
from reports.letters import Box, Letter
from reports.unit_chart import chart

TABLE_TITLE = "各单位诉求办理情况统计表"
_HEADINGS = (
    "单位", "派发", "办结", "办结率", "按时办结", "超时", "按时办结率", "未办结", "其中逾期",
    "已评价", "不满意", "不满意率",
)  # fmt: skip
_WIDTHS = (36, 10, 10, 13, 10, 10, 13, 10, 10, 10, 11, 13)
_PADDING = 0.6


@dataclass(frozen=True, slots=True)
class CircularLetter:
    """What stands on the paper besides the figures."""

    title: str
    serial: str
    office: str
    sections: tuple[Section, ...]


def write_circular(path: Path, circular: Circular, letter: CircularLetter) -> None:
    """Write the circular at `path`, over what stood there; after an OSError `path` is as it was."""
    paper = Letter(letter.title, office=letter.office, made_at=circular.period.as_of)
    paper.add(letter.title, TITLE)
    paper.add(letter.serial, SERIAL, below=28)
    for section in letter.sections:
        paper.heading(section.heading)
        paper.items(section.paragraphs, last=section is letter.sections[-1])
    paper.add(f"附件：{TABLE_TITLE}", ENCLOSURE)
    paper.sign(letter.office, circular.period.as_of)
    paper.add("附件", ANNEX, new_page=True)
    paper.add(TABLE_TITLE, TITLE, above=10, below=10)
    _write_table(paper, (*circular.units, circular.total))
    picture = chart(circular.units)
    if picture is not None:
        paper.add("附图", ANNEX, new_page=True)
        paper.picture(picture)
    paper.save(path)


def percent(ratio: Ratio) -> str:
    """80.0%, or — of nothing."""
    return f"{ratio.share:.1%}" if ratio.share is not None else "—"


def _write_table(paper: Letter, lines: Sequence[UnitLine]) -> None:
    table = paper.table(_WIDTHS, _PADDING)
    table.row(*(Box(heading, FIGURE_LABEL) for heading in _HEADINGS), repeated=True)
    for line in lines:
        cells = (
            line.unit, len(line.given), len(line.finished), percent(line.finished_rate), len(line.on_time),
            len(line.late), percent(line.on_time_rate), len(line.unfinished), len(line.overdue), len(line.answered),
            len(line.discontent), percent(line.discontent_rate),
        )  # fmt: skip
        table.row(*(Box(str(cell), FIGURE) for cell in cells))

"""热点排名表: the same trouble told by many, and the cases behind each, as a spreadsheet or as CSV."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

from complaints.clocks import SHANGHAI
from complaints.privacy import mask_text
from complaints.topics import Case, Topic
from reports.sheets import safe_text

TITLE = "营商环境诉求热点排名表"
_TOPICS = (
    ("排名", 6), ("热度", 8), ("热点", 34), ("件数", 7), ("反映人数", 9), ("企业数", 8), ("未办结", 8), ("逾期", 7),
    ("点赞数", 8), ("属地", 12), ("最早", 12), ("最近", 12), ("关键词", 28),
)  # fmt: skip
_CASES = (("排名", 6), ("热点", 26), ("编号", 20), ("时间", 17), ("诉求属地", 12), ("标题", 30), ("内容", 60))


def write_hot(path: Path, topics: Sequence[Topic], cases: Mapping[str, Case]) -> None:
    """Write the topics and, on a second sheet, their cases to `path`; texts are masked and never formulas."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    # Opened here, for the library hides what the system says of a path in an error of its own.
    with path.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        top = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        head = book.add_format(
            {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"}
        )
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        formats = _Formats(top, head, cell)
        _sheet(book, "热点排名", _TOPICS, [_topic_line(topic) for topic in topics], formats)
        lines = [_case_line(topic, cases[number]) for topic in topics for number in topic.cases if number in cases]
        _sheet(book, "明细", _CASES, lines, formats)


def write_hot_csv(path: Path, topics: Sequence[Topic], cases: Mapping[str, Case]) -> None:
    """Write one line for each case of a topic, the hottest first; texts are masked, and begin like no formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([heading for heading, _ in (*_TOPICS, *_CASES[2:])])
        for topic in topics:
            for case in (cases[number] for number in topic.cases if number in cases):
                writer.writerow((*_topic_line(topic), *_case_line(topic, case)[2:]))


@dataclass(frozen=True, slots=True)
class _Formats:
    """How the title, the headings and the cells look."""

    title: xlsxwriter.format.Format
    head: xlsxwriter.format.Format
    cell: xlsxwriter.format.Format


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    columns: Sequence[tuple[str, int]],
    lines: Sequence[Sequence[str | float]],
    formats: _Formats,
) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 0)
    sheet.merge_range(0, 0, 0, len(columns) - 1, TITLE if name == "热点排名" else f"{TITLE}（{name}）", formats.title)
    sheet.set_row(0, 30)
    for at, (heading, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(1, at, heading, formats.head)
    for row, line in enumerate(lines, start=2):
        for at, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(row, at, value, formats.cell)
            else:
                sheet.write_number(row, at, value, formats.cell)


def _topic_line(topic: Topic) -> list[str | float]:
    return [
        topic.rank, topic.heat, _shown(topic.title), topic.count, topic.people, topic.companies, topic.open,
        topic.overdue, topic.measures.agreed, _shown(topic.place), _day(topic.first), _day(topic.last),
        "、".join(map(_shown, topic.words)),
    ]  # fmt: skip


def _case_line(topic: Topic, case: Case) -> list[str | float]:
    return [
        topic.rank, _shown(topic.title), _shown(case.id), f"{case.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        _shown(case.place), _shown(case.title), _shown(case.text),
    ]  # fmt: skip


def _shown(text: str) -> str:
    return safe_text(mask_text(text))


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d}"

"""The 宣传稿件统计表 is opened again, and its numbers are held against the articles."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from campaign.publicity import Article, Quota, judge, unit_weeks
from campaign.publishing import Publicity
from complaints.clocks import SHANGHAI
from complaints.units import Unit
from reports.publicity import COLUMNS, WEEK_COLUMNS, write_publicity

MADE_AT = datetime(2021, 9, 3, 15, 0, tzinfo=SHANGHAI)
FRIDAY = date(2021, 9, 3)
UNITS = [Unit("区税务局", (), True), Unit("区公安分局", (), False)]
ARTICLES = [
    Article(
        "区税务局",
        "办税再提速",
        "人民网",
        date(2021, 8, 30),
        "https://example.cn/1",
        "纳税",
        "中央",
        "网站",
        note="头条",
    ),
    Article("区税务局", "办税再提速", "大众日报", date(2021, 8, 31), is_reprint=True),
    Article("区公安分局", "=HYPERLINK(1)", "人民网", FRIDAY, "=1+1"),
    Article("区公安分局", "别的题目", "新华网", FRIDAY, "http://www.example.cn/1"),
]


def written(path: Path) -> dict[str, list[dict[str, object]]]:
    judged = judge(ARTICLES)
    weeks = tuple(unit_weeks(judged, UNITS, FRIDAY, Quota()))
    write_publicity(path, Publicity(date(2021, 8, 28), FRIDAY, tuple(judged), weeks), made_at=MADE_AT)
    found = {}
    for sheet in load_workbook(path):
        head, *rows = sheet.iter_rows(min_row=3, values_only=True)
        found[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def test_each_article_is_a_row_with_what_it_counts_as(tmp_path: Path) -> None:
    rows = written(tmp_path / "p.xlsx")["宣传稿件"]
    assert list(rows[0]) == [column.heading for column in COLUMNS]
    told = {(row["稿件标题"], row["媒体名称"]): row for row in rows}
    first = told["办税再提速", "人民网"]
    assert (first["填报单位"], first["单位类型"], first["发布日期"], first["认定"]) == (
        "区税务局",
        "牵头",
        "2021-08-30",
        "新稿",
    )
    assert (told["办税再提速", "大众日报"]["认定"], told["办税再提速", "大众日报"]["是否原创/转载"]) == ("转载", "转载")
    assert told["别的题目", "新华网"]["认定"] == "重复"
    assert told["别的题目", "新华网"]["备注"] == "见区税务局《办税再提速》（人民网，2021-08-30）"
    assert (rows[-1]["序号"], rows[-1]["稿件标题"]) == ("合计", 4)


def test_each_units_week_tells_what_is_missing(tmp_path: Path) -> None:
    rows = written(tmp_path / "p.xlsx")["每周篇数"]
    assert list(rows[0]) == [column.heading for column in WEEK_COLUMNS]
    assert [(row["单位"], row["新稿"], row["转载"], row["重复"], row["应报"], row["计入"], row["差"]) for row in rows] == [
        ("区税务局", 1, 1, 0, 5, 1, 4), ("区公安分局", 1, 0, 1, 3, 1, 2), (None, 2, 1, 1, 8, 2, 6),
    ]  # fmt: skip


def test_nothing_in_it_runs_and_it_prints_across(tmp_path: Path) -> None:
    rows = written(tmp_path / "p.xlsx")["宣传稿件"]
    assert "‘=1+1" in {row["链接"] for row in rows}
    for sheet in load_workbook(tmp_path / "p.xlsx"):
        assert all(cell.data_type != "f" and cell.hyperlink is None for line in sheet.iter_rows() for cell in line)
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_area

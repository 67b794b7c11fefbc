"""附件3 in any layout of its family."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from complaints.records import FileRefused, RefusedFile, RefusedRow
from inbox.articles import read_articles
from tests.inbox.make import csv_file, xlsx

LINK = "https://www.example.cn/a/1.html"


def test_the_offices_own_form_is_read(tmp_path: Path) -> None:
    head = [
        "序号",
        "填报单位",
        "单位类型",
        "指标",
        "稿件标题",
        "媒体名称",
        "媒体级别",
        "发布渠道",
        "发布日期",
        "链接",
        "是否原创/转载",
        "备注",
    ]
    rows = [
        ["2021年营商环境宣传稿件统计表"],
        head,
        [1, "区税务局", "牵头", "纳税", "办税再提速", "人民网", "中央", "网站", date(2021, 8, 30), LINK, "原创", "头条"],
        [2, None, None, None, "《退税更快》", "《大众日报》", "省", "报纸", "2021年8月31日", None, "转载", None],
        ["合计", None, None, None, 2],
    ]  # fmt: skip
    first, second = read_articles(xlsx(tmp_path / "附件3.xlsx", rows)).articles
    assert (first.unit, first.indicator, first.title, first.medium) == ("区税务局", "纳税", "办税再提速", "人民网")
    assert (first.level, first.outlet, first.day, first.link) == ("中央", "网站", date(2021, 8, 30), LINK)
    assert (first.is_reprint, first.note) == (False, "头条")
    assert (second.unit, second.title, second.medium, second.is_reprint) == ("区税务局", "退税更快", "大众日报", True)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (["报送单位", "文章题目", "刊发媒体", "刊发时间", "网址"], ["区税务局", "办税再提速", "人民网", "2021-08-30", LINK]),
        (["日期", "标题", "平台", "稿件链接", "部门"], ["2021/8/30", "办税再提速", "人民网", LINK, "区税务局"]),
        (["供稿单位", "新闻标题", "采用媒体", "采用时间", "文章链接地址"], ["区税务局", "办税再提速", "人民网", "20210830", LINK]),
    ],
)  # fmt: skip
def test_other_headings_mean_the_same(tmp_path: Path, head: list[str], row: list[str]) -> None:
    (one,) = read_articles(csv_file(tmp_path / "宣传.csv", ",".join(head), ",".join(row))).articles
    assert (one.unit, one.title, one.medium, one.day, one.link) == (
        "区税务局", "办税再提速", "人民网", date(2021, 8, 30), LINK,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "word", "is_reprint"),
    [
        ("是否原创", "是", False), ("是否原创", "否", True), ("是否转载", "是", True), ("是否转载", "否", False),
        ("是否转载", "", None),
    ],
)  # fmt: skip
def test_what_the_heading_asks_is_answered(tmp_path: Path, heading: str, word: str, is_reprint: bool | None) -> None:
    lines = (f"单位,标题,媒体,日期,{heading}", f"区税务局,办税,人民网,2021-08-30,{word}")
    (one,) = read_articles(csv_file(tmp_path / "宣传.csv", *lines)).articles
    assert one.is_reprint is is_reprint


def test_a_file_without_units_is_whose_it_is_said_to_be(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "宣传.csv", "标题,媒体,日期", "办税,人民网,2021-08-30")
    assert read_articles(path, "区税务局").articles[0].unit == "区税务局"
    (refusal,) = read_articles(path).refused
    assert (refusal.row, refusal.reason) == (2, RefusedRow.TEXT_MISSING)
    assert "没有写填报单位" in refusal.message


def test_rows_without_a_title_or_a_day_are_refused_by_their_number(tmp_path: Path) -> None:
    lines = (
        "单位,标题,媒体,日期",
        "区税务局,,人民网,2021-08-30",
        "区税务局,办税,人民网,",
        "区税务局,办税,人民网,月底",
        "区税务局,退税,人民网,2021-08-31",
    )
    read = read_articles(csv_file(tmp_path / "宣传.csv", *lines))
    assert [one.title for one in read.articles] == ["退税"]
    assert [(one.row, one.reason) for one in read.refused] == [
        (2, RefusedRow.TEXT_MISSING), (3, RefusedRow.DATE_INVALID), (4, RefusedRow.DATE_INVALID),
    ]  # fmt: skip


def test_another_table_is_refused_as_a_whole(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read_articles(csv_file(tmp_path / "热线.csv", "工单编号,诉求内容", "1,停电"))
    assert refused.value.reason is RefusedFile.UNKNOWN_LAYOUT
    with pytest.raises(FileRefused):
        read_articles(tmp_path / "没有.xlsx")

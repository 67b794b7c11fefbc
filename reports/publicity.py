"""营商环境宣传稿件统计表 (附件3): the articles of some days, what each counts as, and who has too few a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from campaign.publicity import Judged, Standing, UnitWeek
from campaign.publishing import Publicity
from complaints.clocks import SHANGHAI
from complaints.privacy import mask_text
from reports.sheets import safe_text
from reports.tables import Cell, Column, Line, TableSheet, write_tables

TITLE = "营商环境宣传稿件统计表"
COLUMNS = (
    Column("序号", 6, "count"),
    Column("填报单位", 16, "short"),
    Column("单位类型", 9, "short"),
    Column("指标", 12, "short"),
    Column("稿件标题", 40, "text", "sum_articles"),
    Column("媒体名称", 16, "short"),
    Column("媒体级别", 9, "short"),
    Column("发布渠道", 10, "short"),
    Column("发布日期", 12, "short"),
    Column("链接", 36),
    Column("是否原创/转载", 10, "short"),
    Column("认定", 9, "short"),
    Column("备注", 24),
)
"""The columns of 附件3 in its order; 认定 is what the article counts as."""
WEEK_COLUMNS = (
    Column("序号", 6, "count", "sum_count"),
    Column("单位", 28, "short"),
    Column("单位类型", 10, "short"),
    Column("本周截至", 14, "short"),
    Column("新稿", 9, "count", "sum_count"),
    Column("转载", 9, "count", "sum_count"),
    Column("重复", 9, "count", "sum_count"),
    Column("应报", 9, "count", "sum_count"),
    Column("计入", 9, "count", "sum_count"),
    Column("差", 9, "count", "sum_count"),
)
STANDINGS = {Standing.NEW: "新稿", Standing.REPRINT: "转载", Standing.DOUBLE: "重复"}
_AT_TITLE = 4


def write_publicity(path: Path, publicity: Publicity, *, made_at: datetime) -> None:
    """Write the articles and, on a second sheet, each unit's weeks as a workbook at `path`, over what stood there."""
    facts = f"发布日期：{publicity.since} 至 {publicity.until}　制表时间：{made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    counted = Counter(one.standing for one in publicity.articles)
    told = "，".join(f"{word}{counted[standing]}篇" for standing, word in STANDINGS.items())
    kinds = {week.unit: _kind(week) for week in publicity.weeks}
    articles = TableSheet(
        "宣传稿件", TITLE, safe_text(f"{facts}　{told}"), COLUMNS, list(_article_lines(publicity, kinds))
    )
    weeks = TableSheet("每周篇数", f"{TITLE}每周篇数", safe_text(facts), WEEK_COLUMNS, list(_week_lines(publicity)))
    write_tables(path, [articles, weeks], made_at)


def _article_lines(publicity: Publicity, kinds: dict[str, str]) -> Iterator[Line]:
    ordered = sorted(publicity.articles, key=lambda one: one.article.unit)
    for position, one in enumerate(ordered, start=1):
        yield Line(article_row(position, one, kinds.get(one.article.unit, "")))
    cells: list[Cell] = ["合计", *[""] * (len(COLUMNS) - 1)]
    cells[_AT_TITLE] = len(ordered)
    yield Line(tuple(cells), is_sum=True)


def article_row(position: int, one: Judged, kind: str) -> tuple[Cell, ...]:
    """The article's cells in the order of COLUMNS, made safe and masked."""
    article = one.article
    said = {None: "", True: "转载", False: "原创"}[article.is_reprint]
    note = article.note
    if one.of is not None:
        of = f"见{one.of.unit}《{one.of.title}》（{one.of.medium}，{one.of.day}）"
        note = f"{note}；{of}" if note else of
    words = (
        article.unit, kind, article.indicator, mask_text(article.title), article.medium, article.level, article.outlet,
        article.day.isoformat(), article.link, said, STANDINGS[one.standing], mask_text(note),
    )  # fmt: skip
    return (position, *map(safe_text, words))


def _week_lines(publicity: Publicity) -> Iterator[Line]:
    for position, week in enumerate(publicity.weeks, start=1):
        yield Line((position, safe_text(week.unit), _kind(week), week.last.isoformat(), *_figures([week])))
    yield Line(("合计", "", "", "", *_figures(publicity.weeks)), is_sum=True)


def _figures(weeks: tuple[UnitWeek, ...] | list[UnitWeek]) -> tuple[int, ...]:
    rows = [(week.new, week.reprints, week.doubles, week.wanted, week.counted, week.short) for week in weeks]
    return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * 6


def _kind(week: UnitWeek) -> str:
    if not week.wanted and not week.is_lead:
        return "其他"
    return "牵头" if week.is_lead else "责任"

"""走访覆盖情况: by town what is registered and visited, whom nobody has visited, and visits that fit nobody."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from campaign.coverage import Coverage, TownCoverage, Unplaced, Unvisited
from reports.sheets import Column, Page, Row, made, safe_text, write_pages

TITLE = "注册企业走访覆盖情况"
NO_TOWN = "属地不明"
TOWN_COLUMNS = (
    Column("序号", 6, "count"),
    Column("镇街", 20, "short"),
    Column("注册企业", 12, "count"),
    Column("镇街已走访", 12, "count"),
    Column("走访率", 10, "share"),
    Column("未走访", 12, "count"),
    Column("其中仅部门走访", 16, "count"),
)
UNVISITED_COLUMNS = (
    Column("序号", 8, "count"),
    Column("镇街", 12, "short"),
    Column("企业名称", 32),
    Column("统一社会信用代码", 22, "short"),
    Column("住所", 36),
    Column("企业类型", 14, "short"),
    Column("登记状态", 9, "short"),
    Column("已走访的部门", 16, "short"),
)
UNPLACED_COLUMNS = (
    Column("序号", 6, "count"),
    Column("走访单位", 16, "short"),
    Column("走访日期", 12, "date"),
    Column("企业名称（台账）", 30),
    Column("统一社会信用代码", 22, "short"),
    Column("镇街", 12, "short"),
    Column("请核对", 44),
)
_NAMED = 3


def write_coverage(path: Path, found: Coverage, made_at: datetime) -> None:
    """Write the sheets 覆盖情况, 未走访企业 and 对不上的走访 at `path`, over what stood there.

    SheetTooLong where more than 1,048,573 enterprises are unvisited; OSError where `path` cannot be written.
    """
    total = found.total
    counts = f"注册企业{total.registered}家，镇街已走访{total.visited}家，未走访{total.unvisited}家"
    gone = f"；注销、吊销等{found.gone}家不计" if found.gone else ""
    facts = f"制表时间：{made(made_at)}　{counts}{gone}"
    towns = [_town_row(at, one) for at, one in enumerate((*found.towns, total), start=1)]
    unvisited = [_unvisited_row(at, one) for at, one in enumerate(found.unvisited, start=1)]
    unplaced = [_unplaced_row(at, one) for at, one in enumerate(found.unplaced, start=1)]
    pages = (
        Page("覆盖情况", TITLE, facts, TOWN_COLUMNS, towns),
        Page("未走访企业", "未走访企业名单", facts, UNVISITED_COLUMNS, unvisited, frozen=3),
        Page("对不上的走访", "对不上注册企业的走访", f"合计：{len(unplaced)}次", UNPLACED_COLUMNS, unplaced),
    )
    write_pages(path, TITLE, pages, made_at)


def _town_row(at: int, one: TownCoverage) -> Row:
    return at, safe_text(one.town or NO_TOWN), one.registered, one.visited, one.rate, one.unvisited, one.by_units


def _unvisited_row(at: int, one: Unvisited) -> Row:
    told = one.enterprise
    words = (told.place or NO_TOWN, told.name, told.uscc, told.address, told.kind, told.state, "、".join(one.units))
    return at, *map(safe_text, words)


def _unplaced_row(at: int, one: Unplaced) -> Row:
    visit = one.visit
    words = map(safe_text, (visit.name, visit.uscc, visit.place, _reason(one)))
    return at, safe_text(visit.visitor), visit.day, *words


def _reason(one: Unplaced) -> str:
    if not one.choices:
        return "注册名单里没有这个名称或代码"
    named = "、".join(f"{choice.name}（{choice.place or NO_TOWN}）" for choice in one.choices[:_NAMED])
    more = f"等{len(one.choices)}家" if len(one.choices) > _NAMED else ""
    return f"可能是{named}{more}，请在台账写全称或代码"

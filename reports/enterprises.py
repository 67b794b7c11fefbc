"""附件1 样本企业汇总表 of all units: the merged list, by unit, by town, and who has not reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from campaign.filings import Filing, FilingState
from campaign.sample_lists import SampleList
from campaign.samples import SampleEnterprise
from complaints.privacy import mask_text
from reports.sheets import Band, Cell, Column, Page, Row, made, safe_text, wall_time, write_pages

TITLE = "样本企业汇总表"
NO_PLACE = "属地不明"
COLUMNS = (
    Column("序号", 5, "count"),
    Column("指标名称", 10, "short"),
    Column("牵头单位", 11, "short"),
    Column("企业名称", 22),
    Column("统一社会信用代码", 20, "short"),
    Column("所属镇街", 9, "short"),
    Column("企业性质", 9, "short"),
    Column("行业", 9, "short"),
    Column("规模", 6, "short"),
    Column("法定代表人", 8, "short"),
    Column("联系人", 8, "short"),
    Column("联系电话（预留）", 13, "short"),
    Column("办理事项", 16),
    Column("办理时间", 11, "short"),
    Column("办理结果", 9, "short"),
    Column("是否存在分歧或投诉", 8, "short"),
    Column("来源", 9, "short"),
    Column("问题摘要", 28),
    Column("备注", 22),
)
"""附件1 in the office's order; 企业性质/行业/规模 as the units' forms write them, apart."""
UNIT_COLUMNS = (
    Column("序号", 6, "count"),
    Column("牵头单位", 22, "short"),
    Column("上报情况", 12, "short"),
    Column("首次上报时间", 18, "time"),
    Column("企业数", 10, "count"),
    Column("标注分歧或投诉", 16, "count"),
    Column("与其他单位重复", 16, "count"),
)
Problems = Mapping[tuple[str, str], Sequence[str]]
"""What enterprises complain of, by the name and the unit as the ledger writes them."""


def write_enterprises(path: Path, found: SampleList, problems: Problems, made_at: datetime) -> None:
    """Write the sheets 汇总, 按单位, 按镇街 and 未报单位 at `path`, over what stood there.

    One row an enterprise in 汇总 and 按镇街, one an enterprise and unit in 按单位. Phones are masked, ids are text.
    OSError where `path` cannot be written.
    """
    listed, units = found.enterprises, [one.unit for one in found.filings]
    disputes = sum(one.disputes for one in listed)
    facts = f"制表时间：{made(made_at)}　合计：{len(listed)}家，其中标注分歧或投诉{disputes}家"
    whole = [enterprise_row(at, one, problems) for at, one in enumerate(listed, start=1)]
    due = made(found.due) if found.due else "未定"
    late = f"截止{due}：未报{len(found.missing)}个单位，迟报{len(found.late)}个；以首次导入时间计"
    pages = (
        Page("汇总", TITLE, facts, COLUMNS, whole, frozen=4),
        Page("按单位", f"{TITLE}（按单位）", facts, COLUMNS, list(_by_unit(listed, units, problems)), frozen=4),
        Page("按镇街", f"{TITLE}（按镇街）", facts, COLUMNS, list(_by_town(listed, problems)), frozen=4),
        Page("未报单位", f"{TITLE}报送情况", late, UNIT_COLUMNS, _filing_rows(found.filings)),
    )
    write_pages(path, TITLE, pages, made_at)


def enterprise_row(position: int, one: SampleEnterprise, problems: Problems) -> tuple[Cell, ...]:
    """The enterprise's cells in the order of COLUMNS, made safe, its phones masked."""
    told = [
        text for line in one.lines for text in problems.get((line.line.enterprise.name, line.line.enterprise.unit), ())
    ]
    return (
        position,
        _all(one.indicators),
        _all(one.units),
        safe_text(one.name),
        safe_text(one.uscc),
        safe_text(one.place),
        *(_all(one.told(name)) for name in ("nature", "industry", "size")),
        *(_all(one.people(name)) for name in ("legal_person", "person")),
        safe_text(mask_text("、".join(one.people("phone")))),
        _all(one.matters),
        _days(one),
        _all(one.told("outcome")),
        "是" if one.disputes else "否",
        _all(one.told("source")),
        safe_text(mask_text("\n".join(dict.fromkeys(told)))),
        safe_text("；".join((*map(mask_text, one.told("note")), *one.remarks))),
    )


def _by_unit(listed: Sequence[SampleEnterprise], units: Sequence[str], problems: Problems) -> Iterator[Row]:
    """First the lead units in their order, then those whose unit nobody knows."""
    for unit in (*units, *sorted({line.unit for one in listed for line in one.lines} - set(units))):
        own = [one.of_unit(unit) for one in listed if any(line.unit == unit for line in one.lines)]
        if own:
            yield from _group(unit or "牵头单位不明", own, problems)


def _by_town(listed: Sequence[SampleEnterprise], problems: Problems) -> Iterator[Row]:
    for place in (*sorted({one.place for one in listed} - {""}), ""):
        own = [one for one in listed if one.place == place]
        if own:
            yield from _group(place or NO_PLACE, own, problems)


def _group(name: str, own: Sequence[SampleEnterprise], problems: Problems) -> Iterator[Row]:
    yield Band(f"{name}：{len(own)}家，其中标注分歧或投诉{sum(one.disputes for one in own)}家")
    for at, one in enumerate(own, start=1):
        yield enterprise_row(at, one, problems)


def _filing_rows(filings: Sequence[Filing]) -> list[Row]:
    """Those that owe it stand first, then those that were late."""
    order = (FilingState.MISSING, FilingState.LATE, FilingState.UNDATED, FilingState.IN_TIME)
    ordered = sorted(filings, key=lambda one: order.index(one.state))
    return [
        (at, safe_text(one.unit), one.state.value, wall_time(one.first_at), one.enterprises, one.disputes, one.shared)
        for at, one in enumerate(ordered, start=1)
    ]


def _days(one: SampleEnterprise) -> str:
    days = one.days
    if len(days) < 2:
        return "".join(day.isoformat() for day in days)
    return f"{days[0].isoformat()}至{days[-1].isoformat()}（{len(days)}次）"


def _all(words: Sequence[str]) -> str:
    return safe_text(mask_text("、".join(words)))

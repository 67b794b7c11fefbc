"""The circular's paragraphs as they are drafted from its figures; the office may put others in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from campaign.circular import Circular, HotTopic
from campaign.naming import Kind, Verdict
from campaign.unit_lines import Numbers, UnitLine
from complaints.clocks import SHANGHAI

FORMULAS = (
    "计算口径：办结率＝办结÷派发；按时办结率＝按时办结÷（按时办结＋超时），超时含已逾期仍未办结的，未经单位上报而办结的不计；"
    "不满意率＝不满意÷已评价，未评价的不计。"
)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the circular: its heading without a number, and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


def draft(circular: Circular) -> tuple[Section, ...]:
    """The six parts, in their order."""
    return (
        Section("基本情况", _overview(circular)),
        Section("办理情况", _handling(circular)),
        Section("热点问题", tuple(map(_topic, circular.topics)) or ("本期没有多人反映的同类问题。",)),
        Section("走访和宣传", (_visits(circular), _publicity(circular))),
        Section("表扬和点名", (_verdicts(circular, Kind.PRAISE), _verdicts(circular, Kind.NAME))),
        Section("下步要求", _demands(circular)),
    )


def _overview(circular: Circular) -> tuple[str, ...]:
    period, total = circular.period, circular.total
    at = period.as_of.astimezone(SHANGHAI)
    others = (
        ("直接答复", circular.answered_directly), ("待研判", circular.waiting),
        ("不予受理", circular.declined), ("并入其他诉求", circular.merged),
    )  # fmt: skip
    split = "、".join(f"{name}{len(cases)}件" for name, cases in (("派发承办单位", circular.given), *others) if cases)
    sources = "、".join(f"{channel.label}{len(cases)}件" for channel, cases in circular.channels)
    days = f"{period.first.year}年{_day(period.first)}至{_day(period.last)}"
    received = f"{days}，共受理涉企诉求{len(circular.received)}件"
    standing = (
        f"截至{_day(at)}{at:%H时%M分}，派发的诉求已办结{len(total.finished)}件，"
        f"未办结{len(total.unfinished)}件，其中逾期{len(total.overdue)}件。"
    )
    return (
        f"{received}，其中{split}。" if split else f"{received}。",
        *((f"按来源分：{sources}。",) if sources else ()),
        standing,
    )


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _handling(circular: Circular) -> tuple[str, ...]:
    total = circular.total
    most = "、".join(f"{line.unit}{len(line.given)}件" for line in circular.units[:3])
    rates = (
        f"全区办结率{total.finished_rate.text}，按时办结率{total.on_time_rate.text}，"
        f"不满意率{total.discontent_rate.text}，各单位情况见附件。"
    )
    told = [f"派发较多的单位：{most}。"] if most else []
    told += _listed("超时的单位", circular.units, lambda line: line.late)
    told += _listed("未办结的单位", circular.units, lambda line: line.unfinished)
    return (rates, *told, FORMULAS)


def _listed(name: str, lines: Sequence[UnitLine], of: Callable[[UnitLine], Numbers]) -> list[str]:
    units = sorted((line for line in lines if of(line)), key=lambda line: -len(of(line)))
    shown = "、".join(f"{line.unit}{len(of(line))}件" for line in units)
    return [f"{name}：{shown}。"] if shown else []


def _topic(topic: HotTopic) -> str:
    place = f"，集中在{topic.place}" if topic.place else ""
    return f"{topic.title}：{len(topic.cases)}件、{topic.people}人反映{place}。"


def _visits(circular: Circular) -> str:
    if circular.visits is None:
        return "走访：本期没有走访报送数据。"
    units = circular.visits.units
    missing = _by_count("漏报{count}天", ((one.unit, one.missing_days) for one in units))
    return (
        f"走访：本期走访{sum(one.visits for one in units)}次，累计{sum(one.total for one in units)}次，"
        f"覆盖企业{sum(one.covered for one in units)}/{sum(one.known for one in units)}家"
        + (f"；{missing}。" if missing else "，没有漏报。")
    )


def _by_count(pattern: str, counts: Iterable[tuple[str, int]]) -> str:
    """The units by how much they lack, most first; those that lack nothing are left out."""
    units: dict[int, list[str]] = {}
    for unit, count in counts:
        if count:
            units.setdefault(count, []).append(unit)
    told = []
    for count, names in sorted(units.items(), reverse=True):
        many = f"{len(names)}个：" if len(names) > 1 else ""
        told.append(f"{pattern.format(count=count)}的{many}{'、'.join(names)}")
    return "；".join(told)


def _publicity(circular: Circular) -> str:
    if circular.publicity is None:
        return "宣传：本期没有宣传稿件报送数据。"
    units = circular.publicity.units
    short = _by_count("差{count}篇", ((one.unit, one.short) for one in units))
    return f"宣传：本期报送稿件{sum(one.count for one in units)}篇" + (
        f"；未达要求的：{short}。" if short else "，均达到要求。"
    )


def _verdicts(circular: Circular, kind: Kind) -> str:
    found = [one for one in circular.verdicts if one.rule.kind is kind]
    if not found:
        return f"{kind}：本期没有符合条件的单位。"
    by_unit: dict[str, list[Verdict]] = {}
    for one in found:
        by_unit.setdefault(one.unit, []).append(one)
    told = "；".join(
        f"{unit}（{'，'.join(f'{one.rule.saying}：{one.rule.measure}{one.value}' for one in verdicts)}）"
        for unit, verdicts in by_unit.items()
    )
    return f"{kind}：{told}。"


def _demands(circular: Circular) -> tuple[str, ...]:
    total = circular.total
    told: list[str] = []
    if total.overdue:
        units = "、".join(line.unit for line in circular.units if line.overdue)
        told.append(f"抓紧办结逾期事项。{units}对{len(total.overdue)}件逾期事项逐件明确责任人，尽快办结并反馈。")
    if total.discontent:
        units = "、".join(line.unit for line in circular.units if line.discontent)
        told.append(f"做好不满意事项的回访。{units}对{len(total.discontent)}件不满意事项重新对接企业，说明办理情况。")
    if circular.topics:
        told.append(f"研究解决共性问题。对“{circular.topics[0].title}”等反映集中的问题，牵头单位提出一揽子解决办法。")
    return (*told, "按时签收、按时办结。各单位收到派发事项后及时签收，在时限内办结并如实反馈。")

"""The office's limits: how long for what, by channel and matter. tables/limits.csv, edited in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from complaints.editable import read_lines
from complaints.errors import TableError
from complaints.records import Channel

HEADERS = ("来源", "事项", "项目", "数值", "计量", "依据", "确认")
ANY = "*"


class Measure(StrEnum):
    """In what a limit is counted."""

    WORKING_DAYS = "工作日"
    NATURAL_DAYS = "自然日"
    MINUTES = "分钟"
    TIMES = "次"
    DATE = "日期"
    YES_OR_NO = "是否"


class Item(StrEnum):
    """What a row limits; the value is the word in the table."""

    DONE = "办结"  #: From the assignment to the report that it is done.
    SIGN = "签收"  #: From the assignment to the signature.
    RETURN = "退单"  #: From the assignment; afterwards it cannot be given back.
    FIRST_REPORT = "首次反馈"  #: From the assignment to the first word on what is being done.
    HELP = "协办"  #: From the assignment to the report of a helping unit.
    EXTENSION = "延期"  #: How long after the due day an extension may reach.
    EXTENSIONS = "延期次数"  #: How often one unit may be given more time.
    REJECTED = "审核退回"  #: For the unit after the office's refusal.
    REDO = "重办"  #: For the unit after a bad follow-up or a look back.
    SHELVE = "挂账"  #: How long something may be put off.
    SUPERVISED = "督办"  #: For the unit's written answer to a supervision.
    FOLLOW_UP = "回访"  #: Until an unanswered follow-up is shown to the office.
    ARCHIVE = "归档"  #: From the close-out.
    YELLOW = "黄牌"  #: Before the due day.
    WITHDRAW = "撤回"  #: From the filing, for the reporter.
    UNDO = "撤销"  #: From a write, for whoever made it.
    RESTART = "改派重新计时"  #: Whether a transfer gives the new unit its whole time.
    CAMPAIGN_FROM = "整改起始"  #: First day on which the campaign's last day counts.
    CAMPAIGN_TO = "整改截止"  #: Last day of the campaign's rectification: nothing is due later.


_DAYS = frozenset({Measure.WORKING_DAYS, Measure.NATURAL_DAYS})
MEASURES: dict[Item, frozenset[Measure]] = {
    **dict.fromkeys(Item, _DAYS),
    Item.EXTENSIONS: frozenset({Measure.TIMES}),
    Item.WITHDRAW: frozenset({Measure.MINUTES}),
    Item.UNDO: frozenset({Measure.MINUTES}),
    Item.RESTART: frozenset({Measure.YES_OR_NO}),
    Item.CAMPAIGN_FROM: frozenset({Measure.DATE}),
    Item.CAMPAIGN_TO: frozenset({Measure.DATE}),
}
"""In what each item may be counted."""
OPTIONAL = frozenset({Item.CAMPAIGN_FROM, Item.CAMPAIGN_TO, Item.FIRST_REPORT})
"""Items that need no row for every channel and matter."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One row. `channel` None and `matter` empty mean any; `count` is 0 for a date, 1 or 0 for yes or no."""

    line: int
    channel: Channel | None
    matter: str
    item: Item
    measure: Measure
    count: int
    day: date | None
    source: str
    is_confirmed: bool

    @property
    def is_special(self) -> bool:
        """Whether it was written for a channel or a matter, and not for all."""
        return self.channel is not None or self.matter != ""


class Limits:
    """The rows; the one for both channel and matter wins, then the channel's, the matter's, and the general one."""

    def __init__(self, rows: Sequence[Limit]) -> None:
        self.rows = tuple(rows)
        self._by_key = {(row.item, row.channel, row.matter): row for row in rows}

    def find(self, item: Item, channel: Channel, matter: str = "") -> Limit:
        """The row that counts; KeyError only for an optional item that has none."""
        found = self.look_for(item, channel, matter)
        if found is None:
            raise KeyError(item)
        return found

    def look_for(self, item: Item, channel: Channel, matter: str = "") -> Limit | None:
        """The row that counts, or None."""
        keys: tuple[tuple[Channel | None, str], ...] = ((channel, matter), (channel, ""), (None, matter), (None, ""))
        return next((self._by_key[item, *key] for key in keys if (item, *key) in self._by_key), None)

    def general(self, item: Item) -> Limit:
        """The row for any channel and matter."""
        return self._by_key[item, None, ""]

    @property
    def unconfirmed(self) -> list[Limit]:
        """The rows that the office has not confirmed yet."""
        return [row for row in self.rows if not row.is_confirmed]


def read_limits(path: Path, matters: Sequence[str] = ()) -> Limits:
    """The table at `path`; TableError holds a sentence for every wrong line. `matters` are the routing table's."""
    problems: list[str] = []
    rows = [
        row
        for line, cells in read_lines(path, HEADERS, problems)
        if (row := _row(path.name, line, cells, matters, problems))
    ]
    if rows or not problems:
        problems += _problems_between(path.name, rows)
    if problems:
        raise TableError(problems)
    return Limits(rows)


def _row(name: str, line: int, cells: list[str], matters: Sequence[str], problems: list[str]) -> Limit | None:
    place = f"{name} 第{line}行"
    named, matter, word, value, measured, source, confirmed = cells
    before = len(problems)
    channels = {channel.label: channel for channel in Channel}
    if named != ANY and named not in channels:
        problems.append(f"{place}：来源“{named}”不认识；应为 {ANY} 或 {'、'.join(channels)}")
    if matter != ANY and matters and matter not in matters:
        problems.append(f"{place}：事项“{matter}”不在 routing_table.csv 中；不分事项请写 {ANY}")
    item = next((item for item in Item if item.value == word), None)
    if item is None:
        problems.append(f"{place}：项目“{word}”不认识；应为 {'、'.join(Item)}")
    if confirmed not in ("已确认", "待确认"):
        problems.append(f"{place}：确认一栏应为“已确认”或“待确认”")
    if item is None or len(problems) > before:
        return None
    found = _value(place, item, value, measured, problems)
    if found is None:
        return None
    measure, count, day = found
    return Limit(
        line, channels.get(named), "" if matter == ANY else matter, item, measure, count, day, source,
        confirmed == "已确认",
    )  # fmt: skip


def _value(
    place: str, item: Item, value: str, measured: str, problems: list[str]
) -> tuple[Measure, int, date | None] | None:
    """What the row's number says, in which measure; None when it cannot be read, said in `problems`."""
    allowed = [measure for measure in Measure if measure in MEASURES[item]]
    measure = next((measure for measure in allowed if measure.value == measured), None)
    if measure is None:
        problems.append(f"{place}：“{item}”的计量应为 {'或'.join(allowed)}，不是“{measured}”")
        return None
    if measure is Measure.DATE:
        try:
            return measure, 0, date.fromisoformat(value)
        except ValueError:
            problems.append(f"{place}：日期“{value}”应写成 2021-09-09")
            return None
    if measure is Measure.YES_OR_NO:
        if value not in ("是", "否"):
            problems.append(f"{place}：数值“{value}”应为“是”或“否”")
            return None
        return measure, int(value == "是"), None
    lowest = 0 if item in (Item.EXTENSIONS, Item.YELLOW) else 1
    if not (value.isascii() and value.isdigit() and lowest <= int(value) <= 3650):
        problems.append(f"{place}：数值“{value}”应为{lowest}至3650的整数，例如 5")
        return None
    return measure, int(value), None


def _problems_between(name: str, rows: Sequence[Limit]) -> Iterator[str]:
    first: dict[tuple[Item, Channel | None, str], int] = {}
    for row in rows:
        line = first.setdefault((row.item, row.channel, row.matter), row.line)
        if line != row.line:
            yield f"{name} 第{row.line}行：与第{line}行重复（同一来源、事项、项目）"
    for item in Item:
        if item not in OPTIONAL and (item, None, "") not in first:
            yield f"{name}：缺少“{item}”的通用行（来源、事项都为 {ANY}）"

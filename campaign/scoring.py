"""The table by which units are assessed: tables/scoring.csv."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from campaign.assessment import Item, ItemKind
from campaign.unit_lines import UnitLine, columns_of
from complaints.editable import read_lines
from complaints.errors import TableError

HEADERS = ("项目", "类别", "依据", "每件分", "封顶", "说明")
FIGURES = tuple(name for name, _ in columns_of(UnitLine("")))
"""What an item may count."""


def read_scoring(path: Path) -> tuple[Item, ...]:
    """The table at `path`; TableError holds a sentence for every wrong line."""
    problems: list[str] = []
    items: list[Item] = []
    names: dict[str, int] = {}
    for line, cells in read_lines(path, HEADERS, problems):
        place = f"{path.name} 第{line}行"
        before = names.setdefault(cells[0], line)
        if before != line:
            problems.append(f"{place}：项目“{cells[0]}”与第{before}行重复")
        item = _item(place, cells, problems)
        if item is not None:
            items.append(item)
    if not names and not problems:
        problems.append(f"{path.name}：没有考核项目，请至少写一行")
    if problems:
        raise TableError(problems)
    return tuple(items)


def _item(place: str, cells: Sequence[str], problems: list[str]) -> Item | None:
    name, kind, figure, points, cap, explanation = cells
    before = len(problems)
    if not name:
        problems.append(f"{place}：项目为空")
    if kind not in tuple(ItemKind):
        problems.append(f"{place}：类别“{kind}”应为 {'、'.join(ItemKind)}")
    elif kind == ItemKind.BASE and (figure or cap):
        problems.append(f"{place}：基础分不写依据和封顶")
    elif kind != ItemKind.BASE and figure not in FIGURES:
        problems.append(f"{place}：依据“{figure}”应为 {'、'.join(FIGURES)}")
    each = _number(place, "每件分", points, problems)
    most = _number(place, "封顶", cap, problems) if cap else None
    if each is None or len(problems) > before:
        return None
    return Item(name, ItemKind(kind), figure, each, most, explanation)


def _number(place: str, heading: str, text: str, problems: list[str]) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and number > 0:
        return number
    problems.append(f"{place}：{heading}“{text}”应为大于0的数，加或扣由类别决定")
    return None

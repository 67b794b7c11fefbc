"""The routing table: which unit handles what, within how long. The office edits it in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from complaints.editable import read_lines
from complaints.errors import TableError
from complaints.units import OFFICE, Units, split_words

HEADERS = ("指标", "事项", "牵头单位", "责任单位", "关键词", "办理时限(工作日)", "备注")
ANYTHING = "*"
"""The keyword of the last row, which matches every text."""


@dataclass(frozen=True, slots=True)
class Route:
    """One row: a matter, its lead and responsible units, and the working days that they have."""

    line: int
    indicator: str
    matter: str
    lead: str
    co_units: tuple[str, ...]
    keywords: tuple[str, ...]
    limit_days: int | None
    remark: str

    def hits(self, text: str) -> tuple[str, ...]:
        """The keywords of the row that the text holds."""
        return tuple(word for word in self.keywords if word in text)

    @property
    def name(self) -> str:
        """The row as people are shown it."""
        return f"分工表第{self.line}行“{self.matter}”"


class RoutingTable:
    """The rows in their order; the last one catches whatever no other takes."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self.routes = tuple(routes)
        self._of_lead: dict[str, list[Route]] = {}
        for route in routes:
            self._of_lead.setdefault(route.lead, []).append(route)

    def route(self, lead: str, indicator: str, text: str) -> Route | None:
        """The lead's row with the most keywords in the text, then the indicator's, then the first; or None."""
        rows = self._of_lead.get(lead, ())
        return max(rows, key=lambda row: (len(row.hits(text)), row.indicator == indicator, -row.line), default=None)

    def route_of(self, lead: str, matter: str) -> Route | None:
        """The lead's row for that matter, or None."""
        return next((row for row in self.routes if row.lead == lead and row.matter == matter), None)

    def words(self) -> list[str]:
        """Every matter and keyword, for the segmenter's dictionary."""
        return [w for row in self.routes for w in (row.matter, *row.keywords) if w != ANYTHING]

    def examples(self) -> Iterator[tuple[str, str, str]]:
        """(text, unit, indicator) for each row's own words: what the classifier knows before any example."""
        for row in self.routes:
            if row.lead != OFFICE:
                yield (f"{row.matter}，{'，'.join(row.keywords)}", row.lead, row.indicator)


def read_routing_table(path: Path, units: Units) -> RoutingTable:
    """The table at `path`; TableError holds a sentence for every wrong line."""
    problems: list[str] = []
    routes = [_route(path.name, line, cells, units, problems) for line, cells in read_lines(path, HEADERS, problems)]
    if not routes and not problems:
        problems.append(f"{path.name}：表内没有数据行")
    if routes:
        problems += _problems_between(path.name, routes, units)
    if problems:
        raise TableError(problems)
    return RoutingTable(routes)


def _route(name: str, line: int, cells: list[str], units: Units, problems: list[str]) -> Route:
    place = f"{name} 第{line}行"
    indicator, matter, lead, co_units, keywords, limit, remark = cells
    if not matter:
        problems.append(f"{place}：事项为空")
    resolved = OFFICE if lead == OFFICE else _lead(place, lead, units, problems)
    resolved_co = tuple(_co_unit(place, word, units, problems) for word in split_words(co_units))
    return Route(
        line, indicator, matter, resolved, resolved_co, split_words(keywords), _limit(place, limit, problems), remark
    )


def _lead(place: str, lead: str, units: Units, problems: list[str]) -> str:
    if not lead:
        problems.append(f"{place}：牵头单位为空")
        return ""
    found = units.resolve(lead)
    if found is None:
        problems.append(f"{place}：牵头单位“{lead}”不认识；请改为 tables/units.csv 中的名称，或先在那里登记")
    elif not units.is_lead(found):
        problems.append(f"{place}：“{lead}”不是牵头单位；tables/units.csv 中它的类型为“责任”")
    return found or lead


def _co_unit(place: str, word: str, units: Units, problems: list[str]) -> str:
    found = units.resolve(word)
    if found is None:
        problems.append(f"{place}：责任单位“{word}”不认识；请改为 tables/units.csv 中的名称，或先在那里登记")
    return found or word


def _limit(place: str, limit: str, problems: list[str]) -> int | None:
    if not limit:
        return None
    if not re.fullmatch(r"[0-9]{1,3}", limit) or int(limit) == 0:
        problems.append(f"{place}：办理时限“{limit}”不是正整数（工作日），例如 5")
        return None
    return int(limit)


def _problems_between(name: str, routes: Sequence[Route], units: Units) -> list[str]:
    problems = [*_duplicates(name, routes), *_unreachable(name, routes)]
    leading = {route.lead for route in routes}
    problems += [f"{name}：牵头单位“{unit}”没有任何一行" for unit in units.leads if unit not in leading]
    if not routes or ANYTHING not in routes[-1].keywords or routes[-1].lead != OFFICE:
        line = f" 第{routes[-1].line}行" if routes else ""
        problems.append(f"{name}{line}：最后一行须为兜底行：牵头单位“{OFFICE}”，关键词“{ANYTHING}”")
    return problems


def _duplicates(name: str, routes: Sequence[Route]) -> Iterator[str]:
    first: dict[tuple[str, str], int] = {}
    for route in routes:
        line = first.setdefault((route.indicator, route.matter), route.line)
        if route.matter and line != route.line:
            yield f"{name} 第{route.line}行：事项“{route.matter}”与第{line}行重复"


def _unreachable(name: str, routes: Sequence[Route]) -> Iterator[str]:
    for at, route in enumerate(routes):
        earlier = routes[:at]
        catch_all = next((row for row in earlier if ANYTHING in row.keywords), None)
        if catch_all:
            yield f"{name} 第{route.line}行：永远轮不到，因为第{catch_all.line}行（关键词“*”）已匹配一切"
            continue
        for row in earlier:
            same_place = (row.lead, row.indicator) == (route.lead, route.indicator)
            if same_place and set(route.keywords) <= set(row.keywords):
                yield f"{name} 第{route.line}行：永远轮不到，它的关键词都已在第{row.line}行（同一指标、同一单位）"
                break

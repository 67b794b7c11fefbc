"""Whom the circular praises and whom it names: rules that the office keeps in tables/circular.csv."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from campaign.unit_lines import Numbers, UnitLine
from complaints.editable import read_lines
from complaints.errors import TableError
from complaints.rates import Ratio

HEADERS = ("类别", "指标", "比较", "数值", "最少件数", "说法")


class Kind(StrEnum):
    """What a rule does."""

    PRAISE = "表扬"
    NAME = "点名"


class Measure(StrEnum):
    """What of a unit's line a rule looks at; rates are in per cent."""

    FINISHED_RATE = "办结率"
    ON_TIME_RATE = "按时办结率"
    DISCONTENT_RATE = "不满意率"
    OVERDUE = "逾期未办结"
    LATE = "超时"
    DISCONTENT = "不满意"


class Comparison(StrEnum):
    """When a rule holds; both include the number itself."""

    AT_LEAST = "不低于"
    AT_MOST = "不高于"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. `least` cases must stand under a rate, or be given to the unit, or it says nothing."""

    kind: Kind
    measure: Measure
    comparison: Comparison
    number: float
    least: int
    saying: str

    @property
    def text(self) -> str:
        """The condition as a person reads it."""
        unit = "%" if self.measure in _RATES else "件"
        return f"{self.measure}{self.comparison}{self.number:g}{unit}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """That a rule holds for a unit, with the value that it has and the cases behind that."""

    unit: str
    rule: Rule
    value: str
    cases: Numbers


_RATES: Mapping[Measure, Callable[[UnitLine], Ratio]] = {
    Measure.FINISHED_RATE: lambda line: line.finished_rate,
    Measure.ON_TIME_RATE: lambda line: line.on_time_rate,
    Measure.DISCONTENT_RATE: lambda line: line.discontent_rate,
}
_BEHIND: Mapping[Measure, Callable[[UnitLine], Numbers]] = {
    Measure.OVERDUE: lambda line: line.overdue,
    Measure.LATE: lambda line: line.late,
    Measure.DISCONTENT: lambda line: line.discontent,
}
_BEHIND_RATE: Mapping[tuple[Measure, Comparison], Callable[[UnitLine], Numbers]] = {
    (Measure.FINISHED_RATE, Comparison.AT_LEAST): lambda line: line.finished,
    (Measure.FINISHED_RATE, Comparison.AT_MOST): lambda line: line.unfinished,
    (Measure.ON_TIME_RATE, Comparison.AT_LEAST): lambda line: line.on_time,
    (Measure.ON_TIME_RATE, Comparison.AT_MOST): lambda line: line.late,
    (Measure.DISCONTENT_RATE, Comparison.AT_LEAST): lambda line: line.discontent,
    (Measure.DISCONTENT_RATE, Comparison.AT_MOST): lambda line: line.answered,
}


def judge(lines: Sequence[UnitLine], rules: Sequence[Rule]) -> tuple[Verdict, ...]:
    """Every rule that holds for a unit, in the order of the rules; who is named for anything is praised for nothing."""
    found = [verdict for rule in rules for line in lines if (verdict := _verdict(line, rule))]
    named = {verdict.unit for verdict in found if verdict.rule.kind is Kind.NAME}
    return tuple(one for one in found if one.rule.kind is Kind.NAME or one.unit not in named)


def read_rules(path: Path) -> tuple[Rule, ...]:
    """The table at `path`; TableError holds a sentence for every wrong line."""
    problems: list[str] = []
    read = [_rule(f"{path.name} 第{line}行", cells, problems) for line, cells in read_lines(path, HEADERS, problems)]
    if problems:
        raise TableError(problems)
    return tuple(rule for rule in read if rule is not None)


def _verdict(line: UnitLine, rule: Rule) -> Verdict | None:
    if rule.measure in _RATES:
        ratio = _RATES[rule.measure](line)
        if ratio.share is None or ratio.denominator < rule.least:
            return None
        value, shown, cases = 100 * ratio.share, ratio.text, _BEHIND_RATE[rule.measure, rule.comparison](line)
    else:
        cases = _BEHIND[rule.measure](line)
        if len(line.given) < rule.least:
            return None
        value, shown = float(len(cases)), f"{len(cases)}件"
    holds = value >= rule.number if rule.comparison is Comparison.AT_LEAST else value <= rule.number
    return Verdict(line.unit, rule, shown, cases) if holds else None


def _rule(place: str, cells: Sequence[str], problems: list[str]) -> Rule | None:
    kind, measure, comparison, number, least, saying = cells
    before = len(problems)
    for heading, cell, words in (
        ("类别", kind, tuple(Kind)), ("指标", measure, tuple(Measure)), ("比较", comparison, tuple(Comparison)),
    ):  # fmt: skip
        if cell not in words:
            problems.append(f"{place}：{heading}“{cell}”应为 {'、'.join(words)}")
    if not _is_number(number):
        problems.append(f"{place}：数值“{number}”应为不小于0的数，例：95")
    if not least.isdecimal() or int(least) < 1:
        problems.append(f"{place}：最少件数“{least}”应为不小于1的整数")
    if not saying:
        problems.append(f"{place}：说法为空")
    if len(problems) > before:
        return None
    return Rule(Kind(kind), Measure(measure), Comparison(comparison), float(number), int(least), saying)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()

"""What a person reads of two complaints: what both have in common, and what speaks against their being one."""

from __future__ import annotations

from collections.abc import Callable

from classifier.evidence import Evidence
from classifier.numerals import MONEY
from classifier.telling import Telling
from complaints.companies.naming import same_company

_LITTLE = 0.45
LATEST = 45
"""Days apart from which two complaints are two."""


def company(one: Telling, other: Telling) -> str:
    """Return the name that both tell, as it is told more fully."""
    told = [(mine, theirs) for mine in one.companies for theirs in other.companies if same_company(mine, theirs)]
    names = told[0] if told else (*one.companies, *other.companies)[:1]
    return max(names, key=len, default="")


def place(one: Telling, other: Telling) -> str:
    for site in one.sites:
        if any(site.agrees(theirs) for theirs in other.sites):
            return site.name + site.kind
    return one.place if one.place == other.place else ""


def against(one: Telling, other: Telling, evidence: Evidence, days: int | None) -> dict[str, str]:
    """Return the name of each contradiction with what a person reads of it."""
    told = {
        name: f"{what}不同：{of(one)}、{of(other)}"
        for name, what, of in _CONTRADICTIONS
        if getattr(evidence, name) and not (name == "name_other" and evidence.company_other)
    }
    if evidence.little > _LITTLE or (one.asks and other.asks):
        told["little"] = "都没有说清是哪家、在哪里"
    if days is not None and days > LATEST:
        told["late"] = f"相隔{days}天"
    if evidence.number_other and not (told.keys() & {"label_other", "money_other", "month_other", "day_other"}):
        told["number_other"] = "同一处的数字不同"
    if evidence.spot_other and not (told.keys() & {"site_other", "town_other"}):
        told["spot_other"] = "同一处的地点不同"
    return told


def _months(telling: Telling) -> str:
    named = [f"{month}月" for month in sorted(telling.when.months)]
    return "".join(named or [("本月", "上个月", "上上个月")[ago] for ago in sorted(telling.when.back)])


def _days(telling: Telling) -> str:
    return "".join(f"{month}月{day}日" for month, day in sorted(telling.when.days))


def _years(telling: Telling) -> str:
    named = [f"{year}年" for year in sorted(telling.when.years)]
    return "".join(named or [("今年", "去年", "前年", "大前年")[ago] for ago in sorted(telling.when.years_back)])


def _label(telling: Telling) -> str:
    labels = telling.labels
    return next(iter((*labels.numbers, *labels.masked)), "") or next(
        (f"{which}{kind}" for kind, which in labels.parts), ""
    )


def _matter(telling: Telling) -> str:
    return min(telling.spoken.matters, default="")


def _money(telling: Telling) -> str:
    amount = max(one.value for one in telling.quantities if one.kind == MONEY)
    return f"{amount / 10_000:g}万元" if amount >= 10_000 else f"{amount:g}元"


_CONTRADICTIONS: tuple[tuple[str, str, Callable[[Telling], str]], ...] = (
    ("company_other", "企业", lambda telling: telling.companies[0]),
    ("name_other", "名称", lambda telling: (telling.own or telling.names)[0]),
    ("month_other", "时间", _months),
    ("day_other", "日期", _days),
    ("year_other", "年份", _years),
    ("label_other", "编号或位置", _label),
    ("site_other", "地点", lambda telling: telling.sites[0].name),
    ("town_other", "属地", lambda telling: telling.place),
    ("matter_other", "事项", _matter),
    ("money_other", "金额", _money),
)

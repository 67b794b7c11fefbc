"""The plan: on which days a line is due, and every wrong line named."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from app.settings import ROOT
from campaign.plan import Report, Task, read_plan, week_ends_on
from complaints.errors import TableError
from complaints.timetable import Audience
from tests.kit import plan_of

HEADER = "名称,起,止,哪天,提醒,截止,报送,发给,内容\n"
GOOD = "甲,2021-08-30,2021-09-03,每天,15:00,16:00,走访,牵头单位、镇街,话"


def task(folder: Path, line: str) -> Task:
    (found,) = plan_of(folder, HEADER + line + "\n")
    return found


@pytest.mark.parametrize(
    ("days", "due"),
    [
        ("每天", ["08-30", "08-31", "09-01", "09-02", "09-03", "09-04", "09-05"]),
        ("工作日", ["08-30", "08-31", "09-01", "09-02", "09-03"]),
        ("周一、周五", ["08-30", "09-03"]),
        ("止日", ["09-05"]),
    ],
)
def test_a_line_is_due_on_its_days_between_its_ends(tmp_path: Path, days: str, due: list[str]) -> None:
    one = task(tmp_path, f"甲,2021-08-30,2021-09-05,{days},,16:00,,中心,话")
    spans = [date(2021, 8, 29 + at) if at < 3 else date(2021, 9, at - 2) for at in range(10)]
    assert [f"{day:%m-%d}" for day in spans if one.falls_on(day, day.weekday() < 5)] == due


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (GOOD.replace("甲,", ",", 1), "名称和内容不能为空"),
        (GOOD.replace("2021-08-30", ""), "起为空"),
        (GOOD.replace("2021-09-03", "9月3日"), "日期“9月3日”应写成"),
        (GOOD.replace("2021-09-03", "2021-08-01"), "止“2021-08-01”早于起“2021-08-30”"),
        (GOOD.replace("每天", "每周"), "哪天“每周”应为"),
        (GOOD.replace("16:00", ""), "时间“”应写成"),
        (GOOD.replace("15:00", "17:00"), "提醒“17:00”晚于截止“16:00”"),
        (GOOD.replace("走访,", "台账,"), "报送“台账”应为"),
        (GOOD.replace("镇街", "企业"), "发给“牵头单位、企业”应为"),
        (GOOD.replace("牵头单位、镇街", "各单位待办"), "发给“各单位待办”应为"),
        (GOOD + "\n" + GOOD, "名称“甲”与第2行重复"),
        (GOOD.rpartition(",")[0], "应有9列，实有8列"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(TableError) as error:
        plan_of(tmp_path, HEADER + line + "\n")
    assert any(problem.startswith("campaign.csv 第") and says in problem for problem in error.value.problems)


def test_a_line_of_the_last_day_is_reminded_of_on_that_day_alone(tmp_path: Path) -> None:
    entry = task(tmp_path, GOOD.replace("每天", "止日")).entry()
    assert entry is not None
    assert (entry.first, entry.last, entry.report) == (date(2021, 9, 3), date(2021, 9, 3), "走访")
    assert task(tmp_path, GOOD.replace("15:00", "")).entry() is None


def test_the_week_of_publicity_ends_on_the_plans_day(tmp_path: Path) -> None:
    assert week_ends_on([]) == 4
    assert week_ends_on([task(tmp_path, GOOD.replace("走访", "宣传").replace("每天", "周三"))]) == 2


def test_the_shipped_plan_has_the_offices_hours() -> None:
    plan = {one.name: one for one in read_plan(ROOT / "tables" / "campaign.csv")}
    visits, articles = plan["走访台账"], plan["宣传稿件"]
    assert (visits.first, visits.last, visits.remind_at, visits.due_at) == (
        date(2021, 8, 30), date(2021, 9, 3), time(15), time(16),
    )  # fmt: skip
    assert (visits.report, visits.audience) == (Report.VISITS, (Audience.LEADS, Audience.TOWNS))
    assert (articles.days, articles.due_at, articles.report) == ({"周五"}, time(15), Report.PUBLICITY)
    assert (plan["样本企业名单"].last, plan["样本企业名单"].due_at) == (date(2021, 8, 30), time(12))
    assert plan["负面问题整改"].last == date(2021, 9, 9)

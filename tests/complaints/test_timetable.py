"""The standing reminders: when a line is due, and every wrong line named."""

from datetime import datetime
from pathlib import Path

import pytest

from app.settings import ROOT
from complaints.errors import TableError
from complaints.timetable import Audience, Entry, read_timetable
from tests.kit import timetable

HEADER = "名称,时间,哪天,起,止,发给,内容\n"


def entry(folder: Path, line: str) -> Entry:
    (found,) = timetable(folder, HEADER + line + "\n")
    return found


@pytest.mark.parametrize(
    ("line", "moment", "working", "due"),
    [
        ("甲,15:00,每天,2021-08-30,2021-09-03,镇街,话", "2021-08-30T15:00", True, True),
        ("甲,15:00,每天,2021-08-30,2021-09-03,镇街,话", "2021-08-30T14:59", True, False),
        ("甲,15:00,每天,2021-08-30,2021-09-03,镇街,话", "2021-09-04T15:00", False, False),
        ("甲,15:00,每天,2021-08-30,,镇街,话", "2021-09-04T15:00", False, True),
        ("甲,14:00,周五,,,中心,话", "2021-09-03T14:30", True, True),
        ("甲,14:00,周五,,,中心,话", "2021-09-02T14:30", True, False),
        ("甲,8:30,工作日,,,各单位待办,话", "2021-10-09T08:30", True, True),
        ("甲,8:30,工作日,,,各单位待办,话", "2021-10-10T08:30", False, False),
    ],
)
def test_a_line_is_due_from_its_hour_on_its_days(
    tmp_path: Path, line: str, moment: str, working: bool, due: bool
) -> None:
    assert entry(tmp_path, line).is_due(datetime.fromisoformat(moment), working) is due


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (",15:00,每天,,,镇街,话", "名称为空"),
        ("甲,三点,每天,,,镇街,话", "时间“三点”应写成 08:30"),
        ("甲,15:00,周八,,,镇街,话", "哪天“周八”应为"),
        ("甲,15:00,每天,8月30日,,镇街,话", "日期“8月30日”应写成"),
        ("甲,15:00,每天,,,街道办,话", "发给“街道办”应为"),
        ("甲,15:00,每天,,,镇街,", "内容为空"),
        ("甲,15:00,每天,,镇街,话", "应有7列，实有6列"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(TableError) as error:
        timetable(tmp_path, HEADER + line + "\n")
    assert any(problem.startswith("reminders.csv 第2行：") and says in problem for problem in error.value.problems)


def test_two_lines_of_one_name_would_silence_each_other_and_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="名称“甲”与第2行重复"):
        timetable(tmp_path, HEADER + "甲,15:00,每天,,,镇街,话\n甲,16:00,每天,,,中心,话\n")


def test_the_morning_report_is_shipped() -> None:
    shipped = {one.name: one for one in read_timetable(ROOT / "tables" / "reminders.csv")}
    assert (f"{shipped['晨报'].at:%H:%M}", shipped["晨报"].audience) == ("08:30", (Audience.MORNING,))

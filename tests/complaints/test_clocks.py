"""Both clocks."""

from datetime import date, datetime
from pathlib import Path

import pytest

from app.clocks import ChinaCalendar
from complaints.clocks import (
    SHANGHAI,
    DayKind,
    OverriddenCalendar,
    due_in_natural_days,
    due_in_working_days,
    read_overrides,
)
from complaints.errors import TableError

MONDAY = datetime(2021, 8, 30, 14, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (1, "2021-08-31"),
        (3, "2021-09-02"),
        (5, "2021-09-06"),
        (10, "2021-09-13"),
        (15, "2021-09-18"),
        (30, "2021-10-15"),
    ],
)
def test_working_days_of_autumn_2021_know_the_days_moved_for_the_holidays(days: int, due: str) -> None:
    assert due_in_working_days(MONDAY, days, ChinaCalendar()).date() == date.fromisoformat(due)


def test_a_limit_ends_with_the_last_second_of_its_day_in_shanghai() -> None:
    assert due_in_working_days(MONDAY, 1, ChinaCalendar()).isoformat() == "2021-08-31T23:59:59+08:00"


def test_natural_days_count_weekends() -> None:
    assert due_in_natural_days(MONDAY, 5).date() == date(2021, 9, 4)


def test_past_the_known_years_monday_to_friday_count_and_the_calendar_says_that_it_guesses() -> None:
    calendar = ChinaCalendar()
    assert not calendar.knows(date(2060, 1, 1))
    assert calendar.is_working_day(date(2060, 1, 2))
    assert not calendar.is_working_day(date(2060, 1, 3))


def test_the_offices_own_days_win(tmp_path: Path) -> None:
    table = tmp_path / "workdays.csv"
    table.write_text("日期,类型,说明\n2021-08-31,休,停水\n2021-09-04,班,\n", encoding="utf-8-sig")
    calendar = OverriddenCalendar(ChinaCalendar(), read_overrides(table))
    assert not calendar.is_working_day(date(2021, 8, 31))
    assert calendar.is_working_day(date(2021, 9, 4))
    assert calendar.knows(date(2021, 9, 4))
    assert due_in_working_days(MONDAY, 1, calendar).date() == date(2021, 9, 1)


def test_a_wrong_line_of_the_overrides_is_named(tmp_path: Path) -> None:
    table = tmp_path / "workdays.csv"
    table.write_text("日期,类型,说明\n2021-09-04,班,\n9月5日,班,\n2021-09-06,假,\n", encoding="utf-8")
    with pytest.raises(TableError) as error:
        read_overrides(table)
    assert [problem.split("：")[0] for problem in error.value.problems] == ["workdays.csv 第3行", "workdays.csv 第4行"]
    assert DayKind("班") is DayKind.WORK

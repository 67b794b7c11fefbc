"""Due dates: limits on the real calendar, across weekends, 调休 and the campaign's last day."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.clocks import ChinaCalendar
from complaints.clocks import SHANGHAI
from complaints.complaint import Assignment, Complaint, Standing, Status
from complaints.deadlines import Card, Deadlines
from complaints.limits import Item
from complaints.records import Channel, RawRecord
from complaints.routing import Route
from tests.kit import LIMITS_TEXT, limits_table

CAMPAIGN = "*,*,整改起始,2021-08-27,日期,方案,待确认\n*,*,整改截止,2021-09-09,日期,方案,待确认\n"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def day(moment: datetime) -> str:
    return moment.date().isoformat()


@pytest.fixture
def deadlines(tmp_path: Path) -> Deadlines:
    return Deadlines(limits_table(tmp_path), ChinaCalendar())


def route(days: int | None) -> Route:
    return Route(2, "获得电力", "停电", "区供电中心", (), ("停电",), days, "")


def case(assigned: str, due: str, status: Status = Status.HANDLING) -> Complaint:
    given = Assignment("区供电中心", (), "获得电力", "停电", at(assigned), at(f"{due}T23:59:59"), "第2行")
    record = RawRecord(Channel.HOTLINE, "1", "停电")
    return Complaint("BS20210830-0001", record, at(assigned), "system", Standing(status, given))


@pytest.mark.parametrize(
    ("start", "channel", "matter_days", "due"),
    [
        ("2021-08-30T09:00", Channel.HOTLINE, None, "2021-09-06"),
        ("2021-08-30T09:00", Channel.HOTLINE, 3, "2021-09-02"),
        ("2021-08-30T09:00", Channel.HOTLINE, 15, "2021-09-06"),
        ("2021-08-30T09:00", Channel.JIESUJIBAN, None, "2021-09-18"),
        ("2021-08-30T09:00", Channel.CHAT, 15, "2021-09-18"),
        # Sunday 26 September is a working day, 1 to 7 October are not, Saturday 9 October is.
        ("2021-09-24T16:00", Channel.HOTLINE, None, "2021-09-30"),
        ("2021-09-28T09:00", Channel.HOTLINE, None, "2021-10-11"),
        ("2021-10-02T09:00", Channel.HOTLINE, 2, "2021-10-09"),
    ],
)
def test_the_shorter_of_channel_and_matter_counts_in_working_days(
    deadlines: Deadlines, start: str, channel: Channel, matter_days: int | None, due: str
) -> None:
    found = deadlines.done_by(at(start), channel, route(matter_days))
    assert day(found) == due
    assert (found.hour, found.minute, found.second) == (23, 59, 59)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2021-08-26T09:00", "2021-09-16"),  # before the campaign
        ("2021-08-30T09:00", "2021-09-09"),
        ("2021-09-08T09:00", "2021-09-09"),
        ("2021-09-09T09:00", "2021-09-30"),  # on its last day it is too late for it
    ],
)
def test_what_is_assigned_in_the_campaign_is_due_by_its_last_natural_day(tmp_path: Path, start: str, due: str) -> None:
    deadlines = Deadlines(limits_table(tmp_path, LIMITS_TEXT + CAMPAIGN), ChinaCalendar())
    assert day(deadlines.done_by(at(start), Channel.JIESUJIBAN, None)) == due


def test_a_helping_unit_reports_before_the_lead(deadlines: Deadlines) -> None:
    start = at("2021-08-30T09:00")
    for due, help_by in (("2021-09-06", "2021-09-02"), ("2021-09-02", "2021-09-01"), ("2021-08-31", "2021-08-31")):
        end = at(f"{due}T23:59:59")
        assert day(deadlines.help_by(start, end, Channel.HOTLINE, "停电")) == help_by


def test_the_yellow_card_comes_a_working_day_before_and_the_red_one_on_the_first_day_overdue(
    deadlines: Deadlines,
) -> None:
    due_after_holiday = case("2021-09-24T09:00", "2021-10-11")
    cards = {
        text: deadlines.card(due_after_holiday, at(f"{text}T09:00"))
        for text in ("2021-09-30", "2021-10-08", "2021-10-09", "2021-10-10", "2021-10-11", "2021-10-12")
    }
    assert cards == {
        "2021-09-30": None, "2021-10-08": None, "2021-10-09": Card.YELLOW, "2021-10-10": Card.YELLOW,
        "2021-10-11": Card.YELLOW, "2021-10-12": Card.RED,
    }  # fmt: skip
    friday = case("2021-08-30T09:00", "2021-09-03")
    assert deadlines.card(friday, at("2021-09-05T09:00")) is None  # the weekend has no card
    assert deadlines.card(friday, at("2021-09-06T09:00")) is Card.RED
    assert deadlines.working_days_overdue(friday, at("2021-09-07T09:00")) == 2


def test_no_yellow_card_on_the_day_of_the_assignment_and_none_without_a_unit(deadlines: Deadlines) -> None:
    tomorrow = case("2021-08-30T09:00", "2021-08-31")
    assert deadlines.card(tomorrow, at("2021-08-30T15:00")) is None
    assert deadlines.card(tomorrow, at("2021-08-31T09:00")) is Card.YELLOW
    reported = case("2021-08-30T09:00", "2021-08-31", Status.REPORTED)
    assert deadlines.card(reported, at("2021-09-06T09:00")) is None
    assert deadlines.card(replace(tomorrow, standing=Standing()), at("2021-09-06T09:00")) is None


def test_past_the_known_years_days_are_counted_by_the_week_and_said_to_be_guessed(deadlines: Deadlines) -> None:
    start = at("2060-09-29T09:00")
    due = deadlines.done_by(start, Channel.HOTLINE, None)
    assert day(due) == "2060-10-06"
    assert deadlines.is_guessed(start, due)
    assert not deadlines.is_guessed(at("2021-09-24T09:00"), at("2021-10-11T09:00"))


def test_working_days_before_skip_the_holiday(deadlines: Deadlines) -> None:
    assert day(deadlines.working_days_before(at("2021-10-08T23:59:59"), 1)) == "2021-09-30"
    assert day(deadlines.working_days_before(at("2021-10-08T23:59:59"), 0)) == "2021-10-08"


def test_a_limit_in_natural_days_counts_them(deadlines: Deadlines) -> None:
    assert day(deadlines.after_general(Item.ARCHIVE, at("2021-09-01T09:00"))) == "2021-10-01"

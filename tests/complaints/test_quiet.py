"""Quiet hours: nights, lunch and days off; in the campaign weekends are days of duty."""

from datetime import date, datetime

import pytest

from app.clocks import ChinaCalendar
from complaints.clocks import SHANGHAI
from complaints.errors import SujieError
from complaints.quiet import Quiet, read_spans

QUIET = Quiet(read_spans("20:00-08:00, 12:00-13:30"), ChinaCalendar(), (date(2021, 8, 27), date(2021, 9, 10)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2021-09-13T09:00", "2021-09-13T09:00"),
        ("2021-09-13T07:59", "2021-09-13T08:00"),
        ("2021-09-13T12:00", "2021-09-13T13:30"),
        ("2021-09-13T13:30", "2021-09-13T13:30"),
        ("2021-09-13T20:00", "2021-09-14T08:00"),
        ("2021-09-17T21:00", "2021-09-18T08:00"),  # Saturday 18 September is a working day
        ("2021-09-18T20:00", "2021-09-22T08:00"),  # the Mid-Autumn holiday
        ("2021-09-30T20:30", "2021-10-08T08:00"),
        ("2021-08-28T10:00", "2021-08-28T10:00"),  # a Saturday of the campaign
        ("2021-09-11T10:00", "2021-09-13T08:00"),  # a Saturday after it
    ],
)
def test_notices_go_out_from_the_first_moment_that_is_not_quiet(now: str, opens: str) -> None:
    assert QUIET.ends_at(at(now)) == at(opens)
    assert QUIET.is_quiet(at(now)) is (now != opens)


def test_without_spans_only_days_off_are_quiet() -> None:
    open_all_day = Quiet(read_spans(""), ChinaCalendar())
    assert not open_all_day.is_quiet(at("2021-09-13T03:00"))
    assert open_all_day.ends_at(at("2021-09-12T03:00")) == at("2021-09-13T00:00")


@pytest.mark.parametrize("text", ["25:00-08:00", "20点到8点", "20:00", "20:00-08:61"])
def test_a_span_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(SujieError, match=text):
        read_spans(f"12:00-13:30, {text}")

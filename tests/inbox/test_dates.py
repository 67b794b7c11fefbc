from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.dates import CHINA, DateUnreadable, read_time

AFTERNOON = datetime(2021, 8, 30, 14, 5, tzinfo=CHINA)
MIDNIGHT = datetime(2021, 8, 30, tzinfo=CHINA)


@pytest.mark.parametrize(
    "written",
    [
        "2021-08-30 14:05:00", "2021/8/30 14:05", "2021年8月30日 14:05", "2021年8月30日14时5分", "2021.8.30 14:05",
        "2021-08-30T14:05:00", "2021-08-30T14:05:00.000+08:00", "2021-08-30T06:05:00Z", " 2021-08-30  14:05 ",
        "20210830140500", "202108301405", "2021/8/30 下午2:05", "2021/8/30 2:05 PM", "2021-08-30（星期一） 14:05",
        "２０２１－０８－３０　１４：０５", "30/8/2021 14:05", "8/30/2021 14:05", "44438.586806", "'2021-08-30 14:05",
        44438.586806, 20210830140500.0, datetime(2021, 8, 30, 14, 4, 59, 999_999, tzinfo=CHINA),
    ],
)  # fmt: skip
def test_one_moment_is_read_however_it_is_written(written: str | float | datetime) -> None:
    assert read_time(written) == AFTERNOON


@pytest.mark.parametrize(
    "written",
    ["2021-08-30", "2021/8/30", "2021年08月30日", "2021年8月30号", "20210830", "44438", 44438, 20210830.0,
     date(2021, 8, 30), "2021-08-29 24:00", "2021-08-30 上午12:00".replace("上午12", "凌晨12")],
)  # fmt: skip
def test_a_day_without_a_time_begins_at_midnight_in_china(written: str | float | date) -> None:
    moment = read_time(written)
    assert moment == MIDNIGHT
    assert moment.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize("written", ["", "无", "-", "/", "N/A", "　"])
def test_an_empty_date_is_no_date(written: str) -> None:
    assert read_time(written) is None


@pytest.mark.parametrize(
    "written",
    ["2021-02-30", "2021-13-01 08:00", "2021-08-32", "昨天下午", "8月30日", "08/09/2021", "2021-08-30 25:00", "21-8-30",
     "9999-12-31", "1900-01-00", 12.0, float("nan"), float("inf"),
     -1e300, float("-inf"), 1e300, True, time(8, 0), timedelta(hours=30)],
)  # fmt: skip
def test_an_impossible_or_ambiguous_date_is_refused(written: str | float | time | timedelta) -> None:
    with pytest.raises(DateUnreadable):
        read_time(written)


def test_serial_days_count_from_the_workbooks_own_epoch() -> None:
    assert read_time(42976.586806, epoch_1904=True) == AFTERNOON
    assert read_time("42976", epoch_1904=True) == MIDNIGHT


@given(
    st.one_of(
        st.text(max_size=20),
        st.from_regex(r"\d{4}-\d\d-\d\d \d\d:\d\d[+-]\d{4}"),
        st.floats(),
        st.datetimes(),
        st.dates(),
    )
)
def test_any_cell_is_a_date_no_date_or_unreadable(cell: str | float | datetime | date) -> None:
    try:
        moment = read_time(cell)
    except DateUnreadable:
        return
    assert moment is None or 1999 < moment.year < 2101

"""The heat: it never falls by one more case, and rises by what makes a trouble urgent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.topic_people import companies_of, people_of
from complaints.clocks import SHANGHAI
from complaints.topics import Case, Heat, State, heat_of

NOW = datetime(2021, 9, 1, 12, 0, tzinfo=SHANGHAI)
LONG = "云锦产业园昨天又停电，窑炉里的坯子全部报废。请供电部门尽快派人来查线路。"

ONE = st.builds(
    Case,
    id=st.just(""),
    title=st.just(""),
    text=st.sampled_from(["停电", LONG, LONG.replace("停电", "跳闸"), LONG + "谢谢。"]),
    place=st.just(""),
    at=st.integers(-200 * 24, 24).map(lambda hours: NOW + timedelta(hours=hours)),
    company=st.sampled_from(["", "清釉陶瓷", "颜山窑业"]),
    weight=st.sampled_from([1.0, 2.0]),
    followers=st.integers(0, 50),
    reporter=st.sampled_from(["", "a", "b", "c"]),
    opposers=st.integers(0, 50),
    state=st.sampled_from(State),
)


def heat(*cases: Case) -> Heat:
    ordered = sorted(cases, key=lambda case: case.at)
    return heat_of(ordered, people_of(ordered), companies_of(ordered), NOW)


def case(days: float = 1, reporter: str = "a", **facts: object) -> Case:
    return Case("", "", "停电", "", NOW - timedelta(days=days), reporter=reporter, **facts)  # type: ignore[arg-type]


@settings(max_examples=400, deadline=None)
@given(st.lists(ONE, min_size=1, max_size=8), ONE)
def test_one_more_case_never_lowers_the_heat(cases: list[Case], more: Case) -> None:
    assert heat(*cases, more).value >= heat(*cases).value


def test_another_person_makes_it_hotter_than_the_same_one_again() -> None:
    assert heat(case(), case(reporter="b")).value > heat(case(), case()).value > heat(case()).value


def test_overdue_is_hotter_than_open_and_open_than_settled() -> None:
    values = [heat(case(state=state)).value for state in (State.SETTLED, State.OPEN, State.OVERDUE)]
    assert values == sorted(values)
    assert len(set(values)) == 3


def test_a_list_that_does_not_say_how_far_cases_are_counts_them_as_open() -> None:
    assert heat(case(state=State.UNKNOWN)).value == heat(case(state=State.OPEN)).value


def test_what_is_old_cools_but_never_below_half() -> None:
    fresh, old, ancient = (heat(case(days)).value for days in (0, 60, 3000))
    assert fresh > old > ancient == fresh / 2


def test_what_comes_together_is_hotter_than_what_is_spread_over_months() -> None:
    together = [case(30 + at, str(at)) for at in range(4)]
    spread = [case(30 + 40 * at, str(at)) for at in range(4)]
    assert heat(*together).busiest == 4
    assert heat(*spread).busiest == 1
    assert heat(*together).speaking > heat(*spread).speaking


def test_companies_and_agreement_count_and_opposition_takes_only_from_agreement() -> None:
    plain = heat(case()).value
    assert heat(case(company="清釉陶瓷")).value > plain
    assert heat(case(followers=99)).value > heat(case(followers=99, opposers=60)).value > plain
    assert heat(case(opposers=60)).value == plain


def test_the_busiest_month_begins_on_any_day_and_holds_thirty() -> None:
    first = datetime(2021, 7, 1, 23, 0, tzinfo=SHANGHAI)
    cases = [replace(case(reporter=str(day)), at=first + timedelta(days=day)) for day in (0, 29, 30)]
    assert heat(*cases).busiest == 2
    assert heat(*cases[:2]).busiest == 2
    assert heat(cases[0], cases[2]).busiest == 1

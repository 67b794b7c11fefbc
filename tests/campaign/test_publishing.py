"""Articles from files and from people: kept once, counted by the week, seen by whom they concern."""

from __future__ import annotations

from datetime import date

import pytest

from campaign.publicity import Article, Standing
from campaign.publishing import Publishing
from complaints.errors import Refused
from complaints.people import Role
from tests.kit import District

MONDAY, FRIDAY = date(2021, 8, 30), date(2021, 9, 3)
TAX = Article("税务局", "办税再提速", "人民网", MONDAY, "https://example.cn/1")


def publishing(place: District) -> Publishing:
    return place.services.campaign.publishing


def test_a_file_taken_twice_is_kept_once_under_the_units_own_name(place: District) -> None:
    assert publishing(place).keep([TAX]) == (1, 0)
    assert publishing(place).keep([TAX]) == (0, 0)
    assert [one.unit for one in place.store.articles()] == ["区税务局"]


def test_a_unit_is_told_where_its_week_stands(place: District) -> None:
    person = place.person("孙", Role.LIAISON, "区税务局")
    first = publishing(place).tell(person, "办税再提速", "人民网", "https://example.cn/1")
    assert (first.judged.standing, first.week.counted, first.week.short) == (Standing.NEW, 1, 1)
    again = publishing(place).tell(person, "办税再提速", "大众网", "")
    assert (again.judged.standing, again.week.short) == (Standing.REPRINT, 1)
    other = publishing(place).tell(person, "退税更快", "大众网", "")
    assert (other.judged.standing, other.week.short) == (Standing.NEW, 0)
    assert publishing(place).reported(FRIDAY) == {"区税务局"}
    assert publishing(place).reported(date(2021, 9, 4)) == frozenset()


def test_an_articles_double_of_last_week_counts_nothing_now(place: District) -> None:
    publishing(place).keep([TAX])
    place.at("2021-09-06 09:00")
    told = publishing(place).tell(place.person("李", Role.LIAISON, "区供电中心"), "别的题目", "人民网", TAX.link)
    assert (told.judged.standing, told.week.counted) == (Standing.DOUBLE, 0)


def test_the_office_sees_who_has_too_few_and_a_unit_its_own(place: District) -> None:
    publishing(place).keep([TAX, Article("区水利局", "供水", "新华网", MONDAY)])
    office = publishing(place).tellings(place.person("赵", Role.CLERK))
    assert (office.since, office.until) == (date(2021, 8, 28), FRIDAY)
    assert {week.unit: week.short for week in office.short} == {
        "区供电中心": 2, "区住建局": 2, "区税务局": 1, "区水利局": 1, "区公安分局": 1,
    }  # fmt: skip
    own = publishing(place).tellings(place.person("孙", Role.LIAISON, "区税务局"))
    assert [one.article.unit for one in own.articles] == ["区税务局"]
    assert [week.unit for week in own.weeks] == ["区税务局"]


def test_towns_and_enterprises_tell_of_no_articles(place: District) -> None:
    for person in (place.person("王", Role.TOWN, "博山镇"), place.person("某企业", Role.ENTERPRISE, "某企业")):
        with pytest.raises(Refused):
            publishing(place).tell(person, "标题", "媒体", "")
        with pytest.raises(Refused):
            publishing(place).tellings(person)


def test_several_weeks_are_counted_one_by_one(place: District) -> None:
    publishing(place).keep([TAX, Article("区税务局", "二", "新华网", date(2021, 9, 4))])
    told = publishing(place).tellings(place.person("赵", Role.CLERK), date(2021, 8, 28), date(2021, 9, 10))
    weeks = [(week.last, week.new) for week in told.weeks if week.unit == "区税务局"]
    assert weeks == [(FRIDAY, 1), (date(2021, 9, 10), 1)]
    assert {week.last for week in told.last_week} == {date(2021, 9, 10)}

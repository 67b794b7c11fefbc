"""The campaign's figures of some days, as the circular is handed them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from campaign.figures import UnitPublicity
from complaints.people import Person, Role
from complaints.records import Channel, Enterprise
from tests.kit import MONDAY, District

TODAY = MONDAY.date()
WEEK = (TODAY, TODAY + timedelta(days=4))


def office(place: District) -> Person:
    return place.person("赵主任", Role.CLERK)


def visit(name: str, unit: str, day: str) -> Enterprise:
    return Enterprise(name, unit=unit, person="王会计", extra={"visited_at": day, "method": "上门"})


def test_where_nothing_was_told_there_are_no_figures(place: District) -> None:
    assert place.services.campaign.figures(office(place), *WEEK) == (None, None)


def test_the_days_of_the_plan_on_which_a_unit_has_told_nothing_are_counted(place: District) -> None:
    campaign = place.services.campaign
    told = [
        visit("博山清釉陶瓷有限公司", "区供电中心", "2021-08-30"),
        visit("淄博远山线缆有限公司", "区供电中心", "2021-08-30"),
        visit("淄博远山线缆有限公司", "区供电中心", "2021-09-01"),
        visit("淄博柘岭饮品有限公司", "区水利局", "2021-08-27"),
    ]
    campaign.visiting.keep(Channel.VISITS, told)
    visits, publicity = campaign.figures(office(place), *WEEK)
    assert publicity is None
    assert visits is not None
    lines = {one.unit: one for one in visits.units}
    days = campaign.schedule.days_of(next(task.report for task in campaign.schedule.plan if task.report), *WEEK)
    assert days
    power, water = lines["区供电中心"], lines["区水利局"]
    assert (power.visits, power.total) == (3, 3)
    assert (water.visits, water.total) == (0, 1)
    assert water.missing_days - power.missing_days == 2


def test_a_units_articles_are_held_against_what_it_owes_in_all_the_weeks(place: District) -> None:
    campaign = place.services.campaign
    liaison = place.person("李联络", Role.LIAISON, "区供电中心")
    campaign.publishing.tell(liaison, "办电提速", "大众日报", "https://example.cn/1")
    place.clock.at += timedelta(days=7)
    campaign.publishing.tell(liaison, "上门办电", "大众日报", "https://example.cn/2")
    campaign.publishing.tell(replace(liaison), "上门办电", "大众日报", "https://example.cn/2")
    visits, publicity = campaign.figures(office(place), TODAY, TODAY + timedelta(days=11))
    assert visits is None
    assert publicity is not None
    assert UnitPublicity("区供电中心", 2, 4) in publicity.units
    assert next(one for one in publicity.units if one.unit == "区供电中心").short == 2

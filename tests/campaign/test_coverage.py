"""Which registered enterprises the towns have visited, held against a plain count."""

from __future__ import annotations

import random

import pytest

from campaign.coverage import TownCoverage, cover
from campaign.ledger_ports import Visited
from complaints.companies.registered import Registered
from tests.campaign.samples import code
from tests.kit import TOWNS

TOWN = "山头街道"
CLAY = Registered(code(1), "博山清釉陶瓷有限公司", code(1), TOWN, state="在营")
PUMPS = Registered(code(2), "博山禾笙机泵有限公司", code(2), "博山镇", state="存续")
NOODLES = Registered(f"大海面馆 {TOWN}", "大海面馆", "", TOWN)
NAMESAKE = Registered("大海面馆 博山镇", "大海面馆", "", "博山镇")
LIST = (CLAY, PUMPS, NOODLES, NAMESAKE)


def visited_by(*visits: Visited, registered: tuple[Registered, ...] = LIST) -> tuple[list[str], int]:
    """The keys of those that no town has visited, and how many visits fit nobody."""
    found = cover(registered, visits, TOWNS.names, TOWNS.find)
    return [one.enterprise.key for one in found.unvisited], len(found.unplaced)


@pytest.mark.parametrize(
    "visit",
    [
        Visited("清釉", code(1)),
        Visited("博山清釉陶瓷　有限公司"),
        Visited("清釉陶瓷"),
        Visited("清釉公司"),
        Visited("淄博市博山清釉陶瓷有限责任公司", "123"),
    ],
)
def test_a_visit_is_found_by_code_name_or_short_name(visit: Visited) -> None:
    visit = Visited(visit.name, visit.uscc, "", "山头街道办事处")
    assert visited_by(visit) == ([NOODLES.key, PUMPS.key, NAMESAKE.key], 0)


def test_a_code_that_is_another_keeps_a_name_from_fitting() -> None:
    assert visited_by(Visited(CLAY.name, code(9), TOWN, TOWN))[1] == 1


def test_namesakes_are_told_apart_by_their_town_or_not_at_all() -> None:
    assert visited_by(Visited("大海面馆", place="博山镇", visitor="博山镇")) == ([CLAY.key, NOODLES.key, PUMPS.key], 0)
    keys, unplaced = visited_by(Visited("大海面馆", visitor="博山镇"))
    assert (len(keys), unplaced) == (4, 1)
    found = cover(LIST, [Visited("大海面馆", visitor="博山镇"), Visited("无此厂家陶瓷厂")], TOWNS.names, TOWNS.find)
    assert [len(one.choices) for one in found.unplaced] == [2, 0]


def test_a_short_name_of_two_enterprises_fits_neither() -> None:
    other = Registered(code(3), "博山清釉机泵有限公司", code(3), TOWN)
    assert visited_by(Visited("清釉公司", visitor=TOWN), registered=(CLAY, other))[1] == 1


def test_a_units_visit_is_no_towns() -> None:
    found = cover(
        LIST, [Visited(CLAY.name, visitor="区税务局"), Visited(CLAY.name, visitor="")], TOWNS.names, TOWNS.find
    )
    assert found.towns[0] == TownCoverage(TOWN, 2, 0, 1)
    assert found.unvisited[0].units == ("区税务局",)


def test_those_that_are_gone_do_not_count() -> None:
    gone = Registered(code(5), "博山云岭建材有限公司", code(5), TOWN, state="已注销")
    found = cover((CLAY, gone), [Visited(gone.name, visitor=TOWN)], TOWNS.names, TOWNS.find)
    assert (found.gone, found.total.registered, found.total.visited, found.unplaced) == (1, 1, 0, ())


def test_a_place_that_is_no_town_is_counted_apart_and_a_town_without_enterprises_has_no_rate() -> None:
    found = cover((Registered("k", "甲陶瓷厂", place="镇外"),), [], TOWNS.names, TOWNS.find)
    assert [(one.town, one.registered, one.rate) for one in found.towns] == [
        (TOWN, 0, None),
        ("博山镇", 0, None),
        ("", 1, 0),
    ]


def test_a_short_name_within_very_many_names_is_still_found_by_the_whole_of_it() -> None:
    many = tuple(Registered(str(at), f"博山清釉{at}号建材有限公司", place=TOWN) for at in range(400))
    wanted = Registered(code(7), "博山清釉瓷韵陶瓷有限公司", code(7), TOWN)
    found = cover((*many, wanted), [Visited("清釉瓷韵陶瓷", visitor=TOWN)], TOWNS.names, TOWNS.find)
    assert (found.total.visited, len(found.unvisited)) == (1, 400)


def test_the_numbers_are_those_of_a_plain_count() -> None:
    chance = random.Random(3)
    places = [*TOWNS.names, ""]
    registered = tuple(
        Registered(
            code(at), f"博山第{at}陶瓷有限公司", code(at), chance.choice(places), state=chance.choice(["在营", "吊销"])
        )
        for at in range(500)
    )
    visits = [
        Visited("", code(chance.randrange(600)), "", chance.choice([*TOWNS.names, "区税务局"])) for _ in range(300)
    ]
    found = cover(registered, visits, TOWNS.names, TOWNS.find)
    by_towns = {visit.uscc for visit in visits if visit.visitor in TOWNS.names}
    by_units = {visit.uscc for visit in visits} - by_towns
    active = [one for one in registered if one.state == "在营"]
    for line in found.towns:
        own = [one.uscc for one in active if one.place == line.town]
        assert (line.registered, line.visited, line.by_units) == (
            len(own), len(by_towns.intersection(own)), len(by_units.intersection(own)),
        )  # fmt: skip
    assert {one.enterprise.uscc for one in found.unvisited} == {one.uscc for one in active} - by_towns
    assert len(found.unplaced) == sum(visit.uscc not in {one.uscc for one in registered} for visit in visits)

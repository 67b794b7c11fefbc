"""Decided complaints that are like one: who sees which, and what counts as decided."""

from __future__ import annotations

from datetime import timedelta

import pytest

from complaints.complaint import Complaint, Status
from complaints.moves import Command, Step
from complaints.people import Person, Role
from complaints.precedents import SHOWN
from tests.kit import District

OUTAGE = "变压器过载，车间连续停电三天没人来修"
MUCH_THE_SAME = "变压器过载，车间连续停电两天"
LITTLE = "车间门口停电"


@pytest.fixture
def clerk(place: District) -> Person:
    return place.person("赵主任", Role.CLERK)


def taken(place: District, order: str, text: str = OUTAGE) -> Complaint:
    """A complaint that its unit has signed for."""
    filed = place.file(text, order)
    liaison = place.person(f"{filed.lead}联络员", Role.LIAISON, filed.lead)
    return place.desk.act(liaison, filed.number, Step(Command.SIGN))


def numbers(place: District, person: Person, complaint: Complaint) -> list[str]:
    return [one.complaint.number for one in place.services.precedents.of(person, complaint)]


def test_the_likest_comes_first_with_how_like_it_is(place: District, clerk: Person) -> None:
    little, much, same = taken(place, "1", LITTLE), taken(place, "2", MUCH_THE_SAME), taken(place, "3")
    asked = place.file(OUTAGE, "4")
    found = place.services.precedents.of(clerk, asked)
    assert [one.complaint for one in found][:2] == [same, much]
    assert little.number not in [one.complaint.number for one in found]
    assert found[0].likeness == 1.0 > found[1].likeness > 0.3


def test_what_no_unit_has_taken_settles_nothing(place: District, clerk: Person) -> None:
    dispatched, doubtful = place.file(OUTAGE, "1"), place.file(f"{OUTAGE}，水压也不够", "2")
    assert (dispatched.status, doubtful.status) == (Status.DISPATCHED, Status.WAITING)
    assert numbers(place, clerk, place.file(OUTAGE, "3")) == []


def test_one_that_was_given_back_since_is_not_shown(place: District, clerk: Person) -> None:
    first, second = taken(place, "1"), taken(place, "2")
    asked = place.file(OUTAGE, "3")
    assert set(numbers(place, clerk, asked)) == {first.number, second.number}
    place.desk.act(clerk, first.number, Step(Command.REASSIGN, unit="区水利局", note="是水泵的事"))
    assert numbers(place, clerk, asked) == [second.number]


def test_one_that_is_taken_later_is_found_within_minutes(place: District, clerk: Person) -> None:
    first = taken(place, "1")
    asked = place.file(OUTAGE, "2")
    assert numbers(place, clerk, asked) == [first.number]
    later = taken(place, "3")
    place.clock.at += timedelta(minutes=10)
    assert set(numbers(place, clerk, asked)) == {first.number, later.number}


def test_no_more_than_a_few_and_never_itself(place: District, clerk: Person) -> None:
    cases = [taken(place, str(at)) for at in range(SHOWN + 2)]
    found = numbers(place, clerk, cases[0])
    assert len(found) == SHOWN
    assert cases[0].number not in found


@pytest.mark.parametrize(
    ("role", "where"),
    [
        (Role.LIAISON, "区供电中心"),
        (Role.ENTERPRISE, "博山清釉陶瓷有限公司"),
        (Role.TOWN, "山头街道"),
        (Role.LEADER, ""),
    ],
)
def test_only_who_decides_whose_it_is_sees_other_peoples_complaints(place: District, role: Role, where: str) -> None:
    taken(place, "1")
    asked = place.file(OUTAGE, "2")
    assert numbers(place, place.person("某人", role, where), asked) == []

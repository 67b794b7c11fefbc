"""Nobody sees what is not theirs."""

from dataclasses import replace

import pytest

from complaints.complaint import Complaint
from complaints.errors import Refused
from complaints.numbers import Reference
from complaints.people import Role
from complaints.rights import RIGHTS, sees, sees_reporter
from tests.kit import District


@pytest.fixture
def case(place: District) -> Complaint:
    return place.file("增容报装没人来", place="山头街道", reporter="王某", phone="138****1234")


@pytest.mark.parametrize(
    ("role", "where", "sees_it"),
    [
        (Role.ENTERPRISE, "某公司", False),
        (Role.LIAISON, "区供电中心", True),
        (Role.LIAISON, "区住建局", True),
        (Role.LIAISON, "区水利局", False),
        (Role.TOWN, "山头街道", True),
        (Role.TOWN, "博山镇", False),
        (Role.CLERK, "", True),
        (Role.LEADER, "", True),
    ],
)
def test_what_a_role_sees_is_the_same_by_number_in_lists_and_by_the_table(
    place: District, case: Complaint, role: Role, where: str, sees_it: bool
) -> None:
    person = place.person("某人", role, where)
    assert sees(person, case) is sees_it
    assert (place.enquiries.mine(person) == [case]) is sees_it
    for reference in (Reference(number=case.number), Reference(sequence=1)):
        if sees_it:
            assert place.enquiries.look(person, reference) == case
        else:
            with pytest.raises(Refused):
                place.enquiries.look(person, reference)


def test_a_confidential_reporter_is_shown_to_the_office_alone(place: District, case: Complaint) -> None:
    secret = replace(case, record=replace(case.record, confidential=True))
    shown = {
        role: sees_reporter(
            place.person(role.value, role, "区供电中心" if role is Role.LIAISON else "山头街道"), secret
        )
        for role in Role
        if role is not Role.SYSTEM
    }
    assert [role for role, is_shown in shown.items() if is_shown] == [Role.CLERK]


def test_a_reporter_is_shown_to_the_unit_that_answers_and_not_to_leaders_and_towns(
    place: District, case: Complaint
) -> None:
    assert sees_reporter(place.person("李", Role.LIAISON, "区供电中心"), case)
    assert not sees_reporter(place.person("领导", Role.LEADER), case)
    assert not sees_reporter(place.person("镇", Role.TOWN, "山头街道"), case)


def test_every_role_has_a_row() -> None:
    assert set(RIGHTS) == set(Role)

"""一票肯定 and 问责: set and taken back by the office alone, with a reason, and never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from campaign.marks import Mark
from complaints.errors import Refusal, Refused
from complaints.people import Role
from tests.kit import District


def test_a_mark_stands_until_it_is_taken_back(place: District) -> None:
    marks, clerk = place.services.marks, place.person("赵主任", Role.CLERK)
    assert marks.set(clerk, "供电公司", Mark.COMMENDED, " 经验被推广 ") == "区供电中心"
    before = place.clock.at
    place.clock.at += timedelta(hours=1)
    marks.set(clerk, "区水利局", Mark.BLAMED, "多次超期")
    assert [(one.unit, one.mark, one.by, one.reason) for one in marks.standing(clerk)] == [
        ("区供电中心", Mark.COMMENDED, "赵主任", "经验被推广"), ("区水利局", Mark.BLAMED, "赵主任", "多次超期"),
    ]  # fmt: skip
    assert [one.unit for one in marks.standing(clerk, before)] == ["区供电中心"]
    place.clock.at += timedelta(hours=1)
    marks.lift(clerk, "区供电中心", Mark.COMMENDED, "核实有误")
    assert [one.unit for one in marks.standing(clerk)] == ["区水利局"]
    assert [one.unit for one in marks.standing(clerk, before)] == ["区供电中心"]
    notes = [event.note for event in place.store.desk_events(None)]
    assert notes[0] == "取消一票肯定 区供电中心：核实有误"


@pytest.mark.parametrize(
    ("role", "unit", "reason", "refusal"),
    [
        (Role.LIAISON, "区供电中心", "好", Refusal.NOT_YOURS),
        (Role.LEADER, "区供电中心", "好", Refusal.NOT_YOURS),
        (Role.CLERK, "区电力所", "好", Refusal.UNKNOWN_UNIT),
        (Role.CLERK, "区供电中心", " ", Refusal.NOTE_MISSING),
    ],
)
def test_only_the_office_marks_known_units_and_says_why(
    place: District, role: Role, unit: str, reason: str, refusal: Refusal
) -> None:
    person = place.person("某人", role, "区供电中心" if role is Role.LIAISON else "")
    with pytest.raises(Refused) as refused:
        place.services.marks.set(person, unit, Mark.COMMENDED, reason)
    assert refused.value.reason is refusal
    assert place.services.marks.standing(place.person("赵主任", Role.CLERK)) == []


def test_what_does_not_stand_cannot_be_taken_back(place: District) -> None:
    with pytest.raises(Refused) as refused:
        place.services.marks.lift(place.person("赵主任", Role.CLERK), "区供电中心", Mark.BLAMED, "无")
    assert refused.value.reason is Refusal.NO_SUCH_MARK

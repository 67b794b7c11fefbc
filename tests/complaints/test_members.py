"""Binding by one-time codes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from complaints.errors import Refusal, Refused
from complaints.people import Role
from tests.kit import District


def test_a_code_binds_one_person_once(place: District) -> None:
    clerk = place.person("赵", Role.CLERK)
    code = place.services.members.invite(clerk, Role.LIAISON, "供电公司", "李联络")
    bound = place.services.members.bind("wx:1", "昵称", f" {code.lower()} ")
    assert (bound.role, bound.unit, bound.name) == (Role.LIAISON, "区供电中心", "李联络")
    assert place.services.members.speaker("wx:1", "昵称") == bound
    with pytest.raises(Refused) as refused:
        place.services.members.bind("wx:2", "别人", code)
    assert refused.value.reason is Refusal.INVITE_INVALID
    assert place.services.members.speaker("wx:2", "别人").role is Role.ENTERPRISE


def test_an_old_or_unknown_code_is_refused(place: District) -> None:
    code = place.services.members.invite(place.person("赵", Role.CLERK), Role.CLERK)
    place.clock.at += timedelta(days=8)
    for wrong in (code, "ABCD234567"):
        with pytest.raises(Refused) as refused:
            place.services.members.bind("wx:1", "昵称", wrong)
        assert refused.value.reason is Refusal.INVITE_INVALID


def test_only_the_office_invites_and_only_for_places_that_exist(place: District) -> None:
    members = place.services.members
    with pytest.raises(Refused) as refused:
        members.invite(place.person("李", Role.LIAISON, "区供电中心"), Role.CLERK)
    assert refused.value.reason is Refusal.NOT_YOURS
    clerk = place.person("赵", Role.CLERK)
    for role, unit in ((Role.LIAISON, "区电力所"), (Role.LIAISON, ""), (Role.TOWN, "某镇")):
        with pytest.raises(Refused) as refused:
            members.invite(clerk, role, unit)
        assert refused.value.reason is Refusal.UNKNOWN_UNIT


def test_a_stranger_is_an_enterprise_and_stays_the_same_one(place: District) -> None:
    first = place.services.members.speaker("wx:9", "王会计")
    assert first.role is Role.ENTERPRISE
    assert place.services.members.speaker("wx:9", "王会计") == first


def test_a_rooms_code_binds_a_room_and_no_person(place: District) -> None:
    members = place.services.members
    clerk = place.person("赵", Role.CLERK)
    code = members.invite(clerk, Role.ROOM, "供电公司")
    with pytest.raises(Refused) as refused:
        members.bind("wx:1", "昵称", code)
    assert refused.value.reason is Refusal.INVITE_IS_ROOMS
    room = members.bind_room("供电专班群", clerk, code)
    assert (room.role, room.unit, room.name) == (Role.ROOM, "区供电中心", "供电专班群")
    assert members.room("供电专班群") == room
    assert members.room("样本企业群") is None
    with pytest.raises(Refused) as refused:
        members.bind_room("样本企业群", clerk, code)
    assert refused.value.reason is Refusal.INVITE_INVALID


def test_a_work_room_is_bound_by_its_unit_or_the_office_alone(place: District) -> None:
    members = place.services.members
    clerk = place.person("赵", Role.CLERK)
    code = members.invite(clerk, Role.ROOM, "区供电中心")
    for other in (place.person("郑", Role.LIAISON, "区水利局"), place.person("王", Role.ENTERPRISE, "某公司")):
        with pytest.raises(Refused) as refused:
            members.bind_room("样本企业群", other, code)
        assert refused.value.reason is Refusal.ROOM_NOT_YOURS
    liaison = place.person("李", Role.LIAISON, "区供电中心")
    assert members.bind_room("供电群", liaison, code).unit == "区供电中心"
    assert members.keepers("供电群") == {"chat:赵", "chat:李"}
    assert members.keepers("样本企业群") == frozenset()


def test_a_persons_code_is_not_used_up_in_a_room(place: District) -> None:
    members = place.services.members
    clerk = place.person("赵", Role.CLERK)
    code = members.invite(clerk, Role.LIAISON, "区供电中心")
    with pytest.raises(Refused) as refused:
        members.bind_room("样本企业群", clerk, code)
    assert refused.value.reason is Refusal.INVITE_IS_PERSONS
    assert members.bind("wx:1", "李联络", code).unit == "区供电中心"


def test_a_work_room_stays_bound_under_its_new_topic_and_its_old_one_is_free(place: District) -> None:
    members = place.services.members
    clerk = place.person("赵", Role.CLERK)
    room = members.bind_room("供电群", clerk, members.invite(clerk, Role.ROOM, "区供电中心"))
    members.rename_room("别的群", "什么群")
    members.rename_room("供电群", "供电专班群")
    assert members.room("供电群") is None
    assert members.room("供电专班群") == replace(room, name="供电专班群")
    place.file("停电三天没有人来修")
    assert [(sent.room, sent.address) for sent in place.delivered() if sent.room] == [("供电专班群", "room:供电专班群")]


def test_a_town_has_a_work_room_too(place: District) -> None:
    members = place.services.members
    clerk = place.person("赵", Role.CLERK)
    code = members.invite(clerk, Role.ROOM, "山头街道")
    assert members.bind_room("街道群", place.person("镇里", Role.TOWN, "山头街道"), code).unit == "山头街道"
    with pytest.raises(Refused) as refused:
        members.invite(clerk, Role.ROOM, "某某局")
    assert refused.value.reason is Refusal.UNKNOWN_UNIT


def test_a_units_group_behind_a_robot_is_told_what_the_unit_is_and_no_longer_than_it_is_set(place: District) -> None:
    members = place.services.members
    assert members.keep_robots(["区供电中心"]) == {"区供电中心": "robot:区供电中心"}
    assert members.keep_robots(["区供电中心"]) == {"区供电中心": "robot:区供电中心"}
    place.file("停电三天没有人来修")
    (told,) = place.delivered()
    assert (told.address, told.room) == ("robot:区供电中心", "")
    assert members.keep_robots([]) == {}
    place.file("停电五天没有人来修", "20210830002")
    assert place.delivered() == []

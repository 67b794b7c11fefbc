"""Binding by one-time codes."""

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

"""A visit's rules: what its words mean, what it lacks, what is doubted, and how it is told again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from campaign.visits import (
    Doubt,
    Visit,
    VisitFact,
    doubts_of,
    lacking,
    read_in_group,
    read_method,
    read_visited,
    retold,
)
from complaints.records import PhoneKind

MONDAY = date(2021, 8, 30)
VISIT = Visit("区供电中心", "博山清釉陶瓷有限公司", "清釉陶瓷", MONDAY)


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("实地走访", "实地"), ("上门", "实地"), ("入企", "实地"), ("电话回访", "电话"), ("微信视频", "线上"),
        ("先上门后电话", "实地"), ("书面", "书面"), (" ", ""),
    ],
)  # fmt: skip
def test_a_ledgers_word_for_the_method_is_read(text: str, method: str) -> None:
    assert read_method(text) == method


@pytest.mark.parametrize(
    ("text", "role"), [("法定代表人", "法人"), ("机主本人", "机主"), ("预留电话联系人", "机主"), ("财务", "财务")]
)
def test_a_ledgers_word_for_who_was_visited_is_read(text: str, role: str) -> None:
    assert read_visited(text) == role


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("是", True),
        ("已入群", True),
        ("√", True),
        ("否", False),
        ("未入", False),
        ("×", False),
        ("", None),
        ("待定", None),
    ],
)
def test_whether_an_enterprise_is_in_the_group_is_read(text: str, inside: bool | None) -> None:
    assert read_in_group(text) is inside


def test_what_is_not_told_is_lacking_until_it_is_skipped() -> None:
    assert lacking(VISIT) == tuple(VisitFact)
    told = replace(VISIT, method="实地", person="王会计", in_group=False, skipped="phone problem")
    assert lacking(told) == (VisitFact.ROLE, VisitFact.POLICIES)


@pytest.mark.parametrize(
    ("changes", "tried", "doubts"),
    [
        ({"method": "电话"}, None, (Doubt.NOT_TRIED,)),
        ({"method": "电话"}, date(2021, 8, 31), (Doubt.NOT_TRIED,)),
        ({"method": "电话"}, MONDAY, ()),
        ({"method": "实地"}, None, ()),
        ({"in_group": False}, None, (Doubt.NO_GROUP,)),
        ({"in_group": True}, None, ()),
    ],
)
def test_a_call_wants_an_attempt_in_person_before_it(
    changes: dict[str, object], tried: date | None, doubts: tuple[Doubt, ...]
) -> None:
    visit = replace(VISIT, **changes)  # type: ignore[arg-type]
    assert doubts_of(visit, tried, is_lead=False, is_town=False) == doubts


@pytest.mark.parametrize(
    ("role", "is_lead", "is_town", "doubts"),
    [
        ("法人", True, False, (Doubt.NOT_OWNER,)),
        ("机主", True, False, ()),
        ("机主", False, True, (Doubt.NOT_LEGAL,)),
        ("法人", False, True, ()),
        ("财务", False, False, ()),
        ("", True, True, ()),
    ],
)
def test_lead_units_speak_to_the_owner_and_towns_to_the_legal_person(
    role: str, is_lead: bool, is_town: bool, doubts: tuple[Doubt, ...]
) -> None:
    assert doubts_of(replace(VISIT, person_role=role), None, is_lead=is_lead, is_town=is_town) == doubts


def test_a_visit_told_again_keeps_what_is_not_told_again() -> None:
    first = replace(
        VISIT, person="王会计", phone="138****8000", phone_kind=PhoneKind.MASKED, method="电话", in_group=False,
        skipped="policies problem", confidential=True, by="p-1",
    )  # fmt: skip
    again = retold(first, replace(VISIT, method="实地", in_group=True, policies="稳岗补贴"))
    assert (again.person, again.phone, again.phone_kind, again.by) == ("王会计", "138****8000", PhoneKind.MASKED, "p-1")
    assert (again.method, again.in_group, again.policies) == ("实地", True, "稳岗补贴")
    assert again.skipped == "problem"
    assert again.confidential


def test_a_visit_is_known_by_its_day_and_enterprise() -> None:
    assert replace(VISIT, company="清釉陶瓷", person="李四").external_id == VISIT.external_id
    others = [replace(VISIT, day=date(2021, 8, 31)), replace(VISIT, key="别家"), replace(VISIT, day=None)]
    assert len({VISIT.external_id, *(other.external_id for other in others)}) == 4

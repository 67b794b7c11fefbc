"""Visits from ledgers and from people: kept once, their problems filed once, told by the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from campaign.visiting import Visiting
from campaign.visits import Doubt, problem_id
from complaints.companies.book import EnterpriseBook
from complaints.errors import Refused
from complaints.people import Person, Role
from complaints.ports import Query
from complaints.records import Channel, Enterprise, PhoneKind, RawRecord
from tests.kit import MONDAY, District

TODAY = MONDAY.date()
KILN = "博山清釉陶瓷有限公司"
WIRE = "淄博远山线缆有限公司"


def enterprise(name: str = KILN, unit: str = "供电公司", **told: str) -> Enterprise:
    return Enterprise(name, unit=unit, person="王会计", extra={"visited_at": "2021-08-30", **told})


def visiting(place: District) -> Visiting:
    return place.services.campaign.visiting


def liaison(place: District) -> Person:
    return place.person("李联络", Role.LIAISON, "区供电中心")


def office(place: District) -> Person:
    return place.person("赵主任", Role.CLERK)


def test_a_ledgers_visits_are_kept_once_under_the_units_own_name(place: District) -> None:
    rows = [enterprise(method="上门"), enterprise(WIRE, in_group="否")]
    assert visiting(place).keep(Channel.VISITS, rows).new == 2
    again = visiting(place).keep(Channel.VISITS, [enterprise(method="上门"), enterprise(WIRE, in_group="是")])
    assert (again.new, again.changed) == (0, 1)
    kept = place.store.visits()
    assert [(one.unit, one.company, one.method, one.in_group) for one in kept] == [
        ("区供电中心", KILN, "实地", None), ("区供电中心", WIRE, "", True),
    ]  # fmt: skip


def test_a_ledger_of_enterprises_alone_tells_no_visits(place: District) -> None:
    assert visiting(place).keep(Channel.ENTERPRISES, [enterprise()]).new == 0
    assert place.store.visits() == []


def test_the_problem_of_a_ledgers_visit_goes_with_it(place: District) -> None:
    record = RawRecord(
        Channel.VISITS, "ZF-1", "增容没人来", source_unit="区供电中心", result="已联系", source_status="办理中",
        deadline_at=MONDAY + timedelta(days=10), confidential=True,
    )  # fmt: skip
    visiting(place).keep(Channel.VISITS, [replace(enterprise(), problem=record)])
    (kept,) = place.store.visits()
    assert (kept.problem, kept.problem_id, kept.handling_unit) == ("增容没人来", "ZF-1", "区供电中心")
    assert (kept.measures, kept.due, kept.status, kept.confidential) == ("已联系", "2021-09-09", "办理中", True)


def test_a_problem_told_in_chat_is_filed_once_however_often_the_visit_is_told(place: District) -> None:
    person = liaison(place)
    begun = visiting(place).begin(person, KILN)
    first = visiting(place).tell(person, replace(begun, method="实地", problem="窑炉增容一个月没人勘察"))
    assert first.receipt is not None
    complaint = first.receipt.complaint
    assert (complaint.record.channel, complaint.record.company, complaint.lead) == (Channel.VISITS, KILN, "区供电中心")
    place.clock.at += timedelta(hours=1)
    again = visiting(place).tell(person, replace(begun, in_group=True, problem="窑炉增容一个月没人勘察"))
    assert again.receipt is None
    assert (again.visit.method, again.visit.in_group) == ("实地", True)
    assert place.store.find(Query()) == [complaint]
    assert len(place.store.visits()) == 1


def test_the_same_problem_in_chat_and_in_the_days_ledger_is_one_complaint(place: District) -> None:
    person, text = liaison(place), "窑炉增容一个月没人勘察"
    visiting(place).tell(person, replace(visiting(place).begin(person, KILN), problem=text))
    record = RawRecord(Channel.VISITS, problem_id(KILN, "2021-08-30", text), text, company=KILN)
    place.desk.receive(record)
    visiting(place).keep(Channel.VISITS, [replace(enterprise(), problem=record)])
    assert place.store.count(Query()) == 1
    assert len(place.store.visits()) == 1


def test_a_wish_for_secrecy_is_kept_with_the_visit_and_its_complaint(place: District) -> None:
    person = liaison(place)
    told = visiting(place).tell(person, replace(visiting(place).begin(person, KILN), problem="停电多次，请替我保密"))
    assert told.visit.confidential
    assert told.receipt is not None
    assert told.receipt.complaint.record.confidential


def test_an_enterprise_is_named_and_placed_as_the_ledgers_tell(place: District) -> None:
    EnterpriseBook(place.store, place.clock).learn(
        Channel.ENTERPRISES, [Enterprise(KILN, uscc="91370304A", place="山头街道")]
    )
    begun = visiting(place).begin(liaison(place), "清釉陶瓷")
    assert (begun.company, begun.key, begun.place, begun.day) == (KILN, "91370304A", "山头街道", TODAY)


def test_only_whoever_visits_may_tell_and_only_the_office_and_leaders_see_the_day(place: District) -> None:
    for person in (place.person("某企业", Role.ENTERPRISE, KILN), place.person("张区长", Role.LEADER)):
        with pytest.raises(Refused):
            visiting(place).begin(person, KILN)
    for person in (liaison(place), place.person("王镇长", Role.TOWN, "博山镇")):
        with pytest.raises(Refused):
            visiting(place).daily(person)
    assert visiting(place).daily(place.person("张区长", Role.LEADER)).count == 0


def test_the_day_tells_counts_totals_and_who_is_missing(place: District) -> None:
    keep = visiting(place).keep
    keep(Channel.VISITS, [enterprise(visited_at="2021-08-29"), enterprise(), enterprise(WIRE, "山头街道办事处")])
    daily = visiting(place).daily(office(place))
    lines = {unit.unit: (unit.visits, unit.total) for unit in daily.units if unit.total}
    assert lines == {"区供电中心": (1, 2), "山头街道": (1, 1)}
    assert (daily.count, daily.total) == (2, 3)
    assert daily.missing == ("区水利局", "区税务局", "区住建局", "博山镇")
    assert visiting(place).reported(TODAY) == {"区供电中心", "山头街道"}


def test_a_unit_that_need_not_visit_is_told_of_but_never_missing(place: District) -> None:
    visiting(place).keep(Channel.VISITS, [enterprise(unit="区公安分局", visited_at="2021-08-29")])
    daily = visiting(place).daily(office(place))
    assert daily.units[-1].unit == "区公安分局"
    assert "区公安分局" not in daily.missing


def test_a_visit_of_later_days_counts_in_no_total_before_it(place: District) -> None:
    visiting(place).keep(Channel.VISITS, [enterprise(), enterprise(WIRE, visited_at="2021-08-31")])
    daily = visiting(place).daily(office(place), date(2021, 8, 29), TODAY)
    assert (daily.count, daily.total, len(daily.visits)) == (1, 1, 1)


def test_coverage_is_of_the_enterprises_that_a_unit_listed_and_that_lie_in_a_town(place: District) -> None:
    listed = [
        Enterprise(KILN, uscc="91370304A", place="山头街道", unit="供电公司"),
        Enterprise(WIRE, place="山头街道", unit="区供电中心"),
        Enterprise("博山源水泵业有限公司", place="博山镇", unit="区水利局"),
    ]
    EnterpriseBook(place.store, place.clock).learn(Channel.ENTERPRISES, listed)
    # The visit names the enterprise without its code; the unit's visit is none of the town's.
    visiting(place).keep(Channel.VISITS, [enterprise(KILN), enterprise(WIRE, "山头街道")])
    coverage = {
        unit.unit: (unit.known, unit.reached) for unit in visiting(place).daily(office(place)).units if unit.known
    }
    assert coverage == {"区供电中心": (2, 1), "区水利局": (1, 0), "山头街道": (2, 1), "博山镇": (1, 0)}


def test_the_days_doubts_are_counted(place: District) -> None:
    rows = [
        enterprise(method="电话", person_role="法人", in_group="否"),
        enterprise(WIRE, "山头街道", method="电话", person_role="法人"),
        enterprise(WIRE, method="电话"),
        enterprise(WIRE, method="实地", visited_at="2021-08-29"),
    ]
    visiting(place).keep(Channel.VISITS, rows)
    daily = visiting(place).daily(office(place))
    assert daily.doubts == {Doubt.NOT_TRIED: 2, Doubt.NOT_OWNER: 1, Doubt.NO_GROUP: 1}


def test_what_lacks_something_can_be_taken_up_again_on_its_day(place: District) -> None:
    person = liaison(place)
    begun = visiting(place).begin(person, KILN)
    kept = visiting(place).tell(person, replace(begun, phone="138****8000", phone_kind=PhoneKind.MASKED)).visit
    assert visiting(place).unfinished(person) == kept
    assert visiting(place).unfinished(place.person("孙联络", Role.LIAISON, "区供电中心")) is None
    place.clock.at += timedelta(days=1)
    assert visiting(place).unfinished(person) is None

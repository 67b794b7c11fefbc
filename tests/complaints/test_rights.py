"""Nobody sees what is not theirs."""

from dataclasses import replace

import pytest

from complaints.complaint import Complaint, Status
from complaints.errors import Refusal, Refused
from complaints.events import EventKind
from complaints.follow_up import FollowUp
from complaints.moves import Command, Step
from complaints.numbers import Reference
from complaints.people import Role
from complaints.records import Channel, PhoneKind, RawRecord
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


_PLACES = {Role.LIAISON: "区供电中心", Role.ROOM: "区供电中心", Role.TOWN: "山头街道"}


def test_a_confidential_reporter_is_shown_to_the_office_alone(place: District, case: Complaint) -> None:
    secret = replace(case, record=replace(case.record, confidential=True))
    shown = {
        role: sees_reporter(place.person(role.value, role, _PLACES.get(role, "")), secret)
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


@pytest.fixture
def staff_case(place: District) -> Complaint:
    return place.file("停电找供电公司，窗口人员索要好处费", place="山头街道")


def test_a_complaint_about_a_units_own_people_goes_to_the_office_alone(place: District, staff_case: Complaint) -> None:
    clerk = place.person("赵", Role.CLERK)
    assert staff_case.avoids == ("区供电中心",)
    assert [notice.recipient.kind for notice in place.store.pending()] == ["office"]
    for role, where in (
        (Role.LIAISON, "区供电中心"), (Role.LIAISON, "区水利局"), (Role.TOWN, "山头街道"), (Role.LEADER, ""),
    ):  # fmt: skip
        person = place.person(role.value + where, role, where)
        assert not sees(person, staff_case)
        assert place.enquiries.mine(person) == []
    assert place.enquiries.mine(clerk) == [staff_case]


def test_the_unit_whose_people_it_is_about_neither_leads_nor_helps(place: District, staff_case: Complaint) -> None:
    clerk = place.person("赵", Role.CLERK)
    lead = place.person("李", Role.LIAISON, "区供电中心")
    for step in (
        Step(Command.DISPATCH, unit="供电公司"), Step(Command.DISPATCH, unit="区水利局", co_units=("供电公司",)),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            place.desk.act(clerk, staff_case.number, step)
        assert refused.value.reason is Refusal.OWN_STAFF
    given = place.desk.act(clerk, staff_case.number, Step(Command.DISPATCH, unit="区公安分局"))
    assert sees(place.person("警", Role.LIAISON, "区公安分局"), given)
    assert not sees(lead, given)
    place.delivered()
    place.desk.act(clerk, staff_case.number, Step(Command.SUPERVISE, note="抓紧"))
    assert "李" not in {sent.name for sent in place.delivered()}


def test_the_office_may_find_that_it_is_not_about_staff(place: District, staff_case: Complaint) -> None:
    clerk = place.person("赵", Role.CLERK)
    freed = place.desk.act(clerk, staff_case.number, Step(Command.NOT_STAFF, note="是物业人员"))
    assert freed.avoids == ()
    assert place.desk.act(clerk, staff_case.number, Step(Command.DISPATCH, unit="供电公司")).lead == "区供电中心"


def test_the_full_phone_is_shown_to_lead_and_office_and_each_view_is_written_down(place: District) -> None:
    phone = "138" + "0000" + "1234"
    case = place.file("增容报装没人来", phone=phone, phone_kind=PhoneKind.FULL, place="山头街道")
    lead, clerk = place.person("李", Role.LIAISON, "区供电中心"), place.person("赵", Role.CLERK)
    for person in (lead, clerk):
        assert place.desk.view_phone(person, case.number) == phone
    for role, where in ((Role.LIAISON, "区住建局"), (Role.TOWN, "山头街道"), (Role.LEADER, "")):
        with pytest.raises(Refused) as refused:
            place.desk.view_phone(place.person(role.value, role, where), case.number)
        assert refused.value.reason is Refusal.NOT_YOURS
    views = [event for event in place.store.history(case.number) if event.kind is EventKind.VIEWED]
    assert [event.facts["by_name"] for event in views] == ["李", "赵"]
    assert {event.seq for event in views} <= {event.seq for event in place.store.desk_events()}
    assert phone not in str(views)


def test_a_confidential_phone_is_the_offices_alone_and_a_masked_one_nobodys(place: District) -> None:
    lead, clerk = place.person("李", Role.LIAISON, "区供电中心"), place.person("赵", Role.CLERK)
    phone = "138" + "0000" + "1234"
    secret = place.file("停电了", "1", phone=phone, phone_kind=PhoneKind.FULL, confidential=True)
    masked = place.file("停电了", "2", phone="138****1234", phone_kind=PhoneKind.MASKED)
    with pytest.raises(Refused):
        place.desk.view_phone(lead, secret.number)
    assert place.desk.view_phone(clerk, secret.number) == phone
    with pytest.raises(Refused) as refused:
        place.desk.view_phone(clerk, masked.number)
    assert refused.value.reason is Refusal.NO_FULL_PHONE


def test_whoever_filed_it_finds_it_by_its_short_number_though_it_is_another_units(place: District) -> None:
    liaison = place.person("周", Role.LIAISON, "区水利局")
    filed = place.desk.receive(RawRecord(Channel.CHAT, "1", "办公楼停电了"), liaison).complaint
    assert filed.lead == "区供电中心"
    assert place.enquiries.look(liaison, Reference(sequence=1)) == filed


@pytest.mark.parametrize("command", [Command.SUPPLEMENT, Command.FOLLOW_UP])
def test_words_about_staff_that_come_later_take_the_case_to_the_office_and_are_told_to_nobody_else(
    place: District, command: Command
) -> None:
    reporter, clerk = place.person("王", Role.ENTERPRISE, "某公司"), place.person("赵", Role.CLERK)
    lead = place.person("李", Role.LIAISON, "区供电中心")
    town = place.person("孙", Role.TOWN, "山头街道")
    record = RawRecord(Channel.CHAT, "1", "停电了", place="山头街道")
    number = place.desk.receive(record, reporter).complaint.number
    if command is Command.FOLLOW_UP:
        place.desk.act(lead, number, Step(Command.SIGN))
        place.desk.act(lead, number, Step(Command.FINISH, note="好了"))
        place.desk.act(clerk, number, Step(Command.APPROVE))
    place.delivered()
    words = "供电公司来的工作人员索要好处费五百"
    taken = place.desk.act(reporter, number, Step(command, note=words, answer=FollowUp(solved=False, reason=words)))
    assert (taken.status, taken.lead, taken.avoids) == (Status.WAITING, "", ("区供电中心",))
    for person in (lead, town, place.person("长", Role.LEADER)):
        assert not sees(person, taken)
    told = {sent.name: sent.text for sent in place.delivered()}
    assert set(told) == {"李", "赵"}
    assert not any("好处费" in text or "人员" in text for text in told.values())


def test_a_channel_that_tells_later_of_staff_takes_the_case_to_the_office(place: District) -> None:
    first = place.file("停电了")
    assert first.lead == "区供电中心"
    again = place.file("停电了，供电公司工作人员索要好处费")
    assert (again.number, again.status, again.avoids) == (first.number, Status.WAITING, ("区供电中心",))


def test_neither_merging_nor_splitting_gets_around_what_must_be_avoided(place: District, staff_case: Complaint) -> None:
    clerk = place.person("赵", Role.CLERK)
    main = place.file("停电了", "other")
    with pytest.raises(Refused) as refused:
        place.desk.act(clerk, staff_case.number, Step(Command.MERGE, other=main.number))
    assert refused.value.reason is Refusal.MERGE_IMPOSSIBLE
    place.desk.act(clerk, staff_case.number, Step(Command.SPLIT, parts=("窗口人员索要好处费", "车间停电没人修")))
    parts = place.enquiries.joined_to(staff_case)
    assert [part.lead for part in parts] == ["", ""]
    assert all("区供电中心" in part.avoids for part in parts)

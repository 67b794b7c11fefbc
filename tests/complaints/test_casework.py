"""Undoing, merging and splitting: everything comes back as it was, and everybody who was told hears of it."""

from datetime import timedelta

import pytest

from complaints.complaint import Complaint, Status
from complaints.errors import Refusal, Refused
from complaints.events import EventKind
from complaints.follow_up import FollowUp, Satisfaction
from complaints.joining import propose_parts
from complaints.moves import Command, Step
from complaints.people import Person, Role
from complaints.ports import Query
from complaints.records import Channel, RawRecord
from tests.kit import District

TWO_MATTERS = "事项一：车间停电三次没人修。事项二：厂门口供水管漏水。"


@pytest.fixture
def clerk(place: District) -> Person:
    return place.person("赵", Role.CLERK)


@pytest.fixture
def lead(place: District) -> Person:
    return place.person("李", Role.LIAISON, "区供电中心")


def filed_by(place: District, person: Person, text: str = "停电了") -> Complaint:
    return place.desk.receive(RawRecord(Channel.CHAT, f"{person.id}{text}", text), person).complaint


def refusal_of_undo(place: District, person: Person) -> Refusal:
    with pytest.raises(Refused) as error:
        place.desk.undo(person)
    return error.value.reason


def test_an_undo_puts_unit_due_date_and_counters_back_and_tells_whoever_was_told(
    place: District, clerk: Person, lead: Person
) -> None:
    other = place.person("周", Role.LIAISON, "区水利局")
    case = place.file("停电了")
    place.delivered()
    place.at("2021-08-31 09:00")
    place.desk.act(clerk, case.number, Step(Command.REASSIGN, unit="区水利局"))
    place.delivered()
    restored, event = place.desk.undo(clerk)
    assert restored.standing == case.standing
    assert event.command == "改派"
    assert {sent.name: sent.text for sent in place.delivered()} == dict.fromkeys(
        (lead.name, other.name), f"{case.number}《停电了》的“改派”已被撤销，现为“待签收”。"
    )
    assert place.store.history(case.number)[-1].kind is EventKind.UNDONE
    assert place.store.confirmed() == []


def test_an_undo_takes_back_what_followed_by_rule(place: District, clerk: Person, lead: Person) -> None:
    reporter = place.person("王", Role.ENTERPRISE, "某公司")
    number = filed_by(place, reporter).number
    place.desk.act(lead, number, Step(Command.SIGN))
    place.desk.act(lead, number, Step(Command.FINISH, note="已修好"))
    asked = place.desk.act(clerk, number, Step(Command.APPROVE))
    good = FollowUp(solved=True, satisfaction=Satisfaction.SATISFIED)
    assert place.desk.act(reporter, number, Step(Command.FOLLOW_UP, answer=good)).status is Status.CLOSED
    restored, _ = place.desk.undo(reporter)
    assert restored.standing == asked.standing
    assert restored.status is Status.FOLLOW_UP


def test_an_undo_takes_one_step_back_at_a_time_and_never_the_same_twice(place: District, lead: Person) -> None:
    number = place.file("停电了").number
    place.desk.act(lead, number, Step(Command.SIGN))
    place.desk.act(lead, number, Step(Command.PROGRESS, note="已到现场"))
    assert place.desk.undo(lead)[1].command == "反馈"
    assert place.desk.undo(lead)[0].status is Status.DISPATCHED
    assert refusal_of_undo(place, lead) is Refusal.NOTHING_TO_UNDO


def test_after_ten_minutes_or_somebody_elses_step_nothing_is_undone(
    place: District, clerk: Person, lead: Person
) -> None:
    number = place.file("停电了").number
    place.desk.act(lead, number, Step(Command.SIGN))
    place.clock.at += timedelta(minutes=10)
    place.desk.act(clerk, number, Step(Command.SUPERVISE, note="抓紧"))
    assert refusal_of_undo(place, lead) is Refusal.UNDO_OVERTAKEN
    place.clock.at += timedelta(seconds=1)
    assert refusal_of_undo(place, lead) is Refusal.NOTHING_TO_UNDO
    assert place.desk.undo(clerk)[1].command == "督办"


def test_what_the_channel_tells_meanwhile_stays_when_a_step_is_undone(place: District, lead: Person) -> None:
    number = place.file("停电了").number
    place.desk.act(lead, number, Step(Command.SIGN))
    updated = place.file("停电了，又停一次")
    restored, _ = place.desk.undo(lead)
    assert restored.number == number
    assert (restored.status, restored.record) == (Status.DISPATCHED, updated.record)


def test_a_merged_complaint_is_followed_under_the_other_and_both_reporters_hear(
    place: District, clerk: Person, lead: Person
) -> None:
    first, second = (place.person(name, Role.ENTERPRISE, "某公司") for name in ("王", "陈"))
    main, child = filed_by(place, first, "停电了"), filed_by(place, second, "又停电了")
    place.delivered()
    merged = place.desk.act(clerk, child.number, Step(Command.MERGE, other=main.number))
    assert (merged.status, merged.standing.merged_into) == (Status.MERGED, main.number)
    assert place.enquiries.joined_to(main) == [merged]
    assert place.store.history(main.number)[-1].note == f"{child.number}并入本件"
    assert {sent.name for sent in place.delivered()} == {"陈", "李"}
    place.desk.act(lead, main.number, Step(Command.SIGN))
    told = {sent.name: sent.text for sent in place.delivered()}
    assert main.number in told["王"]
    assert child.number in told["陈"]
    restored = place.desk.unjoin(clerk, child.number)
    assert restored.standing == child.standing
    assert place.enquiries.joined_to(main) == []


def test_what_cannot_be_merged_is_refused(place: District, clerk: Person, lead: Person) -> None:
    one, two, three = (place.file(text, text) for text in ("停电了", "又停电了", "还停电"))
    place.desk.act(clerk, two.number, Step(Command.MERGE, other=one.number))
    for child, main in ((one, one), (one, two), (three, two)):
        with pytest.raises(Refused) as refused:
            place.desk.act(clerk, child.number, Step(Command.MERGE, other=main.number))
        assert refused.value.reason is Refusal.MERGE_IMPOSSIBLE
    with pytest.raises(Refused) as refused:
        place.desk.unjoin(clerk, one.number)
    assert refused.value.reason is Refusal.NOT_MERGED
    with pytest.raises(Refused) as refused:
        place.desk.unjoin(lead, two.number)
    assert refused.value.reason is Refusal.NOT_YOURS


def test_a_complaint_of_two_matters_is_split_each_to_its_unit_and_put_together_again(
    place: District, clerk: Person
) -> None:
    reporter = place.person("王", Role.ENTERPRISE, "某公司")
    whole = filed_by(place, reporter, TWO_MATTERS)
    parts = propose_parts(TWO_MATTERS)
    place.desk.act(clerk, whole.number, Step(Command.SPLIT, parts=parts))
    filed = sorted(place.store.find(Query(parent=whole.number)), key=lambda one: one.number)
    assert [one.lead for one in filed] == ["区供电中心", "区水利局"]
    assert all(one.filed_by == reporter.id and one.parent == whole.number for one in filed)
    restored = place.desk.unjoin(clerk, whole.number)
    assert restored.standing == whole.standing
    statuses = {place.store.complaint(one.number).status for one in filed}  # type: ignore[union-attr]
    assert statuses == {Status.MERGED}
    place.desk.act(clerk, whole.number, Step(Command.SPLIT, parts=parts))
    assert len(place.store.find(Query(parent=whole.number))) == 4


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (TWO_MATTERS, ("车间停电三次没人修。", "厂门口供水管漏水。")),
        ("1、增容申请没人勘察；2、电费看不懂", ("增容申请没人勘察", "电费看不懂")),
        ("我公司反映：（一）施工许可卡了三个月，（二）图审反复退回。", ("施工许可卡了三个月", "图审反复退回。")),
        ("一、执照核名一直驳回\n二、章要跑几趟", ("执照核名一直驳回", "章要跑几趟")),
        ("车间停电三次，损失1.5万元，找了2、3家单位", ()),
        ("事项一：停电", ()),
        ("2021年8月30日停电，第2次了", ()),
    ],
)
def test_a_text_that_numbers_its_matters_is_cut_there(text: str, parts: tuple[str, ...]) -> None:
    assert propose_parts(text) == parts

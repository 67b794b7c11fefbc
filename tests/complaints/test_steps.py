"""What each step changes, and what limits and rules of the office refuse."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from complaints.complaint import Complaint, Status, WaitingFor
from complaints.errors import Refusal, Refused
from complaints.events import EventKind
from complaints.follow_up import FollowUp, Satisfaction
from complaints.moves import Command, ReturnReason, Step
from complaints.people import Person, Role
from complaints.records import Channel, RawRecord
from storage.store import SqlStore
from tests.kit import LIMITS_TEXT, District, district

RETURN = Step(Command.RETURN, note="是供水问题", unit="水利局", reason=ReturnReason.FUNCTION)


@pytest.fixture
def clerk(place: District) -> Person:
    return place.person("赵", Role.CLERK)


@pytest.fixture
def lead(place: District) -> Person:
    return place.person("李", Role.LIAISON, "区供电中心")


@pytest.fixture
def reporter(place: District) -> Person:
    return place.person("王", Role.ENTERPRISE, "某公司")


def filed_by(place: District, person: Person, text: str = "停电了") -> Complaint:
    return place.desk.receive(RawRecord(Channel.CHAT, f"{person.id}{text}", text), person).complaint


def refused(place: District, person: Person, number: str, step: Step) -> Refused:
    with pytest.raises(Refused) as error:
        place.desk.act(person, number, step)
    return error.value


def steps(place: District, number: str) -> list[str]:
    return [event.command for event in place.store.history(number) if event.kind is EventKind.MOVED]


def brought_to_follow_up(place: District, clerk: Person, lead: Person, number: str) -> Complaint:
    case = place.store.complaint(number)
    assert case is not None
    if case.status is Status.DISPATCHED:
        place.desk.act(lead, number, Step(Command.SIGN))
    place.desk.act(lead, number, Step(Command.FINISH, note="8月31日已更换变压器"))
    return place.desk.act(clerk, number, Step(Command.APPROVE))


def test_signing_in_time_and_late_is_remembered_for_the_rate(place: District, lead: Person) -> None:
    first, second = place.file("停电了", "1").number, place.file("停电了", "2").number
    assert place.desk.act(lead, first, Step(Command.SIGN)).standing.signed_in_time is True
    place.at("2021-09-02 09:00")
    late = place.desk.act(lead, second, Step(Command.SIGN)).standing
    assert (late.signed_in_time, late.signed_at) == (False, place.clock.at)


def test_a_return_needs_a_coded_reason_counts_and_is_an_answer(place: District, lead: Person) -> None:
    number = place.file("停电了").number
    without = refused(place, lead, number, Step(Command.RETURN, note="不是我们"))
    assert without.reason is Refusal.REASON_MISSING
    returned = place.desk.act(lead, number, RETURN)
    assert (returned.status, returned.standing.returns) == (Status.RETURNED, 1)
    assert returned.standing.signed_in_time is True
    event = place.store.history(number)[-1]
    assert (event.facts["reason"], event.facts["unit"]) == ("职能不符", "水利局")


def test_the_second_return_goes_to_the_offices_last_word_after_which_there_is_no_third(
    place: District, clerk: Person, lead: Person
) -> None:
    other = place.person("周", Role.LIAISON, "区水利局")
    number = place.file("停电了").number
    place.desk.act(lead, number, RETURN)
    place.desk.act(clerk, number, Step(Command.REASSIGN, unit="区水利局"))
    again = place.desk.act(other, number, RETURN)
    assert (again.status, again.standing.returns) == (Status.DISPUTED, 2)
    decided = place.desk.act(clerk, number, Step(Command.REASSIGN, unit="区供电中心"))
    assert decided.assignment is not None
    assert (decided.status, decided.assignment.final) == (Status.DISPATCHED, True)
    assert steps(place, number) == ["分派", "退单", "改派", "再次退单", "终审指定"]
    assert refused(place, lead, number, RETURN).reason is Refusal.RETURN_AFTER_FINAL
    assert [event.facts["by_unit"] for _, event in place.store.returns()] == ["区供电中心", "区水利局"]


def test_an_extension_moves_the_due_date_only_when_granted(place: District, clerk: Person, lead: Person) -> None:
    number = place.file("停电了").number  # due 2 September
    place.desk.act(lead, number, Step(Command.SIGN))
    ask = Step(Command.ASK_EXTENSION, note="等变压器", until=date(2021, 9, 10))
    asked = place.desk.act(lead, number, ask)
    assert asked.assignment is not None
    assert (asked.status, str(asked.assignment.due_at.date())) == (Status.EXTENSION, "2021-09-02")
    granted = place.desk.act(clerk, number, Step(Command.GRANT))
    assert granted.assignment is not None
    assert (granted.status, str(granted.assignment.due_at.date())) == (Status.HANDLING, "2021-09-10")
    again = refused(place, lead, number, Step(Command.ASK_EXTENSION, note="还要等", until=date(2021, 9, 13)))
    assert again.reason is Refusal.EXTENSIONS_USED


def test_an_extension_that_is_denied_leaves_everything_and_may_be_asked_again(
    place: District, clerk: Person, lead: Person
) -> None:
    number = place.file("停电了").number
    place.desk.act(lead, number, Step(Command.SIGN))
    ask = Step(Command.ASK_EXTENSION, note="等变压器", until=date(2021, 9, 10))
    place.desk.act(lead, number, ask)
    denied = place.desk.act(clerk, number, Step(Command.DENY, note="先接临时线"))
    assert denied.assignment is not None
    assert (denied.standing.asked_until, str(denied.assignment.due_at.date())) == (None, "2021-09-02")
    assert place.desk.act(lead, number, ask).status is Status.EXTENSION


@pytest.mark.parametrize(
    ("now", "until", "reason"),
    [
        ("2021-09-03 09:00", date(2021, 9, 10), Refusal.EXTENSION_TOO_LATE),
        ("2021-08-31 09:00", date(2021, 9, 2), Refusal.DATE_PAST),
        ("2021-08-31 09:00", date(2021, 9, 17), Refusal.DATE_TOO_FAR),
        ("2021-08-31 09:00", None, Refusal.UNTIL_MISSING),
    ],
)
def test_an_extension_is_asked_before_the_due_time_and_within_the_limit(
    place: District, lead: Person, now: str, until: date | None, reason: Refusal
) -> None:
    number = place.file("停电了").number
    place.desk.act(lead, number, Step(Command.SIGN))
    place.at(now)
    ask = Step(Command.ASK_EXTENSION, note="等变压器", until=until)
    assert refused(place, lead, number, ask).reason is reason
    if reason is Refusal.DATE_TOO_FAR:
        latest = Step(Command.ASK_EXTENSION, note="等变压器", until=date(2021, 9, 16))
        assert place.desk.act(lead, number, latest).status is Status.EXTENSION


def test_a_unit_may_report_it_done_while_its_extension_waits(place: District, lead: Person) -> None:
    number = place.file("停电了").number
    place.desk.act(lead, number, Step(Command.SIGN))
    place.desk.act(lead, number, Step(Command.ASK_EXTENSION, note="等变压器", until=date(2021, 9, 10)))
    done = place.desk.act(lead, number, Step(Command.FINISH, note="提前到货，已送电"))
    assert (done.status, done.standing.asked_until, done.standing.reported_in_time) == (Status.REPORTED, None, True)


def test_a_helping_unit_reports_to_the_lead_by_its_own_date_and_cannot_finish(
    place: District, clerk: Person, lead: Person
) -> None:
    helper = place.person("吴", Role.LIAISON, "区住建局")
    case = place.file("增容报装没人来")  # due 6 September, with 区住建局 to help
    assert case.assignment is not None
    assert str(case.assignment.due_for("区住建局").date()) == "2021-09-02"
    place.desk.act(lead, case.number, Step(Command.SIGN))
    place.delivered()
    place.desk.act(helper, case.number, Step(Command.PROGRESS, note="占掘路手续已办"))
    assert steps(place, case.number)[-1] == "协办反馈"
    assert [(sent.name, "区住建局反馈" in sent.text) for sent in place.delivered()] == [("李", True)]
    finish = Step(Command.FINISH, note="办好了")
    assert refused(place, helper, case.number, finish).reason is Refusal.LEAD_ONLY


def test_a_refused_report_gives_the_unit_time_and_never_less_than_it_had(
    place: District, clerk: Person, lead: Person
) -> None:
    early, late = place.file("停电了", "1").number, place.file("停电了", "2").number
    for number, now, due in (
        (early, "2021-08-30 10:00", "2021-09-02"),
        (late, "2021-09-02 10:00", "2021-09-06"),
    ):
        place.at(now)
        place.desk.act(lead, number, Step(Command.SIGN))
        place.desk.act(lead, number, Step(Command.FINISH, note="办好了"))
        back = place.desk.act(clerk, number, Step(Command.REJECT, note="写清时间"))
        assert back.assignment is not None
        assert (back.status, str(back.assignment.due_at.date())) == (Status.HANDLING, due)


def test_a_good_answer_closes_and_a_half_answer_waits_for_the_other_half(
    place: District, clerk: Person, lead: Person, reporter: Person
) -> None:
    number = filed_by(place, reporter).number
    brought_to_follow_up(place, clerk, lead, number)
    half = place.desk.act(reporter, number, Step(Command.FOLLOW_UP, answer=FollowUp(solved=True)))
    assert half.status is Status.FOLLOW_UP
    content = Step(Command.FOLLOW_UP, answer=FollowUp(satisfaction=Satisfaction.BASIC))
    closed = place.desk.act(reporter, number, content)
    assert closed.standing.follow_up is not None
    assert (closed.status, closed.standing.follow_up.solved) == (Status.CLOSED, True)
    assert closed.standing.closed_at == place.clock.at
    last = place.store.history(number)[-1]
    assert (last.command, last.by, last.follows) == ("销号", "system", True)


def test_a_bad_answer_sends_it_back_and_the_second_one_puts_it_under_supervision(
    place: District, clerk: Person, lead: Person, reporter: Person
) -> None:
    number = filed_by(place, reporter).number
    place.person("张", Role.LEADER, "区供电中心")
    bad = Step(Command.FOLLOW_UP, answer=FollowUp(solved=False, reason="又跳闸"))
    brought_to_follow_up(place, clerk, lead, number)
    first = place.desk.act(reporter, number, bad)
    assert (first.status, first.standing.redos, first.standing.supervised_at) == (Status.HANDLING, 1, None)
    place.delivered()
    brought_to_follow_up(place, clerk, lead, number)
    place.delivered()
    second = place.desk.act(reporter, number, bad)
    assert (second.status, second.standing.redos) == (Status.HANDLING, 2)
    assert second.standing.supervised_at == place.clock.at
    assert steps(place, number)[-3:] == ["回访", "重办", "督办"]
    told = {sent.name: sent.text for sent in place.delivered()}
    assert set(told) == {"李", "张", "赵"}
    assert "督办" in told["张"]
    assert "已自动退回区供电中心重办" in told["赵"]
    assert "企业反映未解决：又跳闸" in told["李"]


def test_solved_but_not_content_is_done_again(place: District, clerk: Person, lead: Person, reporter: Person) -> None:
    number = filed_by(place, reporter).number
    brought_to_follow_up(place, clerk, lead, number)
    answer = FollowUp(solved=True, satisfaction=Satisfaction.DISSATISFIED)
    assert place.desk.act(reporter, number, Step(Command.FOLLOW_UP, answer=answer)).status is Status.HANDLING


def test_a_late_report_stays_late_however_often_it_is_done_again(place: District, clerk: Person, lead: Person) -> None:
    number = place.file("停电了").number
    place.desk.act(lead, number, Step(Command.SIGN))
    place.at("2021-09-03 09:00")
    place.desk.act(lead, number, Step(Command.FINISH, note="办好了"))
    place.desk.act(clerk, number, Step(Command.REJECT, note="写清时间"))
    again = place.desk.act(lead, number, Step(Command.FINISH, note="9月3日送电"))
    assert again.standing.reported_in_time is False


def test_the_office_answers_directly_and_a_bad_answer_then_goes_back_to_triage(
    place: District, clerk: Person, reporter: Person
) -> None:
    number = filed_by(place, reporter, "停电，水压也不够").number
    answered = place.desk.act(clerk, number, Step(Command.ANSWER, note="今晚检修，明早恢复"))
    assert (answered.status, answered.lead) == (Status.FOLLOW_UP, "")
    back = place.desk.act(reporter, number, Step(Command.FOLLOW_UP, answer=FollowUp(solved=False)))
    assert (back.status, back.standing.waiting_for) == (Status.WAITING, WaitingFor.ASKED_AGAIN)
    assert refused(place, clerk, number, Step(Command.LOOK_BACK, note="再看")).reason is Refusal.MOVE_NOT_ALLOWED


def test_what_was_never_with_a_unit_cannot_be_done_again_by_one(place: District, clerk: Person) -> None:
    number = place.file("停电，水压也不够").number
    place.desk.act(clerk, number, Step(Command.ANSWER, note="今晚检修"))
    assert refused(place, clerk, number, Step(Command.REDO, note="没解决")).reason is Refusal.NO_LEAD
    place.desk.act(clerk, number, Step(Command.CLOSE))
    assert refused(place, clerk, number, Step(Command.LOOK_BACK, note="没解决")).reason is Refusal.NO_LEAD
    assert place.desk.act(clerk, number, Step(Command.RETRIAGE, note="没解决")).status is Status.WAITING


def test_shelving_needs_a_plan_and_a_day_and_stops_the_clock(place: District, clerk: Person, lead: Person) -> None:
    number = place.file("停电了").number
    place.desk.act(lead, number, Step(Command.SIGN))
    for step, reason in (
        (Step(Command.SHELVE, note="要改线", until=date(2021, 12, 31)), Refusal.PLAN_MISSING),
        (Step(Command.SHELVE, note="要改线", plan="临时线"), Refusal.UNTIL_MISSING),
        (Step(Command.SHELVE, note="要改线", plan="临时线", until=date(2021, 8, 30)), Refusal.DATE_PAST),
    ):
        assert refused(place, clerk, number, step).reason is reason
    shelve = Step(Command.SHELVE, note="要改线", plan="先接临时线", until=date(2021, 12, 31))
    shelved = place.desk.act(clerk, number, shelve)
    assert place.store.history(number)[-1].note == "要改线；计划：先接临时线"
    place.at("2021-10-20 09:00")
    assert not shelved.is_overdue(place.clock.at)
    assert place.enquiries.overdue(clerk) == []
    resumed = place.desk.act(clerk, number, Step(Command.RESUME))
    assert resumed.assignment is not None
    assert (resumed.standing.review_at, str(resumed.assignment.due_at.date())) == (None, "2021-10-25")


def test_the_reporter_takes_a_filing_back_for_two_minutes_and_nobody_else_does(
    place: District, reporter: Person
) -> None:
    stranger = place.person("陈", Role.ENTERPRISE, "另一公司")
    first, second = filed_by(place, reporter, "停电了").number, filed_by(place, reporter, "水压不足").number
    place.clock.at += timedelta(minutes=2)
    assert refused(place, stranger, first, Step(Command.WITHDRAW)).reason is Refusal.UNKNOWN_NUMBER
    assert place.desk.act(reporter, first, Step(Command.WITHDRAW)).status is Status.WITHDRAWN
    place.clock.at += timedelta(seconds=1)
    assert refused(place, reporter, second, Step(Command.WITHDRAW)).reason is Refusal.WITHDRAW_TOO_LATE


def test_a_unit_is_urged_once_a_day(place: District, clerk: Person) -> None:
    number = place.file("停电了").number
    place.desk.act(clerk, number, Step(Command.URGE))
    assert refused(place, clerk, number, Step(Command.URGE)).reason is Refusal.URGED_TODAY
    place.clock.at += timedelta(days=1)
    place.desk.act(clerk, number, Step(Command.URGE))


def test_a_report_carries_what_the_check_of_its_quality_says(place: District, lead: Person) -> None:
    number = place.file("车间停电三次").number
    place.desk.act(lead, number, Step(Command.SIGN))
    place.desk.act(lead, number, Step(Command.FINISH, note="已处理"))
    facts = place.store.history(number)[-1].facts
    assert float(facts["quality"]) < 0.3
    assert facts["quality_note"].startswith("质量")
    assert facts["weak"] == "是"


@pytest.mark.parametrize(("restarts", "due"), [("是", "2021-09-08"), ("否", "2021-09-02")])
def test_a_transfer_restarts_the_clock_or_keeps_the_old_due_date_as_the_office_says(
    store: SqlStore, tmp_path: Path, restarts: str, due: str
) -> None:
    place = district(store, tmp_path, limits=LIMITS_TEXT.replace("改派重新计时,是", f"改派重新计时,{restarts}"))
    clerk = place.person("赵", Role.CLERK)
    number = place.file("停电了").number
    place.at("2021-09-01 09:00")
    moved = place.desk.act(clerk, number, Step(Command.REASSIGN, unit="区水利局"))
    assert moved.assignment is not None
    assert str(moved.assignment.due_at.date()) == due
    assert ("沿用原时限" in moved.assignment.rule) is (restarts == "否")


def test_a_helping_unit_that_has_reported_is_done_with_it_and_late_is_its_own_date(
    place: District, clerk: Person, lead: Person
) -> None:
    helper = place.person("吴", Role.LIAISON, "区住建局")
    case = place.file("增容报装没人来")
    place.at("2021-09-03 09:00")  # its own date was 2 September, the lead's is 6 September
    assert place.enquiries.overdue(helper) == [case]
    helped = place.desk.act(helper, case.number, Step(Command.PROGRESS, note="占掘路手续已办"))
    assert helped.standing.helped == ("区住建局",)
    assert place.enquiries.todo(helper) == place.enquiries.overdue(helper) == []
    assert place.enquiries.mine(helper) == [helped]
    assert place.enquiries.todo(lead) == [helped]


def test_putting_something_off_does_not_make_up_for_being_late_and_not_for_ever(
    place: District, clerk: Person, lead: Person
) -> None:
    number = place.file("停电了").number
    place.desk.act(lead, number, Step(Command.SIGN))
    place.at("2021-09-06 09:00")
    far = Step(Command.SHELVE, note="要改线", plan="临时线", until=date(2099, 12, 31))
    assert refused(place, clerk, number, far).reason is Refusal.DATE_TOO_FAR
    near = Step(Command.SHELVE, note="要改线", plan="临时线", until=date(2021, 9, 15))
    assert place.desk.act(clerk, number, near).standing.reported_in_time is False
    assert place.enquiries.shelved(clerk)[0].number == number
    place.desk.act(clerk, number, Step(Command.RESUME))
    assert place.enquiries.rates(clerk)[0].on_time.text == "0/1=0.0%"


def test_a_class_alone_is_no_reason_for_a_return(place: District, lead: Person) -> None:
    number = place.file("停电了").number
    bare = Step(Command.RETURN, note="职能不符", reason=ReturnReason.FUNCTION)
    assert refused(place, lead, number, bare).reason is Refusal.NOTE_MISSING


def test_the_reporter_still_reaches_the_office_after_the_end(
    place: District, clerk: Person, lead: Person, reporter: Person
) -> None:
    number = filed_by(place, reporter).number
    brought_to_follow_up(place, clerk, lead, number)
    place.desk.act(clerk, number, Step(Command.CLOSE))
    place.delivered()
    place.desk.act(reporter, number, Step(Command.SUPPLEMENT, note="又停电了"))
    assert [(sent.name, "又停电了" in sent.text) for sent in place.delivered()] == [("赵", True)]


def test_a_check_refuses_what_the_step_would_and_changes_nothing(place: District, clerk: Person) -> None:
    case = place.file("停电了")
    before = place.store.pending()
    place.desk.check(clerk, case, Step(Command.URGE))
    assert place.store.history(case.number)[-1].command == "分派"
    assert place.store.pending() == before
    place.desk.act(clerk, case.number, Step(Command.URGE))
    with pytest.raises(Refused) as error:
        place.desk.check(clerk, case, Step(Command.URGE))
    assert error.value.reason is Refusal.URGED_TODAY

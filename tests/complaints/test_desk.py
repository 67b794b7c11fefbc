"""The desk's use cases: nothing twice, nothing lost, every change with its event and notice."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from complaints.complaint import Status, WaitingFor
from complaints.errors import Conflict, Refusal, Refused
from complaints.events import EventKind, NoticeKind
from complaints.intake import Outcome
from complaints.moves import Command, ReturnReason, Step
from complaints.people import Role
from complaints.ports import Query
from complaints.prediction import Decision
from complaints.reviewed import Reviewed, ReviewKind
from tests.kit import District, KeywordClassifier


def test_a_sure_complaint_goes_to_its_unit_with_a_due_date_and_the_row_that_decided(place: District) -> None:
    complaint = place.file("车间停电三次")
    assert complaint.number == "BS20210830-0001"
    assert complaint.status is Status.DISPATCHED
    assert complaint.assignment is not None
    assert complaint.assignment.rule == "分工表第2行“停电”"
    assert complaint.assignment.due_at.date().isoformat() == "2021-09-02"
    kinds = [event.kind for event in place.store.history(complaint.number)]
    assert kinds == [EventKind.FILED, EventKind.CLASSIFIED, EventKind.MOVED]
    assert [notice.recipient.name for notice in place.store.pending()] == ["区供电中心"]


@pytest.mark.parametrize(
    ("text", "facts", "why"),
    [
        ("停电，水压也不够", {}, WaitingFor.DOUBTFUL),
        ("门口摊贩占道", {}, WaitingFor.OUTSIDE),
        ("停电了", {"source_unit": "区水利局"}, WaitingFor.SOURCE_DISAGREES),
        ("停电了", {"source_unit": "区公安局"}, WaitingFor.SOURCE_UNIT_OUTSIDE),
        ("停电找供电所，窗口人员索要好处费", {}, WaitingFor.OWN_STAFF),
    ],
)
def test_whatever_is_doubtful_waits_for_the_office_and_says_why(
    place: District, text: str, facts: dict[str, str], why: WaitingFor
) -> None:
    complaint = place.file(text, **facts)
    assert (complaint.status, complaint.standing.waiting_for, complaint.assignment) == (Status.WAITING, why, None)
    assert [notice.kind for notice in place.store.pending()] == [NoticeKind.WAITING]


def test_a_doubtful_one_for_which_the_channel_names_the_same_unit_is_sure_enough_only_above_half(
    place: District,
) -> None:
    named = place.file("停电，水压也不够", source_unit="供电公司")
    assert named.standing.waiting_for is WaitingFor.DOUBTFUL
    sure = place.file("停电了", "2", source_unit="供电公司")
    assert sure.lead == "区供电中心"


def test_what_the_channel_counts_as_done_goes_to_the_office_for_checking_and_not_to_the_unit(place: District) -> None:
    complaint = place.file("停电了", source_status="已办结", result="已恢复供电")
    assert (complaint.status, complaint.lead) == (Status.REPORTED, "区供电中心")
    assert place.store.pending() == []


def test_the_same_record_again_changes_nothing(place: District) -> None:
    record = place.record("停电了")
    place.desk.receive(record)
    before = place.store.complaint("BS20210830-0001")
    receipt = place.desk.receive(record)
    assert receipt.outcome is Outcome.REPEATED
    assert place.store.complaint("BS20210830-0001") == before
    assert place.store.count(Query()) == 1
    assert len(place.store.history("BS20210830-0001")) == 3


def test_a_changed_record_becomes_an_update_event_and_never_a_second_complaint(place: District) -> None:
    record = place.record("停电了", reporter="王某")
    place.desk.receive(record)
    receipt = place.desk.receive(replace(record, result="已派人", reporter="李某"))
    assert receipt.outcome is Outcome.UPDATED
    assert place.store.count(Query()) == 1
    stored = place.store.complaint("BS20210830-0001")
    assert stored is not None
    assert stored.record.result == "已派人"
    assert stored.status is Status.DISPATCHED
    event = place.store.history(stored.number)[-1]
    assert event.kind is EventKind.UPDATED
    assert event.note == "来源更新：反映人、来源办理结果"
    assert "王某" not in str(event.facts)


def test_a_record_that_stands_twice_in_one_batch_is_one_complaint(place: District) -> None:
    record = place.record("停电了")
    outcomes = [r.outcome for _, r in place.desk.receive_all([record, record, replace(record, result="已派人")])]
    assert outcomes == [Outcome.NEW, Outcome.REPEATED, Outcome.UPDATED]
    stored = place.store.complaint("BS20210830-0001")
    assert stored is not None
    assert stored.record.result == "已派人"


def test_a_file_that_tells_an_order_twice_changes_nothing_the_second_time(place: District) -> None:
    first = place.record("停电了")
    others = [place.record("停电了", str(at)) for at in range(1500)]
    records = [first, *others, replace(first, result="已派人")]
    outcomes = [receipt.outcome for _, receipt in place.desk.receive_all(records)]
    assert (outcomes[0], outcomes[-1]) == (Outcome.NEW, Outcome.UPDATED)
    before = place.store.history("BS20210830-0001")
    assert {receipt.outcome for _, receipt in place.desk.receive_all(records)} == {Outcome.REPEATED}
    assert place.store.history("BS20210830-0001") == before


def test_numbers_are_gapless_over_batches_and_begin_again_each_day(place: District) -> None:
    records = [place.record("停电了", str(at)) for at in range(2500)]
    numbers = [receipt.complaint.number for _, receipt in place.desk.receive_all(records)]
    assert numbers == [f"BS20210830-{at:04d}" for at in range(1, 2501)]
    place.clock.at += timedelta(days=1)
    assert place.file("停电了", "next").number == "BS20210831-0001"


def test_a_preview_answers_like_the_import_and_keeps_nothing(place: District) -> None:
    records = [place.record("停电了", "1"), place.record("水压不足", "2"), place.record("停电了", "1")]
    previewed = list(place.desk.preview(records))
    assert place.store.count(Query()) == 0
    assert place.store.pending() == []
    assert list(place.desk.receive_all(records)) == previewed


def test_a_record_without_words_is_refused(place: District) -> None:
    with pytest.raises(Refused) as refused:
        place.file("  \n")
    assert refused.value.reason is Refusal.TEXT_MISSING


def test_a_unit_may_not_touch_what_is_anothers(place: District) -> None:
    other = place.person("周", Role.LIAISON, "区水利局")
    number = place.file("停电了").number
    with pytest.raises(Refused) as refused:
        place.desk.act(other, number, Step(Command.SIGN))
    assert refused.value.reason is Refusal.UNKNOWN_NUMBER


def test_a_co_handling_unit_sees_the_item_and_does_not_move_it(place: District) -> None:
    helper = place.person("吴", Role.LIAISON, "区住建局")
    complaint = place.file("增容报装没人来")
    assert place.enquiries.mine(helper) == [complaint]
    assert place.enquiries.todo(helper) == [complaint]
    with pytest.raises(Refused) as refused:
        place.desk.act(helper, complaint.number, Step(Command.SIGN))
    assert refused.value.reason is Refusal.LEAD_ONLY
    assert refused.value.facts["possible"] == "协办反馈"


def test_a_return_after_two_working_days_is_refused(place: District) -> None:
    liaison = place.person("李", Role.LIAISON, "区供电中心")
    first, second = place.file("停电了", "1"), place.file("停电了", "2")
    step = Step(Command.RETURN, note="不属本单位", reason=ReturnReason.FUNCTION)
    place.clock.at = place.clock.at.replace(day=1, month=9, hour=23)
    returned = place.desk.act(liaison, first.number, step)
    assert (returned.status, returned.standing.returns) == (Status.RETURNED, 1)
    place.clock.at += timedelta(hours=2)
    with pytest.raises(Refused) as refused:
        place.desk.act(liaison, second.number, step)
    assert refused.value.reason is Refusal.RETURN_TOO_LATE


@pytest.mark.parametrize("source_unit", ["", "区供电中心", "区水利局"])
def test_what_is_unlike_anything_learned_waits_whatever_the_channel_says(place: District, source_unit: str) -> None:
    record = place.record("停电了", source_unit=source_unit)
    sure = KeywordClassifier().classify([("", record.text)])[0]
    judge = place.desk._judge
    assert judge.judge(place.record("停电了"), sure, place.clock.at).assignment is not None

    judgement = judge.judge(record, replace(sure, decision=Decision.TRIAGE, novel=True), place.clock.at)

    assert (judgement.assignment, judgement.waiting_for) == (None, WaitingFor.NOVEL)
    assert WaitingFor.NOVEL.label == "与以往案件都不像"


def test_reassigning_restarts_nothing_but_the_units_clock_and_keeps_the_suggestion(place: District) -> None:
    clerk = place.person("赵", Role.CLERK)
    complaint = place.file("停电了")
    place.clock.at += timedelta(days=1)
    moved = place.desk.act(clerk, complaint.number, Step(Command.REASSIGN, unit="水利局"))
    assert moved.lead == "区水利局"
    assert moved.prediction == complaint.prediction
    assert place.store.confirmed() == [Reviewed(moved, "区水利局", clerk.id, place.clock.at, ReviewKind.REASSIGNED)]
    assert moved.assignment is not None
    assert moved.assignment.assigned_at == place.clock.at


def test_a_step_on_what_somebody_else_has_changed_is_a_conflict(place: District) -> None:
    clerk = place.person("赵", Role.CLERK)
    complaint = place.file("停电，水压也不够")
    place.desk.act(clerk, complaint.number, Step(Command.DISPATCH, unit="区水利局"), seen_version=complaint.version)
    with pytest.raises(Conflict):
        place.desk.act(
            clerk, complaint.number, Step(Command.REASSIGN, unit="区供电中心"), seen_version=complaint.version
        )


def test_of_two_clerks_at_the_same_moment_exactly_one_wins(place: District) -> None:
    clerks = [place.person(name, Role.CLERK) for name in ("赵", "钱")]
    complaint = place.file("停电，水压也不够")
    barrier, results = Barrier(2), []

    def dispatch(at: int) -> None:
        barrier.wait()
        step = Step(Command.DISPATCH, unit=("区供电中心", "区水利局")[at])
        try:
            results.append(place.desk.act(clerks[at], complaint.number, step, seen_version=complaint.version).lead)
        except Conflict:
            results.append("")

    threads = [Thread(target=dispatch, args=(at,)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [unit for unit in results if unit]
    stored = place.store.complaint(complaint.number)
    assert stored is not None
    assert winners == [stored.lead]
    moves = [event for event in place.store.history(complaint.number) if event.kind is EventKind.MOVED]
    assert len(moves) == 1


def test_a_refused_step_leaves_no_event_and_no_notice(place: District) -> None:
    liaison = place.person("李", Role.LIAISON, "区供电中心")
    number = place.file("停电了").number
    events, notices = place.store.history(number), place.store.pending()
    for step in (Step(Command.FINISH, note="好了"), Step(Command.RETURN), Step(Command.CLOSE)):
        with pytest.raises(Refused):
            place.desk.act(liaison, number, step)
    assert place.store.history(number) == events
    assert place.store.pending() == notices

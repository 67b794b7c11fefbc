"""What is proposed as told twice, and what becomes of a proposal: merged, taken apart, rejected for good."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from complaints import duplicates, receiving
from complaints.complaint import Complaint, Status
from complaints.deadlines import Deadlines
from complaints.duplicates import PROPOSED_AT_MOST, DuplicateSearch, by_number, day_number
from complaints.errors import Refusal, Refused
from complaints.events import EventKind, NoticeKind
from complaints.intake import Intake, Outcome, Receipt
from complaints.judging import Judge
from complaints.likeness import Told
from complaints.moves import Command, Step
from complaints.people import SYSTEM, Person, Role
from complaints.records import Channel, RawRecord
from complaints.understanding import UnderstandHere
from storage.store import SqlStore, open_store
from tests.kit import (
    MONDAY,
    UNITS,
    District,
    KeywordClassifier,
    PairLikenesses,
    Weekdays,
    district,
    limits_table,
    routing_table,
)

STORY = "一号车间停电三次变压器坏了"
OTHER = "退税两个月没有到账"


@pytest.fixture
def memory() -> Iterator[SqlStore]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


@pytest.fixture
def place(memory: SqlStore, tmp_path: Path) -> District:
    return district(memory, tmp_path)


@pytest.fixture
def clerk(place: District) -> Person:
    return place.person("赵", Role.CLERK)


def receive(place: District, text: str, order: str, **facts: object) -> Receipt:
    return place.desk.receive(place.record(text, order, **facts))


def others(receipt: Receipt) -> list[str]:
    return [one.other for one in receipt.proposals]


def merge(place: District, clerk: Person, child: Complaint, main: Complaint) -> Complaint:
    return place.desk.act(clerk, child.number, Step(Command.MERGE, other=main.number))


def test_the_likest_three_are_proposed_the_likest_first(place: District) -> None:
    told = [STORY[: len(STORY) - at] + OTHER[:at] for at in range(5)]
    earlier = [receive(place, text, str(at), company=f"第{at}公司").complaint for at, text in enumerate(told)]
    again = receive(place, STORY, "again")
    assert others(again) == [one.number for one in earlier[:PROPOSED_AT_MOST]]
    scores = [one.likeness.score for one in again.proposals]
    assert scores == sorted(scores, reverse=True)
    assert all(one.number == again.complaint.number for one in again.proposals)
    assert all(one.likeness.same and one.at == MONDAY for one in again.proposals)


def test_what_is_not_the_same_is_not_proposed(place: District) -> None:
    receive(place, STORY, "1", company="甲公司")
    assert others(receive(place, OTHER, "2")) == []
    assert others(receive(place, STORY, "3", company="乙公司")) == []


def test_a_complaint_of_another_season_is_another_incident(place: District) -> None:
    first = receive(place, STORY, "1", received_at=MONDAY).complaint
    assert others(receive(place, STORY, "2", received_at=MONDAY.replace(month=10, day=14))) == [first.number]
    assert others(receive(place, STORY, "3", received_at=MONDAY.replace(year=2022))) == []


def test_within_one_batch_the_later_is_proposed_with_the_earlier(place: District) -> None:
    records = [place.record(STORY, "1"), place.record(OTHER, "2")]
    records.append(RawRecord(Channel.WENZHENG, "1", STORY))
    receipts = [receipt for _, receipt in place.desk.receive_all(records)]
    assert [others(one) for one in receipts] == [[], [], [receipts[0].complaint.number]]
    assert by_number(receipts[2].proposals) == {receipts[2].complaint.number: receipts[2].proposals}


def test_the_office_hears_once_of_each_that_may_repeat(place: District) -> None:
    for at in range(3):
        receive(place, STORY, str(at))
    receive(place, STORY, "0")
    told = [one for one in place.store.pending() if one.kind is NoticeKind.ALIKE]
    assert [(one.number[-4:], one.facts["other"][-4:], one.recipient.kind) for one in told] == [
        ("0002", "0001", "office"), ("0003", "0001", "office"),
    ]  # fmt: skip


@pytest.mark.parametrize("command", [Command.WITHDRAW, Command.DECLINE])
def test_what_was_taken_back_or_not_taken_on_is_not_told_again(
    place: District, clerk: Person, command: Command
) -> None:
    mine = place.person("王", Role.ENTERPRISE)
    gone = place.desk.receive(RawRecord(Channel.CHAT, "m1", f"门口摊贩占道，{STORY}"), mine).complaint
    by = mine if command is Command.WITHDRAW else clerk
    after = place.desk.act(by, gone.number, Step(command, note="不属于本区"))
    assert after.status in (Status.WITHDRAWN, Status.DECLINED)
    assert others(receive(place, gone.text, "2")) == []


def test_a_merged_one_is_followed_under_its_main_one_and_proposed_once(place: District, clerk: Person) -> None:
    main, child = (receive(place, STORY, order).complaint for order in "12")
    merge(place, clerk, child, main)
    assert others(receive(place, STORY, "3")) == [main.number]


def test_the_parts_of_a_whole_are_not_proposed_with_each_other_nor_the_whole(place: District, clerk: Person) -> None:
    whole = receive(place, f"{STORY}，{STORY}", "1").complaint
    place.desk.act(clerk, whole.number, Step(Command.SPLIT, parts=(STORY, f"{STORY}了")))
    assert place.store.proposals() == []
    parts = {one.number for one in place.enquiries.mine(clerk) if one.parent}
    found = set(others(receive(place, STORY, "2")))
    assert found == parts
    assert whole.number not in found


def test_changed_words_are_found_by_what_they_say_now(place: District) -> None:
    first = receive(place, OTHER, "1").complaint
    assert receive(place, STORY, "1").outcome is Outcome.UPDATED
    again = receive(place, STORY, "2")
    assert others(again) == [first.number]
    assert others(receive(place, OTHER, "3")) == [], "its first words are no longer what it tells"


def test_the_index_of_a_program_that_starts_knows_what_was_stored_before(
    place: District, memory: SqlStore, tmp_path: Path
) -> None:
    first = receive(place, STORY, "1").complaint
    restarted = district(memory, tmp_path)
    assert others(receive(restarted, STORY, "2")) == [first.number]
    # And the one that runs on learns what the other has stored.
    assert len(others(receive(place, STORY, "3"))) == 2


class Lost(Exception):
    """The transaction fails at its end."""


def test_what_a_failed_transaction_signed_is_not_taken_for_stored(
    place: District, memory: SqlStore, tmp_path: Path
) -> None:
    """SQLite gives the ids of a transaction that failed again: the index must not have learned them."""
    likenesses = PairLikenesses()
    search = DuplicateSearch(likenesses)
    judge = Judge(routing_table(tmp_path), UNITS, Deadlines(limits_table(tmp_path), Weekdays()))

    def take(*told: tuple[str, str], fails: bool = False) -> list[Receipt]:
        records = [place.record(text, order) for text, order in told]
        understood = UnderstandHere(KeywordClassifier(), likenesses).begin([Told(one.text) for one in records])()
        with memory.begin() as transaction:
            intake = Intake(transaction, judge, search, SYSTEM, MONDAY)
            receipts = intake.take(records, dict(enumerate(understood)))
            if fails:
                raise Lost
        return receipts

    take((OTHER, "1"))
    with suppress(Lost):
        take((f"{OTHER}，请查", "1"), ("供水管漏水没有人来", "2"), fails=True)
    third = take((STORY, "3"))[0].complaint
    assert others(take((STORY, "4"))[0]) == [third.number]


def test_a_preview_teaches_the_index_nothing(place: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its ids are given again, to other words."""
    monkeypatch.setattr(receiving, "BATCH", 1)
    monkeypatch.setattr(receiving, "AHEAD", 0)
    records = [place.record(OTHER, "1"), place.record(OTHER, "2")]
    previewed = [others(receipt) for _, receipt in place.desk.preview(records)]
    assert [len(one) for one in previewed] == [0, 1]
    assert others(receive(place, STORY, "9")) == []
    assert len(others(receive(place, STORY, "10"))) == 1


def test_a_preview_compares_no_more_than_the_run_does(place: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what is stored and what came before in the file together, so many as a run compares."""
    monkeypatch.setattr(receiving, "BATCH", 1)
    monkeypatch.setattr(duplicates, "COMPARED_AT_MOST", 1)
    receive(place, OTHER, "1", company="博山乙厂")
    records = [place.record(OTHER, "2", company="博山丙厂"), place.record(OTHER, "3", company="博山丙厂")]
    previewed = [others(receipt) for _, receipt in place.desk.preview(records)]
    assert previewed == [others(receipt) for _, receipt in place.desk.receive_all(records)]


# What becomes of a proposal.


def test_rejected_is_rejected_for_good_through_merge_and_back(place: District, clerk: Person) -> None:
    main, child = (receive(place, STORY, order).complaint for order in "12")
    assert place.desk.reject(clerk, main.number, child.number)
    assert not place.desk.reject(clerk, child.number, main.number)
    assert place.enquiries.proposals(clerk) == []
    note = [event for event in place.store.history(main.number) if event.kind is EventKind.LINKED]
    assert [(event.by, event.facts["other"]) for event in note] == [(clerk.id, child.number)]
    merge(place, clerk, child, main)
    place.desk.unjoin(clerk, child.number)
    receive(place, f"{STORY}，请快", "2")
    assert place.enquiries.proposals(clerk) == []
    assert place.enquiries.count_proposals(clerk) == 0


def test_a_merge_that_is_taken_back_leaves_the_question_open_until_it_is_answered(
    place: District, clerk: Person
) -> None:
    main, child = (receive(place, STORY, order).complaint for order in "12")
    before = place.enquiries.proposals(clerk)
    merged = merge(place, clerk, child, main)
    assert (merged.status, merged.standing.merged_into) == (Status.MERGED, main.number)
    assert place.enquiries.proposals(clerk) == []
    restored = place.desk.unjoin(clerk, child.number)
    assert restored.standing == child.standing
    assert restored.record == child.record
    assert place.enquiries.proposals(clerk) == before
    assert place.desk.reject(clerk, child.number, main.number)
    assert place.enquiries.proposals(clerk) == []


def test_only_the_office_reads_and_answers_proposals(place: District, clerk: Person) -> None:
    main, child = (receive(place, STORY, order).complaint for order in "12")
    for person in (
        place.person("李", Role.LIAISON, "区供电中心"), place.person("王", Role.ENTERPRISE, "某公司"),
        place.person("孙", Role.TOWN, "山头街道"), place.person("长", Role.LEADER),
    ):  # fmt: skip
        for ask in (
            lambda person=person: place.desk.reject(person, child.number, main.number),
            lambda person=person: place.enquiries.proposals(person),
            lambda person=person: place.enquiries.count_proposals(person),
        ):
            with pytest.raises(Refused) as refused:
                ask()
            assert refused.value.reason is Refusal.NOT_YOURS
    assert len(place.enquiries.proposals(clerk)) == 1


def test_one_that_is_not_there_cannot_be_said_to_differ(place: District, clerk: Person) -> None:
    main = receive(place, STORY, "1").complaint
    with pytest.raises(Refused) as refused:
        place.desk.reject(clerk, main.number, "BS20200101-0001")
    assert refused.value.reason is Refusal.UNKNOWN_NUMBER
    assert [event.kind for event in place.store.history(main.number)].count(EventKind.LINKED) == 0


def test_a_day_is_counted_from_2000_in_the_offices_time() -> None:
    assert day_number(Told("停电", at=None)) == 0
    assert day_number(Told("停电", at=MONDAY)) == 7_912
    late = MONDAY.replace(hour=23, minute=59)
    assert day_number(Told("停电", at=late)) == 7_912

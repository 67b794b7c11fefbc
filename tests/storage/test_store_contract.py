"""What the core may rely on, held to on both databases: writing, reading and the outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from complaints.complaint import Standing, Status
from complaints.errors import Conflict
from complaints.events import Event, EventKind
from complaints.follow_up import FollowUp
from complaints.moves import Command
from complaints.people import SYSTEM
from complaints.ports import Query, Store, Tally
from complaints.records import Channel
from complaints.reviewed import Reviewed, ReviewKind
from storage.store import SqlStore
from tests.storage.samples import (
    CLERK,
    DAY,
    NOON,
    POWER,
    TAX,
    WATER,
    give,
    given_up,
    keep,
    make_complaint,
    make_event,
    make_notice,
    make_record,
    numbers,
    stand,
)


def test_the_store_is_the_port_of_the_core(store: SqlStore) -> None:
    port: Store = store
    assert port.complaint("BS20210830-0001") is None


def test_known_finds_stored_records_by_channel_and_id_among_thousands(store: SqlStore) -> None:
    keep(store, make_complaint(1), make_complaint(2))
    asked = [f"SD-{at}" for at in range(1, 40_000)]
    with store.begin() as transaction:
        assert transaction.known(Channel.HOTLINE, asked) == {"SD-1": make_complaint(1), "SD-2": make_complaint(2)}
        assert transaction.known(Channel.WENZHENG, ["SD-1"]) == {}
        assert transaction.known(Channel.HOTLINE, []) == {}


def test_thousands_of_complaints_are_added_at_once(store: SqlStore) -> None:
    many = [make_complaint(at) for at in range(1, 3_001)]
    with store.begin() as transaction:
        transaction.add(many)
        transaction.append(make_event(one.number) for one in many)
    assert store.count(Query()) == 3_000


def test_the_same_record_twice_is_a_conflict_and_nothing_is_kept(store: SqlStore) -> None:
    keep(store, make_complaint(1))
    with pytest.raises(Conflict), store.begin() as transaction:
        transaction.add([make_complaint(2), make_complaint(3, record=make_record("SD-1"))])
    assert numbers(store.find(Query())) == [1]


def test_the_same_id_from_another_channel_is_another_complaint(store: SqlStore) -> None:
    keep(store, make_complaint(1), make_complaint(2, record=make_record("SD-1", channel=Channel.WENZHENG)))
    assert store.count(Query()) == 2


def test_a_taken_number_is_a_conflict(store: SqlStore) -> None:
    keep(store, make_complaint(1))
    with pytest.raises(Conflict):
        keep(store, make_complaint(1, record=make_record("SD-2")))


def test_replace_writes_every_field_and_keeps_units_in_step(store: SqlStore) -> None:
    before = give(make_complaint(1), POWER, WATER)
    keep(store, before)
    after = give(stand(replace(before, version=1, record=make_record("SD-1", text="又停电")), returns=1), TAX, POWER)
    with store.begin() as transaction:
        transaction.replace(before, after)
        assert transaction.complaint(before.number) == after
    assert store.complaint(before.number) == after
    assert [store.count(Query(unit=unit)) for unit in (POWER, WATER, TAX)] == [1, 0, 1]


def test_a_units_list_follows_every_move(store: SqlStore) -> None:
    before = give(make_complaint(1), POWER, WATER)
    keep(store, before)
    with store.begin() as transaction:
        transaction.replace(before, replace(stand(before, status=Status.HANDLING), version=1))
    handling, dispatched = (frozenset({status}) for status in (Status.HANDLING, Status.DISPATCHED))
    for unit in (POWER, WATER):
        assert numbers(store.find(Query(unit=unit, statuses=handling))) == [1]
        assert store.count(Query(unit=unit, statuses=dispatched)) == 0


def test_replace_of_a_unit_by_none_leaves_no_unit(store: SqlStore) -> None:
    before = give(make_complaint(1), POWER)
    keep(store, before)
    with store.begin() as transaction:
        transaction.replace(before, replace(stand(before, assignment=None), version=1))
    assert store.count(Query(unit=POWER)) == 0


@pytest.mark.parametrize(
    "changes", [{"version": 7}, {"standing": Standing(Status.CLOSED)}, {"number": "BS20210830-0009"}]
)
def test_replace_of_what_has_moved_on_is_a_conflict(store: SqlStore, changes: dict[str, object]) -> None:
    stored = make_complaint(1)
    keep(store, stored)
    with pytest.raises(Conflict), store.begin() as transaction:
        transaction.replace(make_complaint(1, **changes), make_complaint(1, version=8))
    assert store.complaint(stored.number) == stored


def test_what_is_rolled_back_leaves_no_complaint_event_notice_or_number(store: SqlStore) -> None:
    with given_up(store) as transaction:
        assert transaction.lock_numbers(DAY, 3) == 1
        transaction.add([make_complaint(1)])
        transaction.append([make_event(make_complaint(1).number)])
        transaction.post([make_notice(make_complaint(1).number)])
        transaction.add_person(CLERK, "wx-1")
    assert store.find(Query()) == []
    assert store.history(make_complaint(1).number) == []
    assert store.pending() == []
    assert store.person_at("wx-1") is None
    with store.begin() as transaction:
        assert transaction.lock_numbers(DAY, 2) == 1
        assert transaction.lock_numbers(DAY, 1) == 3
        assert transaction.lock_numbers(DAY + timedelta(days=1), 1) == 1


def test_nothing_to_write_writes_nothing(store: SqlStore) -> None:
    with store.begin() as transaction:
        transaction.add([])
        transaction.append([])
        transaction.post([])
    store.mark_delivered([], "p-1")
    store.mark_done([])
    assert store.pending() == []


def test_history_is_told_oldest_first(store: SqlStore) -> None:
    keep(store, make_complaint(1), make_complaint(2))
    number = make_complaint(1).number
    with store.begin() as transaction:
        transaction.append([make_event(number), make_event(make_complaint(2).number), make_event(number, note="后来")])
    history = store.history(number)
    assert [event.note for event in history] == ["", "后来"]
    assert history[0].seq < history[1].seq
    assert replace(history[0], seq=0) == make_event(number)


FIND = {
    "everything, newest first": (Query(), [4, 3, 2, 1]),
    "the newest two": (Query(limit=2), [4, 3]),
    "a status": (Query(statuses=frozenset({Status.WAITING})), [1]),
    "two statuses": (Query(statuses=frozenset({Status.WAITING, Status.DISPATCHED})), [4, 3, 2, 1]),
    "two statuses' newest": (Query(statuses=frozenset({Status.WAITING, Status.DISPATCHED}), limit=3), [4, 3, 2]),
    "two statuses' most urgent": (
        Query(statuses=frozenset({Status.WAITING, Status.DISPATCHED}), by_due=True, limit=3),
        [3, 4, 2],
    ),
    "a unit's in two statuses": (
        Query(unit=WATER, statuses=frozenset({Status.HANDLING, Status.DISPATCHED}), by_due=True, limit=5),
        [3, 4],
    ),
    "a status that nothing has": (Query(statuses=frozenset({Status.CLOSED})), []),
    "led or helped by a unit": (Query(unit=POWER), [3, 2]),
    "helped only": (Query(unit=WATER), [4, 3]),
    "by due time, without one last": (Query(by_due=True), [3, 4, 2, 1]),
    "a unit's by due time": (Query(unit=POWER, by_due=True, limit=1), [3]),
    "filed by a person": (Query(filed_by="p-9"), [4]),
    "an area": (Query(area="域城镇"), [2]),
    "a channel": (Query(channel=Channel.WENZHENG), [3]),
    "a day's sequence": (Query(sequence=2), [2]),
    "due before a time, not at it": (Query(due_before=NOON + timedelta(days=2)), [3]),
    "filed from a time on": (Query(filed_from=NOON + timedelta(minutes=3)), [4, 3]),
    "filed before a time": (Query(filed_to=NOON + timedelta(minutes=3)), [2, 1]),
    "several at once": (Query(unit=WATER, channel=Channel.HOTLINE, filed_by="p-9"), [4]),
}


@pytest.mark.parametrize("question", FIND)
def test_find_gives_what_the_query_asks_for(store: SqlStore, question: str) -> None:
    query, expected = FIND[question]
    keep(
        store,
        make_complaint(1),
        give(make_complaint(2, record=make_record("SD-2", place="域城镇")), POWER, due_at=NOON + timedelta(days=3)),
        give(
            make_complaint(3, record=make_record("SD-3", channel=Channel.WENZHENG)), POWER, WATER,
            due_at=NOON + timedelta(days=1),
        ),
        give(make_complaint(4, filed_by="p-9"), WATER, TAX, due_at=NOON + timedelta(days=2)),
    )  # fmt: skip
    assert numbers(store.find(query)) == expected
    assert store.count(replace(query, limit=None)) == len(store.find(replace(query, limit=None)))


def _hours(count: int) -> datetime:
    return NOON + timedelta(hours=count)


TIED = {
    "merged into one": (Query(merged_into="BS20210830-0001"), [3, 2]),
    "merged into none": (Query(merged_into="BS20210830-0009"), []),
    "split from one": (Query(parent="BS20210830-0001"), [4]),
    "to be looked at again before then": (Query(review_before=_hours(2)), [5]),
    "shelved, to be looked at again": (
        Query(statuses=frozenset({Status.SHELVED}), review_before=_hours(9), limit=5),
        [6, 5],
    ),
    "closed before then": (Query(statuses=frozenset({Status.CLOSED}), closed_before=_hours(2)), [7]),
    "finished before then": (Query(closed_before=_hours(3)), [8, 7, 3]),
    "asked before then": (Query(statuses=frozenset({Status.FOLLOW_UP}), asked_before=_hours(2)), [9]),
    "asked or answered before then": (Query(asked_before=_hours(2)), [9, 7]),
    "without staff cases": (Query(without_staff_cases=True), [10, 9, 8, 7, 6, 5, 3, 2, 1]),
    "a status without staff cases": (
        Query(statuses=frozenset({Status.WAITING}), without_staff_cases=True, limit=9),
        [2, 1],
    ),
    "a unit's without staff cases": (Query(unit=POWER, without_staff_cases=True, by_due=True, limit=9), [10]),
    "an area's without staff cases": (Query(area="域城镇", without_staff_cases=True), [10]),
    "a unit's merged ones": (Query(unit=POWER, merged_into="BS20210830-0001"), []),
}


@pytest.mark.parametrize("question", TIED)
def test_find_knows_ties_and_what_is_waited_for(store: SqlStore, question: str) -> None:
    query, expected = TIED[question]
    main = make_complaint(1).number
    area = make_record("SD-10", place="域城镇")
    keep(
        store,
        make_complaint(1),
        stand(make_complaint(2), merged_into=main),
        stand(make_complaint(3), status=Status.MERGED, merged_into=main, closed_at=_hours(1)),
        stand(make_complaint(4, parent=main), avoids=("未写明的单位",)),
        stand(make_complaint(5), status=Status.SHELVED, review_at=_hours(1)),
        stand(make_complaint(6), status=Status.SHELVED, review_at=_hours(2)),
        stand(make_complaint(7), status=Status.CLOSED, closed_at=_hours(1), follow_up=FollowUp(at=_hours(1))),
        stand(make_complaint(8), status=Status.DECLINED, closed_at=_hours(2)),
        stand(make_complaint(9), status=Status.FOLLOW_UP, follow_up=FollowUp(at=_hours(1))),
        give(make_complaint(10, record=area), POWER),
        stand(give(make_complaint(11, record=replace(area, external_id="SD-11")), POWER), avoids=(TAX,)),
    )
    assert numbers(store.find(query)) == expected
    with store.begin() as transaction:
        assert numbers(transaction.find(query)) == expected
    assert store.count(query) == len(expected)


def test_a_helping_units_list_goes_by_its_own_due_times(store: SqlStore) -> None:
    keep(
        store,
        give(make_complaint(1), POWER, WATER, due_at=_hours(9), co_due_at=_hours(1)),
        give(make_complaint(2), POWER, WATER, due_at=_hours(8), co_due_at=_hours(2)),
        give(make_complaint(3), WATER, due_at=_hours(3)),
    )
    dispatched = frozenset({Status.DISPATCHED})
    for limit in (None, 3):
        assert numbers(store.find(Query(unit=WATER, statuses=dispatched, by_due=True, limit=limit))) == [1, 2, 3]
        assert numbers(store.find(Query(unit=POWER, statuses=dispatched, by_due=True, limit=limit))) == [2, 1]
    assert numbers(store.find(Query(unit=WATER, due_before=_hours(2)))) == [1]
    assert numbers(store.find(Query(unit=POWER, due_before=_hours(2)))) == []


def test_count_leaves_the_limit_aside(store: SqlStore) -> None:
    keep(store, make_complaint(1), make_complaint(2))
    assert store.count(Query(limit=1)) == 2


def test_numbers_beyond_four_digits_stay_in_their_order(store: SqlStore) -> None:
    keep(store, *(make_complaint(at, filed_at=NOON) for at in (9_999, 10_000, 10_001)))
    assert numbers(store.find(Query())) == [10_001, 10_000, 9_999]


def test_tallies_count_by_unit_and_status_with_what_is_overdue(store: SqlStore) -> None:
    late, soon = NOON - timedelta(hours=1), NOON + timedelta(hours=1)
    keep(
        store,
        make_complaint(1),
        give(make_complaint(2), POWER, WATER, due_at=late),
        give(make_complaint(3), POWER, due_at=soon),
        give(make_complaint(4), POWER, due_at=NOON),
        stand(give(make_complaint(5), TAX, due_at=late), status=Status.CLOSED),
        stand(give(make_complaint(6), POWER, due_at=late), status=Status.HANDLING),
    )
    assert set(store.tallies(NOON)) == {
        Tally("", Status.WAITING, 1, 0),
        Tally(POWER, Status.DISPATCHED, 3, 1),
        Tally(POWER, Status.HANDLING, 1, 1),
        Tally(TAX, Status.CLOSED, 1, 0),
    }


def test_confirmed_is_what_a_person_decided_last_and_still_holds(store: SqlStore) -> None:
    leads = {1: POWER, 2: WATER, 3: WATER, 4: POWER, 5: POWER, 6: TAX, 7: POWER}
    complaints = {at: give(make_complaint(at), lead) for at, lead in leads.items()}
    keep(store, *complaints.values())
    moves = [
        (1, Command.DISPATCH, "p-1", POWER),
        (2, Command.DISPATCH, SYSTEM.id, POWER),
        (2, Command.RETURN, "p-2", WATER),
        (3, Command.DISPATCH, SYSTEM.id, POWER),
        (3, Command.REASSIGN, "p-1", TAX),
        (3, Command.REASSIGN, "p-1", WATER),
        (3, Command.SIGN, "p-3", ""),
        (4, Command.DISPATCH, SYSTEM.id, POWER),
        (5, Command.DISPATCH, "p-1", ""),
        (6, Command.DESIGNATE, "p-1", TAX),
        # Taken back: the unit of the decision before it has the case.
        (7, Command.REASSIGN, "p-1", TAX),
    ]
    with store.begin() as transaction:
        transaction.append(
            make_event(complaints[at].number, kind=EventKind.MOVED, command=command.value, by=by, facts={"unit": unit})
            for at, command, by, unit in moves
        )
        transaction.append(
            [make_event(complaints[4].number, kind=EventKind.UPDATED, command=Command.DISPATCH.value, by="p-1")]
        )
    assert store.confirmed() == [
        Reviewed(complaints[1], POWER, "p-1", NOON, ReviewKind.TRIAGED),
        Reviewed(complaints[3], WATER, "p-1", NOON, ReviewKind.REASSIGNED),
        Reviewed(complaints[6], TAX, "p-1", NOON, ReviewKind.DESIGNATED),
    ]


def test_a_return_makes_a_label_only_where_the_office_follows_it(store: SqlStore) -> None:
    waiting, given, back, again = Status.WAITING, Status.DISPATCHED, Status.RETURNED, Command.RETURN
    accepted = give(make_complaint(1), WATER)
    refused = give(make_complaint(2), POWER)
    elsewhere = give(make_complaint(3), TAX)
    undecided = stand(give(make_complaint(4), POWER), status=back)
    answered = stand(give(make_complaint(5), POWER), status=Status.FOLLOW_UP)
    by_rule = stand(give(make_complaint(6), POWER), status=back)
    courses = [
        (accepted, [(again, "p-2", given, WATER), (Command.REASSIGN, "p-1", back, WATER)]),
        (refused, [(again, "p-2", given, WATER), (Command.DISPATCH, "p-1", back, POWER)]),
        (elsewhere, [(again, "p-2", given, WATER), (Command.REASSIGN, "p-1", back, TAX)]),
        (undecided, [(Command.DISPATCH, "p-1", waiting, POWER), (again, "p-2", given, WATER)]),
        (answered, [
            (Command.DISPATCH, "p-1", waiting, POWER), (again, "p-2", given, ""), (Command.ANSWER, "p-1", back, ""),
        ]),
        (by_rule, [(Command.DISPATCH, SYSTEM.id, waiting, POWER), (again, "p-2", given, WATER)]),
    ]  # fmt: skip
    keep(store, *(case for case, _ in courses))
    with store.begin() as transaction:
        transaction.append(
            make_event(
                case.number,
                kind=EventKind.MOVED,
                command=command.value,
                by=by,
                from_status=status,
                facts={"unit": unit},
            )
            for case, moves in courses
            for command, by, status, unit in moves
        )
    assert [(one.complaint, one.unit, one.kind) for one in store.confirmed()] == [
        (accepted, WATER, ReviewKind.RETURN_ACCEPTED),
        (refused, POWER, ReviewKind.TRIAGED),
        (elsewhere, TAX, ReviewKind.REASSIGNED),
    ]


def test_a_decision_that_was_taken_back_leaves_the_one_before_it(store: SqlStore) -> None:
    case = give(make_complaint(1), POWER)
    keep(store, case)
    moved = make_event(case.number, kind=EventKind.MOVED, by="p-1")
    with store.begin() as transaction:
        transaction.append(
            [
                replace(moved, command=Command.DISPATCH.value, facts={"unit": POWER}),
                replace(moved, command=Command.REASSIGN.value, facts={"unit": TAX}),
            ]
        )
    last = store.history(case.number)[-1]
    with store.begin() as transaction:
        transaction.append([replace(moved, kind=EventKind.UNDONE, facts={"undoes": str(last.seq)})])
    assert store.confirmed() == [Reviewed(case, POWER, "p-1", NOON, ReviewKind.TRIAGED)]


def test_a_complaint_of_several_matters_is_no_label(store: SqlStore) -> None:
    whole = stand(give(make_complaint(1), POWER), status=Status.SPLIT)
    keep(store, whole)
    with store.begin() as transaction:
        transaction.append([make_event(whole.number, kind=EventKind.MOVED, command=Command.DISPATCH.value, by="p-1")])
    assert store.confirmed() == []


def test_a_units_own_items_are_told_from_those_it_helps_with(store: SqlStore) -> None:
    keep(store, give(make_complaint(1), POWER, WATER), give(make_complaint(2), WATER, POWER))
    assert numbers(store.find(Query(unit=POWER))) == [2, 1]
    assert numbers(store.find(Query(unit=POWER, lead_only=True))) == [1]
    assert numbers(store.find(Query(unit=WATER, lead_only=True, limit=5))) == [2]
    assert store.count(Query(unit=POWER, lead_only=True)) == 1


def test_what_a_unit_wrote_last_is_told_and_nobody_elses_words(store: SqlStore) -> None:
    case = give(make_complaint(1), POWER)
    keep(store, case)
    told = [
        ("p-2", "已派人", {"by_unit": POWER}),
        ("p-2", "已修好", {"by_unit": POWER}),
        ("p-1", "退回：没有时间", {"by_unit": ""}),
    ]
    with store.begin() as transaction:
        transaction.append(
            Event(case.number, NOON, EventKind.MOVED, by, None, None, "反馈", note, facts) for by, note, facts in told
        )
    assert store.last_told([case.number, "BS20200101-0001"]) == {case.number: "已修好"}
    assert store.last_told([]) == {}

"""Rates, returns and the desk's own events, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.complaint import WITH_UNIT, Assignment, Complaint, Standing, Status
from complaints.events import EventKind
from complaints.follow_up import FollowUp, Satisfaction
from complaints.moves import Command
from complaints.numbers import write_number
from complaints.ports import RateCounts
from storage.store import SqlStore
from tests.storage.samples import (
    DAY,
    NOON,
    POWER,
    TAX,
    WATER,
    give,
    keep,
    make_complaint,
    make_event,
    make_record,
    stand,
)

MINUTE = timedelta(minutes=1)
TIMES = st.sampled_from([NOON - MINUTE, NOON, NOON + MINUTE])
MAYBE = st.none() | TIMES
YES_OR_NO = st.none() | st.booleans()
ASSIGNMENTS = st.builds(
    Assignment, st.sampled_from([POWER, TAX]), st.just((WATER,)), st.just(""), st.just(""), TIMES, TIMES, st.just(""),
    MAYBE,
)  # fmt: skip
FOLLOW_UPS = st.none() | st.builds(FollowUp, YES_OR_NO, st.none() | st.sampled_from(Satisfaction), st.just(""), MAYBE)
STANDINGS = st.builds(
    Standing, st.sampled_from(Status), st.none() | ASSIGNMENTS, signed_at=MAYBE, signed_in_time=YES_OR_NO,
    reported_in_time=YES_OR_NO, follow_up=FOLLOW_UPS,
)  # fmt: skip


def _rates(cases: Sequence[Complaint]) -> list[RateCounts]:
    """The rates as somebody would count them by hand at noon."""
    left_out = (Status.MERGED, Status.SPLIT, Status.WITHDRAWN, Status.DECLINED)
    counted = []
    for unit in sorted({case.lead for case in cases if case.lead}):
        ours = [case.standing for case in cases if case.lead == unit and case.status not in left_out]
        asked = [one.follow_up or FollowUp() for one in ours]
        rates = RateCounts(
            unit,
            sum(
                one.signed_at is not None or _is_past(one.assignment.sign_by if one.assignment else None)
                for one in ours
            ),
            sum(one.signed_in_time is True for one in ours),
            sum(one.reported_in_time is not None or _is_overdue(one) for one in ours),
            sum(one.reported_in_time is True and not _is_overdue(one) for one in ours),
            sum(one.solved is not None for one in asked),
            sum(one.solved is True for one in asked),
            sum(one.satisfaction is not None for one in asked),
            sum(one.satisfaction in (Satisfaction.SATISFIED, Satisfaction.BASIC) for one in asked),
            sum(one.at is not None and one.solved is None and one.satisfaction is None for one in asked),
        )
        if ours:
            counted.append(rates)
    return counted


def _is_overdue(standing: Standing) -> bool:
    return standing.status in WITH_UNIT and _is_past(standing.assignment.due_at if standing.assignment else None)


def _is_past(moment: datetime | None) -> bool:
    return moment is not None and moment < NOON


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STANDINGS, max_size=12))
def test_rates_are_what_one_counts_by_hand(store: SqlStore, standings: list[Standing]) -> None:
    with store.begin() as transaction:
        first = transaction.lock_numbers(DAY, 1_000)
        # Each example has a day of its own, and two complaints just outside of it.
        since = NOON + timedelta(days=first)
        until = since + timedelta(days=1)
        cases = [
            make_complaint(number=write_number(DAY, first + at), filed_at=since, standing=standing)
            for at, standing in enumerate(standings)
        ]
        outside = [
            replace(give(make_complaint(number=write_number(DAY, first + at)), POWER), filed_at=filed_at)
            for at, filed_at in ((998, since - timedelta(microseconds=1)), (999, until))
        ]
        transaction.add([replace(one, record=make_record(one.number)) for one in (*cases, *outside)])
    assert sorted(store.rates(NOON, since, until), key=lambda one: one.unit) == _rates(cases)


def test_rates_without_a_span_are_over_everything(store: SqlStore) -> None:
    answered = FollowUp(True, Satisfaction.BASIC, "", NOON)
    keep(
        store,
        stand(give(make_complaint(1), POWER), signed_at=NOON, signed_in_time=True, follow_up=answered),
        stand(give(make_complaint(2), POWER, due_at=NOON - MINUTE), follow_up=FollowUp(at=NOON)),
        make_complaint(3),
    )
    assert store.rates(NOON) == [RateCounts(POWER, 1, 1, 1, 0, 1, 1, 1, 1, 1)]
    assert store.rates(NOON, since=NOON + timedelta(days=1)) == []


def test_returns_are_told_oldest_first_without_those_taken_back(store: SqlStore) -> None:
    cases = [give(make_complaint(at), POWER) for at in (1, 2, 3)]
    keep(store, *cases)
    one, two, three = (case.number for case in cases)

    def step(number: str, command: Command, kind: EventKind = EventKind.MOVED, **facts: str) -> None:
        with store.begin() as transaction:
            transaction.append([make_event(number, kind=kind, command=command.value, facts=facts, by="p-2")])

    step(one, Command.RETURN, reason="职能不符")
    step(two, Command.RETURN, reason="重复")
    seq = str(store.history(two)[-1].seq)
    step(two, Command.RETURN, EventKind.UNDONE, undoes=seq)
    # Of another complaint, and of another kind: neither takes anything back.
    step(three, Command.RETURN, EventKind.UNDONE, undoes=str(store.history(one)[-1].seq))
    step(one, Command.RETURN, EventKind.UPDATED, undoes=str(store.history(one)[-1].seq))
    step(two, Command.RETURN, reason="超出范围")
    step(one, Command.SIGN)
    step(one, Command.RETURN_AGAIN, reason="属地不符")
    found = [(case, event.command, event.facts["reason"]) for case, event in store.returns()]
    assert found == [
        (cases[0], "退单", "职能不符"),
        (cases[1], "退单", "超出范围"),
        (cases[0], "再次退单", "属地不符"),
    ]


def test_the_desks_log_holds_views_and_what_is_no_complaints_newest_first(store: SqlStore) -> None:
    keep(store, make_complaint(1))
    number = make_complaint(1).number
    of_desk = [
        EventKind.VIEWED, EventKind.EXPORTED, EventKind.IMPORTED, EventKind.INVITED, EventKind.BOUND,
        EventKind.MARKED, EventKind.PROMOTED,
    ]  # fmt: skip
    with store.begin() as transaction:
        for kind in EventKind:
            transaction.append([make_event("" if kind in of_desk[1:] else number, kind=kind, note=kind.value)])
    assert [event.kind for event in store.desk_events()] == of_desk[::-1]
    assert [event.kind for event in store.desk_events(2)] == [EventKind.PROMOTED, EventKind.MARKED]


def test_writes_of_a_person_are_what_the_person_did_since_then(store: SqlStore) -> None:
    keep(store, make_complaint(1))
    number = make_complaint(1).number
    told: list[tuple[str, dict[str, object]]] = [
        ("filed", {"kind": EventKind.FILED}),
        ("too early", {"at": NOON - MINUTE}),
        ("moved", {}),
        ("somebody else's", {"by": "p-2"}),
        ("looked", {"kind": EventKind.VIEWED}),
        ("followed", {"follows": True}),
        ("undone", {"kind": EventKind.UNDONE, "at": NOON + MINUTE}),
    ]
    with store.begin() as transaction:
        for note, changes in told:
            plain: dict[str, object] = {"kind": EventKind.MOVED, "by": "p-1", "at": NOON, "note": note}
            transaction.append([make_event(number, **{**plain, **changes})])
        assert [event.note for event in transaction.writes_of("p-1", NOON)] == ["filed", "moved", "undone"]
        assert transaction.writes_of("p-3", NOON) == []
        transaction.append([make_event(number)])
        assert len(transaction.writes_of("system", NOON)) == 1

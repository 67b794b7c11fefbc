"""Whatever goes in comes out the same, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from complaints.clocks import SHANGHAI
from complaints.complaint import Assignment, Complaint, Standing, Status, WaitingFor
from complaints.events import Event, EventKind, Notice, NoticeKind, Recipient, RecipientKind
from complaints.follow_up import FollowUp, Satisfaction
from complaints.numbers import write_number
from complaints.people import Invite, Person, Role
from complaints.ports import Query
from complaints.prediction import Alternative, Because, Decision, Prediction
from complaints.records import Channel, PhoneKind, RawRecord
from storage.store import SqlStore
from tests.storage.samples import DAY, NOON, keep, make_complaint, make_event, make_record, stand

# Every character that a Python string can be encoded with, and that PostgreSQL can hold.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
FACTS = st.dictionaries(TEXTS, TEXTS, max_size=3)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
ZONES = st.sampled_from([SHANGHAI, UTC, timezone(timedelta(hours=-9, minutes=-30))])
TIMES = st.datetimes(datetime(1992, 1, 1), datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001 - bounds are naive
RECORDS = st.builds(
    RawRecord, st.sampled_from(Channel), TEXTS, TEXTS, TEXTS, st.none() | TIMES, TEXTS, TEXTS,
    st.sampled_from(PhoneKind), TEXTS, TEXTS, st.booleans(), TEXTS, TEXTS, TEXTS, st.none() | TIMES, FACTS,
)  # fmt: skip
PREDICTIONS = st.builds(
    Prediction, TEXTS, TEXTS, FLOATS, st.sampled_from(Decision),
    st.lists(st.builds(Because, TEXTS, FLOATS), max_size=3).map(tuple),
    st.lists(st.builds(Alternative, TEXTS, FLOATS), max_size=3).map(tuple), TEXTS, st.booleans(),
)  # fmt: skip
ASSIGNMENTS = st.builds(
    Assignment, TEXTS, st.lists(TEXTS, max_size=3).map(tuple), TEXTS, TEXTS, TIMES, TIMES, TEXTS, st.none() | TIMES,
    st.none() | TIMES, st.booleans(), st.booleans(),
)  # fmt: skip
FOLLOW_UPS = st.builds(
    FollowUp, st.none() | st.booleans(), st.none() | st.sampled_from(Satisfaction), TEXTS, st.none() | TIMES
)
COUNTS = st.integers(0, 9)
STANDINGS = st.builds(
    Standing, st.sampled_from(Status), st.none() | ASSIGNMENTS, st.none() | st.sampled_from(WaitingFor), COUNTS, COUNTS,
    st.none() | TIMES, COUNTS, st.none() | TIMES, st.none() | st.booleans(), st.none() | TIMES,
    st.none() | st.booleans(), st.none() | TIMES, st.none() | TIMES, st.none() | FOLLOW_UPS, TEXTS,
    st.lists(TEXTS, max_size=3).map(tuple), st.lists(TEXTS, max_size=3).map(tuple), st.none() | TIMES,
)  # fmt: skip
COMPLAINTS = st.builds(Complaint, st.just(""), RECORDS, TIMES, TEXTS, STANDINGS, st.none() | PREDICTIONS, TEXTS, COUNTS)
STATUSES = st.none() | st.sampled_from(Status)
EVENTS = st.builds(
    Event, st.just(""), TIMES, st.sampled_from(EventKind), TEXTS, STATUSES, STATUSES, TEXTS, TEXTS, FACTS,
    st.none() | STANDINGS, st.booleans(),
)  # fmt: skip
NOTICES = st.builds(
    Notice, st.builds(Recipient, st.sampled_from(RecipientKind), TEXTS), st.sampled_from(NoticeKind), TEXTS, TIMES,
    FACTS,
)  # fmt: skip

# The store is the same for all examples; each takes a number of its own.
on_one_store = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@on_one_store
@example(make_complaint(1, record=make_record("", text="𠮷野家\u200b\ufeff\r\n\t\x01🏭 '; DROP TABLE events; --")))
@given(COMPLAINTS)
def test_a_complaint_comes_back_as_it_was(store: SqlStore, complaint: Complaint) -> None:
    with store.begin() as transaction:
        number = write_number(DAY, transaction.lock_numbers(DAY, 1))
        record = replace(complaint.record, external_id=f"{number}{complaint.record.external_id}")
        complaint = replace(complaint, number=number, record=record)
        transaction.add([complaint])
        assert transaction.known(record.channel, [record.external_id]) == {record.external_id: complaint}
    stored = store.complaint(number)
    assert stored == complaint
    assert all(time.tzinfo is SHANGHAI for time in (stored.filed_at, stored.record.received_at or stored.filed_at))


@on_one_store
@given(COMPLAINTS)
def test_a_replaced_complaint_comes_back_as_the_new_one(store: SqlStore, complaint: Complaint) -> None:
    with store.begin() as transaction:
        number = write_number(DAY, transaction.lock_numbers(DAY, 1))
        record = replace(complaint.record, external_id=f"{number}{complaint.record.external_id}")
        before = make_complaint(record=record, number=number)
        transaction.add([before])
        after = replace(complaint, number=number, record=record)
        transaction.replace(before, after)
    assert store.complaint(number) == after
    for unit in {after.assignment.lead, *after.assignment.co_units} - {""} if after.assignment else ():
        assert after in store.find(Query(unit=unit))


@on_one_store
@given(st.lists(EVENTS, max_size=4))
def test_events_come_back_as_they_were(store: SqlStore, events: list[Event]) -> None:
    with store.begin() as transaction:
        number = write_number(DAY, transaction.lock_numbers(DAY, 1))
        transaction.add([make_complaint(number=number, record=make_record(number))])
        events = [replace(event, number=number) for event in events]
        transaction.append(events)
    assert [replace(event, seq=0) for event in store.history(number)] == events


@on_one_store
@given(STANDINGS)
def test_a_standing_comes_back_as_it_was(store: SqlStore, standing: Standing) -> None:
    with store.begin() as transaction:
        number = write_number(DAY, transaction.lock_numbers(DAY, 1))
        before = make_complaint(number=number, record=make_record(number))
        transaction.add([before])
        after = replace(before, standing=standing)
        transaction.replace(before, after)
        transaction.append([make_event(number, before=standing)])
        assert [event.before for event in transaction.history(number)] == [standing]
        assert transaction.complaint(number) == after


@pytest.mark.parametrize("asked", [None, FollowUp(), FollowUp(solved=False), FollowUp(at=NOON), FollowUp(reason="无")])
def test_never_asked_is_told_from_asked_without_an_answer(store: SqlStore, asked: FollowUp | None) -> None:
    keep(store, stand(make_complaint(1), follow_up=asked))
    stored = store.complaint(make_complaint(1).number)
    assert stored is not None
    assert stored.standing.follow_up == asked


def test_the_desks_own_events_have_no_number(store: SqlStore) -> None:
    event = make_event("", kind=EventKind.EXPORTED, to_status=None)
    with store.begin() as transaction:
        transaction.append([event])
    assert [replace(one, seq=0) for one in store.desk_events()] == [event]
    assert store.history("") == []


def test_nul_in_an_event_is_left_out_before_it_is_bound(store: SqlStore) -> None:
    with store.begin() as transaction:
        transaction.append(
            [make_event("", kind=EventKind.EXPORTED, by="p\0-1", command="导\0出", note="台\0账", facts={"\0": "\0"})]
        )
    (event,) = store.desk_events()
    assert (event.by, event.command, event.note, event.facts) == ("p-1", "导出", "台账", {"\0": "\0"})
    assert store.verify().findings == ()


@on_one_store
@given(st.lists(NOTICES, min_size=1, max_size=4))
def test_notices_come_back_as_they_were(store: SqlStore, notices: list[Notice]) -> None:
    with store.begin() as transaction:
        transaction.post(notices)
    owed = store.pending()
    assert [replace(notice, id=0) for notice in owed] == notices
    store.mark_done([notice.id for notice in owed])


@on_one_store
@given(st.builds(Person, TEXTS, TEXTS, st.sampled_from(Role), TEXTS, TEXTS), TEXTS)
def test_a_person_comes_back_as_it_was(store: SqlStore, person: Person, address: str) -> None:
    with store.begin() as transaction:
        transaction.add_person(person, address)
    assert store.person(person.id) == store.person_at(address) == person
    assert store.address_of(person.id) == address


@on_one_store
@given(st.builds(Invite, st.just(""), st.sampled_from(Role), TEXTS, TEXTS, TEXTS, TIMES))
def test_an_invitation_comes_back_as_it_was(store: SqlStore, invite: Invite) -> None:
    with store.begin() as transaction:
        invite = replace(invite, code_digest=str(transaction.lock_numbers(DAY, 1)))
        transaction.add_invite(invite)
        assert transaction.take_invite(invite.code_digest, invite.expires_at - timedelta(seconds=1)) == invite


def test_nul_is_left_out_on_both_databases_and_the_record_is_still_found(store: SqlStore) -> None:
    record = make_record("SD\0-1", text="停\0电", reporter="王\0会计", extra={"备注": "无"})
    keep(store, make_complaint(1, record=record))
    stored = store.complaint(make_complaint(1).number)
    assert stored is not None
    assert (stored.record.external_id, stored.record.text, stored.record.reporter) == ("SD-1", "停电", "王会计")
    with store.begin() as transaction:
        assert transaction.known(Channel.HOTLINE, ["SD\0-1"]) == {"SD\0-1": stored}
        transaction.append([make_event(stored.number, facts={"内容": "停\0电"})])
    assert len(store.history(stored.number)) == 1


def test_times_compare_as_moments_whatever_their_zone(store: SqlStore) -> None:
    keep(store, make_complaint(1, filed_at=NOON.astimezone(UTC)), make_complaint(2, filed_at=NOON + timedelta(hours=1)))
    assert store.count(Query(filed_from=NOON, filed_to=(NOON + timedelta(minutes=1)).astimezone(UTC))) == 1


def test_a_time_without_a_zone_is_refused(store: SqlStore) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        store.count(Query(filed_from=NOON.replace(tzinfo=None)))

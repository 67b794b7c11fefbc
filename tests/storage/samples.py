"""Complaints, events and notices for the storage tests, each different where it must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

from complaints.clocks import SHANGHAI
from complaints.complaint import Assignment, Complaint, Standing, Status, WaitingFor
from complaints.events import Event, EventKind, Notice, NoticeKind, Recipient, RecipientKind
from complaints.moves import Command
from complaints.numbers import write_number
from complaints.people import SYSTEM, Person, Role
from complaints.prediction import Alternative, Because, Decision, Prediction
from complaints.records import Channel, PhoneKind, RawRecord
from storage.store import SqlStore, open_store
from storage.transaction import SqlTransaction

DAY = date(2021, 8, 30)
NOON = datetime(2021, 8, 30, 12, 0, tzinfo=SHANGHAI)
POWER, TAX, WATER = "区供电中心", "区税务局", "区水务局"
# Built up, so that no full number stands in the code.
PHONE = "138" + "0013" + "8000"
REPORTER = "王会计"
PREDICTION = Prediction(
    POWER, "获得电力", 0.875, Decision.DISPATCH, (Because("停电", 1.5), Because("水", -0.25)),
    (Alternative(POWER, 0.875), Alternative(WATER, 0.1)), "model-1",
)  # fmt: skip
OFFICE = Recipient(RecipientKind.OFFICE)
CLERK = Person("p-1", "赵主任", Role.CLERK)
LIAISON = Person("p-2", "李联络", Role.LIAISON, POWER)


def make_record(external_id: str = "SD-1", **changes: object) -> RawRecord:
    """A hotline record with every field filled."""
    record = RawRecord(
        Channel.HOTLINE, external_id, "三天两头停电", "停电", NOON, REPORTER, PHONE, PhoneKind.FULL, "清釉陶瓷",
        "山头街道", False, POWER, "办理中", "", NOON + timedelta(days=5), {"来电类别": "投诉"},
    )  # fmt: skip
    return replace(record, **changes)  # type: ignore[arg-type]


def make_complaint(sequence: int = 1, **changes: object) -> Complaint:
    """A complaint that waits for the office; its record is the sequence's own."""
    complaint = Complaint(
        write_number(DAY, sequence), make_record(f"SD-{sequence}"), NOON + timedelta(minutes=sequence), SYSTEM.id,
        Standing(waiting_for=WaitingFor.DOUBTFUL), PREDICTION,
    )  # fmt: skip
    return replace(complaint, **changes)  # type: ignore[arg-type]


def stand(complaint: Complaint, **changes: object) -> Complaint:
    """The complaint with another standing."""
    return replace(complaint, standing=replace(complaint.standing, **changes))  # type: ignore[arg-type]


def give(
    complaint: Complaint, lead: str, *co_units: str, due_at: datetime = NOON, co_due_at: datetime | None = None
) -> Complaint:
    """The complaint as it stands when it was dispatched to the lead."""
    assignment = Assignment(
        lead, co_units, "获得电力", "停电", complaint.filed_at, due_at, "分工表第3行“停电”", co_due_at=co_due_at
    )
    return stand(complaint, status=Status.DISPATCHED, assignment=assignment, waiting_for=None)


def keep(store: SqlStore, *complaints: Complaint) -> None:
    """Store the complaints."""
    with store.begin() as transaction:
        transaction.add(complaints)


def make_event(number: str, **changes: object) -> Event:
    """The event of a complaint's filing."""
    event = Event(number, NOON, EventKind.FILED, SYSTEM.id, None, Status.WAITING, facts={"unit": POWER})
    return replace(event, **changes)  # type: ignore[arg-type]


def make_notice(number: str, recipient: Recipient = OFFICE) -> Notice:
    """A notice of a new complaint."""
    return Notice(recipient, NoticeKind.WAITING, number, NOON, {"title": "停电"})


def numbers(complaints: Sequence[Complaint]) -> list[int]:
    """The sequences of the complaints, in their order."""
    return [int(complaint.number.rpartition("-")[2]) for complaint in complaints]


class GivenUp(Exception):
    """Raised in a transaction that must not be kept."""


@contextmanager
def given_up(store: SqlStore) -> Iterator[SqlTransaction]:
    """A transaction that is rolled back when its block ends."""
    with suppress(GivenUp), store.begin() as transaction:
        yield transaction
        raise GivenUp


def tell(store: SqlStore, *complaints: Complaint) -> None:
    """Store the complaints with a history that leads to where they stand: three events each."""
    with store.begin() as transaction:
        transaction.add(complaints)
        for one in complaints:
            transaction.append(
                [
                    make_event(one.number, facts={}),
                    make_event(one.number, kind=EventKind.CLASSIFIED, to_status=None, facts={"unit": POWER}),
                    make_event(
                        one.number, kind=EventKind.MOVED, by=CLERK.id, from_status=Status.WAITING,
                        to_status=one.status, command=Command.DISPATCH.value, note="请尽快办理", before=Standing(),
                    ),
                ]
            )  # fmt: skip


def append_from_another_process(url: str, key: bytes, turns: int) -> None:
    """What a second program does on the same database: an event a transaction, and every third is given up."""
    store = open_store(url, key)
    for turn in range(turns):
        if turn % 3 == 2:
            with given_up(store) as transaction:
                transaction.append([make_event("", kind=EventKind.EXPORTED, to_status=None)])
                transaction.write_events()
        else:
            with store.begin() as transaction:
                transaction.append([make_event("", kind=EventKind.EXPORTED, to_status=None, note=str(turn))])
    store.close()

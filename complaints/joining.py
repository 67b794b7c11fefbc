"""并案 and 拆案: the same matter told twice is followed once; several matters in one text are followed one by one.

Nothing is deleted: a merged complaint keeps its number, record, history and reporter, and both are undone in one
step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from complaints.complaint import Complaint
from complaints.duplicates import DuplicateSearch, told_of
from complaints.errors import Refusal, Refused
from complaints.events import Event, EventKind
from complaints.intake import Intake, Understanding
from complaints.judging import Judge
from complaints.matters import propose_parts
from complaints.moves import Command
from complaints.people import Person, Role
from complaints.ports import Query, Transaction
from complaints.prediction import Prediction
from complaints.records import RawRecord
from complaints.rights import sees

__all__ = ["file_parts", "find_main", "joined_by", "linked", "part_records", "propose_parts"]


def find_main(transaction: Transaction, person: Person, child: Complaint, number: str) -> Complaint:
    """The complaint into which `child` may be merged; Refused when there is none."""
    main = transaction.complaint(number)
    if main is None or not sees(person, main):
        raise Refused(Refusal.UNKNOWN_NUMBER, number=number or "（空）")
    below = [child]
    while below:
        one = below.pop()
        if one.number == main.number:
            raise Refused(Refusal.MERGE_IMPOSSIBLE, number=child.number, other=main.number, status="同一件")
        below += transaction.find(Query(merged_into=one.number))
    if not set(child.avoids) <= set(main.avoids):
        # Followed under the other, it would be seen by the unit that it is about.
        raise Refused(Refusal.MERGE_IMPOSSIBLE, number=child.number, other=main.number, status="须回避")
    if not main.is_open():
        raise Refused(Refusal.MERGE_IMPOSSIBLE, number=child.number, other=main.number, status=main.status.label)
    return main


def linked(main: str, other: str, person: Person, now: datetime, note: str) -> Event:
    """The line in the main complaint's history about another one."""
    facts = {"other": other, "by_name": person.name_in_history, "by_unit": person.unit}
    return Event(main, now, EventKind.LINKED, person.id, note=note, facts=facts)


def file_parts(
    transaction: Transaction,
    judge: Judge,
    search: DuplicateSearch,
    whole: Complaint,
    parts: Sequence[tuple[str, Prediction]],
    now: datetime,
) -> list[Complaint]:
    """A complaint for each matter, with the whole one's reporter, company and place, routed by its own words."""
    reporter = Person(whole.filed_by, whole.record.reporter, Role.ENTERPRISE)
    records = part_records(whole, [text for text, _ in parts])
    signatures = search.sign([told_of(record, now) for record in records])
    understood = [
        Understanding(prediction, signature) for (_, prediction), signature in zip(parts, signatures, strict=True)
    ]
    receipts = Intake(transaction, judge, search, reporter, now, whole).take(records, dict(enumerate(understood)))
    return [receipt.complaint for receipt in receipts]


def part_records(whole: Complaint, texts: Sequence[str]) -> list[RawRecord]:
    """The records of the matters; split again after an undo, they are new ones."""
    record = whole.record
    return [
        replace(record, external_id=f"{record.external_id}#{whole.version}.{at}", title="", text=text.strip())
        for at, text in enumerate(texts, start=1)
    ]


def joined_by(history: Sequence[Event]) -> Event:
    """The step that merged or split it last; Refused when it was neither."""
    steps = [event for event in history if event.command in (Command.MERGE, Command.SPLIT) and event.before]
    if not steps:
        raise Refused(Refusal.NOT_MERGED)
    return steps[-1]

"""One batch of records on its way into one transaction: filed, judged, or recognised as known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from complaints.clocks import SHANGHAI
from complaints.complaint import Complaint, Standing, Status
from complaints.duplicates import DuplicateSearch, Proposal, by_number, day_number, told_of
from complaints.effects import accused
from complaints.events import Event, EventKind, Notice
from complaints.judging import Judge, full_text
from complaints.moves import Command, find_move
from complaints.notices import notices_for_filing, notices_for_proposals, notices_for_update
from complaints.numbers import write_number
from complaints.people import SYSTEM, Person
from complaints.ports import Transaction
from complaints.ports_intake import Part
from complaints.prediction import Prediction
from complaints.records import RawRecord, retold, with_company

# What hotline systems write for an order that they count as done.
_DONE_AT_SOURCE = ("已办结", "办结", "已归档", "归档", "已结案", "结案", "已销号", "销号")


class Outcome(StrEnum):
    """What became of a record that was handed in."""

    NEW = "new"
    UPDATED = "updated"  #: Known, and the channel tells something new.
    REPEATED = "repeated"  #: Known, and nothing is new.


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a record: what became of it, and the complaint as it stands now."""

    outcome: Outcome
    complaint: Complaint
    proposals: tuple[Proposal, ...] = ()  #: Earlier ones that it may repeat.


@dataclass(frozen=True, slots=True)
class Understanding:
    """What is made of a text before it is filed: whose it is, under which signature it is found again, who speaks.

    `parts` are its matters, where it is sure enough to be dispatched and seems to hold several.
    """

    prediction: Prediction
    signature: bytes
    company: str = ""  #: The enterprise that the record or, failing that, its text names.
    parts: tuple[Part, ...] = ()


Key = tuple[str, str]
"""A record's channel and external id."""


class Intake:
    """One batch on its way into one transaction. The records are parts of `whole` where it is split."""

    def __init__(
        self,
        transaction: Transaction,
        judge: Judge,
        search: DuplicateSearch,
        filed_by: Person,
        now: datetime,
        whole: Complaint | None = None,
    ) -> None:
        self._transaction = transaction
        self._search = search
        self._whole = whole
        self._judge = judge
        self._filed_by = filed_by
        self._now = now
        self._new: dict[str, Complaint] = {}
        self._signatures: dict[str, bytes] = {}
        self._signed_anew: list[tuple[str, bytes, int]] = []
        self._events: list[Event] = []
        self._notices: list[Notice] = []

    def take(self, batch: Sequence[RawRecord], understood: Mapping[int, Understanding]) -> list[Receipt]:
        """Store the batch; what was understood is by place in it, for the records that are not known yet."""
        known = known_records(self._transaction, batch)
        fresh = {(record.channel, record.external_id) for record in batch} - known.keys()
        day = self._now.astimezone(SHANGHAI).date()
        sequence = self._transaction.lock_numbers(day, len(fresh)) if fresh else 0
        receipts: list[Receipt] = []
        for at, record in enumerate(batch):
            key = (record.channel, record.external_id)
            present = known.get(key)
            if present is None:
                complaint = self._file(write_number(day, sequence), record, understood[at])
                sequence += 1
                receipts.append(Receipt(Outcome.NEW, complaint))
            else:
                receipts.append(self._repeat(present, record))
            known[key] = receipts[-1].complaint
        told = {number: told_of(complaint.record, self._now) for number, complaint in self._new.items()}
        new = [(complaint, told[number], self._signatures[number]) for number, complaint in self._new.items()]
        looked = self._search.look(self._transaction, new, self._now)
        # Others may compare the texts while these are stored.
        self._transaction.add(list(self._new.values()))
        self._transaction.append(self._events)
        self._transaction.post(self._notices)
        proposals = looked()
        self._transaction.propose(proposals)
        self._transaction.post(notices_for_proposals(self._new, proposals))
        # Signed after the look: its index must learn nothing that a failure would take back.
        found = [(complaint.number, signature, day_number(words)) for complaint, words, signature in new]
        self._transaction.sign([*self._signed_anew, *found])
        of = by_number(proposals)
        return [_with_proposals(receipt, of) for receipt in receipts]

    def _file(self, number: str, record: RawRecord, understood: Understanding) -> Complaint:
        prediction = understood.prediction
        record = with_company(record, understood.company)
        inherited = self._whole.avoids if self._whole else ()
        judgement = self._judge.judge(record, prediction, self._now, inherited, understood.parts)
        waiting = Standing(waiting_for=judgement.waiting_for, avoids=judgement.avoids)
        parent = self._whole.number if self._whole else ""
        filed = Complaint(number, record, self._now, self._filed_by.id, waiting, prediction, parent)
        complaint = filed
        self._events += [
            Event(number, self._now, EventKind.FILED, self._filed_by.id, None, Status.WAITING),
            Event(
                number, self._now, EventKind.CLASSIFIED, SYSTEM.id, facts={
                    "unit": prediction.unit, "probability": f"{prediction.probability:.4f}",
                    "model": prediction.model_version, "words": "、".join(b.word for b in prediction.because),
                },
            ),
        ]  # fmt: skip
        if judgement.assignment is not None:
            done = record.source_status.strip() in _DONE_AT_SOURCE
            command = Command.TAKE_OVER if done else Command.DISPATCH
            move = find_move(SYSTEM, filed, command)
            # What the source has done is no response of the unit's to this desk.
            given = replace(judgement.assignment, sign_by=None) if done else judgement.assignment
            standing = Standing(move.to, given, reported_at=self._now if done else None)
            complaint = replace(filed, standing=standing)
            self._events.append(
                Event(
                    number, self._now, EventKind.MOVED, SYSTEM.id, Status.WAITING, move.to, command.value,
                    _why(judgement.assignment.rule, understood.parts),
                    {"unit": judgement.assignment.lead, "by_name": SYSTEM.name},
                )
            )  # fmt: skip
        self._new[number] = complaint
        self._signatures[number] = understood.signature
        self._notices += notices_for_filing(complaint)
        return complaint

    def _repeat(self, present: Complaint, record: RawRecord) -> Receipt:
        record = retold(present.record, record)
        if present.record.fingerprint() == record.fingerprint():
            return Receipt(Outcome.REPEATED, present)
        after = replace(present, record=record, version=present.version + 1)
        changed = _changed(present.record, record)
        event = Event(
            present.number, self._now, EventKind.UPDATED, self._filed_by.id, present.status, present.status,
            note="来源更新：" + ("、".join(changed) or "其他信息"), facts=changed,
        )  # fmt: skip
        self._events.append(event)
        after = self._accused_by(present, after)
        self._notices += notices_for_update(after, event) if changed else []
        told = told_of(record, present.filed_at)
        has_other_words = told != told_of(present.record, present.filed_at)
        signature = self._search.sign([told])[0] if has_other_words else b""
        if present.number in self._new:
            self._new[present.number] = after
            self._signatures[present.number] = signature or self._signatures[present.number]
        else:
            self._transaction.replace(present, after)
            self._signed_anew += [(present.number, signature, day_number(told))] if has_other_words else []
        return Receipt(Outcome.UPDATED, after)

    def _accused_by(self, present: Complaint, after: Complaint) -> Complaint:
        """The complaint as the office's alone, where its channel now tells of a unit's own people."""
        avoids = self._judge.accused(full_text(after.record), present.lead)
        if not avoids or present.avoids or not present.is_open():
            return after
        move = find_move(SYSTEM, present, Command.ACCUSE)
        self._events.append(
            Event(
                present.number, self._now, EventKind.MOVED, SYSTEM.id, present.status, move.to, Command.ACCUSE.value,
                "来源更新后反映单位人员", {"by_name": SYSTEM.name},
            )
        )  # fmt: skip
        return replace(after, standing=accused(after.standing, avoids))


def _why(rule: str, parts: Sequence[Part]) -> str:
    """The rule that dispatched it, and that it may be split where it holds several matters of one unit."""
    return f"{rule}；像是{len(parts)}件事，可拆案" if parts else rule


def _with_proposals(receipt: Receipt, proposals: Mapping[str, tuple[Proposal, ...]]) -> Receipt:
    found = proposals.get(receipt.complaint.number, ()) if receipt.outcome is Outcome.NEW else ()
    return replace(receipt, proposals=found) if found else receipt


_FIELD_NAMES = {
    "title": "标题", "text": "内容", "reporter": "反映人", "phone": "电话", "company": "企业", "place": "属地",
    "confidential": "是否保密", "source_unit": "来源承办单位", "source_status": "来源状态", "result": "来源办理结果",
    "received_at": "受理时间", "deadline_at": "来源时限",
}  # fmt: skip
_PERSONAL = ("reporter", "phone")


def _changed(before: RawRecord, after: RawRecord) -> dict[str, str]:
    """Which fields the channel changed, with their old values; a person's data is named but not repeated."""
    return {
        label: "（略）" if name in _PERSONAL else str(getattr(before, name))
        for name, label in _FIELD_NAMES.items()
        if getattr(before, name) != getattr(after, name)
    }


def known_records(transaction: Transaction, batch: Sequence[RawRecord]) -> dict[Key, Complaint]:
    """Those records of the batch that are stored already, by channel and id."""
    found: dict[Key, Complaint] = {}
    for channel in {record.channel for record in batch}:
        ids = [record.external_id for record in batch if record.channel is channel]
        found |= {(channel, key): complaint for key, complaint in transaction.known(channel, ids).items()}
    return found

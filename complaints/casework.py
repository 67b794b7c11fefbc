"""What a step writes: the complaint, its events and its notices, and the steps that follow from it by rule.

Everything here happens inside one transaction, which complaints/desk.py opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from complaints.complaint import Complaint, Status
from complaints.duplicates import DuplicateSearch
from complaints.errors import Refusal, Refused
from complaints.events import Event, EventKind, Notice
from complaints.joining import file_parts, find_main, joined_by, linked
from complaints.judging import Judge
from complaints.moves import Command, Step
from complaints.notices import notices_for_move, notices_for_split, notices_for_undo
from complaints.nudges import nudge_key
from complaints.people import SYSTEM, Person
from complaints.ports import Query, Transaction
from complaints.prediction import Prediction
from complaints.steps import Steps

# What may have happened to a complaint since a step without keeping it from being taken back.
_HARMLESS = frozenset({EventKind.UPDATED, EventKind.VIEWED, EventKind.LINKED, EventKind.UNDONE, EventKind.ATTACHED})


@dataclass(frozen=True, slots=True)
class Casework:
    """One person's work at one moment in one transaction."""

    transaction: Transaction
    steps: Steps
    judge: Judge
    search: DuplicateSearch
    person: Person
    now: datetime

    def take(self, before: Complaint, step: Step, predictions: Sequence[Prediction] = ()) -> Complaint:
        """The complaint after the step; `predictions` are those of the parts, where it is split."""
        if step.command is Command.URGE and not self.transaction.once(nudge_key(before.number, self.now), self.now):
            raise Refused(Refusal.URGED_TODAY, number=before.number)
        if step.command is Command.MERGE:
            main = find_main(self.transaction, self.person, before, step.other)
            self.transaction.append(
                [linked(main.number, before.number, self.person, self.now, f"{before.number}并入本件")]
            )
        if step.command is Command.WITHDRAW and self._followed_with(before):
            raise Refused(Refusal.HAS_MERGED, number=before.number)
        after = self._take_with_what_follows(before, step)
        if step.command is Command.SPLIT:
            self._split(before, step.parts, predictions)
        return after

    def undo(self, window: Sequence[Event]) -> tuple[Complaint, Event]:
        """Take back the person's last write among these; the complaint as it stands then, and what was taken back."""
        target = _last_standing(window)
        if target is None:
            raise Refused(Refusal.NOTHING_TO_UNDO)
        present = self.transaction.complaint(target.number)
        if present is None:
            raise Refused(Refusal.UNKNOWN_NUMBER, number=target.number)
        if target.kind is EventKind.FILED:
            return self.take(present, Step(Command.WITHDRAW)), target
        later = [event for event in self.transaction.history(target.number) if event.seq > target.seq]
        if _is_overtaken(later):
            raise Refused(Refusal.UNDO_OVERTAKEN, number=target.number)
        return self._put_back(present, target, list(takewhile(lambda event: event.follows, later))), target

    def unjoin(self, complaint: Complaint) -> Complaint:
        """Take a merge or a split back, whenever it was made."""
        if complaint.status not in (Status.MERGED, Status.SPLIT):
            raise Refused(Refusal.NOT_MERGED, number=complaint.number)
        return self._put_back(complaint, joined_by(self.transaction.history(complaint.number)), ())

    def _take_with_what_follows(self, before: Complaint, step: Step) -> Complaint:
        after, event = self.steps.take(before, self.person, step, self.now)
        events, notices = [event], self._notices(before, after, event)
        while (following := self.steps.what_follows(after, Command(events[-1].command))) is not None:
            present = after
            after, event = self.steps.take(present, SYSTEM, following, self.now)
            events.append(replace(event, follows=True))
            notices += self._notices(present, after, event)
        self._write(before, after, events, notices)
        return after

    def _split(self, whole: Complaint, texts: Sequence[str], predictions: Sequence[Prediction]) -> None:
        filed = file_parts(
            self.transaction, self.judge, self.search, whole, list(zip(texts, predictions, strict=True)), self.now
        )
        numbers = "、".join(part.number for part in filed)
        self.transaction.post(notices_for_split(whole, numbers, self.now, self.person.id))
        self.transaction.append([linked(whole.number, numbers, self.person, self.now, f"拆为{numbers}")])

    def _put_back(self, present: Complaint, target: Event, followed: Sequence[Event]) -> Complaint:
        """The complaint as it stood before the event and what followed from it; everybody told hears of it."""
        if target.before is None:
            raise Refused(Refusal.NOTHING_TO_UNDO)
        command = Command(target.command)
        restored = replace(present, standing=target.before, version=present.version + 1)
        facts = {"undoes": str(target.seq), "by_name": self.person.name_in_history, "by_unit": self.person.unit}
        event = Event(
            present.number, self.now, EventKind.UNDONE, self.person.id, present.status, restored.status,
            command.value, f"撤销{command.value}", facts,
        )  # fmt: skip
        told = [notice for one in (target, *followed) for notice in self._notices(restored, present, one)]
        self._write(present, restored, [event], notices_for_undo(restored, event, told))
        if command is Command.MERGE:
            main = present.standing.merged_into
            self.transaction.append(
                [linked(main, present.number, self.person, self.now, f"{present.number}不再并入本件")]
            )
        if command is Command.SPLIT:
            self._take_parts_back(restored)
        return restored

    def _take_parts_back(self, whole: Complaint) -> None:
        """The parts that are still open are followed under the whole again."""
        for part in self.transaction.find(Query(parent=whole.number)):
            if part.is_open():
                self.take(part, Step(Command.MERGE, other=whole.number))

    def _notices(self, before: Complaint, after: Complaint, event: Event) -> list[Notice]:
        return notices_for_move(before, after, event, self._followed_with(after), self.person.id)

    def _followed_with(self, complaint: Complaint) -> list[Complaint]:
        """The complaints that are merged into this one, those merged into them as well."""
        found: list[Complaint] = []
        numbers = [complaint.number]
        while numbers:
            merged = self.transaction.find(Query(merged_into=numbers.pop()))
            found += merged
            numbers += [child.number for child in merged]
        return found

    def _write(self, before: Complaint, after: Complaint, events: Sequence[Event], notices: Sequence[Notice]) -> None:
        self.transaction.replace(before, after)
        self.transaction.append(events)
        self.transaction.post(notices)


def _is_overtaken(later: Sequence[Event]) -> bool:
    """Whether anything has happened since that was not taken back again."""
    taken_back = {event.facts.get("undoes", "") for event in later if event.kind is EventKind.UNDONE}
    return any(
        event.kind not in _HARMLESS and not event.follows and str(event.seq) not in taken_back for event in later
    )


def _last_standing(writes: Sequence[Event]) -> Event | None:
    """The last of a person's writes that the person has not taken back yet."""
    standing: dict[str, Event] = {}
    for event in writes:
        if event.kind is EventKind.UNDONE:
            standing.pop(event.facts.get("undoes", ""), None)
        else:
            standing[str(event.seq)] = event
    return list(standing.values())[-1] if standing else None

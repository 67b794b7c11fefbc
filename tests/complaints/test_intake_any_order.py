"""Everything comes in through every channel in any order: nothing is lost, doubled, told twice or shown to others."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from complaints.complaint import FINISHED, Complaint, Standing, Status
from complaints.completing import Fact
from complaints.errors import Refused
from complaints.events import EventKind, Notice, NoticeKind
from complaints.intake import Outcome, Receipt
from complaints.moves import Command, Step
from complaints.overheard import Asked, Overheard, OverheardState
from complaints.people import Person, Role
from complaints.ports import Query
from complaints.records import DECLINED, Channel, RawRecord
from complaints.rights import sees
from storage.store import open_store
from tests.kit import district

TEXTS = (
    "一号车间停电三次变压器坏了", "一号车间停电三次变压器坏了没人管", "水压不足供水管漏水", "退税两个月没有到账", "门口摊贩占道",
    "退税两个月没有到账，请替我保密", "供电公司窗口人员索要好处费停电",
)  # fmt: skip
CHANNELS = (Channel.HOTLINE, Channel.WENZHENG, Channel.JIESUJIBAN, Channel.CHAT)
PEOPLE = (
    ("赵", Role.CLERK, ""), ("李", Role.LIAISON, "区供电中心"), ("周", Role.LIAISON, "区水利局"),
    ("王", Role.ENTERPRISE, "某公司"), ("陈", Role.ENTERPRISE, "另一公司"), ("孙", Role.TOWN, "山头街道"), ("长", Role.LEADER, ""),
)  # fmt: skip
ANYBODY = st.integers(0, len(PEOPLE) - 1)
STREAM = st.lists(
    st.tuples(st.sampled_from(CHANNELS), st.integers(1, 6), st.sampled_from(TEXTS), st.sampled_from(["", "山头街道"])),
    min_size=1, max_size=5,
)  # fmt: skip
DIGESTS = ("d1", "d2")
HARMLESS = {EventKind.LINKED, EventKind.ATTACHED, EventKind.VIEWED}
"""Events that say something of a complaint without changing it."""


@dataclass(frozen=True)
class Seen:
    """A complaint and its history as they were after the step before."""

    complaint: Complaint
    events: int


class AnyIntake(RuleBasedStateMachine):
    """Imports, re-exports, trials, merges, rejections, files, completions, overheard words and recalls on one store."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store("sqlite://")
        self.place = district(self.store, Path(self.folder.name))
        self.people = [self.place.person(*facts) for facts in PEOPLE]
        self.clerk = self.people[0]
        self.seen: dict[str, Seen] = {}
        self.told: dict[tuple[Channel, str], str] = {}
        self.proposed: set[tuple[str, str]] = set()
        self.rejected: set[frozenset[str]] = set()
        self.merged: dict[str, Standing] = {}
        self.files: dict[str, list[str]] = {}
        self.heard: dict[int, tuple[str, OverheardState]] = {}
        self.notices: dict[int, Notice] = {}
        self.messages = 0

    # What comes in.

    @rule(stream=STREAM)
    def receive(self, stream: list[tuple[Channel, int, str, str]]) -> None:
        """A channel's file, perhaps with orders told before in other words."""
        records = [self.record(*one) for one in stream]
        previewed = list(self.place.desk.preview(records))
        self.nothing_has_changed()
        received = list(self.place.desk.receive_all(records))
        assert received == previewed
        assert sorted(at for at, _ in received) == list(range(len(records)))
        for record in records:
            self.told[record.channel, record.external_id] = record.text
        self.note_receipts([receipt for _, receipt in received])

    @rule(text=st.sampled_from(TEXTS), who=ANYBODY)
    def file_in_chat(self, text: str, who: int) -> None:
        """Somebody tells the bot something."""
        self.messages += 1
        record = RawRecord(Channel.CHAT, f"chat:m{self.messages}", text, confidential="保密" in text)
        try:
            receipt = self.place.desk.receive(record, self.people[who])
        except Refused:
            assert self.people[who].role is Role.LEADER
            return
        assert receipt.complaint.filed_by == self.people[who].id
        self.told[record.channel, record.external_id] = text
        self.note_receipts([receipt])

    def record(self, channel: Channel, order: int, text: str, place: str) -> RawRecord:
        return RawRecord(
            channel, f"order-{order}", text, place=place, received_at=self.place.clock.at, confidential="保密" in text
        )

    def note_receipts(self, receipts: list[Receipt]) -> None:
        """Each new complaint's proposals are kept, and the office hears of it once, if there are any."""
        proposals = [one for receipt in receipts for one in receipt.proposals]
        assert all(receipt.outcome is Outcome.NEW for receipt in receipts if receipt.proposals)
        self.proposed |= {(one.number, one.other) for one in proposals}
        alike = [one.number for one in self.news() if one.kind is NoticeKind.ALIKE]
        assert sorted(alike) == sorted({one.number for one in proposals})

    # What is decided of what may be the same.

    @precondition(lambda self: self.seen)
    @rule(at=st.integers(0, 30), other=st.integers(0, 30), who=ANYBODY, is_proposed=st.booleans())
    def merge(self, at: int, other: int, who: int, is_proposed: bool) -> None:
        """Somebody merges two, mostly two that were proposed."""
        one, two = self.two(at, other, is_proposed)
        before, person = self.case(one), self.people[who]
        try:
            after = self.place.desk.act(person, one, Step(Command.MERGE, other=two))
        except Refused:
            self.nothing_has_changed()
            return
        assert person.role is Role.CLERK
        assert (after.status, after.standing.merged_into) == (Status.MERGED, two)
        self.merged[one] = before.standing

    @precondition(lambda self: self.merged)
    @rule(at=st.integers(0, 30), who=ANYBODY)
    def unmerge(self, at: int, who: int) -> None:
        """A merge is taken back: it stands as it stood, with what it has been told since."""
        number = sorted(self.merged)[at % len(self.merged)]
        before = self.case(number)
        try:
            after = self.place.desk.unjoin(self.people[who], number)
        except Refused:
            assert self.people[who].role is not Role.CLERK
            self.nothing_has_changed()
            return
        assert after.standing == self.merged.pop(number)
        assert after.record == before.record

    @precondition(lambda self: self.seen)
    @rule(at=st.integers(0, 30), other=st.integers(0, 30), who=ANYBODY, is_proposed=st.booleans())
    def reject(self, at: int, other: int, who: int, is_proposed: bool) -> None:
        """Somebody says that two are not the same."""
        one, two = self.two(at, other, is_proposed)
        pair = frozenset({one, two})
        try:
            rejected = self.place.desk.reject(self.people[who], one, two)
        except Refused:
            assert self.people[who].role is not Role.CLERK
            self.nothing_has_changed()
            return
        was_open = {frozenset(known) for known in self.proposed} - self.rejected
        assert rejected == (pair in was_open)
        if not rejected:
            self.nothing_has_changed()
        self.rejected |= {pair} if rejected else set()

    # What is added.

    @precondition(lambda self: self.seen)
    @rule(at=st.integers(0, 30), who=ANYBODY, digest=st.sampled_from(DIGESTS))
    def attach(self, at: int, who: int, digest: str) -> None:
        """Somebody sends a picture for a complaint; the same one twice is one."""
        number, person = self.numbers()[at % len(self.seen)], self.people[who]
        before = self.case(number)
        try:
            self.place.services.attaching.attach(person, number, digest, f"{digest}.jpg")
        except Refused:
            assert person.role is not Role.CLERK
            assert before.filed_by != person.id
            self.nothing_has_changed()
            return
        assert sees(person, before)
        kept = self.files.setdefault(number, [])
        kept += [] if digest in kept else [digest]

    @precondition(lambda self: self.seen)
    @rule(at=st.integers(0, 30), who=ANYBODY, fact=st.sampled_from(list(Fact)), tells=st.booleans())
    def complete(self, at: int, who: int, fact: Fact, tells: bool) -> None:
        """Somebody tells what is missing, or that it is not told."""
        number, person = self.numbers()[at % len(self.seen)], self.people[who]
        before = self.case(number)
        try:
            after = self.place.desk.complete(
                person, number, {fact.value: "山头街道"} if tells else {DECLINED: fact.value}
            )
        except Refused:
            assert person.role is not Role.CLERK
            assert before.filed_by != person.id
            self.nothing_has_changed()
            return
        assert after.text == before.text
        assert (
            (getattr(after.record, fact.value) == "山头街道") if tells else (fact.value in after.record.extra[DECLINED])
        )

    @rule(minutes=st.sampled_from([1, 3, 60, 60 * 24, 60 * 24 * 50]))
    def wait(self, minutes: int) -> None:
        """Time passes."""
        self.place.clock.at += timedelta(minutes=minutes)

    # What is overheard.

    @rule(text=st.sampled_from(TEXTS), who=st.sampled_from([3, 4]), asked=st.sampled_from(Asked))
    def overhear(self, text: str, who: int, asked: Asked) -> None:
        """An enterprise says something in a room."""
        self.messages += 1
        person = self.people[who]
        words = Overheard(
            "群", f"chat:{person.name}", person.name, text, self.place.clock.at, (f"m{self.messages}",), 0.9, asked
        )
        heard_id = self.place.services.listening.overhear(words)
        self.heard[heard_id] = (text, OverheardState.OPEN)
        told = [one for one in self.news() if one.kind is NoticeKind.OVERHEARD]
        assert [one.facts["id"] for one in told] == ([str(heard_id)] if asked is Asked.OFFICE else [])
        self.nothing_has_changed()

    @precondition(lambda self: self.heard)
    @rule(at=st.integers(0, 30), who=ANYBODY, accepts=st.booleans())
    def decide(self, at: int, who: int, accepts: bool) -> None:
        """Somebody says what becomes of overheard words."""
        heard_id = sorted(self.heard)[at % len(self.heard)]
        words, person = self.store.overheard(heard_id), self.people[who]
        assert words is not None
        listening = self.place.services.listening
        address = f"chat:{person.name}"
        is_theirs = person.role is Role.CLERK or (words.address == address and words.asked is Asked.SPEAKER)
        try:
            receipt = (
                listening.file(person, address, heard_id) if accepts else listening.drop(person, address, heard_id)
            )
        except Refused:
            assert not is_theirs or words.state is not OverheardState.OPEN
            self.nothing_has_changed()
            return
        assert is_theirs
        assert words.state is OverheardState.OPEN
        text, _ = self.heard[heard_id]
        self.heard[heard_id] = ("", OverheardState.FILED if accepts else OverheardState.DROPPED)
        if receipt is not None:
            record = receipt.complaint.record
            assert (record.text, record.channel) == (text, Channel.GROUP)
            assert receipt.complaint.filed_by == next(one.id for one in self.people if one.name == words.name)
            self.told[record.channel, record.external_id] = record.text
            self.note_receipts([receipt])

    @precondition(lambda self: self.heard)
    @rule(at=st.integers(0, 30), cuts=st.booleans())
    def recall_words(self, at: int, cuts: bool) -> None:
        """A speaker takes a message back before or after the decision."""
        heard_id = sorted(self.heard)[at % len(self.heard)]
        text, state = self.heard[heard_id]
        if cuts:
            self.place.services.listening.cut(heard_id, text[:6], ("m0",))
            self.heard[heard_id] = (text[:6], state)
        else:
            self.place.services.listening.forget(heard_id)
            self.heard[heard_id] = ("", OverheardState.DROPPED if state is OverheardState.OPEN else state)
        self.nothing_has_changed()

    @precondition(lambda self: self.seen)
    @rule(at=st.integers(0, 30), who=ANYBODY)
    def withdraw(self, at: int, who: int) -> None:
        """Somebody recalls what was filed."""
        number, person = self.numbers()[at % len(self.seen)], self.people[who]
        try:
            after = self.place.desk.act(person, number, Step(Command.WITHDRAW))
        except Refused:
            self.nothing_has_changed()
            return
        assert after.status is Status.WITHDRAWN
        assert after.filed_by == person.id

    # What must never happen.

    @invariant()
    def no_complaint_is_lost_or_doubled(self) -> None:
        found = self.store.find(Query())
        assert {(one.record.channel, one.record.external_id): one.text for one in found} == self.told
        assert len(found) == len(self.told)
        assert set(self.seen) <= {one.number for one in found}

    @invariant()
    def numbers_are_gapless_each_day(self) -> None:
        by_day: dict[str, list[int]] = {}
        for case in self.store.find(Query()):
            day, _, sequence = case.number.partition("-")
            by_day.setdefault(day, []).append(int(sequence))
        assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in by_day.values())

    @invariant()
    def proposals_are_what_was_proposed_and_nobody_has_answered(self) -> None:
        expected = {
            pair for pair in self.proposed if frozenset(pair) not in self.rejected and self.case(pair[0]).status not in FINISHED
        }  # fmt: skip
        found = self.place.enquiries.proposals(self.clerk)
        assert {(one.number, one.other) for one in found} == expected
        assert len(found) == len(expected) == self.place.enquiries.count_proposals(self.clerk)

    @invariant()
    def overheard_words_are_kept_only_while_they_are_open(self) -> None:
        for heard_id, (text, state) in self.heard.items():
            words = self.store.overheard(heard_id)
            assert words is not None
            assert (words.state, words.text) == (state, text if state is OverheardState.OPEN else "")
            assert (words.number != "") == (state is OverheardState.FILED)
        waiting = {one.id for one in self.place.services.listening.waiting(self.clerk)}
        assert waiting == {at for at, (_, state) in self.heard.items() if state is OverheardState.OPEN}

    @invariant()
    def files_belong_to_their_complaint_once_and_are_shown_to_whom_may_see_it(self) -> None:
        for number, digests in self.files.items():
            case = self.case(number)
            assert [one.digest for one in self.store.attachments(number)] == digests
            for person in self.people:
                shown = self.shown(person, case)
                if shown is not None:
                    assert sees(person, case)
                    assert shown == digests
                if case.record.confidential and person.role is not Role.CLERK and case.filed_by != person.id:
                    assert shown is None
                    assert self.place.services.attaching.count(person, case) == 0

    @invariant()
    def only_the_office_reads_what_waits_for_it_and_each_only_what_is_theirs(self) -> None:
        for person in self.people:
            for case in self.place.enquiries.mine(person):
                assert sees(person, case)
            if person.role is not Role.CLERK:
                for ask in (self.place.enquiries.proposals, self.place.services.listening.waiting):
                    assert is_refused(lambda ask=ask, person=person: ask(person))  # type: ignore[misc]

    @invariant()
    def every_change_has_its_event_and_every_event_its_complaint(self) -> None:
        for case in self.store.find(Query()):
            history = self.store.history(case.number)
            before = self.seen.get(case.number)
            new = [event.kind for event in history[before.events if before else 0 :]]
            if before is None:
                assert new[:2] == [EventKind.FILED, EventKind.CLASSIFIED]
            elif case != before.complaint:
                assert set(new) - HARMLESS
            else:
                assert set(new) <= HARMLESS
            self.seen[case.number] = Seen(case, len(history))

    @invariant()
    def every_notice_is_of_a_complaint_and_to_somebody_who_may_know(self) -> None:
        for notice in self.news():
            if notice.kind is NoticeKind.OVERHEARD:
                assert (notice.number, notice.recipient.kind) == ("", "office")
                continue
            case = self.case(notice.number)
            if notice.kind is NoticeKind.ALIKE:
                assert notice.recipient.kind == "office"
                assert (notice.number, notice.facts["other"]) in self.proposed
            if notice.recipient.kind == "unit" and notice.kind is not NoticeKind.TAKEN_AWAY:
                assert notice.recipient.name not in case.avoids
        self.notices = {notice.id: notice for notice in self.store.pending()}

    def teardown(self) -> None:
        """The chain is whole; close what was opened."""
        assert self.store.verify().findings == ()
        self.store.close()
        self.folder.cleanup()

    # What the rules share.

    def news(self) -> list[Notice]:
        """The notices of this step."""
        return [notice for notice in self.store.pending() if notice.id not in self.notices]

    def numbers(self) -> list[str]:
        return sorted(self.seen)

    def case(self, number: str) -> Complaint:
        found = self.store.complaint(number)
        assert found is not None
        return found

    def two(self, at: int, other: int, is_proposed: bool) -> tuple[str, str]:
        """Two numbers; of a pair that was proposed, now the later first and now the earlier."""
        if is_proposed and self.proposed:
            pair = sorted(self.proposed)[at % len(self.proposed)]
            return pair if other % 3 else (pair[1], pair[0])
        return self.numbers()[at % len(self.seen)], self.numbers()[other % len(self.seen)]

    def shown(self, person: Person, case: Complaint) -> list[str] | None:
        """The digests that the person is shown; None where it is refused. Looking must not change the case."""
        try:
            return [one.digest for one in self.place.services.attaching.files(person, case)]
        except Refused:
            return None

    def nothing_has_changed(self) -> None:
        """No complaint, event of one, or notice of one is other than after the step before."""
        for number, before in self.seen.items():
            assert self.case(number) == before.complaint
            assert len(self.store.history(number)) == before.events
        assert len(self.store.find(Query())) == len(self.seen)
        assert [one for one in self.news() if one.kind is not NoticeKind.OVERHEARD] == []


def is_refused(ask: object) -> bool:
    try:
        ask()  # type: ignore[operator]
    except Refused:
        return True
    return False


AnyIntake.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
TestAnyIntake = AnyIntake.TestCase

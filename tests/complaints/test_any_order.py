"""People do anything in any order, while time passes: what must never happen does not."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from complaints.complaint import FOR_OFFICE, OPEN, WITH_UNIT, Complaint, Status
from complaints.errors import Refused
from complaints.events import Event, EventKind, Notice, NoticeKind
from complaints.follow_up import FollowUp, Satisfaction
from complaints.moves import MOVES, Command, Need, ReturnReason, Step, parts
from complaints.people import SYSTEM, Person, Role
from complaints.ports import Query
from complaints.records import Channel, RawRecord
from complaints.rights import sees
from storage.store import open_store
from tests.kit import UNITS, district

TEXTS = (
    "停电了", "水压不足", "停电，水压也不够", "门口摊贩占道", "增容报装没人来", "退税没有到账",
    "供电公司窗口人员索要好处费", "事项一：车间停电三次；事项二：供水管漏水",
)  # fmt: skip
PEOPLE = (
    ("赵", Role.CLERK, ""),
    ("钱", Role.CLERK, ""),
    ("李", Role.LIAISON, "区供电中心"),
    ("周", Role.LIAISON, "区水利局"),
    ("吴", Role.LIAISON, "区住建局"),
    ("王", Role.ENTERPRISE, "某公司"),
    ("陈", Role.ENTERPRISE, "另一公司"),
    ("孙", Role.TOWN, "山头街道"),
    ("长", Role.LEADER, ""),
)
STAFF = "供电公司来的工作人员索要好处费"
CHANGES_DUE = {
    "分派", "改派", "终审指定", "办结转入", "同意延期", "审核退回", "重办", "回头看", "恢复办理", "重新研判", "转中心回避",
}  # fmt: skip
# Taken more often than their share, so that cases come as far as a second redo and an archive.
ONWARD = {
    Command.SIGN, Command.RETURN, Command.CO_REPORT, Command.ASK_EXTENSION, Command.GRANT, Command.FINISH,
    Command.APPROVE, Command.FOLLOW_UP, Command.DESIGNATE, Command.LOOK_BACK,
}  # fmt: skip
ANSWERS = st.builds(
    FollowUp,
    st.sampled_from([None, True, False]),
    st.sampled_from([None, *Satisfaction]),
    st.sampled_from(["", "变压器没换"]),
)


class AnyOrder(RuleBasedStateMachine):
    """Files, steps of every kind by everybody, undoing, joining, deliveries, reminders and days, on one store."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store("sqlite://")
        self.place = district(self.store, Path(self.folder.name))
        self.people = [self.place.person(*facts) for facts in PEOPLE]
        self.filed = 0
        self.carded: set[tuple[str, str, str]] = set()

    @rule(text=st.sampled_from(TEXTS), again=st.booleans(), place=st.sampled_from(["", "山头街道"]))
    def import_one(self, text: str, again: bool, place: str) -> None:
        """The hotline tells something, perhaps a second time and with other words."""
        self.filed += 0 if again and self.filed else 1
        self.place.file(text, str(self.filed), place=place)

    @rule(text=st.sampled_from(TEXTS), who=st.integers(0, len(PEOPLE) - 1))
    def file_in_chat(self, text: str, who: int) -> None:
        """Somebody tells the bot something."""
        record = RawRecord(Channel.CHAT, f"chat{self.filed + 1}", text)
        try:
            self.place.desk.receive(record, self.people[who])
            self.filed += 1
        except Refused:
            assert self.people[who].role is Role.LEADER

    @precondition(lambda self: self.filed > 0)
    @rule(at=st.integers(0, 30), steps=st.lists(st.integers(0, 10_000), min_size=3, max_size=12), answer=ANSWERS)
    def work_on(self, at: int, steps: list[int], answer: FollowUp) -> None:
        """Those who may take a few steps with a case, with what the table wants given; limits may still refuse."""
        number = self.cases()[at % len(self.cases())].number
        for pick in steps:
            case = self.store.complaint(number)
            assert case is not None
            able = [
                (person, command)
                for person in self.people
                for (status, command), move in MOVES.items()
                if status is case.status and parts(person, case) & move.by
                for _ in range(6 if command in ONWARD else 1)
            ]
            if not able:
                return
            person, command = able[pick % len(able)]
            self.try_it(case, person, self.filled(command, pick, answer))
            if pick % 9 == 0:
                self.undo_of(person)

    def filled(self, command: Command, pick: int, answer: FollowUp) -> Step:
        """The step with everything that it could need."""
        units = ("区供电中心", "区水利局", "区住建局")
        cases = self.cases()
        return Step(
            command, note=STAFF if pick % 11 == 0 else "办好了", unit=units[pick % 3],
            co_units=units[pick % 2 : pick % 2 + 1] if pick % 5 else (),
            reason=list(ReturnReason)[pick % 6], until=(self.place.clock.at + timedelta(days=6 + pick % 5)).date(),
            plan="先接临时管", answer=answer, other=cases[pick % len(cases)].number,
            parts=("车间停电三次", "供水管漏水"),
        )  # fmt: skip

    @precondition(lambda self: self.filed > 0)
    @rule(
        who=st.integers(0, len(PEOPLE) - 1),
        at=st.integers(0, 30),
        command=st.sampled_from(Command),
        unit=st.sampled_from(["", "区供电中心", "区水利局", "区住建局", "区公安分局"]),
        note=st.sampled_from(["", "办好了"]),
        reason=st.sampled_from([None, *ReturnReason]),
        ahead=st.sampled_from([None, -1, 1, 6, 12, 60]),
        answer=st.one_of(st.none(), ANSWERS),
    )
    def try_anything(
        self, who: int, at: int, command: Command, unit: str, note: str, reason: ReturnReason | None,
        ahead: int | None, answer: FollowUp | None,
    ) -> None:  # fmt: skip
        """Anybody tries anything, with whatever is at hand; a refusal leaves everything as it was."""
        cases = self.cases()
        case, person = cases[at % len(cases)], self.people[who]
        until = (self.place.clock.at + timedelta(days=ahead)).date() if ahead else None
        self.try_it(
            case, person, Step(command, note=note, unit=unit, reason=reason, until=until, plan=note, answer=answer)
        )

    @precondition(lambda self: self.filed > 0)
    @rule(who=st.integers(0, len(PEOPLE) - 1))
    def undo(self, who: int) -> None:
        """Somebody takes back what they did last: the case stands as it stood before, or nothing happens."""
        self.undo_of(self.people[who])

    def undo_of(self, person: Person) -> None:
        before = {case.number: case for case in self.cases()}
        owed = self.store.pending()
        try:
            restored, event = self.place.desk.undo(person)
        except Refused:
            assert {case.number: case for case in self.cases()} == before
            assert self.store.pending() == owed
            return
        assert event.by == person.id
        assert self.place.clock.at - event.at <= timedelta(minutes=10)
        if event.kind is EventKind.MOVED:
            assert restored.standing == event.before
            assert before[restored.number].record == restored.record
            last = self.store.history(restored.number)
            assert [one.kind for one in last if one.facts.get("undoes") == str(event.seq)] == [EventKind.UNDONE]

    @precondition(lambda self: self.filed > 0)
    @rule(who=st.integers(0, len(PEOPLE) - 1), at=st.integers(0, 30))
    def unjoin(self, who: int, at: int) -> None:
        """Somebody takes a merge or split back."""
        cases = self.cases()
        case, person = cases[at % len(cases)], self.people[who]
        try:
            self.place.desk.unjoin(person, case.number)
        except Refused:
            assert self.store.complaint(case.number) == case
            return
        assert person.role is Role.CLERK
        assert case.status in (Status.MERGED, Status.SPLIT)

    @rule()
    def deliver(self) -> None:
        """The courier goes its round; what it delivered it does not deliver again."""
        self.place.delivered()
        assert self.place.delivered() == []

    @rule()
    def remind(self) -> None:
        """The clock is looked at; a second look finds nothing."""
        known = {notice.id for notice in self.store.pending()}
        self.place.reminders.run()
        told = [notice for notice in self.store.pending() if notice.id not in known]
        for notice in told:
            if notice.kind in (NoticeKind.YELLOW, NoticeKind.RED):
                key = (notice.number, str(notice.recipient), str(notice.at.date()))
                assert key not in self.carded, "two reminders of one item in a day"
                self.carded.add(key)
        assert self.place.reminders.run() == 0

    @rule(minutes=st.sampled_from([1, 1, 3, 11, 60, 60 * 9, 60 * 24, 60 * 24 * 4]))
    def wait(self, minutes: int) -> None:
        """Time passes."""
        self.place.clock.at += timedelta(minutes=minutes)

    def try_it(self, case: Complaint, person: Person, step: Step) -> None:
        before = self.store.history(case.number)
        owed = self.store.pending()
        events = len(self.all_events())
        try:
            after = self.place.desk.act(person, case.number, step)
        except Refused:
            assert self.store.complaint(case.number) == case
            assert self.store.history(case.number) == before
            assert self.store.pending() == owed
            assert len(self.all_events()) == events
            return
        new = self.store.history(case.number)[len(before) :]
        moves = [event for event in new if event.kind is EventKind.MOVED]
        assert sees(person, case)
        assert moves[0].by == person.id
        assert all(event.by == SYSTEM.id and event.follows for event in moves[1:])
        self.is_a_row(person, case, moves[0])
        assert after == self.store.complaint(case.number)
        if (case.assignment and case.assignment.due_at) != (after.assignment and after.assignment.due_at):
            assert {event.command for event in moves} & CHANGES_DUE
        known = {notice.id for notice in owed}
        self.are_due_to_somebody([notice for notice in self.store.pending() if notice.id not in known])

    def is_a_row(self, person: Person, case: Complaint, event: Event) -> None:
        row = MOVES[case.status, Command(event.command)]
        assert parts(person, case) & row.by
        if Need.NOTE in row.needs:
            assert event.note
        if Need.UNIT in row.needs:
            assert event.facts["unit"]

    def are_due_to_somebody(self, told: list[Notice]) -> None:
        """Each recipient hears of one change at most once, and only of what may be known there."""
        heard = [(notice.recipient, notice.kind, notice.number) for notice in told]
        assert len(heard) == len(set(heard))
        for notice in told:
            case = self.store.complaint(notice.number)
            assert case is not None
            if notice.recipient.kind == "unit" and notice.kind is not NoticeKind.TAKEN_AWAY:
                assert notice.recipient.name not in case.avoids
            if notice.recipient.kind == "town":
                assert not case.avoids

    def cases(self) -> list[Complaint]:
        return self.store.find(Query())

    def all_events(self) -> list[Event]:
        return [event for case in self.cases() for event in self.store.history(case.number)]

    @invariant()
    def every_history_is_a_path_of_the_table(self) -> None:
        for case in self.cases():
            stack = [Status.WAITING]
            taken: list[tuple[str, int]] = []
            for event in self.store.history(case.number):
                if event.kind is EventKind.MOVED:
                    assert event.from_status is stack[-1]
                    stack.append(MOVES[stack[-1], Command(event.command)].to)
                    taken.append((str(event.seq), len(stack) - 1))
                    assert event.to_status is stack[-1]
                if event.kind is EventKind.UNDONE:
                    depth = dict(taken)[event.facts["undoes"]]
                    assert event.from_status is stack[-1]
                    stack = stack[:depth]
                    taken = [one for one in taken if one[1] < depth]
                    assert event.to_status is stack[-1]
            assert stack[-1] is case.status

    @invariant()
    def every_open_case_has_a_unit_or_is_in_a_queue(self) -> None:
        office = self.people[0]
        queue = {case.number for case in self.place.enquiries.todo(office)}
        for case in self.cases():
            if case.status in WITH_UNIT:
                assert UNITS.resolve(case.lead) == case.lead
                assert case.assignment is not None
                assert case.assignment.due_at > case.assignment.assigned_at
                assert case.lead not in case.avoids
                assert not set(case.co_units) & set(case.avoids)
            if case.status in FOR_OFFICE:
                assert case.number in queue
            if case.status is Status.SHELVED:
                assert case.standing.review_at is not None
            if case.status is Status.WAITING:
                assert case.lead == ""
                assert case.standing.waiting_for is not None
            if case.status is Status.MERGED:
                assert self.store.complaint(case.standing.merged_into) is not None
            assert case.is_open() == (case.status in OPEN) == (case.standing.closed_at is None)

    @invariant()
    def nobody_sees_what_is_not_theirs(self) -> None:
        for person in self.people:
            seen = {case.number for case in self.place.enquiries.mine(person)} if person.role is not None else set()
            for case in self.cases():
                assert (case.number not in seen) or sees(person, case)

    @invariant()
    def numbers_are_gapless_each_day(self) -> None:
        by_day: dict[str, list[int]] = {}
        for case in self.cases():
            day, _, sequence = case.number.partition("-")
            by_day.setdefault(day, []).append(int(sequence))
        assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in by_day.values())

    def teardown(self) -> None:
        """The chain of all that was written is whole; close what was opened."""
        assert self.store.verify().findings == ()
        self.store.close()
        self.folder.cleanup()


AnyOrder.TestCase.settings = settings(
    max_examples=24,
    stateful_step_count=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
TestAnyOrder = AnyOrder.TestCase

"""People do anything in any order: what must never happen does not."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from complaints.complaint import WITH_UNIT, Status
from complaints.desk import Step
from complaints.errors import Refused
from complaints.events import EventKind
from complaints.moves import MOVES, Command
from complaints.people import Role
from complaints.ports import Query
from complaints.rights import sees
from storage.store import open_store
from tests.kit import UNITS, district

TEXTS = ("停电了", "水压不足", "停电，水压也不够", "门口摊贩占道", "增容报装没人来", "退税没有到账")
PEOPLE = (
    ("赵", Role.CLERK, ""),
    ("李", Role.LIAISON, "区供电中心"),
    ("周", Role.LIAISON, "区水利局"),
    ("吴", Role.LIAISON, "区住建局"),
    ("王", Role.ENTERPRISE, "某公司"),
    ("长", Role.LEADER, ""),
)


class AnyOrder(RuleBasedStateMachine):
    """Files, steps of every kind by everybody, deliveries and days, on one store."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store("sqlite://")
        self.place = district(self.store, Path(self.folder.name))
        self.people = [self.place.person(*facts) for facts in PEOPLE]
        self.filed = 0

    @rule(text=st.sampled_from(TEXTS), again=st.booleans())
    def file(self, text: str, again: bool) -> None:
        """The hotline tells something, perhaps a second time."""
        self.filed += 0 if again and self.filed else 1
        self.place.file(text, str(self.filed))

    @precondition(lambda self: self.filed > 0)
    @rule(
        who=st.integers(0, len(PEOPLE) - 1),
        at=st.integers(1, 12),
        command=st.sampled_from(Command),
        unit=st.sampled_from(["", "区供电中心", "区水利局", "区住建局"]),
        note=st.sampled_from(["", "办好了"]),
    )
    def step(self, who: int, at: int, command: Command, unit: str, note: str) -> None:
        """Somebody tries something; a refusal leaves everything as it was."""
        cases = self.store.find(Query())
        case, person = cases[at % len(cases)], self.people[who]
        before, owed = self.store.history(case.number), self.store.pending()
        try:
            after = self.place.desk.act(person, case.number, Step(command, note=note, unit=unit))
        except Refused:
            assert self.store.complaint(case.number) == case
            assert self.store.history(case.number) == before
            assert self.store.pending() == owed
            return
        assert sees(person, case)
        assert person.role in MOVES[case.status, command].roles
        assert after == self.store.complaint(case.number)

    @rule()
    def deliver(self) -> None:
        """The courier goes its round; what it delivered it does not deliver again."""
        self.place.delivered()
        assert self.place.delivered() == []

    @rule(hours=st.integers(1, 60))
    def wait(self, hours: int) -> None:
        """Time passes."""
        self.place.clock.at += timedelta(hours=hours)

    @invariant()
    def every_history_is_a_path_of_the_table(self) -> None:
        for case in self.store.find(Query()):
            status = Status.WAITING
            for event in self.store.history(case.number):
                if event.kind is EventKind.MOVED:
                    assert event.from_status is status
                    status = MOVES[status, Command(event.command)].to
                    assert event.to_status is status
            assert status is case.status

    @invariant()
    def every_case_has_a_unit_or_waits_for_the_office(self) -> None:
        for case in self.store.find(Query()):
            if case.status in WITH_UNIT:
                assert UNITS.is_lead(case.lead)
                assert case.assignment is not None
                assert case.assignment.due_at > case.assignment.assigned_at
            if case.status is Status.WAITING:
                assert case.lead == ""

    @invariant()
    def numbers_are_gapless_each_day(self) -> None:
        by_day: dict[str, list[int]] = {}
        for case in self.store.find(Query()):
            day, _, sequence = case.number.partition("-")
            by_day.setdefault(day, []).append(int(sequence))
        assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in by_day.values())

    def teardown(self) -> None:
        """Close what was opened."""
        self.store.close()
        self.folder.cleanup()


AnyOrder.TestCase.settings = settings(
    max_examples=30, stateful_step_count=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
TestAnyOrder = AnyOrder.TestCase

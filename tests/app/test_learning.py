"""A new model is in use only where it is not worse than the one before; what it is compared on neither has learnt."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.brain import Brain, Trained
from app.model_lines import trained_line, trained_sentence
from app.retraining import Retraining
from app.settings import Settings
from app.tables import Tables, read_tables
from classifier import packing
from classifier.promotion import Measure, Reason
from complaints.audit import Audit
from complaints.clocks import SHANGHAI
from complaints.events import NoticeKind
from complaints.people import SYSTEM, Person, Role
from complaints.reviewed import Reviewed, ReviewKind
from storage.store import SqlStore, open_store
from tests.classifier.small import COURT, POWER, SCHOOLS, examples
from tests.kit import HandClock
from tests.storage.samples import give, make_complaint, make_record

NOON = datetime(2021, 8, 30, 12, 0, tzinfo=SHANGHAI)
CLERK = Person("p-1", "赵主任", Role.CLERK)
UNITS = (POWER, COURT, SCHOOLS)
EXCHANGED = {POWER: COURT, COURT: SCHOOLS, SCHOOLS: POWER}
TEXT = ("", "变压器跳闸，停电一整天")


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables(Settings())


@dataclass
class School:
    """A brain in a folder of its own, with the cases that people have decided, on a clock that the test moves."""

    folder: Path
    tables: Tables
    cases: list[Reviewed] = field(default_factory=list)
    clock: HandClock = field(default_factory=lambda: HandClock(NOON))

    def __post_init__(self) -> None:
        self.store: SqlStore = open_store(f"sqlite:///{self.folder / 'desk.db'}")
        self.settings = Settings(data=self.folder, examples=self.folder / "examples.csv")
        self.write()
        self.brain = self.open()

    def open(self) -> Brain:
        """Another brain on the same folder, as another process has it."""
        return Brain(self.settings, self.tables, lambda: self.cases, self.clock, Audit(self.store, self.clock))

    def write(self, wrong: bool = False) -> None:
        """Write the examples of the small world, or those with the units exchanged."""
        with self.settings.examples.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["text", "unit", "indicator"])
            for one in examples():
                writer.writerow([one.text, EXCHANGED.get(one.unit, one.unit) if wrong else one.unit, one.indicator])

    def decide(self, count: int) -> None:
        """Let people decide so many cases rightly, a minute apart, and a day go by."""
        texts = [one for one in examples() if one.unit in UNITS]
        for _ in range(count):
            at = len(self.cases)
            one = texts[(at * 7) % len(texts)]
            self.clock.at += timedelta(minutes=1)
            record = make_record(f"SD-{at}", text=f"{one.text}，第{at}次说了", title="")
            case = give(make_complaint(at + 1, record=record), one.unit)
            self.cases.append(Reviewed(case, one.unit, CLERK.id, self.clock.at, ReviewKind.TRIAGED))
        self.clock.at += timedelta(days=1)

    def notes(self) -> list[str]:
        """The audit's lines, newest first."""
        return [event.note for event in self.store.desk_events()]


@pytest.fixture
def school(tmp_path: Path, tables: Tables) -> Iterator[School]:
    school = School(tmp_path, tables)
    yield school
    school.store.close()


def test_the_first_model_is_in_use_at_once_and_the_next_when_it_is_not_worse(school: School) -> None:
    first = school.brain.train(CLERK)
    assert (first.promoted, first.report.verdict.reason) == (True, Reason.FIRST)
    assert trained_sentence(first.model.version, first.report) == f"已训练并启用模型 {first.model.version}。"
    school.decide(5)

    second = school.brain.train(CLERK)

    verdict = second.report.verdict
    assert (verdict.reason, verdict.measure) == (Reason.NOT_WORSE, Measure.OUT_OF_FOLD)
    assert verdict.rows >= len(examples())
    assert second.report.new_labels == 5
    assert school.brain.model.version == second.model.version != first.model.version
    assert school.notes() == [f"训练并启用模型{one.model.version}" for one in (second, first)]
    said = trained_sentence(second.model.version, second.report)
    assert said.startswith(
        f"新学5件中心定过单位的案件，已训练并启用模型 {second.model.version}：在训练时留出的{verdict.rows}条样本上"
    )
    line = trained_line(second)
    assert (line["promoted"], line["reason"], line["measure"]) == (True, "not_worse", "out_of_fold")
    assert (line["before"], line["after"]) == (verdict.before, verdict.after)


def test_a_model_that_would_be_worse_on_new_cases_waits_and_can_be_promoted_and_rolled_back(school: School) -> None:
    first = school.brain.train()
    said = school.brain.classify([TEXT])[0]
    assert said.unit == POWER
    school.write(wrong=True)
    school.decide(40)

    second = school.brain.train(CLERK)

    verdict = second.report.verdict
    assert (second.promoted, verdict.reason, verdict.measure) == (False, Reason.WORSE, Measure.RECENT_CASES)
    assert verdict.rows == 30
    assert verdict.after < verdict.before - verdict.error
    assert {loss.unit for loss in verdict.losses} <= set(UNITS)
    assert school.brain.classify([TEXT])[0] == said
    sentence = trained_sentence(second.model.version, second.report)
    assert "但没有启用：在最近定单位、两个模型都没学过的30件案件上" in sentence
    assert sentence.endswith(f"要启用请运行 sujie models promote {second.model.version}。")

    school.brain.promote(second.model.version, CLERK)
    assert school.brain.classify([TEXT])[0].model_version == second.model.version
    assert school.brain.roll_back(CLERK) == first.model.version
    assert school.brain.classify([TEXT])[0] == said
    assert school.notes()[:2] == [f"回退到模型{first.model.version}", f"启用模型{second.model.version}"]


def test_force_puts_a_worse_model_into_use_and_the_log_says_so(school: School) -> None:
    school.brain.train()
    school.write(wrong=True)
    school.decide(30)

    second = school.brain.train(CLERK, force=True)

    assert (second.promoted, second.forced) == (True, True)
    assert school.brain.model.version == second.model.version
    assert school.notes()[0] == f"训练并强制启用模型{second.model.version}"
    assert "已训练并按要求启用模型" in trained_sentence(second.model.version, second.report, forced=True)


def test_cases_that_the_model_in_use_has_learnt_are_no_test_of_it(school: School) -> None:
    school.decide(40)
    school.brain.train()
    school.decide(29)

    assert school.brain.train().report.verdict.measure is Measure.OUT_OF_FOLD


def test_without_the_report_of_the_model_in_use_nothing_can_be_compared(school: School) -> None:
    first = school.brain.train()
    (school.settings.models / f"{first.model.version}.report.json").unlink()
    school.decide(3)

    second = school.brain.train()

    assert (second.promoted, second.report.verdict.reason) == (False, Reason.TOO_FEW)
    assert trained_line(second)["before"] is None


def test_a_model_that_cannot_be_read_is_replaced(school: School) -> None:
    first = school.brain.train()
    (school.settings.models / f"{first.model.version}.model").write_bytes(b"")
    school.decide(1)

    assert school.open().train().report.verdict.reason is Reason.FIRST


def test_after_an_upgrade_the_model_is_trained_anew_by_the_first_text(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "RECIPE", 0)
    old = school.brain.train().model.version
    monkeypatch.undo()
    school.decide(1)

    said = school.open().classify([TEXT])[0]
    assert said.model_version != old
    current = next(model for model in school.open().folder.list() if model.current)
    assert current.version == said.model_version


def test_another_process_takes_the_promoted_model_with_its_next_text(school: School) -> None:
    first = school.brain.train()
    other = school.open()
    assert other.classify([TEXT])[0].model_version == first.model.version
    school.decide(5)
    second = school.brain.train()

    assert other.classify([TEXT])[0].model_version == second.model.version
    (school.settings.models / f"{first.model.version}.model").write_bytes(b"")
    (school.settings.models / "current.txt").write_text(f"{first.model.version}\n", encoding="utf-8")
    assert other.classify([TEXT])[0].model_version == second.model.version


def _office_hears(store: SqlStore) -> list[str]:
    return [notice.facts["note"] for notice in store.pending() if notice.kind is NoticeKind.RETRAINED]


def _nightly(school: School, errors: list[Exception], after: int = 5, brain: Brain | None = None) -> Retraining:
    return Retraining(school.store, brain or school.brain, school.clock, after, errors.append)


def test_by_night_a_model_is_trained_once_enough_was_decided_and_the_office_told_once(school: School) -> None:
    errors: list[Exception] = []
    nightly = _nightly(school, errors)
    first = school.brain.train()
    school.decide(4)
    assert not nightly.run()
    school.decide(1)

    assert nightly.run()

    version = school.brain.model.version
    assert version != first.model.version
    assert [
        note.startswith(f"新学5件中心定过单位的案件，已训练并启用模型 {version}")
        for note in _office_hears(school.store)
    ] == [True]
    assert school.notes()[0] == f"训练并启用模型{version}"
    assert not _nightly(school, errors, brain=school.open()).run()
    assert len(_office_hears(school.store)) == 1
    assert errors == []


def test_of_two_processes_one_alone_trains(school: School) -> None:
    errors: list[Exception] = []
    school.brain.train()
    school.decide(5)
    trained: list[bool] = []

    class Watched(Brain):
        def train(self, by: Person = SYSTEM, *, force: bool = False, by_rule: bool = False) -> Trained:
            # The other process comes to the same hour while this one trains.
            trained.append(_nightly(school, errors, brain=school.open()).run())
            return super().train(by, force=force, by_rule=by_rule)

    brain = Watched(
        school.settings, school.tables, lambda: school.cases, school.clock, Audit(school.store, school.clock)
    )
    assert _nightly(school, errors, brain=brain).run()
    assert (trained, errors) == ([False], [])


def test_a_model_that_was_not_promoted_is_not_tried_again_without_new_decisions(school: School) -> None:
    school.brain.train()
    school.write(wrong=True)
    school.decide(40)
    errors: list[Exception] = []
    nightly = _nightly(school, errors)
    assert nightly.run()
    assert "但没有启用" in _office_hears(school.store)[0]
    school.clock.at += timedelta(days=1)

    assert not nightly.run()
    assert len(_office_hears(school.store)) == 1


def test_zero_switches_the_nightly_training_off(school: School) -> None:
    school.brain.train()
    school.decide(5)

    assert not _nightly(school, [], after=0).run()


def test_a_training_that_fails_is_reported_and_tried_again_the_next_night(school: School) -> None:
    school.brain.train()
    before = school.brain.model.version
    school.decide(5)
    good = school.settings.examples.read_text("utf-8")
    errors: list[Exception] = []

    class Fails(Brain):
        def train(self, by: Person = SYSTEM, *, force: bool = False, by_rule: bool = False) -> Trained:
            school.settings.examples.unlink()
            return super().train(by, force=force, by_rule=by_rule)

    broken = Fails(
        school.settings, school.tables, lambda: school.cases, school.clock, Audit(school.store, school.clock)
    )
    assert not _nightly(school, errors, brain=broken).run()
    assert ["文件不存在" in str(error) for error in errors] == [True]
    assert school.brain.model.version == before
    assert _office_hears(school.store) == []
    school.settings.examples.write_text(good, encoding="utf-8")
    assert not _nightly(school, errors).run()
    school.clock.at += timedelta(days=1)
    assert _nightly(school, errors).run()
    assert len(errors) == 1


def test_a_training_whose_notice_was_lost_in_a_crash_is_told_by_the_next_run(school: School) -> None:
    school.brain.train()
    school.decide(5)
    # As if the program had ended between the training and the notice.
    school.brain.train(by_rule=True)
    assert _office_hears(school.store) == []

    errors: list[Exception] = []
    for _ in range(2):
        assert not _nightly(school, errors).run()

    assert [note.startswith("新学5件") for note in _office_hears(school.store)] == [True]
    assert errors == []


def test_no_transaction_is_open_while_a_model_is_trained(school: School) -> None:
    school.brain.train()
    school.decide(5)

    class Watched(Brain):
        def train(self, by: Person = SYSTEM, *, force: bool = False, by_rule: bool = False) -> Trained:
            # SQLite lets nobody else write while a transaction is open.
            with school.store.begin() as transaction:
                transaction.add([make_complaint(900)])
            return super().train(by, force=force, by_rule=by_rule)

    brain = Watched(
        school.settings, school.tables, lambda: school.cases, school.clock, Audit(school.store, school.clock)
    )
    assert _nightly(school, [], brain=brain).run()
    assert school.store.complaint(make_complaint(900).number) is not None

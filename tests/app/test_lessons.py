"""What the classifier learns from, and what each lesson weighs."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.lessons import Lessons, gather, text_id, weight
from app.settings import Settings
from app.tables import Tables, read_tables
from complaints.clocks import SHANGHAI
from complaints.prediction import OUTSIDE
from complaints.reviewed import Reviewed, ReviewKind
from tests.storage.samples import POWER, give, make_complaint

NOW = datetime(2021, 9, 30, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables(Settings())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    examples = tmp_path / "examples.csv"
    examples.write_text("text,unit,indicator\n车间停电三次,区供电中心,获得电力\n", encoding="utf-8")
    return Settings(examples=examples)


def _decided(sequence: int, days_ago: float, unit: str = POWER) -> Reviewed:
    case = give(make_complaint(sequence), unit)
    return Reviewed(case, unit, "p-1", NOW - timedelta(days=days_ago), ReviewKind.TRIAGED)


def test_lessons_are_the_written_texts_the_routing_table_and_what_people_decided(
    settings: Settings, tables: Tables
) -> None:
    lessons = gather(settings, tables, [_decided(2, 1), _decided(1, 9)], NOW)

    rows = lessons.rows
    assert (rows[0].id, rows[0].example.text, rows[0].decided_at) == (text_id("车间停电三次"), "车间停电三次", None)
    assert {row.id[0] for row in rows[1:-2]} == {"T"}
    assert [row.id for row in rows[-2:]] == ["BS20210830-0001", "BS20210830-0002"]
    case = rows[-1].example
    assert (case.unit, case.indicator, case.title, case.representative) == (POWER, "获得电力", "停电", True)
    assert rows[0].example.weight == 1.0
    assert case.weight > rows[-2].example.weight > 1.0


@pytest.mark.parametrize(("days", "expected"), [(0, 2.0), (180, 1.5), (360, 1.25), (3600, 1.0)])
def test_a_decision_weighs_half_as_much_more_each_half_life(days: int, expected: float) -> None:
    assert weight(NOW - timedelta(days=days), NOW, 2.0, 180) == pytest.approx(expected, abs=1e-5)


def test_a_decision_of_the_future_weighs_no_more_than_one_of_today() -> None:
    assert weight(NOW + timedelta(days=3), NOW, 2.0, 180) == 2.0


def test_a_unit_beside_the_lead_units_is_learned_as_outside(settings: Settings, tables: Tables) -> None:
    other = next(unit.name for unit in tables.units.all if not tables.units.is_lead(unit.name))

    lesson = gather(settings, tables, [_decided(1, 1, other)], NOW).rows[-1]

    assert (lesson.example.unit, lesson.example.indicator) == (OUTSIDE, "")


def test_what_is_decided_after_the_moment_belongs_to_the_next_training(settings: Settings, tables: Tables) -> None:
    lessons = gather(settings, tables, [_decided(1, 0), _decided(2, -0.01)], NOW)

    assert [row.id for row in lessons.rows if row.decided_at] == ["BS20210830-0001"]


def test_the_newest_fifth_of_the_cases_is_held_out_and_never_what_was_learnt(
    settings: Settings, tables: Tables
) -> None:
    lessons = gather(settings, tables, [_decided(at, 200 - at) for at in range(1, 201)], NOW)
    numbers = [row.id for row in lessons.rows]

    newest = [numbers[at] for at in lessons.recent(None, 30)]
    assert newest == [f"BS20210830-{at:04d}" for at in range(161, 201)]
    since = NOW - timedelta(days=34.5)
    assert [numbers[at] for at in lessons.recent(since, 30)] == [f"BS20210830-{at:04d}" for at in range(166, 201)]
    assert lessons.recent(NOW - timedelta(days=29.5), 30) == lessons.decided_since(NOW - timedelta(days=29.5))
    assert lessons.recent(NOW - timedelta(days=28.5), 30) == []


def test_of_few_cases_at_least_the_least_are_held_out(settings: Settings, tables: Tables) -> None:
    lessons = gather(settings, tables, [_decided(at, 50 - at) for at in range(1, 51)], NOW)

    assert len(lessons.recent(None, 30)) == 30
    assert Lessons(lessons.rows[:-21], NOW).recent(None, 30) == []


def test_a_weight_is_the_same_the_whole_day() -> None:
    decided = NOW - timedelta(days=10)
    assert weight(decided, NOW, 2.0, 180) == weight(decided, NOW.replace(hour=23), 2.0, 180)
    assert weight(decided, NOW, 2.0, 180) > weight(decided, NOW + timedelta(days=1), 2.0, 180)

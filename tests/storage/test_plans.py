"""Every question that is asked often finds its rows by an index, so that it costs the same at any size (SQLite)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Connection, Select

from complaints.complaint import WITH_UNIT, Status
from complaints.ports import Query
from storage.engine import make_engine, read_url
from storage.figures_sql import given_back, of_desk
from storage.queries import how_many, wanted, written_by
from storage.store import open_store
from storage.tables import Tables
from tests.storage.samples import NOON, POWER

TABLES = Tables()


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """An empty database as the migrations make it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('plans') / 'sujie.db'}"
    open_store(url, Fernet.generate_key()).close()
    engine = make_engine(read_url(url))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _plan(connection: Connection, asked: Select[*tuple[object, ...]]) -> list[str]:
    sql = str(asked.compile(connection.engine, compile_kwargs={"literal_binds": True}))
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]


def _one(status: Status, **asked: object) -> Query:
    return Query(statuses=frozenset({status}), **asked)  # type: ignore[arg-type]


FOUND_BY = {
    "ix_complaints_review_at (status=? AND review_at<?)": _one(Status.SHELVED, review_before=NOON),
    "ix_complaints_closed_at (status=? AND closed_at<?)": _one(Status.CLOSED, closed_before=NOON, limit=500),
    "ix_complaints_follow_up_at (status=? AND follow_up_at<?)": _one(Status.FOLLOW_UP, asked_before=NOON),
    "ix_complaints_merged_into (merged_into=?)": Query(merged_into="BS20210830-0001"),
    "ix_complaints_parent (parent=?)": Query(parent="BS20210830-0001"),
    "ix_complaints_status_filed_at_sequence (status=?)": _one(Status.CLOSED, without_staff_cases=True, limit=10),
    "ix_complaints_status_due_at_filed_at_sequence (status=? AND due_at<?)": Query(
        statuses=WITH_UNIT, due_before=NOON, by_due=True, without_staff_cases=True, limit=10
    ),
    "ix_complaint_units_unit_status_due_at_filed_at_sequence (unit=? AND status=?": Query(
        unit=POWER, statuses=WITH_UNIT, by_due=True, limit=10
    ),
}


@pytest.mark.parametrize("index", FOUND_BY)
def test_complaints_are_found_by_an_index(connection: Connection, index: str) -> None:
    plan = _plan(connection, wanted(TABLES, FOUND_BY[index]))
    assert any(index in step for step in plan), plan
    assert not any(step.startswith("SCAN complaint") for step in plan), plan


@pytest.mark.parametrize(
    ("query", "about_staff"),
    [
        (_one(Status.HANDLING, without_staff_cases=True), "ix_complaints_about_staff (status=?)"),
        (Query(area="山头街道", without_staff_cases=True), "ix_complaints_about_staff_place (place=?)"),
        (Query(statuses=WITH_UNIT, due_before=NOON, without_staff_cases=True), "ix_complaints_about_staff (status=?"),
    ],
)
def test_counts_without_staff_cases_open_only_staff_cases(
    connection: Connection, query: Query, about_staff: str
) -> None:
    plan = [step for step in _plan(connection, how_many(TABLES, query)) if step.startswith(("SEARCH", "SCAN comp"))]
    # All are counted in an index alone, and only of those about staff the rows themselves are read.
    assert len(plan) == 2, plan
    assert "USING COVERING INDEX" in plan[0], plan
    assert about_staff in plan[1], plan


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (written_by(TABLES, "p-1", NOON), "SEARCH events USING INDEX ix_events_persons_writes (by_id=? AND at>?)"),
        (given_back(TABLES), "SCAN events USING INDEX ix_events_returns"),
        (of_desk(TABLES, 20), "SCAN events USING INDEX ix_events_desk"),
    ],
    ids=["writes", "returns", "desk"],
)
def test_events_are_found_by_an_index(connection: Connection, asked: Select[*tuple[object, ...]], index: str) -> None:
    plan = _plan(connection, asked)
    assert plan[0] == index
    assert not any(step.startswith("SCAN") and "INDEX" not in step for step in plan), plan

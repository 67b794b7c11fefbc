"""Questions as SQL: which rows a Query means and in which order, and which events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, Table, TextClause, func, select, text, union_all

from complaints.events import EventKind
from complaints.people import SYSTEM
from complaints.ports import Query
from storage.history_tables import PERSONS_WRITES
from storage.tables import ABOUT_STAFF, MERGED, PARTS, Tables

_T = TypeVar("_T")

CHUNK = 5_000
"""Ids in one statement; SQLite takes 32,766 parameters, PostgreSQL 65,535."""
_WRITES = (EventKind.FILED.value, EventKind.MOVED.value, EventKind.UNDONE.value)


def chunks(ids: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """The ids in parts that fit into one statement."""
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def wanted(tables: Tables, query: Query) -> Select[*tuple[object, ...]]:
    """The complaints that the query asks for, in its order. `filed_to` itself is no longer in the span."""
    complaints, keys = tables.complaints, _keys(tables, query)
    found: Select[*tuple[object, ...]] = select(complaints)
    if query.unit:
        # A helping unit's list goes by its own due times.
        found = found.join(keys, (keys.c.number == complaints.c.number) & (keys.c.unit == query.unit))
    found = found.order_by(*_order(keys, query)).limit(query.limit)
    if query.limit is None:
        return found.where(complaints.c.number.in_(_numbers(tables, query)))
    # An index keeps each status in order, but not several: the first of each are taken, then merged.
    # So the first page costs the same however many complaints there are.
    each = [replace(query, statuses=frozenset({status})) for status in sorted(query.statuses)] or [query]
    firsts = [_numbers(tables, one).order_by(*_order(keys, query)).limit(query.limit).subquery() for one in each]
    return found.where(complaints.c.number.in_(union_all(*(select(first.c.number) for first in firsts))))


def how_many(tables: Tables, query: Query) -> Select[int]:
    """How many complaints the query asks for, its limit left aside."""
    everything = _count(_numbers(tables, replace(query, without_staff_cases=False)))
    if not query.without_staff_cases:
        return everything
    # Those about staff are few and have an index of their own: all less these are counted without opening each.
    about_staff = _numbers(tables, replace(query, without_staff_cases=False), text(ABOUT_STAFF))
    return select(everything.scalar_subquery() - _count(about_staff).scalar_subquery())


def written_by(tables: Tables, person_id: str, since: datetime) -> Select[*tuple[object, ...]]:
    """What the person filed, moved and took back since then, without what followed by rule; oldest first."""
    events = tables.events
    found: Select[*tuple[object, ...]] = select(events).where(
        events.c.by_id == person_id, events.c.at >= since, events.c.kind.in_(_WRITES), events.c.follows.is_(False)
    )
    return (found if person_id == SYSTEM.id else found.where(text(PERSONS_WRITES))).order_by(events.c.seq)


def _count(numbers: Select[str]) -> Select[int]:
    return select(func.count()).select_from(numbers.subquery())


def _numbers(tables: Tables, query: Query, *more: ColumnElement[bool] | TextClause) -> Select[str]:
    """The numbers of the complaints that the query asks for, in no order."""
    complaints, keys = tables.complaints, _keys(tables, query)
    of_complaint = [*_of_record(complaints, query), *_of_ties(complaints, query), *more]
    numbers: Select[str] = select(keys.c.number)
    if query.unit:
        numbers = numbers.where(keys.c.unit == query.unit)
        if query.lead_only:
            numbers = numbers.where(keys.c.is_lead)
        if of_complaint:
            numbers = numbers.join(complaints, complaints.c.number == keys.c.number)
    return numbers.where(*of_complaint, *_of_course(keys, query))


def _keys(tables: Tables, query: Query) -> Table:
    """The table by whose columns a query is answered in order: a unit's own, or all complaints."""
    return tables.complaint_units if query.unit else tables.complaints


def _order(keys: Table, query: Query) -> tuple[ColumnElement[object], ...]:
    if query.by_due:
        return keys.c.due_at.asc().nulls_last(), keys.c.filed_at, keys.c.sequence
    return keys.c.filed_at.desc(), keys.c.sequence.desc()


def _of_record(complaints: Table, query: Query) -> Iterator[ColumnElement[bool]]:
    """What is asked of where the complaint came from, and whom it is about."""
    if query.filed_by:
        yield complaints.c.filed_by == query.filed_by
    if query.area:
        yield complaints.c.place == query.area
    if query.channel is not None:
        yield complaints.c.channel == query.channel.value
    if query.without_staff_cases:
        yield complaints.c.about_staff.is_(False)


def _of_ties(complaints: Table, query: Query) -> Iterator[ColumnElement[bool]]:
    """What is asked of its ties to other complaints and of what its status waits for."""
    if query.merged_into:
        yield (complaints.c.merged_into == query.merged_into) & text(MERGED)
    if query.parent:
        yield (complaints.c.parent == query.parent) & text(PARTS)
    for column, before in (
        (complaints.c.review_at, query.review_before),
        (complaints.c.closed_at, query.closed_before),
        (complaints.c.follow_up_at, query.asked_before),
    ):
        if before is not None:
            yield column < before


def _of_course(keys: Table, query: Query) -> Iterator[ColumnElement[bool]]:
    """What is asked of where the complaint stands, and since when."""
    if query.statuses:
        yield keys.c.status.in_(sorted(status.value for status in query.statuses))
    if query.sequence:
        yield keys.c.sequence == query.sequence
    if query.due_before is not None:
        yield keys.c.due_at < query.due_before
    if query.filed_from is not None:
        yield keys.c.filed_at >= query.filed_from
    if query.filed_to is not None:
        yield keys.c.filed_at < query.filed_to

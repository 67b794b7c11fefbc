"""Questions as SQL: which rows a Query means, in which order, and what is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, Table, case, func, select, text, union_all

from complaints.complaint import WITH_UNIT
from complaints.moves import Command
from complaints.ports import Query
from storage.tables import PERSONS_MOVES, Tables

_T = TypeVar("_T")

CHUNK = 5_000
"""Ids in one statement; SQLite takes 32,766 parameters, PostgreSQL 65,535."""


def chunks(ids: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """The ids in parts that fit into one statement."""
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def wanted(tables: Tables, query: Query) -> Select[*tuple[object, ...]]:
    """The complaints that the query asks for, in its order. `filed_to` itself is no longer in the span."""
    complaints = tables.complaints
    found = select(complaints).order_by(*_order(complaints, query)).limit(query.limit)
    if query.limit is None:
        return found.where(complaints.c.number.in_(_numbers(tables, query)))
    # An index keeps each status in order, but not several: the first of each are taken, then merged.
    # So the first page costs the same however many complaints there are.
    each = [replace(query, statuses=frozenset({status})) for status in sorted(query.statuses)] or [query]
    firsts = [
        _numbers(tables, one).order_by(*_order(_keys(tables, query), query)).limit(query.limit).subquery()
        for one in each
    ]
    return found.where(complaints.c.number.in_(union_all(*(select(first.c.number) for first in firsts))))


def how_many(tables: Tables, query: Query) -> Select[int]:
    """How many complaints the query asks for, its limit left aside."""
    return select(func.count()).select_from(_numbers(tables, query).subquery())


def tallied(tables: Tables, now: datetime) -> Select[str, str, int, int]:
    """Unit, status, count and overdue count of everything stored."""
    complaints = tables.complaints.c
    late = complaints.status.in_([status.value for status in sorted(WITH_UNIT)]) & (complaints.due_at < now)
    return (
        select(complaints.lead, complaints.status, func.count(), func.sum(case((late, 1), else_=0)))
        .group_by(complaints.lead, complaints.status)
        .order_by(complaints.lead, complaints.status)
    )


def decided_by_people(tables: Tables) -> Select[*tuple[object, ...]]:
    """The complaints whose unit a person has set, each with the facts of the last event that did."""
    events = tables.events
    last = (
        select(func.max(events.c.seq))
        .where(text(PERSONS_MOVES), events.c.command.in_([Command.DISPATCH.value, Command.REASSIGN.value]))
        .group_by(events.c.number)
    )
    return (
        select(tables.complaints, events.c.facts)
        .join(events, events.c.number == tables.complaints.c.number)
        .where(events.c.seq.in_(last))
        .order_by(events.c.seq)
    )


def told_by_units(tables: Tables, numbers: Sequence[str]) -> Select[*tuple[object, ...]]:
    """The notes of steps that people took with these complaints, oldest first."""
    events = tables.events.c
    return (
        select(events.number, events.note, events.facts)
        .where(events.number.in_(numbers), text(PERSONS_MOVES), events.note != "")
        .order_by(events.seq)
    )


def _numbers(tables: Tables, query: Query) -> Select[str]:
    """The numbers of the complaints that the query asks for, in no order."""
    complaints, keys = tables.complaints, _keys(tables, query)
    numbers: Select[str] = select(keys.c.number)
    if query.unit:
        numbers = numbers.where(keys.c.unit == query.unit)
        if query.lead_only:
            numbers = numbers.where(keys.c.is_lead)
        if query.filed_by or query.area or query.channel:
            numbers = numbers.join(complaints, complaints.c.number == keys.c.number)
    return numbers.where(*_of_record(complaints, query), *_of_course(keys, query))


def _keys(tables: Tables, query: Query) -> Table:
    """The table by whose columns a query is answered in order: a unit's own, or all complaints."""
    return tables.complaint_units if query.unit else tables.complaints


def _order(keys: Table, query: Query) -> tuple[ColumnElement[object], ...]:
    if query.by_due:
        return keys.c.due_at.asc().nulls_last(), keys.c.filed_at, keys.c.sequence
    return keys.c.filed_at.desc(), keys.c.sequence.desc()


def _of_record(complaints: Table, query: Query) -> Iterator[ColumnElement[bool]]:
    """What is asked of where the complaint came from."""
    if query.filed_by:
        yield complaints.c.filed_by == query.filed_by
    if query.area:
        yield complaints.c.place == query.area
    if query.channel is not None:
        yield complaints.c.channel == query.channel.value


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

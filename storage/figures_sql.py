"""Figures and lists over everything stored, as SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Table, Text, and_, case, cast, exists, func, or_, select, text, true

from complaints.complaint import WITH_UNIT, Status
from complaints.events import EventKind
from complaints.follow_up import Satisfaction
from complaints.moves import Command
from storage.history_tables import DESK_EVENTS, PERSONS_MOVES, RETURNS
from storage.tables import Tables

DECIDING = (Command.DISPATCH.value, Command.REASSIGN.value, Command.DESIGNATE.value)
"""The steps by which a person says whose a complaint is."""
_NOT_HANDLED = (Status.MERGED.value, Status.SPLIT.value, Status.WITHDRAWN.value, Status.DECLINED.value)
_CONTENT = (Satisfaction.SATISFIED.value, Satisfaction.BASIC.value)


def tallied(tables: Tables, now: datetime) -> Select[str, str, int, int]:
    """Unit, status, count and overdue count of everything stored."""
    complaints = tables.complaints.c
    late = _is_with_unit(complaints.status) & (complaints.due_at < now)
    return (
        select(complaints.lead, complaints.status, func.count(), func.sum(case((late, 1), else_=0)))
        .group_by(complaints.lead, complaints.status)
        .order_by(complaints.lead, complaints.status)
    )


def rated(tables: Tables, now: datetime, since: datetime | None, until: datetime | None) -> Select[*tuple[object, ...]]:
    """By unit the counts of RateCounts, under its names, over the complaints filed from `since` to before `until`."""
    of = tables.complaints.c
    answered_late = of.sign_by.is_not(None) & (of.sign_by < now)
    overdue = and_(_is_with_unit(of.status), of.due_at < now)
    counted: dict[str, ColumnElement[bool]] = {
        "to_respond": or_(of.signed_at.is_not(None), answered_late),
        "responded": of.signed_in_time.is_(True),
        "to_finish": or_(of.reported_in_time.is_not(None), overdue),
        "finished": and_(of.reported_in_time.is_(True), ~overdue),
        "solved_known": of.solved.is_not(None),
        "solved": of.solved.is_(True),
        "content_known": of.satisfaction.is_not(None),
        "content": of.satisfaction.in_(_CONTENT),
        "unanswered": and_(of.follow_up_at.is_not(None), of.solved.is_(None), of.satisfaction.is_(None)),
    }
    return (
        select(of.lead.label("unit"), *(func.sum(case((one, 1), else_=0)).label(name) for name, one in counted.items()))
        .where(
            of.lead != "",
            of.status.not_in(_NOT_HANDLED),
            true() if since is None else of.filed_at >= since,
            true() if until is None else of.filed_at < until,
        )
        .group_by(of.lead)
        .order_by(of.lead)
    )


def decided_by_people(tables: Tables) -> Select[*tuple[object, ...]]:
    """The last event of each complaint by which a person gave it to a unit, without those taken back, oldest first."""
    events = tables.events
    last = (
        select(func.max(events.c.seq))
        .where(text(PERSONS_MOVES), events.c.command.in_(DECIDING), ~_taken_back(events))
        .group_by(events.c.number)
    )
    return select(events).where(events.c.seq.in_(last)).order_by(events.c.seq)


def told_by_units(tables: Tables, numbers: Sequence[str]) -> Select[*tuple[object, ...]]:
    """The notes of steps that people took with these complaints, oldest first."""
    events = tables.events.c
    return (
        select(events.number, events.note, events.facts)
        .where(events.number.in_(numbers), text(PERSONS_MOVES), events.note != "")
        .order_by(events.seq)
    )


def given_back(tables: Tables) -> Select[*tuple[object, ...]]:
    """The events by which units gave something back and that nobody took back, oldest first."""
    events = tables.events
    is_return = (text(RETURNS), events.c.kind == EventKind.MOVED.value, ~_taken_back(events))
    return select(events).where(*is_return).order_by(events.c.seq)


def of_desk(tables: Tables, limit: int | None) -> Select[*tuple[object, ...]]:
    """Views of personal data and the events that are no single complaint's, newest first."""
    events = tables.events
    return select(events).where(text(DESK_EVENTS)).order_by(events.c.seq.desc()).limit(limit)


def _taken_back(events: Table) -> ColumnElement[bool]:
    """Whether a later event of the same complaint undoes the event."""
    undone = events.alias("undone")
    return exists().where(
        undone.c.number == events.c.number,
        undone.c.kind == EventKind.UNDONE.value,
        undone.c.facts["undoes"].as_string() == cast(events.c.seq, Text),
    )


def _is_with_unit(status: ColumnElement[str]) -> ColumnElement[bool]:
    return status.in_([status.value for status in sorted(WITH_UNIT)])

"""The part of the store that answers about everything stored at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from complaints.complaint import Complaint, Status
from complaints.events import Event
from complaints.ports import RateCounts, Tally
from complaints.reviewed import Reviewed, reviewed
from storage.complaint_rows import complaint_from
from storage.figures_sql import decided_by_people, given_back, of_desk, rated, tallied, told_by_units
from storage.opened import Opened
from storage.queries import chunks
from storage.rows import event_from


class Figures(Opened):
    """Counts, rates and lists over all complaints and events."""

    def tallies(self, now: datetime) -> list[Tally]:
        """Counts by unit and status over everything stored."""
        with self._reading() as connection:
            rows = connection.execute(tallied(self._tables, now)).all()
        return [Tally(unit, Status(status), count, overdue) for unit, status, count, overdue in rows]

    def rates(self, now: datetime, since: datetime | None = None, until: datetime | None = None) -> list[RateCounts]:
        """By unit, over the complaints filed in the span, what its rates are made of."""
        with self._reading() as connection:
            rows = connection.execute(rated(self._tables, now, since, until)).mappings().all()
        return [RateCounts(**row) for row in rows]

    def returns(self) -> list[tuple[Complaint, Event]]:
        """Every return that was not taken back, oldest first, with its complaint as it stands now."""
        with self._reading() as connection:
            events = [event_from(row) for row in connection.execute(given_back(self._tables)).mappings()]
            cases = self._cases(connection, list({event.number for event in events}))
        return [(cases[event.number], event) for event in events]

    def desk_events(self, limit: int | None = None) -> list[Event]:
        """Views of personal data and the events that are no single complaint's, newest first."""
        with self._reading() as connection:
            return [event_from(row) for row in connection.execute(of_desk(self._tables, limit)).mappings()]

    def last_told(self, numbers: Sequence[str]) -> Mapping[str, str]:
        """By number what a unit wrote last about each of these complaints."""
        told: dict[str, str] = {}
        with self._reading() as connection:
            for part in chunks(numbers):
                found = connection.execute(told_by_units(self._tables, part)).mappings()
                told |= {row["number"]: row["note"] for row in found if row["facts"].get("by_unit")}
        return told

    def confirmed(self) -> list[Reviewed]:
        """Cases whose unit a person has confirmed or corrected, in the order of the decisions: examples for training.

        Which decisions count is in complaints/reviewed.py; one that was taken back does not.
        """
        with self._reading() as connection:
            events = [event_from(row) for row in connection.execute(given_back(self._tables)).mappings()]
            returned = {event.number: event for event in events}
            decisions = [event_from(row) for row in connection.execute(decided_by_people(self._tables)).mappings()]
            cases = self._cases(connection, [event.number for event in decisions])
        labels = (reviewed(cases[one.number], one, returned.get(one.number)) for one in decisions)
        return [label for label in labels if label is not None]

    def _cases(self, connection: Connection, numbers: Sequence[str]) -> dict[str, Complaint]:
        complaints = self._tables.complaints
        cases: dict[str, Complaint] = {}
        for part in chunks(numbers):
            found = connection.execute(select(complaints).where(complaints.c.number.in_(part))).mappings()
            cases |= {row["number"]: complaint_from(row) for row in found}
        return cases

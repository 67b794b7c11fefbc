"""What is read alike outside and inside a transaction for writing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from complaints.complaint import Complaint
from complaints.events import Event
from complaints.ports import Query
from complaints.records import Channel
from storage.complaint_rows import complaint_from
from storage.queries import wanted, written_by
from storage.rows import event_from
from storage.tables import Tables
from storage.types import without_nul


class SqlReader:
    """Reads complaints and their history on one connection."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        self._connection = connection
        self._tables = tables

    def complaint(self, number: str) -> Complaint | None:
        """The complaint under that number."""
        complaints = self._tables.complaints
        row = self._connection.execute(select(complaints).where(complaints.c.number == number)).mappings().first()
        return complaint_from(row) if row else None

    def by_external_id(self, channel: Channel, external_id: str) -> Complaint | None:
        """The complaint that the channel knows under that id."""
        of = self._tables.complaints
        found = select(of).where(of.c.channel == channel.value, of.c.external_id == without_nul(external_id))
        row = self._connection.execute(found).mappings().first()
        return complaint_from(row) if row else None

    def find(self, query: Query) -> list[Complaint]:
        """The complaints that the query asks for."""
        rows = self._connection.execute(wanted(self._tables, query)).mappings()
        return [complaint_from(row) for row in rows]

    def history(self, number: str) -> list[Event]:
        """The complaint's events, oldest first."""
        events = self._tables.events
        # The desk's own events have no number, and are no complaint's.
        found = select(events).where(events.c.number == number).order_by(events.c.seq)
        return [event_from(row) for row in self._connection.execute(found).mappings()]

    def writes_of(self, person_id: str, since: datetime) -> list[Event]:
        """What the person filed, moved and took back since then, oldest first."""
        rows = self._connection.execute(written_by(self._tables, person_id, since)).mappings()
        return [event_from(row) for row in rows]

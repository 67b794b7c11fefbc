"""The part of the store that tells the campaign what its ledgers and lists hold."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from campaign.ledger_ports import LedgerLine, Visited
from complaints.companies.registered import Registered
from complaints.records import Channel
from storage.intake_rows import enterprise_from
from storage.opened import Opened

_PEOPLE = ("legal_person", "person", "phone")


class RegistryReading(Opened):
    """Lines of the ledgers of enterprises, and the registered ones."""

    def ledger_lines(self, channel: Channel, *, with_people: bool) -> list[LedgerLine]:
        """All lines of a channel in the order in which they came; without people their names and phones are empty."""
        table = self._tables.enterprises
        # Each of these columns is deciphered, a cell at a time.
        wanted = [column for column in table.c if with_people or column.name not in _PEOPLE]
        found = select(*wanted).where(table.c.channel == channel.value).order_by(table.c.id)
        with self._reading() as connection:
            rows = connection.execute(found).mappings()
            return [LedgerLine(enterprise_from(row)[1], row["came_at"]) for row in rows]

    def registered(self, place: str = "") -> list[Registered]:
        """The registered enterprises in the order in which they were first told; with a town, its own."""
        table = self._tables.registered.c
        wanted = (table.key, table.name, table.uscc, table.place, table.address, table.state, table.kind)
        found = select(*wanted).order_by(table.id)
        if place:
            found = found.where(table.place == place)
        with self._reading() as connection:
            return [Registered(*row) for row in connection.execute(found)]

    def visited(self) -> list[Visited]:
        """The visits that the imported 附件2 tell, in the order in which they came."""
        table = self._tables.enterprises.c
        found = (
            select(table.name, table.uscc, table.place, table.unit, table.extra)
            .where(table.channel == Channel.VISITS.value)
            .order_by(table.id)
        )
        with self._reading() as connection:
            return [
                Visited(name, uscc, place, unit, date.fromisoformat(day) if (day := extra.get("visited_at")) else None)
                for name, uscc, place, unit, extra in connection.execute(found)
            ]

"""One transaction for writing: everything done in it is kept together or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, Table, delete, select, update
from sqlalchemy.exc import IntegrityError

from complaints.complaint import Complaint
from complaints.errors import Conflict
from complaints.events import Event, Notice
from complaints.people import Invite, Person
from complaints.records import Channel
from storage.bulk import insert_rows
from storage.campaign_writing import CampaignWriting
from storage.canonical import Row
from storage.chain import Chain, append_rows
from storage.complaint_rows import complaint_from, complaint_row, unit_rows
from storage.queries import chunks
from storage.registry_writing import RegistryWriting
from storage.rows import event_row, invite_from, invite_row, notice_row, person_row
from storage.tables import Tables
from storage.types import without_nul
from storage.upsert import upsert

_HELD = 10_000
"""Events that may wait in memory for the end of their transaction."""


class SqlTransaction(CampaignWriting, RegistryWriting):
    """The Transaction of the core on one connection."""

    def __init__(self, connection: Connection, tables: Tables, chain: Chain) -> None:
        super().__init__(connection, tables)
        self._chain = chain
        self._events: list[Row] = []

    def lock_numbers(self, day: date, count: int) -> int:
        """The first of `count` consecutive sequence numbers of that day, never given to anyone else."""
        counters = self._tables.day_counters
        # The day's row stays locked until the transaction ends: rolled back, its numbers are given again.
        first = upsert(self._connection, counters).values(day=day, last=count)
        taken = first.on_conflict_do_update(
            index_elements=[counters.c.day], set_={"last": counters.c.last + first.excluded.last}
        ).returning(counters.c.last)
        last: int = self._connection.execute(taken).scalar_one()
        return last - count + 1

    def known(self, channel: Channel, external_ids: Sequence[str]) -> Mapping[str, Complaint]:
        """Those of the ids that are stored already, by id."""
        complaints = self._tables.complaints
        asked = {without_nul(key): key for key in external_ids}
        found: dict[str, Complaint] = {}
        for part in chunks(list(asked)):
            matching = select(complaints).where(
                complaints.c.channel == channel.value, complaints.c.external_id.in_(part)
            )
            for row in self._connection.execute(matching).mappings():
                found[asked[row["external_id"]]] = complaint_from(row)
        return found

    def add(self, complaints: Sequence[Complaint]) -> None:
        """Store new complaints; Conflict when a (channel, external_id) or number is taken."""
        try:
            self._insert(self._tables.complaints, map(complaint_row, complaints))
        except IntegrityError as error:
            raise Conflict("another complaint has this number or (channel, external id)") from error
        self._insert(self._tables.complaint_units, (row for one in complaints for row in unit_rows(one)))

    def replace(self, before: Complaint, after: Complaint) -> None:
        """Write `after` where the stored one is still at `before`'s status and version, else Conflict."""
        complaints, units = self._tables.complaints, self._tables.complaint_units
        changed = self._connection.execute(
            update(complaints)
            .where(complaints.c.number == before.number)
            .where(complaints.c.status == before.status.value, complaints.c.version == before.version)
            .values(complaint_row(after))
        )
        if changed.rowcount == 0:
            raise Conflict(f"{before.number} is no longer {before.status} at version {before.version}")
        if unit_rows(before) != unit_rows(after):
            self._connection.execute(delete(units).where(units.c.number == before.number))
            self._insert(units, unit_rows(after))

    def append(self, events: Iterable[Event]) -> None:
        """Add to the history, at the end of the transaction or before the history is read."""
        # The head of the chain is everybody's: held only at the end, after every other lock, it keeps nobody
        # waiting for long, and two transactions cannot wait for each other.
        self._events += map(event_row, events)
        if len(self._events) > _HELD:
            self.write_events()

    def write_events(self) -> None:
        """Write what was appended; whoever opened the transaction calls it before its end."""
        if self._events:
            append_rows(self._connection, self._tables, self._chain, self._events)
            self._events = []

    def history(self, number: str) -> list[Event]:
        """The complaint's events, oldest first."""
        self.write_events()
        return super().history(number)

    def writes_of(self, person_id: str, since: datetime) -> list[Event]:
        """What the person filed, moved and took back since then, oldest first."""
        self.write_events()
        return super().writes_of(person_id, since)

    def once(self, key: str, at: datetime) -> bool:
        """Remember that this was done; False when it had been remembered before."""
        reminders = self._tables.reminders
        reminder = upsert(self._connection, reminders).values(key=key, at=at).on_conflict_do_nothing()
        return self._connection.execute(reminder.returning(reminders.c.key)).first() is not None

    def remembered(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys that were remembered before."""
        reminders = self._tables.reminders.c
        asked = {without_nul(key): key for key in keys}
        found: list[str] = []
        for part in chunks(list(asked)):
            found += self._connection.execute(select(reminders.key).where(reminders.key.in_(part))).scalars()
        return frozenset(asked[key] for key in found)

    def post(self, notices: Iterable[Notice]) -> None:
        """Put notices into the outbox; they leave only if the transaction is kept."""
        self._insert(self._tables.outbox, map(notice_row, notices))

    def add_person(self, person: Person, address: str) -> None:
        """Know the person under this address from now on; a person's older role at the address is replaced."""
        people, addresses = self._tables.people, self._tables.addresses
        row = person_row(person, address)
        known = upsert(self._connection, people).values(row)
        self._connection.execute(known.on_conflict_do_update(index_elements=[people.c.id], set_=row))
        bound = upsert(self._connection, addresses).values(address=address, person_id=person.id)
        self._connection.execute(
            bound.on_conflict_do_update(index_elements=[addresses.c.address], set_={"person_id": person.id})
        )

    def forget_address(self, address: str) -> None:
        """Nobody speaks from there any more."""
        addresses = self._tables.addresses
        self._connection.execute(delete(addresses).where(addresses.c.address == address))

    def add_invite(self, invite: Invite) -> None:
        """Store an invitation."""
        self._insert(self._tables.invites, [invite_row(invite)])

    def take_invite(self, code_digest: str, now: datetime) -> Invite | None:
        """Use the invitation up; None when it is unknown, used or expired. Two takers cannot both get it."""
        invites = self._tables.invites
        taken = (
            update(invites)
            .where(invites.c.code_digest == code_digest, invites.c.used_at.is_(None), invites.c.expires_at > now)
            .values(used_at=now)
            .returning(invites)
        )
        row = self._connection.execute(taken).mappings().first()
        return invite_from(row) if row else None

    def _insert(self, table: Table, rows: Iterable[Row]) -> None:
        insert_rows(self._connection, table, list(rows))

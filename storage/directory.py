"""The part of the store that knows people and where they can be reached."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from complaints.events import Recipient, RecipientKind
from complaints.people import Person, Role
from storage.opened import Opened
from storage.rows import person_from

UNITS_APART = "、"
"""Stands between the units that a leader is in charge of."""


class Directory(Opened):
    """People by id, by address and by what they are told."""

    def person(self, person_id: str) -> Person | None:
        """The person with that id."""
        people = self._tables.people
        with self._reading() as connection:
            row = connection.execute(select(people).where(people.c.id == person_id)).mappings().first()
        return person_from(row) if row else None

    def person_at(self, address: str) -> Person | None:
        """The person who speaks from that address (a channel's own contact id)."""
        people, addresses = self._tables.people, self._tables.addresses
        found = select(people).join(addresses, addresses.c.person_id == people.c.id)
        with self._reading() as connection:
            row = connection.execute(found.where(addresses.c.address == address)).mappings().first()
        return person_from(row) if row else None

    def address_of(self, person_id: str) -> str | None:
        """Where the person can be reached: also one whose role at the address was replaced since."""
        people = self._tables.people
        with self._reading() as connection:
            return connection.execute(select(people.c.address).where(people.c.id == person_id)).scalar()

    def people(self, recipient: Recipient) -> list[Person]:
        """Everyone for whom something for this recipient is; not those whose role was replaced since.

        A person named by id is given even then. Something for the leaders of no unit is for all of them.
        """
        if recipient.kind is RecipientKind.PERSON:
            named = self.person(recipient.name)
            return [named] if named else []
        found = self._bound(self._are(recipient))
        if recipient.kind is RecipientKind.LEADERS and recipient.name:
            return [leader for leader in found if not leader.unit or recipient.name in leader.unit.split(UNITS_APART)]
        return found

    def _are(self, recipient: Recipient) -> ColumnElement[bool]:
        people = self._tables.people.c
        if recipient.kind is RecipientKind.OFFICE:
            return people.role == Role.CLERK.value
        if recipient.kind is RecipientKind.LEADERS:
            return people.role == Role.LEADER.value
        role = Role.TOWN if recipient.kind is RecipientKind.TOWN else Role.LIAISON
        return people.role.in_((role.value, Role.ROOM.value)) & (people.unit == recipient.name)

    def _bound(self, wanted_ones: ColumnElement[bool]) -> list[Person]:
        people, addresses = self._tables.people, self._tables.addresses
        found = select(people).where(wanted_ones, people.c.id.in_(select(addresses.c.person_id)))
        with self._reading() as connection:
            rows = connection.execute(found.order_by(people.c.name, people.c.id)).mappings()
            return [person_from(row) for row in rows]

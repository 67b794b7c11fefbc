"""Who may speak as whom: the office issues one-time codes, and a person sends one to be bound."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from complaints.audit import desk_event
from complaints.errors import Refusal, Refused
from complaints.events import EventKind, Recipient, RecipientKind
from complaints.people import SYSTEM, Invite, Person, Role, robot_address, room_address
from complaints.ports import Clock, Store, Transaction
from complaints.rights import Right, demand
from complaints.towns import Towns
from complaints.units import Units, split_words

INVITE_VALID = timedelta(days=7)
# Without letters and digits that are mistaken for one another when read aloud or typed.
_CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 10
_ROBOTS_GROUP = "企业微信群"
_WITH_ROOMS = (RecipientKind.UNIT, RecipientKind.TOWN)


class Members:
    """Invitations and bindings."""

    def __init__(self, store: Store, units: Units, towns: Towns, clock: Clock) -> None:
        self._store = store
        self._units = units
        self._towns = towns
        self._clock = clock

    def invite(self, by: Person, role: Role, unit: str = "", name: str = "", company: str = "") -> str:
        """The one-time code for a new member; Refused when the role's details are missing or unknown."""
        demand(by, Right.INVITE, "邀请")
        place = self._place(role, unit)
        code = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LENGTH))
        invite = Invite(_digest(code), role, name, place, company, self._clock.now() + INVITE_VALID)
        with self._store.begin() as transaction:
            transaction.add_invite(invite)
            told = f"邀请{role.value}{place and f' {place}'}"
            transaction.append([desk_event(EventKind.INVITED, by, self._clock.now(), told)])
        return code

    def bind(self, address: str, name: str, code: str) -> Person:
        """The person as whom this address speaks from now on; Refused when the code is not good (any more)."""
        known = self._store.person_at(address)
        with self._store.begin() as transaction:
            invite = self._take(transaction, code)
            if invite.role is Role.ROOM:
                raise Refused(Refusal.INVITE_IS_ROOMS)
            # An enterprise that is bound keeps what it filed before.
            is_same = known is not None and known.role is invite.role is Role.ENTERPRISE
            person_id = known.id if known is not None and is_same else _new_id()
            person = Person(person_id, invite.name or name, invite.role, invite.unit, invite.company)
            transaction.add_person(person, address)
            told = f"绑定为{person.role.value}{person.unit and f' {person.unit}'}"
            transaction.append([desk_event(EventKind.BOUND, person, self._clock.now(), told)])
        return person

    def bind_room(self, topic: str, by: Person, code: str) -> Person:
        """The room as whose unit's or town's it hears from now on.

        Refused when the code is not good for a room, or who says it is neither the office's nor of that unit or town.
        """
        known = self._store.person_at(room_address(topic))
        with self._store.begin() as transaction:
            invite = self._take(transaction, code)
            if invite.role is not Role.ROOM:
                raise Refused(Refusal.INVITE_IS_PERSONS)
            if not _keeps(by, invite.unit):
                raise Refused(Refusal.ROOM_NOT_YOURS, unit=invite.unit)
            room = Person(known.id if known else _new_id(), topic, Role.ROOM, invite.unit)
            transaction.add_person(room, room_address(topic))
            told = f"群“{topic}”绑定为{room.unit}{room.role.value}"
            transaction.append([desk_event(EventKind.BOUND, by, self._clock.now(), told)])
        return room

    def room(self, topic: str) -> Person | None:
        """The work room with that topic; None for other rooms."""
        return self._store.person_at(room_address(topic)) if topic else None

    def keepers(self, topic: str) -> frozenset[str]:
        """The addresses of those who may bind a work room: where none of them is in it, it is another of that name."""
        room = self.room(topic)
        if room is None:
            return frozenset()
        recipients = (Recipient(RecipientKind.OFFICE), *(Recipient(kind, room.unit) for kind in _WITH_ROOMS))
        found = [person for recipient in recipients for person in self._store.people(recipient)]
        addresses = [self._store.address_of(person.id) for person in found if _keeps(person, room.unit)]
        return frozenset(address for address in addresses if address)

    def keep_robots(self, units: Sequence[str]) -> dict[str, str]:
        """Let these units have a group behind a robot, and no others; its address by unit."""
        with self._store.begin() as transaction:
            for unit in self._units.all:
                if unit.name in units:
                    address = robot_address(unit.name)
                    transaction.add_person(Person(address, _ROBOTS_GROUP, Role.ROOM, unit.name), address)
                else:
                    transaction.forget_address(robot_address(unit.name))
        return {unit: robot_address(unit) for unit in units}

    def rename_room(self, old: str, new: str) -> None:
        """Keep a work room bound under its new topic; nothing for other rooms."""
        known = self.room(old)
        if known is None or old == new:
            return
        with self._store.begin() as transaction:
            transaction.forget_address(room_address(old))
            transaction.add_person(replace(known, name=new), room_address(new))
            told = f"工作群“{old}”改名为“{new}”"
            transaction.append([desk_event(EventKind.BOUND, SYSTEM, self._clock.now(), told)])

    def introduce(self, person: Person, address: str) -> Person:
        """Know a person without a code: who can open the database may play anyone (`sujie chat`)."""
        place = self._place(person.role, person.unit)
        known = Person(person.id or _new_id(), person.name, person.role, place, person.company)
        address = room_address(person.name) if person.role is Role.ROOM else address
        with self._store.begin() as transaction:
            transaction.add_person(known, address)
        return known

    def speaker(self, address: str, name: str) -> Person:
        """Who speaks from this address; a stranger is an enterprise of whom nothing is known yet."""
        known = self._store.person_at(address)
        if known is not None:
            return known
        stranger = Person(_new_id(), name, Role.ENTERPRISE)
        with self._store.begin() as transaction:
            transaction.add_person(stranger, address)
        return stranger

    def _take(self, transaction: Transaction, code: str) -> Invite:
        """Use the invitation up, unless the transaction is given up; Refused where it is not good."""
        invite = transaction.take_invite(_digest(code), self._clock.now())
        if invite is None:
            raise Refused(Refusal.INVITE_INVALID)
        return invite

    def _place(self, role: Role, unit: str) -> str:
        if role is Role.SYSTEM:
            raise Refused(Refusal.WRONG_ROLE_DETAILS, role=role.value)
        if role is Role.LIAISON:
            return self._units.demand(unit)
        if role is Role.ROOM:
            return self._units.resolve(unit) or self._towns.find(unit) or self._units.demand(unit)
        if role is Role.TOWN:
            found = self._towns.find(unit)
            if not found:
                raise Refused(Refusal.UNKNOWN_UNIT, unit=unit or "（空）")
            return found
        if role is Role.LEADER:
            return "、".join(dict.fromkeys(self._units.demand(name) for name in split_words(unit)))
        return ""


def _keeps(person: Person, place: str) -> bool:
    """Whether the person is the office's, or works for that unit or town."""
    return person.role is Role.CLERK or (person.role in (Role.LIAISON, Role.TOWN) and person.unit == place)


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()


def _new_id() -> str:
    return uuid.uuid4().hex

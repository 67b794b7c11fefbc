"""The store of the core on SQLAlchemy: the same code on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from cryptography.fernet import Fernet
from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.engine import URL

from complaints.complaint import Complaint, Status
from complaints.events import Event, Notice, Recipient, RecipientKind
from complaints.people import Person, Role
from complaints.ports import Query, Tally
from storage.engine import connect, file_of, for_writing, make_engine, read_url
from storage.errors import StorageError
from storage.migrate import upgrade
from storage.queries import chunks, decided_by_people, how_many, tallied, told_by_units, wanted
from storage.rows import complaint_from, event_from, notice_from, person_from
from storage.seal import check_seal
from storage.secret import read_cipher, read_or_make_key
from storage.tables import Tables
from storage.transaction import SqlTransaction, upsert


def open_store(url: str, key: bytes | None = None) -> SqlStore:
    """The store at that address, with its tables brought up to date; StorageError when it cannot be used.

    Without a key, SQLite's lies beside its file as `secret.key`, a database in memory gets one of its own,
    and PostgreSQL refuses: its other users could not know the key.
    """
    address = read_url(url)
    cipher = read_cipher(key if key is not None else _own_key(address))
    tables = Tables(cipher)
    engine = make_engine(address)
    try:
        upgrade(engine)
        check_seal(engine, tables)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, tables)


class SqlStore:
    """The Store of the core; threads may share it. What it refuses is a StorageError or a Conflict."""

    def __init__(self, engine: Engine, tables: Tables) -> None:
        self._engine = engine
        self._writing_engine = for_writing(engine)
        self._tables = tables

    def close(self) -> None:
        """Give all connections back to the database."""
        self._engine.dispose()

    @contextmanager
    def begin(self) -> Iterator[SqlTransaction]:
        """A transaction for writing: kept when the block ends well, rolled back when it raises."""
        with self._writing() as connection:
            yield SqlTransaction(connection, self._tables)

    def complaint(self, number: str) -> Complaint | None:
        """The complaint under that number."""
        with self._reading() as connection:
            return SqlTransaction(connection, self._tables).complaint(number)

    def find(self, query: Query) -> list[Complaint]:
        """The complaints that the query asks for."""
        with self._reading() as connection:
            rows = connection.execute(wanted(self._tables, query)).mappings()
            return [complaint_from(row) for row in rows]

    def count(self, query: Query) -> int:
        """How many complaints the query asks for, its limit left aside."""
        with self._reading() as connection:
            return connection.execute(how_many(self._tables, query)).scalar_one()

    def tallies(self, now: datetime) -> list[Tally]:
        """Counts by unit and status over everything stored."""
        with self._reading() as connection:
            rows = connection.execute(tallied(self._tables, now)).all()
        return [Tally(unit, Status(status), count, overdue) for unit, status, count, overdue in rows]

    def history(self, number: str) -> list[Event]:
        """The complaint's events, oldest first."""
        events = self._tables.events
        with self._reading() as connection:
            found = select(events).where(events.c.number == number).order_by(events.c.seq)
            return [event_from(row) for row in connection.execute(found).mappings()]

    def last_told(self, numbers: Sequence[str]) -> Mapping[str, str]:
        """By number what a unit wrote last about each of these complaints."""
        told: dict[str, str] = {}
        with self._reading() as connection:
            for part in chunks(numbers):
                found = connection.execute(told_by_units(self._tables, part)).mappings()
                told |= {row["number"]: row["note"] for row in found if row["facts"].get("by_unit")}
        return told

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

    def people(self, unit: str = "", office: bool = False) -> list[Person]:
        """The liaisons of a unit, or the clerks of the office; not those whose role was replaced since."""
        people, addresses = self._tables.people, self._tables.addresses
        wanted_ones = (
            people.c.role == Role.CLERK.value
            if office
            else (people.c.role == Role.LIAISON.value) & (people.c.unit == unit)
        )
        bound = people.c.id.in_(select(addresses.c.person_id))
        with self._reading() as connection:
            found = select(people).where(wanted_ones, bound).order_by(people.c.name, people.c.id)
            return [person_from(row) for row in connection.execute(found).mappings()]

    def owed(self) -> list[Recipient]:
        """To whom something is still owed."""
        outbox = self._tables.outbox.c
        with self._reading() as connection:
            whom = select(outbox.recipient_kind, outbox.recipient_name).where(outbox.done.is_(False)).distinct()
            return sorted(Recipient(RecipientKind(kind), name) for kind, name in connection.execute(whom))

    def pending(self, recipient: Recipient | None = None) -> list[Notice]:
        """The notices that are still owed, to this recipient or to anybody, oldest first."""
        outbox = self._tables.outbox
        owed = select(outbox).where(outbox.c.done.is_(False)).order_by(outbox.c.id)
        if recipient is not None:
            owed = owed.where(
                outbox.c.recipient_kind == recipient.kind.value, outbox.c.recipient_name == recipient.name
            )
        with self._reading() as connection:
            return [notice_from(row) for row in connection.execute(owed).mappings()]

    def delivered_to(self, notice_ids: Sequence[int]) -> Mapping[int, frozenset[str]]:
        """To which persons' ids each of these notices went already."""
        deliveries = self._tables.deliveries
        reached: dict[int, set[str]] = {notice_id: set() for notice_id in notice_ids}
        with self._reading() as connection:
            for part in chunks(notice_ids):
                found = select(deliveries).where(deliveries.c.notice_id.in_(part))
                for row in connection.execute(found).mappings():
                    reached[row["notice_id"]].add(row["person_id"])
        return {notice_id: frozenset(people) for notice_id, people in reached.items()}

    def mark_delivered(self, notice_ids: Sequence[int], person_id: str) -> None:
        """Remember that these notices went to that person."""
        rows = [{"notice_id": notice_id, "person_id": person_id} for notice_id in dict.fromkeys(notice_ids)]
        if rows:
            with self._writing() as connection:
                connection.execute(upsert(connection, self._tables.deliveries).on_conflict_do_nothing(), rows)

    def mark_done(self, notice_ids: Sequence[int]) -> None:
        """Nothing more is owed for these notices."""
        outbox = self._tables.outbox
        with self._writing() as connection:
            for part in chunks(notice_ids):
                connection.execute(update(outbox).where(outbox.c.id.in_(part)).values(done=True))

    def confirmed(self) -> list[tuple[Complaint, str]]:
        """Cases whose unit a person has confirmed or corrected, with that unit: examples for training."""
        with self._reading() as connection:
            rows = connection.execute(decided_by_people(self._tables)).mappings()
            decided = [(complaint_from(row), str(row["facts"].get("unit", ""))) for row in rows]
        return [(complaint, unit) for complaint, unit in decided if unit]

    def _reading(self) -> AbstractContextManager[Connection]:
        return connect(self._engine)

    def _writing(self) -> AbstractContextManager[Connection]:
        return connect(self._writing_engine)


def _own_key(address: URL) -> bytes:
    file = file_of(address)
    if file is not None:
        return read_or_make_key(file.parent)
    if address.get_backend_name() == "postgresql":
        raise StorageError("连接 PostgreSQL 须给出密钥；请把同一个 secret.key 放在每台机器的数据目录中")
    return Fernet.generate_key()

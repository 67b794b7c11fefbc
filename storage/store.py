"""The store of the core on SQLAlchemy: the same code on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.fernet import Fernet
from sqlalchemy import Engine
from sqlalchemy.engine import URL

from complaints.complaint import Complaint
from complaints.events import Event
from complaints.ports import Query, Verification
from complaints.records import Channel
from storage.audit import read_expected, verify
from storage.campaign_reading import CampaignReading
from storage.chain import Chain
from storage.directory import Directory
from storage.engine import connect, file_of, make_engine, read_url, with_one_view
from storage.errors import StorageError
from storage.figures import Figures
from storage.intake_reading import IntakeReading
from storage.migrate import upgrade
from storage.outbox import Outbox
from storage.queries import how_many
from storage.reading import SqlReader
from storage.registry_reading import RegistryReading
from storage.seal import check_seal
from storage.secret import read_cipher, read_or_make_key
from storage.tables import Tables
from storage.transaction import SqlTransaction


def open_store(url: str, key: bytes | None = None) -> SqlStore:
    """The store at that address, with its tables brought up to date; StorageError when it cannot be used.

    Without a key, SQLite's lies beside its file as `secret.key`, a database in memory gets one of its own,
    and PostgreSQL refuses: its other users could not know the key.
    """
    address = read_url(url)
    key = key if key is not None else _own_key(address)
    tables, chain = Tables(read_cipher(key)), Chain(key)
    engine = make_engine(address)
    try:
        upgrade(engine, tables, chain)
        check_seal(engine, tables)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, tables, chain)


class SqlStore(Directory, Outbox, Figures, IntakeReading, CampaignReading, RegistryReading):
    """The Store of the core; threads may share it. What it refuses is a StorageError or a Conflict."""

    def __init__(self, engine: Engine, tables: Tables, chain: Chain) -> None:
        super().__init__(engine, tables)
        self._chain = chain

    @contextmanager
    def begin(self) -> Iterator[SqlTransaction]:
        """A transaction for writing: kept when the block ends well, rolled back when it raises."""
        with self._writing() as connection:
            transaction = SqlTransaction(connection, self._tables, self._chain)
            yield transaction
            transaction.write_events()

    def complaint(self, number: str) -> Complaint | None:
        """The complaint under that number."""
        with self._reading() as connection:
            return SqlReader(connection, self._tables).complaint(number)

    def by_external_id(self, channel: Channel, external_id: str) -> Complaint | None:
        """The complaint that the channel knows under that id."""
        with self._reading() as connection:
            return SqlReader(connection, self._tables).by_external_id(channel, external_id)

    def find(self, query: Query) -> list[Complaint]:
        """The complaints that the query asks for."""
        with self._reading() as connection:
            return SqlReader(connection, self._tables).find(query)

    def count(self, query: Query) -> int:
        """How many complaints the query asks for, its limit left aside."""
        with self._reading() as connection:
            return connection.execute(how_many(self._tables, query)).scalar_one()

    def history(self, number: str) -> list[Event]:
        """The complaint's events, oldest first."""
        with self._reading() as connection:
            return SqlReader(connection, self._tables).history(number)

    def verify(self, expected: str = "") -> Verification:
        """Follow the chain of all events; with `expected`, also that it still holds a head noted earlier.

        StorageError when `expected` is not written as SEQ:DIGEST.
        """
        noted = read_expected(expected)
        with connect(with_one_view(self._engine)) as connection:
            return verify(connection, self._tables, self._chain, noted)


def _own_key(address: URL) -> bytes:
    file = file_of(address)
    if file is not None:
        return read_or_make_key(file.parent)
    if address.get_backend_name() == "postgresql":
        raise StorageError("连接 PostgreSQL 须给出密钥；请把同一个 secret.key 放在每台机器的数据目录中")
    return Fernet.generate_key()

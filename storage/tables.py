"""The tables. What stands here and what the migrations build is the same; a test compares them."""

from __future__ import annotations

from typing import TypeVar

from cryptography.fernet import Fernet
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

from storage.types import Moment, Secret, Serial, Words

_T = TypeVar("_T")

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
PERSONS_MOVES = "kind = 'moved' AND by_id <> 'system'"
"""The condition of the index that finds what people decided among the many steps that the desk took by rule."""


class Tables:
    """One store's tables: its own, because the columns with personal data hold its key."""

    def __init__(self, cipher: Fernet | None = None) -> None:
        self.metadata = MetaData(naming_convention=_NAMES)
        self.complaints = _complaints(self.metadata, Secret(cipher))
        self.complaint_units = _complaint_units(self.metadata)
        self.events = _events(self.metadata)
        self.outbox = _outbox(self.metadata)
        self.deliveries = Table(
            "deliveries", self.metadata,
            Column("notice_id", Serial, ForeignKey("outbox.id"), primary_key=True),
            Column("person_id", Text, primary_key=True),
        )  # fmt: skip
        self.day_counters = Table(
            "day_counters", self.metadata,
            Column("day", Date, primary_key=True),
            Column("last", Integer, nullable=False),
        )  # fmt: skip
        self.people = Table(
            "people", self.metadata,
            Column("id", Text, primary_key=True),
            *(_word(name) for name in ("name", "role", "unit", "company")),
            _word("address"),
            Index(None, "role", "unit"),
        )  # fmt: skip
        self.addresses = Table(
            "addresses", self.metadata,
            Column("address", Words, primary_key=True),
            Column("person_id", Text, ForeignKey("people.id"), nullable=False, index=True),
        )  # fmt: skip
        self.invites = Table(
            "invites", self.metadata,
            Column("code_digest", Text, primary_key=True),
            *(_word(name) for name in ("role", "name", "unit", "company")),
            _must("expires_at", Moment()),
            Column("used_at", Moment),
        )  # fmt: skip
        # One known word in cipher: a wrong key is noticed when the store is opened, before anything is written.
        self.seals = Table(
            "seals", self.metadata, Column("id", Integer, primary_key=True), _must("token", Secret(cipher))
        )


def _complaints(metadata: MetaData, secret: Secret) -> Table:
    return Table(
        "complaints", metadata,
        Column("number", Text, primary_key=True),
        _must("day", Date()), _must("sequence", Integer()),
        _word("channel"), _word("external_id"), _word("fingerprint"),
        _word("text"), _word("title"), Column("received_at", Moment),
        _must("reporter", secret), _must("phone", secret), _word("phone_kind"),
        _word("company"), _word("place"), _must("confidential", Boolean()),
        _word("source_unit"), _word("source_status"), _word("result"),
        Column("deadline_at", Moment), _must("extra", JSON()),
        _word("status"), _must("filed_at", Moment()), _word("filed_by"), Column("prediction", JSON(none_as_null=True)),
        _word("lead"), _must("co_units", JSON()), _word("indicator"), _word("matter"),
        Column("assigned_at", Moment), Column("due_at", Moment), _word("rule"),
        Column("waiting_for", Text), _must("returns", Integer()), Column("closed_at", Moment),
        _must("version", Integer()),
        UniqueConstraint("channel", "external_id"),
        Index(None, "filed_at", "sequence"), Index(None, "sequence", "filed_at"),
        Index(None, "status", "filed_at", "sequence"), Index(None, "status", "due_at", "filed_at", "sequence"),
        Index(None, "place", "filed_at", "sequence"), Index(None, "place", "status", "due_at", "filed_at", "sequence"),
        Index(None, "filed_by", "filed_at", "sequence"), Index(None, "lead", "status", "due_at"),
    )  # fmt: skip


def _complaint_units(metadata: MetaData) -> Table:
    """Every unit that leads or helps, with what its lists are filtered and ordered by: they stay fast at any size."""
    return Table(
        "complaint_units", metadata,
        Column("number", Text, ForeignKey("complaints.number"), primary_key=True),
        Column("unit", Words, primary_key=True),
        _must("is_lead", Boolean()),
        _word("status"), _must("filed_at", Moment()), _must("sequence", Integer()), Column("due_at", Moment),
        Index(None, "unit", "filed_at", "sequence"), Index(None, "unit", "status", "due_at", "filed_at", "sequence"),
    )  # fmt: skip


def _events(metadata: MetaData) -> Table:
    return Table(
        "events", metadata,
        Column("seq", Serial, primary_key=True, autoincrement=True),
        Column("number", Text, ForeignKey("complaints.number"), nullable=False, index=True),
        _must("at", Moment()), _word("kind"), _word("by_id"),
        Column("from_status", Text), Column("to_status", Text),
        _word("command"), _word("note"), _must("facts", JSON()),
        Index(
            "ix_events_persons_moves", "number", "seq",
            sqlite_where=text(PERSONS_MOVES), postgresql_where=text(PERSONS_MOVES),
        ),
        sqlite_autoincrement=True,
    )  # fmt: skip


def _outbox(metadata: MetaData) -> Table:
    return Table(
        "outbox", metadata,
        Column("id", Serial, primary_key=True, autoincrement=True),
        _word("recipient_kind"), _word("recipient_name"), _word("kind"), _word("number"),
        _must("at", Moment()), _must("facts", JSON()), _must("done", Boolean()),
        Index(None, "done", "recipient_kind", "recipient_name", "id"),
        sqlite_autoincrement=True,
    )  # fmt: skip


def _word(name: str) -> Column[str]:
    return Column(name, Words, nullable=False)


def _must(name: str, kind: TypeEngine[_T]) -> Column[_T]:
    return Column(name, kind, nullable=False)

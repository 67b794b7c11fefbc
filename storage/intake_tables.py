"""The tables of what comes in besides complaints: their likeness, known enterprises, group talk, attachments."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import index_where, must, word
from storage.types import Moment, Secret, Serial, Words

UNDECIDED = "rejected_by = ''"
"""The condition of the index of proposals that nobody has rejected."""
OPEN = "state = 'open'"
"""The condition of the index of what was overheard and is not decided."""


def signatures_table(metadata: MetaData) -> Table:
    """By which keys a complaint is found again when it is told once more; ids rise, a changed text gets a new one."""
    return Table(
        "signatures", metadata,
        Column("id", Serial, primary_key=True, autoincrement=True),
        Column("number", Text, ForeignKey("complaints.number"), nullable=False),
        must("day", Integer()), must("signature", LargeBinary()),
        sqlite_autoincrement=True,
    )  # fmt: skip


def proposals_table(metadata: MetaData) -> Table:
    """Pairs of complaints that may be the same matter: the later one's number first."""
    return Table(
        "proposals", metadata,
        Column("number", Text, ForeignKey("complaints.number"), primary_key=True),
        Column("other", Text, ForeignKey("complaints.number"), primary_key=True),
        must("score", Float()), must("because", JSON()), must("at", Moment()), word("rejected_by"),
        Index(None, "other"),
        index_where("ix_proposals_undecided", "at", where=UNDECIDED),
    )  # fmt: skip


def enterprises_table(metadata: MetaData, secret: Secret) -> Table:
    """What a ledger tells of an enterprise, a row a line of it. `key` is the enterprise's own."""
    return Table(
        "enterprises", metadata,
        Column("id", Serial, primary_key=True, autoincrement=True),
        word("channel"), word("external_id"), word("key"), word("name"), word("uscc"), word("place"), word("unit"),
        word("indicator"), word("matter"), Column("handled_at", Moment),
        must("legal_person", secret), must("person", secret), must("phone", secret), word("phone_kind"),
        must("disputes", Boolean()), must("extra", JSON()), Column("came_at", Moment),
        UniqueConstraint("channel", "external_id"), Index(None, "key", "name"),
        sqlite_autoincrement=True,
    )  # fmt: skip


def overheard_table(metadata: MetaData, secret: Secret) -> Table:
    """Messages of rooms that read like complaints; of those that are not filed no words are kept."""
    return Table(
        "overheard", metadata,
        Column("id", Serial, primary_key=True, autoincrement=True),
        word("room"), word("address"), must("name", secret), must("text", secret), must("at", Moment()),
        must("message_ids", JSON()), must("probability", Float()), word("asked"), word("state"), word("number"),
        index_where("ix_overheard_open", "address", "id", where=OPEN),
        sqlite_autoincrement=True,
    )  # fmt: skip


def attachments_table(metadata: MetaData) -> Table:
    """Which files belong to which complaint; the files lie in the data folder under their digests."""
    return Table(
        "attachments", metadata,
        Column("id", Serial, primary_key=True, autoincrement=True),
        Column("number", Text, ForeignKey("complaints.number"), nullable=False),
        Column("digest", Words, nullable=False), word("name"), must("at", Moment()), word("by_id"),
        UniqueConstraint("number", "digest"),
        sqlite_autoincrement=True,
    )  # fmt: skip

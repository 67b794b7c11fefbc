"""The tables. What stands here and what the migrations build is the same; a test compares them."""

from __future__ import annotations

from cryptography.fernet import Fernet
from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint
from sqlalchemy.schema import SchemaItem

from storage.campaign_tables import articles_table, visits_table
from storage.columns import added, index_where, must, word
from storage.history_tables import chain_head_table, events_table
from storage.intake_tables import (
    attachments_table,
    enterprises_table,
    overheard_table,
    proposals_table,
    signatures_table,
)
from storage.registry_tables import registered_table
from storage.types import Moment, Secret, Serial, Words

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
MERGED = "merged_into <> ''"
PARTS = "parent <> ''"
ABOUT_STAFF = "about_staff IS TRUE"
"""Conditions of indexes; whoever asks for such complaints states the same words."""


class Tables:
    """One store's tables: its own, because the columns with personal data hold its key."""

    def __init__(self, cipher: Fernet | None = None) -> None:
        self.metadata = MetaData(naming_convention=_NAMES)
        self.complaints = _complaints(self.metadata, Secret(cipher))
        self.complaint_units = _complaint_units(self.metadata)
        self.events = events_table(self.metadata)
        self.chain_head = chain_head_table(self.metadata)
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
        self.reminders = Table(
            "reminders", self.metadata, Column("key", Words, primary_key=True), must("at", Moment())
        )  # fmt: skip
        self.people = Table(
            "people", self.metadata,
            Column("id", Text, primary_key=True),
            *(word(name) for name in ("name", "role", "unit", "company")),
            word("address"),
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
            *(word(name) for name in ("role", "name", "unit", "company")),
            must("expires_at", Moment()),
            Column("used_at", Moment),
        )  # fmt: skip
        self.signatures = signatures_table(self.metadata)
        self.proposals = proposals_table(self.metadata)
        self.enterprises = enterprises_table(self.metadata, Secret(cipher))
        self.overheard = overheard_table(self.metadata, Secret(cipher))
        self.registered = registered_table(self.metadata)
        self.attachments = attachments_table(self.metadata)
        self.articles = articles_table(self.metadata)
        self.visits = visits_table(self.metadata, Secret(cipher))
        # One known word in cipher: a wrong key is noticed when the store is opened, before anything is written.
        self.seals = Table(
            "seals", self.metadata, Column("id", Integer, primary_key=True), must("token", Secret(cipher))
        )


def _complaints(metadata: MetaData, secret: Secret) -> Table:
    return Table(
        "complaints", metadata,
        Column("number", Text, primary_key=True),
        must("day", Date()), must("sequence", Integer()),
        word("channel"), word("external_id"), word("fingerprint"),
        word("text"), word("title"), Column("received_at", Moment),
        must("reporter", secret), must("phone", secret), word("phone_kind"),
        word("company"), word("place"), must("confidential", Boolean()),
        word("source_unit"), word("source_status"), word("result"),
        Column("deadline_at", Moment), must("extra", JSON()),
        word("status"), must("filed_at", Moment()), word("filed_by"), Column("prediction", JSON(none_as_null=True)),
        word("lead"), must("co_units", JSON()), word("indicator"), word("matter"),
        Column("assigned_at", Moment), Column("due_at", Moment), word("rule"),
        Column("waiting_for", Text), must("returns", Integer()), Column("closed_at", Moment),
        must("version", Integer()),
        *_later_columns(),
        UniqueConstraint("channel", "external_id"),
        Index(None, "filed_at", "sequence"), Index(None, "sequence", "filed_at"),
        Index(None, "status", "filed_at", "sequence"), Index(None, "status", "due_at", "filed_at", "sequence"),
        Index(None, "place", "filed_at", "sequence"), Index(None, "place", "status", "due_at", "filed_at", "sequence"),
        Index(None, "filed_by", "filed_at", "sequence"), Index(None, "lead", "status", "due_at"),
        *_later_indexes(),
    )  # fmt: skip


def _later_columns() -> list[SchemaItem]:
    """What migration 0002 added: columns with a default, because there were rows already."""
    return [
        Column("sign_by", Moment), Column("co_due_at", Moment),
        added("guessed", Boolean(), "false"), added("final", Boolean(), "false"),
        added("extensions", Integer(), "0"), Column("asked_until", Moment), added("redos", Integer(), "0"),
        Column("signed_at", Moment), Column("signed_in_time", Boolean),
        Column("reported_at", Moment), Column("reported_in_time", Boolean),
        Column("supervised_at", Moment), Column("review_at", Moment),
        # Asked but not answered is something else than never asked, and all its other columns are empty too.
        added("followed_up", Boolean(), "false"), Column("solved", Boolean), Column("satisfaction", Text),
        added("follow_up_reason", Words(), "''"), Column("follow_up_at", Moment),
        added("merged_into", Words(), "''"), added("parent", Words(), "''"), added("helped", JSON(), "'[]'"),
        added("avoids", JSON(), "'[]'"),
        # Whether `avoids` holds any: JSON cannot be compared alike on both databases.
        added("about_staff", Boolean(), "false"),
    ]  # fmt: skip


def _later_indexes() -> list[SchemaItem]:
    """Each holds only the rows that have the value: an import, whose rows have none, does not pay for them."""
    return [
        index_where("ix_complaints_merged_into", "merged_into", where=MERGED),
        index_where("ix_complaints_parent", "parent", where=PARTS),
        index_where("ix_complaints_about_staff", "status", "due_at", "filed_at", where=ABOUT_STAFF),
        index_where("ix_complaints_about_staff_place", "place", "status", "due_at", "filed_at", where=ABOUT_STAFF),
        index_where("ix_complaints_review_at", "status", "review_at", where="review_at IS NOT NULL"),
        index_where("ix_complaints_closed_at", "status", "closed_at", where="closed_at IS NOT NULL"),
        index_where("ix_complaints_follow_up_at", "status", "follow_up_at", where="follow_up_at IS NOT NULL"),
    ]


def _complaint_units(metadata: MetaData) -> Table:
    """Every unit that leads or helps, with what its lists are filtered and ordered by: they stay fast at any size."""
    return Table(
        "complaint_units", metadata,
        Column("number", Text, ForeignKey("complaints.number"), primary_key=True),
        Column("unit", Words, primary_key=True),
        must("is_lead", Boolean()),
        word("status"), must("filed_at", Moment()), must("sequence", Integer()), Column("due_at", Moment),
        Index(None, "unit", "filed_at", "sequence"), Index(None, "unit", "status", "due_at", "filed_at", "sequence"),
    )  # fmt: skip


def _outbox(metadata: MetaData) -> Table:
    return Table(
        "outbox", metadata,
        Column("id", Serial, primary_key=True, autoincrement=True),
        word("recipient_kind"), word("recipient_name"), word("kind"), word("number"),
        must("at", Moment()), must("facts", JSON()), must("done", Boolean()),
        Index(None, "done", "recipient_kind", "recipient_name", "id"),
        sqlite_autoincrement=True,
    )  # fmt: skip

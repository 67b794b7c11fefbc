"""The tables of the campaign."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table, UniqueConstraint

from storage.columns import word
from storage.types import Serial


def registered_table(metadata: MetaData) -> Table:
    """The district's registered enterprises, by their key; what is public of each, and nobody's name."""
    return Table(
        "registered", metadata,
        Column("id", Serial, primary_key=True, autoincrement=True),
        word("key"), word("name"), word("uscc"), word("place"), word("address"), word("state"), word("kind"),
        UniqueConstraint("key"),
        sqlite_autoincrement=True,
    )  # fmt: skip

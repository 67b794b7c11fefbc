"""The tables of the campaign around the complaints: visits to enterprises, articles about it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, MetaData, Table, UniqueConstraint

from storage.columns import must, word
from storage.types import Secret, Serial


def visits_table(metadata: MetaData, secret: Secret) -> Table:
    """Visits to enterprises, one a unit, day and enterprise. `key` is the enterprise's own."""
    return Table(
        "visits", metadata,
        Column("id", Serial, primary_key=True, autoincrement=True),
        word("unit"), word("external_id"), word("key"), word("company"), Column("day", Date), word("place"),
        must("visitor", secret), must("person", secret), word("person_role"), must("phone", secret),
        word("phone_kind"), word("method"), word("policies"), word("problem"), word("problem_id"), word("indicator"),
        word("handling_unit"), word("measures"), word("due"), word("status"), word("satisfaction"),
        word("company_state"), Column("in_group", Boolean), word("note"), must("confidential", Boolean()),
        word("skipped"), word("by"),
        UniqueConstraint("unit", "external_id"), Index(None, "day", "unit"), Index(None, "unit", "key", "day"),
        sqlite_autoincrement=True,
    )  # fmt: skip


def articles_table(metadata: MetaData) -> Table:
    """Articles, one a unit, title and medium."""
    return Table(
        "articles", metadata,
        Column("id", Serial, primary_key=True, autoincrement=True),
        word("unit"), word("external_id"), word("title"), word("medium"), must("day", Date()), word("link"),
        word("indicator"), word("level"), word("outlet"), Column("is_reprint", Boolean), word("note"), word("by"),
        UniqueConstraint("unit", "external_id"), Index(None, "day"),
        sqlite_autoincrement=True,
    )  # fmt: skip

"""How a column or an index is written down in one line."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Column, Index, text
from sqlalchemy.types import TypeEngine

from storage.types import Words

_T = TypeVar("_T")


def word(name: str) -> Column[str]:
    """A text that is never missing, but may be empty."""
    return Column(name, Words, nullable=False)


def must(name: str, kind: TypeEngine[_T]) -> Column[_T]:
    """A value that is never missing."""
    return Column(name, kind, nullable=False)


def added(name: str, kind: TypeEngine[_T], default: str) -> Column[_T]:
    """A value that is never missing in a table that had rows before it: `default`, as SQL, is what they got."""
    return Column(name, kind, nullable=False, server_default=text(default))


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the rows of which the condition holds. A query uses it when it states the same condition."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))

"""Rows of the campaign, and back."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import RowMapping

from campaign.publicity import Article
from campaign.visits import Visit
from complaints.records import PhoneKind
from storage.canonical import Row

_ARTICLE = tuple(field.name for field in fields(Article))
_VISIT = tuple(field.name for field in fields(Visit))


def visit_row(visit: Visit) -> Row:
    """The visit's row."""
    row: Row = {name: getattr(visit, name) for name in _VISIT}
    return {**row, "phone_kind": visit.phone_kind.value, "external_id": visit.external_id}


def visit_from(row: RowMapping) -> Visit:
    """The visit that the row holds."""
    return Visit(**{**{name: row[name] for name in _VISIT}, "phone_kind": PhoneKind(row["phone_kind"])})


def article_row(article: Article) -> Row:
    """The article's row."""
    row: Row = {name: getattr(article, name) for name in _ARTICLE}
    return {**row, "external_id": article.external_id}


def article_from(row: RowMapping) -> Article:
    """The article that the row holds."""
    return Article(**{name: row[name] for name in _ARTICLE})

"""Through which doors the campaign reaches the database: what the desk's store has, and what it keeps besides."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from campaign.publicity import Article
from campaign.visits import Visit
from complaints.complaint import Complaint
from complaints.ports import Store, Transaction
from complaints.records import Channel


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of the visits that were handed in are new, how many changed, and all of them as they stand."""

    new: int
    changed: int
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class VisitCount:
    """How many visits one unit or town made, and in how many an enterprise told of a problem."""

    unit: str
    visits: int
    problems: int


@dataclass(frozen=True, slots=True)
class KnownLine:
    """An enterprise as a ledger names it: which ledger, whose, and where."""

    channel: Channel
    key: str
    name: str
    unit: str
    place: str


@dataclass(frozen=True, slots=True)
class Reached:
    """That a unit or town has visited an enterprise."""

    unit: str
    key: str
    company: str


class CampaignWrites(Protocol):
    """What a transaction keeps of the campaign."""

    def keep_visits(self, visits: Sequence[Visit]) -> Kept:
        """Keep visits, each once by its unit and external id; what one told before and does not tell again stays."""
        ...

    def keep_articles(self, articles: Sequence[Article]) -> tuple[int, int]:
        """Keep articles, each once by its unit and external id; how many are new, how many changed."""
        ...


class CampaignReads(Protocol):
    """What the store tells of the campaign; days count with both ends."""

    def visits(self, since: date | None = None, until: date | None = None, by: str = "") -> list[Visit]:
        """The visits of these days, by unit and day, in the order in which they were told; or those that one told."""
        ...

    def visit_counts(self, since: date | None = None, until: date | None = None) -> list[VisitCount]:
        """By unit, the visits of these days."""
        ...

    def tried(self, unit: str = "", key: str = "") -> Mapping[tuple[str, str], date]:
        """By unit and enterprise's key the first day of a visit in person; of one enterprise where they are given."""
        ...

    def known_lines(self) -> list[KnownLine]:
        """The enterprises of all ledgers, each once a ledger, unit and place."""
        ...

    def reached(self, until: date | None = None) -> list[Reached]:
        """Which enterprises each unit and town has visited until that day."""
        ...

    def articles(self, until: date | None = None) -> list[Article]:
        """The articles until that day, in the order in which they were told."""
        ...

    def filed(self, channel: Channel, external_ids: Collection[str]) -> Mapping[str, Complaint]:
        """The complaints that the channel knows under these ids, by id."""
        ...


class CampaignTransaction(Transaction, CampaignWrites, Protocol):
    """A transaction of the desk that keeps the campaign's things too."""


class CampaignStore(Store, CampaignReads, Protocol):
    """The database."""

    def begin(self) -> AbstractContextManager[CampaignTransaction]:
        """A transaction for writing: kept when the block ends well, rolled back when it raises."""
        ...

"""What the campaign needs from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from complaints.companies.registered import Registered
from complaints.records import Channel, Enterprise


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of a ledger of enterprises, and when it first came; None for lines of before that was kept."""

    enterprise: Enterprise
    came_at: datetime | None


class LedgerLines(Protocol):
    """The lines of the ledgers of enterprises that were imported."""

    def ledger_lines(self, channel: Channel, *, with_people: bool) -> Sequence[LedgerLine]:
        """All lines of a channel in the order in which they came; without people their names and phones are empty."""
        ...


@dataclass(frozen=True, slots=True)
class Visited:
    """That somebody visited an enterprise: its name, code and town as the visitor wrote them, and who it was."""

    name: str
    uscc: str = ""
    place: str = ""
    visitor: str = ""  #: The visiting unit or town, as written.
    day: date | None = None


class VisitedEnterprises(Protocol):
    """The visits that were told, wherever they are kept."""

    def visited(self) -> Sequence[Visited]:
        """All visits in the order in which they came."""
        ...


class RegisteredEnterprises(Protocol):
    """The list of registered enterprises."""

    def registered(self, place: str = "") -> Sequence[Registered]:
        """All of them in the order in which they were first told; with a town, its own."""
        ...

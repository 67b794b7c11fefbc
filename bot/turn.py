"""One turn of a conversation: who says what to a handler, and what the conversation remembers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from complaints.complaint import Complaint
from complaints.desk import Desk
from complaints.enquiries import Enquiries
from complaints.importing import Importing
from complaints.members import Members
from complaints.people import Person, Role
from complaints.ports import Clock
from complaints.units import Towns, Units

CONFIRM_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler answers: a text and perhaps a file."""

    text: str
    file: Path | None = None


class Ledgers(Protocol):
    """Makes the office's ledger as a file."""

    def make(self, person: Person, complaints: Sequence[Complaint]) -> Path:
        """The path of a new .xlsx with one row a complaint."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that a conversation was handed."""

    desk: Desk
    enquiries: Enquiries
    members: Members
    importing: Importing
    ledgers: Ledgers
    units: Units
    towns: Towns
    clock: Clock


@dataclass(frozen=True, slots=True)
class Pending:
    """A write that waits for the speaker's 确认."""

    code: str
    summary: str
    run: Callable[[], Answer]
    expires_at: datetime


@dataclass(slots=True)
class Memory:
    """What one speaker and the bot have just talked about in one place; lost without harm at a restart."""

    last_list: tuple[str, ...] = ()
    menu: tuple[str, ...] = ()
    pending: list[Pending] = field(default_factory=list)
    codes: int = 0

    def add_pending(self, summary: str, run: Callable[[], Answer], now: datetime) -> Pending:
        """Remember a write until it is confirmed, cancelled or too old."""
        self.drop_expired(now)
        self.codes = self.codes + 1 if self.pending else 1
        pending = Pending(str(self.codes), summary, run, now + CONFIRM_WITHIN)
        self.pending.append(pending)
        return pending

    def drop_expired(self, now: datetime) -> None:
        """Forget writes that were not confirmed in time."""
        self.pending = [pending for pending in self.pending if pending.expires_at > now]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message on its way to its handler; `args` is what follows the command's word."""

    person: Person
    args: str
    message_id: str
    address: str
    room: str
    memory: Memory
    services: Services

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.services.clock.now()


Handler = Callable[[Turn], Answer]


@dataclass(frozen=True, slots=True)
class ChatCommand:
    """A word of the chat: who may say it, what it does, and one example that works."""

    word: str
    does: str
    example: str
    roles: frozenset[Role]
    handler: Handler
    aliases: tuple[str, ...] = ()
    in_room: bool = False
    needs_args: bool = False
    in_menu: bool = True

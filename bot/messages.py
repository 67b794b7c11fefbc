"""What comes into a conversation and what goes out of it, on any channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

ANSWERED_WITHIN = timedelta(minutes=3)
"""An older message is taken in without a word: its speaker has gone on, and an answer now would be to nothing."""


class Kind(StrEnum):
    """What a message is made of."""

    TEXT = "text"
    PICTURE = "picture"
    VOICE = "voice"
    VIDEO = "video"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message. `address` is the speaker's contact id, `id` the message's; `room` is empty in private.

    `recalls` is the id of the message that its speaker takes back; such a message has no words of its own.
    `at` is when it was said, `arrived_at` when it came here; None means at once.
    """

    id: str
    address: str
    name: str
    text: str
    at: datetime
    room: str = ""
    mentions_bot: bool = False
    file: Path | None = None
    file_name: str = ""
    kind: Kind = Kind.TEXT
    recalls: str = ""
    arrived_at: datetime | None = None

    @property
    def is_meant(self) -> bool:
        """Whether it is said to the bot: in private, or by its name in a room."""
        return not self.room or self.mentions_bot

    @property
    def is_late(self) -> bool:
        """Whether it is replayed after a login, too old to be answered."""
        return self.arrived_at is not None and self.arrived_at - self.at > ANSWERED_WITHIN


class Unreachable(Exception):
    """Nobody is to be found at the address that a message is for: a person with another id now, a room renamed."""


class NotNow(Exception):
    """The channel is down: the message is tried again when it is back."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message that leaves the bot, to a person's address or, when `room` is given, to the room."""

    address: str
    name: str
    text: str
    room: str = ""
    file: Path | None = None

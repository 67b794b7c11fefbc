"""What comes into a conversation and what goes out of it, on any channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


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


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message that leaves the bot, to a person's address or, when `room` is given, to the room."""

    address: str
    name: str
    text: str
    room: str = ""
    file: Path | None = None

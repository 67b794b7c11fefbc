"""What comes into a conversation and what goes out of it, on any channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message. `address` is the speaker's contact id, `id` the message's; `room` is empty in private."""

    id: str
    address: str
    name: str
    text: str
    at: datetime
    room: str = ""
    mentions_bot: bool = False
    file: Path | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message that leaves the bot, to a person's address or, when `room` is given, to the room."""

    address: str
    name: str
    text: str
    room: str = ""
    file: Path | None = None

"""What the bot overhears in a room and takes for a complaint: kept until somebody says what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Asked(StrEnum):
    """Who is asked whether it shall be filed."""

    SPEAKER = "speaker"
    OFFICE = "office"


class OverheardState(StrEnum):
    """What has become of it."""

    OPEN = "open"  #: Nobody has said yet.
    FILED = "filed"  #: Filed as a complaint.
    DROPPED = "dropped"  #: Not filed; its words are gone.


@dataclass(frozen=True, slots=True)
class Overheard:
    """Words of one speaker in a room, of one message or of several that followed one another.

    `address` is where the speaker can be asked, `message_ids` the messages that the words came in. `id` is given
    by the store, `number` is the complaint's once it was filed.
    """

    room: str
    address: str
    name: str
    text: str
    at: datetime
    message_ids: tuple[str, ...]
    probability: float
    asked: Asked
    state: OverheardState = OverheardState.OPEN
    number: str = ""
    id: int = 0

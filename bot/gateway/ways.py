"""What the bot on a gateway is given, and whom it tells of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.conversation import Conversation
from bot.courier import Courier
from bot.gateway.link import Timing
from bot.gateway.pace import Pace
from bot.gateway.states import State
from complaints.ports import Clock


@dataclass(frozen=True, slots=True)
class Desk:
    """The conversation and the outbox that the bot speaks for."""

    conversation: Conversation
    courier: Courier
    clock: Clock
    is_office: Callable[[str], bool]  #: Whether who has this address is of the office.
    renamed: Callable[[str, str], None]  #: Told the old and the new topic of a room.
    keepers: Callable[[str], frozenset[str]]  #: Of whom one at least must be in the work room with that topic.
    robots: Mapping[str, Callable[[str], None]] = field(default_factory=dict)  #: Groups that are told by another way.


@dataclass(frozen=True, slots=True)
class Rules:
    """Whom the bot lets in, and what it says of itself.

    `accept_rooms` is office, anyone or nobody; `asks_in_rooms` is speaker, office or nobody. A friend's request is
    accepted where its greeting holds `friend_word`. With `marks_friends` friends are known again after a login.
    """

    accept_rooms: str = "office"
    accept_friends: bool = True
    friend_word: str = ""
    asks_in_rooms: str = "speaker"
    marks_friends: bool = True


@dataclass(frozen=True, slots=True)
class Ways:
    """How the bot works. Times are seconds; `folder` holds what must outlive the program."""

    folder: Path
    pace: Pace
    file_bytes: int
    rules: Rules = Rules()
    outbox_every: float = 20.0
    drain_within: float = 10.0
    deaf_after: float = 300.0
    timing: Timing = Timing()  # noqa: RUF009 - frozen


class Told(Protocol):
    """Whoever watches the bot."""

    def state(self, state: State) -> None:
        """The connection has changed."""

    def error(self, error: Exception) -> None:
        """Something unexpected was survived."""

    async def alarm(self, sentence: str) -> None:
        """The bot has been deaf for long, or hears again."""

"""What one speaker has just said in one place: messages within three minutes are one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

TOGETHER = timedelta(minutes=3)
"""Messages of one speaker no further apart than this belong together."""
_LONGEST = 2000
_QUOTE = re.compile(
    r"\s*[「“](?P<name>[^：:「」\n]{1,40})[：:](?P<text>.*?)[」”]\s*\n\s*-[-\s]{5,}\n?(?P<rest>.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Said:
    """One message: `meant` when it was addressed to the bot."""

    id: str
    text: str
    at: datetime
    meant: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A message that quotes another one: whose words, and what was said beside them."""

    name: str
    text: str
    rest: str


@dataclass(slots=True)
class Talk:
    """The last messages of one speaker in one place, and what has become of them."""

    said: list[Said] = field(default_factory=list)
    filed: str = ""  #: The number of the complaint that they made.
    heard_id: int = 0  #: Under which id they wait for a decision.

    def add(self, message: Said) -> None:
        """Remember a message; after a pause a new text begins."""
        if self.said and not timedelta(0) <= message.at - self.said[-1].at <= TOGETHER:
            self.begin()
        self.said.append(message)

    def begin(self) -> None:
        """Forget what was said: what comes is a new text."""
        self.said, self.filed, self.heard_id = [], "", 0

    def forget(self, message_id: str) -> Said | None:
        """Take a message out that its speaker has recalled; the message, if it was among them."""
        found = next((one for one in self.said if one.id == message_id), None)
        if found is not None:
            self.said.remove(found)
        return found

    @property
    def text(self) -> str:
        """All words together."""
        return join(self.said)

    def is_meant(self, at: datetime, within: timedelta) -> bool:
        """Whether any of them was addressed to the bot, the last one no longer ago than that."""
        return any(one.meant for one in self.said) and at - self.said[-1].at <= within


def join(said: Sequence[Said]) -> str:
    """The words of several messages as one text, a line each."""
    return "\n".join(one.text for one in said if one.text)[:_LONGEST]


def read_quote(text: str) -> Quote | None:
    """The quoted words at the beginning of a message, as WeChat writes them; None for any other message."""
    found = _QUOTE.fullmatch(text)
    if found is None:
        return None
    return Quote(found["name"].strip(), found["text"].strip(), found["rest"].strip())

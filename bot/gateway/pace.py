"""How fast the bot may speak: WeChat blocks accounts that send like machines."""

from __future__ import annotations

import random
from bisect import bisect_right, insort
from collections.abc import Callable
from dataclasses import dataclass, field

_MINUTE = 60.0


@dataclass(slots=True)
class Pace:
    """Gives every message its moment: `gap` seconds or more apart in a chat, `per_minute` in any minute over all.

    Up to `jitter` of the gap is added by chance. Moments are seconds on any clock that only goes forward.
    """

    gap: float
    per_minute: int
    jitter: float = 0.3
    chance: Callable[[], float] = random.random
    _given: list[float] = field(default_factory=list)
    _next: dict[str, float] = field(default_factory=dict)

    def has_room(self, count: int, now: float) -> bool:
        """Whether so many messages may leave at once."""
        begun = bisect_right(self._given, now - _MINUTE)
        return len(self._given) - begun + count <= self.per_minute

    def wait(self, chat: str, now: float) -> float:
        """Seconds until the chat's next message may leave; that moment is taken by it."""
        del self._given[: bisect_right(self._given, now - _MINUTE)]
        self._next = {other: at for other, at in self._next.items() if at > now}
        moment = max(now, self._next.get(chat, now))
        if len(self._given) >= self.per_minute:
            moment = max(moment, self._given[-self.per_minute] + _MINUTE)
        insort(self._given, moment)
        self._next[chat] = moment + self.gap * (1 + self.jitter * self.chance())
        return moment - now

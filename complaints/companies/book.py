"""The enterprises that the office knows from its ledgers, and which of them a name means."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock

from complaints.companies.known import KnownEnterprises, Match
from complaints.companies.naming import core_of
from complaints.ports import Clock, Store
from complaints.records import Channel, Enterprise

_BATCH = 1000


class EnterpriseBook:
    """Keeps what ledgers tell of enterprises, and matches names with them; threads may share it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._known = KnownEnterprises()
        self._lines = 0
        self._lock = Lock()

    def learn(self, channel: Channel, enterprises: Sequence[Enterprise]) -> int:
        """Keep these; how many lines were not known. The same ledger again is no news."""
        new, now = 0, self._clock.now()
        for start in range(0, len(enterprises), _BATCH):
            with self._store.begin() as transaction:
                new += transaction.add_enterprises(channel, _keyed(enterprises[start : start + _BATCH]), now)
        return new

    def preview(self, channel: Channel, enterprises: Sequence[Enterprise]) -> int:
        """How many lines `learn` would find new; nothing is kept."""
        new = 0
        with suppress(_RolledBack), self._store.begin() as transaction:
            new = transaction.add_enterprises(channel, _keyed(enterprises))
            raise _RolledBack
        return new

    def match(self, name: str) -> Match:
        """Which known enterprise the name means, or which ones it may mean; another program may have learned of it."""
        with self._lock:
            lines = self._store.count_enterprises()
            if lines != self._lines:
                self._known, self._lines = KnownEnterprises(self._store.known_enterprises()), lines
            return self._known.match(name)


def key_of(one: Enterprise) -> str:
    """By what the enterprise is known across ledgers: its credit code, else its name's distinctive part."""
    return one.uscc or core_of(one.name) or one.name


def _keyed(enterprises: Sequence[Enterprise]) -> list[tuple[str, str, Enterprise]]:
    return [(key_of(one), _line_of(one), one) for one in enterprises]


def _line_of(one: Enterprise) -> str:
    """What tells one line of a ledger from another: the enterprise, the unit, the matter and its day."""
    day = one.handled_at.date().isoformat() if one.handled_at else ""
    words = "\x1f".join((key_of(one), "".join(one.name.split()), one.unit, one.indicator, one.matter, day))
    return hashlib.sha256(words.encode()).hexdigest()[:24]


class _RolledBack(Exception):
    """Leaves a transaction without keeping it."""

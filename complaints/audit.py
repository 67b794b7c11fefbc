"""The desk's own log: exports, imports, invitations, bindings and models, chained with the complaints' events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from complaints.events import Event, EventKind
from complaints.people import Person
from complaints.ports import Clock, Store
from complaints.rights import Right, demand


def desk_event(kind: EventKind, by: Person, at: datetime, note: str, facts: Mapping[str, str] | None = None) -> Event:
    """An event that is no single complaint's."""
    who = {"by_name": by.name_in_history, "by_unit": by.unit}
    return Event("", at, kind, by.id, note=note, facts={**who, **(facts or {})})


class Audit:
    """Writes and reads the desk's own log."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def note(self, kind: EventKind, by: Person, note: str, facts: Mapping[str, str] | None = None) -> None:
        """Append what somebody has done."""
        with self._store.begin() as transaction:
            transaction.append([desk_event(kind, by, self._clock.now(), note, facts)])

    def log(self, person: Person, limit: int | None = None) -> list[Event]:
        """Views, exports, imports, invitations, bindings and models, newest first."""
        demand(person, Right.AUDIT, "审计")
        return self._store.desk_events(limit)

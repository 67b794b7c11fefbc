"""Which room has which topic: ids of rooms change with every login, and a room is known to the desk by its topic."""

from __future__ import annotations


class Rooms:
    """The topics of this login by the rooms' ids."""

    def __init__(self) -> None:
        self._topics: dict[str, str] = {}

    def learn(self, room_id: str, topic: str) -> None:
        """The room has that topic now."""
        self._topics[room_id] = topic

    def leave(self, room_id: str) -> None:
        """The bot is not in that room any more."""
        self._topics.pop(room_id, None)

    def forget(self) -> None:
        """Another login: ids may be others now."""
        self._topics.clear()

    def topic_of(self, room_id: str) -> str:
        """The topic under which the room was known last; empty for a new one."""
        return self._topics.get(room_id, "")

    def id_of(self, topic: str) -> str | None:
        """The one room with exactly that topic; None where there is none, or more than one."""
        found = [room_id for room_id, known in self._topics.items() if known == topic]
        return found[0] if len(found) == 1 else None

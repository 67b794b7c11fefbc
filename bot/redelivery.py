"""Messages that come twice: gateways deliver some again after a login, and each is heard once."""

from __future__ import annotations

from threading import Lock

from bot.messages import Incoming
from complaints.listening import Listening

_REMEMBERED = 10_000


class Heard:
    """Knows the last messages by itself, and those that were for the desk also after a restart."""

    def __init__(self, listening: Listening) -> None:
        self._listening = listening
        self._last: dict[tuple[str, str], None] = {}
        self._lock = Lock()

    def knows(self, message: Incoming) -> bool:
        """Whether it was heard before."""
        key = (message.address, message.id)
        return key in self._last or (_is_for_the_desk(message) and self._listening.was_heard(*key))

    def note(self, message: Incoming) -> None:
        """Remember it from now on.

        Noted when it was dealt with: a crash before that is followed by a second try, whose filing finds the first.
        """
        key = (message.address, message.id)
        if _is_for_the_desk(message):
            self._listening.is_new(*key)
        # Conversations are heard in threads of their own.
        with self._lock:
            self._last[key] = None
            if len(self._last) > _REMEMBERED:
                del self._last[next(iter(self._last))]


def _is_for_the_desk(message: Incoming) -> bool:
    """Whether something was to be done with it, beyond overhearing it."""
    return message.is_meant or bool(message.recalls)

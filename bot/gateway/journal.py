"""Ids of messages that arrived and were not dealt with yet: a bot that was killed hears them when it is back.

The file holds ids alone, +id for one that came and -id for one that is done. A message that is heard twice is
recognised by the conversation (bot/redelivery.py), so an id too many does no harm.
"""

from __future__ import annotations

from pathlib import Path


class Journal:
    """The ids in their order, kept in a file; made for one thread."""

    def __init__(self, path: Path) -> None:
        """Read what a program before this one has left, and write that anew."""
        self._waiting: dict[str, None] = {}
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for line in lines:
            if line.startswith("+"):
                self._waiting[line[1:]] = None
            else:
                self._waiting.pop(line[1:], None)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Beside and then over it: a kill in between leaves the old one.
        fresh = path.with_suffix(".new")
        fresh.write_text("".join(f"+{message_id}\n" for message_id in self._waiting), encoding="utf-8")
        fresh.replace(path)
        self._file = path.open("a", encoding="utf-8")

    def waiting(self) -> list[str]:
        """The ids that are not done, oldest first."""
        return list(self._waiting)

    def add(self, message_id: str) -> None:
        """Note that it came."""
        if message_id not in self._waiting:
            self._waiting[message_id] = None
            self._write(f"+{message_id}\n")

    def done(self, message_id: str) -> None:
        """Note that it was dealt with."""
        if message_id in self._waiting:
            del self._waiting[message_id]
            self._write(f"-{message_id}\n")
        if not self._waiting:
            self._file.truncate(0)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, line: str) -> None:
        self._file.write(line)
        # The operating system keeps it when this program is killed.
        self._file.flush()

"""Who is who: contact ids may change with every login of the bot's account, addresses of the desk never do.

The bot writes a code behind the remark name (备注) that its account has for a friend, which only that account can
change and which outlives a login. The file beside the desk says for every code which address the friend has there:
the contact id under which it was first met. It holds no names.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from pathlib import Path

_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH = 6
_MARK = re.compile(rf"诉([{_ALPHABET}]{{{_LENGTH}}})$")
_LONGEST_NAME = 16


class Book:
    """The addresses of friends by their codes, kept in a file, and their contact ids of this login."""

    def __init__(self, path: Path, choose: Callable[[str], str] = secrets.choice) -> None:
        """Read what was written before; a line that a kill has cut is left out."""
        self._path = path
        self._choose = choose
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        pairs = [line.split(" ", 1) for line in lines]
        self._addresses = {pair[0]: pair[1] for pair in pairs if len(pair) == 2 and len(pair[0]) == _LENGTH}
        self._contacts: dict[str, str] = {}
        #: Whether the contact ids of this login are known; before, a notice could go to a wrong one.
        self.is_current = False

    def address_of(self, contact_id: str, alias: str) -> str:
        """The desk's address of whom the bot's account knows under this remark name."""
        found = _MARK.search(alias)
        address = self._addresses.get(found[1], "") if found else ""
        if not address:
            return contact_id
        self._contacts[address] = contact_id
        return address

    def contact_of(self, address: str) -> str:
        """The contact id, at this login, of who has this address."""
        return self._contacts.get(address, address)

    def is_lost(self, address: str) -> bool:
        """Whether a friend who had a code is none of this login's friends."""
        return self.is_current and address in self._addresses.values() and address not in self._contacts

    def is_marked(self, alias: str) -> bool:
        """Whether the remark name holds a code that this book knows."""
        found = _MARK.search(alias)
        return found is not None and found[1] in self._addresses

    def mark(self, contact_id: str, name: str) -> str:
        """A remark name with a new code for this contact, whose address is its contact id; written down at once."""
        code = "".join(self._choose(_ALPHABET) for _ in range(_LENGTH))
        self._addresses[code] = contact_id
        self._contacts[contact_id] = contact_id
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{code} {contact_id}\n")
        return f"{_MARK.sub('', name).strip()[:_LONGEST_NAME]} 诉{code}".strip()

    def forget_ids(self) -> None:
        """Another login: contact ids may be others now."""
        self._contacts.clear()
        self.is_current = False

"""The registered enterprises of the district, as the approving authority's list tells them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from complaints.companies.credit_codes import is_credit_code
from complaints.ports import Store
from complaints.records import Enterprise

_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered enterprise; `key` is its credit code, or its name and town where it has none that is right."""

    key: str
    name: str
    uscc: str = ""
    place: str = ""  #: Its town; "" where the list does not tell.
    address: str = ""
    state: str = ""  #: 登记状态 as written: 存续, 在营, 注销.
    kind: str = ""  #: 企业类型.


class Register:
    """Keeps the list, a batch at a time: it may be longer than the memory."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, enterprises: Iterable[Enterprise]) -> tuple[int, int]:
        """Keep these, in place of what was known of them; how many rows, and how many of them are new."""
        rows = new = 0
        batches = iter(enterprises)
        while batch := list(islice(batches, _BATCH)):
            with self._store.begin() as transaction:
                new += transaction.register(list(_without_repetitions(batch)))
            rows += len(batch)
        return rows, new

    def preview(self, enterprises: Iterable[Enterprise]) -> tuple[int, int]:
        """What `keep` would count; nothing is kept."""
        rows = new = 0
        with suppress(_RolledBack), self._store.begin() as transaction:
            batches = iter(enterprises)
            while batch := list(islice(batches, _BATCH)):
                new += transaction.register(list(_without_repetitions(batch)))
                rows += len(batch)
            raise _RolledBack
        return rows, new


def bare_name(name: str) -> str:
    """The name as it is compared: half-width, upper case, without spaces."""
    return "".join(unicodedata.normalize("NFKC", name).split()).upper()


def _without_repetitions(batch: Iterable[Enterprise]) -> Iterator[Registered]:
    """Each enterprise once, as its last row tells it."""
    yield from {one.key: one for one in map(_registered, batch)}.values()


def _registered(one: Enterprise) -> Registered:
    key = one.uscc if is_credit_code(one.uscc) else f"{bare_name(one.name)} {one.place}"
    told = one.extra
    return Registered(
        key, one.name, one.uscc, one.place, told.get("address", ""), told.get("state", ""), told.get("kind", "")
    )


class _RolledBack(Exception):
    """Leaves a transaction without keeping it."""

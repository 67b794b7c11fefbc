"""Which registered enterprise a visit was to: by its code, its name as written, or a short name that means but one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from campaign.ledger_ports import Visited
from complaints.companies.credit_codes import is_credit_code
from complaints.companies.names import CompanyName, read_name
from complaints.companies.registered import Registered, bare_name
from complaints.companies.relations import Relation, relation

_HEAD = 2
"""Characters of the proper part by which a short name and the whole one begin alike."""


class RegisteredIndex:
    """Finds visited enterprises among the registered ones, of which there may be a hundred thousand."""

    def __init__(self, registered: Sequence[Registered]) -> None:
        self._all = registered
        self._by_code = {one.uscc: at for at, one in enumerate(registered) if is_credit_code(one.uscc)}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(registered):
            self._by_name[bare_name(one.name)].append(at)

    def find_all(self, visits: Sequence[Visited]) -> list[tuple[int, ...]]:
        """For each visit the places of the registered enterprises that it may have been to: one where it is sure.

        A visit with a code that another enterprise of the name does not have was not to that one. Where several fit,
        the town decides if it can.
        """
        found = [self._exact(visit) for visit in visits]
        near = self._near({bare_name(visit.name) for visit, hits in zip(visits, found, strict=True) if not hits})
        return [
            hits or self._narrowed(visit, near.get(bare_name(visit.name), ()))
            for visit, hits in zip(visits, found, strict=True)
        ]

    def _exact(self, visit: Visited) -> tuple[int, ...]:
        at = self._by_code.get(visit.uscc)
        return (at,) if at is not None else self._narrowed(visit, self._by_name.get(bare_name(visit.name), ()))

    def _narrowed(self, visit: Visited, hits: Iterable[int]) -> tuple[int, ...]:
        fitting = [at for at in hits if not _contradicts(visit, self._all[at])]
        if len(fitting) > 1 and visit.place:
            fitting = [at for at in fitting if self._all[at].place == visit.place] or fitting
        return tuple(fitting)

    def _near(self, names: set[str]) -> dict[str, list[int]]:
        """The registered enterprises that each of these names is the same as but for places and form, or short for."""
        wanted = {name: parts for name in names if (parts := read_name(name)).proper}
        if not wanted:
            return {}
        alike = _Alike(self._by_name, {parts.proper[:_HEAD] for parts in wanted.values()})
        return {
            name: [at for written in alike.to(parts) for at in self._by_name[written]] for name, parts in wanted.items()
        }


class _Alike:
    """Names taken apart, those that hold one of the beginnings: to take all of them apart would take seconds."""

    def __init__(self, names: Iterable[str], heads: set[str]) -> None:
        pattern = re.compile("|".join(map(re.escape, sorted(heads))))
        self._parts = {name: read_name(name) for name in names if pattern.search(name)}
        self._by_core: dict[str, list[str]] = defaultdict(list)
        self._by_head: dict[str, list[str]] = defaultdict(list)
        for name, parts in self._parts.items():
            if parts.proper:
                self._by_core[parts.core].append(name)
                self._by_head[parts.proper[:_HEAD]].append(name)

    def to(self, wanted: CompanyName) -> list[str]:
        """Those that are the same but for places and legal form; where none is, those that one is short for."""
        same = [name for name in self._by_core.get(wanted.core, ()) if self._is(wanted, name, Relation.SAME)]
        near = self._by_head.get(wanted.proper[:_HEAD], ())
        return same or [name for name in near if self._is(wanted, name, Relation.SHORT)]

    def _is(self, wanted: CompanyName, name: str, kind: Relation) -> bool:
        return relation(wanted, self._parts[name]) is kind


def _contradicts(visit: Visited, one: Registered) -> bool:
    return is_credit_code(visit.uscc) and is_credit_code(one.uscc) and visit.uscc != one.uscc

"""Which of the enterprises that the office knows a name means: surely one, or up to three that it may mean."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from complaints.companies.alike_characters import alike_to
from complaints.companies.names import CompanyName, read_name
from complaints.companies.relations import Relation, distance, relation

_MOST_PROPOSALS = 3
_MOST_COMPARED = 60
"""Names that are compared with one name, those with the most pairs of characters in common."""
_TOO_MANY = 20_000
"""A pair of characters in more names than this says nothing."""
_PAIRED = 6
"""Characters of a core that are looked at in pairs: its proper part and the beginning of its trade."""
_RANKS = {Relation.SAME: 0, Relation.SHORT: 1, Relation.SLIP: 2, Relation.UNSURE: 3}


@dataclass(frozen=True, slots=True)
class Match:
    """The known enterprise that a name surely means, by its name and key; else those that it may mean, best first."""

    found: str = ""
    proposals: tuple[str, ...] = ()
    key: str = ""


class KnownEnterprises:
    """The names that the office knows, each with a key (its credit code)."""

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        self._names: list[str] = []
        self._keys: list[str] = []
        self._parts: list[CompanyName] = []
        self._by_core: dict[str, list[int]] = {}
        self._by_proper: dict[str, list[int]] = {}
        self._by_pair: dict[str, array[int]] = {}
        for name, key in names:
            self.add(name, key)

    def add(self, name: str, key: str) -> None:
        """Know this enterprise too; a general name (陶瓷厂) and one that is known with this key change nothing."""
        parts = read_name(name)
        if not parts.proper or self._is_known(name, key, parts.core):
            return
        at = len(self._names)
        self._names.append(name)
        self._keys.append(key)
        self._parts.append(parts)
        self._by_core.setdefault(parts.core, []).append(at)
        self._by_proper.setdefault(parts.proper, []).append(at)
        for pair in _pairs(parts.core):
            numbers = self._by_pair.get(pair)
            if numbers is None:
                self._by_pair[pair] = numbers = array("I")
            numbers.append(at)

    def match(self, name: str) -> Match:
        """The one that the name surely means: alike but for places and legal form, or the only one of its short name.

        Where several fit or the name has a slip they are proposed; an unrelated or general name finds nothing.
        """
        parts = read_name(name)
        if not parts.proper:
            return Match()
        same = self._by_core.get(parts.core, [])
        exact = [at for at in same if self._names[at] == name]
        related = {at: relation(parts, self._parts[at]) for at in exact[:1] or self._candidates(parts)}
        for wanted in (Relation.SAME, Relation.SHORT):
            fitting = [at for at, kind in related.items() if kind is wanted]
            if fitting and self._is_one(fitting):
                return Match(found=self._names[fitting[0]], key=self._keys[fitting[0]])
            if fitting:
                break
        return Match(proposals=self._proposals(parts, related))

    def _is_known(self, name: str, key: str, core: str) -> bool:
        return any(self._names[at] == name and self._keys[at] == key for at in self._by_core.get(core, ()))

    def _is_one(self, fitting: list[int]) -> bool:
        """Whether all of them are one enterprise: the same key, or no key that differs."""
        return len({self._keys[at] for at in fitting}) == 1 or len({self._names[at] for at in fitting}) == 1

    def _candidates(self, parts: CompanyName) -> Iterable[int]:
        """Those worth comparing: of the same proper part or a part of it, and those that share pairs of characters."""
        propers = [parts.proper[:length] for length in range(2, len(parts.proper) + 1)] or [parts.proper]
        near = list(chain.from_iterable(self._by_proper.get(proper, ())[:_TOO_MANY] for proper in propers))
        counts: Counter[int] = Counter()
        for pair in self._telling_pairs(parts):
            counts.update(self._by_pair.get(pair, ()))
        return dict.fromkeys(
            chain(
                self._by_core.get(parts.core, ()),
                near[: _MOST_COMPARED * 10],
                (at for at, _ in counts.most_common(_MOST_COMPARED)),
            )
        )

    def _telling_pairs(self, parts: CompanyName) -> list[str]:
        pairs = list(_pairs(parts.core))
        if len(parts.core) <= 3:
            # 清柚 alone has one pair, and it is wrong: what it may have been meant for is looked for as well.
            pairs += [
                pair
                for at, character in enumerate(parts.core)
                for other in alike_to(character)
                for pair in _pairs(parts.core[:at] + other + parts.core[at + 1 :])
            ]
        return [pair for pair in pairs if 0 < len(self._by_pair.get(pair, ())) <= _TOO_MANY]

    def _proposals(self, parts: CompanyName, related: dict[int, Relation]) -> tuple[str, ...]:
        fitting = [at for at, kind in related.items() if kind in _RANKS]
        fitting.sort(
            key=lambda at: (_RANKS[related[at]], distance(parts.core, self._parts[at].core, 9), self._names[at])
        )
        return tuple(dict.fromkeys(self._names[at] for at in fitting))[:_MOST_PROPOSALS]


def _pairs(core: str) -> set[str]:
    """Neighbouring characters, and those with one between them (with a dot), of the beginning of a core."""
    head = core[:_PAIRED]
    next_to = {head[at : at + 2] for at in range(len(head) - 1)}
    return next_to | {f"{head[at]}.{head[at + 2]}" for at in range(len(head) - 2)}

"""How complaints are compared: the classifier's comparer, signatures and index, loaded when first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING

from app.tables import Tables
from complaints.likeness import Likeness, Told
from complaints.ports_intake import LikenessIndex, Signed

if TYPE_CHECKING:
    from classifier.likeness import Comparer
    from classifier.model import Model
    from classifier.neighbours import Neighbours
    from classifier.signatures import Signatures

_LEARNED_AT_ONCE = 50_000
_MARK = bytes(4)
"""Begins every signature that says by what it was made; no key is 0, so that older ones do not begin so."""


class TextLikenesses:
    """The Likenesses port on the classifier's parts."""

    def __init__(self, tables: Tables, model: Callable[[], Model]) -> None:
        self._tables = tables
        self._model = model

    def sign(self, told: Sequence[Told]) -> list[bytes]:
        """For each text the signature under which it is found again, in order."""
        return [self._mark + keys if keys else b"" for keys in self._signatures.signatures(told)]

    def begin(self, pairs: Sequence[tuple[Told, Told]]) -> Callable[[], list[Likeness]]:
        """Remember these; they are compared when the result is asked for."""
        return partial(self.compare, pairs)

    def compare(self, pairs: Sequence[tuple[Told, Told]]) -> list[Likeness]:
        """How alike the two of each pair are, in order."""
        return self.comparer.compare_pairs(pairs) if pairs else []

    def index(self) -> LikenessIndex:
        """An empty index."""
        from classifier.neighbours import Neighbours

        return _Index(Neighbours(), self._mark)

    @cached_property
    def comparer(self) -> Comparer:
        """What compares two texts."""
        from classifier.likeness import Comparer

        return Comparer(self._model().features.words, self._tables.towns, self._model())

    @cached_property
    def _signatures(self) -> Signatures:
        from classifier.signatures import Signatures

        return Signatures(self._tables.towns)

    @cached_property
    def _mark(self) -> bytes:
        """What a signature begins with that is made with these tables in this way."""
        return _MARK + self._signatures.recipe.to_bytes(len(_MARK), "little")


class _Index:
    """The LikenessIndex port on Neighbours; `mark` begins the signatures that are made as they are now."""

    def __init__(self, neighbours: Neighbours, mark: bytes) -> None:
        self._neighbours = neighbours
        self._mark = mark
        self._last = 0
        self._outdated: dict[int, None] = {}

    def copy(self) -> LikenessIndex:
        """One that knows the same and learns for itself."""
        other = _Index(self._neighbours.copy(), self._mark)
        other._last, other._outdated = self._last, dict(self._outdated)
        return other

    @property
    def last(self) -> int:
        """The highest id that was learned."""
        return self._last

    def learn(self, stored: Iterable[Signed]) -> None:
        """Know these too."""
        rest = iter(stored)
        while part := list(islice(rest, _LEARNED_AT_ONCE)):
            self._neighbours.add([one.id for one in part], [_keys(one) for one in part], [one.day for one in part])
            self._last = max(self._last, part[-1].id)
            for one in part:
                self._outdated.pop(one.id, None)
            self._outdated |= {one.id: None for one in part if not self._is_current(one)}

    def nearest(self, signed: Sequence[Signed], limit: int, within_days: int) -> list[tuple[int, ...]]:
        """For each of these the ids of others that may be like it, the likeliest first."""
        found = self._neighbours.find_all(
            [_keys(one) for one in signed], [one.day for one in signed], limit, within_days
        )
        return [tuple(ids) for ids in found]

    def outdated(self, most: int) -> list[int]:
        """Up to so many ids of those whose signature is made as it no longer is, the newest first."""
        return list(islice(reversed(self._outdated), most))

    def _is_current(self, signed: Signed) -> bool:
        return not signed.signature or signed.signature.startswith(self._mark)


def _keys(signed: Signed) -> bytes:
    """The keys of a signature, without what says how it was made."""
    return signed.signature[2 * len(_MARK) :] if signed.signature.startswith(_MARK) else signed.signature

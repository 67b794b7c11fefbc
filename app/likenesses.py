"""How complaints are compared: the classifier's comparer, signatures and index, loaded when first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
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


class TextLikenesses:
    """The Likenesses port on the classifier's parts."""

    def __init__(self, tables: Tables, model: Callable[[], Model]) -> None:
        self._tables = tables
        self._model = model

    def sign(self, told: Sequence[Told]) -> list[bytes]:
        """For each text the signature under which it is found again, in order."""
        return self._signatures.signatures(told)

    def compare(self, one: Told, others: Sequence[Told]) -> list[Likeness]:
        """How alike the one is to each of the others, in order."""
        return self.comparer.compare_all(one, others)

    def index(self) -> LikenessIndex:
        """An empty index."""
        from classifier.neighbours import Neighbours

        return _Index(Neighbours())

    @cached_property
    def comparer(self) -> Comparer:
        """What compares two texts."""
        from classifier.likeness import Comparer

        return Comparer(self._model().features.words, self._tables.towns, self._model())

    @cached_property
    def _signatures(self) -> Signatures:
        from classifier.signatures import Signatures

        return Signatures(self._tables.towns)


class _Index:
    """The LikenessIndex port on Neighbours."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self._last = 0

    @property
    def last(self) -> int:
        """The highest id that was learned."""
        return self._last

    def learn(self, stored: Iterable[Signed]) -> None:
        """Know these too."""
        rest = iter(stored)
        while part := list(islice(rest, _LEARNED_AT_ONCE)):
            self._neighbours.add([one.id for one in part], [one.signature for one in part], [one.day for one in part])
            self._last = max(self._last, part[-1].id)

    def nearest(self, signed: Sequence[Signed], limit: int, within_days: int) -> list[tuple[int, ...]]:
        """For each of these the ids of others that may be like it, the likeliest first."""
        found = self._neighbours.find_all(
            [one.signature for one in signed], [one.day for one in signed], limit, within_days
        )
        return [tuple(ids) for ids in found]

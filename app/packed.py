"""Texts and what is made of them as JSON between two processes; pickle takes several times as long for dataclasses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

import msgspec

from complaints.intake import Understanding
from complaints.likeness import Likeness, Told
from complaints.prediction import Prediction

T = TypeVar("T")
# MessagePack would forget in which zone a moment was told.
_pack = msgspec.json.Encoder().encode


class Packing(Generic[T]):
    """Lists of one kind to bytes and back; what comes back equals what went in."""

    def __init__(self, kind: type[list[T]]) -> None:
        self._unpack = msgspec.json.Decoder(kind).decode

    def pack(self, values: Iterable[T]) -> bytes:
        """The values as bytes; UnicodeEncodeError for half a surrogate, which no byte can stand for."""
        return _pack(list(values))

    def unpack(self, packed: bytes) -> list[T]:
        """The values that `pack` was given."""
        return self._unpack(packed)


TEXTS: Packing[Told] = Packing(list[Told])
PAIRS: Packing[tuple[Told, Told]] = Packing(list[tuple[Told, Told]])
UNDERSTANDINGS: Packing[Understanding] = Packing(list[Understanding])
LIKENESSES: Packing[Likeness] = Packing(list[Likeness])
PREDICTIONS: Packing[Prediction] = Packing(list[Prediction])

"""Reads a batch of titles and texts into symbols, and those into hashed grams of characters and numbered words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Literal

import numpy as np
import numpy.typing as npt

from classifier.words import Points, Words, normal_points

Integers = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Source = Literal["all", "title", "words"]

LONGEST = 600
"""Characters of a text that are read; what a complaint is about stands at its beginning."""
LONGEST_TITLE = 300
END = 0
"""Closes every title and every text; no gram contains it."""
_FADING = 200
"""The character at this place of title and text counts half of the first one, that at twice the place a third."""
_FADED = (1 / (1 + np.arange(LONGEST_TITLE + LONGEST + 2) / _FADING)).astype(np.float32)

_BITS = 20
_SINGLE = 1 << 16
"""Buckets below are single characters, by their code point; a rarer character has no bucket of its own."""
BUCKETS = _SINGLE + (1 << _BITS)
"""Further ones are hashed pairs: few collisions among the pairs that a model knows."""
_MIX = np.array([0x9E3779B1, 0x85EBCA6B], dtype=np.uint32)
_NONE = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Grams:
    """The occurrences of a batch before a block has looked them up; as in `Found`."""

    bucket: Integers
    weight: Floats
    start: Integers
    first: Integers
    length: Integers


@dataclass(frozen=True, slots=True)
class Symbols:
    """A batch before any block has seen it; `weight` has shape (symbols,), `buckets` (symbols, 2)."""

    points: Points
    start: Integers
    titles: Integers
    title_start: Integers
    weight: Floats
    buckets: Integers

    @property
    def text(self) -> str:
        """All symbols as one string."""
        return self.points.tobytes().decode("utf-32-le")

    def grams(self, source: Source) -> Grams:
        """Return the characters and the pairs that they begin, of all symbols or of the titles."""
        if source == "all":
            return Grams(self.buckets.reshape(-1), np.repeat(self.weight, 2), self.start * 2, _NONE, _NONE)
        buckets = self.buckets[self.titles].reshape(-1)
        return Grams(buckets, np.ones(len(buckets), np.float32), self.title_start * 2, _NONE, _NONE)

    def words(self, words: Words, numbers: Mapping[str, int]) -> Grams:
        """Return the words of all symbols that have a number, which is their bucket."""
        tokens = words.cut_normalised(self.text)
        bucket = np.fromiter(map(numbers.get, tokens, repeat(END)), dtype=np.int32, count=len(tokens))
        length = np.fromiter(map(len, tokens), dtype=np.int32, count=len(tokens))
        first = np.cumsum(length, dtype=np.int32) - length
        known = np.flatnonzero(bucket)
        first, length = first[known], length[known]
        start = np.searchsorted(first, self.start).astype(np.int32)
        return Grams(bucket[known], self.weight[first], start, first, length)


def read_symbols(texts: Sequence[tuple[str, str]]) -> Symbols:
    """Return the symbols of (title, text) pairs: of each first the title, then the text, each closed by END."""
    pieces = [piece for title, text in texts for piece in (title[:LONGEST_TITLE], text[:LONGEST])]
    points = normal_points([*pieces, ""]) if pieces else np.zeros(0, np.uint32)
    after = np.flatnonzero(points == END).astype(np.int32) + 1
    start = np.append(np.int32(0), after[1::2])
    lengths = after[::2] - start[:-1]
    title_start = np.append(np.int32(0), np.cumsum(lengths, dtype=np.int32))
    titles = np.arange(title_start[-1], dtype=np.int32) + np.repeat(start[:-1] - title_start[:-1], lengths)
    place = np.arange(len(points), dtype=np.int32) - np.repeat(start[:-1], np.diff(start))
    return Symbols(points, start, titles, title_start, _FADED.take(place, mode="clip"), _buckets(points))


def _buckets(points: Points) -> Integers:
    """Return for each symbol the bucket of the character and of the pair that it begins, shape (symbols, 2)."""
    buckets = np.zeros((len(points), 2), dtype=np.int32)
    if len(points) == 0:
        return buckets
    buckets[:, 0] = points if points.max() < _SINGLE else np.where(points < _SINGLE, points, END)
    pairs = points[:-1] * _MIX[0] + points[1:] * _MIX[1]
    buckets[:-1, 1] = (pairs >> np.uint32(32 - _BITS)) + np.uint32(_SINGLE)
    ends = np.flatnonzero(points == END)
    buckets[ends] = END
    buckets[np.maximum(ends - 1, 0), 1] = END
    return buckets

"""Turns titles and texts into numbers: four TF-IDF blocks of words and characters, each normalised apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, vstack

from classifier.words import SEPARATOR, Words, normalise_batch

Integers = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Source = Literal["all", "title"]
Unit = Literal["words", "characters"]
SOURCES: tuple[Source, ...] = ("all", "title")

_BITS = 20
BUCKETS = 1 << _BITS
"""Hash buckets of a block: 4 MB of look-up table, and few collisions among the grams that a model knows."""
_LONGEST = 500
"""Characters of a text that are read. What a complaint is about stands at its beginning: macro-F1 on petitions
is 0.917 with 400, 0.916 with 600 and 0.915 with all."""
_BATCH = 1_000
_END, _UNKNOWN, FIRST_WORD = 0, 1, 2
"""No gram contains the end of a text, or a word that training has not seen; the numbers of words follow."""


_LONGEST_TITLE = 300
_LEAST_TEXTS = 2
_MIX = np.array([0x9E3779B97F4A7C15, 0x1_0000_01B3], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """What a block counts: 1- to `longest`-grams of words or characters, of the title or of title and text."""

    source: Source
    unit: Unit
    longest: int
    weight: float


BLOCKS = (
    BlockSpec("all", "words", 1, 1.0),
    BlockSpec("all", "characters", 2, 1.0),
    BlockSpec("title", "words", 2, 0.7),
    BlockSpec("title", "characters", 2, 0.7),
)


@dataclass(frozen=True, slots=True)
class Block:
    """One fitted block: the hash buckets of the grams that it knows, ascending, and their weights.

    `buckets` and `idf` have shape (columns,).
    """

    spec: BlockSpec
    buckets: Integers
    idf: Floats
    table: Integers  #: For each of the BUCKETS the column, or -1.

    @classmethod
    def of(cls, spec: BlockSpec, buckets: Integers, idf: Floats) -> Block:
        """Return the block with its look-up table."""
        table = np.full(BUCKETS, -1, dtype=np.int32)
        table[buckets] = np.arange(len(buckets), dtype=np.int32)
        return cls(spec, buckets, idf, table)


@dataclass(frozen=True, slots=True)
class Symbols:
    """A batch as numbers: the symbols of all texts one after the other, each text closed by `_END`."""

    words: Integers
    characters: Integers
    tokens: list[str]  #: The words themselves, in step with `words`.

    def of(self, unit: Unit) -> Integers:
        """Return the symbols of the unit that a block counts."""
        return self.words if unit == "words" else self.characters

    def lengths(self) -> Integers:
        """Return the length of each word in characters."""
        return np.fromiter(map(len, self.tokens), dtype=np.int32, count=len(self.tokens))


@dataclass(frozen=True, slots=True)
class Found:
    """The known grams of a block as they occur in a batch, one element an occurrence.

    `first` and `last` are the symbols that the gram reaches from and to, `column` its column in the whole
    matrix, and `value` what this occurrence adds to the matrix there.
    """

    spec: BlockSpec
    text: Integers
    column: Integers
    first: Integers
    last: Integers
    value: Floats


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch of texts as read: its symbols by source, and its grams by block."""

    size: int
    columns: int
    symbols: dict[Source, Symbols]
    found: tuple[Found, ...]

    def matrix(self) -> csr_matrix:
        """Return the TF-IDF matrix, float32 of shape (texts, columns)."""
        value = np.concatenate([one.value for one in self.found])
        text = np.concatenate([one.text for one in self.found])
        column = np.concatenate([one.column for one in self.found])
        return csr_matrix((value, (text, column)), shape=(self.size, self.columns))


class Features:
    """The fitted vectoriser; `vocabulary` numbers the words that training has seen, from 2."""

    def __init__(self, words: Words, vocabulary: Sequence[str], blocks: Sequence[Block]) -> None:
        self.words = words
        self.vocabulary = tuple(vocabulary)
        self.blocks = tuple(blocks)
        self._number = {word: number for number, word in enumerate(vocabulary, start=FIRST_WORD)}
        self._number[SEPARATOR] = _END

    @classmethod
    def fit(cls, words: Words, texts: Sequence[tuple[str, str]]) -> Features:
        """Return the vectoriser fitted on (title, text) pairs; a gram counts when two texts have it."""
        cut = cls(words, (), ())
        tokens = {token for source in SOURCES for token in cut._symbols(texts, source).tokens}
        features = cls(words, sorted(token for token in tokens if token.strip(" " + SEPARATOR)), ())
        symbols = {source: features._symbols(texts, source) for source in SOURCES}
        features.blocks = tuple(_fit_block(spec, symbols[spec.source].of(spec.unit), len(texts)) for spec in BLOCKS)
        return features

    def transform(self, texts: Sequence[tuple[str, str]]) -> csr_matrix:
        """Return the TF-IDF matrix of (title, text) pairs, float32 of shape (len(texts), columns)."""
        return vstack([self.read(part).matrix() for part in batches(texts)], format="csr")

    def read(self, texts: Sequence[tuple[str, str]]) -> Batch:
        """Return the symbols and the known grams of (title, text) pairs."""
        symbols = {source: self._symbols(texts, source) for source in SOURCES}
        found = []
        columns = 0
        for block in self.blocks:
            found.append(_find(block, symbols[block.spec.source].of(block.spec.unit), len(texts), columns))
            columns += len(block.buckets)
        return Batch(len(texts), columns, symbols, tuple(found))

    def _symbols(self, texts: Sequence[tuple[str, str]], source: Source) -> Symbols:
        """Return the symbols of the titles, or of titles and texts together, in their order."""
        chosen = [title[:_LONGEST_TITLE] for title, _ in texts]
        if source == "all":
            chosen = [f"{title} {text[:_LONGEST]}".lstrip() for title, (_, text) in zip(chosen, texts, strict=True)]
        joined = normalise_batch(chosen) + SEPARATOR if chosen else ""
        tokens = self.words.cut_normalised(joined)
        numbers = map(self._number.get, tokens, repeat(_UNKNOWN))
        return Symbols(
            words=np.fromiter(numbers, dtype=np.int32, count=len(tokens)),
            characters=np.frombuffer(joined.encode("utf-32-le"), dtype=np.int32),
            tokens=tokens,
        )


def batches(texts: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    """Yield the texts in parts that fit the processor's cache; one empty part when there are none."""
    for start in range(0, max(len(texts), 1), _BATCH):
        yield texts[start : start + _BATCH]


def text_of(symbols: Integers) -> Integers:
    """Return for each symbol the number of its text in the batch."""
    ends = symbols == _END
    numbers: Integers = np.cumsum(ends, dtype=np.int32) - ends
    return numbers


def _grams(symbols: Integers, longest: int) -> tuple[Integers, Integers, Integers]:
    """Return bucket, first and last symbol of every 1- to `longest`-gram (at most 2) of known symbols."""
    known = symbols > _UNKNOWN
    at = np.flatnonzero(known).astype(np.int32)
    wide = symbols.astype(np.uint64)
    if longest == 1:
        return _hash(wide[at]), at, at
    pair = np.flatnonzero(known[:-1] & known[1:]).astype(np.int32)
    buckets = _hash(np.concatenate([wide[at], wide[pair] * _MIX[1] + wide[pair + 1]]))
    return buckets, np.concatenate([at, pair]), np.concatenate([at, pair + 1])


def _hash(codes: npt.NDArray[np.uint64]) -> Integers:
    """Return the bucket of each code: the high bits of a product (Fibonacci hashing, Knuth, TAOCP 3, 6.4)."""
    buckets: Integers = ((codes * _MIX[0]) >> np.uint64(64 - _BITS)).astype(np.int32)
    return buckets


def _fit_block(spec: BlockSpec, symbols: Integers, texts: int) -> Block:
    """Return the block with the grams that at least two texts have, and their smoothed idf."""
    bucket, first, _ = _grams(symbols, spec.longest)
    pairs = np.unique(text_of(symbols)[first].astype(np.int64) * BUCKETS + bucket)
    frequency = np.bincount(pairs % BUCKETS, minlength=1)
    buckets = np.flatnonzero(frequency >= _LEAST_TEXTS).astype(np.int32)
    idf = np.log((1 + texts) / (1 + frequency[buckets])) + 1
    return Block.of(spec, buckets, idf.astype(np.float32))


def _find(block: Block, symbols: Integers, texts: int, offset: int) -> Found:
    """Return the block's known grams; the values of a text, summed by column, have the length `weight`."""
    bucket, first, last = _grams(symbols, block.spec.longest)
    column = block.table[bucket]
    known = column >= 0
    column, first, last = column[known], first[known], last[known]
    text = text_of(symbols)[first]
    value = block.idf[column]
    summed = csr_matrix((value, (text, column)), shape=(texts, len(block.buckets)))
    squares = np.add.reduceat(np.append(summed.data**2, 0), summed.indptr[:-1])
    # reduceat gives an empty row the square that follows; no gram asks for it.
    scale = (block.spec.weight / np.sqrt(np.maximum(squares, 1e-12))).astype(np.float32)
    return Found(block.spec, text, column + offset, first, last, value * scale[text])

"""Turns titles and texts into numbers: TF-IDF of characters and their pairs, of the title's own, and of words.

Cutting a text into words costs more than all the rest, so the words are a block of their own, which is read only
where it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack, vstack

from classifier.symbols import BUCKETS, END, Floats, Grams, Integers, Source, Symbols, read_symbols
from classifier.words import Points, Words

_BATCH = 256
_ENDS = 2
"""Symbols of a title and text that are no characters: what closes the one and the other."""
_LEAST_TEXTS = 2
_FEW = 100
"""With fewer texts a gram of one of them counts too: there is nothing else to go by."""


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """What a block counts: characters and pairs of title and text or of the title alone, or the words of both.

    `weight` is the length of its vectors.
    """

    source: Source
    weight: float


BLOCKS = (BlockSpec("all", 1.0), BlockSpec("title", 1.0), BlockSpec("words", 1.0))
CHARACTER_BLOCKS = 2
"""The first of them are read without cutting a text into words."""


@dataclass(frozen=True, slots=True)
class Block:
    """One fitted block: the buckets of the grams that it knows, ascending, and their weights.

    `buckets` and `idf` have shape (columns,). The bucket of a word is its number in the vocabulary, from 1.
    """

    spec: BlockSpec
    buckets: Integers
    idf: Floats
    table: Integers  #: For each bucket its column and 1, or 0.

    @classmethod
    def of(cls, spec: BlockSpec, buckets: Integers, idf: Floats, size: int) -> Block:
        """Return the block with its look-up table of that many buckets."""
        table = np.zeros(size, dtype=np.int32)
        table[buckets] = np.arange(1, len(buckets) + 1, dtype=np.int32)
        return cls(spec, buckets, idf, table)


@dataclass(frozen=True, slots=True)
class Found:
    """What one block finds in a batch, one element an occurrence, text after text.

    Of characters there are two elements a symbol, the character and the pair that it begins, known or not; of
    words only the known ones. `place`, shape (occurrences,), is the column and 1, or 0 for a gram that training
    has not seen; `weight` what the occurrence counts there; those of text i are `start[i]:start[i + 1]`.
    `scale`, shape (texts,), makes the length of a text's vector of occurrences the weight of the block. Of words
    `first` is the symbol and `length` how many there are; of characters both are empty.
    """

    spec: BlockSpec
    place: Integers
    weight: Floats
    start: Integers
    scale: Floats
    first: Integers
    length: Integers

    def occurrences(self, places: int) -> csr_matrix:
        """Return what occurs in each text, not scaled, float32 of shape (texts, places)."""
        return csr_matrix((self.weight, self.place, self.start), shape=(len(self.scale), places))


@dataclass(frozen=True, slots=True)
class Batch:
    """Some texts as read: their symbols one after the other, first of the title, then of the text, each closed by END.

    `points` has shape (symbols,); those of text i are `start[i]:start[i + 1]`. `titles` are the numbers of the
    symbols that the titles are made of. `found` goes with `BLOCKS`, or with those of characters alone.
    """

    points: Points
    start: Integers
    titles: Integers
    found: tuple[Found, ...]

    @property
    def size(self) -> int:
        """How many texts there are."""
        return len(self.start) - 1

    @property
    def pairs(self) -> Integers:
        """The place of the pair that each symbol begins, shape (symbols,), 0 where training has not seen it."""
        return self.found[0].place[1::2]

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """How many characters each title and text have together, without their two ENDs."""
        return np.diff(self.start).astype(np.int64) - _ENDS

    def count(self, symbols: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """Return how many of the symbols are marked, by text; every text has its two ENDs."""
        return np.add.reduceat(symbols, self.start[:-1], dtype=np.int64) if self.size else np.zeros(0, np.int64)


class Features:
    """The fitted vectoriser; `vocabulary` are the words of the training texts, `words` cut a text into them."""

    def __init__(self, words: Words, vocabulary: Sequence[str], blocks: Sequence[Block]) -> None:
        self.words = words
        self.vocabulary = tuple(vocabulary)
        self.blocks = tuple(blocks)
        self._number = {word: number for number, word in enumerate(vocabulary, start=1)}

    @classmethod
    def fit(cls, words: Words, texts: Sequence[tuple[str, str]]) -> Features:
        """Return the vectoriser fitted on (title, text) pairs; a gram counts when two texts have it (of few, one)."""
        read = [read_symbols(part) for part in batches(texts)]
        found = {word for one in read for word in words.cut_normalised(one.text)}
        features = cls(words, sorted(word for word in found if word.strip("\0 ")), ())
        features.blocks = tuple(features._fit_block(spec, read, len(texts)) for spec in BLOCKS)
        return features

    @property
    def characters(self) -> int:
        """How many of the first columns are of characters."""
        return sum(len(block.buckets) for block in self.blocks[:CHARACTER_BLOCKS])

    def buckets(self, spec: BlockSpec) -> int:
        """Return how many buckets a block has."""
        return len(self.vocabulary) + 1 if spec.source == "words" else BUCKETS

    def transform(self, texts: Sequence[tuple[str, str]]) -> csr_matrix:
        """Return the TF-IDF matrix of (title, text) pairs, float32 of shape (len(texts), columns)."""
        return vstack([self._matrix(self.read(part, words=True)) for part in batches(texts)], format="csr")

    def read(self, texts: Sequence[tuple[str, str]], *, words: bool = False) -> Batch:
        """Return the symbols and the known grams of (title, text) pairs; the words too where they are wanted."""
        symbols = read_symbols(texts)
        blocks = self.blocks if words else self.blocks[:CHARACTER_BLOCKS]
        found = tuple(_found(block, self._grams(block.spec, symbols)) for block in blocks)
        return Batch(symbols.points, symbols.start, symbols.titles, found)

    def _grams(self, spec: BlockSpec, symbols: Symbols) -> Grams:
        return symbols.words(self.words, self._number) if spec.source == "words" else symbols.grams(spec.source)

    def _fit_block(self, spec: BlockSpec, read: Sequence[Symbols], texts: int) -> Block:
        """Return the block with the grams that enough texts have, and their smoothed idf."""
        size = self.buckets(spec)
        frequency = np.zeros(size, dtype=np.int64)
        for symbols in read:
            grams = self._grams(spec, symbols)
            text = np.repeat(np.arange(len(grams.start) - 1), np.diff(grams.start))
            frequency += np.bincount(np.unique(text * size + grams.bucket) % size, minlength=size)
        frequency[END] = 0
        least = _LEAST_TEXTS if texts >= _FEW else 1
        buckets = np.flatnonzero(frequency >= least).astype(np.int32)
        idf = np.log((1 + texts) / (1 + frequency[buckets])) + 1
        return Block.of(spec, buckets, idf.astype(np.float32), size)

    def tables(self, coef: Floats) -> tuple[Floats, ...]:
        """Return for each block what one occurrence of a gram adds, shape (columns + 1, labels): the first row is 0.

        `coef`, shape (columns, labels), are weights of the columns of the matrix, or of those of characters alone.
        """
        blocks = self.blocks if len(coef) > self.characters else self.blocks[:CHARACTER_BLOCKS]
        bounds = np.cumsum([len(block.buckets) for block in blocks])[:-1]
        parts = zip(blocks, np.split(coef, bounds), strict=True)
        return tuple(np.pad(block.idf[:, None] * part, ((1, 0), (0, 0))) for block, part in parts)

    def _matrix(self, batch: Batch) -> csr_matrix:
        parts = []
        for block, found in zip(self.blocks, batch.found, strict=True):
            per_text = np.repeat(found.scale, np.diff(found.start))
            known = np.append(np.float32(0), block.idf)
            values = (found.weight * known[found.place] * per_text, found.place, found.start)
            parts.append(csr_matrix(values, shape=(batch.size, len(block.idf) + 1))[:, 1:])
        whole = hstack(parts, format="csr")
        whole.sum_duplicates()
        return whole


def batches(texts: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    """Yield the texts in parts that fit the processor's cache; one empty part when there are none."""
    for start in range(0, max(len(texts), 1), _BATCH):
        yield texts[start : start + _BATCH]


def _found(block: Block, grams: Grams) -> Found:
    place = block.table.take(grams.bucket, mode="clip")
    shape = (len(grams.start) - 1, len(block.idf) + 1)
    occurrences = csr_matrix((grams.weight * grams.weight, place, grams.start), shape=shape)
    squares = occurrences @ np.append(np.float32(0), block.idf**2)
    scale = block.spec.weight / np.sqrt(np.maximum(squares, np.float32(1e-12)))
    return Found(block.spec, place, grams.weight, grams.start, scale.astype(np.float32), grams.first, grams.length)

"""Short runs of letters as numbers: the same code for the same letters, on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from classifier.words import SEPARATOR, normalise

Codes = npt.NDArray[np.uint64]
Texts = npt.NDArray[np.int64]

MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)
SLOT_BITS = 20
"""Slots of a look-up table by the low bits of a code: one step where a search takes twenty."""

_WORD = (1 << 64) - 1
_LONGEST_GRAM = 4


@dataclass(frozen=True, slots=True)
class Grams:
    """The pairs, triples and quadruples of a batch that consist of letters, by their length less two.

    `code` are their hashes, `text` the numbers of their texts, `at` where they begin.
    """

    code: Codes
    text: npt.NDArray[np.int64]
    at: npt.NDArray[np.int64]


class Names:
    """Words with the name that each stands for, found in grams; of a long word its beginning is looked for."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        known: dict[int, int] = {}
        for word, name in words:
            gram = normalise(word)[:_LONGEST_GRAM]
            if len(gram) > 1:
                known.setdefault(code_of(gram), crc32(name.encode()))
        self._codes = np.array([0, *known], dtype=np.uint64)
        self._names = np.array([0, *known.values()], dtype=np.uint64)
        self._at = np.zeros(1 << SLOT_BITS, dtype=np.int32)
        self._at[slot_of(self._codes)] = np.arange(len(self._codes))

    def find(self, grams: Sequence[Grams]) -> tuple[Texts, Codes]:
        """Return text and name of every word that is found, each pair once, in the order of the texts."""
        texts, names = [], []
        for some in grams:
            at = self._at[slot_of(some.code)]
            found = self._codes[at] == some.code
            texts.append(some.text[found])
            names.append(self._names[at[found]])
        both = np.unique((np.concatenate(texts).astype(np.uint64) << np.uint64(32)) | np.concatenate(names))
        return (both >> np.uint64(32)).astype(np.int64), both & np.uint64(0xFFFFFFFF)


def grams_of(points: npt.NDArray[np.uint32]) -> tuple[Grams, Grams, Grams]:
    """Return the pairs, triples and quadruples of letters."""
    letter = ((points >= 0x4E00) & (points <= 0x9FFF)) | ((points >= ord("a")) & (points <= ord("z")))
    ends = points == ord(SEPARATOR)
    text = np.cumsum(ends) - ends
    code, whole = points.astype(np.uint64), letter
    grams = []
    for length in range(2, _LONGEST_GRAM + 1):
        code = code[:-1] * MIX[0] + points[length - 1 :] if len(points) >= length else code[:0]
        whole = whole[:-1] & letter[length - 1 :]
        at = np.flatnonzero(whole)
        grams.append(Grams(_stirred(code[at]), text[at], at))
    return grams[0], grams[1], grams[2]


def _stirred(codes: Codes) -> Codes:
    """Return the codes with their high bits spread over the low ones, which become the key."""
    stirred: Codes = (codes ^ (codes >> np.uint64(29))) * MIX[1]
    return stirred ^ (stirred >> np.uint64(32))


def code_of(gram: str) -> int:
    """Return the code of one gram as `_grams` makes it."""
    first, second = (int(part) for part in MIX)
    code = 0
    for character in gram:
        code = (code * first + ord(character)) & _WORD
    code = ((code ^ (code >> 29)) * second) & _WORD
    return code ^ (code >> 32)


def slot_of(codes: Codes) -> npt.NDArray[np.int64]:
    return (codes & np.uint64((1 << SLOT_BITS) - 1)).astype(np.int64)

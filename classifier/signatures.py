"""The keys of a complaint by which the same matter is found again: its company, its places, its rare words.

A key is 32 bits: two say its kind, thirty are a hash. The hash is one way and too short to say what it was made of,
and phones are in none: no digit is read. The same complaint has the same keys on every machine; whoever changes how
keys are made raises RECIPE, and the stored ones are made anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from classifier.grams import MIX, SLOT_BITS, Codes, Grams, Names, Texts, code_of, grams_of, slot_of
from classifier.matters import MATTER as MATTER_KIND
from classifier.matters import Matters, read_matters
from classifier.words import SEPARATOR, normalise, normalise_batch
from complaints.companies.naming import core_of, find_companies
from complaints.likeness import Told
from complaints.towns import Towns

RECIPE = 2
MOST_KEYS = 24
COMMON_PAIRS = Path(__file__).parent / "common_pairs.txt"
"""Two lines: the character pairs that stand in many complaints (25 of the first 3,479 examples) or some (2)."""

TEXT, MATTER, SITE, COMPANY = range(4)
WEIGHT_OF_KIND = np.array([1.0, 1.5, 3.0, 8.0])
"""How much a key in common tells, by kind."""
COMMON_OF_KIND = np.array([1_000, 1_000, 1_000, 2_000])
"""A key that more entries than this have within the days asked for tells nothing, by kind."""

Keys = npt.NDArray[np.uint32]

_LONGEST = 300
_LONGEST_SEARCH = 160
"""Characters in which a company is looked for: whoever complains says at the beginning who is meant."""
_BATCH = 500
_RARE, _SOME, _SITES, _MATTERS, _COMPANIES = 10, 5, 3, 3, 2
_NAMES = 20_000
"""Companies whose keys are kept in mind: an export names few of them often."""
_HASH_BITS = 30
_HASH_MASK = np.uint64((1 << _HASH_BITS) - 1)
_SITE_ENDS = "路街巷村苑"


def kind_of(keys: Keys) -> npt.NDArray[np.int64]:
    """Return the kind of each key."""
    return (keys >> _HASH_BITS).astype(np.int64)


class Signatures:
    """Makes the keys of complaints. `towns` and `matters` are what place and matter are looked for in."""

    def __init__(self, towns: Towns, matters: Matters | None = None, common: Path = COMMON_PAIRS) -> None:
        self._commonness = _commonness(common)
        self._keys_of = lru_cache(maxsize=_NAMES)(_keys_of)
        named = [(word, town) for word in (*towns.words(), *towns.names) if (town := towns.find(word))]
        sayings = (matters or read_matters()).sayings
        said = [(one.words, one.name) for one in sayings if one.kind == MATTER_KIND and one.gap is None]
        self._towns, self._matters = Names(named), Names(said)
        self.recipe = crc32(repr((RECIPE, MOST_KEYS, named, said, common.read_text("utf-8"))).encode())
        """Another number where the same texts may have other keys, because a table or the way they are made changed."""

    def signature(self, told: Told) -> bytes:
        """Return the keys as stored: little-endian, ascending, at most `MOST_KEYS`."""
        return self.signatures([told])[0]

    def keys(self, told: Told) -> Keys:
        """Return the keys, uint32 of shape (keys,), ascending."""
        return np.frombuffer(self.signature(told), dtype="<u4")

    def signatures(self, batch: Sequence[Told]) -> list[bytes]:
        """Return for each complaint what `signature` returns for it."""
        return [one for at in range(0, len(batch), _BATCH) for one in self._signatures(batch[at : at + _BATCH])]

    def _signatures(self, batch: Sequence[Told]) -> list[bytes]:
        if not batch:
            return []
        names = [_companies(told) for told in batch]
        points = _points(batch)
        pairs, triples, quadruples = grams_of(points)
        companies = self._company_keys(names)
        parts = [
            companies,
            self._text_keys(pairs),
            _site_keys(points, triples),
            self._matter_keys((pairs, triples, quadruples), companies),
        ]
        text, key = (np.concatenate(some) for some in zip(*parts, strict=True))
        both = np.unique((text.astype(np.uint64) << np.uint64(32)) | key)
        bounds = np.searchsorted(both >> np.uint64(32), np.arange(len(batch) + 1, dtype=np.uint64))
        stored = (both & np.uint64(0xFFFFFFFF)).astype("<u4").tobytes()
        # The highest keys are those of companies and places; where there are too many, the words' are left out.
        return [
            stored[4 * max(start, end - MOST_KEYS) : 4 * end]
            for start, end in zip(bounds.tolist(), bounds[1:].tolist(), strict=False)
        ]

    def _company_keys(self, names: Sequence[Sequence[str]]) -> tuple[Texts, Codes]:
        keys = [(number, key) for number, found in enumerate(names) for name in found for key in self._keys_of(name)]
        both = np.array(keys, dtype=np.uint64).reshape(-1, 2)
        return both[:, 0].astype(np.int64), both[:, 1]

    def _text_keys(self, pairs: Grams) -> tuple[Texts, Codes]:
        """Return the pairs that no other complaint may have, and of those that some have, the same few each time."""
        level = self._commonness[slot_of(pairs.code)]
        chosen = [_fewest(pairs, level == which, most) for which, most in ((0, _RARE), (1, _SOME))]
        text, code = (np.concatenate(part) for part in zip(*chosen, strict=True))
        return text, _key(TEXT, code)

    def _matter_keys(self, grams: tuple[Grams, ...], companies: tuple[Texts, Codes]) -> tuple[Texts, Codes]:
        """Return a key for each matter with the company that the text names, and one with its town.

        Of several companies or towns the first in the list counts: always the same one.
        """
        texts, matters = self._matters.find(grams)
        found = []
        # The beginning of a company's name, by which others may call it, stands behind its whole name.
        beginnings = companies[0][1::2], companies[1][1::2]
        for whole, holders in (beginnings, self._towns.find(grams)):
            wholes, first = np.unique(whole, return_index=True)
            at = np.searchsorted(wholes, texts)
            held = at < len(wholes)
            held[held] = wholes[at[held]] == texts[held]
            codes = holders[first][at[held]] * MIX[1] + matters[held]
            found.append(_fewest(Grams(codes, texts[held], texts[held]), np.ones(len(codes), np.bool_), _MATTERS))
        text, code = (np.concatenate(some) for some in zip(*found, strict=True))
        return text, _key(MATTER, code)


def _companies(told: Told) -> list[str]:
    if told.company.strip():
        return [told.company]
    return find_companies(told.text[:_LONGEST_SEARCH])[:_COMPANIES]


def _keys_of(name: str) -> tuple[int, ...]:
    """Return the key of a company, and one of the beginning of its name, by which others may call it."""
    core = normalise(core_of(name)).strip()
    if len(core) < 2:
        return ()
    return (COMPANY << _HASH_BITS | crc32(core.encode()) >> 2, code_of(core[:2]) & int(_HASH_MASK))


def _site_keys(points: npt.NDArray[np.uint32], triples: Grams) -> tuple[Texts, Codes]:
    """Return keys of the triples that end like a road's or a village's name."""
    ends = np.array([ord(end) for end in _SITE_ENDS], dtype=np.uint32)
    text, code = _fewest(triples, np.isin(points[triples.at + 2], ends), _SITES)
    return text, _key(SITE, code)


def _points(batch: Sequence[Told]) -> npt.NDArray[np.uint32]:
    """Return the code points of all normalised texts, each closed by SEPARATOR."""
    joined = normalise_batch([f"{told.title[:_LONGEST]} {told.place} {told.text[:_LONGEST]}" for told in batch])
    return np.frombuffer((joined + SEPARATOR).encode("utf-32-le"), dtype=np.uint32)


def _fewest(grams: Grams, which: npt.NDArray[np.bool_], most: int) -> tuple[Texts, Codes]:
    """Return for each text up to `most` different codes of those that `which` says: the ones with the lowest hashes.

    Texts with codes in common choose the same (min-wise sampling, Broder 1997).
    """
    code = grams.code[which] & _HASH_MASK
    both = np.unique((grams.text[which].astype(np.uint64) << np.uint64(32)) | code)
    text = (both >> np.uint64(32)).astype(np.int64)
    rank = np.arange(len(text)) - np.searchsorted(text, text)
    kept = rank < most
    return text[kept], both[kept] & _HASH_MASK


def _key(kind: int, code: Codes) -> Codes:
    return (code & _HASH_MASK) | np.uint64(kind << _HASH_BITS)


def _commonness(path: Path) -> npt.NDArray[np.int8]:
    """Return for each slot whether its pairs stand in many (2), some (1) or hardly any complaints (0)."""
    many, some = (line.split() for line in path.read_text("utf-8").split("\n")[:2])
    table = np.zeros(1 << SLOT_BITS, dtype=np.int8)
    for level, pairs in ((1, some), (2, many)):
        table[slot_of(np.array([code_of(pair) for pair in pairs], dtype=np.uint64))] = level
    return table

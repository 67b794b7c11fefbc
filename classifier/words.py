"""Cuts Chinese text into words: jieba's dictionary and algorithm, in Rust where that is installed."""

from __future__ import annotations

import logging
import re
import tempfile
import unicodedata
import warnings
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

Engine = Literal["auto", "rjieba", "jieba"]

SEPARATOR = "\0"
"""Stands between two texts of a batch; no text contains it after `normalise`."""

Points = npt.NDArray[np.uint32]

_PLANE = 0x10000
_UNFOLDS = 0xFFFFFFFF
"""Stands for the normal form of a sign that has several characters; no character has this number."""
_MIX = np.uint32(0x9E3779B1)
_FREQUENCY = 20_000
"""High enough that an added word wins against the words it is made of."""


class Words:
    """Segments text with jieba's dictionary and the words that the office adds to it.

    `extra` holds the names of units, towns and matters. `engine` chooses the implementation; "auto" takes
    rjieba and falls back to jieba. The two agree on about 98 % of sentences.
    """

    def __init__(self, extra: Sequence[str], engine: Engine = "auto") -> None:
        self.extra = tuple(dict.fromkeys(word for word in map(normalise, extra) if word.strip()))
        self._cut = _engine(engine, self.extra)

    def cut(self, text: str) -> list[str]:
        """Return the words of the normalised text in their order; joined, they are `normalise(text)`."""
        return self._cut(normalise(text))

    def cut_normalised(self, text: str) -> list[str]:
        """Return the words of a text that `normalise` or `normalise_batch` has already been through."""
        return self._cut(text)


def normalise(text: str) -> str:
    """Return the text in half-width lower case (Unicode NFKC); control characters become spaces."""
    return normalise_batch([text])


def normalise_batch(texts: Sequence[str]) -> str:
    """Return all texts, normalised and joined by `SEPARATOR`."""
    return normal_points(texts).tobytes().decode("utf-32-le")


def normal_points(texts: Sequence[str]) -> Points:
    """Return the code points of all texts, normalised, with a 0 between each two, shape (characters,).

    One table look-up a character is about ten times as fast as unicodedata on Chinese text, where every
    full-width comma is a change; only a text with a rare sign that unfolds into several (㎡, ㈱) takes that way.
    """
    joined = SEPARATOR.join(texts)
    if joined.count(SEPARATOR) != max(len(texts) - 1, 0):
        joined = SEPARATOR.join([text.replace(SEPARATOR, " ") for text in texts])
    plain = _plain(joined)
    if (plain == _UNFOLDS).any():
        plain = _plain(_unfolding_signs().sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), joined))
    return plain


def code_points(text: str) -> Points:
    """Return the code points of the text; a half surrogate, which no file can hold, becomes a question mark."""
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)


def run_hashes(points: Points, length: int, bits: int) -> Points:
    """Return a hash of that many bits of each run of `length` characters, by its first one."""
    runs = max(len(points) - length + 1, 0)
    # Without its length a run would have the hash of one that begins with a 0.
    hashes = points[:runs] + np.uint32(length << 24)
    for at in range(1, length):
        hashes = hashes * _MIX + points[at : at + runs]
    return (hashes * _MIX) >> np.uint32(32 - bits)


def _plain(text: str) -> Points:
    """Return the normal forms of the characters."""
    points = code_points(text)
    table = _table()
    if points.max(initial=0) < _PLANE:
        return table.take(points)
    return np.where(points < _PLANE, table.take(np.minimum(points, _PLANE - 1)), points)


@lru_cache(maxsize=1)
def _table() -> Points:
    """Return for each code point of the basic plane its normal form, or `_UNFOLDS` where that has several."""
    table = np.arange(_PLANE, dtype=np.uint32)
    for point in range(1, _PLANE):
        character = chr(point)
        normal = unicodedata.normalize("NFKC", character)
        if unicodedata.category(character) in ("Cc", "Cs"):
            table[point] = ord(" ")
        elif len(normal) > 1:
            # The ellipsis is punctuation, in every second complaint; unfolding it would gain nothing.
            if character != "…":
                table[point] = _UNFOLDS
        elif len(normal.lower()) == 1:
            table[point] = ord(normal.lower())
    return table


@lru_cache(maxsize=1)
def _unfolding_signs() -> re.Pattern[str]:
    """Return the pattern of the signs that NFKC writes with several characters."""
    return re.compile("[" + "".join(map(chr, np.flatnonzero(_table() == _UNFOLDS))) + "]")


def _engine(engine: Engine, extra: Sequence[str]) -> Callable[[str], list[str]]:
    """Return the cutting function of the chosen engine, with the added words in its dictionary."""
    if engine != "jieba":
        try:
            return _rjieba(extra)
        except ImportError:
            if engine == "rjieba":
                raise
            logging.getLogger(__name__).warning("rjieba is not installed; jieba cuts the same words more slowly")
    return _jieba(extra)


def _rjieba(extra: Sequence[str]) -> Callable[[str], list[str]]:
    from rjieba import Jieba

    segmenter = Jieba()
    for word in extra:
        segmenter.add_word(word, _FREQUENCY, "n")
    cut: Callable[[str], list[str]] = segmenter.cut
    return cut


def _jieba(extra: Sequence[str]) -> Callable[[str], list[str]]:
    with warnings.catch_warnings():
        # jieba imports pkg_resources, which warns of its own end.
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.WARNING)
    segmenter = jieba.Tokenizer()
    # jieba leaves a cache in the system's temporary folder for ever; here it goes with this folder.
    with tempfile.TemporaryDirectory() as folder:
        segmenter.tmp_dir = folder
        segmenter.initialize()
    for word in extra:
        segmenter.add_word(word, _FREQUENCY, "n")
    cut: Callable[[str], list[str]] = segmenter.lcut
    return cut

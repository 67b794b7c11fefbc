"""Turns cases into numbers twice: by the matter they tell, and by the names they tell it of.

Kept apart, because the same trouble at two estates is two topics, and so are two troubles at the same estate.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from classifier.topic_names import Kind, Mention, kind_of, mentions
from classifier.topic_told import HIDDEN, Background, Told, marked

_HEAD_WEIGHT = 3
"""A word of the headline counts as often as three of the text."""
_FEW = 3

Flags = npt.NDArray[np.bool_]
Weights = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Block:
    """One way to see the cases: a TF-IDF matrix of shape (cases, columns), rows of length 1 or 0, and the columns."""

    matrix: csr_matrix
    columns: list[str]


@dataclass(frozen=True, slots=True)
class Features:
    """The cases by matter and by names, and the words and names of their headlines.

    `sited` says whose headline names a site; `sites` are the columns of `names` that are one.
    """

    matter: Block
    names: Block
    heads: Block
    sited: Flags
    sites: Flags


def features(told: Sequence[Told], background: Background) -> Features:
    """The blocks of the cases."""
    names = _Names.of(told)
    rows = [_Counts() for _ in range(3)]
    sited = np.zeros(len(told), dtype=np.bool_)
    sites: set[str] = set()
    for at, one in enumerate(told):
        head, body = _Read.of(one.head, names), _Read.of(one.body, names)
        sited[at] = bool(head.sites)
        sites |= head.sites | body.sites
        # Without a place, a subject alone would join all questions about it.
        spoken = marked(one.matters if head.sites else ())
        rows[0].add(_weighed(head.matter, body.matter) + _pairs(head.runs(one.head)) + spoken)
        rows[1].add(_weighed(head.names, body.names))
        rows[2].add(head.matter + head.names)
    matter, by_name, heads = rows[0].block(background), rows[1].block(Background()), rows[2].block(background)
    is_site = np.fromiter((name in sites for name in by_name.columns), dtype=np.bool_, count=len(by_name.columns))
    return Features(matter, by_name, heads, sited, is_site)


def _weighed(head: Counter[str], body: Counter[str]) -> Counter[str]:
    return Counter({word: _HEAD_WEIGHT * head[word] + body[word] for word in (*head, *body)})


def _pairs(runs: Sequence[str]) -> Counter[str]:
    """Two characters each of what a headline tells: 搅拌站 and 搅拌厂, 车贷 and 车贷案 are alike by them."""
    return Counter({f"{HIDDEN}{run[at : at + 2]}": _HEAD_WEIGHT for run in runs for at in range(len(run) - 1)})


@lru_cache(maxsize=200_000)
def _tells(word: str) -> bool:
    return len(word) > 1 and kind_of(word) > Kind.STOP and not word.isdigit()


@dataclass(frozen=True, slots=True)
class _Read:
    """What a text tells, what it names, and which of its words are surely a name's."""

    matter: Counter[str]
    names: Counter[str]
    sites: set[str]
    named: list[bool]

    @classmethod
    def of(cls, text: Sequence[str], known: _Names) -> _Read:
        named = [False] * len(text)
        names: Counter[str] = Counter()
        sites: set[str] = set()
        for mention in mentions(text):
            if not known.is_name(mention):
                continue
            names[mention.name] += 1
            if mention.site:
                sites.add(mention.name)
                if known.is_sure(mention):
                    named[mention.start : mention.end] = [True] * (mention.end - mention.start)
        matter = Counter([word for word, is_named in zip(text, named, strict=True) if not is_named and _tells(word)])
        return cls(matter, names, sites, named)

    def runs(self, text: Sequence[str]) -> list[str]:
        """The telling words of the text where they stand together."""
        runs = [""]
        for word, is_named in zip(text, self.named, strict=True):
            if is_named or kind_of(word) <= Kind.PLACE:
                runs.append("")
            else:
                runs[-1] += word
        return runs


class _Names:
    """What the whole corpus says of the names: how many cases have one, and which are but the end of others."""

    def __init__(self, having: Mapping[str, int], ends: frozenset[str]) -> None:
        self._having = having
        self._ends = ends

    @classmethod
    def of(cls, told: Sequence[Told]) -> _Names:
        having: Counter[str] = Counter()
        longer: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for one in told:
            seen: set[str] = set()
            for text in (one.head, one.body):
                for mention in mentions(text):
                    seen.add(mention.name)
                    left = text[mention.start - 1] if mention.start else ""
                    if left and kind_of(left) > Kind.PLACE:
                        longer[mention.name][left + mention.name] += 1
            having.update(seen)
        ends: set[str] = set()
        # 职业技术学院 before 技术学院: whether the longer one is an end decides about the shorter.
        for name in sorted(longer, key=lambda name: (-len(name), name)):
            if _is_end(having[name], longer[name], ends):
                ends.add(name)
        return cls(having, frozenset(ends))

    def is_name(self, mention: Mention) -> bool:
        """职业技术学院 is none: it only ends the names of many colleges."""
        return mention.name not in self._ends

    def is_sure(self, mention: Mention) -> bool:
        """Whether its words are surely the name's own, and tell nothing of the matter."""
        return self._having[mention.name] > 1 or mention.end - mention.start <= 2


def _is_end(having: int, longer: Counter[str], ends: set[str]) -> bool:
    total = longer.total()
    if total < _FEW or total < having / 2:
        return False
    name, most = min(longer.items(), key=lambda item: (-item[1], item[0]))
    return most < total / 2 or name in ends


class _Counts:
    """Rows of counts, gathered in little memory."""

    def __init__(self) -> None:
        self._column: dict[str, int] = {}
        self._at, self._count = array("i"), array("i")
        self._ends = array("q", [0])

    def add(self, row: Mapping[str, int]) -> None:
        for word, count in row.items():
            self._at.append(self._column.setdefault(word, len(self._column)))
            self._count.append(count)
        self._ends.append(len(self._at))

    def block(self, background: Background) -> Block:
        """TF-IDF with logarithmic counts, every row of length 1 (Salton and Buckley 1988)."""
        rows = len(self._ends) - 1
        at = np.frombuffer(self._at, dtype=np.int32) if self._at else np.zeros(0, np.int32)
        count = np.frombuffer(self._count, dtype=np.int32) if self._count else np.zeros(0, np.int32)
        having = np.bincount(at, minlength=len(self._column))
        idf = _idf(self._column, having, rows, background)
        value = ((1 + np.log(count)) * idf[at]).astype(np.float32)
        shape = (rows, len(self._column))
        matrix = csr_matrix((value, at, np.frombuffer(self._ends, dtype=np.int64)), shape=shape)
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        matrix.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(matrix.indptr)).astype(np.float32)
        return Block(matrix, list(self._column))


def _idf(columns: Iterable[str], having: npt.NDArray[np.int64], rows: int, background: Background) -> Weights:
    there = np.fromiter((background.having.get(word, 0) for word in columns), dtype=np.int64, count=len(having))
    idf: Weights = np.log((1 + rows + background.size) / np.maximum(having + there, 1)) + 1e-3
    return idf

"""A case in words, and what is common in other texts: what topics are found by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from classifier.matters import Matters, read_matters
from classifier.topic_names import MASKED_PLACE
from classifier.words import SEPARATOR, Words, normalise, normalise_batch
from complaints.topics import Case

HIDDEN = "~"
"""Columns that begin so are no words of the cases."""
_LONGEST = 500
"""Characters of a text that are read: what a complaint is about stands at its beginning."""
_LONGEST_HEAD = 60
_MATTER_WEIGHT = 3
_OPENING = 100
"""Characters of a text in which its matters are looked for."""
_BATCH = 1_000
_FIRST_SENTENCE = re.compile(r"[^。！？!?；;\n]{4,60}")
_COMPANY_FORM = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|公司)$")
_CODE, _UNITS = re.compile(r"[a-z]\d{0,3}"), frozenset("省市区县")


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of `size` other texts each word stands: what is common in a complaint, and what is telling."""

    having: Mapping[str, int] = field(default_factory=dict)
    size: int = 0

    @classmethod
    def of(cls, words: Words, texts: Sequence[str]) -> Background:
        """The background of these texts."""
        having: Counter[str] = Counter()
        for text in texts:
            having.update(set(words.cut(text[:_LONGEST])) | marked(_spoken(text[:_OPENING])).keys())
        return cls(dict(having), len(texts))


@dataclass(frozen=True, slots=True)
class Told:
    """A case in words: its headline, which is the first sentence where it has no title, and its text.

    `matters` are what it speaks of by matters.csv, so that 停电 and 跳闸 are alike though no word is the same.
    """

    head: tuple[str, ...]
    body: tuple[str, ...]
    matters: tuple[str, ...] = ()


def tell(words: Words, cases: Sequence[Case]) -> list[Told]:
    """The cases in words. Equal words are one object: a hundred thousand texts have few different ones."""
    known: dict[str, str] = {}
    told: list[Told] = []
    for start in range(0, len(cases), _BATCH):
        part = cases[start : start + _BATCH]
        heads = _cut(words, [head_of(case)[:_LONGEST_HEAD] for case in part], known)
        bodies = _cut(words, [_without_company(case, case.text[:_LONGEST]) for case in part], known)
        told += map(Told, heads, bodies, [_spoken(f"{head_of(case)} {case.text[:_OPENING]}") for case in part])
    return told


def _spoken(text: str) -> tuple[str, ...]:
    found = _matters().find(normalise(text))
    return tuple(sorted({*found.matters, *found.things}))


@lru_cache(maxsize=1)
def _matters() -> Matters:
    return read_matters()


def marked(matters: Sequence[str]) -> Counter[str]:
    """The matters as hidden columns, each with its weight."""
    return Counter({f"{HIDDEN}!{matter}": _MATTER_WEIGHT for matter in matters})


def head_of(case: Case) -> str:
    """The headline of the case, without its own company; the first sentence where it has none."""
    if case.title.strip():
        return _without_company(case, case.title)
    found = _FIRST_SENTENCE.search(case.text)
    return _without_company(case, found[0] if found else case.text)


def _without_company(case: Case, text: str) -> str:
    """The text without the complaining enterprise's own name, which says nothing of what it complains about."""
    short = _COMPANY_FORM.sub("", case.company)
    for name in (case.company, short):
        if len(name) >= 4:
            text = text.replace(name, " ")
    return text


def _cut(words: Words, texts: Sequence[str], known: dict[str, str]) -> list[tuple[str, ...]]:
    joined = MASKED_PLACE.sub(r" \g<0> ", normalise_batch(texts))
    cut: list[tuple[str, ...]] = []
    line: list[str] = []
    for word in (*words.cut_normalised(joined), SEPARATOR):
        if word == SEPARATOR:
            cut.append(tuple(line))
            line = []
        elif line and word in _UNITS and _CODE.fullmatch(line[-1]):
            line[-1] = known.setdefault(line[-1] + word, line[-1] + word)
        elif word != " ":
            line.append(known.setdefault(word, word))
    return cut

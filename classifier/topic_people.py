"""Who speaks in a topic: what one person sends again counts once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from complaints.topics import Case, Voice

_SAME_TEXT = 0.8
"""Share of common character pairs from which two long texts are one that was sent again."""
_LONG = 20
"""Characters below which even an equal text may well be another person's."""
_COMPARED = 200
"""Characters of a text that are compared."""
_BLANK = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")


def voices_of(cases: Sequence[Case]) -> list[Voice]:
    """The people behind the cases, each since they first spoke and with their greatest weight, the earliest first.

    A reporter or an enterprise that is named is one person; who is not named is told by the text.
    """
    person = list(range(len(cases)))
    for one, other in _same(cases):
        _unite(person, one, other)
    theirs: defaultdict[int, list[Case]] = defaultdict(list)
    for at, case in enumerate(cases):
        theirs[_root(person, at)].append(case)
    voices = [Voice(min(case.at for case in own), max(case.weight for case in own)) for own in theirs.values()]
    return sorted(voices, key=lambda voice: (voice.at, voice.weight))


def companies_of(cases: Sequence[Case]) -> int:
    """How many enterprises are named as complaining."""
    return len({_BLANK.sub("", case.company) for case in cases} - {""})


def _same(cases: Sequence[Case]) -> Iterator[tuple[int, int]]:
    """Pairs of cases of one person."""
    known: dict[tuple[str, str], int] = {}
    by_text: dict[str, list[int]] = {}
    pairs = [_pairs(case) for case in cases]
    for at, case in enumerate(cases):
        for key in _keys(case):
            if key in known:
                yield known[key], at
            known[key] = at
        # Who copies changes a word or two, but hardly the same ones at both ends.
        for end in _ends(case):
            for other in by_text.setdefault(end, []):
                if _may_be_same(cases[other], case) and _likeness(pairs[other], pairs[at]) >= _SAME_TEXT:
                    yield other, at
            by_text[end].append(at)


def _keys(case: Case) -> list[tuple[str, str]]:
    company = _BLANK.sub("", case.company)
    if case.reporter:
        return [("reporter", case.reporter)]
    return [("company", company)] if company else []


def _may_be_same(one: Case, other: Case) -> bool:
    """Whether no name says that two people speak."""
    for mine, theirs in ((one.reporter, other.reporter), (one.company, other.company)):
        if mine and theirs and mine != theirs:
            return False
    return True


def _ends(case: Case) -> list[str]:
    text = _plain(case)
    return [f"<{text[:8]}", f">{text[-8:]}", f"={_BLANK.sub('', case.title)}"] if len(text) >= _LONG else []


def _plain(case: Case) -> str:
    return _BLANK.sub("", case.text or case.title)[:_COMPARED]


def _pairs(case: Case) -> frozenset[str]:
    text = _plain(case)
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _root(person: list[int], at: int) -> int:
    while person[at] != at:
        person[at] = person[person[at]]
        at = person[at]
    return at


def _unite(person: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(person, one), _root(person, other)))
    person[second] = first

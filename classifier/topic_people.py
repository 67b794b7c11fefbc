"""Who speaks in a topic: what one person sends again counts once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from complaints.topics import Case

_LONG = 20
"""Characters below which even an equal text may well be another person's."""
_TELLING = 2
"""Sentences, the longest of a text, that are the same where it was sent again: who copies changes a word or two."""
_SENTENCE = re.compile(r"[。！？!?；;\n]+")
_BLANK = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")

Key = tuple[str, ...]


def people_of(cases: Sequence[Case]) -> list[int]:
    """The person behind each case, as the position of their first case.

    A reporter, or else an enterprise, that is named is one person; all who sent the same without a name are one. Each
    case tells its person by itself, so that one more case never makes one person of two.
    """
    first: dict[Key, int] = {}
    return [first.setdefault(_person(case, at), at) for at, case in enumerate(cases)]


def companies_of(cases: Sequence[Case]) -> int:
    """How many enterprises are named as complaining."""
    return len({_BLANK.sub("", case.company) for case in cases} - {""})


def _person(case: Case, at: int) -> Key:
    return _name(case) or _text(case) or ("case", str(at))


def _name(case: Case) -> Key:
    if case.reporter:
        return ("reporter", case.reporter)
    company = _BLANK.sub("", case.company)
    return ("company", company) if company else ()


def _text(case: Case) -> Key:
    """What tells the text from others, or nothing where it is too short for that."""
    text = case.text or case.title
    if len(_BLANK.sub("", text)) < _LONG:
        return ()
    sentences = {_BLANK.sub("", sentence) for sentence in _SENTENCE.split(text)}
    return ("text", *sorted(sentences, key=lambda sentence: (-len(sentence), sentence))[:_TELLING])

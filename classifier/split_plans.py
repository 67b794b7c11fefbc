"""The ways in which a text may be cut into passages: as it numbers them itself, or by its sentences and turns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from classifier.split_prose import Passage, Turn, passages
from complaints.matters import (
    Outline,
    counts_matters,
    identity,
    is_list_of_matters,
    outlines,
    without_announcement,
    without_tail,
)

_MOST_PASSAGES = 30
"""A text with more is a document, and nothing that a person would split."""
_HEAD = 60
_COUNTED = re.compile(
    r"[两俩二三四五几][个件桩点条项方]?[件个]?(?:事|问题|情况|诉求|难题|困难|难处)|两方面|如下(?:几|两|三|问题|困难|诉求)"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to cut a text; `context` says who speaks or where it is, and belongs to every part.

    `lead` is what stands before numbered passages, where it may be the matter that they are about; `counted` says that
    the text announces several matters.
    """

    passages: tuple[Passage, ...]
    context: str
    lead: str = ""
    counted: bool = False

    def with_lead(self) -> tuple[Passage, ...]:
        """Return the passages after the lead; they may be points of that, and need more to be matters."""
        if not self.lead:
            return self.passages
        return Passage(self.lead, Turn.START), *(replace(one, turn=Turn.ALSO) for one in self.passages)

    def turns(self) -> bool:
        """Whether a word, a mark or an empty line leads to one of the passages."""
        return any(passage.turn >= Turn.LINE for passage in self.passages)

    def pieces(self) -> Iterator[str]:
        """Yield everything that must be classified before the text can be cut."""
        found = self.with_lead()
        yield from (passage.text for passage in found)
        yield from rests(found)


def plans(text: str) -> list[Plan]:
    """Return the ways in which the text may be cut, the most explicit first; none where it says one thing."""
    counted = counts_matters(text[:_HEAD]) or _COUNTED.search(text[:_HEAD]) is not None
    found = [_of_outline(outline, counted) for outline in outlines(text) if is_list_of_matters(outline)]
    prose = tuple(passages(text))
    if len(prose) >= 2:
        found.append(Plan(prose, identity(prose[0].text), counted=counted))
    return [plan for plan in found if len(plan.passages) <= _MOST_PASSAGES]


def rests(found: tuple[Passage, ...]) -> list[str]:
    """Return for each passage the text from there to the next turn."""
    texts: list[str] = []
    for at in range(len(found) - 1, -1, -1):
        goes_on = at + 1 < len(found) and found[at + 1].turn <= Turn.SENTENCE
        texts.append(found[at].text + (texts[-1] if goes_on else ""))
    return texts[::-1]


def worded(context: str, group: list[Passage]) -> tuple[str, str]:
    """Return a part's text and its own words; who speaks or where it is stands before them in the text."""
    words = without_tail("\n".join(passage.text for passage in group))
    # The company's name would speak for a unit: 陶瓷旅游公司 has matters of every kind.
    return (words if not context or context in words else f"{context}，{words}"), words


def _of_outline(outline: Outline, counted: bool) -> Plan:
    named = outline.named or counts_matters(outline.lead)
    turn = Turn.NAMED if named else Turn.NUMBERED
    lead = "" if named else without_announcement(outline.lead)
    return Plan(tuple(Passage(item, turn) for item in outline.items), identity(outline.lead), lead, counted)

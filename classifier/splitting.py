"""拆案: the matters of one text, each with the unit that it would go to; most texts hold one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from classifier.matters import Matters
from classifier.split_cues import goes_on
from classifier.split_judge import Sight, SplitJudge
from classifier.split_prose import Passage, Turn, passages, sentences
from complaints.matters import (
    Outline,
    counts_matters,
    identity,
    is_list_of_matters,
    outlines,
    without_announcement,
    without_tail,
)
from complaints.ports import Classifier
from complaints.prediction import NOT_A_COMPLAINT, Decision, Prediction

_MOST_PASSAGES = 30
"""A text with more is a document, and nothing that a person would split."""


@dataclass(frozen=True, slots=True)
class Part:
    """One matter in the words of the text, with whose it is."""

    text: str
    prediction: Prediction


@dataclass(frozen=True, slots=True)
class _Plan:
    """One way to cut a text; `context` says who speaks or where it is, and belongs to every part."""

    passages: tuple[Passage, ...]
    context: str
    lead: str = ""  #: What stands before numbered passages, where it may be the matter that they are about.


class Splitter:
    """Proposes the parts of texts; the classifier says whose each would be, and so helps to tell them apart."""

    def __init__(self, classifier: Classifier, matters: Matters | None = None) -> None:
        self._classifier = classifier
        self._judge = SplitJudge(classifier, matters)

    def split(self, text: str) -> list[Part]:
        """Return the parts of the text in their order; the whole text where it holds one matter."""
        return self.split_all([text])[0]

    def split_all(self, texts: Sequence[str]) -> list[list[Part]]:
        """Return the parts of each text, in their order."""
        plans = [_plans(text) or self._of_sentences(text) for text in texts]
        said: dict[str, Prediction] = {}
        self._classify(said, (piece for text, some in zip(texts, plans, strict=True) for piece in _pieces(text, some)))
        cut = [self._cut(text, some, said) for text, some in zip(texts, plans, strict=True)]
        self._classify(said, (words for parts in cut for _, words in parts))
        return [[Part(text, _of_a_part(said[words], len(parts))) for text, words in parts] for parts in cut]

    def _of_sentences(self, text: str) -> list[_Plan]:
        """Return the plan to cut between sentences, where these name matters of different units."""
        found = tuple(sentences(text))
        if not found or not self._judge.may_differ([passage.text for passage in found]):
            return []
        return [_Plan(found, identity(found[0].text))]

    def _classify(self, said: dict[str, Prediction], texts: Iterable[str]) -> None:
        """Add the predictions of those texts that have none yet."""
        new = [text for text in dict.fromkeys(texts) if text not in said]
        if new:
            said.update(zip(new, self._classifier.classify([("", text) for text in new]), strict=True))

    def _cut(self, text: str, plans: Sequence[_Plan], said: Mapping[str, Prediction]) -> list[tuple[str, str]]:
        """Return by the first plan that finds two matters or more each part's text, and its words to judge it by."""
        if plans and said[text].decision is not Decision.NOT_COMPLAINT:
            seen = {piece: self._judge.see(piece, said[piece]) for piece in _pieces(text, plans)}
            for plan in plans:
                groups = self._groups(_all_of(plan) if _leads(plan, seen) else plan.passages, seen)
                if len(groups) >= 2 and not _is_story(groups):
                    return [_worded(plan.context, group) for group in groups]
        return [(text, text)]

    def _groups(self, found: Sequence[Passage], seen: Mapping[str, Sight]) -> list[list[Passage]]:
        """Return the passages by matter; what is no matter by itself goes with what stands before it."""
        groups: list[list[Passage]] = []
        sights: list[Sight] = []
        for passage in found:
            at = self._place(sights, groups, passage, seen[passage.text])
            if at == len(groups):
                groups.append([passage])
                sights.append(seen[passage.text])
            else:
                groups[at].append(passage)
                sights[at] = sights[at].with_more(seen[passage.text])
        return groups

    def _place(
        self, sights: Sequence[Sight], groups: Sequence[Sequence[Passage]], passage: Passage, sight: Sight
    ) -> int:
        """Return the number of the group that the passage belongs to; the next one when it starts a new matter."""
        last = len(groups) - 1
        if last < 0:
            return 0
        if not _is_matter(sights[0], groups[0]) or not self._judge.starts_new(sights[last], passage, sight):
            return last
        told_before = (at for at in range(last) if self._judge.goes_with(sights[at], passage, sight))
        return next(told_before, last + 1)


def _is_story(groups: Sequence[Sequence[Passage]]) -> bool:
    """Whether sentences without a turn between them only go on: matters told so are told in one sentence each."""
    return any(one.turn is Turn.SENTENCE and not goes_on(one.text) for group in groups for one in group[1:])


def _is_matter(sight: Sight, group: Sequence[Passage]) -> bool:
    turn = group[0].turn
    return sight.stands(turn) if turn >= Turn.NUMBERED else sight.begins()


def _plans(text: str) -> list[_Plan]:
    """Return the ways in which the text may be cut, the most explicit first."""
    plans = [*map(_of_outline, filter(is_list_of_matters, outlines(text))), *_of_prose(text)]
    return [plan for plan in plans if len(plan.passages) <= _MOST_PASSAGES]


def _pieces(text: str, plans: Sequence[_Plan]) -> Iterator[str]:
    """Yield everything that must be classified before the text can be cut; nothing where it cannot be."""
    if plans:
        yield text
    for plan in plans:
        yield from (passage.text for passage in _all_of(plan))


def _of_outline(outline: Outline) -> _Plan:
    named = outline.named or counts_matters(outline.lead)
    turn = Turn.NAMED if named else Turn.NUMBERED
    lead = "" if named else without_announcement(outline.lead)
    return _Plan(tuple(Passage(item, turn) for item in outline.items), identity(outline.lead), lead)


def _all_of(plan: _Plan) -> tuple[Passage, ...]:
    """Return the passages of a plan after its lead; they may be points of that, and need more to be matters."""
    if not plan.lead:
        return plan.passages
    return Passage(plan.lead, Turn.START), *(replace(one, turn=Turn.ALSO) for one in plan.passages)


def _leads(plan: _Plan, seen: Mapping[str, Sight]) -> bool:
    return bool(plan.lead) and bool(seen[plan.lead].own) and seen[plan.lead].tells


def _of_prose(text: str) -> Iterator[_Plan]:
    found = tuple(passages(text))
    if len(found) >= 2:
        yield _Plan(found, identity(found[0].text))


def _worded(context: str, group: Sequence[Passage]) -> tuple[str, str]:
    """Return the part's text and its own words; who speaks or where it is stands before them in the text."""
    words = without_tail("\n".join(passage.text for passage in group))
    # The company's name would speak for a unit: 陶瓷旅游公司 has matters of every kind.
    return (words if not context or context in words else f"{context}，{words}"), words


def _of_a_part(prediction: Prediction, parts: int) -> Prediction:
    """Return the prediction; a part of several is known to be a complaint, however short."""
    others = [one for one in prediction.alternatives if one.unit != NOT_A_COMPLAINT]
    if parts == 1 or prediction.unit != NOT_A_COMPLAINT or not others:
        return prediction
    best = others[0]
    return replace(prediction, unit=best.unit, probability=best.probability, decision=Decision.TRIAGE)

"""Which labels look wrong, and which waiting cases a person should decide first: lists for the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.lessons import text_id
from classifier.examples import read_examples
from complaints.complaint import Complaint, Status, WaitingFor
from complaints.errors import SujieError
from complaints.ports import Query

if TYPE_CHECKING:
    from app.wiring import House
    from classifier.asking import Question
    from classifier.reports import Doubt

_LOOKED_AT = 2_000
"""Waiting cases that are compared with each other, the newest."""


@dataclass(frozen=True, slots=True)
class DoubtfulLabel:
    """A label that looks wrong, with the text as it stands now; empty where it is no longer there."""

    doubt: Doubt
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A waiting case that a person should decide, with its two likeliest labels and how many others are like it."""

    complaint: Complaint
    question: Question
    candidates: tuple[str, ...]


def doubtful_labels(house: House, version: str = "") -> list[DoubtfulLabel]:
    """The labels that looked wrong when that model, or the newest, was trained, the worst first.

    SujieError where nothing of that training was kept.
    """
    folder = house.brain.folder
    newest = folder.list()[:1]
    version = version or (newest[0].version if newest else "")
    report = folder.report(version) if version else None
    if report is None:
        raise SujieError("没有可疑标签的记录，请运行 sujie train")
    texts = {text_id(one.text): one.text for one in read_examples(house.settings.examples)}
    return [DoubtfulLabel(doubt, texts.get(doubt.id) or _text_of_case(house, doubt.id)) for doubt in report.doubts]


def to_ask(house: House, limit: int) -> list[Asked]:
    """Of the doubtful cases that wait, those from which the model would learn most, the first the most."""
    from classifier.asking import questions

    waiting = house.store.find(Query(statuses=frozenset({Status.WAITING}), limit=_LOOKED_AT))
    cases = [one for one in waiting if one.standing.waiting_for in (WaitingFor.DOUBTFUL, WaitingFor.NOVEL)]
    if not cases:
        return []
    model = house.brain.model
    texts = [(one.record.title, one.record.text) for one in cases]
    probabilities = model.probabilities(texts)
    best = (-probabilities).argsort(axis=1, kind="stable")[:, :2]
    return [
        Asked(cases[one.row], one, tuple(model.labels[number] for number in best[one.row].tolist()))
        for one in questions(probabilities, model.features.transform(texts), limit)
    ]


def _text_of_case(house: House, number: str) -> str:
    case = house.store.complaint(number) if number.startswith("BS") else None
    return case.text if case else ""

"""Which labels look wrong: a list for the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.lessons import text_id
from classifier.examples import read_examples
from complaints.errors import SujieError

if TYPE_CHECKING:
    from app.wiring import House
    from classifier.reports import Doubt


@dataclass(frozen=True, slots=True)
class DoubtfulLabel:
    """A label that looks wrong, with the text as it stands now; empty where it is no longer there."""

    doubt: Doubt
    text: str


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


def _text_of_case(house: House, number: str) -> str:
    case = house.store.complaint(number) if number.startswith("BS") else None
    return case.text if case else ""

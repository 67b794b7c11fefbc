"""What tells the conversation what words are about: each part is loaded when it is first asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from app.settings import Settings
from app.tables import Tables
from classifier.examples import read_examples
from complaints.ports import Classifier
from complaints.ports_intake import Complaining, Part
from complaints.prediction import NOT_A_COMPLAINT
from complaints.topics import Case, Topic
from complaints.worthwhile import Question

if TYPE_CHECKING:
    from classifier.complaining import ComplaintDetector
    from classifier.model import Model
    from classifier.splitting import Splitter as TextSplitter
    from classifier.topics import Topics


class GroupTalk:
    """The Detector port: trained from classifier/chatter.csv once a data folder, and kept there."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._making = Lock()
        self._made: ComplaintDetector | None = None

    def read(self, text: str) -> Complaining:
        """How a message reads."""
        found = self.detector.reads_like_complaint(text)
        return Complaining(found.probability, found.is_complaint, found.words)

    @property
    def detector(self) -> ComplaintDetector:
        """The detector of this data folder; made anew when what it learned from has changed.

        Rooms are heard in threads of their own: the first makes it, the others wait for it.
        """
        from classifier.detector_files import current_detector

        with self._making:
            if self._made is None:
                self._made = current_detector(self._settings.models, self._settings.examples)
            return self._made


class TextParts:
    """The Splitter port on the classifier."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier

    def split(self, text: str) -> Sequence[Part]:
        """The matters in their order."""
        return self.split_all([text])[0]

    def split_all(self, texts: Sequence[str]) -> list[list[Part]]:
        """The matters of each text."""
        return [[Part(part.text, part.prediction) for part in parts] for parts in self._splitter.split_all(texts)]

    @cached_property
    def _splitter(self) -> TextSplitter:
        from classifier.splitting import Splitter as TextSplitter

        return TextSplitter(self._classifier)


class Curiosity:
    """The Curious port on the model in use."""

    def __init__(self, model: Callable[[], Model]) -> None:
        self._model = model

    def questions(self, texts: Sequence[tuple[str, str]], limit: int) -> list[Question]:
        """Of these (title, text) up to `limit`, the one first from which most would be learned."""
        from classifier.asking import questions

        model = self._model()
        probabilities = model.probabilities(texts)
        best = (-probabilities).argsort(axis=1, kind="stable")[:, :2]
        return [
            Question(one.row, one.margin, tuple(model.labels[number] for number in best[one.row].tolist()), one.alike)
            for one in questions(probabilities, model.features.transform(texts), limit)
        ]


class HotTopics:
    """The TopicFinder port; what is common in any complaint is learned from the examples."""

    def __init__(self, settings: Settings, tables: Tables, model: Callable[[], Model]) -> None:
        self._settings = settings
        self._tables = tables
        self._model = model

    def find(self, cases: Sequence[Case], now: datetime) -> list[Topic]:
        """The topics that reach the least of cases and people, the hottest first."""
        return self._topics.find(cases, now)

    @cached_property
    def _topics(self) -> Topics:
        from classifier.topics import Topics

        texts = [one.text for one in read_examples(self._settings.examples) if one.unit != NOT_A_COMPLAINT]
        return Topics(self._model().features.words, self._tables.towns, texts)

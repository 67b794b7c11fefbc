"""Trains a new model and compares it with the one in use; imported only by what trains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.lessons import Lessons
from app.settings import Settings
from app.tables import Tables
from classifier.examples import Example
from classifier.files import ModelFolder, ModelUnreadable
from classifier.model import Model
from classifier.promotion import LEAST_ROWS, Measure, Reason, Verdict, compare
from classifier.reports import Answer, Doubt, Report
from classifier.suspicious import suspicious
from classifier.training import HeldOut, Training, train


@dataclass(frozen=True, slots=True)
class Learning:
    """Trains on lessons, and keeps what comes of it in the folder of the models."""

    settings: Settings
    tables: Tables
    folder: ModelFolder

    def learn(self, lessons: Lessons, *, by_rule: bool = False) -> tuple[Model, Report]:
        """The new model and the report on it, both stored; which model is in use stays as it is, but for the first."""
        current = self._current()
        training = self._train(lessons.examples, lessons.at)
        since = trained_at(current) if current else None
        report = Report(
            self._verdict(current, lessons, training),
            tuple(_answers(lessons, training.held_out)),
            tuple(_doubts(lessons, training.held_out)),
            len(lessons.decided_since(since)),
            by_rule,
        )
        self.folder.save(training.model, report)
        return training.model, report

    def _current(self) -> Model | None:
        try:
            return self.folder.current()
        except ModelUnreadable:
            return None

    def _train(self, examples: Sequence[Example], at: datetime | None = None) -> Training:
        words, precision = self.tables.words(), self.settings.precision
        return train(examples, words=words, precision=precision, trained_at=at)

    def _verdict(self, current: Model | None, lessons: Lessons, training: Training) -> Verdict:
        if current is None:
            return Verdict(Reason.FIRST)
        recent = lessons.recent(trained_at(current), LEAST_ROWS)
        if recent:
            return self._on_cases(current, lessons, recent)
        return self._on_folds(current, lessons, training.held_out)

    def _on_cases(self, current: Model, lessons: Lessons, recent: Sequence[int]) -> Verdict:
        """The comparison on the newest cases; what stands for the new model is one that was trained without them."""
        examples, left_out = lessons.examples, frozenset(recent)
        apart = self._train([one for at, one in enumerate(examples) if at not in left_out])
        texts = [(examples[at].title, examples[at].text) for at in recent]
        truth = [examples[at].unit for at in recent]
        return compare(truth, _labels(current, texts), _labels(apart.model, texts), Measure.RECENT_CASES)

    def _on_folds(self, current: Model, lessons: Lessons, held_out: HeldOut) -> Verdict:
        """The comparison on rows that both were trained on, each answered by a fold's model that had not seen it."""
        report = self._report(current.version)
        before = {one.id: one.said for one in report.answers} if report else {}
        representative = {row.id for row in lessons.rows if row.example.representative}
        answers = [one for one in _answers(lessons, held_out) if one.id in before]
        chosen = [one for one in answers if one.id in representative]
        rows = chosen if len(chosen) >= LEAST_ROWS else answers
        return compare(
            [one.given for one in rows],
            [before[one.id] for one in rows],
            [one.said for one in rows],
            Measure.OUT_OF_FOLD,
        )

    def _report(self, version: str) -> Report | None:
        try:
            return self.folder.report(version)
        except ModelUnreadable:
            return None


def trained_at(model: Model) -> datetime | None:
    """When the model was trained, where its trainer has said so."""
    return datetime.fromisoformat(model.created) if model.created else None


def _labels(model: Model, texts: Sequence[tuple[str, str]]) -> list[str]:
    return [model.labels[number] for number in model.decide(texts).best[:, 0].tolist()]


def _answers(lessons: Lessons, held_out: HeldOut) -> list[Answer]:
    labels, said = held_out.labels, held_out.probabilities.argmax(axis=1).tolist()
    rows = zip(held_out.rows.tolist(), held_out.given.tolist(), said, strict=True)
    return [Answer(lessons.rows[row].id, labels[given], labels[best]) for row, given, best in rows]


def _doubts(lessons: Lessons, held_out: HeldOut) -> list[Doubt]:
    """The suspicious labels of texts and cases; what the routing table says is the office's own rule."""
    labels = held_out.labels
    found = [(lessons.rows[held_out.rows[one.row]], one) for one in suspicious(held_out.probabilities, held_out.given)]
    return [
        Doubt(row.id, labels[one.given], labels[one.likely], round(one.probability, 4))
        for row, one in found
        if not row.id.startswith("T")
    ]

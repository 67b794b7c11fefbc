"""The classifier in use: the model of the data folder, trained from the examples where there is none yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from app.settings import Settings
from app.tables import Tables
from classifier.examples import Example, read_examples
from complaints.audit import Audit
from complaints.complaint import Complaint
from complaints.events import EventKind
from complaints.people import SYSTEM, Person
from complaints.ports import Clock
from complaints.prediction import Prediction
from complaints.replies import Overlap

if TYPE_CHECKING:
    # scikit-learn takes seconds to import: whoever asks for no classification does not wait for it.
    from classifier.files import ModelFolder
    from classifier.model import Model
    from classifier.relevance import PairRelevance

CONFIRMED_WEIGHT = 2.0
"""What a case that a person has confirmed counts beside a written example."""


class Brain:
    """Loads the current model when it is first asked; a Classifier port."""

    def __init__(
        self,
        settings: Settings,
        tables: Tables,
        confirmed: Callable[[], Sequence[tuple[Complaint, str]]],
        clock: Clock,
        audit: Audit,
    ) -> None:
        self._settings = settings
        self._tables = tables
        self._confirmed = confirmed
        self._clock = clock
        self._audit = audit

    @cached_property
    def folder(self) -> ModelFolder:
        """Where the models lie."""
        from classifier.files import ModelFolder

        return ModelFolder(self._settings.models)

    def classify(self, texts: Sequence[tuple[str, str]]) -> list[Prediction]:
        """One prediction for each (title, text)."""
        return self.model.classify(texts) if texts else []

    @cached_property
    def model(self) -> Model:
        """The current model; the first one is trained here, from the examples and the routing table."""
        # No log line here: the first model may be needed in the midst of a transaction.
        return self.folder.current() or self._make()

    def train(self, by: Person = SYSTEM) -> Model:
        """A new model from everything that there is to learn from, made the current one; it is logged."""
        model = self._make()
        self._audit.note(EventKind.PROMOTED, by, f"训练并启用模型{model.version}")
        return model

    def _make(self) -> Model:
        """A new model from the examples, the routing table's own words and confirmed cases; made the current one."""
        from classifier.model import Model

        model = Model.train(
            self.examples(),
            words=self._tables.words(),
            precision=self._settings.precision,
            trained_at=self._clock.now(),
        )
        self.folder.save(model)
        self.folder.promote(model.version)
        return model

    def promote(self, version: str, by: Person) -> None:
        """Make a stored model the one in use; it is logged."""
        self.folder.promote(version)
        self._audit.note(EventKind.PROMOTED, by, f"启用模型{version}")

    def roll_back(self, by: Person) -> str:
        """Make the model before the one in use the one in use; its version. It is logged."""
        version = self.folder.rollback()
        self._audit.note(EventKind.PROMOTED, by, f"回退到模型{version}")
        return version

    def examples(self) -> list[Example]:
        """Everything that there is to learn from."""
        written = read_examples(self._settings.examples)
        table = [Example(text, unit, indicator) for text, unit, indicator in self._tables.routing.examples()]
        people = [
            Example(
                case.record.text,
                unit,
                case.assignment.indicator if case.assignment else "",
                title=case.record.title,
                weight=CONFIRMED_WEIGHT,
                representative=True,
            )
            for case, unit in self._confirmed()
        ]
        return [*written, *table, *people]


class ReplyWords:
    """How replies are compared with complaints; loaded when the first reply is checked."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _pairs(self) -> PairRelevance:
        from classifier.relevance import PairRelevance

        return PairRelevance(self._settings.examples)

    def relevance(self, complaint: str, reply: str) -> Overlap:
        """How far the reply speaks of what the complaint is about."""
        return self._pairs.relevance(complaint, reply)

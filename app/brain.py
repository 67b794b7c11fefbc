"""The classifier in use: the model of the data folder, trained from the examples where there is none yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from app.settings import Settings
from app.tables import Tables
from classifier.examples import Example, read_examples
from complaints.complaint import Complaint
from complaints.ports import Clock
from complaints.prediction import Prediction

if TYPE_CHECKING:
    # scikit-learn takes seconds to import: whoever asks for no classification does not wait for it.
    from classifier.files import ModelFolder
    from classifier.model import Model

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
    ) -> None:
        self._settings = settings
        self._tables = tables
        self._confirmed = confirmed
        self._clock = clock

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
        return self.folder.current() or self.train()

    def train(self) -> Model:
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

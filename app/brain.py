"""The classifier in use: the model of the data folder, trained from the examples where there is none yet."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.settings import Settings
from app.tables import Tables
from complaints.audit import Audit
from complaints.events import EventKind
from complaints.people import SYSTEM, Person
from complaints.ports import Clock
from complaints.prediction import Prediction
from complaints.replies import Overlap
from complaints.reviewed import Reviewed

if TYPE_CHECKING:
    # scikit-learn takes seconds to import: whoever asks for no classification does not wait for it.
    from app.lessons import Lessons
    from classifier.files import ModelFolder
    from classifier.model import Model
    from classifier.relevance import PairRelevance
    from classifier.reports import Report


@dataclass(frozen=True, slots=True)
class Trained:
    """A new model, the report on it, and whether it is in use now; `forced` where it is so against the verdict."""

    model: Model
    report: Report
    promoted: bool
    forced: bool


class Brain:
    """Loads the current model when it is first asked, and again once another one is in use; a Classifier port."""

    def __init__(
        self,
        settings: Settings,
        tables: Tables,
        confirmed: Callable[[], Sequence[Reviewed]],
        clock: Clock,
        audit: Audit,
    ) -> None:
        self._settings = settings
        self._tables = tables
        self._confirmed = confirmed
        self._clock = clock
        self._audit = audit
        self._loaded: tuple[int, Model] | None = None

    @cached_property
    def folder(self) -> ModelFolder:
        """Where the models lie."""
        from classifier.files import ModelFolder

        return ModelFolder(self._settings.models)

    def classify(self, texts: Sequence[tuple[str, str]]) -> list[Prediction]:
        """One prediction for each (title, text)."""
        return self.model.classify(texts) if texts else []

    @property
    def model(self) -> Model:
        """The current model; the first one is trained here, from the examples and the routing table.

        One that another process has promoted is loaded by the next call; where it cannot be read, the one before stays.
        """
        stamp = self.folder.stamp()
        if self._loaded is None or self._loaded[0] != stamp:
            self._loaded = (stamp, self._load())
        return self._loaded[1]

    def train(self, by: Person = SYSTEM, *, force: bool = False, by_rule: bool = False) -> Trained:
        """A new model from everything that there is to learn from; in use where it is not worse, which is logged.

        With `force` it is in use whatever the verdict. It is stored either way.
        """
        from app.learning import Learning

        model, report = Learning(self._settings, self._tables, self.folder).learn(self.lessons(), by_rule=by_rule)
        forced = force and not report.verdict.allows
        if forced or report.verdict.allows:
            self.folder.promote(model.version)
            self._audit.note(EventKind.PROMOTED, by, f"训练并{'强制' if forced else ''}启用模型{model.version}")
        return Trained(model, report, forced or report.verdict.allows, forced)

    def new_labels(self) -> int:
        """How many cases people have decided since a model was trained last."""
        newest = self.folder.list()[:1]
        return len(self.lessons().decided_since(newest[0].created if newest else None))

    def promote(self, version: str, by: Person) -> None:
        """Make a stored model the one in use; it is logged."""
        self.folder.promote(version)
        self._audit.note(EventKind.PROMOTED, by, f"启用模型{version}")

    def roll_back(self, by: Person) -> str:
        """Make the model before the one in use the one in use; its version. It is logged."""
        version = self.folder.rollback()
        self._audit.note(EventKind.PROMOTED, by, f"回退到模型{version}")
        return version

    def lessons(self) -> Lessons:
        """Everything that there is to learn from by now."""
        from app.lessons import gather

        # The moment first: what is decided while the cases are read belongs to the next training.
        now = self._clock.now()
        return gather(self._settings, self._tables, self._confirmed(), now)

    def _load(self) -> Model:
        """The current model; a first one where there is none, not logged: it may be needed within a transaction.

        After an upgrade of the program, which cannot read the model of the version before, it is trained anew.
        """
        from classifier.files import ModelOutdated, ModelUnreadable

        try:
            found = self.folder.current()
        except ModelUnreadable as error:
            if self._loaded is None and not isinstance(error, ModelOutdated):
                raise
            logging.getLogger(__name__).warning("%s", error)
            return self._anew() if self._loaded is None else self._loaded[1]
        return found or self._first()

    def _anew(self) -> Model:
        model = self._first()
        self.folder.promote(model.version)
        return model

    def _first(self) -> Model:
        from app.learning import Learning

        return Learning(self._settings, self._tables, self.folder).learn(self.lessons())[0]


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

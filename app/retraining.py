"""The nightly training: when people have decided enough new cases, a new model is trained and the office told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.brain import Brain
from app.model_lines import trained_sentence
from complaints.clocks import local_day
from complaints.events import Notice, NoticeKind
from complaints.notices import OFFICE
from complaints.ports import Clock, Store

if TYPE_CHECKING:
    from classifier.reports import Report


@dataclass(frozen=True, slots=True)
class Retraining:
    """Trains where at least `after` cases were decided since the last training; never where that is 0."""

    store: Store
    brain: Brain
    clock: Clock
    after: int
    report: Callable[[Exception], None]

    def run(self) -> bool:
        """Train if it is due, and tell the office once; whether a model was trained.

        No transaction is open while it trains. Whatever goes wrong is reported, and tried again the next night; of
        several processes one alone trains.
        """
        try:
            return self._run()
        except Exception as error:  # noqa: BLE001 - the border to the scheduler: the other jobs go on
            self.report(error)
            return False

    def _run(self) -> bool:
        self._make_up()
        if self.after == 0 or self.brain.new_labels() < self.after or not self._is_first_today():
            return False
        trained = self.brain.train(by_rule=True)
        self._tell(trained.model.version, trained.report)
        return True

    def _make_up(self) -> None:
        """Tell of the last model where the program ended between its training and the notice."""
        newest = self.brain.folder.list()[:1]
        report = self.brain.folder.report(newest[0].version) if newest else None
        if report is not None and report.by_rule and newest[0].current == report.verdict.allows:
            self._tell(newest[0].version, report)

    def _is_first_today(self) -> bool:
        now = self.clock.now()
        with self.store.begin() as transaction:
            return transaction.once(f"training:{local_day(now)}", now)

    def _tell(self, version: str, report: Report) -> None:
        now = self.clock.now()
        told = {"note": trained_sentence(version, report)}
        with self.store.begin() as transaction:
            if transaction.once(f"retrained:{version}", now):
                transaction.post([Notice(OFFICE, NoticeKind.RETRAINED, "", now, told)])

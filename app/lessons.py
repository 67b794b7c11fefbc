"""Everything that the classifier learns from: written examples, the routing table's words, and what people decided."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from app.settings import Settings
from app.tables import Tables
from classifier.examples import Example, read_examples
from complaints.clocks import local_day
from complaints.prediction import OUTSIDE
from complaints.reviewed import Reviewed

NEWEST = 0.2
"""The share of the cases, the newest, on which a new model is compared with the one in use."""
_ID_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Lesson:
    """A training row under its id: a case's number, or of a written text E, of the routing table T and a digest.

    `decided_at` is when a person decided whose the case is.
    """

    id: str
    example: Example
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lessons:
    """The training rows in their order, the cases last, by the time of the decision; gathered `at` that moment."""

    rows: tuple[Lesson, ...]
    at: datetime

    @property
    def examples(self) -> list[Example]:
        """What is trained on."""
        return [row.example for row in self.rows]

    def recent(self, since: datetime | None, least: int) -> list[int]:
        """The places of the newest fifth of the cases, `least` or more of them, none decided before `since`.

        Empty where too few were decided since then.
        """
        cases, fresh = self.decided_since(None), self.decided_since(since)
        if len(fresh) < least:
            return []
        return fresh[-max(least, round(NEWEST * len(cases))) :]

    def decided_since(self, since: datetime | None) -> list[int]:
        """The places of the cases that people have decided after that moment, or ever, in the order of decisions."""
        decided = ((at, row.decided_at) for at, row in enumerate(self.rows) if row.decided_at is not None)
        return [at for at, moment in decided if since is None or moment > since]


def gather(settings: Settings, tables: Tables, reviewed: Sequence[Reviewed], now: datetime) -> Lessons:
    """Everything that there is to learn from by now; what was decided later is left out."""
    decided = sorted((one for one in reviewed if one.at <= now), key=lambda one: one.at)
    written = (Lesson(text_id(one.text), one) for one in read_examples(settings.examples))
    cases = (_of_case(one, settings, tables, now) for one in decided)
    return Lessons((*written, *_of_table(tables), *cases), now)


def text_id(text: str, kind: str = "E") -> str:
    """The id of a text that is no case."""
    return f"{kind}{sha256(text.encode()).hexdigest()[:_ID_LENGTH]}"


def weight(decided_at: datetime, now: datetime, first: float, half_life: int) -> float:
    """What a decision counts beside a written example: `first` on its day, half as much more each `half_life` days."""
    age = max(0, (local_day(now) - local_day(decided_at)).days)
    return 1 + (first - 1) * math.pow(0.5, age / half_life)


def _of_table(tables: Tables) -> Iterator[Lesson]:
    for text, unit, indicator in tables.routing.examples():
        yield Lesson(text_id(text, "T"), Example(text, unit, indicator))


def _of_case(one: Reviewed, settings: Settings, tables: Tables, now: datetime) -> Lesson:
    case = one.complaint
    is_lead = tables.units.is_lead(one.unit)
    example = Example(
        case.record.text,
        # A unit beside the lead units is what the model knows as outside: it has no class of its own.
        one.unit if is_lead else OUTSIDE,
        case.assignment.indicator if case.assignment and is_lead else "",
        title=case.record.title,
        weight=weight(one.at, now, settings.reviewed_weight, settings.reviewed_half_life),
        representative=True,
    )
    return Lesson(case.number, example, one.at)

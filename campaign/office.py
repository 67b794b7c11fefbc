"""The campaign as the front-ends are handed it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from campaign.figures import PublicityFigures, UnitPublicity, UnitVisits, VisitFigures
from campaign.plan import Report
from campaign.publishing import Publishing
from campaign.schedule import Schedule
from campaign.visiting import Visiting
from complaints.people import Person


@dataclass(frozen=True, slots=True)
class Campaign:
    """Everything that is asked and told of the campaign."""

    visiting: Visiting
    publishing: Publishing
    schedule: Schedule

    def figures(self, person: Person, first: date, last: date) -> tuple[VisitFigures | None, PublicityFigures | None]:
        """The visits and articles of these days, a line for each unit that owes some; None where none were told."""
        return self._visits(person, first, last), self._publicity(person, first, last)

    def _visits(self, person: Person, first: date, last: date) -> VisitFigures | None:
        daily = self.visiting.daily(person, first, last)
        lines = [one for one in daily.units if one.must_tell]
        if not any(one.total for one in lines):
            return None
        missing: Counter[str] = Counter()
        for day in self.schedule.days_of(Report.VISITS, first, last):
            told = self.schedule.reported(Report.VISITS, day)
            missing.update(one.unit for one in lines if one.unit not in told)
        return VisitFigures(
            tuple(
                UnitVisits(one.unit, one.visits, one.total, one.reached, one.known, missing[one.unit]) for one in lines
            )
        )

    def _publicity(self, person: Person, first: date, last: date) -> PublicityFigures | None:
        told = self.publishing.tellings(person, first, last)
        counted: Counter[str] = Counter()
        wanted: Counter[str] = Counter()
        for week in told.weeks:
            counted[week.unit] += week.counted
            wanted[week.unit] += week.wanted
        if not any(counted.values()):
            return None
        return PublicityFigures(tuple(UnitPublicity(unit, counted[unit], wanted[unit]) for unit in wanted))

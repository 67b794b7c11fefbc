"""What the office and the units ask of 附件1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from campaign.filings import Filing, FilingState, filings
from campaign.ledger_ports import LedgerLines
from campaign.samples import SampleEnterprise, merge
from complaints.people import Person, Role
from complaints.records import Channel
from complaints.rights import Right, demand
from complaints.units import Units


@dataclass(frozen=True, slots=True)
class SampleList:
    """The merged list as it is now, and how each unit that the asker may see stands; `due` until when, if at all."""

    enterprises: tuple[SampleEnterprise, ...]
    filings: tuple[Filing, ...]
    due: datetime | None

    @property
    def missing(self) -> tuple[str, ...]:
        """The units that have not reported."""
        return tuple(one.unit for one in self.filings if one.state is FilingState.MISSING)

    @property
    def late(self) -> tuple[str, ...]:
        """The units that reported after it was due."""
        return tuple(one.unit for one in self.filings if one.state is FilingState.LATE)

    @property
    def of_nobody(self) -> int:
        """How many enterprises have a line whose unit is none of the lead units."""
        leads = {one.unit for one in self.filings}
        return sum(any(line.unit not in leads for line in one.lines) for one in self.enterprises)


class SampleLists:
    """The merged 附件1 of the lead units."""

    def __init__(self, store: LedgerLines, units: Units, due: datetime | None) -> None:
        self._store = store
        self._units = units
        self._due = due

    def of(self, person: Person, *, with_people: bool = False) -> SampleList:
        """The whole list for the office, a unit's own part for its liaison; Refused for anybody else.

        `with_people` also reads the names and phones of the enterprises' people.
        """
        demand(person, Right.SAMPLES, "样本企业")
        lines = self._store.ledger_lines(Channel.ENTERPRISES, with_people=with_people)
        merged = merge(lines, self._units.resolve)
        found = filings(merged, self._units.leads, self._due)
        if person.role is Role.LIAISON:
            merged = [one for one in merged if any(line.unit == person.unit for line in one.lines)]
            found = [one for one in found if one.unit == person.unit]
        return SampleList(tuple(merged), tuple(found), self._due)

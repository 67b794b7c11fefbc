"""一票肯定 and 问责: marks that a person of the office sets on a unit with a reason; nothing ever computes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from complaints.audit import Audit
from complaints.errors import Refusal, Refused
from complaints.events import Event, EventKind
from complaints.people import Person
from complaints.ports import Store
from complaints.rights import Right, demand
from complaints.units import Units


class Mark(StrEnum):
    """What is said of a unit; the value is the plan's word."""

    COMMENDED = "一票肯定"  #: It has made or spread experience that counts for the whole assessment.
    BLAMED = "问责"  #: It is held to account for idleness.


@dataclass(frozen=True, slots=True)
class UnitMark:
    """A mark that stands: who has set it, when and why."""

    unit: str
    mark: Mark
    by: str
    at: datetime
    reason: str


class Marks:
    """Sets marks and takes them back; both are events of the desk's log, which is never changed."""

    def __init__(self, store: Store, audit: Audit, units: Units) -> None:
        self._store = store
        self._audit = audit
        self._units = units

    def set(self, by: Person, unit: str, mark: Mark, reason: str) -> str:
        """Mark the unit, whose own name is returned; Refused without the right, a known unit and a reason."""
        return self._write(by, unit, mark, reason, lifts=False)

    def lift(self, by: Person, unit: str, mark: Mark, reason: str) -> str:
        """Take the mark back; the unit's own name. Refused as `set` is, and where no such mark stands."""
        name = self._units.demand(unit)
        if not any(one.unit == name and one.mark is mark for one in self.standing(by)):
            raise Refused(Refusal.NO_SUCH_MARK, unit=name, mark=mark.value)
        return self._write(by, unit, mark, reason, lifts=True)

    def standing(self, person: Person, until: datetime | None = None) -> list[UnitMark]:
        """The marks that stand at that moment, or now, in the order in which they were set; Refused for a reporter."""
        demand(person, Right.CAMPAIGN, "标记")
        found: dict[tuple[str, str], UnitMark] = {}
        for event in reversed(self._store.desk_events(None)):
            if event.kind is not EventKind.MARKED or (until is not None and event.at > until):
                continue
            key = (event.facts["unit"], event.facts["mark"])
            found.pop(key, None)
            if not event.facts.get("lifts"):
                found[key] = _mark_of(event)
        return list(found.values())

    def _write(self, by: Person, unit: str, mark: Mark, reason: str, *, lifts: bool) -> str:
        demand(by, Right.TRIAGE, "标记")
        name = self._units.demand(unit)
        if not reason.strip():
            raise Refused(Refusal.NOTE_MISSING, command="标记")
        facts = {"unit": name, "mark": mark.value, "reason": reason.strip(), **({"lifts": "1"} if lifts else {})}
        told = f"{'取消' if lifts else ''}{mark.value} {name}：{reason.strip()}"
        self._audit.note(EventKind.MARKED, by, told, facts)
        return name


def _mark_of(event: Event) -> UnitMark:
    facts = event.facts
    return UnitMark(facts["unit"], Mark(facts["mark"]), facts.get("by_name", ""), event.at, facts["reason"])

"""附件1 of all units as one list: the lines that mean one enterprise, put together with what is to be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from campaign.ledger_ports import LedgerLine
from campaign.matching import put_together
from complaints.clocks import SHANGHAI
from complaints.companies.credit_codes import is_credit_code
from complaints.companies.names import read_name
from complaints.companies.relations import Relation, relation

UnitOf = Callable[[str], str | None]
"""A unit's own name for any of its names, or None."""
_ONE = frozenset({Relation.SAME, Relation.SHORT, Relation.SLIP})


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A line of a unit's 附件1; `unit` is "" where the ledger names none that the district has."""

    line: LedgerLine
    unit: str


@dataclass(frozen=True, slots=True)
class SampleEnterprise:
    """An enterprise of the merged list: at least one line, and remarks that a person should check."""

    lines: tuple[SampleLine, ...]
    remarks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name, the fullest one that the units write."""
        names = Counter(one.line.enterprise.name for one in self.lines)
        return max(names, key=lambda name: (read_name(name).is_legal, len(name), names[name], name))

    @property
    def uscc(self) -> str:
        """Its credit code, "" where no unit gives one; one with a wrong check character only where none is right."""
        codes = sorted(self._said("uscc"), key=lambda code: not is_credit_code(code))
        return codes[0] if codes else ""

    @property
    def place(self) -> str:
        """The town that most lines name, "" where none does."""
        places = Counter(place for one in self.lines if (place := one.line.enterprise.place))
        return places.most_common(1)[0][0] if places else ""

    @property
    def units(self) -> tuple[str, ...]:
        """The units that reported it, by their own names where they are known."""
        return _distinct(one.unit or one.line.enterprise.unit for one in self.lines)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators under which it was reported."""
        return self._said("indicator")

    @property
    def matters(self) -> tuple[str, ...]:
        """What it had handled."""
        return self._said("matter")

    @property
    def days(self) -> tuple[date, ...]:
        """When that was, in order."""
        moments = {at for one in self.lines if (at := one.line.enterprise.handled_at)}
        return tuple(sorted({at.astimezone(SHANGHAI).date() for at in moments}))

    @property
    def disputes(self) -> bool:
        """Whether any unit marks a dispute or complaint."""
        return any(one.line.enterprise.disputes for one in self.lines)

    def told(self, name: str) -> tuple[str, ...]:
        """What the lines hold in a further column, such as 企业性质 (`nature`)."""
        return _distinct(one.line.enterprise.extra.get(name, "") for one in self.lines)

    def people(self, name: str) -> tuple[str, ...]:
        """Its `legal_person`, `person` or `phone` as the lines give them."""
        return self._said(name)

    def of_unit(self, unit: str) -> SampleEnterprise:
        """The same with the lines of this unit alone; its remarks stay."""
        return SampleEnterprise(tuple(one for one in self.lines if one.unit == unit), self.remarks)

    def _said(self, name: str) -> tuple[str, ...]:
        return _distinct(str(getattr(one.line.enterprise, name)) for one in self.lines)


def merge(lines: Iterable[LedgerLine], unit_of: UnitOf) -> list[SampleEnterprise]:
    """The enterprises of these lines, in the order in which they were first told.

    Lines are one enterprise by their credit code, or without one by their name. Codes that differ are never merged:
    enterprises of the same name with other codes are named in a remark.
    """
    told = [SampleLine(line, unit_of(line.enterprise.unit) or "") for line in lines]
    groups = put_together([one.line.enterprise for one in told])
    return [_enterprise([told[at] for at in group.members], group.remarks) for group in groups]


def _enterprise(lines: Sequence[SampleLine], doubts: Sequence[str]) -> SampleEnterprise:
    one = SampleEnterprise(tuple(lines))
    remarks = [f"统一社会信用代码{code}校验不通过" for code in one.people("uscc") if not is_credit_code(code)]
    others = [name for name in _distinct(line.line.enterprise.name for line in lines) if not _is_one(name, one.name)]
    if others:
        remarks.append(f"同一代码的企业名称不同：{'、'.join((one.name, *others))}")
    places = _distinct(line.line.enterprise.place for line in lines)
    if len(places) > 1:
        remarks.append(f"所属镇街不一致：{'、'.join(places)}")
    return SampleEnterprise(tuple(lines), (*remarks, *doubts))


def _is_one(name: str, other: str) -> bool:
    return name == other or relation(read_name(name), read_name(other)) in _ONE


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))

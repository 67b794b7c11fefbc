"""The units of the district, by the names that people really use for them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from complaints.errors import Refusal, Refused, TableError

OFFICE = "待中心指派"
"""The name that stands in the routing table where the office itself must decide."""

_SEPARATORS = re.compile(r"[、，,；;]\s*")
LEAD_KIND = "牵头"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit under its one name; `is_lead` for the units that answer for an indicator."""

    name: str
    aliases: tuple[str, ...]
    is_lead: bool


class Units:
    """All units, found by name or alias."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.all = tuple(units)
        self.leads = tuple(unit.name for unit in self.all if unit.is_lead)
        self._names: Mapping[str, str] = {
            _key(word): unit.name for unit in self.all for word in (unit.name, *unit.aliases)
        }
        longest_first = sorted(self._names, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def resolve(self, text: str) -> str | None:
        """The unit's own name for any of its names, or None."""
        return self._names.get(_key(text))

    def demand(self, text: str) -> str:
        """The unit's own name for any of its names; Refused with UNKNOWN_UNIT when there is none."""
        found = self.resolve(text)
        if found is None:
            raise Refused(Refusal.UNKNOWN_UNIT, unit=text or "（空）")
        return found

    def named_in(self, text: str) -> tuple[str, ...]:
        """The units that the text names, by any of their names, in the order of their first mention."""
        return tuple(dict.fromkeys(self._names[_key(found)] for found in self._pattern.findall(_key(text))))

    def is_lead(self, name: str) -> bool:
        """Whether the unit is one of the lead units."""
        return name in self.leads

    def words(self) -> list[str]:
        """Every name and alias, for the segmenter's dictionary."""
        return [word for unit in self.all for word in (unit.name, *unit.aliases)]


def read_units(path: Path) -> Units:
    """tables/units.csv (单位,别名,类型); TableError names every wrong line."""
    units: list[Unit] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for line, row in table_rows(path, 3, problems):
        name, aliases, kind = row[0], split_words(row[1]), row[2]
        if not name or kind not in (LEAD_KIND, "责任"):
            problems.append(f"{path.name} 第{line}行：单位不能为空，类型只能是“牵头”或“责任”")
            continue
        for word in (name, *aliases):
            other = seen.setdefault(_key(word), name)
            if other != name:
                problems.append(f"{path.name} 第{line}行：名称“{word}”已属于“{other}”，一个名称只能属于一个单位")
        units.append(Unit(name, aliases, kind == LEAD_KIND))
    if problems:
        raise TableError(problems)
    return Units(units)


def split_words(cell: str) -> tuple[str, ...]:
    """The words of a cell, separated by 、 ， or ；."""
    return tuple(word.strip() for word in _SEPARATORS.split(cell) if word.strip())


def table_rows(path: Path, width: int, problems: list[str]) -> list[tuple[int, list[str]]]:
    """The rows below the header with their line numbers; short ones are named in `problems`."""
    rows: list[tuple[int, list[str]]] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        next(reader, None)
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if len(cells) < width:
                problems.append(f"{path.name} 第{reader.line_num}行：应有{width}列，只有{len(cells)}列")
            else:
                rows.append((reader.line_num, cells))
    return rows


def _key(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))

"""The matters that complaints are about, and the ways in which people say them; read from matters.csv."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from classifier.words import normalise
from complaints.errors import SujieError

MATTERS = Path(__file__).parent / "matters.csv"
COLUMNS = ("类", "事项", "说法")
MATTER, THING, MANNER = "事项", "事物", "情形"
"""What a complaint is about (增容报装), what it speaks of (变压器), and what is wrong (拖延)."""
KINDS = (MATTER, THING, MANNER)

_BETWEEN = "…"
_GAP = r"[^，,。;；!！?？\s]{0,6}?"


class MattersRefused(SujieError):
    """The table of matters cannot be read; the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One way to say a matter; `gap` is its pattern when other words may stand inside it (票…不够)."""

    words: str
    name: str
    kind: str
    gap: re.Pattern[str] | None = field(default=None, compare=False)

    def end(self, text: str, start: int) -> int:
        """Return where the saying ends that begins at `start`, or -1."""
        if self.gap is None:
            return start + len(self.words) if text.startswith(self.words, start) else -1
        found = self.gap.match(text, start)
        return found.end() if found else -1


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a text speaks of: matters, things and manners, each with the words of the text that told it."""

    matters: Mapping[str, frozenset[str]]
    things: Mapping[str, frozenset[str]]
    manners: Mapping[str, frozenset[str]]


class Matters:
    """Finds the matters of a text; of sayings inside one another, the longest counts."""

    def __init__(self, sayings: Iterable[Saying]) -> None:
        self.sayings = tuple(sayings)
        self._ranked = sorted(self.sayings, key=_rank)
        self._beginnings = AhoCorasick([saying.words.split(_BETWEEN)[0] for saying in self._ranked])

    def find(self, text: str) -> Spoken:
        """Return what the text, which `normalise` has been through, speaks of."""
        found: dict[str, dict[str, set[str]]] = {kind: {} for kind in KINDS}
        covered = dict.fromkeys(KINDS, 0)
        for start, saying in self._candidates(text):
            end = saying.end(text, start)
            # 出口退税 is not also 退税; a matter and a thing may share their words.
            if end > covered[saying.kind]:
                covered[saying.kind] = end
                found[saying.kind].setdefault(saying.name, set()).add(text[start:end])
        return Spoken(*({name: frozenset(told) for name, told in found[kind].items()} for kind in KINDS))

    def _candidates(self, text: str) -> Iterator[tuple[int, Saying]]:
        """Where each saying may begin, from the start of the text on."""
        begun = self._beginnings.find_matches_as_indexes(text, overlapping=True)
        for start, rank in sorted([(start, rank) for rank, start, _ in begun]):
            yield start, self._ranked[rank]


def _rank(saying: Saying) -> tuple[bool, int, str]:
    """Which of the sayings that begin at one place is tried first: the longer, and last those that hardly say it."""
    return len(saying.words[:2].split(_BETWEEN)[0]) < 2, -len(saying.words), saying.words


def read_matters(path: Path = MATTERS) -> Matters:
    """Return the table (类,事项,说法); MattersRefused names the file and line of what is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return Matters(list(_sayings(path.name, csv.DictReader(file, strict=True))))
    except FileNotFoundError:
        raise MattersRefused(f"{path.name}：文件不存在，请把它放到 {path.parent} 下") from None
    except (UnicodeDecodeError, csv.Error):
        raise MattersRefused(f"{path.name}：不是 UTF-8 编码的 CSV，请另存后再试") from None


def _sayings(name: str, rows: csv.DictReader[str]) -> Iterator[Saying]:
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise MattersRefused(f"{name} 第1行：缺少列 {'、'.join(missing)}")
    for line, row in enumerate(rows, start=2):
        kind, matter, sayings = (str(row[column] or "").strip() for column in COLUMNS)
        if kind not in KINDS:
            raise MattersRefused(f"{name} 第{line}行：类应为{'、'.join(KINDS)}之一，这里是“{kind}”")
        if not (matter and sayings):
            raise MattersRefused(f"{name} 第{line}行：事项或说法为空")
        for words in dict.fromkeys(normalise(sayings).split("、")):
            if words and not words.startswith(_BETWEEN):
                yield Saying(words, matter, kind, _pattern(words))


def _pattern(words: str) -> re.Pattern[str] | None:
    return re.compile(_GAP.join(map(re.escape, words.split(_BETWEEN)))) if _BETWEEN in words else None

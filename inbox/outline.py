"""The outline of running text: which lines are numbered or headed, and what belongs below each of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_NUMERALS = "一二三四五六七八九十"
_CHINESE = rf"[{_NUMERALS}]{{1,3}}"
_COUNT = rf"(?:{_CHINESE}|\d{{1,2}})"
_WHAT = r"(?:问题|案例|短片|片子|线索|事项|曝光|典型|镜头|议题|反映)"
#: What numbers a line, by its kind. A kind counts only where its numbers begin with one and rise.
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "named",
        re.compile(rf"[【\[〖]?\s*{_WHAT}(?P<n>{_COUNT})\s*(?:[】\]〗]|[:：、.．\s])\s*[:：]?\s*(?:标题(?=[】\]〗]))?"),
    ),
    ("named", re.compile(rf"(?:曝光|反映|存在|具体)?{_WHAT}\s*[（(](?P<n>{_COUNT})[)）]\s*[:：、]?\s*")),
    ("named", re.compile(rf"[【\[〖]{_WHAT}(?P<n>{_COUNT})(?:\s*[:：]\s*|\s+)(?=[^】\]〗]*[】\]〗])")),
    (
        "named",
        re.compile(rf"[【\[]?第(?P<n>{_COUNT})(?:个|条|项|类|件|部)?{_WHAT}\s*[】\]]?\s*(?:[:：、，,是]|反映的?是?)?\s*"),
    ),
    ("named", re.compile(rf"第(?P<n>{_COUNT})(?:个|条|项|类|件)\s*[:：、，,]\s*")),
    ("named", re.compile(rf"其(?P<n>{_CHINESE})\s*[:：、，,]\s*")),
    ("chinese", re.compile(rf"(?P<n>{_CHINESE})\s*[、.．:：]\s*")),
    ("chinese_is", re.compile(rf"(?P<n>{_CHINESE})是\s*")),
    ("bracketed", re.compile(rf"[（(](?P<n>{_CHINESE})[)）]\s*[、.．]?\s*")),
    ("number", re.compile(r"(?P<n>\d{1,2})\s*(?:[、．.)）](?!\d)|[:：](?!\d))\s*")),
    ("number_bracketed", re.compile(r"[（(](?P<n>\d{1,2})[)）]\s*[、.．]?\s*")),
    ("circled", re.compile(r"(?P<n>[①-⑳])\s*")),
    ("table", re.compile(r"(?:序号\s*[:：]?\s*(?P<n>\d{1,2})\s*[,，;；、]?|(?P<row>\d{1,2})　(?=\S))\s*")),
)  # fmt: skip
#: Within a line a number counts only after the end of a sentence.
_BOUNDARY = re.compile(r"(?<=[。；;！？!?：:\s”）)])(?=[\[【〖（(第其一二三四五六七八九十\d①-⑳问案短线])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `level` is that of a heading, 0 for none, and `number` its place in the text, from 1."""

    text: str
    number: int
    level: int = 0
    is_bold: bool = False
    is_listed: bool = False


@dataclass(slots=True)
class Section:
    """A numbered or headed piece: its own lines, the first without its number, and the pieces below it."""

    kind: str = ""
    number: int = 0
    lines: list[str] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)
    #: The unit that the head of a group names for all its pieces.
    inherited: str = ""

    @property
    def head(self) -> str:
        """Its first line."""
        return self.lines[0] if self.lines else ""

    @property
    def own(self) -> str:
        """Its lines without the pieces below."""
        return "\n".join(self.lines)

    @property
    def whole(self) -> str:
        """All its lines with those of the pieces below."""
        return "\n".join(filter(None, [self.own, *(child.whole for child in self.children)]))


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    ordinal: int
    rest: str
    line: Line


def outline_of(lines: Sequence[Line]) -> Section:
    """The text as a tree: its root holds what stands before the first number or heading."""
    marks = _counting([mark for line in lines for mark in _marks_of(line)])
    headings = _headings(lines) if not any(mark.kind for mark in marks) else frozenset()
    root = Section()
    open_sections: list[Section] = [root]
    for mark in marks:
        kind = mark.kind or _heading_kind(mark, headings)
        if not kind:
            open_sections[-1].lines.append(mark.rest)
            continue
        at = next((at for at, one in enumerate(open_sections) if one.kind == kind), 0)
        if at:
            del open_sections[at:]
        section = Section(kind, mark.line.number, [mark.rest] if mark.rest else [])
        open_sections[-1].children.append(section)
        open_sections.append(section)
    return root


def _heading_kind(mark: _Mark, headings: frozenset[int]) -> str:
    line = mark.line
    if line.level:
        return f"heading{line.level}"
    return "heading9" if line.number in headings and mark.rest == line.text else ""


def _marks_of(line: Line) -> list[_Mark]:
    """The line cut at the numbers within it."""
    pieces = [piece for piece in _BOUNDARY.split(line.text) if piece.strip()]
    marks: list[_Mark] = []
    before = ""
    for piece in pieces:
        kind, ordinal, rest = _mark(piece.strip())
        if marks and not kind:
            last = marks.pop()
            gap = before[len(before.rstrip()) :]
            marks.append(_Mark(last.kind, last.ordinal, f"{last.rest.rstrip()}{gap}{piece}", line))
        else:
            marks.append(_Mark(kind, ordinal, rest if kind else piece, line))
        before = piece
    if line.is_listed and marks and not marks[0].kind:
        marks[0] = _Mark("listed", 0, marks[0].rest, line)
    return [_Mark(mark.kind, mark.ordinal, mark.rest.strip(), line) for mark in marks]


def _mark(text: str) -> tuple[str, int, str]:
    for kind, pattern in _MARKS:
        if found := pattern.match(text):
            rest = text[found.end() :].strip()
            return (
                kind,
                _value(found[found.lastgroup or "n"]),
                rest.replace("】", "", 1) if text[0] in "【[〖" else rest,
            )
    return "", 0, text


def _value(words: str) -> int:
    if words.isdigit() and words.isascii():
        return int(words)
    if "①" <= words <= "⑳":
        return ord(words) - ord("①") + 1
    tens, _, ones = words.rpartition("十")
    one = _NUMERALS.index(ones) + 1 if ones else 0
    return one if "十" not in words else 10 * (_NUMERALS.index(tens) + 1 if tens else 1) + one


def _counting(marks: list[_Mark]) -> list[_Mark]:
    """The marks, those taken for numbers that do not count from one on put back into the text."""
    expected: dict[str, int] = {}
    kept: list[_Mark] = []
    for mark in marks:
        if not mark.kind or mark.kind == "listed":
            kept.append(mark)
        elif mark.ordinal in (1, expected.get(mark.kind, 1), expected.get(mark.kind, 1) + 1):
            expected[mark.kind] = mark.ordinal + 1
            kept.append(mark)
        else:
            kept.append(_Mark("", 0, mark.line.text if mark.line.text.endswith(mark.rest) else mark.rest, mark.line))
    return _without_lonely(kept)


def _without_lonely(marks: list[_Mark]) -> list[_Mark]:
    """A single number in the middle of a line counts nothing."""
    merged: list[_Mark] = []
    often = Counter(mark.kind for mark in marks)
    for at, mark in enumerate(marks):
        alone = mark.kind and often[mark.kind] == 1
        if alone and at and merged and merged[-1].line is mark.line:
            before = mark.line.text.find(mark.rest)
            start = mark.line.text.find(merged[-1].rest)
            joined = mark.line.text[start : before + len(mark.rest)] if 0 <= start <= before else mark.rest
            last = merged.pop()
            merged.append(_Mark(last.kind, last.ordinal, joined, mark.line))
        else:
            merged.append(mark)
    return merged


_ENDS = "。！？!?；;：:，,"
_LONGEST_HEADING = 40


def _headings(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of lines that head what follows: bold ones among others, or short ones above long ones."""
    if any(line.level for line in lines):
        return frozenset()
    bold = [line for line in lines if line.is_bold]
    if 0 < len(bold) < len(lines):
        return _without_title(frozenset(line.number for line in bold if len(line.text) <= _LONGEST_HEADING), lines)
    found: set[int] = set()
    for line, following in pairwise(lines):
        text = line.text.strip()
        is_short = len(text) <= 30 and text[-1:] not in _ENDS and not re.search(r"[:：，,。]", text)
        if is_short and len(following.text) >= max(30, len(text) + 10):
            found.add(line.number)
    return _without_title(frozenset(found), lines)


def _without_title(headings: frozenset[int], lines: Sequence[Line]) -> frozenset[int]:
    """A text's first line is its title when it names the programme, or heads all the rest."""
    if not lines:
        return headings
    first = lines[0]
    is_title = "问政" in first.text or headings == {first.number}
    return headings - {first.number} if is_title else headings

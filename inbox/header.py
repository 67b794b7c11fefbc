"""Find a sheet's header and say which column means what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inbox.columns import LONGEST_HEADING, heading
from inbox.heading_parts import field_by_parts
from inbox.lexicon import Lexicon
from inbox.sheets import Row

HEADER_WITHIN = 30
DEEPEST = 3
#: With the remarks in it; anything longer is no heading, and costs time to normalise.
_LONGEST_CELL = 300
_UNIT_WORDS = ("单位", "部门", "承办", "办理", "经办", "责任")
_HOLDER = re.compile(r"(?:基本)?(?:信息|情况|内容)$")
_HANDLER_FIELDS = ("unit", "co_unit", "unit_person")
#: Headings that do not say whose contact they hold; all others do, wherever they stand.
_ANYBODYS = frozenset(
    (
        "联系电话", "电话", "联系方式", "手机", "手机号", "手机号码", "电话号码", "联系号码", "联系人", "联系人姓名",
        "姓名", "联系人电话",
    )
)  # fmt: skip
#: Known headings, by weight, from which a row is surely the header, and its other headings may be read by parts.
_SURELY = 3.0
#: Fields that are read from one column only: a second one belongs to somebody else.
_ONE_COLUMN = frozenset({"phone", "person", "order_no", "seq"})


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and what it says.

    `row` is the number of its last row, `columns` gives each field's columns, the best first, and `labels` the
    bare headings by column ("" for a column without one).
    """

    row: int
    columns: dict[str, tuple[int, ...]]
    labels: tuple[str, ...]
    lexicon: Lexicon
    score: float
    depth: int = 1
    #: Columns whose headings were read by their parts, with their fields.
    assumed: tuple[tuple[int, str], ...] = ()

    @property
    def width(self) -> int:
        """The number of columns up to the last one with a heading."""
        return max((at + 1 for at, label in enumerate(self.labels) if label), default=0)

    def missing(self) -> tuple[str, ...] | None:
        """The first group of fields of which the channel needs one and the sheet has none; None when usable."""
        for group in self.lexicon.required:
            if not any(name in self.columns for name in group):
                return group
        return None


def find_header(head: Sequence[Row], lexicon: Lexicon) -> Header | None:
    """The best header among the first rows, one to three rows deep, or None where no heading is known.

    A sheet's title rows stand above it, and the row with the most known headings is it. In a header of several
    rows the upper cells are merged over the lower ones, so an upper cell speaks for the empty ones to its right.
    """
    best: Header | None = None
    for first in range(min(len(head), HEADER_WITHIN)):
        for depth in range(1, DEEPEST + 1):
            rows = head[first : first + depth]
            if len(rows) < depth or (depth > 1 and not _is_upper(rows[0])):
                break
            found = header_of(rows, first + depth, lexicon)
            # An equal score stays with the upper row: it tells whose telephone a column of the lower one holds.
            if best is None or found.score > best.score:
                best = found
    if best is None or not best.columns:
        return None
    rows = head[best.row - best.depth : best.row]
    return _with_parts(best, _paths([[_bare(cell) for cell in row] for row in rows]))


def labels_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """The lowest bare heading of each column of a header of these rows."""
    return tuple(path[-1] if path else "" for path in _paths([[_bare(cell) for cell in row] for row in rows]))


def _is_upper(row: Row) -> bool:
    """Can this row head others: at least two short cells, none of them a sentence or a `name: value`."""
    words = [cell for cell in row if isinstance(cell, str) and cell.strip()]
    return len(words) >= 2 and all(
        len(word) <= LONGEST_HEADING and ":" not in word.replace("：", ":") for word in words
    )


def header_of(rows: Sequence[Row], last: int, lexicon: Lexicon) -> Header:
    """The header that these rows are, read as one, the last of them at this number."""
    paths = _paths([[_bare(cell) for cell in row] for row in rows])
    known: dict[int, tuple[str, int]] = {}
    for at, path in enumerate(paths):
        if found := _field(path, lexicon):
            known[at] = found
    labels = tuple(path[-1] if path else "" for path in paths)
    _move_handlers_contacts(known, labels)
    columns = _by_field(known, labels)
    certain = {name for name, rank in known.values() if rank < 1000}
    score = len(certain) + 0.5 * len(columns.keys() - certain)
    return Header(last, columns, labels, lexicon, score, len(rows))


def _with_parts(header: Header, paths: Sequence[tuple[str, ...]]) -> Header:
    """The header with a field for each column that has none, where its noun tells one that has no column yet.

    Of a column below another's heading its own words go before both together: 整改落实 over 落实单位 is a unit.
    """
    if header.score < _SURELY:
        return header
    lexicon, columns = header.lexicon, dict(header.columns)
    assumed: dict[int, str] = {}
    for at, path in enumerate(paths):
        own = lexicon.field_of(path[-1]) if len(path) > 1 else None
        if len(path) > 1 and own is None and (better := field_by_parts(path[-1], lexicon.words)):
            columns = {
                name: rest for name, some in columns.items() if (rest := tuple(one for one in some if one != at))
            }
            if better not in columns:
                columns[better] = (at,)
                assumed[at] = better
    found: dict[str, list[int]] = {}
    used = {at for places in columns.values() for at in places}
    for at, path in enumerate(paths):
        field = field_by_parts(path[-1], lexicon.words) if path and at not in used else None
        if field and field not in columns and not (field in _ONE_COLUMN and field in found):
            found.setdefault(field, []).append(at)
            assumed[at] = field
    columns |= {name: tuple(places) for name, places in found.items()}
    return replace(header, columns=columns, assumed=tuple(sorted(assumed.items())))


def _bare(cell: object) -> str:
    if not isinstance(cell, str) or len(cell) > _LONGEST_CELL:
        return ""
    # Below a heading there may be a line on how to fill its column in: 格式：2021-01-01.
    first, _, remark = cell.strip().partition("\n")
    return heading(first if ":" in remark.replace("：", ":") and len(first) > 1 else cell)


def _paths(levels: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """For each column its headings from the top, with a merged upper cell repeated over the columns it spans."""
    width = max(map(len, levels), default=0)
    padded = [[*level, *[""] * (width - len(level))] for level in levels]
    paths: list[tuple[str, ...]] = []
    carried = [""] * len(padded)
    for at in range(width):
        own = [level[at] for level in padded]
        for depth, word in enumerate(own):
            # A new upper cell ends what the levels below it carried.
            if word:
                carried[depth:] = [word, *[""] * (len(carried) - depth - 1)]
        # Only upper levels are merged sideways, and only over columns that have a lower heading of their own.
        lowest = own[-1]
        path = [word for word in (carried[:-1] if lowest else own[:-1]) if word]
        paths.append((*path, lowest) if lowest else tuple(path))
    return paths


def _field(path: tuple[str, ...], lexicon: Lexicon) -> tuple[str, int] | None:
    if not path:
        return None
    lowest, upper = path[-1], path[0] if len(path) > 1 else ""
    found = lexicon.field_of(lowest)
    is_handlers = "unit_phone" in lexicon.words and any(word in upper for word in _UNIT_WORDS)
    if upper and is_handlers and found and found[0] in ("phone", "person"):
        return f"unit_{found[0]}", found[1]
    # 企业信息 over 名称 is 企业名称.
    for prefix in (upper, _HOLDER.sub("", upper)) if upper else ():
        if (joined := lexicon.field_of(prefix + lowest)) and (not found or joined[1] < 1000):
            return joined
    return found


def _move_handlers_contacts(known: dict[int, tuple[str, int]], labels: Sequence[str]) -> None:
    """Tell the complainant's telephone from the handling unit's where both columns are called 联系电话.

    A telephone or contact that follows the unit's column or its clerk's is theirs, if there is another one that
    does not; with no other one it is theirs only right after a clerk.
    """
    for name in ("person", "phone"):
        at_field = [at for at in sorted(known) if known[at][0] == name]
        theirs = [at for at in at_field if labels[at] in _ANYBODYS and _follows_handler(at, known)]
        own = [at for at in at_field if at not in theirs]
        if not own:
            theirs = [at for at in theirs if known.get(at - 1, ("", 0))[0] == "unit_person"]
        # Same-named columns after the first belong to somebody else, whatever stands before them.
        first_of: dict[str, int] = {}
        for at in own:
            if first_of.setdefault(labels[at], at) != at:
                theirs.append(at)
        for at in theirs:
            known[at] = (f"unit_{name}", known[at][1])


def _follows_handler(at: int, known: dict[int, tuple[str, int]]) -> bool:
    before = known.get(at - 1, ("", 0))[0]
    return before in _HANDLER_FIELDS


def _by_field(known: dict[int, tuple[str, int]], labels: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Each field's columns by the rank of their heading; of equal headings only the first counts."""
    columns: dict[str, tuple[int, ...]] = {}
    for name in {name for name, _ in known.values()}:
        ranked = sorted((rank, at) for at, (other, rank) in known.items() if other == name)
        first_of: dict[str, int] = {}
        for _, at in ranked:
            first_of.setdefault(labels[at], at)
        ordered = tuple(first_of.values())
        columns[name] = ordered[:1] if name in _ONE_COLUMN - {"phone"} else ordered
    return columns

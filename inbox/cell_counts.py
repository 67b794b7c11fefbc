"""Count the cells of a zipped workbook's parts as they are unpacked, before the spreadsheet library allocates them."""

from __future__ import annotations

import re
from xml.parsers import expat

from inbox.limits import MIB, Limits
from inbox.refusals import corrupted, too_large, too_many_bytes

# Only cells with content count: a styled empty column reaches row 1,048,576 in many honest files. The groups are
# atomic, so that a tag with a thousand attributes is looked at once, and no match runs into the next tag.
_FILLED_CELL = re.compile(
    rb"<(?:c|[\w.-]++:c)\s(?>r=[\"']|[^<>]*?\sr\s*=\s*[\"'])([A-Za-z]{1,3})(\d{1,7})[\"'][^<>]*+(?<!/)>"
)
_CELL_START = re.compile(rb"<(?:[\w.-]+:)?c[\s>]")
_SHEET = re.compile(rb"<(?:[\w.-]+:)?worksheet[\s>]")
#: A tag or a text this long is no cell of a table.
_LONGEST_TOKEN = 16 * MIB
_REPEATS = {"rows": "table:number-rows-repeated", "columns": "table:number-columns-repeated"}
_SHEET_WITHIN = 65536


class Counter:
    """Counts nothing: the part holds no cells."""

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the part; FileRefused when there are too many cells."""


class Total:
    """The cells of the whole workbook, each sheet's rectangle counted in full."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._of_others = 0
        self._of_this = 0

    def begin_sheet(self) -> None:
        """What is set from now on belongs to the next sheet."""
        self._of_others += self._of_this
        self._of_this = 0

    def set(self, rows: int, columns: int, cells: int = 0) -> None:
        """The sheet has grown to this rectangle, or to so many cells where their places are not known."""
        self._of_this = max(rows * columns, cells)
        if self._of_others + self._of_this > self._limits.cells:
            what = f"{rows} 行 {columns} 列" if rows * columns >= cells else f"{cells} 个单元格"
            raise too_large(f"工作表的范围有 {what}", f"{self._limits.cells} 个单元格（全部工作表）")


def counter_for(name: str, first: bytes, total: Total) -> Counter:
    """The counter for a part by its name and its first piece: a sheet may lie anywhere in the archive."""
    if _SHEET.search(first[:_SHEET_WITHIN]):
        return SheetCounter(total)
    if name == "content.xml":
        return OdsCounter(total)
    return Counter()


class SheetCounter(Counter):
    """The rectangle up to the furthest filled cell of an .xlsx sheet."""

    def __init__(self, total: Total) -> None:
        total.begin_sheet()
        self._total = total
        self._tail = b""
        self._rows = 0
        self._columns = 0
        self._cells = 0

    def feed(self, piece: bytes) -> None:
        """Take the next piece; a tag that is not complete waits for the one after it."""
        text = self._tail + piece
        cut = text.rfind(b"<")
        text, self._tail = (text[:cut], text[cut:]) if cut >= 0 else (text, b"")
        if len(self._tail) > _LONGEST_TOKEN:
            raise too_many_bytes("单个单元格或标签", len(self._tail), _LONGEST_TOKEN)
        cells = _FILLED_CELL.findall(text)
        self._cells += len(cells) or len(_CELL_START.findall(text))
        for letters in {cell[0] for cell in cells}:
            self._columns = max(self._columns, _column_number(letters.upper()))
        self._rows = max(self._rows, max((int(number) for number in {cell[1] for cell in cells}), default=0))
        self._total.set(self._rows, self._columns, self._cells)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class OdsCounter(Counter):
    """The cells of an .ods table with repeated rows and columns multiplied out, empty ends left aside."""

    def __init__(self, total: Total) -> None:
        total.begin_sheet()
        self._total = total
        self._row_repeat = 1
        self._width = 0
        self._filled = 0
        self._cells = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = _refuse_entity

    def feed(self, piece: bytes) -> None:
        """Take the next piece; expat.ExpatError where it is no XML."""
        self._parser.Parse(piece)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table-row":
            self._row_repeat = int(attributes.get(_REPEATS["rows"], "1"))
            self._width = self._filled = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._width += int(attributes.get(_REPEATS["columns"], "1"))
            if "office:value-type" in attributes:
                self._filled = self._width

    def _end(self, name: str) -> None:
        if name == "table:table-row":
            self._cells += self._row_repeat * self._filled
            self._total.set(0, 0, self._cells)


def _refuse_entity(*_: object) -> None:
    raise corrupted()

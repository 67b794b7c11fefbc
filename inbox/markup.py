"""Web pages and Excel-2003 XML named .xls: each table becomes a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from inbox.delimited import text_encoding
from inbox.limits import MIB, Limits
from inbox.sheets import Row, Sheet
from inbox.sniff import too_large

_TABLE, _ROW, _CELL = {"table", "worksheet"}, {"tr", "row"}, {"td", "th", "cell"}
_IGNORED = {"style", "script"}
_WIDEST_SPAN = 1000


def open_markup(path: Path, limits: Limits) -> list[Sheet]:
    """The tables of a page as sheets; FileRefused when the page is too large or in no known encoding."""
    if path.stat().st_size > limits.html_bytes:
        raise too_large(f"网页表格有 {path.stat().st_size // MIB} MB")
    parser = _TableParser(limits)
    with path.open(encoding=text_encoding(path), newline="") as stream:
        while piece := stream.read(MIB):
            parser.feed(piece)
    parser.close()
    return [Sheet(name=table.name, rows=iter(table.rows)) for table in parser.tables if table.rows]


@dataclass(slots=True)
class _Table:
    name: str = ""
    rows: list[Row] = field(default_factory=list)
    #: Cells that a rowspan above reserves: column -> rows still to come.
    reserved: dict[int, int] = field(default_factory=dict)
    row_open: bool = False


class _TableParser(HTMLParser):
    """Collects rows; a table inside a cell becomes a sheet of its own."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._text: list[str] | None = None
        self._columns = 1
        self._row_span = 1
        self._skipping = False
        self._cells_left = limits.cells

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        if name in _IGNORED:
            self._skipping = True
        elif name in _TABLE:
            self._start_table(name, dict(attrs))
        elif self._open and name in _ROW:
            self._start_row(dict(attrs))
        elif self._open and name in _CELL:
            self._start_cell(dict(attrs))
        elif name in ("br", "p", "div") and self._text:
            self._text.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in _IGNORED:
            self._skipping = False
        elif name in _CELL:
            self._end_cell()
        elif name in _ROW and self._open:
            self._end_cell()
            self._open[-1].row_open = False
        elif name in _TABLE and self._open and not self._nested_xml_table(name):
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._skipping:
            self._text.append(data)

    def _nested_xml_table(self, name: str) -> bool:
        # Excel-2003 XML puts one <Table> inside each <Worksheet>; the worksheet is the sheet.
        return name == "table" and bool(self._open[-1].name)

    def _start_table(self, name: str, attributes: dict[str, str | None]) -> None:
        if self._open and self._nested_xml_table(name):
            return
        self._end_cell()
        table = _Table(name=(attributes.get("ss:name") or "Sheet") if name == "worksheet" else "")
        self.tables.append(table)
        self._open.append(table)

    def _start_row(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        table = self._open[-1]
        index = _number(attributes.get("ss:index"), 0)
        self._spend(max(0, index - len(table.rows)))
        while len(table.rows) < index - 1:
            table.rows.append([])
        table.rows.append([])
        table.row_open = True

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        if not self._open[-1].row_open:
            self._start_row({})
        row = self._open[-1].rows[-1]
        self._fill_reserved(row)
        index = min(_number(attributes.get("ss:index"), 0), 16384)
        row.extend([""] * (index - 1 - len(row)))
        across = attributes.get("ss:mergeacross")
        self._columns = _number(across, 0) + 1 if across else _number(attributes.get("colspan"), 1)
        self._row_span = _number(attributes.get("rowspan"), 1)
        self._text = []

    def _end_cell(self) -> None:
        if self._text is None or not self._open or not self._open[-1].rows:
            self._text = None
            return
        table = self._open[-1]
        row = table.rows[-1]
        columns = max(1, min(self._columns, _WIDEST_SPAN))
        self._spend(columns)
        if self._row_span > 1:
            for column in range(len(row), len(row) + columns):
                table.reserved[column] = min(self._row_span, _WIDEST_SPAN) - 1
        row.append("".join(self._text).replace("\xa0", " ").strip())
        row.extend([""] * (columns - 1))
        self._text = None

    def _fill_reserved(self, row: Row) -> None:
        """Leave the cells empty that a merged cell above covers, as a spreadsheet does."""
        reserved = self._open[-1].reserved
        while reserved.get(len(row), 0) > 0:
            reserved[len(row)] -= 1
            row.append("")

    def _spend(self, cells: int) -> None:
        self._cells_left -= cells
        if self._cells_left < 0:
            raise too_large("网页表格的单元格太多")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else default

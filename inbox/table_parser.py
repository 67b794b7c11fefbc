"""The tables of HTML and of Excel-2003 XML, cell by cell as a spreadsheet program would lay them out."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from inbox.limits import COLUMNS, SHEETS, Limits
from inbox.refusals import corrupted, too_large, too_many_rows, too_many_sheets
from inbox.sheets import BrokenRow, Row

_TABLE, _ROW, _CELL = {"table", "worksheet"}, {"tr", "row"}, {"td", "th", "cell"}
_IGNORED = {"style", "script", "comment"}
_WIDEST_SPAN = 1000
_CUT_OFF = "文件在这一行断了，多半没有传完。请重新导出或重新发送后再导入。"

Attributes = dict[str, str | None]


@dataclass(slots=True)
class Table:
    """One table as far as it has been read. A worksheet of Excel-2003 XML has a name."""

    name: str = ""
    rows: list[Row] = field(default_factory=list)
    hidden: bool = False
    #: Cells that a rowspan above reserves: column -> rows still to come.
    reserved: dict[int, int] = field(default_factory=dict)
    row_open: bool = False


class TableParser(HTMLParser):
    """Collects rows; a table inside a cell becomes a sheet of its own."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self._open: list[Table] = []
        self._text: list[str] | None = None
        self._columns = 1
        self._row_span = 1
        #: The ignored element that is open, and whether the element that says if a sheet is visible is.
        self._ignored = ""
        self._in_visible = False
        self._workbook_open = False
        self._limits = limits
        self._cells_left = limits.cells

    def finish(self) -> None:
        """Take the end of the file: FileRefused inside a workbook's XML, a broken row where a page was cut off."""
        self.close()
        if self._workbook_open:
            raise corrupted()
        for table in self._open:
            if table.row_open:
                table.rows[-1] = BrokenRow(_CUT_OFF)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        name = _local(tag)
        if name in _IGNORED:
            self._ignored = self._ignored or name
        elif name in _TABLE:
            self._start_table(name, _attributes(attrs))
        elif self._open and name in _ROW:
            self._start_row(_attributes(attrs))
        elif self._open and name in _CELL:
            self._start_cell(_attributes(attrs))
        elif name in ("br", "p", "div") and self._text:
            self._text.append("\n")
        else:
            self._start_other(name)

    def _start_other(self, name: str) -> None:
        if name == "workbook":
            self._workbook_open = True
        elif name == "visible":
            self._in_visible = True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close an element without content."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close a table, a row or a cell."""
        name = _local(tag)
        if name == self._ignored:
            self._ignored = ""
        elif name in _CELL:
            self._end_cell()
        elif name in _ROW and self._open:
            self._end_cell()
            self._open[-1].row_open = False
        elif name in _TABLE and self._open and not self._nested_xml_table(name):
            self._end_cell()
            self._open.pop().row_open = False
        elif name == "workbook":
            self._workbook_open = False
        elif name == "visible":
            self._in_visible = False

    def handle_data(self, data: str) -> None:
        """Add to the open cell's text."""
        if self._text is not None and not self._ignored:
            self._text.append(data)
        elif self._in_visible and self._open and "hidden" in data.lower():
            self._open[-1].hidden = True

    def unknown_decl(self, data: str) -> None:
        """Take the text of a CDATA section; other declarations hold none."""
        if data.startswith("CDATA["):
            self.handle_data(data.removeprefix("CDATA["))

    def _nested_xml_table(self, name: str) -> bool:
        # Excel-2003 XML puts one <Table> inside each <Worksheet>; the worksheet is the sheet.
        return name == "table" and bool(self._open[-1].name)

    def _start_table(self, name: str, attributes: Attributes) -> None:
        if self._open and self._nested_xml_table(name):
            return
        self._end_cell()
        self._spend(1)
        table = Table(name=(attributes.get("name") or "Sheet") if name == "worksheet" else "")
        self.tables.append(table)
        if len(self.tables) > SHEETS:
            raise too_many_sheets(len(self.tables))
        self._open.append(table)

    def _start_row(self, attributes: Attributes) -> None:
        self._end_cell()
        table = self._open[-1]
        index = max(_number(attributes.get("index"), 0), len(table.rows) + 1)
        if index > self._limits.rows:
            raise too_many_rows(self._limits)
        self._spend(index - len(table.rows))
        table.rows.extend([] for _ in range(index - len(table.rows)))
        table.row_open = True

    def _start_cell(self, attributes: Attributes) -> None:
        self._end_cell()
        if not self._open[-1].row_open:
            self._start_row({})
        row = self._open[-1].rows[-1]
        self._fill_reserved(row)
        self._fill(row, min(_number(attributes.get("index"), 0), COLUMNS) - 1 - len(row))
        across = attributes.get("mergeacross")
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
        if self._row_span > 1:
            for column in range(len(row), len(row) + columns):
                table.reserved[column] = min(self._row_span, _WIDEST_SPAN) - 1
        self._fill(row, columns)
        row[-columns] = "".join(self._text).replace("\xa0", " ").strip()
        self._text = None

    def _fill_reserved(self, row: Row) -> None:
        """Leave the cells empty that a merged cell above covers, as a spreadsheet does."""
        reserved = self._open[-1].reserved
        while reserved.get(len(row), 0) > 0:
            reserved[len(row)] -= 1
            self._fill(row, 1)

    def _fill(self, row: Row, cells: int) -> None:
        if cells > 0:
            self._spend(cells)
            if len(row) + cells > COLUMNS:
                raise too_large(f"网页表格的一行有 {len(row) + cells} 列", f"{COLUMNS} 列")
            row.extend([""] * cells)

    def _spend(self, cells: int) -> None:
        self._cells_left -= cells
        if self._cells_left < 0:
            raise too_large("网页表格的单元格太多", f"{self._limits.cells} 个")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _attributes(attributes: list[tuple[str, str | None]]) -> Attributes:
    return {_local(name): value for name, value in attributes}


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else default

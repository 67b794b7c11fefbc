"""What the parts of a Word document hold: the paragraphs and tables of its body, the headings among its styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from inbox.limits import Limits
from inbox.refusals import too_many_rows
from inbox.sheets import Row

_HEADING = re.compile(r"^(?:heading|标题|标题样式)\s*(\d)", re.IGNORECASE)
_TABLE_TAGS = frozenset({"tbl", "tr", "tc"})


@dataclass(slots=True)
class Paragraph:
    """A paragraph; `level` is 1 for a top heading and 0 for text, `is_listed` when the program numbers it."""

    text: str = ""
    level: int = 0
    is_bold: bool = False
    is_listed: bool = False


@dataclass(slots=True)
class LetterTable:
    """A table of a letter, laid out as a spreadsheet would."""

    rows: list[Row] = field(default_factory=list)


Block = Paragraph | LetterTable


class Handler:
    """What a parser calls."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element's beginning."""

    def end(self, tag: str) -> None:
        """Take an element's end."""

    def words(self, text: str) -> None:
        """Take the text within an element."""


class Styles(Handler):
    """Which styles are headings, and which are numbered by the program, by their ids."""

    def __init__(self) -> None:
        self.levels: dict[str, int] = {}
        self.listed: set[str] = set()
        self._style = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take a style's id, its name or its place in the outline."""
        if tag == "style":
            self._style = attributes.get("styleId", "")
        elif tag == "name" and self._style and (found := _HEADING.match(attributes.get("val", ""))):
            self.levels[self._style] = int(found[1]) or 1
        elif tag == "numId" and self._style and attributes.get("val", "0") != "0":
            self.listed.add(self._style)
        elif tag == "outlineLvl" and self._style and attributes.get("val", "9").isdigit():
            self._outline(int(attributes["val"]))

    def _outline(self, level: int) -> None:
        if level < 9:
            self.levels.setdefault(self._style, level + 1)


class Body(Handler):
    """Collects paragraphs; those within a table become the text of its cells."""

    def __init__(self, styles: Styles, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self._styles = styles
        self._limits = limits
        self._cells_left = limits.cells
        self._paragraphs: list[Paragraph] = []
        self._tables: list[LetterTable] = []
        self._cells: list[list[str]] = []
        self._span = 1
        self._in_text = self._in_run = False
        self._bold: list[bool] = []
        self._run_is_bold = False
        self._ignored = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open a paragraph, a run, a table, a row or a cell, or take one of their properties."""
        if self._ignored or tag == "Fallback":
            # What stands there repeats, for older programs, what was told before it.
            self._ignored += 1
        elif tag == "p":
            self._paragraphs.append(Paragraph())
            self._bold.append(True)
        elif tag in _TABLE_TAGS:
            self._start_table(tag)
        elif tag in ("t", "tab", "br", "cr", "noBreakHyphen"):
            self._start_text(tag)
        else:
            self._take_property(tag, attributes)

    def end(self, tag: str) -> None:
        """Close what was opened."""
        if self._ignored:
            self._ignored -= 1
        elif tag == "t":
            self._in_text = False
        elif tag == "r":
            self._in_run = False
        elif tag == "p" and self._paragraphs:
            self._end_paragraph()
        elif tag == "tc" and self._cells and self._tables:
            self._end_cell()
        elif tag == "tbl" and self._tables:
            self._end_table()

    def words(self, text: str) -> None:
        """Add to the open paragraph."""
        if self._in_text and self._paragraphs and not self._ignored:
            self._paragraphs[-1].text += text
            if text.strip() and not self._run_is_bold:
                self._bold[-1] = False

    def _start_text(self, tag: str) -> None:
        self._in_text = tag == "t"
        # A tab among a paragraph's properties is a stop, not a character.
        if tag != "t" and self._in_run and self._paragraphs:
            self._paragraphs[-1].text += {"tab": "\t", "noBreakHyphen": "-"}.get(tag, "\n")

    def _take_property(self, tag: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if tag == "r":
            self._in_run, self._run_is_bold = True, False
        elif tag == "b" and self._in_run:
            self._run_is_bold = value not in ("0", "false", "off")
        elif tag == "gridSpan" and value.isdigit():
            self._span = max(1, min(int(value), 1000))
        elif self._paragraphs:
            self._take_paragraph_property(tag, value)

    def _take_paragraph_property(self, tag: str, value: str) -> None:
        paragraph = self._paragraphs[-1]
        if tag == "pStyle":
            paragraph.level = self._styles.levels.get(value, 0)
            paragraph.is_listed = value in self._styles.listed
        elif tag == "outlineLvl" and value.isdigit() and int(value) < 9:
            paragraph.level = int(value) + 1
        elif tag == "numId":
            paragraph.is_listed = value != "0"

    def _start_table(self, tag: str) -> None:
        if tag == "tbl":
            self._tables.append(LetterTable())
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
            if len(self._tables[-1].rows) > self._limits.rows:
                raise too_many_rows(self._limits)
        elif tag == "tc" and self._tables:
            self._cells.append([])
            self._span = 1

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        paragraph.is_bold = self._bold.pop() and bool(paragraph.text.strip())
        if self._cells:
            self._cells[-1].append(paragraph.text.strip())
        elif paragraph.text.strip():
            self.blocks.append(paragraph)

    def _end_cell(self) -> None:
        words = "\n".join(filter(None, self._cells.pop()))
        rows = self._tables[-1].rows or [[]]
        self._cells_left -= self._span
        if self._cells_left < 0:
            raise too_many_rows(self._limits)
        rows[-1].extend([words, *[""] * (self._span - 1)])

    def _end_table(self) -> None:
        table = self._tables.pop()
        if self._cells:
            # A table within a cell is part of the cell's words.
            self._cells[-1].extend(" ".join(filter(None, map(str, row))) for row in table.rows)
        elif table.rows:
            self.blocks.append(table)

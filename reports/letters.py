"""公文: what leaves the office on paper, written from top to bottom into a Word document.

Source: GB/T 9704-2012《党政机关公文格式》, 7.3 (headings, 署名 and 成文日期 under a seal) and 7.4.2 (抄送).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path
from uuid import uuid4

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml.ns import nsdecls
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from complaints.clocks import SHANGHAI
from reports.letter_forms import (
    BODY,
    CELL,
    COPIES,
    DATE,
    HEADING,
    SIGNATURE,
    Form,
    chinese_number,
    lines_of,
    one_line,
    width_of,
)
from reports.letter_page import TEXT_WIDTH, blank_letter, write_run

_PROPERTY_LIMIT = 255
"""Characters of a document property, as python-docx takes it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table: its text, its form, and how many columns it covers."""

    text: str
    form: Form = CELL
    span: int = 1


class Letter:
    """A 公文 that grows downwards until it is saved."""

    def __init__(self, title: str, *, office: str, made_at: datetime) -> None:
        """Begin a blank one; `title` and `office` go into the file's properties, not onto the sheet."""
        self._document = blank_letter()
        self._headings = count(1)
        properties = self._document.core_properties
        properties.title, properties.author = one_line(title)[:_PROPERTY_LIMIT], one_line(office)[:_PROPERTY_LIMIT]
        properties.last_modified_by, properties.comments, properties.language = "", "", "zh-CN"
        # The property is UTC, and python-docx takes it without its zone.
        properties.created = properties.modified = made_at.astimezone(UTC).replace(tzinfo=None)

    def add(self, text: str, form: Form = BODY, *, above: float = 0, below: float = 0, new_page: bool = False) -> None:
        """Write the text, a paragraph for each line, with more space `above` and `below` in points."""
        paragraphs = [self._paragraph(line, form) for line in lines_of(text)]
        if not paragraphs:
            return
        first, last = paragraphs[0].paragraph_format, paragraphs[-1].paragraph_format
        first.space_before, last.space_after = Pt(form.gap + above), Pt(form.gap + below)
        first.page_break_before = new_page or None

    def heading(self, text: str, *, above: float = 0, below: float = 0) -> None:
        """Write a heading of the first level with the number whose turn it is: 一、 and then 二、."""
        self.add(f"{chinese_number(next(self._headings))}、{one_line(text)}", HEADING, above=above, below=below)

    def items(self, texts: Sequence[str], *, last: bool = False) -> None:
        """Write the texts as paragraphs numbered （一） and （二）; a single one goes without a number.

        After the `last` items of a letter its signature follows, which must not stand on a page alone.
        """
        for number, text in enumerate(texts, start=1):
            self.add(f"（{chinese_number(number)}）{one_line(text)}" if len(texts) > 1 else one_line(text))
        if last:
            self._keep_end()

    def table(self, widths: Sequence[float], padding: float | None = None) -> Grid:
        """Begin a bordered table with columns of these widths in millimetres, TEXT_WIDTH in all.

        `padding` is the space left and right within its cells in millimetres; without it, Word's own.
        """
        table = self._document.add_table(rows=0, cols=len(widths), style="Table Grid")
        if padding is not None:
            _pad(table, padding)
        return Grid(table, widths)

    def picture(self, picture: bytes) -> None:
        """Add a PNG as wide as the text."""
        self._document.add_picture(BytesIO(picture), width=Mm(TEXT_WIDTH))

    def sign(self, office: str, signed_at: datetime) -> None:
        """Write 署名 above the middle of 成文日期, which ends four characters from the right, where the seal goes."""
        name, day = one_line(office), chinese_day(signed_at)
        block = SIGNATURE.size * max(width_of(name), width_of(day) + 2 * 4)
        for text, form in ((name, SIGNATURE), (day, DATE)):
            look = self._paragraph(text, form).paragraph_format
            look.left_indent = max(Pt(0), Mm(TEXT_WIDTH) - Pt(block))

    def copy_to(self, units: Sequence[str]) -> None:
        """Write 抄送 between two lines as wide as the text; nothing where there is nobody."""
        if not units:
            return
        self._keep_end()
        # Half the seal is below the date.
        self._document.add_paragraph().paragraph_format.space_before = Pt(SIGNATURE.line)
        self._keep_end()
        table = self._document.add_table(rows=1, cols=1)
        edges = "".join(f'<w:{edge} w:val="single" w:sz="8" w:space="0" w:color="auto"/>' for edge in ("top", "bottom"))
        borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>")
        table._tbl.tblPr.insert_element_before(borders, "w:tblLayout", "w:tblCellMar", "w:tblLook")
        Grid(table, (TEXT_WIDTH,))
        paragraph = table.rows[0].cells[0].paragraphs[0]
        write_run(paragraph, f"抄送：{'，'.join(map(one_line, units))}。", COPIES)
        # A second line begins below the first unit, behind 抄送：.
        look = paragraph.paragraph_format
        look.left_indent, look.right_indent = Pt(4 * COPIES.size), Pt(COPIES.size)
        look.first_line_indent = Pt(-3 * COPIES.size)

    def save(self, path: Path) -> None:
        """Write the document at `path`, over what stood there; after an OSError `path` is as it was."""
        # A rename is only whole within one file system, so the draft lies beside its target.
        draft = path.with_name(f".{uuid4().hex}.docx.tmp")
        try:
            with draft.open("xb") as file:
                self._document.save(file)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def _keep_end(self) -> None:
        """Keep the last paragraph on the page of what comes next."""
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _paragraph(self, line: str, form: Form) -> Paragraph:
        paragraph = self._document.add_paragraph()
        write_run(paragraph, line, form)
        return paragraph


class Grid:
    """A bordered table that is written row by row and flows over pages."""

    def __init__(self, table: Table, widths: Sequence[float]) -> None:
        self._table = table
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)

    def row(self, *boxes: Box, repeated: bool = False, breaks: bool = False, height: float = 0) -> None:
        """Write a row of at least `height` millimetres.

        A `repeated` row, with nothing but repeated rows above it, is shown again on every page that the table
        reaches. Only a row that `breaks` may go on over the end of a page.
        """
        row: _Row = self._table.add_row()  # type: ignore[no-untyped-call]
        cells, at = row.cells, 0
        for box in boxes:
            cell = cells[at] if box.span == 1 else cells[at].merge(cells[at + box.span - 1])
            _fill(cell, box, keep=repeated, top=breaks)
            at += box.span
        if height:
            row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        properties = row._tr.get_or_add_trPr()
        for wanted, name in ((not breaks, "w:cantSplit"), (repeated, "w:tblHeader")):
            if wanted:
                properties.append(OxmlElement(name))


def chinese_day(moment: datetime) -> str:
    """The day that it is then in the office, as a 公文 dates: 2021年9月8日."""
    local = moment.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日"


def _pad(table: Table, padding: float) -> None:
    width = Mm(padding).twips
    sides = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side in ("left", "right"))
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _fill(cell: _Cell, box: Box, *, keep: bool, top: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP if top else WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for position, line in enumerate(lines_of(box.text) or [""]):
        paragraph = cell.add_paragraph() if position else cell.paragraphs[0]
        write_run(paragraph, line, box.form)
        if keep:
            paragraph.paragraph_format.keep_with_next = True

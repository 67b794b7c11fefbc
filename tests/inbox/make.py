"""Spreadsheets made on the spot: what the samples do not show."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

Table = Sequence[Sequence[object]]
MOBILE = "130" + "0000" + "0012"
LANDLINE = "0533-" + "4000" + "058"


def xlsx(path: Path, rows: Table, sheet: str = "Sheet1", **others: Table) -> Path:
    """A workbook with `rows` as its first sheet; None leaves a cell out."""
    path.write_bytes(xlsx_bytes({sheet: rows, **others}))
    return path


def xlsx_bytes(sheets: Mapping[str, Table]) -> bytes:
    """The bytes of a workbook with these sheets."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(at, column, cell)
    book.close()
    return buffer.getvalue()


def csv_file(path: Path, *lines: str, encoding: str = "utf-8-sig", newline: str = "\r\n") -> Path:
    """A text file of these lines."""
    path.write_bytes(newline.join(lines).encode(encoding))
    return path

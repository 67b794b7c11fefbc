"""Workbooks (.xlsx, .xlsm, .ods, .xls) as sheets of rows, through python-calamine."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from complaints.records import FileRefused, RefusedFile
from inbox.limits import Limits
from inbox.sheets import Row, Sheet
from inbox.sniff import RESAVE, too_large
from inbox.zip_scan import check_zip, corrupted, encrypted

# BIFF8 and BIFF5 workbooks begin with a BOF record; FILEPASS and DATEMODE are among its records.
_BOF = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
_FILEPASS, _DATEMODE = 0x2F, 0x22
# FORMULA, NUMBER, LABEL, BOOLERR, RK, LABELSST, MULRK: each begins with its row and its column.
_CELL_RECORDS = frozenset({0x06, 0x0203, 0x0204, 0x0205, 0x027E, 0xFD, 0xBD})
_RECORD = struct.Struct("<4H")
_NEVER_CAUGHT = (KeyboardInterrupt, SystemExit, GeneratorExit)


def open_zip(path: Path, limits: Limits) -> list[Sheet]:
    """The sheets of an .xlsx, .xlsm or .ods; FileRefused when it is broken, encrypted or too large."""
    _check_size(path, limits)
    return _open(path, check_zip(path, limits))


def open_ole(path: Path, limits: Limits) -> list[Sheet]:
    """The sheets of a real .xls; FileRefused when it is encrypted, another kind of document, or broken."""
    _check_size(path, limits)
    content = path.read_bytes()
    if _holds(content, "EncryptedPackage"):
        raise encrypted()
    if not (_holds(content, "Workbook") or _holds(content, "Book")):
        if any(_holds(content, name) for name in ("WordDocument", "PowerPoint Document", "VisioDocument")):
            raise FileRefused(RefusedFile.NOT_A_SPREADSHEET, f"这是 Office 文档，不是表格。如果里面是表格，{RESAVE}。")
        raise corrupted()
    epoch_1904 = _check_records(content, limits)
    return _open(path, epoch_1904)


def _check_size(path: Path, limits: Limits) -> None:
    size = path.stat().st_size
    if size > limits.workbook_bytes:
        raise too_large(f"文件有 {size // 2**20} MB")


def _holds(content: bytes, stream_name: str) -> bool:
    return stream_name.encode("utf-16-le") in content


def _check_records(content: bytes, limits: Limits) -> bool:
    """Walk the workbook's records: True when days count from 1904; FileRefused for a password or a far cell.

    The stream is followed as far as it lies in one piece, which is to its end in the files that exporters write.
    """
    found = _BOF.search(content)
    at, rows, columns, epoch_1904 = found.start() if found else len(content), 0, 0, False
    while at + 8 <= len(content):
        kind, size, row, column = _RECORD.unpack_from(content, at)
        if kind == _FILEPASS:
            raise encrypted()
        if kind == _DATEMODE:
            epoch_1904 = row == 1
        elif kind in _CELL_RECORDS:
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if rows * columns > limits.cells:
                raise too_large(f"工作表的范围有 {rows} 行 {columns} 列")
        elif kind == 0 and size == 0:
            break
        at += 4 + size
    return epoch_1904


def _open(path: Path, epoch_1904: bool) -> list[Sheet]:
    try:
        # By path, calamine would trust the extension, and an .xls may well hold an .xlsx.
        with path.open("rb") as stream:
            workbook = CalamineWorkbook.from_filelike(stream)
        metadata = workbook.sheets_metadata
    except _NEVER_CAUGHT:
        raise
    # calamine's Rust code panics on some broken files, and a PanicException is a BaseException: this border is
    # the only place that may catch it. Its own errors name no reason that is stable between versions.
    except BaseException as error:
        raise _refusal(error) from error
    return [
        Sheet(
            name=sheet.name,
            rows=_rows(workbook, sheet.name),
            hidden=sheet.visible is not SheetVisibleEnum.Visible,
            epoch_1904=epoch_1904,
        )
        for sheet in metadata
        if sheet.typ is SheetTypeEnum.WorkSheet
    ]


def _rows(workbook: CalamineWorkbook, name: str) -> Iterator[Row]:
    """The rows of one sheet; calamine reads it when the first row is asked for."""
    try:
        for row in workbook.get_sheet_by_name(name).iter_rows():
            yield list(row)
    except _NEVER_CAUGHT:
        raise
    # The same border as in _open.
    except BaseException as error:
        raise _refusal(error) from error


def _refusal(error: BaseException) -> FileRefused:
    """What the reader says of an error of calamine."""
    # An encrypted .xls hides its Workbook stream from calamine, though the directory names it.
    if isinstance(error, PasswordError) or "Cannot find Workbook stream" in str(error):
        return encrypted()
    return corrupted()

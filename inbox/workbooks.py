"""Workbooks (.xlsx, .xlsm, .ods, .xls) as sheets of rows, through python-calamine, in the reading process."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from complaints.records import FileRefused
from inbox.cell_counts import Total
from inbox.limits import Limits
from inbox.ole import OleBroken, OleFile
from inbox.refusals import corrupted, encrypted, not_a_spreadsheet
from inbox.sheets import Row, Sheet
from inbox.zip_scan import check_zip

_WORKBOOK_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_ENCRYPTED_STREAMS = ("EncryptedPackage", "EncryptionInfo", "\tDRMContent")
_OTHER_STREAMS = ("WordDocument", "PowerPoint Document", "VisioDocument", "__properties_version1.0")
# BIFF8 and BIFF5 workbooks begin with a BOF record; FILEPASS and DATEMODE are among its records.
_BOF_RECORD = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
_BOF, _FILEPASS, _DATEMODE = 0x0809, 0x2F, 0x22
# FORMULA, NUMBER, LABEL, BOOLERR, RK, LABELSST, MULRK: each begins with its row and its column.
_CELL_RECORDS = frozenset({0x06, 0x0203, 0x0204, 0x0205, 0x027E, 0xFD, 0xBD})
_RECORD = struct.Struct("<4H")
_NEVER_CAUGHT = (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)


def open_zip(path: Path, limits: Limits) -> list[Sheet]:
    """The sheets of an .xlsx, .xlsm or .ods; FileRefused when it is broken, encrypted or too large."""
    return _open(path, check_zip(path, limits))


def open_ole(path: Path, limits: Limits) -> list[Sheet]:
    """The sheets of a real .xls; FileRefused when it is encrypted, another kind of document, or broken."""
    return _open(path, _check_ole(path.read_bytes(), limits))


def _check_ole(content: bytes, limits: Limits) -> bool:
    """True when the workbook counts days from 1904; FileRefused as of open_ole."""
    try:
        ole = OleFile(content)
    except OleBroken:
        names, records = {name for name in _known_streams() if _holds(content, name)}, None
    else:
        names, records = ole.names(), _workbook_stream(ole)
    _refuse_other_kinds(names)
    if records is None:
        # The spreadsheet library forgives more; what it will find is where the workbook's first record is.
        found = _BOF_RECORD.search(content)
        records = content[found.start() :] if found else b""
    return _check_records(records, limits)


def _known_streams() -> tuple[str, ...]:
    return _WORKBOOK_STREAMS + _ENCRYPTED_STREAMS + _OTHER_STREAMS


def _holds(content: bytes, stream_name: str) -> bool:
    return stream_name.encode("utf-16-le") in content


def _workbook_stream(ole: OleFile) -> bytes | None:
    """The stream of the workbook's records, None without one; FileRefused when it is cut off."""
    for name in _WORKBOOK_STREAMS:
        try:
            return ole.stream(name)
        except KeyError:
            continue
        except OleBroken as error:
            raise corrupted() from error
    return None


def _refuse_other_kinds(names: set[str]) -> None:
    if not names.isdisjoint(_ENCRYPTED_STREAMS):
        raise encrypted()
    if names.isdisjoint(_WORKBOOK_STREAMS):
        if names.isdisjoint(_OTHER_STREAMS):
            raise corrupted()
        raise not_a_spreadsheet("其他 Office 文档")


def _check_records(records: bytes, limits: Limits) -> bool:
    """Walk the workbook's records: True when days count from 1904; FileRefused for a password or a far cell."""
    total = Total(limits)
    at, rows, columns, epoch_1904 = 0, 0, 0, False
    while at + 8 <= len(records):
        kind, size, row, column = _RECORD.unpack_from(records, at)
        if kind in _CELL_RECORDS:
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            total.set(rows, columns)
        elif kind == _BOF:
            total.begin_sheet()
            rows = columns = 0
        elif kind == _FILEPASS:
            raise encrypted()
        elif kind == _DATEMODE:
            epoch_1904 = row == 1
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
        yield from workbook.get_sheet_by_name(name).iter_rows()
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

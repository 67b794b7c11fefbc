"""Look through a zipped workbook before the spreadsheet library does, and stop what would exhaust memory."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from complaints.records import FileRefused, RefusedFile
from inbox.limits import MIB, Limits
from inbox.sniff import RESAVE, too_large

# Only cells with content count: a styled empty column reaches row 1,048,576 in many honest files.
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_CELL_START = re.compile(rb"<(?:\w+:)?c[\s>]")
_EPOCH_1904 = re.compile(rb'date1904\s*=\s*"(?:1|true)"', re.IGNORECASE)
_FOREIGN_PARTS = (
    ("word/", "Word 文档"),
    ("ppt/", "PowerPoint 文档"),
    ("AndroidManifest.xml", "安装包"),
)
_REPEATS = {"rows": "table:number-rows-repeated", "columns": "table:number-columns-repeated"}


def check_zip(path: Path, limits: Limits) -> bool:
    """True when the workbook counts days from 1904; FileRefused when it is no workbook, broken or too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _check(archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError) as error:
        raise corrupted() from error
    except (RuntimeError, expat.ExpatError, KeyError) as error:
        # zipfile raises RuntimeError for a part that needs a password.
        if "password" in str(error):
            raise encrypted() from error
        raise corrupted() from error


def corrupted() -> FileRefused:
    """The refusal of a file that begins well and cannot be read to its end."""
    return FileRefused(RefusedFile.CORRUPTED, "文件已损坏或没有传完。请重新导出或重新发送后再导入。")


def encrypted() -> FileRefused:
    """The refusal of a file that asks for a password."""
    return FileRefused(RefusedFile.ENCRYPTED, "文件设了打开密码。请在 Excel 或 WPS 中取消密码，另存为 .xlsx 再导入。")


def _check(archive: zipfile.ZipFile, limits: Limits) -> bool:
    names = {info.filename for info in archive.infolist()}
    _refuse_other_kinds(archive, names)
    total = 0
    for info in archive.infolist():
        if not info.filename.lower().endswith((".xml", ".bin", ".rels")):
            continue
        if info.file_size > limits.part_bytes:
            raise too_large(f"解压后单个部分有 {info.file_size // MIB} MB")
        total += _check_part(archive, info, limits)
        if total > limits.unpacked_bytes:
            raise too_large(f"解压后超过 {limits.unpacked_bytes // MIB} MB")
    workbook = archive.read("xl/workbook.xml") if "xl/workbook.xml" in names else b""
    return bool(_EPOCH_1904.search(workbook))


def _refuse_other_kinds(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "content.xml" in names:
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise encrypted()
        return
    if "xl/workbook.bin" in names:
        # Its cells cannot be counted before they are read, so one far cell could exhaust the memory.
        raise FileRefused(RefusedFile.NOT_A_SPREADSHEET, f"这是 .xlsb 二进制工作簿，读不了。{RESAVE}。")
    if any(name.lower().startswith("xl/workbook") for name in names):
        return
    for prefix, kind in _FOREIGN_PARTS:
        if any(name.startswith(prefix) for name in names):
            raise FileRefused(
                RefusedFile.NOT_A_SPREADSHEET, f"这是{kind}，不是表格。请导入 .xlsx、.xls、.ods 或 .csv 文件。"
            )
    if "[Content_Types].xml" in names:
        raise corrupted()
    raise FileRefused(RefusedFile.NOT_A_SPREADSHEET, f"这是压缩包，不是表格。请先解压；如果里面是表格，{RESAVE}。")


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> int:
    """Unpack one part in pieces, whatever size the directory claims, and return its true size."""
    # The directory may lie about the size; with a huge one zipfile reads to the end of the stream.
    info.file_size = 1 << 60
    count = _counter(info.filename, limits)
    size = 0
    for piece in _pieces(archive, info):
        size += len(piece)
        if size > limits.part_bytes:
            raise too_large(f"解压后单个部分超过 {limits.part_bytes // MIB} MB")
        count.feed(piece)
    info.file_size = size
    return size


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as stream:
        while piece := stream.read(MIB):
            yield piece


class _Counter:
    """Counts nothing: the part holds no cells."""

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the part."""


def _counter(name: str, limits: Limits) -> _Counter:
    lower = name.lower()
    if lower.startswith("xl/worksheets/") and lower.endswith(".xml"):
        return _SheetCounter(limits)
    if lower == "content.xml":
        return _OdsCounter(limits)
    return _Counter()


class _SheetCounter(_Counter):
    """The rectangle up to the furthest filled cell of an .xlsx sheet."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._tail = b""
        self._rows = 0
        self._columns = 0
        self._cells = 0

    def feed(self, piece: bytes) -> None:
        text = self._tail + piece
        cut = text.rfind(b"<")
        text, self._tail = (text[:cut], text[cut:]) if cut >= 0 else (text, b"")
        cells = _FILLED_CELL.findall(text)
        self._cells += len(_CELL_START.findall(text)) if not cells else len(cells)
        for letters in {cell[0] for cell in cells}:
            self._columns = max(self._columns, _column_number(letters))
        self._rows = max(self._rows, max((int(number) for number in {cell[1] for cell in cells}), default=0))
        if max(self._rows * self._columns, self._cells) > self._limits.cells:
            raise too_large(f"工作表的范围有 {self._rows} 行 {self._columns} 列")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _OdsCounter(_Counter):
    """The cells of an .ods table with repeated rows and columns multiplied out, empty ends left aside."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._row_repeat = 1
        self._width = 0
        self._filled = 0
        self._cells = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, piece: bytes) -> None:
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
        if name != "table:table-row":
            return
        self._cells += self._row_repeat * self._filled
        if self._cells > self._limits.cells:
            raise too_large(f"工作表超过 {self._limits.cells} 个单元格")

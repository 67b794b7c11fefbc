"""Look through a zipped workbook before the spreadsheet library does, and say what is wrong with it."""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections import Counter as Tally
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from complaints.records import FileRefused, RefusedFile
from inbox.cell_counts import Total, counter_for
from inbox.limits import MIB, Limits
from inbox.refusals import RESAVE, corrupted, encrypted, not_a_spreadsheet, too_large, too_many_bytes

_ENTRIES = 20_000
_EPOCH_1904 = re.compile(rb"date1904\s*=\s*[\"'](?:1|true)[\"']", re.IGNORECASE)
# Office on the web writes xl/workbook2.xml; where the book lies is for the archive to say.
_BOOK = re.compile(r"(?:^|/)workbook\d*\.xml$")
_FOREIGN_PARTS = (
    ("word/", "Word 文档"),
    ("ppt/", "PowerPoint 文档"),
    ("visio/", "Visio 文档"),
    ("androidmanifest.xml", "安装包"),
)
_FOREIGN_MIMETYPES = (
    (b"opendocument.text", "OpenDocument 文字文档"),
    (b"opendocument.presentation", "OpenDocument 演示文稿"),
    (b"opendocument.graphics", "OpenDocument 图形文档"),
    (b"epub", "电子书"),
)
_MANIFEST = "meta-inf/manifest.xml"
# Pictures of a workbook are not read, so their size does not matter.
_MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".svg", ".mp4", ".wav")
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_ENTITY = b"<!ENTITY"


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


def _check(archive: zipfile.ZipFile, limits: Limits) -> bool:
    parts = archive.infolist()
    if len(parts) > _ENTRIES:
        raise too_large(f"文件里有 {len(parts)} 个部分", f"{_ENTRIES} 个")
    # Some exporters write backslashes.
    names = Tally(_name(info) for info in parts)
    _refuse_other_documents(archive)
    _refuse_other_kinds(set(names))
    if any(count > 1 for name, count in names.items() if name.startswith("xl/") or name == "content.xml"):
        # What is looked at here and what the spreadsheet library reads could be two things.
        raise corrupted()
    total, unpacked = Total(limits), 0
    for info in parts:
        if _name(info).endswith(_MEDIA):
            continue
        if info.file_size > limits.part_bytes:
            raise too_many_bytes("解压后单个部分", info.file_size, limits.part_bytes)
        unpacked += _check_part(archive, info, total, limits)
        if unpacked > limits.unpacked_bytes:
            raise too_many_bytes("解压后", unpacked, limits.unpacked_bytes)
    books = [name for name in names if _BOOK.search(name)]
    return any(_EPOCH_1904.search(_begin(archive, name, limits.part_bytes)) for name in books)


def _name(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/").lower()


def _begin(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    """The first bytes of a part, b"" where there is none of that name."""
    for info in archive.infolist():
        if _name(info) == name:
            with archive.open(info) as stream:
                return stream.read(size)
    return b""


def _refuse_other_documents(archive: zipfile.ZipFile) -> None:
    if b"encryption-data" in _begin(archive, _MANIFEST, MIB):
        raise encrypted()
    mimetype = _begin(archive, "mimetype", 100)
    for word, kind in _FOREIGN_MIMETYPES:
        if word in mimetype:
            raise not_a_spreadsheet(kind)


def _refuse_other_kinds(names: set[str]) -> None:
    if "content.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise FileRefused(RefusedFile.NOT_A_SPREADSHEET, f"这是 .xlsb 二进制工作簿，读不了。{RESAVE}。")
    if any(_BOOK.search(name) for name in names):
        return
    for prefix, kind in _FOREIGN_PARTS:
        if any(name.startswith(prefix) for name in names):
            raise not_a_spreadsheet(kind)
    if "[content_types].xml" in names:
        raise corrupted()
    raise FileRefused(RefusedFile.NOT_A_SPREADSHEET, f"这是压缩包，不是表格。请先解压；如果里面是表格，{RESAVE}。")


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, total: Total, limits: Limits) -> int:
    """Unpack one part in pieces, whatever size the directory claims, and return its true size."""
    # The directory may lie about the size; with a huge one zipfile reads to the end of the stream.
    info.file_size = 1 << 60
    counter = None
    size, before = 0, b""
    for piece in _pieces(archive, info):
        size += len(piece)
        if size > limits.part_bytes:
            raise too_many_bytes("解压后单个部分", size, limits.part_bytes)
        if _ENTITY in before + piece:
            # No spreadsheet program defines entities; a bomb does.
            raise corrupted()
        before = piece[-len(_ENTITY) :]
        counter = counter or counter_for(_name(info), piece, total)
        counter.feed(piece)
    info.file_size = size
    return size


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked part in pieces, UTF-16 turned into UTF-8."""
    with archive.open(info) as stream:
        piece = stream.read(MIB)
        encoding = _UTF16.get(piece[:2])
        decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding else None
        while piece:
            yield decoder.decode(piece).encode("utf-8", "replace") if decoder else piece
            piece = stream.read(MIB)

"""Tell what a file is by its bytes: an export's extension is often wrong."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from pathlib import Path

from complaints.records import FileRefused, RefusedFile
from inbox.limits import Limits
from inbox.refusals import RESAVE, not_a_spreadsheet, too_many_bytes

HEAD_BYTES = 65536


class Container(StrEnum):
    """The kinds of file that a reader can open."""

    ZIP = "zip"
    OLE = "ole"
    MARKUP = "markup"
    WEB_ARCHIVE = "mhtml"
    TEXT = "text"


# The first bytes of files that people send by mistake, and the word for them.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"%PDF", "PDF 文档"),
    (b"{\\rtf", "RTF 文档"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"SQLite format 3", "数据库文件"),
    (b"MZ", "程序文件"),
    (b"\x7fELF", "程序文件"),
)
# Excel before version 5 wrote its records without a container around them.
_OLDEST_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00\x00\x05")
_MARKUP = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?mso[^>]*>\s*|<!\[[^>]*>\s*)*+"
    rb"<(?:!doctype|html|table|head|body|meta|style|div|center|(?:\w+:)?workbook)\b",
    re.IGNORECASE | re.DOTALL,
)
_WEB_ARCHIVE = re.compile(rb"^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*+)*?MIME-Version:", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def sniff(path: Path, limits: Limits) -> Container:
    """The container of the file at `path`; FileRefused when there is none that a reader can open."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except (OSError, ValueError) as error:
        raise FileRefused(
            RefusedFile.FILE_MISSING, "打不开这个文件：不存在，或没有读取权限。请核对路径后重试。"
        ) from error
    if size == 0 or not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise FileRefused(RefusedFile.FILE_EMPTY, "文件是空的。请重新导出后再导入。")
    if size > limits.file_bytes:
        raise too_many_bytes("文件", size, limits.file_bytes)
    return _container(head)


def utf16_of(head: bytes) -> str | None:
    """The kind of UTF-16 in which a text begins, with a byte order mark or without one; None for another text.

    Without a mark a line break tells: read with the bytes the wrong way round, it is no character at all.
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in head[:4096]:
        for encoding in ("utf-16-le", "utf-16-be"):
            text = head[:4096].decode(encoding, "replace")
            if ("\n" in text or "\r" in text) and not _NO_TEXT.search(text) and text.count("\ufffd") <= 1:
                return encoding
    return None


def _container(head: bytes) -> Container:
    if head.startswith(b"PK"):
        return Container.ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Container.OLE
    utf16 = utf16_of(head)
    begin = head.decode(utf16, "ignore").encode("utf-8", "ignore") if utf16 else head
    if _MARKUP.match(begin.removeprefix(b"\xef\xbb\xbf")):
        return Container.MARKUP
    if _WEB_ARCHIVE.match(head[:4096]):
        return Container.WEB_ARCHIVE
    if not utf16:
        _refuse_foreign(head)
    return Container.TEXT


def _refuse_foreign(head: bytes) -> None:
    for magic, kind in _FOREIGN:
        # Two letters could begin a text as well; a real image or program soon holds a zero byte.
        if head.startswith(magic) and (len(magic) > 2 or b"\x00" in head[:64]):
            raise not_a_spreadsheet(kind)
    if head.startswith(_OLDEST_EXCEL):
        raise FileRefused(RefusedFile.NOT_A_SPREADSHEET, f"这是 Excel 95 以前的工作簿，读不了。{RESAVE}。")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        raise FileRefused(RefusedFile.NOT_A_SPREADSHEET, f"这是 XML 文件，读不了。如果里面是表格，{RESAVE}。")
    # A hotline text may hold a stray control character; a binary file is full of them.
    control = len(head) - len(head.translate(None, _CONTROL))
    if control > 8 and control > len(head) // 50:
        raise FileRefused(RefusedFile.NOT_A_SPREADSHEET, f"文件内容不是表格。如果原来是表格，{RESAVE}。")

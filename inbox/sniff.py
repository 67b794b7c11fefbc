"""Tell what a file is by its bytes: an export's extension is often wrong."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from complaints.records import FileRefused, RefusedFile
from inbox.limits import Limits

HEAD_BYTES = 65536
RESAVE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"


class Container(StrEnum):
    """The kinds of file that a reader can open."""

    ZIP = "zip"
    OLE = "ole"
    MARKUP = "markup"
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
    (b"MIME-Version", "单文件网页（.mht）"),
)
_MARKUP = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?mso[^>]*>\s*)*"
    rb"<(?:!doctype\s+html|html|table|head|body|meta|style|div|center|(?:\w+:)?workbook)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def sniff(path: Path, limits: Limits) -> Container:
    """The container of the file at `path`; FileRefused when there is none that a reader can open."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError as error:
        raise FileRefused(
            RefusedFile.FILE_MISSING, "打不开这个文件：不存在，或没有读取权限。请核对路径后重试。"
        ) from error
    if size == 0 or not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise FileRefused(RefusedFile.FILE_EMPTY, "文件是空的。请重新导出后再导入。")
    if size > limits.file_bytes:
        raise too_large(f"文件有 {size // 2**20} MB")
    return _container(head)


def too_large(what: str) -> FileRefused:
    """The refusal of a file that would unpack to more than the limits; `what` says what is too large."""
    return FileRefused(RefusedFile.TOO_LARGE, f"{what}，超过上限。请按月份拆成几个文件，或另存为 CSV 再导入。")


def _container(head: bytes) -> Container:
    if head.startswith(b"PK"):
        return Container.ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Container.OLE
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Container.TEXT
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return Container.MARKUP
    _refuse_foreign(head)
    return Container.TEXT


def _refuse_foreign(head: bytes) -> None:
    for magic, kind in _FOREIGN:
        # Two letters could begin a text as well; a real image or program soon holds a zero byte.
        if head.startswith(magic) and (len(magic) > 2 or b"\x00" in head[:64]):
            raise FileRefused(
                RefusedFile.NOT_A_SPREADSHEET, f"这是{kind}，不是表格。请导入 .xlsx、.xls、.ods 或 .csv 文件。"
            )
    # A hotline text may hold a stray control character; a binary file is full of them.
    control = len(head) - len(head.translate(None, _CONTROL))
    if control > 8 and control > len(head) // 50:
        raise FileRefused(RefusedFile.NOT_A_SPREADSHEET, f"文件内容不是表格。如果原来是表格，{RESAVE}。")

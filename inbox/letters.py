"""Word documents (.docx): their paragraphs and tables, read part by part within the limits.

The parts are read with a parser that builds no tree: a document of many megabytes, of deep nesting or with entities
costs little before it is refused. Pictures are never unpacked.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from complaints.records import FileRefused, RefusedFile
from inbox.letter_parts import Block, Body, Handler, LetterTable, Paragraph, Styles
from inbox.limits import MIB, Limits
from inbox.ole import OleBroken, OleFile
from inbox.refusals import corrupted, encrypted, too_many_bytes

__all__ = ["Block", "LetterTable", "Paragraph", "is_letter", "read_letter"]

_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_TYPES = "[Content_Types].xml"
_MOST_BYTES = 32 * MIB
_OLD_MOST_BYTES = 64 * MIB
_OLE = b"\xd0\xcf\x11\xe0"
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
_PIECE = 256 * 1024
_DEEPEST = 400


def is_letter(path: Path) -> bool:
    """Is this a .docx by its parts, whatever it is called; FileRefused for a .doc of before 2007."""
    try:
        with path.open("rb") as stream:
            magic = stream.read(4)
        if magic == _OLE:
            _refuse_old_letter(path)
        if not magic.startswith(b"PK"):
            return False
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
        return _DOCUMENT in names and _TYPES in names and "xl/workbook.xml" not in names
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        # Whoever opens it as a workbook says what is wrong with it.
        return False


def read_letter(path: Path, limits: Limits) -> list[Block]:
    """The paragraphs and tables in their order; FileRefused when the letter is broken, locked or too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            styles = Styles()
            if _STYLES in archive.namelist():
                _parse(archive, _STYLES, styles, limits)
            reader = Body(styles, limits)
            _parse(archive, _DOCUMENT, reader, limits)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError, ValueError) as error:
        raise corrupted() from error
    except (RuntimeError, NotImplementedError) as error:
        # zipfile raises RuntimeError for a part that needs a password.
        raise (encrypted() if "password" in str(error) else corrupted()) from error
    return reader.blocks


def _refuse_old_letter(path: Path) -> None:
    if path.stat().st_size > _OLD_MOST_BYTES:
        return
    try:
        names = OleFile(path.read_bytes()).names()
    except OleBroken:
        return
    if "WordDocument" in names and not names.intersection(("Workbook", "Book", "EncryptedPackage")):
        raise FileRefused(
            RefusedFile.NOT_A_SPREADSHEET, "这是旧版 Word 文档（.doc）。请用 Word 或 WPS 打开后另存为 .docx 再导入。"
        )


def _parse(archive: zipfile.ZipFile, name: str, handler: Handler, limits: Limits) -> None:
    """Read one part piece by piece; its true size counts, not the one that the directory claims."""
    parser = expat.ParserCreate(namespace_separator=None)
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise corrupted()
        handler.start(_local(tag), {_local(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(_local(tag))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = handler.words
    most = min(_MOST_BYTES, limits.part_bytes)
    size, before = 0, b""
    for piece in _pieces(archive, name):
        size += len(piece)
        if size > most:
            raise too_many_bytes("解压后单个部分", size, most)
        # No word processor declares entities; a bomb does.
        if any(word in before + piece for word in _DECLARED):
            raise corrupted()
        before = piece[-16:]
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    info = archive.getinfo(name)
    # The directory may lie about the size; with a huge one zipfile reads to the end of the stream.
    info.file_size = 1 << 60
    with archive.open(info) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _local(name: str) -> str:
    return name.rpartition(":")[2]

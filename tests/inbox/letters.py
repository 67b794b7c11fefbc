"""Word documents made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import docx

from tests.inbox.make import Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def letter(path: Path, *pieces: str | tuple[str, str] | Table) -> Path:
    """A document of paragraphs, of (style or "bold", text), and of tables."""
    document = docx.Document()
    for piece in pieces:
        if isinstance(piece, str):
            document.add_paragraph(piece)
        elif isinstance(piece, tuple) and len(piece) == 2 and isinstance(piece[0], str) and isinstance(piece[1], str):
            style, text = piece
            paragraph = document.add_paragraph(style=None if style == "bold" else style)
            paragraph.add_run(text).bold = style == "bold" or None
        else:
            _add_table(document, piece)
    document.save(str(path))
    return path


def _add_table(document: docx.document.Document, rows: Sequence[Sequence[object]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                table.cell(at, column).text = str(cell)


def raw_letter(path: Path, body: str, before: str = "", **parts: str) -> Path:
    """A document whose main part is written as given, with `before` ahead of its root."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        document = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    path.write_bytes(buffer.getvalue())
    return path


def paragraph(text: str) -> str:
    """A paragraph as it is written."""
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"

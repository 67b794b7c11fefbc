"""Spreadsheets made on the spot: what the samples do not show."""

from __future__ import annotations

import io
import struct
import zipfile
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


OOXML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OOXML = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def bare_xlsx(
    sheet: str | bytes,
    part: str = "xl/worksheets/sheet1.xml",
    target: str = "worksheets/sheet1.xml",
    sheets: int = 1,
    others: Mapping[str, str | bytes] | None = None,
    relationships: str = RELATIONSHIPS,
) -> bytes:
    """A workbook of the least parts, as small exporters write them: `sheet` at `part`, shared by all its sheets."""
    names = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="r1"/>' for at in range(1, sheets + 1))
    packages = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
        f'Type="{relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{OOXML}" xmlns:r="{relationships}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
        f'Type="{relationships}/worksheet" Target="{target}"/><Relationship Id="r2" '
        f'Type="{relationships}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        part: sheet,
        **(others or {}),
    }
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def worksheet(rows: str, before: str = "", namespace: str = OOXML) -> str:
    """The XML of a sheet; `rows` are its row elements and `before` stands ahead of them."""
    return f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData></worksheet>'


def inline_rows(rows: Table, places: bool = True) -> str:
    """Row elements with inline strings; without `places` no cell says where it is."""
    return "".join(
        "<row>"
        + "".join(
            "<c" + (f' r="{chr(65 + column)}{at}"' if places else "") + f' t="inlineStr"><is><t>{cell}</t></is></c>'
            for column, cell in enumerate(row)
        )
        + "</row>"
        for at, row in enumerate(rows, 1)
    )


def ole_file(streams: Mapping[str, bytes], fragmented: bool = False) -> bytes:
    """A compound file of at most three streams; the sectors of a fragmented one lie backwards."""
    size, end = 512, 0xFFFFFFFE
    sectors = [b""]  # The directory will stand here.
    chain = [end]
    entries = [_ole_entry("Root Entry", 5, end, 0)]
    for name, content in streams.items():
        body = content.ljust(4096, b"\0")
        count = -(-len(body) // size)
        pieces = [body[at * size : (at + 1) * size].ljust(size, b"\0") for at in range(count)]
        places = [len(sectors) + (count - 1 - at if fragmented else at) for at in range(count)]
        entries.append(_ole_entry(name, 2, places[0], len(body)))
        following = dict(zip(places, [*places[1:], end], strict=True))
        sectors += [piece for _, piece in sorted(zip(places, pieces, strict=True))]
        chain += [following[place] for place in sorted(places)]
    sectors[0] = b"".join(entries).ljust(size, b"\0")
    tables = -(-(len(chain) + 8) // 128)
    chain += [0xFFFFFFFD] * tables
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * size, b"\xff")
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(size, b"\0"))
    struct.pack_into("<5H", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", header, 40, 0, tables, 0, 0, 4096, end, 0, end, 0)
    free = [0xFFFFFFFF] * (109 - tables)
    struct.pack_into("<109I", header, 76, *range(len(sectors), len(sectors) + tables), *free)
    return bytes(header) + b"".join(sectors) + table


def _ole_entry(name: str, kind: int, first: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB3I", len(encoded), kind, 1, *[0xFFFFFFFF] * 3)
    return head.ljust(116, b"\0") + struct.pack("<3I", first, size, 0)

"""Files that nobody meant to write: sample files damaged in every way, and tables, archives and texts at random."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.inbox.make import bare_xlsx, inline_rows, ole_file, worksheet, xlsx_bytes, zipped

SAMPLES = Path(__file__).parent / "samples"
HEADER = ["工单编号", "诉求内容", "受理时间", "联系电话"]
WORDS = (
    "工单编号", "诉求内容", "受理时间", "企业名称", "期数", "合计", "是否存在分歧或投诉", "2021-08-30", "A202108300001",
    "一切都慢。", "", " ", "\0", "\ufeff", '"', "'", ",", "\t", "\r", "\n", "\u2028", "=1+1", "1e999", "-0", "NaN", "慢" * 500,
    "<", "]]>", "&#x0;", "&amp;", "😀", "9" * 400,
)  # fmt: skip
NUMBERS = (b"0", b"-1", b"1048577", b"4294967295", b"18446744073709551616", b"1e309", b"", b"9" * 5000)
TAGS = (
    "table", "tr", "td", "th", "Workbook", "Worksheet", "ss:Table", "Row", "Cell", "Data", "br", "style", "script", "p",
    "!--", "![CDATA[", "?xml", "!DOCTYPE", "/", "html", "x:Visible", "Comment",
)  # fmt: skip
ATTRIBUTES = ("colspan", "rowspan", "ss:Index", "ss:MergeAcross", "ss:Name", "x")


def damaged(content: bytes, random: Random) -> bytes:
    """The content after one to eight accidents: flipped bytes, lost, doubled and exchanged pieces."""
    data = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 8))):
        random.choice((_flip, _cut, _double, _splice, _number))(data, random)
    return bytes(data)


def _piece(data: bytearray, random: Random, longest: int = 400) -> slice:
    start = random.randrange(len(data) + 1)
    return slice(start, start + random.randint(1, longest))


def _flip(data: bytearray, random: Random) -> None:
    for _ in range(random.choice((1, 1, 3, 30))):
        if data:
            data[random.randrange(len(data))] = random.choice((0, 1, 0x7F, 0xFF, random.randrange(256)))


def _cut(data: bytearray, random: Random) -> None:
    del data[_piece(data, random, random.choice((1, 8, 512, len(data) + 1)))]


def _double(data: bytearray, random: Random) -> None:
    data[random.randrange(len(data) + 1) : 0] = bytes(data[_piece(data, random)]) * random.choice((1, 1, 2, 50))


def _splice(data: bytearray, random: Random) -> None:
    data[_piece(data, random, 64)] = data[_piece(data, random)]


def _number(data: bytearray, random: Random) -> None:
    """Put an extreme number in the place of one that is written out."""
    if places := [match.span() for match in re.finditer(rb"\d+", data[:100_000])]:
        start, end = random.choice(places)
        data[start:end] = random.choice(NUMBERS)


def whole_sample(random: Random) -> bytes:
    """A sample file, damaged as it lies on the disk."""
    return damaged(random.choice(sorted(SAMPLES.glob("*.*s*"))).read_bytes(), random)


def inner_sample(random: Random) -> bytes:
    """A zipped sample with one or two of its parts damaged and all checksums right."""
    source = random.choice(sorted(SAMPLES.glob("[01]*.xlsx")))
    with zipfile.ZipFile(source if zipfile.is_zipfile(source) else io.BytesIO(xlsx_bytes({"a": [HEADER]}))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(random.randint(1, 2)):
        name = random.choice(sorted(parts))
        content = parts[name]
        parts[name] = damaged(content if isinstance(content, bytes) else content.encode(), random)
    return zipped(parts)


def small_workbook(random: Random) -> bytes:
    """A bare workbook whose sheet is damaged: every accident hits a cell."""
    rows = [[_escaped(random.choice(WORDS)) for _ in range(random.randint(0, 5))] for _ in range(random.randint(0, 6))]
    sheet = worksheet(inline_rows([HEADER, *rows], places=random.random() < 0.7)).encode("utf-8", "replace")
    return bare_xlsx(damaged(sheet, random) if random.random() < 0.8 else sheet, sheets=random.choice((1, 1, 3)))


def open_document(random: Random) -> bytes:
    """An .ods at random: rows and cells repeated any number of times, then damaged."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>' for word in HEADER
    )
    rows = f"<table:table-row>{head}</table:table-row>" + "".join(
        f'<table:table-row table:number-rows-repeated="{random.choice((1, 1, 2, 1_000_000))}">'
        + "".join(
            f'<table:table-cell office:value-type="{random.choice((*["string"] * 9, "float", "date", "x"))}" '
            f'office:value="{random.choice(("1", "x", "1e400"))}" '
            f'table:number-columns-repeated="{random.choice((1, 1, 3, 20_000))}">'
            f"<text:p>{_escaped(random.choice((*HEADER, *WORDS)))}</text:p></table:table-cell>"
            for _ in range(random.randint(0, 4))
        )
        + "</table:table-row>"
        for _ in range(random.randint(0, 5))
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet><table:table "
        f'table:name="工单">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    ).encode("utf-8", "replace")
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": "<x/>",
            "content.xml": damaged(content, random) if random.random() < 0.5 else content,
        }
    )


def _escaped(word: str) -> str:
    return word.replace("&", "&amp;").replace("<", "&lt;").replace("\0", "")


def archive(random: Random) -> bytes:
    """A zip of parts with the names of a workbook's and contents at random."""
    names = ("xl/workbook.xml", "xl/workbook.bin", "content.xml", "[Content_Types].xml", "_rels/.rels", "mimetype",
             "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "META-INF/manifest.xml", "a/b.png")  # fmt: skip
    parts = {name: random.randbytes(random.randint(0, 60)) for name in random.sample(names, random.randint(1, 6))}
    content = zipped(parts)
    return damaged(content, random) if random.random() < 0.5 else content


def compound_file(random: Random) -> bytes:
    """A compound file whose workbook holds records at random, or only the beginning of one."""
    kinds = (0x0809, 0x2F, 0x22, 0x85, 0xFC, 0x3C, 0x0200, 0xFD, 0x0203, 0x027E, 0xBD, 0x06, 0x31, 0xE0, 0x0A, 0x0208)
    records = bytearray(b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12))
    for _ in range(random.randint(0, 30)):
        body = random.randbytes(random.choice((0, 2, 8, 14, 20)))
        records += random.choice(kinds).to_bytes(2, "little") + len(body).to_bytes(2, "little") + body
    whole = ole_file({random.choice(("Workbook", "Book", "x")): bytes(records)}, random.random() < 0.3)
    if random.random() < 0.3:
        return whole[:8] + random.randbytes(random.randint(0, 1000))
    return damaged(whole, random) if random.random() < 0.5 else whole


def markup(random: Random) -> bytes:
    """Tags of tables in any order, closed or not."""
    pieces = [random.choice(("<table>", "<html>", "<?xml version='1.0'?><Workbook>", "<table><tr><td>"))]
    if random.random() < 0.5:
        rows = [HEADER, *[[random.choice(WORDS) for _ in HEADER] for _ in range(random.randint(0, 4))]]
        pieces += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    for _ in range(random.choice((0, 2, 60))):
        tag = random.choice(TAGS)
        attribute = f" {random.choice(ATTRIBUTES)}='{random.choice((1, 2, 70, 999, 99999))}'" * (random.random() < 0.3)
        pieces.append(random.choice((f"<{tag}{attribute}>", f"</{tag}>", f"<{tag}", random.choice((*HEADER, *WORDS)))))
    return "".join(pieces).encode(random.choice(("utf-8", "gb18030", "utf-16")), "replace")


def text(random: Random) -> bytes:
    """Delimited text with quotes, breaks and marks in the wrong places."""
    mark = random.choice(",\t;|")
    lines = [mark.join(HEADER)] * random.randint(0, 2)
    for _ in range(random.randint(0, 12)):
        lines.append(mark.join(random.choice(WORDS) for _ in range(random.randint(0, 6))))
    content = random.choice(("\n", "\r\n", "\r")).join(lines)
    encoding = random.choice(("utf-8-sig", "utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be"))
    encoded = content.encode(encoding, "replace")
    return damaged(encoded, random) if random.random() < 0.4 and encoded else encoded


MAKERS: tuple[Callable[[Random], bytes], ...] = (
    whole_sample, inner_sample, small_workbook, open_document, archive, compound_file, markup, text,
)  # fmt: skip

"""Delimited text (.csv, .tsv, Excel's "Unicode text") as one sheet, decoded strictly."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from complaints.records import FileRefused, RefusedFile
from inbox.limits import MIB
from inbox.sheets import Row, Sheet
from inbox.sniff import RESAVE

# A detector guesses wrongly on short files, so encodings are tried strictly, the rarer match first.
# GB18030 holds GBK and GB2312 and the rare characters of names that those lack.
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = (",", "\t", ";", "|")
SAMPLE_CHARACTERS = 65536
LONGEST_CELL = 1_000_000


class BrokenRow(Row):
    """A row that the csv module could not read: it stands empty at its number, to be refused there."""


def open_text(path: Path) -> list[Sheet]:
    """The text file as one sheet; FileRefused when it is in no encoding that an office uses."""
    encoding = text_encoding(path)
    with path.open(encoding=encoding, newline="") as stream:
        sample = stream.read(SAMPLE_CHARACTERS)
    delimiter = _delimiter(sample)
    return [Sheet(name="", rows=_rows(path, encoding, delimiter), delimited=True)]


def text_encoding(path: Path) -> str:
    """The encoding in which the whole file decodes without an error; FileRefused when there is none."""
    with path.open("rb") as stream:
        mark = stream.read(2)
    if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        if _decodes(path, encoding):
            return encoding
    raise FileRefused(
        RefusedFile.NOT_A_SPREADSHEET,
        f"文件既不是 UTF-8 也不是 GB18030 编码的文本，或者不是表格。如果原来是表格，{RESAVE}。",
    )


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(MIB):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _delimiter(sample: str) -> str:
    """The delimiter that gives the widest header among the first lines; a comma when none divides them."""
    lines = sample.splitlines()[:20]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) >= 5:
        return lines[0][4]
    # A header has more cells than a text has commas, so the densest line tells.
    return max(DELIMITERS, key=lambda mark: max((line.count(mark) for line in lines), default=0))


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as stream:
        yield from _csv_rows(stream, delimiter)


def _csv_rows(lines: Iterable[str], delimiter: str) -> Iterator[Row]:
    # The module's limit is one for the whole process; a complaint may be longer than its default.
    if csv.field_size_limit() < LONGEST_CELL:
        csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            for row in reader:
                yield [*row]
        except csv.Error:
            yield BrokenRow()
        else:
            return

"""Delimited text (.csv, .tsv, Excel's "Unicode text") as one sheet, decoded strictly and never held whole."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from complaints.records import FileRefused, RefusedFile
from inbox.limits import COLUMNS, MIB, Limits
from inbox.refusals import RESAVE, corrupted, overlong_cell, overlong_row, overwide_row, too_large, too_many_rows
from inbox.sheets import BrokenRow, Row, Sheet
from inbox.sniff import utf16_of

# A detector guesses wrongly on short files, so encodings are tried strictly, the rarer match first.
# GB18030 holds GBK and GB2312 and the rare characters of names that those lack.
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = (",", "\t", ";", "|")
SAMPLE_CHARACTERS = 65536
# Above this row a row too wide shows that the file is no table; below it is one broken row of a table.
_HEADER_WITHIN = 30
_BYTE_ORDER_MARK = "\ufeff"


def open_text(path: Path, limits: Limits) -> list[Sheet]:
    """The text file as one sheet; FileRefused when it is in no encoding that an office uses."""
    encoding = text_encoding(path)
    with path.open(encoding=encoding, newline="") as stream:
        sample = stream.read(SAMPLE_CHARACTERS)
    return [Sheet(name="", rows=_rows(path, encoding, sample, limits), delimited=True)]


def text_encoding(path: Path) -> str:
    """The encoding in which the whole file decodes without an error; FileRefused when there is none."""
    with path.open("rb") as stream:
        utf16 = utf16_of(stream.read(4096))
    cut_off = False
    for encoding in (utf16,) if utf16 else ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        if _decodes(path, decoder):
            if _ends(decoder):
                return encoding
            cut_off = True
    if cut_off:
        raise corrupted()
    raise FileRefused(
        RefusedFile.NOT_A_SPREADSHEET,
        f"文件既不是 UTF-8 也不是 GB18030 编码的文本，或者不是表格。如果原来是表格，{RESAVE}。",
    )


def _decodes(path: Path, decoder: codecs.IncrementalDecoder) -> bool:
    try:
        with path.open("rb") as stream:
            while piece := stream.read(MIB):
                decoder.decode(piece)
    except UnicodeError:
        return False
    return True


def _ends(decoder: codecs.IncrementalDecoder) -> bool:
    """False where the last character is incomplete."""
    try:
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _named_delimiter(sample: str) -> str:
    """The delimiter that a first line like `sep=;` names, "" where there is no such line."""
    first = sample.lstrip(_BYTE_ORDER_MARK)[:8].splitlines()[:1]
    line = first[0].strip('"') if first else ""
    return line[4] if len(line) == 5 and line.lower().startswith("sep=") else ""


def _delimiter(sample: str) -> str:
    """The delimiter that gives the widest header among the first lines; a comma when none divides them."""
    lines = sample.splitlines()[:20]
    # A header has more cells than a text has commas, so the densest line tells.
    return max(DELIMITERS, key=lambda mark: max((line.count(mark) for line in lines), default=0))


def _rows(path: Path, encoding: str, sample: str, limits: Limits) -> Iterator[Row]:
    named = _named_delimiter(sample)
    with path.open(encoding=encoding, newline="") as stream:
        if named:
            # A spreadsheet program takes the line as an order and shows the next one as row 1.
            stream.readline(SAMPLE_CHARACTERS)
        yield from _checked(_Lines(stream, limits), named or _delimiter(sample), limits)


def _checked(lines: _Lines, delimiter: str, limits: Limits) -> Iterator[Row]:
    """The rows, a broken one in the place of each that is beyond a limit."""
    # A row that is short as a whole holds no long cell and few columns, and almost every row is.
    short = min(COLUMNS, limits.cell_characters)
    for number, row in enumerate(_parsed(lines, delimiter, limits), 1):
        if number > limits.rows:
            raise too_many_rows(limits)
        if lines.characters > short:
            yield _within(row, number, limits)
        else:
            yield row
        lines.characters = 0


def _within(row: Row, number: int, limits: Limits) -> Row:
    if len(row) > COLUMNS:
        if number <= _HEADER_WITHIN:
            raise too_large(f"第{number}行有 {len(row)} 列", f"{COLUMNS} 列")
        return overwide_row(len(row))
    if any(isinstance(cell, str) and len(cell) > limits.cell_characters for cell in row):
        return overlong_cell(limits)
    return row


def _parsed(lines: _Lines, delimiter: str, limits: Limits) -> Iterator[Row]:
    # The module's limit is one for the whole process, so it is only ever raised.
    if csv.field_size_limit() < limits.cell_characters:
        csv.field_size_limit(limits.cell_characters)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            for row in reader:
                yield [*row]
        except _LineTooLong:
            if not reader.line_num:
                raise too_large("文件的第一行太长", f"{limits.row_characters} 字") from None
            yield overlong_row(limits)
        except csv.Error as error:
            yield overlong_cell(limits) if "field limit" in str(error) else BrokenRow()
        else:
            return


class _LineTooLong(csv.Error):
    """A line longer than a row may be; the next one can be read."""


class _Lines:
    """The lines of a text, none of them held beyond the limit; `characters` counts those since it was set to 0.

    An iterator and no generator, because it goes on after a line that was too long.
    """

    def __init__(self, stream: TextIO, limits: Limits) -> None:
        self.characters = 0
        self._readline = stream.readline
        self._longest = limits.row_characters

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._readline(self._longest)
        if not line:
            raise StopIteration
        self.characters += len(line)
        if len(line) >= self._longest:
            while line and line[-1] not in "\r\n":
                line = self._readline(self._longest)
            raise _LineTooLong
        # Files put together by hand keep the mark of each, and before a quote it would hide the quote.
        return line[1:] if line[0] == _BYTE_ORDER_MARK else line

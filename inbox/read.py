"""The reader of all channels' files: sniff, find the header, take the rows."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from complaints.errors import TableError
from complaints.records import (
    AssumedColumn,
    Channel,
    Enterprise,
    FileRefused,
    RawRecord,
    Reading,
    RefusedFile,
    RowRefusal,
)
from complaints.records import Row as Outcome
from inbox.containers import open_sheets
from inbox.dates import Dating
from inbox.enterprises import EnterpriseReader
from inbox.guess import guess_mapping
from inbox.header import Header
from inbox.hotline import OrderReader
from inbox.issue_details import named_units
from inbox.layout import Found, Layout, OpenSheet, find_layout, open_heads
from inbox.letters import is_letter
from inbox.lexicon import lexicons
from inbox.limits import Limits
from inbox.mapped import mapped_layout
from inbox.mapping import ColumnMapping, letter_of, mapping_path, read_mapping, save_mapping, word_for
from inbox.narrated import Narrative, open_prose, read_blocks
from inbox.places import BOSHAN_TOWNS, Places
from inbox.registered import RegisteredReader
from inbox.rows import RowReader, Table, is_ragged, walk
from inbox.wenzheng import WenzhengReader

_log = logging.getLogger(__name__)
_FROM_FILES = frozenset(Channel) - {Channel.CHAT, Channel.GROUP, Channel.WEB}


class Opened:
    """A file that can be read: its channel, and its rows, to be walked once.

    A million rows need not be held at once: `rows()` gives them one by one. `message` is complete after that.
    """

    def __init__(self, file: str, layout: Layout, places: Places) -> None:
        self.file = file
        self.channel = layout.channel
        self.narrative = False
        self.message = ""
        self.assumed = tuple(dict.fromkeys(one for found in layout.tables for one in _assumed(found.header)))
        self._layout = layout
        self._places = places

    def rows(self) -> Iterator[Outcome]:
        """Each row's number with its record or enterprise, or its refusal.

        FileRefused where the file breaks off, has no rows, or holds what nobody foresaw.
        """
        with border():
            yield from self._rows()

    def _rows(self) -> Iterator[Outcome]:
        several = len(self._layout.tables) > 1
        notes: list[str] = []
        any_row = False
        for found in self._layout.tables:
            name = found.sheet.name
            place = f"{self.file} 工作表“{name}”" if several else f"{self.file} "
            reader = self._reader(found)
            count = last = 0
            sheet = replace(found.sheet, ragged=is_ragged(found.head, found.header))
            for outcome in walk(sheet, found.rows, found.header, reader, place):
                any_row = True
                number = outcome.row if isinstance(outcome, RowRefusal) else outcome[0]
                count += number != last
                last = number
                yield outcome
            notes += [f"工作表“{name}”读取 {count} 行。"] if several else []
            notes += [summary] if (summary := reader.summary()) else []
        self.message = "".join([*notes, *self._skipped()])
        if not any_row:
            raise FileRefused(RefusedFile.NO_DATA_ROWS, "只有表头，没有数据行。请核对导出条件，重新导出后再导入。")

    def _skipped(self) -> list[str]:
        names = "、".join(f"“{name}”" for name in self._layout.skipped)
        return [f"没有读取的工作表：{names}。"] if names else []

    def _reader(self, found: Found) -> RowReader[RawRecord | Enterprise]:
        dating = Dating(found.sheet.epoch_1904, found.titles.year())
        table = Table(found.header, self._places, dating, found.titles, self._layout.is_numbered)
        match self.channel:
            case Channel.WENZHENG:
                return WenzhengReader(table)
            case Channel.ENTERPRISES | Channel.VISITS:
                return EnterpriseReader(table)
            case Channel.REGISTERED:
                return RegisteredReader(table)
            case _:
                return OrderReader(table)


def _assumed(header: Header) -> Iterator[AssumedColumn]:
    for at, field in header.assumed:
        if word := word_for(field, header.lexicon):
            yield AssumedColumn(letter_of(at), header.labels[at], word)


class FileReader:
    """Reads a file of any channel; it keeps nothing between two files.

    `towns` are the district's towns as the routing table writes them; `synonyms` adds headings by field
    (`{"order_no": ("博山工单号",)}`) to those of inbox/columns.py; `find_town` reads free text; saved mappings lie in
    the folder `mappings`; `find_units` names the units in free text, in their order.
    """

    def __init__(
        self,
        towns: Sequence[str] = BOSHAN_TOWNS,
        limits: Limits | None = None,
        synonyms: Mapping[str, tuple[str, ...]] | None = None,
        find_town: Callable[[str], str] | None = None,
        mappings: Path = Path("mappings"),
        find_units: Callable[[str], Sequence[str]] = named_units,
    ) -> None:
        self._find_units = find_units
        self._places = Places(towns, find_town) if find_town else Places(towns)
        self._limits = limits or Limits()
        self._lexicons = lexicons(synonyms or {})
        self._mappings = mappings

    def read(self, path: Path, channel: Channel | None = None, name: str | None = None, mapping: str = "") -> Reading:
        """Everything in the file, or its refusal as a whole. Never raises for what a file holds."""
        file = name or path.name
        records: list[tuple[int, RawRecord]] = []
        enterprises: list[tuple[int, Enterprise]] = []
        refused: list[RowRefusal] = []
        try:
            opened = self.open(path, channel, name, mapping)
            for outcome in opened.rows():
                if isinstance(outcome, RowRefusal):
                    refused.append(outcome)
                elif isinstance(outcome[1], RawRecord):
                    records.append((outcome[0], outcome[1]))
                else:
                    enterprises.append((outcome[0], outcome[1]))
        except FileRefused as error:
            return Reading(file, channel, refused_file=error.reason, message=f"{file}：{error.sentence}")
        read = tuple(records), tuple(refused)
        return Reading(file, opened.channel, *read, None, opened.message, tuple(enterprises))

    def open(
        self, path: Path, channel: Channel | None = None, name: str | None = None, mapping: str = ""
    ) -> Opened | Narrative:
        """The file ready to be walked row by row; FileRefused when it cannot be read at all.

        The channel is recognised from the headings unless one is given; `name` is what the file is called to a
        person where `path` is a temporary one.
        """
        if channel is not None and channel not in _FROM_FILES:
            raise FileRefused(
                RefusedFile.UNKNOWN_LAYOUT, f"“{channel.label}”不从表格导入。请用 --channel 指明另一个渠道。"
            )
        file = name or path.name
        with border():
            lines, sheets = read_blocks(path, self._limits) if is_letter(path) else (None, None)
            try:
                opened = open_heads(open_sheets(path, self._limits) if sheets is None else sheets)
                layout = self._mapped(opened, mapping, file) if mapping else None
                return Opened(file, layout or find_layout(opened, self._lexicons, file, channel), self._places)
            except FileRefused as refused:
                if mapping or channel not in (None, Channel.WENZHENG):
                    raise
                lines = open_prose(path, refused, channel) if lines is None else lines
                return Narrative(file, lines, self._places, self._find_units)

    def guess(self, path: Path) -> ColumnMapping | None:
        """What the columns of a table may mean, whether or not its layout is known; None for what is no table."""
        try:
            with border():
                return self._guess(open_heads(open_sheets(path, self._limits)))
        except FileRefused:
            return None

    def _guess(self, opened: Sequence[OpenSheet]) -> ColumnMapping | None:
        widest = max(opened, key=lambda one: max(map(len, one.head), default=0), default=None)
        return guess_mapping(widest.head, self._lexicons) if widest and any(widest.head) else None

    def _mapped(self, opened: Sequence[OpenSheet], name: str, file: str) -> Layout:
        """The layout by the saved mapping; a name that is new gets what the columns may mean, to be corrected."""
        try:
            saved = mapping_path(self._mappings, name)
        except TableError as error:
            raise FileRefused(RefusedFile.UNKNOWN_LAYOUT, error.problems[0]) from error
        if not saved.exists():
            guess = self._guess(opened)
            if guess is None:
                raise FileRefused(RefusedFile.NO_DATA_ROWS, "文件里没有数据行。请核对导出条件，重新导出后再导入。")
            path = save_mapping(self._mappings, name, guess)
            raise FileRefused(
                RefusedFile.UNKNOWN_LAYOUT,
                f"还没有对照“{name}”，已照猜的存为 {path}。请用 WPS 改正“含义”一列，再用 --mapping {name} 导入。",
            )
        try:
            found = read_mapping(saved)
        except TableError as error:
            raise FileRefused(RefusedFile.UNKNOWN_LAYOUT, "列名对照有误：\n" + "\n".join(error.problems)) from error
        lexicon = next(one for one in self._lexicons if one.channel is found.channel)
        return mapped_layout(opened, found, lexicon, file)


@contextmanager
def border() -> Iterator[None]:
    """Turn whatever a hostile file may hit into FileRefused: the person gets an answer, the log gets the trace.

    The trace goes without the error's words, which may quote a complaint.
    """
    try:
        yield
    except FileRefused:
        raise
    except OSError as error:
        raise FileRefused(RefusedFile.FILE_MISSING, "文件读不出来。请核对路径和权限后重试。") from error
    except Exception as error:
        trace = "".join(traceback.format_tb(error.__traceback__))
        _log.error("reading a file failed with %s\n%s", type(error).__name__, trace)
        raise FileRefused(
            RefusedFile.CORRUPTED, "文件内容读不出来。请另存为 .xlsx 后重试；仍不行请报告程序错误。"
        ) from error

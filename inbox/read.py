"""The reader of all channels' files: sniff, find the header, take the rows."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from complaints.records import Channel, FileRefused, RawRecord, Reading, RefusedFile, RowRefusal
from inbox.containers import open_sheets
from inbox.enterprises import EnterpriseReader
from inbox.header import Header
from inbox.hotline import OrderReader
from inbox.layout import Layout, find_layout
from inbox.lexicon import lexicons
from inbox.limits import Limits
from inbox.places import BOSHAN_TOWNS, Places
from inbox.rows import Outcome, RowReader, is_ragged, walk
from inbox.wenzheng import WenzhengReader

_log = logging.getLogger(__name__)
_FROM_FILES = frozenset({Channel.HOTLINE, Channel.WENZHENG, Channel.JIESUJIBAN, Channel.ENTERPRISES, Channel.VISITS})


class Opened:
    """A file that can be read: its channel, and its rows, to be walked once.

    A million rows need not be held at once: `rows()` gives them one by one. `message` is complete after that.
    """

    def __init__(self, file: str, layout: Layout, places: Places) -> None:
        self.file = file
        self.channel = layout.channel
        self.message = ""
        self._layout = layout
        self._places = places

    def rows(self) -> Iterator[Outcome]:
        """Each row's number and record, or its refusal; FileRefused where the file breaks off or has no rows."""
        several = len(self._layout.sheets) > 1
        notes: list[str] = []
        any_row = False
        for opened, header in self._layout.sheets:
            name = opened.sheet.name
            place = f"{self.file} 工作表“{name}”" if several else f"{self.file} "
            reader = self._reader(header, opened.sheet.epoch_1904)
            count = 0
            sheet = replace(opened.sheet, ragged=is_ragged(opened.head, header))
            for outcome in walk(sheet, chain(opened.head, opened.sheet.rows), header, reader, place):
                any_row = True
                count += 1
                yield outcome
            notes += [f"工作表“{name}”读取 {count} 行。"] if several else []
            notes += [summary] if (summary := reader.summary()) else []
        self.message = "".join([*notes, *self._skipped()])
        if not any_row and not any("家企业" in note and "共 0 家" not in note for note in notes):
            raise FileRefused(RefusedFile.NO_DATA_ROWS, "只有表头，没有数据行。请核对导出条件，重新导出后再导入。")

    def _skipped(self) -> list[str]:
        names = "、".join(f"“{name}”" for name in self._layout.skipped)
        return [f"没有读取的工作表：{names}。"] if names else []

    def _reader(self, header: Header, epoch_1904: bool) -> RowReader:
        match self.channel:
            case Channel.WENZHENG:
                return WenzhengReader(header, self._places, epoch_1904)
            case Channel.ENTERPRISES | Channel.VISITS:
                return EnterpriseReader(self.channel, header, self._places, epoch_1904)
            case _:
                return OrderReader(self.channel, header, self._places, epoch_1904)


class FileReader:
    """Reads a file of any channel; it keeps nothing between two files.

    `towns` are the district's towns as the routing table writes them; `synonyms` adds headings by field
    (`{"order_no": ("博山工单号",)}`) to those of inbox/columns.py; `find_town` reads free text.
    """

    def __init__(
        self,
        towns: Sequence[str] = BOSHAN_TOWNS,
        limits: Limits | None = None,
        synonyms: Mapping[str, tuple[str, ...]] | None = None,
        find_town: Callable[[str], str] | None = None,
    ) -> None:
        self._places = Places(towns, find_town) if find_town else Places(towns)
        self._limits = limits or Limits()
        self._lexicons = lexicons(synonyms or {})

    def read(self, path: Path, channel: Channel | None = None, name: str | None = None) -> Reading:
        """All records and refusals of the file, or its refusal as a whole. Never raises for what a file holds.

        The channel is recognised from the headings unless one is given; `name` is what the file is called to a
        person where `path` is a temporary one.
        """
        file = name or path.name
        records: list[tuple[int, RawRecord]] = []
        refused: list[RowRefusal] = []
        try:
            opened = self.open(path, channel, name)
            for outcome in opened.rows():
                if isinstance(outcome, RowRefusal):
                    refused.append(outcome)
                else:
                    records.append(outcome)
        except FileRefused as error:
            return _refused(file, channel, error.reason, error.sentence)
        except OSError:
            return _refused(file, channel, RefusedFile.FILE_MISSING, "文件读不出来。请核对路径和权限后重试。")
        # The border to everything that a hostile file may hit: the person gets an answer, the log gets the
        # trace without the error's words, which may quote a complaint.
        except Exception as error:  # noqa: BLE001
            trace = "".join(traceback.format_tb(error.__traceback__))
            _log.error("reading a file failed with %s\n%s", type(error).__name__, trace)
            return _refused(
                file, channel, RefusedFile.CORRUPTED, "文件内容读不出来。请另存为 .xlsx 后重试；仍不行请报告程序错误。"
            )
        return Reading(file, opened.channel, tuple(records), tuple(refused), None, opened.message)

    def open(self, path: Path, channel: Channel | None = None, name: str | None = None) -> Opened:
        """The file ready to be walked row by row; FileRefused when it cannot be read at all."""
        if channel is not None and channel not in _FROM_FILES:
            raise FileRefused(
                RefusedFile.UNKNOWN_LAYOUT, f"“{channel.label}”不从表格导入。请用 --channel 指明另一个渠道。"
            )
        file = name or path.name
        sheets = open_sheets(path, self._limits)
        return Opened(file, find_layout(sheets, self._lexicons, file, channel), self._places)


def _refused(file: str, channel: Channel | None, reason: RefusedFile, sentence: str) -> Reading:
    return Reading(file, channel, refused_file=reason, message=f"{file}：{sentence}")

"""Saved mappings of unusual files for the conversation: inbox/mapping.py keeps them in the data folder."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.ports import ColumnGuess, GuessedColumn
from complaints.errors import TableError
from complaints.importing import SourceFile
from complaints.records import Channel, FileRefused
from inbox.columns import heading
from inbox.mapping import (
    ColumnMapping,
    MappedColumn,
    UnknownLayout,
    list_mappings,
    mapping_path,
    read_mapping,
    save_mapping,
)
from inbox.read import FileReader

_CHANNEL, _ROW, _NUMBERED = "渠道", "表头行", "编号"
_CHANNELS = {
    word: channel
    for channel in (
        Channel.HOTLINE,
        Channel.JIESUJIBAN,
        Channel.WENZHENG,
        Channel.ENTERPRISES,
        Channel.VISITS,
        Channel.REGISTERED,
    )
    for word in (channel.label, channel.value)
}


class SavedLayouts:
    """The Layouts port: guesses what columns mean, and keeps what the office says of them."""

    def __init__(self, reader: FileReader, folder: Path) -> None:
        self._reader = reader
        self._folder = folder

    def names(self) -> list[str]:
        """The names under which mappings are saved, sorted."""
        return list_mappings(self._folder)

    def guess(self, source: SourceFile) -> ColumnGuess | None:
        """What the columns may mean; None for a file that is read without a mapping, or not at all."""
        found = self._guess(source)
        if found is None:
            return None
        columns = tuple(GuessedColumn(one.letter, one.heading, one.meaning, one.example) for one in found.columns)
        return ColumnGuess(found.channel.label, found.header_row, columns)

    def fitting(self, source: SourceFile) -> list[str]:
        """The saved mappings whose headings the file has; those without headings fit anything and are left out."""
        return [name for name in self.names() if self._fits(source, name)]

    def save(self, source: SourceFile, name: str, changes: Sequence[tuple[str, str]]) -> None:
        """Save the mapping of that name, or failing that the guess, with these changes; TableError if it is wrong."""
        path = mapping_path(self._folder, name)
        known = read_mapping(path) if path.exists() else self._guess(source) or self._reader.guess(source.path)
        if known is None:
            raise TableError(["这份文件没有可以对照的列；请换一份表格再发"])
        for column, meaning in changes:
            known = _changed(known, column, meaning, [letter for letter, _ in changes])
        self._folder.mkdir(parents=True, exist_ok=True)
        # Read back before it is put in its place: a wrong one must not stand there.
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            written = save_mapping(Path(folder), name, known)
            read_mapping(written)
            written.replace(path)

    def _guess(self, source: SourceFile) -> ColumnMapping | None:
        try:
            self._reader.open(source.path, source.channel, source.name)
        except UnknownLayout as unknown:
            return unknown.guess
        except FileRefused:
            pass
        return None

    def _fits(self, source: SourceFile, name: str) -> bool:
        try:
            if read_mapping(mapping_path(self._folder, name)).header_row == 0:
                return False
            self._reader.open(source.path, source.channel, source.name, name)
        except (FileRefused, TableError):
            return False
        return True


def _changed(known: ColumnMapping, column: str, meaning: str, named: Sequence[str]) -> ColumnMapping:
    """The mapping with one change; another column loses this meaning unless it was `named` as well."""
    if column == _CHANNEL:
        if meaning not in _CHANNELS:
            labels = "、".join(dict.fromkeys(one.label for one in _CHANNELS.values()))
            raise TableError([f"渠道“{meaning}”不认识；应为 {labels}"])
        return replace(known, channel=_CHANNELS[meaning])
    if column == _ROW:
        if not (meaning.isascii() and meaning.isdigit()):
            raise TableError([f"表头行“{meaning}”应为数字，例：表头行=3；没有表头写 表头行=0"])
        return replace(known, header_row=int(meaning))
    if column == _NUMBERED and meaning in ("有", "无"):
        return replace(known, is_numbered=meaning == "有")
    if not any(_is_meant(one, column) for one in known.columns):
        letters = "、".join(one.letter for one in known.columns)
        raise TableError([f"没有“{column}”这一列；请写列的字母（{letters}）或表头"])
    columns = tuple(_column(one, column, meaning, named) for one in known.columns)
    has_number = known.is_numbered or meaning == "工单编号"
    return replace(known, columns=columns, is_numbered=has_number)


def _column(one: MappedColumn, column: str, meaning: str, named: Sequence[str]) -> MappedColumn:
    if _is_meant(one, column):
        return replace(one, meaning=meaning)
    is_named = any(_is_meant(one, other) for other in named)
    return one if is_named or one.meaning != meaning else replace(one, meaning="")


def _is_meant(one: MappedColumn, column: str) -> bool:
    return column in (one.letter, one.heading) or bool(one.heading and heading(column) == heading(one.heading))

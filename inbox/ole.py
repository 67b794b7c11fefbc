"""The outer layer of an .xls: a compound file, a small file system whose streams may lie in pieces anywhere.

After [MS-CFB], Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_END = 0xFFFFFFFA  # From here on numbers mean an end or a gap, no sector.
_HEADER_SECTORS = 109
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class OleBroken(ValueError):
    """The compound file contradicts itself or ends too early."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    first: int
    size: int


class OleFile:
    """The streams of a compound file by name; OleBroken when they cannot be followed."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512:
            raise OleBroken("no header")
        shift, mini_shift = struct.unpack_from("<2H", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise OleBroken("sectors of an unknown size")
        self._content = content
        self._sector = 1 << shift
        self._mini_sector = 1 << mini_shift
        (first_directory,) = struct.unpack_from("<I", content, 48)
        self._cutoff, first_mini = struct.unpack_from("<2I", content, 56)
        self._table = self._numbers(list(self._table_sectors()))
        self._mini_table = self._numbers(list(self._chain(first_mini, self._table)))
        self._entries = list(self._read_entries(first_directory))

    def names(self) -> set[str]:
        """The names of all streams and folders."""
        return {entry.name for entry in self._entries}

    def stream(self, name: str) -> bytes:
        """The stream's whole content; KeyError when there is none, OleBroken when it ends too early."""
        entry = next((one for one in self._entries if one.kind == _STREAM and one.name == name), None)
        if entry is None:
            raise KeyError(name)
        if entry.size >= self._cutoff:
            return self._whole(entry, self._joined(self._chain(entry.first, self._table)))
        root = next((one for one in self._entries if one.kind == _ROOT), None)
        if root is None:
            raise OleBroken("no root")
        holder = self._joined(self._chain(root.first, self._table))
        size = self._mini_sector
        pieces = [holder[at * size : (at + 1) * size] for at in self._chain(entry.first, self._mini_table)]
        return self._whole(entry, b"".join(pieces))

    def _whole(self, entry: _Entry, content: bytes) -> bytes:
        if len(content) < entry.size:
            raise OleBroken(f"stream {entry.name} ends too early")
        return content[: entry.size]

    def _table_sectors(self) -> Iterator[int]:
        """The sectors that the allocation table lies in: the header names the first ones, a chain the others."""
        yield from self._real(struct.unpack_from(f"<{_HEADER_SECTORS}I", self._content, 76))
        (at,) = struct.unpack_from("<I", self._content, 68)
        seen: set[int] = set()
        while at < _END:
            if at in seen:
                raise OleBroken("a circle of sectors")
            seen.add(at)
            *sectors, at = self._numbers([at]) or (_END,)
            yield from self._real(sectors)

    def _real(self, sectors: tuple[int, ...] | list[int]) -> Iterator[int]:
        return (sector for sector in sectors if sector < _END)

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        if len(sectors) > len(self._content) // self._sector + 1:
            raise OleBroken("more sectors than the file has")
        content = self._joined(sectors)
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])

    def _chain(self, first: int, table: tuple[int, ...]) -> Iterator[int]:
        """The sectors from `first` on, as the table links them."""
        at, left = first, len(table)
        while at < _END:
            if at >= len(table) or left < 0:
                raise OleBroken("a chain that leads nowhere")
            yield at
            at = table[at]
            left -= 1

    def _joined(self, sectors: Iterator[int] | list[int]) -> bytes:
        size = self._sector
        # Sector 0 begins behind the header, which takes the place of one sector.
        return b"".join([self._content[(at + 1) * size : (at + 2) * size] for at in sectors])

    def _read_entries(self, first: int) -> Iterator[_Entry]:
        directory = self._joined(self._chain(first, self._table))
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<2I", directory, at + 116)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind:
                yield _Entry(name, kind, start, size)

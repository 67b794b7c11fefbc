"""How large a file may be before reading it would endanger the machine."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024
#: A spreadsheet program shows no more columns than these.
COLUMNS = 16_384
#: Sheets of a workbook or tables of a page; the first rows of each are looked at.
SHEETS = 2_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of one file. Beyond one of them the file is refused as TOO_LARGE, and its sentence names it.

    A month of a district's hotline is some thousand rows, so every default leaves a wide margin; a CSV of
    1,000,000 rows passes. `cells` counts the whole rectangle up to the furthest filled cell of each sheet, because
    the spreadsheet library allocates that rectangle. `rows` counts those of all sheets. `cell_characters` costs a
    row, not the file. `memory_bytes` and `seconds` bound the process that reads a workbook or a page, whatever the
    file claims of itself.
    """

    file_bytes: int = 2048 * MIB
    workbook_bytes: int = 256 * MIB
    html_bytes: int = 128 * MIB
    part_bytes: int = 160 * MIB
    unpacked_bytes: int = 400 * MIB
    cells: int = 8_000_000
    rows: int = 2_000_000
    cell_characters: int = 32_767
    memory_bytes: int = 2048 * MIB
    seconds: int = 120

    @property
    def row_characters(self) -> int:
        """The longest row: far more than a spreadsheet's row ever holds, and little enough to keep in memory."""
        return 32 * self.cell_characters

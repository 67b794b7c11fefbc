"""How large a file may be before reading it would endanger the machine."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of one file; beyond any of them it is refused as TOO_LARGE.

    A month of a district's hotline is some thousand rows, so every default leaves a wide margin; a CSV of
    1,000,000 rows passes. The cell limit counts the whole rectangle up to the furthest filled cell, because
    the spreadsheet library allocates that rectangle: one far cell would abort the process.
    """

    file_bytes: int = 2048 * MIB
    workbook_bytes: int = 256 * MIB
    html_bytes: int = 128 * MIB
    part_bytes: int = 160 * MIB
    unpacked_bytes: int = 400 * MIB
    cells: int = 8_000_000

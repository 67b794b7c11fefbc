"""The texts that the model learns from: written by hand, from the routing table, confirmed by people."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from complaints.errors import SujieError

COLUMNS = ("text", "unit", "indicator")
"""What examples.csv must have; title, and representative (1 for yes), may follow.

Further columns, such as voice, are for those who write it."""


class ExamplesRefused(SujieError):
    """The examples cannot be read; the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its unit and indicator; `weight` 2 counts as much as the same text twice.

    Examples of one `group` are nearly the same text, and are never on both sides of a test. A `representative`
    one came in as complaints do, and was not written to be difficult: on these the thresholds are chosen.
    """

    text: str
    unit: str
    indicator: str
    title: str = ""
    weight: float = 1.0
    group: str = ""
    representative: bool = False


def read_examples(path: Path) -> list[Example]:
    """Return the examples of a UTF-8 CSV file with the columns text, unit and indicator, in their order.

    Raises ExamplesRefused, with file and line, for a missing file, another encoding, a missing column, an
    empty text or unit, a line of the wrong width, or a text that occurs twice with different units.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_examples(path.name, csv.DictReader(file, strict=True)))
    except FileNotFoundError:
        raise ExamplesRefused(f"{path.name}：文件不存在，请把它放到 {path.parent} 下") from None
    except UnicodeDecodeError:
        raise ExamplesRefused(f"{path.name}：不是 UTF-8 编码，请另存为 UTF-8 的 CSV") from None
    except csv.Error as error:
        raise ExamplesRefused(f"{path.name}：不是正确的 CSV（{error}），请检查引号") from None


def _examples(name: str, rows: csv.DictReader[str]) -> Iterator[Example]:
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise ExamplesRefused(f"{name} 第1行：缺少列 {'、'.join(missing)}")
    seen: dict[str, str] = {}
    end = rows.line_num
    for row in rows:
        # A quoted text may run over several lines: the row begins where the last one ended.
        line, end = end + 1, rows.line_num
        example = _example(f"{name} 第{line}行", row)
        if seen.setdefault(example.text, example.unit) != example.unit:
            unit = seen[example.text]
            raise ExamplesRefused(
                f"{name} 第{line}行：同一条文本前面已归“{unit}”，这里又归“{example.unit}”，请改正其一"
            )
        yield example


def _example(place: str, row: dict[str, str]) -> Example:
    if None in row or None in row.values():
        raise ExamplesRefused(f"{place}：列数与表头不一致，文本里的逗号要放在引号内")
    text, unit, indicator = (row[column].strip() for column in COLUMNS)
    if not text:
        raise ExamplesRefused(f"{place}：文本（text）为空")
    if not unit:
        raise ExamplesRefused(f"{place}：单位（unit）为空")
    return Example(
        text,
        unit,
        indicator,
        title=row.get("title", "").strip(),
        representative=row.get("representative", "").strip() == "1",
    )

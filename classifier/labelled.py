"""Reads any labelled CSV file for an evaluation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from complaints.errors import SujieError

_ENCODINGS = ("utf-8-sig", "gb18030")
_LONGEST_FIELD = 10_000_000


class LabelledRefused(SujieError):
    """The file cannot be evaluated; the message names the file, the line or column and the next step."""


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """A text with its true label; rows of one `group` are nearly the same, and never on both sides of a test."""

    text: str
    label: str
    title: str = ""
    group: str = ""


def read_labelled(
    path: Path,
    text_column: str,
    label_column: str,
    title_column: str | None = None,
    group_column: str | None = None,
) -> list[LabelledRow]:
    """Return the rows of a CSV file in UTF-8 or GB18030, in their order.

    Raises LabelledRefused for a file that is missing, not a CSV or without rows, a missing column, a line of
    another width than the header, or an empty label.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.DictReader(io.StringIO(_decoded(path), newline=""), strict=True)
    columns = (text_column, label_column, title_column, group_column)
    try:
        _check_columns(path.name, reader.fieldnames or (), columns)
        rows = list(_rows(path.name, reader, columns))
    except csv.Error as error:
        raise LabelledRefused(
            f"{path.name} 第{reader.reader.line_num}行：不是正确的 CSV（{error}），请检查引号"
        ) from None
    if not rows:
        raise LabelledRefused(f"{path.name}：只有表头，没有数据")
    return rows


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LabelledRefused(f"{path}：打不开文件（{error.strerror}），请检查路径") from None
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LabelledRefused(f"{path.name}：既不是 UTF-8 也不是 GB18030 编码，请另存为 UTF-8 的 CSV")


def _check_columns(name: str, present: Sequence[str], wanted: tuple[str | None, ...]) -> None:
    missing = [column for column in wanted if column is not None and column not in present]
    if missing:
        raise LabelledRefused(f"{name} 第1行：没有列 {'、'.join(missing)}；表头是 {'、'.join(present) or '空的'}")


def _rows(
    name: str, reader: csv.DictReader[str], columns: tuple[str, str, str | None, str | None]
) -> Iterator[LabelledRow]:
    text, label, title, group = columns
    for row in reader:
        if None in row or None in row.values():
            raise LabelledRefused(f"{name} 第{reader.line_num}行：列数与表头不一致，文本里的逗号要放在引号内")
        if not row[label].strip():
            raise LabelledRefused(f"{name} 第{reader.line_num}行：{label} 为空，请补上标签或删去这一行")
        yield LabelledRow(
            row[text], row[label].strip(), row[title] if title else "", row[group].strip() if group else ""
        )

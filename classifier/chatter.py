"""The group talk that the complaint detector learns from, and what of the written complaints it may take."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.detector_signs import only_asks
from classifier.examples import Example
from complaints.errors import SujieError
from complaints.prediction import NOT_A_COMPLAINT

FILE = Path(__file__).parent / "chatter.csv"
"""Messages written by hand for this project; no text of a real group is in it."""
COMPLAINT, NOT = "complaint", "not"
_COLUMNS = ("text", "label", "voice")


class ChatterRefused(SujieError):
    """The group talk cannot be read; the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Line:
    """A message of a group with its label; `voice` says what kind of message it is."""

    text: str
    is_complaint: bool
    voice: str = ""


def read_chatter(path: Path) -> list[Line]:
    """Return the messages of a UTF-8 CSV file with the columns text, label (complaint or not) and voice.

    Raises ChatterRefused, with file and line, for a missing file, another encoding, a missing column, an empty text,
    another label, a line of the wrong width, or a text that occurs twice.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_lines(path.name, csv.DictReader(file, strict=True)))
    except FileNotFoundError:
        raise ChatterRefused(f"{path.name}：文件不存在，请把它放到 {path.parent} 下") from None
    except UnicodeDecodeError:
        raise ChatterRefused(f"{path.name}：不是 UTF-8 编码，请另存为 UTF-8 的 CSV") from None
    except csv.Error as error:
        raise ChatterRefused(f"{path.name}：不是正确的 CSV（{error}），请检查引号") from None


def written_complaints(examples: Sequence[Example]) -> list[str]:
    """Return the texts of the examples that complain; some only ask, and those the office does not file."""
    return [example.text for example in examples if example.unit != NOT_A_COMPLAINT and not only_asks(example.text)]


def other_talk(examples: Sequence[Example]) -> list[str]:
    """Return the texts of the examples that are no complaint."""
    return [example.text for example in examples if example.unit == NOT_A_COMPLAINT]


def _lines(name: str, rows: csv.DictReader[str]) -> Iterator[Line]:
    missing = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise ChatterRefused(f"{name} 第1行：缺少列 {'、'.join(missing)}")
    seen: set[str] = set()
    end = rows.line_num
    for row in rows:
        # A quoted text may run over several lines: the row begins where the last one ended.
        place, end = f"{name} 第{end + 1}行", rows.line_num
        line = _line(place, row)
        if line.text in seen:
            raise ChatterRefused(f"{place}：同一条文本前面已有，请删去一条")
        seen.add(line.text)
        yield line


def _line(place: str, row: dict[str, str]) -> Line:
    if None in row or None in row.values():
        raise ChatterRefused(f"{place}：列数与表头不一致，文本里的逗号要放在引号内")
    text, label, voice = (row[column].strip() for column in _COLUMNS)
    if not text:
        raise ChatterRefused(f"{place}：文本（text）为空")
    if label not in (COMPLAINT, NOT):
        raise ChatterRefused(f"{place}：标签（label）只能是 {COMPLAINT} 或 {NOT}，这里是“{label}”")
    return Line(text, label == COMPLAINT, voice)

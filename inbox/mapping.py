"""Saved mappings: which column of an unusual file means what, in a CSV that a clerk corrects in a spreadsheet.

    列,表头,含义,示例
    渠道,12345热线,,…
    表头行,3,,…
    编号,有,,…
    A,单子,工单编号,2021…

A column is found by its heading, so that columns may move, and by its letter where it has none or shares it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from complaints.editable import read_lines
from complaints.errors import TableError
from complaints.records import Channel, FileRefused, RefusedFile
from inbox.columns import heading
from inbox.lexicon import Lexicon, lexicons
from inbox.limits import COLUMNS

HEADERS = ("列", "表头", "含义", "示例")
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
} | {"接诉即办": Channel.JIESUJIBAN, "热线": Channel.HOTLINE}
_ORDERS = (Channel.HOTLINE, Channel.JIESUJIBAN)
_LETTERS = re.compile(r"^[A-Z]{1,3}$")
_NAME = re.compile(r"^[\w\u4e00-\u9fff（）()·-][\w\u4e00-\u9fff（）() ·.-]{0,39}$")
_LOWEST_ROW = 100
#: The office's words for what work orders hold; the other channels use the first heading of their lexicon.
WORDS = {
    "order_no": "工单编号", "accepted_at": "受理时间", "title": "标题", "body": "内容", "person": "诉求人",
    "phone": "联系电话", "company": "企业名称", "uscc": "统一社会信用代码", "area": "属地", "address": "详细地址",
    "unit": "承办单位", "co_unit": "协办单位", "unit_person": "经办人", "unit_phone": "承办单位电话",
    "status": "工单状态", "result": "办理结果", "confidential": "是否保密", "public": "是否公开", "deadline": "办理时限",
    "dispatched_at": "派单时间", "closed_at": "办结时间", "type": "诉求类型", "category": "事项分类",
    "source": "来源渠道", "urgency": "紧急程度", "solved": "是否解决", "satisfaction": "是否满意", "note": "备注",
    "seq": "序号",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column: its letter, its heading as written, the office's word for what it means ("" for nothing)."""

    letter: str
    heading: str
    meaning: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of a file mean. `header_row` is 0 without a header; its orders may have no numbers."""

    channel: Channel
    header_row: int
    columns: tuple[MappedColumn, ...]
    is_numbered: bool = True


class UnknownLayout(FileRefused):
    """No layout fits; `guess` is what the columns may mean, to be saved, corrected and used by its name."""

    def __init__(self, guess: ColumnMapping, what_is_missing: str = "") -> None:
        super().__init__(RefusedFile.UNKNOWN_LAYOUT, _sentence(guess, what_is_missing))
        self.guess = guess


def field_for(meaning: str, lexicon: Lexicon) -> str:
    """The field that the office's word means in this channel, "" for a word that it does not know."""
    bare = heading(meaning)
    field = next((name for name, word in WORDS.items() if word == bare and name in lexicon.words), "")
    found = lexicon.field_of(bare)
    return field or (found[0] if found and found[1] < 1000 else "")


def word_for(field: str, lexicon: Lexicon) -> str:
    """The office's word for a field of this channel."""
    words = lexicon.words.get(field, ())
    return WORDS.get(field, "") if lexicon.channel in _ORDERS or not words else words[0]


def letter_of(at: int) -> str:
    """The letter of a column, counted from 0, as a spreadsheet shows it."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def index_of(letter: str) -> int:
    """The column's number, counted from 0."""
    at = 0
    for character in letter:
        at = 26 * at + ord(character) - ord("A") + 1
    return at - 1


def save_mapping(folder: Path, name: str, guess: ColumnMapping) -> Path:
    """Write the mapping as `name`.csv for a person to correct; TableError for a name that is none or is taken."""
    path = mapping_path(folder, name)
    lines: list[Sequence[object]] = [
        HEADERS,
        (
            _CHANNEL,
            guess.channel.label,
            "",
            "可写：" + "、".join(dict.fromkeys(one.label for one in _CHANNELS.values())),
        ),
        (_ROW, guess.header_row, "", "表头所在的行；多行表头写最下面一行；没有表头写 0"),
        (_NUMBERED, "有" if guess.is_numbered else "无", "", "没有编号列写“无”，编号由内容生成"),
        *((one.letter, one.heading, one.meaning, one.example) for one in guess.columns),
    ]
    buffer = io.StringIO()
    csv.writer(buffer).writerows(lines)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as stream:
            stream.write(buffer.getvalue())
    except FileExistsError as error:
        raise TableError([f"对照“{name}”已经有了：{path}。请换一个名称，或先删掉它"]) from error
    return path


def mapping_path(folder: Path, name: str) -> Path:
    """Where a mapping of this name lies or would lie; TableError for a name that no file may have."""
    if not _NAME.fullmatch(name) or name.endswith((".", " ")):
        raise TableError([f"对照名称“{name[:40]}”不能用；请用 40 字以内的汉字、字母、数字，不要带 / 等符号"])
    return folder / f"{name}.csv"


def list_mappings(folder: Path) -> list[str]:
    """The names of the saved mappings, sorted."""
    return sorted(path.stem for path in folder.glob("*.csv")) if folder.is_dir() else []


def read_mapping(path: Path) -> ColumnMapping:
    """The saved mapping; TableError names every wrong line."""
    problems: list[str] = []
    lines = read_lines(path, HEADERS, problems)
    settings = {cells[0]: (line, cells[1]) for line, cells in lines if cells[0] in (_CHANNEL, _ROW, _NUMBERED)}
    channel = _read_channel(path.name, settings, problems)
    row = _read_row(path.name, settings, problems)
    numbered = settings.get(_NUMBERED, (0, "有"))
    if numbered[1] not in ("有", "无"):
        problems.append(f"{path.name} 第{numbered[0]}行：编号一栏应为“有”或“无”，不是“{numbered[1]}”")
    lexicon = next((one for one in lexicons({}) if one.channel is channel), None)
    columns = [(line, MappedColumn(*cells)) for line, cells in lines if cells[0] not in settings]
    mapping = ColumnMapping(channel or Channel.HOTLINE, row, tuple(one for _, one in columns), numbered[1] != "无")
    if lexicon and not problems:
        _check_columns(path.name, columns, lexicon, problems)
        problems += _missing(path.name, mapping, lexicon)
    if problems:
        raise TableError(problems)
    return mapping


def _read_channel(name: str, settings: dict[str, tuple[int, str]], problems: list[str]) -> Channel | None:
    line, word = settings.get(_CHANNEL, (0, ""))
    channel = _CHANNELS.get(word)
    if channel is None:
        place = f"第{line}行：渠道“{word}”不认识" if line else "缺少“渠道”一行"
        problems.append(f"{name} {place}；应为 {'、'.join(dict.fromkeys(one.label for one in _CHANNELS.values()))}")
    return channel


def _read_row(name: str, settings: dict[str, tuple[int, str]], problems: list[str]) -> int:
    line, word = settings.get(_ROW, (0, ""))
    # A spreadsheet program may write 3 as 3.0.
    word = word.removesuffix(".0")
    if word.isascii() and word.isdigit() and int(word) <= _LOWEST_ROW:
        return int(word)
    place = f"第{line}行：表头行“{word}”应为 0 到 {_LOWEST_ROW} 的数" if line else "缺少“表头行”一行"
    problems.append(f"{name} {place}；没有表头写 0")
    return 0


def _check_columns(
    name: str, columns: Sequence[tuple[int, MappedColumn]], lexicon: Lexicon, problems: list[str]
) -> None:
    letters: set[str] = set()
    for line, one in columns:
        place = f"{name} 第{line}行"
        if not _LETTERS.match(one.letter) or index_of(one.letter) >= COLUMNS:
            problems.append(f"{place}：列“{one.letter}”应写成 A、B、AA 这样的字母")
        elif one.letter in letters:
            problems.append(f"{place}：列 {one.letter} 写了两次；请删掉一行")
        letters.add(one.letter)
        if one.meaning and not field_for(one.meaning, lexicon):
            words = "、".join(filter(None, (word_for(field, lexicon) for field in lexicon.words)))
            problems.append(f"{place}：含义“{one.meaning}”不认识；可写 {words}；用不到的列留空")


def _missing(name: str, mapping: ColumnMapping, lexicon: Lexicon) -> list[str]:
    """What the channel needs and no column means, and a meaning that two columns cannot share."""
    fields = Counter(field_for(one.meaning, lexicon) for one in mapping.columns if one.meaning)
    problems = [
        f"{name}：没有一列的含义是“{'”或“'.join(word_for(field, lexicon) for field in group)}”；请在“含义”里写上"
        for group in lexicon.required
        if not any(fields[field] for field in group) and group != ("order_no",)
    ]
    if ("order_no",) in lexicon.required and mapping.is_numbered and not fields["order_no"]:
        problems.append(f"{name}：没有一列的含义是“工单编号”；确实没有编号的，把“编号”一行写成“无”")
    if fields["order_no"] > 1:
        problems.append(f"{name}：有{fields['order_no']}列的含义是“{word_for('order_no', lexicon)}”；只能留一列")
    return problems


def _sentence(guess: ColumnMapping, what_is_missing: str) -> str:
    row = f"表头在第{guess.header_row}行" if guess.header_row else "没有表头"
    known = [one for one in guess.columns if one.meaning]
    lines = [
        f"{one.letter}列{f'“{one.heading}”' if one.heading else ''}：{one.meaning}"
        + (f"，例 {one.example}" if one.example else "")
        for one in known
    ]
    unknown = "、".join(
        f"{one.letter}列{f'“{one.heading}”' if one.heading else ''}" for one in guess.columns if not one.meaning
    )
    return "\n".join(
        [
            f"没有认出表头{f'：{what_is_missing}' if what_is_missing else ''}。下面是猜的列名对照（{row}）：",
            *lines,
            *([f"看不出含义的列：{unknown}"] if unknown else []),
            "请用 --mapping 加一个新名称存下这份对照，在 WPS 中改正“含义”后，用同一名称再导入。",
        ]
    )

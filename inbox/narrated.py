"""Running text as an opened file: each problem cut out of it becomes a record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from complaints.companies.naming import find_companies
from complaints.privacy import wishes_secrecy
from complaints.records import (
    COMPANY_FROM_TEXT,
    CUT_FROM_TEXT,
    AssumedColumn,
    Channel,
    FileRefused,
    PhoneKind,
    RawRecord,
    RefusedFile,
    stable_id,
)
from complaints.records import Row as Outcome
from inbox.dates import Dating
from inbox.delimited import DELIMITERS, text_encoding
from inbox.hotline import deadline_of, place_in_text
from inbox.issue_details import Programme
from inbox.letters import Block, LetterTable, Paragraph, read_letter
from inbox.limits import MIB, Limits
from inbox.narrative import Issue, cut_lines, lines_of
from inbox.outline import Line
from inbox.places import Places
from inbox.refusals import too_large
from inbox.sheets import Sheet
from inbox.titles import Titles

_MOST_BYTES = 4 * MIB
_LONGEST_TITLE = 40
#: An evening's programme is some ten thousand.
_MOST_CHARACTERS = 300_000
_NO_TABLE = (RefusedFile.UNKNOWN_LAYOUT, RefusedFile.NOT_A_SPREADSHEET, RefusedFile.NO_DATA_ROWS)
_OF_A_PROGRAMME = re.compile(r"问政|播出|曝光|记者")
#: A town right before a name that has its own place: 八陡镇博山垚盛机泵有限公司.
_TOWN_BEFORE = re.compile(r"^(?:博山区)?[\u4e00-\u9fff]{2,4}(?:镇|街道)(?=博山|淄博|山东)")
_KEPT = ("exposed_unit", "co_unit", "promise", "measures", "leader", "unit_person")


class Narrative:
    """A letter or a pasted text of 《问政山东》: its channel, and one record for each problem."""

    def __init__(
        self, file: str, lines: Sequence[Line], places: Places, find_units: Callable[[str], Sequence[str]]
    ) -> None:
        self.file = file
        self.channel = Channel.WENZHENG
        self.narrative = True
        self.message = ""
        self.assumed: tuple[AssumedColumn, ...] = ()
        self._places = places
        year = Titles(file=file).year()
        if sum(len(line.text) for line in lines) > _MOST_CHARACTERS:
            raise too_large("这段文字太长", f"{_MOST_CHARACTERS} 字")
        self._programme, self._issues = cut_lines(lines, find_units, year)
        if not self._issues:
            raise FileRefused(
                RefusedFile.NO_DATA_ROWS, "这段文字里没有找到反映的问题。请核对文件；确有问题的，请逐条编号后再导入。"
            )

    def rows(self) -> Iterator[Outcome]:
        """Each problem with the number of its first line or paragraph."""
        for issue in self._issues:
            yield issue.line, record_of(issue, self._programme, self._places)
        day = self._programme.aired.date().isoformat() if self._programme.aired else "没有写明年月日"
        self.message = f"从文字中切出 {len(self._issues)} 个问题，播出日期{day}；请逐条核对。"


def read_blocks(path: Path, limits: Limits) -> tuple[list[Line], list[Sheet]]:
    """A letter's text line by line, and its tables as sheets, each named by what stands above it."""
    blocks = read_letter(path, limits)
    sheets: list[Sheet] = []
    for at, block in enumerate(blocks):
        if isinstance(block, LetterTable):
            above = [one.text.strip() for one in blocks[max(0, at - 3) : at] if isinstance(one, Paragraph)]
            name = " ".join(words for words in above if len(words) <= _LONGEST_TITLE) or f"表{len(sheets) + 1}"
            sheets.append(Sheet(name, iter(block.rows)))
    return lines_of_letter(blocks), sheets


def open_prose(path: Path, refused: FileRefused, channel: Channel | None) -> list[Line]:
    """The lines of a plain text that is no table; `refused` again for everything else.

    Without its channel named, a text must speak of a programme: any other text is somebody's mistake.
    """
    text = _text_of(path) if refused.reason in _NO_TABLE else ""
    if not text or _is_table(text) or (channel is None and not _OF_A_PROGRAMME.search("".join(text.split()))):
        raise refused
    return lines_of(text)


def _text_of(path: Path) -> str:
    """The words of a text file, "" for any other file and for one that nobody would read."""
    with path.open("rb") as stream:
        head = stream.read(64)
    if path.stat().st_size > _MOST_BYTES or head.startswith((b"PK", b"\xd0\xcf", b"<")):
        return ""
    return path.read_text(encoding=text_encoding(path)).replace("\ufeff", "")


def _is_table(text: str) -> bool:
    """Have most lines the same number of one delimiter, as a table's have."""
    lines = [line for line in text.splitlines() if line.strip()][:200]
    for mark in DELIMITERS:
        count, often = Counter(line.count(mark) for line in lines).most_common(1)[0] if lines else (0, 0)
        if count and len(lines) > 1 and often > 0.8 * len(lines):
            return True
    return False


def lines_of_letter(blocks: Sequence[Block]) -> list[Line]:
    """The letter's paragraphs as lines; a row of a table is one line, its cells apart."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, LetterTable):
            rows = ["　".join(str(cell) for cell in row if cell != "") for row in block.rows]
            lines += [Line(text, len(lines) + at) for at, text in enumerate(filter(None, rows), 1)]
            continue
        # A break within a paragraph begins a new line of it.
        pieces = [piece.strip() for piece in block.text.split("\n") if piece.strip()]
        lines += [
            Line(piece, len(lines) + at, block.level, block.is_bold, block.is_listed and at == 1)
            for at, piece in enumerate(pieces, 1)
        ]
    return lines


def record_of(issue: Issue, programme: Programme, places: Places) -> RawRecord:
    """The record of one problem; a company that only the text names is marked as such."""
    facts = dict(issue.facts)
    told = facts.get("company", "")
    company = told or _TOWN_BEFORE.sub("", next(iter(find_companies(issue.text)), ""))
    extra = {CUT_FROM_TEXT: "narrative"}
    extra |= {COMPANY_FROM_TEXT: "1"} if company and not told else {}
    extra |= {name: facts[name] for name in _KEPT if name in facts}
    extra |= {"episode": programme.episode} if programme.episode else {}
    extra |= {"topic": programme.topic} if programme.topic else {}
    extra |= {"aired": programme.aired_words} if programme.aired_words else {}
    area = facts.get("area", "")
    aired = programme.aired
    deadline = deadline_of(facts.get("deadline", ""), Dating(year=aired.year if aired else 0), extra, aired)
    day = aired.date().isoformat() if aired else programme.aired_words
    return RawRecord(
        channel=Channel.WENZHENG,
        external_id=stable_id("WZ", programme.episode, day, issue.title, issue.text),
        text=issue.text,
        title=issue.title,
        received_at=aired,
        phone_kind=PhoneKind.NONE,
        company=company,
        place=places.place(area) or place_in_text(f"{issue.title}\n{issue.text}", places),
        confidential=wishes_secrecy(issue.text),
        source_unit=facts.get("unit", "") or facts.get("exposed_unit", ""),
        source_status=facts.get("status", ""),
        result=facts.get("result", ""),
        deadline_at=deadline,
        extra=extra,
    )

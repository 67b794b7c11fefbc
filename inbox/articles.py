"""附件3 宣传稿件统计表: articles out of any spreadsheet of the family; no complaint comes of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from campaign.publicity import Article
from complaints.records import Channel, FileRefused, RefusedFile, RefusedRow, RowRefusal
from inbox.cells import name_of, text_of, word_of
from inbox.columns import PUBLICITY, PUBLICITY_PATTERNS
from inbox.containers import open_sheets
from inbox.dates import DateUnreadable, Dating
from inbox.header import Header, find_header
from inbox.layout import open_heads
from inbox.lexicon import Lexicon
from inbox.limits import Limits
from inbox.read import border
from inbox.rows import RowRefused, is_ragged, walk
from inbox.sheets import Row
from inbox.titles import Titles, titles_of

# No record is made of an article, so nobody asks for the channel.
LEXICON = Lexicon(Channel.WEB, PUBLICITY, PUBLICITY_PATTERNS, (("title",), ("medium", "link")))
_MERGED = ("unit", "indicator")


@dataclass(frozen=True, slots=True)
class ArticlesRead:
    """The articles of a file, and the rows that were refused."""

    articles: tuple[Article, ...]
    refused: tuple[RowRefusal, ...]


def read_articles(path: Path, unit: str = "", limits: Limits | None = None) -> ArticlesRead:
    """Every article of the file's visible sheets; `unit` is whose they are where the file does not say.

    FileRefused where the file cannot be read or no sheet has columns for titles and media.
    """
    with border():
        return _read(path, unit, limits or Limits())


def _read(path: Path, unit: str, limits: Limits) -> ArticlesRead:
    articles: list[Article] = []
    refused: list[RowRefusal] = []
    is_found = False
    for one in open_heads([sheet for sheet in open_sheets(path, limits) if not sheet.hidden]):
        header = find_header(one.head, LEXICON)
        if header is None or header.missing():
            continue
        is_found = True
        titles = titles_of(one.head[: max(0, header.row - header.depth)], one.sheet.name, path.name)
        reader = _Reader(header, Dating(one.sheet.epoch_1904, titles.year()), titles, unit)
        rows = [*one.head, *one.sheet.rows]
        sheet = one.sheet
        if is_ragged(one.head, header):
            rows = [[*row, *[""] * (header.width - len(row))] for row in rows]
        for outcome in walk(sheet, rows, header, reader, f"{path.name} "):
            if isinstance(outcome, RowRefusal):
                refused.append(outcome)
            else:
                articles.append(outcome[1])
    if not is_found:
        raise FileRefused(
            RefusedFile.UNKNOWN_LAYOUT, "没有找到“稿件标题”和“媒体名称”（或“链接”）这样的列。请核对表头后再导入。"
        )
    return ArticlesRead(tuple(articles), tuple(refused))


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(self, header: Header, dating: Dating, titles: Titles, unit: str) -> None:
        self._columns = header.columns
        self._dating = dating
        self._unit = titles.unit() or unit
        self._above: dict[str, str] = {}

    def follow(self, header: Header) -> None:
        """Read the rows from here on under this header."""
        self._columns = header.columns

    def summary(self) -> str:
        """Nothing besides the articles themselves."""
        return ""

    def take(self, row: Row) -> Iterator[Article]:
        """The article of this row; RowRefused without a title, a unit or a day."""
        for name in _MERGED:
            if word := self._word(row, name):
                self._above[name] = word
        title = text_of(row[self._at("title")])
        if not title:
            raise RowRefused(RefusedRow.TEXT_MISSING, "没有写稿件标题。请补上后重新导入。")
        unit = self._above.get("unit") or self._unit
        if not unit:
            raise RowRefused(RefusedRow.TEXT_MISSING, "没有写填报单位。请补上，或用 --unit 写明单位后重新导入。")
        try:
            when = self._dating.read(row[self._at("day")])
        except DateUnreadable as error:
            raise RowRefused(RefusedRow.DATE_INVALID, "发布日期不能确定。请改成 2021-08-30 这样的写法。") from error
        if when is None:
            raise RowRefused(RefusedRow.DATE_INVALID, "没有写发布日期。请补上后重新导入。")
        yield Article(
            unit, " ".join(title.split()).strip("《》"), self._word(row, "medium").strip("《》"), when.date(),
            link=text_of(row[self._at("link")]), indicator=self._above.get("indicator", ""),
            level=self._word(row, "level"), outlet=self._word(row, "outlet"), is_reprint=self._is_reprint(row),
            note=self._word(row, "note"),
        )  # fmt: skip

    def _at(self, name: str) -> int:
        return self._columns.get(name, (-1,))[0]

    def _word(self, row: Row, name: str) -> str:
        return name_of(row[self._at(name)])

    def _is_reprint(self, row: Row) -> bool | None:
        """原创 and 转载 as written; 是 below 是否原创 or 是否转载 is what the heading asks."""
        original, reprint = word_of(row[self._at("is_original")]), word_of(row[self._at("is_reprint")])
        word = reprint or original
        if "转" in word:
            return True
        if "原创" in word or "首发" in word:
            return False
        if word[:1] not in ("是", "否"):
            return None
        return (word[:1] == "是") == bool(reprint)

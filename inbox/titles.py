"""What the words around a table tell of it: titles above its header, the sheet's name, the file's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from inbox.sheets import Row

_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?=\s*年|[-./_]\d|(?:0[1-9]|1[0-2])(?:\d\d)?(?!\d)|(?:年度|度)|[-_\s]|$)")
_ORGAN = r"[\u4e00-\u9fff]{1,20}?(?:局|委员会|管委会|委|法院|检察院|中心|分中心|办公室|规划办|监管组|办事处|镇政府|街道|镇|公司|支队|大队)"
_NAMED_UNIT = re.compile(
    rf"(?:填报|报送|上报|牵头|汇总|走访|责任|报表|填表|制表|申报)?(?:单位|部门)\s*(?:[(][^)]*[)])?\s*:\s*({_ORGAN})(?![\u4e00-\u9fff])"
)
_LABEL_ALONE = re.compile(r"^(?:填报|报送|上报|牵头|汇总|走访|填表)(?:单位|部门)\s*(?:[(][^)]*[)])?\s*:?$")
_UNIT_IN_TITLE = re.compile(
    rf"^(?:附件\d*[-_\s:、.]*)?[(（]?({_ORGAN})[)）]?\s*(?:20\d\d|关于|样本|企业|走访|报送|附件|\d月)"
)
_IN_BRACKETS = re.compile(rf"[(]({_ORGAN})[)]")
_WHOLE = re.compile(rf"^{_ORGAN}$")
_IN_NAME = re.compile(r"[\s\-—_()（）、.【】\[\]]+")


@dataclass(frozen=True, slots=True)
class Titles:
    """The cells above a header, row by row, the sheet's name and the file's."""

    above: tuple[str, ...] = ()
    sheet: str = ""
    file: str = ""

    def year(self) -> int:
        """The one year that they name, the nearest to the table first; 0 for none or several."""
        for words in ("\n".join(self.above), self.sheet, PurePath(self.file).stem):
            years = {int(year) for year in _YEAR.findall(_plain(words))}
            if years:
                return years.pop() if len(years) == 1 else 0
        return 0

    def unit(self) -> str:
        """The unit that filled the table in, "" where no title says so."""
        cells = [_plain(cell) for cell in self.above]
        for at, cell in enumerate(cells):
            if found := _NAMED_UNIT.search(cell):
                return found[1]
            if _LABEL_ALONE.match(cell) and at + 1 < len(cells) and _WHOLE.match(cells[at + 1]):
                return cells[at + 1]
        for cell in cells:
            if found := _UNIT_IN_TITLE.match(cell) or _IN_BRACKETS.search(cell):
                return found[1]
        for name in (self.sheet, PurePath(self.file).stem):
            if found := _UNIT_IN_TITLE.match(_plain(name)):
                return found[1]
        parts = [part for name in (self.sheet, PurePath(self.file).stem) for part in _IN_NAME.split(_plain(name))]
        return next((part for part in parts if _WHOLE.match(part)), "")


def titles_of(rows: Sequence[Row], sheet: str, file: str) -> Titles:
    """The titles in the rows above a header."""
    above = [str(cell).strip() for row in rows for cell in row if isinstance(cell, str) and cell.strip()]
    return Titles(tuple(above), sheet, file)


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words).strip()

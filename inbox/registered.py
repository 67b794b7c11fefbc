"""区行政审批局's list of registered enterprises, by town: a row an enterprise, none of them a complaint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from complaints.records import Enterprise
from inbox.cells import name_of
from inbox.credit_codes import code_of, is_credit_code
from inbox.header import Header
from inbox.rows import Table
from inbox.sheets import Row

_EXTRA = ("address", "state", "kind")
_NAMED = 10


class RegisteredReader:
    """Reads the list; an enterprise's town is its area's, else the one that the sheet, a title or the file names.

    Only where none of these names a town is it looked for in the address.
    """

    def __init__(self, table: Table) -> None:
        self._places = table.places
        titles = table.titles
        words = (titles.sheet, *titles.above, PurePath(titles.file).stem)
        self._title_town = next((town for text in words if (town := self._places.town(text))), "")
        self._bad: list[str] = []
        self._rows = self._wrong = self._placeless = 0
        self.follow(table.header)

    def follow(self, header: Header) -> None:
        """Read the rows from here on under this header."""
        self._columns = header.columns

    def summary(self) -> str:
        """How many enterprises were read, how many without a town, and whose codes are wrong."""
        told = [f"共 {self._rows} 家企业"]
        if self._placeless:
            told.append(f"{self._placeless} 家看不出镇街，请补“所属镇街”一列后重新导入")
        if self._wrong:
            more = f"等 {self._wrong} 家" if self._wrong > len(self._bad) else ""
            told.append(f"统一社会信用代码校验不通过，请核对：{'、'.join(self._bad)}{more}")
        return "；".join(told) + "。"

    def take(self, row: Row) -> Iterator[Enterprise]:
        """The enterprise of this row; nothing for a row without a name."""
        name = self._word(row, "company")
        if not name:
            return
        code = code_of(row[self._at("uscc")]) or ""
        if code and not is_credit_code(code):
            self._wrong += 1
            if len(self._bad) < _NAMED:
                self._bad.append(name)
        place = self._place(row)
        self._rows += 1
        self._placeless += not place
        extra = {field: word for field in _EXTRA if (word := self._word(row, field))}
        yield Enterprise(name, code, place, extra=extra)

    def _place(self, row: Row) -> str:
        area = self._word(row, "area")
        town = self._places.town(area) or self._title_town
        return town or self._places.town(self._word(row, "address")) or area

    def _word(self, row: Row, field: str) -> str:
        return name_of(row[self._at(field)])

    def _at(self, field: str) -> int:
        return self._columns.get(field, (-1,))[0]

"""《问政山东》: the list of problems that a programme showed."""

from __future__ import annotations

import re
from datetime import datetime

from complaints.records import Channel, PhoneKind, RawRecord, RefusedRow, stable_id
from inbox.cells import name_of, text_of, word_of
from inbox.dates import DateUnreadable
from inbox.header import Header
from inbox.hotline import deadline_of, place_in_text, yes_or_no
from inbox.rows import RowRefused, Table
from inbox.sheets import Row

_EXTRA = (
    "section", "exposed_unit", "promise", "measures", "leader", "unit_person", "co_unit", "evidence", "look_back",
    "note", "order_no",
)  # fmt: skip

_NUMBER = re.compile(r"(?=.*\d{4})[0-9A-Za-z\u4e00-\u9fff\-_/〔〕\[\]()]{6,40}")
"""A number of a problem, not its place in the list: told anew under it, it stays the same problem."""


class WenzhengReader:
    """Reads the problems of all episodes; a merged episode or date counts for the rows below it."""

    def __init__(self, table: Table) -> None:
        self._places = table.places
        self._dating = table.dating
        self._episode = ""
        self._aired: datetime | None = None
        self.follow(table.header)

    def follow(self, header: Header) -> None:
        """Read the rows from here on under this header."""
        self._columns = header.columns
        status = self._at("status")
        self._status_is_question = status >= 0 and header.labels[status].startswith("是否")

    def summary(self) -> str:
        """Nothing: every row is a record or a refusal."""
        return ""

    def take(self, row: Row) -> tuple[RawRecord, ...]:
        """The problem of this row; RowRefused without a problem or with an impossible date."""
        self._follow_episode(row)
        title = text_of(row[self._at("title")])
        text = text_of(row[self._at("body")]) or title
        company = name_of(row[self._at("company")])
        if not text:
            _refuse_words_without_problem(company or name_of(row[self._at("unit")]))
            return ()
        area = name_of(row[self._at("area")])
        extra = {name: word for name in _EXTRA if (word := name_of(row[self._at(name)]))}
        extra |= {"episode": self._episode} if self._episode else {}
        extra |= {"area": area} if area != self._places.place(area) else {}
        number = word_of(row[self._at("order_no")])
        aired = self._aired.date().isoformat() if self._aired else ""
        record = RawRecord(
            channel=Channel.WENZHENG,
            external_id=number if _NUMBER.fullmatch(number) else stable_id("WZ", self._episode, aired, text, company),
            text=text,
            title=title,
            received_at=self._aired,
            phone_kind=PhoneKind.NONE,
            company=company,
            place=self._places.place(area) or place_in_text(text, self._places),
            source_unit=name_of(row[self._at("unit")]) or name_of(row[self._at("exposed_unit")]),
            source_status=self._status(row),
            result=text_of(row[self._at("result")]),
            deadline_at=deadline_of(row[self._at("deadline")], self._dating, extra, self._aired),
            extra=extra,
        )
        return (record,)

    def _at(self, name: str) -> int:
        return self._columns.get(name, (-1,))[0]

    def _follow_episode(self, row: Row) -> None:
        episode = word_of(row[self._at("episode")])
        cell = row[self._at("accepted_at")]
        if episode and episode != self._episode:
            # A new episode without a date must not inherit the day of the one before.
            self._episode, self._aired = episode, None
        if cell == "":
            return
        try:
            self._aired = self._dating.read(cell) or self._aired
        except DateUnreadable as error:
            raise RowRefused(
                RefusedRow.DATE_INVALID,
                f"播出日期“{text_of(cell)[:30]}”不是能确定的日期。请改成 2021-08-30 这样的写法。",
            ) from error

    def _status(self, row: Row) -> str:
        status = word_of(row[self._at("status")])
        answer = yes_or_no(status) if self._status_is_question else None
        return status if answer is None else "已销号" if answer else "未销号"


def _refuse_words_without_problem(words: str) -> None:
    """Pass over a row with nothing but its serial number; RowRefused for one that lost its problem."""
    if words:
        raise RowRefused(RefusedRow.TEXT_MISSING, "没有写反映的问题。请补上后重新导入。")

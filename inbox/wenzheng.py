"""《问政山东》: the list of problems that a programme showed."""

from __future__ import annotations

import hashlib
from datetime import datetime

from complaints.records import Channel, PhoneKind, RawRecord, RefusedRow
from inbox.cells import name_of, text_of, word_of
from inbox.dates import DateUnreadable, read_time
from inbox.header import Header
from inbox.hotline import deadline_of, place_in_text, yes_or_no
from inbox.places import Places
from inbox.rows import RowRefused
from inbox.sheets import Row

_EXTRA = (
    "section", "exposed_unit", "promise", "measures", "leader", "unit_person", "co_unit", "evidence", "look_back",
    "note", "order_no",
)  # fmt: skip


def stable_id(prefix: str, *parts: str) -> str:
    """An identity for a row that has none: the same words give the same one, whatever their spacing."""
    words = "\x1f".join("".join(part.split()) for part in parts)
    return f"{prefix}-{hashlib.sha256(words.encode()).hexdigest()[:20]}"


class WenzhengReader:
    """Reads the problems of all episodes; a merged episode or date counts for the rows below it."""

    def __init__(self, header: Header, places: Places, epoch_1904: bool) -> None:
        self._columns = header.columns
        self._places = places
        self._epoch_1904 = epoch_1904
        self._episode = ""
        self._aired: datetime | None = None
        status = self._at("status")
        self._status_is_question = status >= 0 and header.labels[status].startswith("是否")

    def summary(self) -> str:
        """Nothing: every row is a record or a refusal."""
        return ""

    def take(self, row: Row) -> RawRecord | None:
        """The problem of this row; RowRefused without a problem or with an impossible date."""
        self._follow_episode(row)
        title = text_of(row[self._at("title")])
        text = text_of(row[self._at("body")]) or title
        company = name_of(row[self._at("company")])
        if not text:
            _refuse_words_without_problem(company or name_of(row[self._at("unit")]))
            return None
        area = name_of(row[self._at("area")])
        extra = {name: word for name in _EXTRA if (word := name_of(row[self._at(name)]))}
        extra |= {"episode": self._episode} if self._episode else {}
        extra |= {"area": area} if area != self._places.place(area) else {}
        aired = self._aired.date().isoformat() if self._aired else ""
        return RawRecord(
            channel=Channel.WENZHENG,
            external_id=stable_id("WZ", self._episode, aired, text, company),
            text=text,
            title=title,
            received_at=self._aired,
            phone_kind=PhoneKind.NONE,
            company=company,
            place=self._places.place(area) or place_in_text(text, self._places),
            source_unit=name_of(row[self._at("unit")]) or name_of(row[self._at("exposed_unit")]),
            source_status=self._status(row),
            result=text_of(row[self._at("result")]),
            deadline_at=deadline_of(row[self._at("deadline")], self._epoch_1904, extra),
            extra=extra,
        )

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
            self._aired = read_time(cell, self._epoch_1904) or self._aired
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

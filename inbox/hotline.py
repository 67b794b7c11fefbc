"""Work orders: exports of the 12345 hotline and of the 企业接诉即办 platform."""

from __future__ import annotations

import re
from datetime import datetime, time

from complaints.privacy import wishes_secrecy
from complaints.records import RawRecord, RefusedRow, stable_id
from inbox.cells import DigitsLost, name_of, order_no_of, text_of, word_of
from inbox.dates import DateUnreadable, Dating, read_time
from inbox.header import Header
from inbox.phones import hides_itself, read_phone
from inbox.places import Places
from inbox.rows import RowRefused, Table
from inbox.sheets import Cell, Row

_YES = frozenset(
    (
        "是", "保密", "1", "y", "yes", "true", "√", "✓", "✔", "v", "有", "需要", "需", "要", "要求保密", "全部保密",
        "部分保密", "不公开", "匿名", "密",
    )
)  # fmt: skip
_NO = frozenset(
    (
        "否", "不保密", "公开", "0", "n", "no", "false", "×", "x", "✗", "无", "不需要", "无需", "不", "可公开",
        "不要求", "实名", "非保密", "同意公开",
    )
)  # fmt: skip
_PLACE_LINE = re.compile(r"(?:^|\n)\s*(?:企业)?(?:地址|地点|所在地)[:：]\s*([^\n。；;]{2,60})")
_CLOCK = re.compile(r"^(?:上午|下午)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?$|^\d{1,2}时\d{1,2}分$")
_REMARK = re.compile(r"[(（].*$", re.DOTALL)
_SOME_DIGITS = re.compile(r"\d{2}")
#: Cells that the desk does not need and the office wants to find again.
EXTRA_WORDS = (
    "type", "category", "source", "urgency", "solved", "satisfaction", "co_unit", "uscc", "unit_person", "repeats",
    "note", "address",
)  # fmt: skip
EXTRA_TIMES = ("dispatched_at", "closed_at")


def yes_or_no(word: str) -> bool | None:
    """What a 是/否 cell says; None when it is empty or says neither."""
    low = _REMARK.sub("", word.lower()).strip()
    if low in _YES:
        return True
    return False if low in _NO else None


def place_in_text(text: str, places: Places) -> str:
    """The town of a first line like 地址：博山区山头街道…, else the one that the text means."""
    found = _PLACE_LINE.search(text) if "地" in text else None
    return (places.town(found[1]) if found else "") or places.in_text(text)


class OrderReader:
    """Reads work orders of 12345 or 接诉即办; where the table has no numbers, each gets one from its words."""

    def __init__(self, table: Table) -> None:
        self._channel = table.header.lexicon.channel
        self._places = table.places
        self._dating = table.dating
        self._is_numbered = table.is_numbered
        self.follow(table.header)

    def follow(self, header: Header) -> None:
        """Read the rows from here on under this header."""
        columns = header.columns

        # Index -1 is the empty cell that the walk appends: a field without a column reads as empty.
        def first(name: str) -> int:
            return columns.get(name, (-1,))[0]

        self._order_no, self._title, self._body = first("order_no"), first("title"), columns.get("body", ())
        self._received = columns.get("accepted_at") or columns.get("dispatched_at", ())
        self._person, self._company = first("person"), first("company")
        self._phones = columns.get("phone", ())
        self._area, self._address = first("area"), first("address")
        self._unit, self._status, self._results = first("unit"), first("status"), columns.get("result", ())
        self._deadline = first("deadline")
        self._secret, self._public = first("confidential"), first("public")
        self._words = [(name, at) for name in EXTRA_WORDS for at in columns.get(name, ())[:1]]
        self._times = [(name, at) for name in EXTRA_TIMES for at in columns.get(name, ())[:1]]

    def summary(self) -> str:
        """Nothing: every row is a record or a refusal."""
        return ""

    def take(self, row: Row) -> tuple[RawRecord, ...]:
        """The order of this row; RowRefused without a safe number, without words, or with an impossible date."""
        title = text_of(row[self._title])
        text = _first(row, self._body) or title
        order_no = self._number(row[self._order_no], text) if self._is_numbered else ""
        if not (order_no or text):
            return ()
        if not text and not _SOME_DIGITS.search(order_no) and sum(cell != "" for cell in row) == 1:
            # A line across the table: 以下为涉企类工单.
            return ()
        if not text:
            raise RowRefused(RefusedRow.TEXT_MISSING, f"工单 {order_no[:40]} 既没有标题也没有内容。请补上后重新导入。")
        phone_words = _first(row, self._phones)
        phone, kind = read_phone(phone_words)
        received, company = self._time(row), name_of(row[self._company])
        deadline, extra = self._extra(row, received)
        record = RawRecord(
            channel=self._channel,
            external_id=order_no or stable_id("WB", received.isoformat() if received else "", title, text, company),
            text=text,
            title=title,
            received_at=received,
            reporter=name_of(row[self._person]),
            phone=phone,
            phone_kind=kind,
            company=company,
            place=self._place(row, text, extra),
            confidential=self._confidential(row, title, text, phone_words),
            source_unit=name_of(row[self._unit]),
            source_status=word_of(row[self._status]),
            result=_first(row, self._results),
            deadline_at=deadline,
            extra=extra,
        )
        return (record,)

    def _number(self, cell: Cell, text: str) -> str:
        """The order number; "" only for a row that has no words either (a prefilled serial number)."""
        try:
            order_no = order_no_of(cell)
        except DigitsLost as error:
            raise RowRefused(
                RefusedRow.ORDER_NO_PRECISION_LOST,
                "工单编号在 Excel 里变成了数字，后几位已经丢失。请从热线系统重新导出，编号列设为文本。",
            ) from error
        if not order_no and text:
            raise RowRefused(RefusedRow.ORDER_NO_MISSING, "有内容但没有工单编号。请补上编号后重新导入。")
        return order_no

    def _time(self, row: Row) -> datetime | None:
        for at in self._received:
            cell = row[at]
            if cell == "":
                continue
            try:
                moment = self._dating.read(cell)
            except DateUnreadable as error:
                if moment := self._date_and_clock(row):
                    return moment
                raise RowRefused(
                    RefusedRow.DATE_INVALID,
                    f"受理时间“{text_of(cell)[:30]}”不是能确定的日期。请改成 2021-08-30 14:05 这样的写法。",
                ) from error
            if moment:
                return moment
        return None

    def _date_and_clock(self, row: Row) -> datetime | None:
        """Some exports keep the day and the time of day in two columns."""
        cells = [row[at] for at in self._received if row[at] != ""]
        clocks = [clock for cell in cells if (clock := _clock_of(cell))]
        days = [cell for cell in cells if not _clock_of(cell)]
        if len(clocks) != 1 or len(days) != 1:
            return None
        try:
            day = self._dating.read(days[0])
            return day and read_time(f"{day.date().isoformat()} {clocks[0]}")
        except DateUnreadable:
            return None

    def _place(self, row: Row, text: str, extra: dict[str, str]) -> str:
        area = name_of(row[self._area])
        address = name_of(row[self._address]) if self._address >= 0 else ""
        place = self._places.town(area) or self._places.town(address) or area or address
        if area != place:
            extra["area"] = area
        return place or place_in_text(text, self._places)

    def _confidential(self, row: Row, title: str, text: str, phone: str) -> bool:
        """The hotline's own mark decides; only where it is empty do the words, also those in the phone's cell."""
        if self._secret >= 0 and (marked := yes_or_no(text_of(row[self._secret]))) is not None:
            return marked
        if self._public >= 0 and (public := yes_or_no(text_of(row[self._public]))) is not None:
            return not public
        return wishes_secrecy(text) or wishes_secrecy(title) or hides_itself(phone)

    def _extra(self, row: Row, received: datetime | None) -> tuple[datetime | None, dict[str, str]]:
        """The deadline, and the further cells. A deadline in words (5个工作日) is kept as words."""
        extra = {name: word for name, at in self._words if (word := name_of(row[at]))}
        for name, at in self._times:
            if row[at] != "":
                extra[name] = time_or_words(row[at], self._dating)
        return deadline_of(row[self._deadline], self._dating, extra, received), extra


def _clock_of(cell: Cell) -> str:
    """The time of day that the cell holds alone, "" for any other cell."""
    if isinstance(cell, float) and 0 < cell < 1:
        seconds = round(cell * 86400) % 86400
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    words = text_of(cell)
    return words if isinstance(cell, time) or _CLOCK.match(words) else ""


def deadline_of(cell: Cell, dating: Dating, extra: dict[str, str], received: datetime | None = None) -> datetime | None:
    """The deadline as a moment; one in words (立行立改, 5个工作日) goes to `extra` as `deadline`.

    Of a deadline without its year (9月9日前) the year follows from the day on which the matter came in.
    """
    if cell == "":
        return None
    try:
        return dating.read(cell)
    except DateUnreadable:
        if received and type(cell) is str and (moment := _day_after(cell, received)):
            return moment
        extra["deadline"] = text_of(cell)
        return None


def _day_after(words: str, received: datetime) -> datetime | None:
    """The next day of that month and day from the day of `received` on; None for other words."""
    for year in (received.year, received.year + 1):
        try:
            moment = read_time(words, year=year)
        except DateUnreadable:
            continue
        if moment and moment.date() >= received.date():
            return moment
    return None


def time_or_words(cell: Cell, dating: Dating) -> str:
    """A time that nothing depends on, in ISO form, or as its words where it is none."""
    try:
        moment = dating.read(cell)
    except DateUnreadable:
        return text_of(cell)
    return moment.isoformat() if moment else ""


def _first(row: Row, columns: tuple[int, ...]) -> str:
    for at in columns:
        if text := text_of(row[at]):
            return text
    return ""

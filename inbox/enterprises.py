"""附件1 样本企业汇总表 and 附件2 走访台账: ledgers of enterprises, of which some have a complaint."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from complaints.records import Channel, RawRecord, RefusedRow
from inbox.cells import name_of, text_of
from inbox.dates import CHINA, DateUnreadable, read_time
from inbox.header import Header
from inbox.hotline import deadline_of, wishes_secrecy, yes_or_no
from inbox.phones import read_phone
from inbox.places import Places
from inbox.rows import RowRefused
from inbox.sheets import Row
from inbox.wenzheng import stable_id

#: The campaign plan: enterprises that had something handled since this day.
SAMPLE_SINCE = datetime(2020, 8, 1, tzinfo=CHINA)
_EXTRA = {
    Channel.ENTERPRISES: (
        "indicator", "uscc", "nature", "industry", "size", "legal_person", "matter", "outcome", "source", "note",
        "address",
    ),
    Channel.VISITS: (
        "indicator", "uscc", "visitor_unit", "visitor", "person_role", "method", "policies", "satisfaction",
        "company_state", "in_group", "note", "address",
    ),
}  # fmt: skip
_NO_PROBLEM = (
    "无问题", "没有问题", "无诉求", "没有诉求", "未反映", "无反映", "无困难", "无意见", "暂无", "无。", "无.", "均无",
    "运行正常", "一切正常",
)  # fmt: skip
# GB 32100-2015: the alphabet without I, O, S, V and Z, and the weight of each place.
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def is_credit_code(code: str) -> bool:
    """Is this a unified social credit code whose check character is right (GB 32100-2015)."""
    if len(code) != 18 or any(character not in _USCC_ALPHABET for character in code):
        return False
    total = sum(_USCC_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17]))
    return _USCC_ALPHABET[-total % 31] == code[17]


class EnterpriseReader:
    """Reads either ledger; only the rows with a dispute (附件1) or a problem (附件2) become records."""

    def __init__(self, channel: Channel, header: Header, places: Places, epoch_1904: bool) -> None:
        self._channel = channel
        self._columns = header.columns
        self._places = places
        self._epoch_1904 = epoch_1904
        self._enterprises = self._complaints = 0
        self._bad_codes: list[str] = []
        self._too_early: list[str] = []

    def summary(self) -> str:
        """How many enterprises and complaints were read, and which credit codes and dates look wrong."""
        parts = [f"共 {self._enterprises} 家企业，其中 {self._complaints} 家有分歧、投诉或问题"]
        if self._bad_codes:
            parts.append("统一社会信用代码校验不通过，请核对：" + "、".join(self._bad_codes))
        if self._too_early:
            parts.append("办理时间早于 2020-08-01，请核对：" + "、".join(self._too_early))
        return "；".join(parts) + "。"

    def take(self, row: Row) -> RawRecord | None:
        """The complaint of this row, None for an enterprise without one; RowRefused when its words are missing."""
        company = name_of(row[self._at("company")])
        if not company:
            return None
        self._enterprises += 1
        title, text = name_of(row[self._at("matter")]), text_of(row[self._at("body")])
        code = self._check_code(row, company)
        received = self._received(row, company)
        if not self._has_problem(row, text):
            return None
        self._complaints += 1
        if not text:
            raise RowRefused(RefusedRow.TEXT_MISSING, f"{company}标注了分歧或投诉，但没有写问题。请补上后重新导入。")
        return self._record(row, company, code, (title, text, received))

    def _record(self, row: Row, company: str, code: str, what: tuple[str, str, datetime | None]) -> RawRecord:
        title, text, when = what
        is_visit = self._channel is Channel.VISITS
        phone, kind = read_phone(text_of(row[self._at("phone")]))
        area, address = name_of(row[self._at("area")]), name_of(row[self._at("address")])
        extra = {name: word for name in _EXTRA[self._channel] if (word := name_of(row[self._at(name)]))}
        place = self._places.town(area) or self._places.town(address) or area or address
        extra |= {"area": area} if area != place else {}
        if when and not is_visit:
            extra["handled_at"] = when.date().isoformat()
        day = when.date().isoformat() if when else ""
        marked = yes_or_no(name_of(row[self._at("confidential")]))
        return RawRecord(
            channel=self._channel,
            external_id=stable_id("ZF" if is_visit else "QY", code or company, title, day, text),
            text=text,
            title=title,
            # 附件1 tells when the enterprise's matter was handled, not when it complained.
            received_at=when if is_visit else None,
            reporter=name_of(row[self._at("person")]),
            phone=phone,
            phone_kind=kind,
            company=company,
            place=place,
            confidential=wishes_secrecy(text) if marked is None else marked,
            source_unit=name_of(row[self._at("unit")]),
            source_status=name_of(row[self._at("status")]),
            result=text_of(row[self._at("result")]),
            deadline_at=deadline_of(row[self._at("deadline")], self._epoch_1904, extra),
            extra=extra,
        )

    def _at(self, name: str) -> int:
        return self._columns.get(name, (-1,))[0]

    def _has_problem(self, row: Row, text: str) -> bool:
        if self._channel is Channel.VISITS:
            return bool(name_of(text)) and not (len(text) < 12 and text.startswith(_NO_PROBLEM))
        mark = unicodedata.normalize("NFKC", text_of(row[self._at("dispute")]))
        return yes_or_no(mark) is True or mark.startswith(("是", "有", "存在", "★", "*", "●"))

    def _check_code(self, row: Row, company: str) -> str:
        if "uscc" not in self._columns:
            return ""
        code = unicodedata.normalize("NFKC", "".join(text_of(row[self._at("uscc")]).split())).upper()
        if code and not is_credit_code(code):
            self._bad_codes.append(company)
        return code

    def _received(self, row: Row, company: str) -> datetime | None:
        cell = row[self._at("accepted_at")]
        try:
            when = read_time(cell, self._epoch_1904)
        except DateUnreadable as error:
            raise RowRefused(
                RefusedRow.DATE_INVALID,
                f"{company}的日期“{text_of(cell)[:30]}”不能确定。请改成 2021-08-30 这样的写法。",
            ) from error
        if when and when < SAMPLE_SINCE and self._channel is Channel.ENTERPRISES:
            self._too_early.append(company)
        return when

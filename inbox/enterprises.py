"""附件1 样本企业汇总表 and 附件2 走访台账: ledgers of enterprises, of which some have a complaint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from campaign.visits import problem_id
from complaints.privacy import wishes_secrecy
from complaints.records import Channel, Enterprise, PhoneKind, RawRecord, RefusedRow, stable_id
from inbox.cells import name_of, text_of
from inbox.credit_codes import code_of, is_credit_code
from inbox.dates import CHINA, DateUnreadable
from inbox.disputes import mark_of, reports_nothing, reports_trouble
from inbox.header import Header
from inbox.hotline import deadline_of, place_in_text, yes_or_no
from inbox.phones import hides_itself, read_phone
from inbox.rows import RowRefused, Table
from inbox.sheets import Row

__all__ = ["EnterpriseReader", "is_credit_code"]

#: The campaign plan: enterprises that had something handled since this day.
SAMPLE_SINCE = datetime(2020, 8, 1, tzinfo=CHINA)
_EXTRA = {
    Channel.ENTERPRISES: ("nature", "industry", "size", "outcome", "source", "note", "address"),
    Channel.VISITS: (
        "nature", "industry", "size", "visitor_unit", "visitor", "person_role", "method", "policies", "satisfaction",
        "company_state", "in_group", "note", "address",
    ),
}  # fmt: skip
#: Columns whose cells are merged over the rows of one indicator, unit or day.
_MERGED = {
    Channel.ENTERPRISES: ("indicator", "unit"),
    Channel.VISITS: ("visitor_unit", "visitor"),
}
#: A ledger without a column for marks may have the mark before the name.
_STARRED = re.compile(r"^[★☆●▲◆※*]+\s*|\s*[★☆●▲◆※*]+$")
_EXAMPLE = re.compile(r"^(?:例|示例|样例|举例|填写示例|范例|例如)\s*[:：]?$")
_WHOLE_DATE = re.compile(r"\d+\D+\d+\D+\d+")
_NAMED = 20


class EnterpriseReader:
    """Reads either ledger: every row is an enterprise, and one with a dispute or a problem is a complaint too.

    附件1 marks its disputes (是, 有, √, ★, 是（12345）); 否, 无 and × say that there is none, whatever else the row
    tells. Where the mark is empty or has no column, the row is one when its 问题摘要 is clearly a problem.
    """

    def __init__(self, table: Table) -> None:
        self._channel = table.header.lexicon.channel
        self._is_visit = self._channel is Channel.VISITS
        self._places = table.places
        self._dating = table.dating
        self._title_unit = table.titles.unit()
        self._above: dict[str, str] = {}
        self._enterprises = self._complaints = 0
        self._bad_codes = _Names("统一社会信用代码校验不通过，请核对")
        self._too_early = _Names("办理时间早于 2020-08-01，请核对")
        self._undated = _Names("办理时间没有写到日，请核对")
        self.follow(table.header)

    def follow(self, header: Header) -> None:
        """Read the rows from here on under this header."""
        self._columns = header.columns

    def summary(self) -> str:
        """How many enterprises and complaints were read, and which credit codes and dates look wrong."""
        counts = f"共 {self._enterprises} 家企业，其中 {self._complaints} 家有分歧、投诉或问题"
        warnings = [names.sentence() for names in (self._bad_codes, self._too_early, self._undated)]
        return "；".join([counts, *filter(None, warnings)]) + "。"

    def take(self, row: Row) -> Iterator[Enterprise | RawRecord]:
        """The enterprise of this row and, after it, its complaint; RowRefused when the complaint has no words."""
        self._follow_merged(row)
        company = self._word(row, "company")
        if not company or self._is_example(row):
            return
        name = _STARRED.sub("", company) or company
        has_star = "dispute" not in self._columns and name != company
        self._enterprises += 1
        when = self._when(row, name)
        enterprise = self._enterprise(row, name, when)
        marked, text = self._problem(row)
        disputes = (marked or has_star) if marked is not None or has_star else self._is_problem(text)
        self._complaints += disputes
        record = self._record(row, enterprise, text, when) if disputes and text else None
        yield self._with_mark(enterprise, record, disputes)
        if disputes and not text:
            raise RowRefused(RefusedRow.TEXT_MISSING, f"{name}标注了分歧或投诉，但没有写问题。请补上后重新导入。")
        if record:
            yield record

    def _at(self, name: str) -> int:
        return self._columns.get(name, (-1,))[0]

    def _word(self, row: Row, name: str) -> str:
        return name_of(row[self._at(name)])

    def _follow_merged(self, row: Row) -> None:
        """Keep the words of merged cells for the rows below; a new indicator does not inherit the unit before it."""
        for name in _MERGED[self._channel]:
            if word := self._word(row, name):
                if name == "indicator" and word != self._above.get(name):
                    self._above.pop("unit", None)
                self._above[name] = word

    def _is_example(self, row: Row) -> bool:
        return any(isinstance(cell, str) and _EXAMPLE.match(cell.strip()) for cell in row[:2])

    def _enterprise(self, row: Row, name: str, when: datetime | None) -> Enterprise:
        area, address = self._word(row, "area"), self._word(row, "address")
        place = self._places.town(area) or self._places.town(address) or area or address
        extra = {name: word for name in _EXTRA[self._channel] if (word := self._kept(row, name))}
        extra |= {"area": area} if area != place else {}
        if when and self._is_visit:
            extra["visited_at"] = when.date().isoformat()
        phone, kind = read_phone(self._first(row, "phone"))
        unit = self._kept(row, "visitor_unit" if self._is_visit else "unit") or self._title_unit
        return Enterprise(
            name=name,
            uscc=self._code(row, name),
            place=place,
            unit=unit,
            indicator=self._kept(row, "indicator"),
            matter=self._word(row, "matter"),
            handled_at=None if self._is_visit else when,
            legal_person=self._word(row, "legal_person"),
            person=self._word(row, "person"),
            phone=phone if kind in (PhoneKind.FULL, PhoneKind.MASKED) else "",
            phone_kind=kind,
            extra=extra,
        )

    def _kept(self, row: Row, name: str) -> str:
        """The cell's word, or the one of the merged cell above it."""
        word = self._word(row, name)
        return word or (self._above.get(name, "") if name in _MERGED[self._channel] else "")

    def _first(self, row: Row, name: str) -> str:
        return next((text for at in self._columns.get(name, ()) if (text := text_of(row[at]))), "")

    def _problem(self, row: Row) -> tuple[bool | None, str]:
        """What the marks say, and the words of the problem; a problem written in the mark's cell is both."""
        text = self._first(row, "body")
        if self._is_visit:
            return None, "" if reports_nothing(text) else text
        marks = [text_of(row[at]) for at in self._columns.get("dispute", ())]
        said = [mark for cell in marks if (mark := mark_of(cell)) is not None]
        if not text:
            text = next((cell for cell in marks if len(cell) > 12 and reports_trouble(cell)), "")
            said = said or ([True] if text else [])
        return (any(said) if said else None), text

    def _is_problem(self, text: str) -> bool:
        return bool(text) if self._is_visit else reports_trouble(text)

    def _with_mark(self, enterprise: Enterprise, record: RawRecord | None, disputes: bool) -> Enterprise:
        """附件1 marks the enterprise itself; of a visit what was heard goes with it."""
        if self._is_visit:
            return replace(enterprise, problem=record) if record else enterprise
        return replace(enterprise, disputes=True) if disputes else enterprise

    def _record(self, row: Row, one: Enterprise, text: str, when: datetime | None) -> RawRecord:
        extra = {
            **{name: word for name, word in (("indicator", one.indicator), ("uscc", one.uscc)) if word},
            **({"legal_person": one.legal_person} if one.legal_person else {}),
            **({"matter": one.matter} if one.matter else {}),
            **one.extra,
        }
        if one.handled_at:
            extra["handled_at"] = one.handled_at.date().isoformat()
        day = when.date().isoformat() if when else ""
        marked = yes_or_no(self._word(row, "confidential"))
        secret = wishes_secrecy(text) or hides_itself(self._first(row, "phone"))
        return RawRecord(
            channel=self._channel,
            external_id=self._id(one, day, text),
            text=text,
            title=one.matter,
            # 附件1 tells when the enterprise's matter was handled, not when it complained.
            received_at=when if self._is_visit else None,
            reporter=one.person,
            phone=one.phone,
            phone_kind=one.phone_kind,
            company=one.name,
            place=one.place or place_in_text(text, self._places),
            confidential=secret if marked is None else marked,
            source_unit=self._word(row, "unit") if self._is_visit else one.unit,
            source_status=self._word(row, "status"),
            result=self._first(row, "result"),
            deadline_at=deadline_of(row[self._at("deadline")], self._dating, extra, when),
            extra=extra,
        )

    def _id(self, one: Enterprise, day: str, text: str) -> str:
        company = one.uscc or one.name
        return problem_id(company, day, text) if self._is_visit else stable_id("QY", company, one.matter, day, text)

    def _code(self, row: Row, company: str) -> str:
        code = code_of(row[self._at("uscc")])
        if code is not None and not is_credit_code(code):
            self._bad_codes.add(company)
        return code or ""

    def _when(self, row: Row, company: str) -> datetime | None:
        cell = row[self._at("accepted_at")]
        try:
            when = self._dating.read(cell)
        except DateUnreadable as error:
            if not self._is_visit and isinstance(cell, str) and not _WHOLE_DATE.search(cell):
                # 2021年3月, 多次: when a matter was handled may be told in less than a day's date.
                self._undated.add(company)
                return None
            raise RowRefused(
                RefusedRow.DATE_INVALID,
                f"{company}的日期“{text_of(cell)[:30]}”不能确定。请改成 2021-08-30 这样的写法。",
            ) from error
        if when and when < SAMPLE_SINCE and not self._is_visit:
            self._too_early.add(company)
        return when


class _Names:
    """Enterprises with something to check: the first ones by name, all of them by count."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._names: list[str] = []
        self._count = 0

    def add(self, name: str) -> None:
        self._count += 1
        if self._count <= _NAMED:
            self._names.append(name)

    def sentence(self) -> str:
        more = f"等 {self._count} 家" if self._count > len(self._names) else ""
        return f"{self._what}：{'、'.join(self._names)}{more}" if self._names else ""

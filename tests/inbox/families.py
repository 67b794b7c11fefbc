"""One order, and what must come out of it, for files that tell it in ever other layouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from complaints.records import RawRecord
from tests.inbox.make import LANDLINE, MOBILE

Cells = Sequence[object]

NUMBER = "20210830370304000012"
BODY = "我公司申请用电增容，已经一个月没有人来查勘，请协调。"
COMPANY = "博山清釉陶瓷有限公司"
RESULT = "已派人现场查勘，本周送电。"
#: The order by the short names that layouts name its cells with.
ORDER: Mapping[str, object] = {
    "no": NUMBER, "at": "2021-08-30 14:05", "title": "增容慢", "body": BODY, "person": "王会计", "phone": MOBILE,
    "company": COMPANY, "area": "博山区源泉镇", "unit": "区供电中心", "status": "办理中", "result": RESULT,
    "secret": "否", "unit_phone": LANDLINE,
}  # fmt: skip
WANTED: Mapping[str, object] = {
    "no": NUMBER, "at": "2021-08-30T14:05:00+08:00", "title": "增容慢", "body": BODY, "phone": "full",
    "company": COMPANY, "area": "源泉镇", "unit": "区供电中心", "status": "办理中", "result": RESULT, "secret": False,
}  # fmt: skip


def row(*names: str, **other: object) -> list[object]:
    """The order's cells in this order; "" is an empty cell, another word stands as it is."""
    return [other.get(name, ORDER.get(name, name or None)) for name in names]


def wanted(*names: str, **other: object) -> dict[str, object]:
    """What a layout with these cells must give of the order."""
    return {**{name: WANTED[name] for name in names if name in WANTED}, **other}


def told(record: RawRecord) -> dict[str, object]:
    """The record by the same short names."""
    moment: datetime | None = record.received_at
    return {
        "no": record.external_id,
        "at": moment.isoformat() if moment else None,
        "title": record.title,
        "body": record.text,
        "phone": record.phone_kind.value,
        "phone_number": record.phone,
        "person": record.reporter,
        "company": record.company,
        "area": record.place,
        "unit": record.source_unit,
        "status": record.source_status,
        "result": record.result,
        "secret": record.confidential,
        "channel": record.channel.value,
        "deadline": record.deadline_at.date().isoformat() if record.deadline_at else record.extra.get("deadline"),
    }

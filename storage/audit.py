"""Follows the chain of events and names what is wrong with it, each bad row once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, select

from complaints.ports import Finding, Verification
from storage.audit_rows import content_as_stored, rows_as_stored, statuses_apart
from storage.chain import START, Chain, Head
from storage.errors import StorageError
from storage.tables import Tables

_HEAD = re.compile(r"\s*(\d{1,18})[:：]([0-9a-fA-F]{64})\s*")


def read_expected(text: str) -> Head | None:
    """The head that somebody noted; None for an empty text, StorageError for any other that is none."""
    if not text.strip():
        return None
    found = _HEAD.fullmatch(text)
    if found is None:
        raise StorageError("记下的链头写法不对；应为“序号:校验值”，如 sujie audit verify 所显示，校验值是64位")
    return Head(int(found[1]), found[2].lower())


def verify(connection: Connection, tables: Tables, chain: Chain, noted: Head | None) -> Verification:
    """What came of following the whole chain; reads the rows one after the other and keeps none."""
    head, findings = _read_head(connection, tables, chain)
    walk = _Walk(chain, head, noted)
    for row in rows_as_stored(connection, tables):
        findings += walk.take(row)
    findings += walk.finish()
    findings += statuses_apart(connection, tables)
    return Verification(walk.count, str(head or walk.last), tuple(findings))


def _read_head(connection: Connection, tables: Tables, chain: Chain) -> tuple[Head | None, list[Finding]]:
    found = connection.execute(select(tables.chain_head)).mappings().first()
    if found is None:
        return None, [Finding(0, "链头丢失，查不出末尾的记录是否被删除")]
    head = Head(found["seq"], found["digest"])
    if found["seal"] != chain.seal(head):
        return None, [Finding(0, f"链头被改动（写着第{head.seq}条），查不出末尾的记录是否被删除")]
    return head, []


class _Walk:
    """One pass over the rows in their order; every row is held against what is stored of the row before it."""

    def __init__(self, chain: Chain, head: Head | None, noted: Head | None) -> None:
        self.count = 0
        self.last = START
        self._chain = chain
        self._head = head
        self._noted = noted
        self._is_noted_kept = noted in (None, START)
        # Whether the row before is there and as it was: else nothing follows from this row's link to it.
        self._is_before_good = True
        self._after_head = 0

    def take(self, row: RowMapping) -> Iterator[Finding]:
        """What is wrong with this row, or is missing before it."""
        self.count += 1
        seq: int = row["seq"]
        if seq <= self.last.seq:
            yield Finding(seq, f"{_place(row)}：被添加，不在链上")
            return
        is_after_head = self._head is not None and seq > self._head.seq
        if seq > self.last.seq + 1:
            if not is_after_head:
                yield self._missing(self.last.seq + 1, seq - 1)
            self._is_before_good = False
        wrong = self._wrong_with(row)
        if is_after_head and (wrong or not self._is_before_good):
            yield Finding(seq, f"{_place(row)}：被添加，不在链上")
            return
        self._after_head += is_after_head
        if wrong:
            yield Finding(seq, f"{_place(row)}：{wrong}")
        self._is_before_good = not wrong
        self.last = Head(seq, str(row["digest"]))
        self._is_noted_kept = self._is_noted_kept or self.last == self._noted

    def finish(self) -> Iterator[Finding]:
        """What can be said only after the last row."""
        if self._head is not None and self.last.seq < self._head.seq:
            yield self._missing(self.last.seq + 1, self._head.seq)
        if self._head is not None and self._after_head:
            yield Finding(0, f"链头被换成旧的：链头为第{self._head.seq}条，其后还有{self._after_head}条")
        if self._noted is not None and not self._is_noted_kept:
            yield Finding(self._noted.seq, f"第{self._noted.seq}条：与记下的链头不符，此后的链被重写或截短过")

    def _wrong_with(self, row: RowMapping) -> str:
        if row["digest"] is None:
            return "被添加，没有校验值"
        content = content_as_stored(row)
        is_own_good = content is not None and row["row_digest"] == self._chain.row_digest(content)
        is_linked = content is not None and row["digest"] == self._chain.digest(self.last.digest, content)
        if not is_own_good:
            return "校验值被改动" if is_linked else "内容被改动"
        # Only the row before can be the reason where it is bad itself.
        return "" if is_linked or not self._is_before_good else "校验值被改动"

    def _missing(self, first: int, last: int) -> Finding:
        if first == last:
            return Finding(first, f"第{first}条：被删除")
        return Finding(first, f"第{first}条至第{last}条：被删除，共{last - first + 1}条")


def _place(row: RowMapping) -> str:
    return f"第{row['seq']}条" + (f"（{row['number']}）" if row["number"] else "")

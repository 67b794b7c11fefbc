"""The chain of events: each row's digest covers the row and the digest before it, so that no row can be changed,
left out, put in or moved unnoticed by somebody who has the database but not the key.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.bulk import insert_rows
from storage.canonical import Row, content_of, moment_text
from storage.errors import StorageError
from storage.tables import Tables


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends: the last row's seq and digest."""

    seq: int
    digest: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.digest}"


START = Head(0, "0" * 64)
"""The head of a chain without rows."""


class _Mac:
    """HMAC-SHA256 under one key. The standard library's sets the key up anew each time, which takes twice as long."""

    def __init__(self, key: bytes) -> None:
        block = key.ljust(64, b"\0")
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))

    def of(self, content: bytes) -> str:
        """The digest in hexadecimal digits."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(content)
        outer.update(inner.digest())
        return outer.hexdigest()


class Chain:
    """Computes the digests of one store. Its three keys are made from the store's key and are not the key itself."""

    def __init__(self, key: bytes) -> None:
        secret = urlsafe_b64decode(key)
        link, row, head = (hmac.digest(secret, f"sujie/events/1/{use}".encode(), "sha256") for use in _USES)
        self._link, self._row, self._head = _Mac(link), _Mac(row), _Mac(head)

    def row_digest(self, content: bytes) -> str:
        """The digest of a row by itself: it tells a changed row from one whose neighbour was changed."""
        return self._row.of(content)

    def digest(self, before: str, content: bytes) -> str:
        """The digest of a row that comes after the row with the digest `before`."""
        return self._link.of(before.encode() + content)

    def seal(self, head: Head) -> str:
        """What only the holder of the key can write beside the head."""
        return self._head.of(str(head).encode())

    def bind(self, head: Head, rows: Iterable[Row]) -> Iterator[Row]:
        """Give the rows their places in the chain after the head."""
        seq, digest = head.seq, head.digest
        at, moment = None, ""
        for row in rows:
            seq += 1
            # Of a batch all have the same time.
            if row["at"] is not at and isinstance(row["at"], datetime):
                at = row["at"]
                moment = moment_text(at)
            content = content_of(seq, row, moment)
            digest = self._link.of(digest.encode() + content)
            row["seq"], row["digest"], row["row_digest"] = seq, digest, self._row.of(content)
            yield row

    def head_row(self, head: Head) -> Row:
        """The head as its row."""
        return {"id": 1, "seq": head.seq, "digest": head.digest, "seal": self.seal(head)}


_USES = ("link", "row", "head")


def read_head(connection: Connection, tables: Tables, chain: Chain) -> Head:
    """The head, held until the transaction ends; StorageError when it is not what this program wrote."""
    found = connection.execute(select(tables.chain_head).with_for_update()).mappings().first()
    head = Head(found["seq"], found["digest"]) if found else None
    if found is None or head is None or not hmac.compare_digest(found["seal"].encode(), chain.seal(head).encode()):
        raise StorageError("办理记录的链头被改动或丢失，为免掩盖改动不再写入；请运行 sujie audit verify，并从备份恢复")
    return head


def append_rows(connection: Connection, tables: Tables, chain: Chain, rows: Iterable[Row]) -> None:
    """Add the rows at the end of the chain."""
    bound = list(chain.bind(read_head(connection, tables, chain), rows))
    if not bound:
        return
    insert_rows(connection, tables.events, bound)
    last = bound[-1]
    head = Head(int(str(last["seq"])), str(last["digest"]))
    connection.execute(update(tables.chain_head).values(chain.head_row(head)))

"""Column types that give back on both databases exactly what was put in."""

from __future__ import annotations

from datetime import UTC, datetime

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import BigInteger, DateTime, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from complaints.clocks import SHANGHAI
from storage.errors import StorageError

# SQLite counts up only a column that is INTEGER by name.
Serial = BigInteger().with_variant(Integer(), "sqlite")


class Words(TypeDecorator[str]):
    """Text without NUL, which PostgreSQL cannot hold; on SQLite it is left out too, so that both agree."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _: Dialect) -> str | None:
        """The text without NUL."""
        return value if value is None else without_nul(value)


class Moment(TypeDecorator[datetime]):
    """An aware time: kept in UTC, given back in the office's time. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """The time in UTC; one without a zone stops the statement."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """The time in Asia/Shanghai."""
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(SHANGHAI)


class Secret(TypeDecorator[str]):
    """Personal data, encrypted at rest. An empty text stays empty: it tells nothing of anybody."""

    impl = Text
    # The cipher is no part of the SQL, and the cache of statements is one engine's.
    cache_ok = True

    def __init__(self, cipher: Fernet | None) -> None:
        super().__init__()
        self._cipher = cipher

    def process_bind_param(self, value: str | None, _: Dialect) -> str | None:
        """The encrypted text."""
        if not value:
            return value
        return self._known_cipher().encrypt(without_nul(value).encode()).decode()

    def process_result_value(self, value: str | None, _: Dialect) -> str | None:
        """The text in clear; StorageError when it was encrypted with another key."""
        if not value:
            return value
        try:
            return self._known_cipher().decrypt(value.encode()).decode()
        except InvalidToken as error:
            raise StorageError("密钥与数据库不符，个人信息无法解密；请换回原来的 secret.key") from error

    def _known_cipher(self) -> Fernet:
        if self._cipher is None:
            raise StorageError("没有密钥，不能读写个人信息；请给出 secret.key")
        return self._cipher


def without_nul(text: str) -> str:
    """The text as both databases can hold it."""
    return text.replace("\0", "")

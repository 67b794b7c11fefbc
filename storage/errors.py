"""What the database refuses, in sentences that a person can act on.

SujieError
└── StorageError    the database cannot be opened, read or written; the sentence says what to do
"""

from __future__ import annotations

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from complaints.errors import Conflict, SujieError


class StorageError(SujieError):
    """The database cannot be used; the message is a sentence with the next step and holds no password."""


_DEADLOCK = frozenset({"40001", "40P01"})
"""PostgreSQL's codes for two transactions that stood in each other's way; one of them was undone."""

# What SQLite's own messages mean to the person who reads them.
_SQLITE_SENTENCES = {
    "not a database": "数据库文件 {place} 已损坏，或不是数据库；请用 sujie restore 恢复最近的备份",
    "malformed": "数据库文件 {place} 已损坏；请用 sujie restore 恢复最近的备份",
    "locked": "数据库 {place} 正忙，10 秒内未能写入；请稍后再试",
    "unable to open": "打不开数据库文件 {place}；请检查目录的读写权限",
    "readonly": "数据库文件 {place} 只读；请检查文件和目录的写权限",
    "disk is full": "磁盘已满，数据库 {place} 写不进去；请清理磁盘后再试",
}


def in_words(error: SQLAlchemyError, url: URL) -> SujieError:
    """The sentence for what the database said: Conflict after a deadlock, StorageError for the rest."""
    reason = _reason(error, url)
    place = (url.database or "") if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _DEADLOCK:
        return Conflict(reason)
    if url.get_backend_name() == "sqlite":
        for words, sentence in _SQLITE_SENTENCES.items():
            if words in reason:
                return StorageError(sentence.format(place=place))
        return StorageError(f"数据库 {place} 出错：{reason}；请运行 sujie doctor 检查")
    return StorageError(f"数据库服务器 {place} 连不上或出错：{reason}；请检查服务器是否运行、地址和密码是否正确")


def _reason(error: SQLAlchemyError, url: URL) -> str:
    """The driver's own first line, without the password even if the driver repeats it."""
    said = error.orig if isinstance(error, DBAPIError) else error
    reason = next(iter(str(said).strip().splitlines()), type(said).__name__)
    password = str(url.password or "")
    return reason.replace(password, "***") if password else reason

"""Web archives (.mht) as Excel and browsers save them: the tables of their pages."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from pathlib import Path

from inbox.limits import Limits
from inbox.markup import feed, sheets_of
from inbox.refusals import corrupted, not_a_spreadsheet
from inbox.sheets import Sheet
from inbox.table_parser import TableParser

_NAMED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.-]+)", re.IGNORECASE)


def open_web_archive(path: Path, limits: Limits) -> list[Sheet]:
    """The tables of all pages in the archive; FileRefused when it holds no page or is broken."""
    try:
        archive = message_from_bytes(path.read_bytes(), policy=compat32)
        pages = [_text(part) for part in archive.walk() if part.get_content_type() == "text/html"]
    except (RecursionError, ValueError, LookupError) as error:
        raise corrupted() from error
    if not pages:
        raise not_a_spreadsheet("邮件或网页存档")
    sheets: list[Sheet] = []
    for page in pages:
        parser = TableParser(limits)
        feed(parser, page)
        sheets += sheets_of(parser)
    return sheets


def _text(part: Message) -> str:
    """The page's text by the encodings that it and its part name, and by those of an office."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    named = [
        part.get_content_charset() or "",
        *(name.decode("ascii", "ignore") for name in _NAMED.findall(content[:4096])),
    ]
    # GB18030 holds all that GB2312 names, and what exporters add to it.
    for encoding in [*("gb18030" if name.lower().startswith("gb") else name for name in named), "utf-8", "gb18030"]:
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    raise corrupted()

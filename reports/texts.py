"""Texts as files may hold them."""

from __future__ import annotations

import re

_UNWRITABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_NEW_LINE = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def writable(text: str) -> str:
    """The text without characters that XML cannot hold or that turn a line's direction around."""
    return _UNWRITABLE.sub("", _NEW_LINE.sub("\n", text).replace("\t", " ")).strip()

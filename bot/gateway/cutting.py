"""Long texts in several messages: WeChat takes about two thousand characters at a time."""

from __future__ import annotations

import re

LONGEST = 1500
_ENDS = (re.compile(r"\n"), re.compile(r"[。！？!?；;]"), re.compile(r"[，,、\s]"))


def pieces(text: str, longest: int = LONGEST) -> list[str]:
    """The text in pieces of at most `longest` characters, cut after lines, else sentences, else words."""
    found: list[str] = []
    rest = text
    while len(rest) > longest:
        at = _cut(rest, longest)
        found.append(rest[:at].rstrip())
        rest = rest[at:].lstrip("\n ")
    return [piece for piece in (*found, rest) if piece] or [text]


def _cut(text: str, longest: int) -> int:
    """Where the first piece ends: in its second half, so that no piece is tiny."""
    for end in _ENDS:
        ends = [found.end() for found in end.finditer(text, longest // 2, longest)]
        if ends:
            return ends[-1]
    return longest

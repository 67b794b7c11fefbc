"""The circular's paragraphs in a text file that the office may edit: what it changed is kept, the rest is refreshed.

Each part stands under `## heading <!-- mark -->`, where the mark is the digest of the paragraphs as they were drafted.
Where the paragraphs no longer fit their mark, a person has changed them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from campaign.drafting import Section

_PART = re.compile(r"^## (?P<heading>[^\n<]+?)[ \t]*(?:<!-- (?P<mark>[0-9a-f]{12}) -->)?[ \t]*\n", re.MULTILINE)
_HOW = "<!-- 在各标题下改段落，空行分段。改过的段落保留，没改的随数字更新；要恢复系统起草的，删去该标题和段落。 -->"


@dataclass(frozen=True, slots=True)
class Kept:
    """The parts to print, and the headings of those that a person wrote: their numbers are not refreshed."""

    sections: tuple[Section, ...]
    edited: tuple[str, ...]


def refresh(path: Path, drafted: Sequence[Section]) -> Kept:
    """The drafted parts, or a person's where the file at `path` holds one; the file is written anew."""
    stands = _read(path)
    kept = tuple(stands.get(section.heading, section) for section in drafted)
    edited = tuple(section.heading for section in drafted if section.heading in stands)
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = (_part(one, of) for one, of in zip(kept, drafted, strict=True))
    path.write_text("\n".join((_HOW, "", *parts)), encoding="utf-8")
    return Kept(kept, edited)


def _read(path: Path) -> dict[str, Section]:
    """The parts that a person has changed, by heading."""
    text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    found = list(_PART.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    parts = {
        match["heading"]: (match["mark"], _paragraphs(text[match.end() : end]))
        for match, end in zip(found, ends, strict=False)
    }
    return {
        heading: Section(heading, paragraphs)
        for heading, (mark, paragraphs) in parts.items()
        if paragraphs and mark != _mark(paragraphs)
    }


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(_squeezed(part) for part in re.split(r"\n\s*\n", text) if part.strip())


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _part(section: Section, drafted: Section) -> str:
    # A person's part keeps the mark of the draft, which it does not fit.
    body = "\n\n".join(section.paragraphs)
    return f"## {section.heading} <!-- {_mark([_squeezed(one) for one in drafted.paragraphs])} -->\n\n{body}\n"


def _mark(paragraphs: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()[:12]

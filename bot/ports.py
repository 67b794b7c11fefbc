"""What the application hands to the conversation: where files are kept, how unusual ones are read, who makes papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from campaign.daily import Daily
from campaign.publishing import Publicity
from complaints.complaint import Complaint
from complaints.importing import SourceFile
from complaints.people import Person


@dataclass(frozen=True, slots=True)
class GuessedColumn:
    """One column of an unknown file: letter, heading as written, the office's word for it or "", a masked example."""

    letter: str
    heading: str
    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What an unknown file may hold: which channel, in which row its headings stand (0: none), its columns."""

    channel: str
    header_row: int
    columns: tuple[GuessedColumn, ...]


class Files(Protocol):
    """Keeps the files that people send."""

    def keep(self, path: Path, name: str) -> str:
        """The digest under which the file is kept from now on; Refused where it is too large."""
        ...

    def path(self, digest: str, name: str) -> Path | None:
        """Where the file lies, under a name that tells what it is; None where it is gone."""
        ...

    def note(self, text: str) -> Path:
        """Pasted words as a file that can be imported."""
        ...


class Layouts(Protocol):
    """Knows what the columns of unusual files mean, as the office has said it."""

    def names(self) -> list[str]:
        """The names under which mappings are saved, sorted."""
        ...

    def guess(self, source: SourceFile) -> ColumnGuess | None:
        """What the columns of a file may mean that no reader knows; None where it has none."""
        ...

    def fitting(self, source: SourceFile) -> list[str]:
        """The saved mappings whose headings the file has."""
        ...

    def save(self, source: SourceFile, name: str, changes: Sequence[tuple[str, str]]) -> None:
        """Save the guess, or the mapping of that name, with these changes; TableError says what is wrong with it.

        A change is (column, meaning): a column's letter or heading, or 渠道, 表头行, 编号.
        """
        ...


class Ledgers(Protocol):
    """Makes the office's papers as files."""

    def make(self, person: Person, complaints: Sequence[Complaint]) -> Path:
        """The path of a new .xlsx with one row a complaint."""
        ...

    def make_daily(self, person: Person, daily: Daily) -> Path:
        """The path of a new .xlsx: the visits of some days in the form of 附件2, with who has told of how many."""
        ...

    def make_publicity(self, person: Person, publicity: Publicity) -> Path:
        """The path of a new .xlsx: the articles of some days in the form of 附件3, with who has too few."""
        ...

    def make_letter(self, person: Person, complaint: Complaint) -> Path:
        """The path of a new .docx: the 督办单 of a complaint that is under supervision."""
        ...


@dataclass(frozen=True, slots=True)
class Previewed:
    """A circular to look at: what leaders would read, the file, the parts that a person has rewritten."""

    told: str
    file: Path
    edited: tuple[str, ...]


class Sending(StrEnum):
    """What became of a wish to send the circular."""

    SENT = "sent"
    SENT_BEFORE = "sent_before"  #: The week's has gone out; nothing was sent.
    NOT_PREVIEWED = "not_previewed"  #: Nobody has looked at one; nothing was sent.


class Circulars(Protocol):
    """Makes the weekly circular."""

    def preview(self, person: Person) -> Previewed:
        """The week so far; Refused unless the person is the office."""
        ...

    def send(self, person: Person) -> Sending:
        """Send what was previewed last to the leaders, once for a week."""
        ...

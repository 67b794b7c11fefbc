"""What a channel hands in: the record of a complaint before anybody has judged it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """Where a complaint came from. The value is stored and printed; the office's word is in `label`."""

    HOTLINE = "12345"
    WENZHENG = "wenzheng"
    JIESUJIBAN = "jiesujiban"
    ENTERPRISES = "enterprises"
    VISITS = "visits"
    REGISTERED = "registered"  #: The list of registered enterprises: none of its rows is a complaint.
    CHAT = "chat"
    GROUP = "group"
    WEB = "web"

    @property
    def label(self) -> str:
        """The channel as the office writes it in a ledger."""
        return _CHANNEL_LABELS[self]


_CHANNEL_LABELS = {
    Channel.HOTLINE: "12345热线",
    Channel.WENZHENG: "问政山东",
    Channel.JIESUJIBAN: "企业接诉即办",
    Channel.ENTERPRISES: "样本企业",
    Channel.VISITS: "走访",
    Channel.REGISTERED: "注册企业",
    Channel.CHAT: "微信私聊",
    Channel.GROUP: "微信群",
    Channel.WEB: "网页",
}


class PhoneKind(StrEnum):
    """What a phone cell holds. Only a full number identifies a person."""

    FULL = "full"
    MASKED = "masked"
    SECRET = "secret"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One complaint as its channel tells it.

    `(channel, external_id)` identifies it for ever: reading the same file again finds the same complaint.
    `text` is the body to the letter; `title` may be empty. Times are aware. `source_unit`, `source_status`
    and `result` are what the channel itself says of the handling, not what this desk decided.
    """

    channel: Channel
    external_id: str
    text: str
    title: str = ""
    received_at: datetime | None = None
    reporter: str = ""
    phone: str = ""
    phone_kind: PhoneKind = PhoneKind.NONE
    company: str = ""
    place: str = ""
    confidential: bool = False
    source_unit: str = ""
    source_status: str = ""
    result: str = ""
    deadline_at: datetime | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    def fingerprint(self) -> str:
        """The digest of everything that the channel may change later; equal means unchanged."""
        parts = (
            self.title, self.text, self.reporter, self.phone, self.company, self.place,
            str(self.confidential), self.source_unit, self.source_status, self.result,
            self.received_at.isoformat() if self.received_at else "",
            self.deadline_at.isoformat() if self.deadline_at else "",
            *((self.extra[DECLINED],) if DECLINED in self.extra else ()),
        )  # fmt: skip
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


COMPANY_FROM_TEXT = "company_from_text"
"""In `extra`: the company was found in the text, not told by the channel."""
COMPLETED = "completed"
"""In `extra`: the fields that a person has added, one name after the other."""
DECLINED = "declined"
"""In `extra`: the facts that the reporter does not wish to tell, one name after the other."""
MESSAGES = "messages"
"""In `extra`: the ids of the chat messages after the first one that its text is made of."""
CUT_FROM_TEXT = "cut"
"""In `extra`: it was cut out of running text."""


def with_company(record: RawRecord, company: str) -> RawRecord:
    """The record with the company that its text names, marked as such; a told company stays."""
    if record.company or not company:
        return record
    return replace(record, company=company, extra={**record.extra, COMPANY_FROM_TEXT: "1"})


def retold(present: RawRecord, told: RawRecord) -> RawRecord:
    """What the channel tells now, with what was added here to what it told before: a channel takes none of it back."""
    # Two may add to the same record at once: each tells what it added itself, and both count.
    marks = {name: _both(present, told, name) for name in (COMPLETED, DECLINED) if name in present.extra}
    if MESSAGES in present.extra and MESSAGES not in told.extra:
        marks[MESSAGES] = present.extra[MESSAGES]
    added = set(marks.get(COMPLETED, "").split())
    extra = {**told.extra, **marks}
    company = told.company or (present.company if "company" in added else "")
    if not company and COMPANY_FROM_TEXT in present.extra:
        company, extra[COMPANY_FROM_TEXT] = present.company, "1"
    if not marks and company == told.company:
        return told
    keeps_phone = "phone" in added and told.phone_kind is not PhoneKind.FULL
    return replace(
        told,
        text=present.text if MESSAGES in marks else told.text,
        company=company,
        place=present.place if "place" in added and not told.place else told.place,
        reporter=present.reporter if "reporter" in added and not told.reporter else told.reporter,
        phone=present.phone if keeps_phone else told.phone,
        phone_kind=present.phone_kind if keeps_phone else told.phone_kind,
        extra=extra,
    )


def _both(present: RawRecord, told: RawRecord, name: str) -> str:
    """The names that either of the two has under that one, each once."""
    return " ".join(dict.fromkeys([*present.extra.get(name, "").split(), *told.extra.get(name, "").split()]))


def stable_id(prefix: str, *parts: str) -> str:
    """An identity for a record that has none: the same words give the same one, whatever their spacing."""
    words = "\x1f".join("".join(part.split()) for part in parts)
    return f"{prefix}-{hashlib.sha256(words.encode()).hexdigest()[:20]}"


class RefusedRow(StrEnum):
    """Why one row of a file was not taken in."""

    ORDER_NO_PRECISION_LOST = "order_no_precision_lost"
    ORDER_NO_MISSING = "order_no_missing"
    TEXT_MISSING = "text_missing"
    DATE_INVALID = "date_invalid"
    ROW_MALFORMED = "row_malformed"


class RefusedFile(StrEnum):
    """Why a whole file was not taken in."""

    FILE_MISSING = "file_missing"
    FILE_EMPTY = "file_empty"
    NO_DATA_ROWS = "no_data_rows"
    ENCRYPTED = "encrypted"
    CORRUPTED = "corrupted"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    TOO_LARGE = "too_large"
    UNKNOWN_LAYOUT = "unknown_layout"


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise as a ledger tells of it: one the office knows from now on, with a complaint or without.

    `phone` is empty unless its kind is FULL or MASKED. `extra` keeps the further columns of its ledger by field.
    """

    name: str
    uscc: str = ""  #: Unified social credit code, upper case; empty where the ledger has none.
    place: str = ""
    unit: str = ""  #: The lead unit that reported it, as the ledger writes it.
    indicator: str = ""
    matter: str = ""  #: What it had handled.
    handled_at: datetime | None = None
    legal_person: str = ""
    person: str = ""
    phone: str = ""
    phone_kind: PhoneKind = PhoneKind.NONE
    disputes: bool = False  #: Marked 存在分歧或投诉.
    extra: Mapping[str, str] = field(default_factory=dict)
    problem: RawRecord | None = None  #: What it complained of when it was visited; the complaint itself comes apart.


@dataclass(frozen=True, slots=True)
class AssumedColumn:
    """A column whose heading no list holds, by what its words make likely: its letter, heading, and what it means."""

    letter: str
    heading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """One refused row: its number as a spreadsheet shows it, the reason, and a sentence for a person."""

    row: int
    reason: RefusedRow
    message: str


class FileRefused(Exception):
    """The whole file cannot be taken in; `sentence` tells a person why and what to do."""

    def __init__(self, reason: RefusedFile, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence


Row = tuple[int, RawRecord | Enterprise] | RowRefusal
"""What one row of a file gives: the number as a spreadsheet shows it with its record or enterprise, or its refusal."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file: records by row, refused rows, or the refusal of the whole file."""

    file: str
    channel: Channel | None
    records: tuple[tuple[int, RawRecord], ...] = ()
    refused: tuple[RowRefusal, ...] = ()
    refused_file: RefusedFile | None = None
    message: str = ""
    enterprises: tuple[tuple[int, Enterprise], ...] = ()

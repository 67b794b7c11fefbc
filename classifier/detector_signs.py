"""What the form of a group message tells beside its characters: a notice, an advertisement, thanks, a wait."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, vstack

from classifier.words import normalise

Integers = npt.NDArray[np.int64]

FILE = Path(__file__).parent / "detector_signs.txt"
"""The signs of words, by name; what is looked for are the speaker's own words, without quotation and addressee."""

_FORMS = (
    "bare",
    "short",
    "long",
    "quoting",
    "quoting_grief",
    "echo",
    "only_asking",
    "only_notice",
    "grieved",
    "own_grief",
)
"""The signs of a whole message."""
_GRIEVANCES = frozenset(
    (
        *("wait", "endless", "not_yet", "nobody", "cannot", "refused", "passed_on", "two_say", "unchanged"),
        *(
            "their_error",
            "harm",
            "failing",
            "money_wrong",
            "unfair",
            "weary",
            "mock",
            "lament",
            "officialdom",
        ),
    )
)
_QUOTED = re.compile(
    r"^\s*[「“\"](?P<quote>.{1,1000}?)[」”\"]\s*\n\s*(?:[-－—–_·•.=~ ]\s*){3,}\n(?P<own>.*)$", re.DOTALL
)
_MENTION = re.compile(r"[@＠](?!所有人)[^\s@＠,，。:：?？!！]{1,20}(?:\s|[,，:：]|$)")
_CHINESE = re.compile("[一-鿿]")
_NUMBER = "[0-9一二两三四五六七八九十几俩仨半多好百无数]"
_SPAN = (
    f"{_NUMBER}+个?(?:来|多)?"
    "(?:天|周|礼拜|星期|月|年|季度|小时|钟头|工作日|宿|上午|下午|晚上|冬天|夏天)"
)  # fmt: skip
_HEADER = re.compile(r"^\[([a-z_]+)\]$", re.MULTILINE)
_SHORT, _LONG = 8, 60
_LONGEST = 300
"""Characters of a message that are read: a longer one has said by then what it is."""
_VALUE, _PAIR_VALUE = 0.25, 0.125
"""Against the character grams of a message, which together have the length 1; half and double score alike."""


@dataclass(frozen=True, slots=True)
class Table:
    """The signs of words: names and patterns in step. `first` and `second` number all pairs of two signs."""

    names: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    first: Integers
    second: Integers

    @property
    def signs(self) -> tuple[str, ...]:
        """The names of all signs in the order of their columns."""
        return (*self.names, *_FORMS)

    @property
    def columns(self) -> int:
        """How many columns a message has: each sign, then each pair."""
        return len(self.signs) + len(self.first)


@dataclass(frozen=True, slots=True)
class Message:
    """A group message taken apart, in half-width lower case: what its speaker says, and what is quoted above it."""

    own: str
    quote: str = ""

    @classmethod
    def of(cls, text: str) -> Message:
        """Return the message without the names of those whom it addresses; the first 300 characters of either part."""
        quoted = _QUOTED.match(text)
        own, quote = (quoted["own"], quoted["quote"]) if quoted else (text, "")
        # Line breaks become spaces in the normal form, but a list is known by them.
        lines = [normalise(line).strip() for line in _MENTION.sub(" ", own).splitlines()]
        return cls("\n".join(lines).strip()[:_LONGEST], normalise(quote).strip()[:_LONGEST])


@dataclass(frozen=True, slots=True)
class Signs:
    """Which signs a message has, in the order of the table, and for those of words the words, else an empty text."""

    found: npt.NDArray[np.bool_]
    words: tuple[str, ...]

    @classmethod
    def of(cls, message: Message) -> Signs:
        """Return the signs of a message."""
        matches = [pattern.search(message.own) for pattern in table().patterns]
        words = tuple(match[0].strip() if match else "" for match in matches)
        had = {name for name, match in zip(table().names, matches, strict=True) if match}
        found = [*(match is not None for match in matches), *_forms(message, had)]
        return cls(np.array(found), (*words, *[""] * len(_FORMS)))

    def values(self) -> npt.NDArray[np.float32]:
        """Return the row of `sign_matrix` for the message, shape (columns,)."""
        pairs = self.found[table().first] & self.found[table().second]
        return np.concatenate([self.found * _VALUE, pairs * _PAIR_VALUE]).astype(np.float32)

    def weights(self, coef: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Return what each sign adds with these weights of shape (columns,): its own, and half of each pair's."""
        added = self.values().astype(np.float64) * coef
        size = len(self.found)
        own, pairs = added[:size].copy(), added[size:] / 2
        for end in (table().first, table().second):
            own += np.bincount(end, weights=pairs, minlength=size)
        return own


@lru_cache(maxsize=1)
def table() -> Table:
    """Return the signs of the file, read once."""
    names, patterns = zip(*_sections(FILE.read_text("utf-8")), strict=True)
    first, second = np.triu_indices(len(names) + len(_FORMS), 1)
    return Table(names, patterns, first, second)


def sign_matrix(messages: Sequence[Message]) -> csr_matrix:
    """Return the signs of the messages and their pairs, float32 of shape (messages, columns)."""
    rows = [csr_matrix(Signs.of(message).values()) for message in messages]
    return vstack(rows, format="csr") if rows else csr_matrix((0, table().columns), dtype=np.float32)


def only_asks(text: str) -> bool:
    """Whether the message asks for information and has no grievance: a consultation, which the office does not file."""
    return bool(Signs.of(Message.of(text)).found[table().signs.index("only_asking")])


def _sections(text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each section's name with the pattern of all its lines."""
    parts = _HEADER.split(text)
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        lines = [line for line in body.splitlines() if line and not line.startswith("#")]
        yield name, re.compile("|".join(lines).replace("{span}", _SPAN).replace("{number}", _NUMBER))


def _forms(message: Message, had: set[str]) -> list[bool]:
    chinese = len(_CHINESE.findall(message.own))
    grieved = len(had & _GRIEVANCES)
    quotes_grief = bool(message.quote) and _is_grieved(message.quote)
    return [
        chinese < 2,
        chinese <= _SHORT,
        chinese > _LONG,
        bool(message.quote),
        quotes_grief,
        quotes_grief and "me_too" in had,
        "asking" in had and not grieved,
        bool(had & {"notice", "calls_for"}) and grieved < 2,
        grieved > 1,
        grieved > 1 and "business" in had,
    ]


def _is_grieved(text: str) -> bool:
    return any(
        name in _GRIEVANCES and pattern.search(text)
        for name, pattern in zip(table().names, table().patterns, strict=True)
    )

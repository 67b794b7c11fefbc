"""What the classifier says of a text, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OUTSIDE = "非24家(待中心指派)"
"""The class of matters that none of the lead units answers for."""
NOT_A_COMPLAINT = "非投诉"
"""The class of chat messages that ask for nothing."""


class Decision(StrEnum):
    """What the probability allows."""

    DISPATCH = "dispatch"  #: Sure enough to go to the unit without a person.
    TRIAGE = "triage"  #: Doubtful: the office decides.
    OUTSIDE = "outside"  #: Surely none of the lead units: the office assigns.
    NOT_COMPLAINT = "not_complaint"  #: A message that asks for nothing.


@dataclass(frozen=True, slots=True)
class Because:
    """A word of the text and what it adds to the winning class (log-odds; negative speaks against)."""

    word: str
    weight: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """A candidate unit with its probability (0..1)."""

    unit: str
    probability: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """The classifier's answer for one text; `alternatives` are the three best, the chosen one first.

    A `novel` text is unlike all that the classifier has learned from: whatever it says of it is left to a person.
    """

    unit: str
    indicator: str
    probability: float
    decision: Decision
    because: tuple[Because, ...]
    alternatives: tuple[Alternative, ...]
    model_version: str
    novel: bool = False

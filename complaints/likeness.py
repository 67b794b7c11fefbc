"""How alike two complaints are: what is compared, and what comes of it. The comparing is done in classifier/."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Told:
    """One complaint as it is compared. What a channel did not tell in a field of its own is looked for in the text."""

    text: str
    title: str = ""
    company: str = ""
    place: str = ""
    at: datetime | None = None  #: When it was made; aware.


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two complaints are, 0 to 1, and why; `same` says that a person should be asked to join them.

    `words` are the matching words, the most telling first. `company` and `place` are those that both have, `days`
    how far apart they were made; `against` are the facts that speak against it (another company, another month).
    """

    score: float
    same: bool
    words: tuple[str, ...] = ()
    company: str = ""
    place: str = ""
    days: int | None = None
    against: tuple[str, ...] = ()

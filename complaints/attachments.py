"""Pictures and recordings that belong to a complaint. The files themselves lie in the data folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a complaint: the SHA-256 of its bytes, which is its name on the disk, and what it was called."""

    number: str
    digest: str
    name: str
    at: datetime
    by: str

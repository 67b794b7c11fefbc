"""The campaign as the front-ends are handed it."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.publishing import Publishing
from campaign.schedule import Schedule
from campaign.visiting import Visiting


@dataclass(frozen=True, slots=True)
class Campaign:
    """Everything that is asked and told of the campaign."""

    visiting: Visiting
    publishing: Publishing
    schedule: Schedule

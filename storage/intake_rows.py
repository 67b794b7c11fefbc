"""Rows of what comes in, and back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import RowMapping

from complaints.attachments import Attachment
from complaints.complaint import Status
from complaints.duplicates import Proposal
from complaints.likeness import Likeness, Told
from complaints.overheard import Asked, Overheard, OverheardState
from complaints.ports_intake import StoredTold
from complaints.records import Channel, Enterprise, PhoneKind
from storage.canonical import Row


def proposal_row(proposal: Proposal) -> Row:
    """The proposal's row, open."""
    likeness = proposal.likeness
    because = {
        "words": list(likeness.words), "company": likeness.company, "place": likeness.place, "days": likeness.days,
        "against": list(likeness.against),
    }  # fmt: skip
    return {
        "number": proposal.number, "other": proposal.other, "score": likeness.score, "because": because,
        "at": proposal.at, "rejected_by": "",
    }  # fmt: skip


def proposal_from(row: RowMapping) -> Proposal:
    """The proposal that the row holds."""
    because = row["because"]
    likeness = Likeness(
        row["score"], True, tuple(because["words"]), because["company"], because["place"], because["days"],
        tuple(because["against"]),
    )  # fmt: skip
    return Proposal(row["number"], row["other"], likeness, row["at"])


def told_from(row: RowMapping) -> StoredTold:
    """What of a complaint's row is compared."""
    told = Told(row["text"], row["title"], row["company"], row["place"], row["received_at"] or row["filed_at"])
    return StoredTold(row["number"], told, Status(row["status"]), row["merged_into"], row["parent"])


def enterprise_row(channel: Channel, key: str, external_id: str, one: Enterprise, came_at: datetime | None) -> Row:
    """The row of one line of a ledger."""
    return {
        "channel": channel.value, "external_id": external_id, "key": key, "name": one.name, "uscc": one.uscc,
        "place": one.place, "unit": one.unit, "indicator": one.indicator, "matter": one.matter,
        "handled_at": one.handled_at, "legal_person": one.legal_person, "person": one.person, "phone": one.phone,
        "phone_kind": one.phone_kind.value, "disputes": one.disputes, "extra": dict(one.extra), "came_at": came_at,
    }  # fmt: skip


def enterprise_from(row: RowMapping) -> tuple[Channel, Enterprise]:
    """The line of a ledger that the row holds; whose people were not read has none."""
    return Channel(row["channel"]), Enterprise(
        row["name"], row["uscc"], row["place"], row["unit"], row["indicator"], row["matter"], row["handled_at"],
        row.get("legal_person", ""), row.get("person", ""), row.get("phone", ""), PhoneKind(row["phone_kind"]),
        row["disputes"], row["extra"],
    )  # fmt: skip


def overheard_row(heard: Overheard) -> Row:
    """The row of a message of a room."""
    return {
        "room": heard.room, "address": heard.address, "name": heard.name, "text": heard.text, "at": heard.at,
        "message_ids": list(heard.message_ids), "probability": heard.probability, "asked": heard.asked.value,
        "state": heard.state.value, "number": heard.number,
    }  # fmt: skip


def overheard_from(row: RowMapping) -> Overheard:
    """The message of a room that the row holds."""
    return Overheard(
        row["room"], row["address"], row["name"], row["text"], row["at"], tuple(row["message_ids"]),
        row["probability"], Asked(row["asked"]), OverheardState(row["state"]), row["number"], row["id"],
    )  # fmt: skip


def attachment_row(one: Attachment) -> Row:
    """The row of a file."""
    return {"number": one.number, "digest": one.digest, "name": one.name, "at": one.at, "by_id": one.by}


def attachment_from(row: RowMapping) -> Attachment:
    """The file that the row tells of."""
    return Attachment(row["number"], row["digest"], row["name"], row["at"], row["by_id"])

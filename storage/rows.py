"""Events, notices, people and invitations to rows and back; complaints are in storage/complaint_rows.py."""

from __future__ import annotations

from sqlalchemy import RowMapping

from complaints.complaint import Status
from complaints.events import Event, EventKind, Notice, NoticeKind, Recipient, RecipientKind
from complaints.people import Invite, Person, Role
from storage.canonical import NO_FACTS, Row, canonical_json
from storage.standing_json import standing_from_json, standing_to_json
from storage.types import without_nul


def event_row(event: Event) -> Row:
    """The event's row as both databases hold it; its place in the chain is given by storage/chain.py."""
    return {
        "number": event.number or None, "at": event.at, "kind": event.kind.value, "by_id": without_nul(event.by),
        "from_status": event.from_status.value if event.from_status else None,
        "to_status": event.to_status.value if event.to_status else None,
        "command": without_nul(event.command), "note": without_nul(event.note),
        "facts": canonical_json(dict(event.facts)) if event.facts else NO_FACTS,
        "before": None if event.before is None else canonical_json(standing_to_json(event.before)),
        "follows": event.follows,
    }  # fmt: skip


def event_from(row: RowMapping) -> Event:
    """The event that the row holds."""
    return Event(
        row["number"] or "", row["at"], EventKind(row["kind"]), row["by_id"],
        Status(row["from_status"]) if row["from_status"] else None,
        Status(row["to_status"]) if row["to_status"] else None,
        row["command"], row["note"], row["facts"],
        None if row["before"] is None else standing_from_json(row["before"]), row["follows"], row["seq"],
    )  # fmt: skip


def notice_row(notice: Notice) -> Row:
    """The notice's row, still owed; its id is given by the database."""
    return {
        "recipient_kind": notice.recipient.kind.value, "recipient_name": notice.recipient.name,
        "kind": notice.kind.value, "number": notice.number, "at": notice.at, "facts": dict(notice.facts),
        "done": False,
    }  # fmt: skip


def notice_from(row: RowMapping) -> Notice:
    """The notice that the row holds."""
    recipient = Recipient(RecipientKind(row["recipient_kind"]), row["recipient_name"])
    return Notice(recipient, NoticeKind(row["kind"]), row["number"], row["at"], row["facts"], row["id"])


def person_row(person: Person, address: str) -> Row:
    """The person's row, with the address at which the person was bound last."""
    return {
        "id": person.id, "name": person.name, "role": person.role.value, "unit": person.unit,
        "company": person.company, "address": address,
    }  # fmt: skip


def person_from(row: RowMapping) -> Person:
    """The person that the row holds."""
    return Person(row["id"], row["name"], Role(row["role"]), row["unit"], row["company"])


def invite_row(invite: Invite) -> Row:
    """The invitation's row, not used yet."""
    return {
        "code_digest": invite.code_digest, "role": invite.role.value, "name": invite.name, "unit": invite.unit,
        "company": invite.company, "expires_at": invite.expires_at, "used_at": None,
    }  # fmt: skip


def invite_from(row: RowMapping) -> Invite:
    """The invitation that the row holds."""
    return Invite(
        row["code_digest"], Role(row["role"]), row["name"], row["unit"], row["company"], row["expires_at"]
    )  # fmt: skip

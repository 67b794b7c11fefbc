"""Values to rows and back. A row has its columns by name; what comes back equals what went in."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from sqlalchemy import RowMapping

from complaints.complaint import Assignment, Complaint, Status, WaitingFor
from complaints.events import Event, EventKind, Notice, NoticeKind, Recipient, RecipientKind
from complaints.people import Invite, Person, Role
from complaints.prediction import Alternative, Because, Decision, Prediction
from complaints.records import Channel, PhoneKind, RawRecord

Row = dict[str, object]


class PredictionJson(TypedDict):
    """A prediction as it stands in its column."""

    unit: str
    indicator: str
    probability: float
    decision: str
    because: list[tuple[str, float]]
    alternatives: list[tuple[str, float]]
    model_version: str


def complaint_row(complaint: Complaint) -> Row:
    """The complaint's row, without its units' rows."""
    record, given = complaint.record, complaint.assignment
    day, sequence = _parts(complaint.number)
    return {
        "number": complaint.number, "day": day, "sequence": sequence, "channel": record.channel.value,
        "external_id": record.external_id, "fingerprint": record.fingerprint(), "text": record.text,
        "title": record.title, "received_at": record.received_at, "reporter": record.reporter, "phone": record.phone,
        "phone_kind": record.phone_kind.value, "company": record.company, "place": record.place,
        "confidential": record.confidential, "source_unit": record.source_unit,
        "source_status": record.source_status, "result": record.result, "deadline_at": record.deadline_at,
        "extra": dict(record.extra), "status": complaint.status.value, "filed_at": complaint.filed_at,
        "filed_by": complaint.filed_by, "prediction": _prediction_json(complaint.prediction),
        "lead": complaint.lead, "co_units": list(given.co_units) if given else [],
        "indicator": given.indicator if given else "", "matter": given.matter if given else "",
        "assigned_at": given.assigned_at if given else None, "due_at": given.due_at if given else None,
        "rule": given.rule if given else "", "returns": complaint.returns, "closed_at": complaint.closed_at,
        "waiting_for": complaint.waiting_for.value if complaint.waiting_for else None, "version": complaint.version,
    }  # fmt: skip


def unit_rows(complaint: Complaint) -> list[Row]:
    """A row for each unit that leads or helps."""
    given = complaint.assignment
    if given is None:
        return []
    _, sequence = _parts(complaint.number)
    return [
        {
            "number": complaint.number, "unit": unit, "is_lead": unit == given.lead, "status": complaint.status.value,
            "filed_at": complaint.filed_at, "sequence": sequence, "due_at": given.due_at,
        }
        for unit in dict.fromkeys((given.lead, *given.co_units))
    ]  # fmt: skip


def complaint_from(row: RowMapping) -> Complaint:
    """The complaint that the row holds."""
    return Complaint(
        row["number"], _record_from(row), Status(row["status"]), row["filed_at"], row["filed_by"],
        _prediction_from(row["prediction"]), _assignment_from(row),
        WaitingFor(row["waiting_for"]) if row["waiting_for"] else None,
        row["returns"], row["closed_at"], row["version"],
    )  # fmt: skip


def event_row(event: Event) -> Row:
    """The event's row; its place in the order is given by the database."""
    return {
        "number": event.number, "at": event.at, "kind": event.kind.value, "by_id": event.by,
        "from_status": event.from_status.value if event.from_status else None,
        "to_status": event.to_status.value if event.to_status else None,
        "command": event.command, "note": event.note, "facts": dict(event.facts),
    }  # fmt: skip


def event_from(row: RowMapping) -> Event:
    """The event that the row holds."""
    return Event(
        row["number"], row["at"], EventKind(row["kind"]), row["by_id"],
        Status(row["from_status"]) if row["from_status"] else None,
        Status(row["to_status"]) if row["to_status"] else None,
        row["command"], row["note"], row["facts"], row["seq"],
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


def _parts(number: str) -> tuple[date, int]:
    """The day and its sequence in a number as complaints.numbers writes it; ValueError for any other."""
    day, _, sequence = number.removeprefix("BS").partition("-")
    return date.fromisoformat(day), int(sequence)


def _record_from(row: RowMapping) -> RawRecord:
    return RawRecord(
        Channel(row["channel"]), row["external_id"], row["text"], row["title"], row["received_at"],
        row["reporter"], row["phone"], PhoneKind(row["phone_kind"]), row["company"], row["place"],
        row["confidential"], row["source_unit"], row["source_status"], row["result"], row["deadline_at"],
        row["extra"],
    )  # fmt: skip


def _assignment_from(row: RowMapping) -> Assignment | None:
    if row["assigned_at"] is None:
        return None
    return Assignment(
        row["lead"], tuple(row["co_units"]), row["indicator"], row["matter"], row["assigned_at"], row["due_at"],
        row["rule"],
    )  # fmt: skip


def _prediction_json(prediction: Prediction | None) -> PredictionJson | None:
    if prediction is None:
        return None
    return {
        "unit": prediction.unit,
        "indicator": prediction.indicator,
        "probability": prediction.probability,
        "decision": prediction.decision.value,
        "because": [(because.word, because.weight) for because in prediction.because],
        "alternatives": [(other.unit, other.probability) for other in prediction.alternatives],
        "model_version": prediction.model_version,
    }


def _prediction_from(stored: PredictionJson | None) -> Prediction | None:
    if stored is None:
        return None
    return Prediction(
        unit=stored["unit"],
        indicator=stored["indicator"],
        probability=stored["probability"],
        decision=Decision(stored["decision"]),
        because=tuple(Because(word, weight) for word, weight in stored["because"]),
        alternatives=tuple(Alternative(unit, probability) for unit, probability in stored["alternatives"]),
        model_version=stored["model_version"],
    )

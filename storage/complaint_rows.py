"""Complaints to rows and back. A row has its columns by name; what comes back equals what went in."""

from __future__ import annotations

from datetime import date
from typing import NotRequired, TypedDict

from sqlalchemy import RowMapping

from complaints.complaint import WITH_UNIT, Assignment, Complaint, Standing, Status, WaitingFor
from complaints.follow_up import FollowUp, Satisfaction
from complaints.prediction import Alternative, Because, Decision, Prediction
from complaints.records import Channel, PhoneKind, RawRecord
from storage.canonical import Row


class PredictionJson(TypedDict):
    """A prediction as it stands in its column."""

    unit: str
    indicator: str
    probability: float
    decision: str
    because: list[tuple[str, float]]
    alternatives: list[tuple[str, float]]
    model_version: str
    novel: NotRequired[bool]  #: Kept where it is true: rows of earlier versions have none.


def complaint_row(complaint: Complaint) -> Row:
    """The complaint's row, without its units' rows."""
    record = complaint.record
    day, sequence = _parts(complaint.number)
    return {
        "number": complaint.number, "day": day, "sequence": sequence, "channel": record.channel.value,
        "external_id": record.external_id, "fingerprint": record.fingerprint(), "text": record.text,
        "title": record.title, "received_at": record.received_at, "reporter": record.reporter, "phone": record.phone,
        "phone_kind": record.phone_kind.value, "company": record.company, "place": record.place,
        "confidential": record.confidential, "source_unit": record.source_unit,
        "source_status": record.source_status, "result": record.result, "deadline_at": record.deadline_at,
        "extra": dict(record.extra), "filed_at": complaint.filed_at, "filed_by": complaint.filed_by,
        "prediction": _prediction_json(complaint.prediction), "parent": complaint.parent,
        "version": complaint.version,
        **_standing_row(complaint.standing), **_assignment_row(complaint.assignment),
        **_follow_up_row(complaint.standing.follow_up),
    }  # fmt: skip


def unit_rows(complaint: Complaint) -> list[Row]:
    """A row for each unit that leads or helps, with where it stands for that unit and by when it must be done.

    A helping unit that has reported is done with it, though the lead is not.
    """
    given = complaint.assignment
    if given is None:
        return []
    _, sequence = _parts(complaint.number)
    return [
        {
            "number": complaint.number, "unit": unit, "is_lead": unit == given.lead,
            "status": _status_for(complaint, unit), "filed_at": complaint.filed_at, "sequence": sequence,
            "due_at": given.due_for(unit),
        }
        for unit in dict.fromkeys((given.lead, *given.co_units))
    ]  # fmt: skip


def _status_for(complaint: Complaint, unit: str) -> str:
    has_helped = unit in complaint.standing.helped and complaint.status in WITH_UNIT
    return Status.REPORTED.value if has_helped else complaint.status.value


def complaint_from(row: RowMapping) -> Complaint:
    """The complaint that the row holds."""
    return Complaint(
        row["number"], _record_from(row), row["filed_at"], row["filed_by"], _standing_from(row),
        _prediction_from(row["prediction"]), row["parent"], row["version"],
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


def _standing_row(standing: Standing) -> Row:
    return {
        "status": standing.status.value,
        "waiting_for": standing.waiting_for.value if standing.waiting_for else None,
        "returns": standing.returns, "extensions": standing.extensions, "asked_until": standing.asked_until,
        "redos": standing.redos, "signed_at": standing.signed_at, "signed_in_time": standing.signed_in_time,
        "reported_at": standing.reported_at, "reported_in_time": standing.reported_in_time,
        "supervised_at": standing.supervised_at, "review_at": standing.review_at,
        "merged_into": standing.merged_into, "helped": list(standing.helped),
        "avoids": list(standing.avoids), "about_staff": bool(standing.avoids),
        "closed_at": standing.closed_at,
    }  # fmt: skip


def _standing_from(row: RowMapping) -> Standing:
    return Standing(
        Status(row["status"]), _assignment_from(row),
        WaitingFor(row["waiting_for"]) if row["waiting_for"] else None,
        row["returns"], row["extensions"], row["asked_until"], row["redos"], row["signed_at"], row["signed_in_time"],
        row["reported_at"], row["reported_in_time"], row["supervised_at"], row["review_at"], _follow_up_from(row),
        row["merged_into"], tuple(row["helped"]), tuple(row["avoids"]), row["closed_at"],
    )  # fmt: skip


def _assignment_row(given: Assignment | None) -> Row:
    if given is None:
        return _NOBODY.copy()
    return {
        "lead": given.lead, "co_units": list(given.co_units), "indicator": given.indicator, "matter": given.matter,
        "assigned_at": given.assigned_at, "due_at": given.due_at, "rule": given.rule, "sign_by": given.sign_by,
        "co_due_at": given.co_due_at, "guessed": given.guessed, "final": given.final,
    }  # fmt: skip


_NOBODY: Row = {
    "lead": "", "co_units": [], "indicator": "", "matter": "", "assigned_at": None, "due_at": None, "rule": "",
    "sign_by": None, "co_due_at": None, "guessed": False, "final": False,
}  # fmt: skip


def _assignment_from(row: RowMapping) -> Assignment | None:
    if row["assigned_at"] is None:
        return None
    return Assignment(
        row["lead"], tuple(row["co_units"]), row["indicator"], row["matter"], row["assigned_at"], row["due_at"],
        row["rule"], row["sign_by"], row["co_due_at"], row["guessed"], row["final"],
    )  # fmt: skip


def _follow_up_row(asked: FollowUp | None) -> Row:
    said = asked or FollowUp()
    return {
        "followed_up": asked is not None, "solved": said.solved,
        "satisfaction": said.satisfaction.value if said.satisfaction else None,
        "follow_up_reason": said.reason, "follow_up_at": said.at,
    }  # fmt: skip


def _follow_up_from(row: RowMapping) -> FollowUp | None:
    if not row["followed_up"]:
        return None
    satisfaction = Satisfaction(row["satisfaction"]) if row["satisfaction"] else None
    return FollowUp(row["solved"], satisfaction, row["follow_up_reason"], row["follow_up_at"])


def _prediction_json(prediction: Prediction | None) -> PredictionJson | None:
    if prediction is None:
        return None
    stored: PredictionJson = {
        "unit": prediction.unit,
        "indicator": prediction.indicator,
        "probability": prediction.probability,
        "decision": prediction.decision.value,
        "because": [(because.word, because.weight) for because in prediction.because],
        "alternatives": [(other.unit, other.probability) for other in prediction.alternatives],
        "model_version": prediction.model_version,
    }
    if prediction.novel:
        stored["novel"] = True
    return stored


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
        novel=stored.get("novel", False),
    )

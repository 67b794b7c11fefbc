"""A case as the command line tells it: JSON for scripts, lines for people. Phones and names stay out."""

from __future__ import annotations

from collections.abc import Sequence

from complaints.complaint import Complaint
from complaints.events import Event
from complaints.prediction import Prediction
from complaints.privacy import mask_text

Line = dict[str, object]


def brief(complaint: Complaint) -> Line:
    """One case in a list."""
    assignment = complaint.assignment
    return {
        "number": complaint.number,
        "channel": complaint.record.channel.value,
        "external_id": complaint.record.external_id,
        "title": mask_text(complaint.title),
        "company": _company(complaint),
        "place": complaint.record.place,
        "status": complaint.status.label,
        "status_code": complaint.status.value,
        "waiting_for": complaint.waiting_for.label if complaint.waiting_for else None,
        "unit": complaint.lead,
        "co_units": list(assignment.co_units) if assignment else [],
        "indicator": assignment.indicator if assignment else "",
        "filed_at": complaint.filed_at.isoformat(),
        "due_at": assignment.due_at.isoformat() if assignment else None,
    }


def full(complaint: Complaint, events: Sequence[Event]) -> Line:
    """One case with everything that is known of it."""
    return {
        **brief(complaint),
        "text": mask_text(complaint.record.text),
        "rule": complaint.assignment.rule if complaint.assignment else "",
        "returns": complaint.returns,
        "parent": None,
        "duplicates": [],
        "prediction": _prediction(complaint.prediction),
        "events": [event_line(event) for event in events],
    }


def event_line(event: Event) -> Line:
    """One line of the history."""
    return {
        "seq": event.seq,
        "at": event.at.isoformat(),
        "kind": event.kind.value,
        "by": event.facts.get("by_name") or event.by,
        "from": event.from_status.label if event.from_status else None,
        "to": event.to_status.label if event.to_status else None,
        "command": event.command,
        "note": mask_text(event.note),
        "facts": {key: mask_text(value) for key, value in event.facts.items()},
    }


def event_text(event: Event) -> str:
    """One line of the history for a person."""
    steps = f"{event.from_status.label if event.from_status else ''}→{event.to_status.label}" if event.to_status else ""
    what = event.command or event.kind.value
    suggested = f"建议{event.facts['unit']}（{float(event.facts['probability']):.0%}）" if _is_judged(event) else ""
    who = event.facts.get("by_name") or event.by
    return f"{event.at:%Y-%m-%d %H:%M} {what} {steps} {who} {suggested}{mask_text(event.note)}".rstrip()


def brief_text(complaint: Complaint) -> str:
    """One case in a line."""
    assignment = complaint.assignment
    who = f"{complaint.lead}，{assignment.due_at:%m-%d}前" if assignment else "待中心指派"
    why = f"（{complaint.waiting_for.label}）" if complaint.waiting_for else ""
    return f"{complaint.number} {complaint.status.label}{why} {who} {mask_text(complaint.title)}"


def full_text(complaint: Complaint, events: Sequence[Event]) -> str:
    """One case for a person."""
    record = complaint.record
    prediction = complaint.prediction
    lines = [
        brief_text(complaint),
        f"来源：{record.channel.label} {record.external_id}",
        f"企业：{_company(complaint) or '（未写明）'}；属地：{record.place or '（未写明）'}",
        f"内容：{mask_text(record.text)}",
    ]
    if complaint.assignment:
        assignment = complaint.assignment
        lines.append(f"指标：{assignment.indicator}；事项：{assignment.matter}；依据：{assignment.rule}")
    if prediction:
        best = "、".join(f"{item.unit} {item.probability:.0%}" for item in prediction.alternatives)
        words = "、".join(f"“{item.word}”" for item in prediction.because if item.weight > 0)
        lines.append(f"判断：{best}；因{words or '（无突出词语）'}；模型 {prediction.model_version}")
    return "\n".join([*lines, "经过：", *(f"  {event_text(event)}" for event in events)])


def _is_judged(event: Event) -> bool:
    return "probability" in event.facts


def _company(complaint: Complaint) -> str:
    return "匿名" if complaint.record.confidential and complaint.record.company else complaint.record.company


def _prediction(prediction: Prediction | None) -> Line | None:
    if prediction is None:
        return None
    return {
        "unit": prediction.unit,
        "indicator": prediction.indicator,
        "probability": round(prediction.probability, 4),
        "decision": prediction.decision.value,
        "because": [{"word": item.word, "weight": round(item.weight, 4)} for item in prediction.because],
        "top3": [{"unit": item.unit, "probability": round(item.probability, 4)} for item in prediction.alternatives],
        "model": prediction.model_version,
    }

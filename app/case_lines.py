"""A case as the command line tells it: JSON for scripts, lines for people. Phones and names stay out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from campaign.schedule import DueTask
from complaints.complaint import FOR_TRIAGE, Complaint
from complaints.events import Event, EventKind
from complaints.follow_up import FollowUp
from complaints.people import REPORTER, SYSTEM
from complaints.precedents import Precedent
from complaints.prediction import Prediction
from complaints.privacy import mask_text
from complaints.rates import Rates

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
        "waiting_for": complaint.standing.waiting_for.label if complaint.standing.waiting_for else None,
        "unit": complaint.lead,
        "co_units": list(assignment.co_units) if assignment else [],
        "indicator": assignment.indicator if assignment else "",
        "filed_at": complaint.filed_at.isoformat(),
        "due_at": assignment.due_at.isoformat() if assignment else None,
    }


def task_line(one: DueTask) -> Line:
    """One task of the campaign: what, when, and who has not reported (null where the program cannot see it)."""
    missing = list(one.missing) if one.task.report else None
    return {"task": one.task.name, "due_at": one.at.isoformat(), "text": one.task.text, "missing": missing}


def full(
    complaint: Complaint,
    events: Sequence[Event],
    joined: Sequence[Complaint] = (),
    precedents: Sequence[Precedent] = (),
) -> Line:
    """One case with everything that is known of it; `joined` are merged into it, or its parts."""
    standing, given = complaint.standing, complaint.assignment
    return {
        **brief(complaint),
        "text": mask_text(complaint.record.text),
        "rule": complaint.assignment.rule if complaint.assignment else "",
        "returns": complaint.standing.returns,
        "parent": standing.merged_into or complaint.parent or None,
        "duplicates": [one.number for one in joined if one.standing.merged_into == complaint.number],
        "parts": [one.number for one in joined if one.parent == complaint.number],
        "redos": standing.redos,
        "extensions": standing.extensions,
        "asked_until": _iso(standing.asked_until),
        "sign_by": _iso(given.sign_by) if given else None,
        "co_due_at": _iso(given.co_due_at) if given and given.co_units else None,
        "days_guessed": given.guessed if given else False,
        "final": given.final if given else False,
        "signed_at": _iso(standing.signed_at),
        "reported_at": _iso(standing.reported_at),
        "supervised_at": _iso(standing.supervised_at),
        "review_at": _iso(standing.review_at),
        "avoids": list(standing.avoids),
        "follow_up": _follow_up(standing.follow_up),
        "prediction": _prediction(complaint.prediction),
        "precedents": [_precedent(one) for one in precedents],
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
    what = event.command or _KINDS.get(event.kind, event.kind.value)
    suggested = f"建议{event.facts['unit']}（{float(event.facts['probability']):.0%}）" if _is_judged(event) else ""
    who = event.facts.get("by_name") or ("系统" if event.by == SYSTEM.id else REPORTER)
    return f"{event.at:%Y-%m-%d %H:%M} {what} {steps} {who} {suggested}{mask_text(event.note)}".rstrip()


def brief_text(complaint: Complaint) -> str:
    """One case in a line."""
    assignment = complaint.assignment
    who = f"{complaint.lead}，{assignment.due_at:%m-%d}前" if assignment else "待中心指派"
    why = f"（{complaint.standing.waiting_for.label}）" if complaint.standing.waiting_for else ""
    return f"{complaint.number} {complaint.status.label}{why} {who} {mask_text(complaint.title)}"


def full_text(
    complaint: Complaint,
    events: Sequence[Event],
    joined: Sequence[Complaint] = (),
    precedents: Sequence[Precedent] = (),
) -> str:
    """One case for a person."""
    from bot.case_view import marks_line
    from bot.say import due

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
        lines.append(f"时限：{due(assignment)}")
    if prediction:
        best = "、".join(f"{item.unit} {item.probability:.0%}" for item in prediction.alternatives)
        words = "、".join(f"“{item.word}”" for item in prediction.because if item.weight > 0)
        lines.append(f"判断：{best}；因{words or '（无突出词语）'}；模型 {prediction.model_version}")
    lines += [f"相近：{brief_text(one.complaint)}" for one in precedents]
    marks = marks_line(complaint, joined).strip()
    return "\n".join([*lines, *([marks] if marks else []), "经过：", *(f"  {event_text(event)}" for event in events)])


def rates_line(line: Rates) -> Line:
    """One unit's rates with their numbers."""
    ratios = {"response": line.response, "on_time": line.on_time, "solved": line.solved, "content": line.content}
    return {
        "unit": line.unit,
        **{
            name: {"numerator": ratio.numerator, "denominator": ratio.denominator, "share": ratio.share}
            for name, ratio in ratios.items()
        },
        "unanswered": line.unanswered,
    }


def return_line(complaint: Complaint, event: Event) -> Line:
    """One return: a label for review."""
    return {
        "number": complaint.number,
        "at": event.at.isoformat(),
        "by": event.facts.get("by_unit", ""),
        "reason": event.facts.get("reason", ""),
        "note": mask_text(event.note),
        "suggested": event.facts.get("unit", ""),
        "predicted": complaint.prediction.unit if complaint.prediction else "",
        "now": "" if complaint.status in FOR_TRIAGE else complaint.lead,
        "returns": complaint.standing.returns,
        "status": complaint.status.label,
    }


def return_text(complaint: Complaint, event: Event) -> str:
    """One return for a person."""
    line = return_line(complaint, event)
    suggested = f"，建议{line['suggested']}" if line["suggested"] else ""
    return (
        f"{event.at:%Y-%m-%d %H:%M} {complaint.number} {line['by']}退单（{line['reason']}）{line['note']}{suggested}；"
        f"共退{line['returns']}次，现由{line['now'] or '中心待定'}"
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _follow_up(answer: FollowUp | None) -> Line | None:
    if answer is None:
        return None
    satisfaction = answer.satisfaction.value if answer.satisfaction else None
    return {
        "solved": answer.solved, "satisfaction": satisfaction, "reason": mask_text(answer.reason),
        "at": _iso(answer.at),
    }  # fmt: skip


_KINDS = {
    EventKind.FILED: "登记", EventKind.CLASSIFIED: "系统判断", EventKind.UPDATED: "更新", EventKind.LINKED: "关联",
    EventKind.VIEWED: "查看",
}  # fmt: skip


def _is_judged(event: Event) -> bool:
    return "probability" in event.facts


def _company(complaint: Complaint) -> str:
    return "匿名" if complaint.record.confidential and complaint.record.company else complaint.record.company


def _precedent(one: Precedent) -> Line:
    other = one.complaint
    return {
        "number": other.number, "title": mask_text(other.title), "unit": other.lead, "status": other.status.label,
        "likeness": round(one.likeness, 4),
    }  # fmt: skip


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

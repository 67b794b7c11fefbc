"""Models as the command line and the office's notices tell of them: sentences for people, JSON for scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot import wording

if TYPE_CHECKING:
    from app.brain import Trained
    from classifier.reports import Report

Line = dict[str, object]
_UNITS_SHOWN = 3


def trained_sentence(version: str, report: Report, *, forced: bool = False) -> str:
    """What was trained, on which rows it was compared with the model in use, and why it is in use or not."""
    from classifier.promotion import LEAST_ROWS

    verdict = report.verdict
    in_use = verdict.allows or forced
    done = wording.TRAINED_IN_USE if verdict.allows else wording.TRAINED_FORCED if forced else wording.TRAINED_KEPT
    compared = wording.TRAINED_BECAUSE[verdict.reason].format(
        measure=wording.TRAINED_MEASURES[verdict.measure].format(rows=verdict.rows),
        before=f"{verdict.before:.1%}",
        after=f"{verdict.after:.1%}",
        units="、".join([loss.unit for loss in verdict.losses if loss.is_bad][:_UNITS_SHOWN]),
        rows=verdict.rows,
        least=LEAST_ROWS,
    )
    return wording.TRAINED.format(
        learned=wording.TRAINED_LEARNED.format(count=report.new_labels) if report.new_labels else "",
        done=done.format(version=version),
        compared=compared,
        next="" if in_use else wording.TRAINED_NEXT.format(version=version),
    )


def trained_line(trained: Trained) -> Line:
    """What `sujie train --json` prints."""
    model, report = trained.model, trained.report
    return {
        "version": model.version,
        "data_hash": model.data_hash,
        "scores": dict(model.scores),
        "promoted": trained.promoted,
        "forced": trained.forced,
        **verdict_line(report),
        "new_labels": report.new_labels,
        "suspicious": len(report.doubts),
    }


def verdict_line(report: Report) -> Line:
    """The comparison with the model that was in use, as facts."""
    verdict = report.verdict
    compared = verdict.was_compared
    return {
        "reason": verdict.reason.value,
        "measure": verdict.measure.value if compared else None,
        "rows": verdict.rows,
        "before": verdict.before if compared else None,
        "after": verdict.after if compared else None,
        "standard_error": verdict.error if compared else None,
        "losses": [
            {"unit": one.unit, "rows": one.rows, "before": one.before, "after": one.after, "bad": one.is_bad}
            for one in verdict.losses
        ],
    }


def scores_text(scores: Mapping[str, float]) -> str:
    """A model's scores in a line."""
    return "，".join(f"{name} {value:.3f}" for name, value in scores.items())

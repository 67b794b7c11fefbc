"""The tables of the model card, made of its figures; docs/model.md holds them between two marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.card_scores import Interval, Line, Scores

BEGIN, END = "<!-- figures: python -m benchmarks.model_card -->", "<!-- end of figures -->"
_SETS = {
    "heldout": "Texts by another hand, with which in sight `precision` and the representative examples were chosen",
    "heldout_b": "Texts by a third hand, run once after all had been settled",
}
_FOLDS = {
    "accuracy": "accuracy",
    "macro_f1": "macro-F1",
    "top3": "among the three best",
    "coverage_at_95": "coverage at 95 % precision",
    "calibration_error": "expected calibration error",
}


def put_in(page: str, scores: Scores) -> str:
    """The page with these figures between its marks; ValueError for a page without them."""
    before, rest = page.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return f"{before}{BEGIN}\n\n{render(scores)}\n{END}{after}"


def render(scores: Scores) -> str:
    """All tables; figures in brackets are 95 % intervals."""
    return "\n".join([*_folds(scores), *_sets(scores), *_precisions(scores), *_pictures(), *_units(scores)])


def _folds(scores: Scores) -> Iterator[str]:
    counts = scores["examples"]
    yield (
        f"Held-out folds of the {counts['written']:,} written examples ({counts['representative']:,} of them representative, "
        f"{counts['labels']} labels) and {counts['of the table']} rows of the routing table; they are harder than an export:"
    )
    yield from ("", "| score | |", "|---|---|")
    for name, label in _FOLDS.items():
        yield f"| {label} | {_interval(scores['folds'][name])} |"
    yield ""


def _sets(scores: Scores) -> Iterator[str]:
    for name, lines in scores["sets"].items():
        yield f"{_SETS.get(name, name)} (`benchmarks/{name}.csv`):"
        yield from (
            "",
            "| texts | n | top-1 | top-3 | dispatched by itself | right among them |",
            "|---|---|---|---|---|---|",
        )
        yield from map(_line, lines)
        yield ""


def _line(line: Line) -> str:
    sent, count = line["dispatched"], line["texts"]
    right = f"{line['right']}/{sent} = {line['right'] / sent:.3f}" if sent else "—"
    return (
        f"| {line['name']} | {count} | {_interval(line['top1'])} | {_interval(line['top3'])} "
        f"| {sent / max(count, 1):.3f} | {right} |"
    )


def _precisions(scores: Scores) -> Iterator[str]:
    yield "What the setting `precision` costs, on all of these texts:"
    yield from (
        "",
        "| `precision` | of the 24 units dispatched by itself | right among all dispatched |",
        "|---|---|---|",
    )
    for one in scores["precisions"]:
        sent = int(one["dispatched"])
        right = f"{int(one['right'])}/{sent} = {one['right'] / sent:.3f}" if sent else "—"
        yield f"| {one['precision']} | {one['units_dispatched'] / max(one['units'], 1):.3f} | {right} |"
    yield ""


def _pictures() -> Sequence[str]:
    return (
        "![How much is right of the surest texts](pictures/risk_coverage.png)",
        "![How often a probability is right](pictures/reliability.png)",
        "",
    )


def _units(scores: Scores) -> Iterator[str]:
    yield "Each label on the held-out folds, and what is mistaken most often:"
    yield from ("", "| label | n | recall | precision |", "|---|---|---|---|")
    for one in scores["units"]:
        recall, precision = one["found"] / max(one["rows"], 1), one["found"] / max(one["said"], 1)
        yield f"| {one['unit']} | {one['rows']} | {recall:.2f} | {precision:.2f} |"
    yield from ("", "| is | was taken for | times |", "|---|---|---|")
    for given, said, times in scores["confused"]:
        yield f"| {given} | {said} | {times} |"


def _interval(figure: Interval) -> str:
    return f"{figure[0]:.3f} ({figure[1]:.3f}–{figure[2]:.3f})"

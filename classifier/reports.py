"""What a training found beside its model, kept as JSON next to it: no text, only the ids of texts and labels."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from classifier.packing import ModelUnreadable
from classifier.promotion import Measure, Reason, UnitChange, Verdict

_DAMAGE = (ValueError, TypeError, KeyError)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model that had not seen a training row said of it: the row's id, its label then, the label said."""

    id: str
    given: str
    said: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A training row whose label looks wrong: its id, the label given, the likelier one, and how likely that is."""

    id: str
    given: str
    likely: str
    probability: float


@dataclass(frozen=True, slots=True)
class Report:
    """The `verdict` on the model, its `answers` for a later comparison, its `doubts`, the worst first.

    `new_labels` are the decisions of people since the model before; `by_rule` says that nobody asked for it.
    """

    verdict: Verdict
    answers: tuple[Answer, ...]
    doubts: tuple[Doubt, ...]
    new_labels: int = 0
    by_rule: bool = False

    def to_json(self) -> bytes:
        """Return the report as JSON in UTF-8."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Report:
        """Return the report; raise ModelUnreadable when it is damaged."""
        try:
            read = json.loads(content)
            return cls(
                _verdict(read["verdict"]),
                tuple(Answer(**one) for one in read["answers"]),
                tuple(Doubt(**one) for one in read["doubts"]),
                int(read["new_labels"]),
                bool(read["by_rule"]),
            )
        except _DAMAGE as error:
            raise ModelUnreadable("训练记录已损坏") from error


def _verdict(read: dict[str, object]) -> Verdict:
    losses = read["losses"]
    if not isinstance(losses, list):
        raise TypeError("losses")
    return Verdict(
        Reason(str(read["reason"])),
        Measure(str(read["measure"])),
        int(str(read["rows"])),
        float(str(read["before"])),
        float(str(read["after"])),
        float(str(read["error"])),
        tuple(UnitChange(**one) for one in losses),
    )

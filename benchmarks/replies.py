"""python -m benchmarks.replies PATH_TO_CSV [--json]: is a message's own reply judged above another message's?

The file has the columns 留言主题, 留言详情, 答复意见, 留言时间 and 答复时间; nothing is learnt from it. Both replies
of a pair are judged without a due date, so that only what they say decides. A tie is a miss.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from classifier.relevance import PairRelevance
from complaints.replies import ReplyCheck, ReplyQuality

EXAMPLES = Path(__file__).parents[1] / "classifier" / "examples.csv"
SEEDS = range(5)
DUE = timedelta(days=21)
"""About fifteen working days."""


@dataclass(frozen=True, slots=True)
class Message:
    """A row of the file."""

    title: str
    text: str
    reply: str
    at: datetime
    due_at: datetime | None

    def is_like(self, other: Message) -> bool:
        """Whether the other's reply may well be right here: the same message sent twice, or the same words said."""
        return self.title == other.title or self.text == other.text or self.reply == other.reply


def main() -> None:
    """Print the shares, the time of a check and how many real replies are weak."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(read(arguments.path))
    if arguments.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        print(f"{name:34} {value:.4f}" if isinstance(value, float) else f"{name:34} {value}")


def read(path: Path) -> list[Message]:
    """Return the messages that have both a text and a reply, in their order."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [_message(row) for row in rows if row["答复意见"].strip() and (row["留言主题"] + row["留言详情"]).strip()]


def measure(messages: Sequence[Message]) -> dict[str, float | int]:
    """Return the figures by name: shares from 0 to 1, times in microseconds or seconds."""
    begun = time.perf_counter()
    check = ReplyCheck(PairRelevance(EXAMPLES))
    _judge(check, messages[0], messages[0].reply)
    loaded = time.perf_counter()
    own = [_judge(check, message, message.reply) for message in messages]
    done = time.perf_counter()
    timed = [_judge(check, message, message.reply, message.due_at) for message in messages]
    pairs = [_against_others(check, messages, own, seed) for seed in SEEDS]
    return {
        "messages": len(messages),
        **_spread("score above shuffled", pairs, lambda quality: quality.score),
        **_spread("relevance above shuffled", pairs, lambda quality: quality.relevance),
        "real replies weak": sum(quality.weak for quality in own) / len(own),
        "real replies weak, with due date": sum(quality.weak for quality in timed) / len(own),
        "real replies late": sum(not quality.on_time for quality in timed) / len(own),
        "shuffled replies weak": sum(other.weak for pair in pairs for _, other in pair) / len(own) / len(pairs),
        "seconds to load": loaded - begun,
        "microseconds a check": (done - loaded) / len(own) * 1e6,
    }


def _message(row: dict[str, str]) -> Message:
    asked, replied = _time(row["留言时间"]), _time(row["答复时间"])
    due_at = asked + DUE if asked and replied else None
    return Message(
        row["留言主题"].strip(), row["留言详情"].strip(), row["答复意见"].strip(), replied or datetime.now(UTC), due_at
    )


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.strip().replace("-", "/"), "%Y/%m/%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _judge(check: ReplyCheck, message: Message, reply: str, due_at: datetime | None = None) -> ReplyQuality:
    return check.check(f"{message.title}\n{message.text}", reply, at=message.at, due_at=due_at)


def _against_others(
    check: ReplyCheck, messages: Sequence[Message], own: Sequence[ReplyQuality], seed: int
) -> list[tuple[ReplyQuality, ReplyQuality]]:
    """Return for each message what its own reply and another one's, drawn by the seed, are worth."""
    draw = random.Random(seed)
    others = draw.sample(messages, len(messages))
    pairs = []
    for message, quality, drawn in zip(messages, own, others, strict=True):
        other = drawn
        while message.is_like(other):
            other = draw.choice(messages)
        pairs.append((quality, _judge(check, message, other.reply)))
    return pairs


def _spread(
    name: str, pairs: Sequence[Sequence[tuple[ReplyQuality, ReplyQuality]]], value: Callable[[ReplyQuality], float]
) -> dict[str, float]:
    shares = [sum(value(own) > value(other) for own, other in pair) / len(pair) for pair in pairs]
    return {f"{name}, min": min(shares), f"{name}, mean": sum(shares) / len(shares)}


if __name__ == "__main__":
    main()

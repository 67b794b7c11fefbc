"""python -m benchmarks.complaining [--own-only]: does a message of a group read like a complaint?

First on classifier/chatter.csv, five folds that keep near duplicates together, each judged by a detector that has not
seen it, at that detector's own threshold; then the shipped detector on group_messages.csv and
group_heldout_b.csv and group_heldout_c.csv (text, label, kind), written by other hands and never trained on.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score

from app.settings import Settings
from classifier.calibration import folds
from classifier.chatter import COMPLAINT, FILE, other_talk, read_chatter, written_complaints
from classifier.complaining import FOLDS, ComplaintDetector, alike
from classifier.detector_files import load_detector, save_detector, train_detector
from classifier.examples import read_examples
from classifier.scores import calibration_error

FILES = ("group_messages.csv", "group_heldout_b.csv", "group_heldout_c.csv")
MESSAGES = tuple(Path(__file__).parent / name for name in FILES)


@dataclass(frozen=True, slots=True)
class Judged:
    """A message, its true label and kind, and what was said of it."""

    text: str
    kind: str
    is_complaint: bool
    probability: float
    said: bool


def main() -> None:
    """Print the tables of docs/group-talk.md."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--own-only", action="store_true", help="leave the unseen messages alone")
    arguments.add_argument("--wrong", action="store_true", help="print the messages that were judged wrongly")
    options = arguments.parse_args()
    examples = Settings().examples
    _report("classifier/chatter.csv, five folds", _held_out(examples), options.wrong)
    begun = time.perf_counter()
    detector = train_detector(examples)
    print(f"\ntraining {time.perf_counter() - begun:.1f} s, threshold {detector.threshold:.3f}")
    _speed(detector)
    if not options.own_only:
        for path in MESSAGES:
            _report(path.name, _judge(detector, _messages(path)), options.wrong)


def _held_out(examples_file: Path) -> list[Judged]:
    """Judge every message by a detector trained on the other folds, which chose its own threshold there."""
    lines, examples = read_chatter(FILE), read_examples(examples_file)
    written = written_complaints(examples)
    messages = [(line.text, line.voice, line.is_complaint) for line in lines]
    messages += [(text, "examples.csv", False) for text in other_talk(examples)]
    labels = [str(label) for _, _, label in messages]
    fold = folds(labels, alike([text for text, _, _ in messages]), FOLDS, seed=1)
    judged: list[Judged] = []
    for number in range(FOLDS):
        rest = [message for message, own in zip(messages, fold, strict=True) if own != number]
        detector = ComplaintDetector.train(
            [text for text, _, label in rest if label], [text for text, _, label in rest if not label], written=written
        )
        judged += _judge(detector, [message for message, own in zip(messages, fold, strict=True) if own == number])
    return judged


def _messages(path: Path) -> list[tuple[str, str, bool]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["text"], row["kind"], row["label"] == COMPLAINT) for row in csv.DictReader(file)]


def _judge(detector: ComplaintDetector, messages: Sequence[tuple[str, str, bool]]) -> list[Judged]:
    said = [detector.reads_like_complaint(text) for text, _, _ in messages]
    return [
        Judged(text, kind, label, one.probability, one.is_complaint)
        for (text, kind, label), one in zip(messages, said, strict=True)
    ]


def _report(name: str, judged: Sequence[Judged], wrong: bool) -> None:
    label, said = np.array([one.is_complaint for one in judged]), np.array([one.said for one in judged])
    probability = np.array([one.probability for one in judged])
    hits = int((label & said).sum())
    precision, recall = hits / max(said.sum(), 1), hits / label.sum()
    print(f"\n{name}: {len(judged)} messages, {label.sum()} complaints")
    print(
        f"precision {precision:.3f}  recall {recall:.3f}  F1 {2 * precision * recall / (precision + recall):.3f}",
        end="",
    )
    print(f"  AP {average_precision_score(label, probability):.3f}", end="")
    top = np.maximum(probability, 1 - probability)
    print(f"  calibration error {calibration_error(top, (probability >= 0.5) == label):.3f}")
    by_kind: defaultdict[tuple[bool, str], list[Judged]] = defaultdict(list)
    for one in judged:
        by_kind[not one.is_complaint, one.kind].append(one)
    print("| label | kind | n | judged rightly |\n|---|---|---|---|")
    for (is_none, kind), ones in sorted(by_kind.items()):
        right = sum(one.said == one.is_complaint for one in ones)
        print(f"| {'not' if is_none else 'complaint'} | {kind} | {len(ones)} | {right / len(ones):.3f} |")
    for one in judged if wrong else ():
        if one.said != one.is_complaint:
            print(f"{'missed' if one.is_complaint else 'false'} {one.probability:.2f} {one.kind} {one.text!r}")


def _speed(detector: ComplaintDetector) -> None:
    texts = [line.text for line in read_chatter(FILE)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "detector.npz"
        save_detector(detector, file)
        begun = time.perf_counter()
        load_detector(file)
        print(f"loading {time.perf_counter() - begun:.3f} s, {file.stat().st_size / 1024:.0f} KiB")
    times = []
    for text in texts:
        begun = time.perf_counter()
        detector.reads_like_complaint(text)
        times.append(time.perf_counter() - begun)
    print(f"one message p50 {np.median(times) * 1000:.2f} ms, p99 {np.quantile(times, 0.99) * 1000:.2f} ms")


if __name__ == "__main__":
    main()

"""python -m benchmarks.hot FILE.csv: the hottest topics of a CSV, with time and memory, and against a plain way.

The plain way is what one writes first: TF-IDF of the words and scikit-learn's DBSCAN by cosine, in the same run.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sklearn.cluster import DBSCAN
from sklearn.feature_extraction.text import TfidfVectorizer

from app.settings import ROOT
from classifier.examples import read_examples
from classifier.topics import Topics
from classifier.words import Words
from complaints.topics import Case, Topic
from complaints.towns import read_towns
from inbox.dates import DateUnreadable, read_time
from inbox.delimited import text_encoding

T = TypeVar("T")
_SENTENCES = re.compile(r"(?<=[。！？；])")


def main() -> None:
    """Print the topics, and what finding them took."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--id", default="留言编号")
    arguments.add_argument("--title", default="留言主题")
    arguments.add_argument("--text", default="留言详情")
    arguments.add_argument("--time", default="留言时间")
    arguments.add_argument("--followers", default="点赞数")
    arguments.add_argument("--opposers", default="反对数")
    arguments.add_argument("--top", type=int, default=10)
    arguments.add_argument("--size", type=int, default=0, help="mix new cases from the sentences, up to so many")
    arguments.add_argument("--cases", action="store_true", help="print every case of the topics too")
    arguments.add_argument("--plain", action="store_true", help="time the plain way, too")
    options = arguments.parse_args()
    cases = _cases(options)
    if options.size:
        cases = _mixed(cases, options.size)
    now = max(case.at for case in cases)
    begun = time.process_time()
    towns = read_towns(ROOT / "tables" / "towns.csv")
    words = Words(towns.words())
    finder = Topics(words, towns, [one.text for one in read_examples(ROOT / "classifier/examples.csv")])
    ready = time.process_time() - begun
    topics, took = _timed(lambda: finder.find(cases, now))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    by_id = {case.id: case for case in cases}
    for topic in topics[: options.top]:
        _print(topic, by_id if options.cases else {})
    print(f"cases {len(cases)}, topics {len(topics)}, with {sum(topic.count for topic in topics)} cases")
    print(f"ready {ready:.1f} s, found in {took:.1f} s of processor, peak memory {memory:.0f} MiB")
    if options.plain:
        count, plain = _timed(lambda: _plain(words, cases))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"plain way: {count} clusters in {plain:.1f} s, {plain / took:.2f} times ours; peak memory {memory:.0f} MiB"
        )


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """What comes of it, and the seconds of processor that it took: others may be using the machine."""
    begun = time.process_time()
    done = work()
    return done, time.process_time() - begun


def _plain(words: Words, cases: list[Case]) -> int:
    vectors = TfidfVectorizer(tokenizer=words.cut, token_pattern=None, lowercase=False, min_df=2)
    matrix = vectors.fit_transform([f"{case.title} {case.text}" for case in cases])
    return int(DBSCAN(eps=0.6, min_samples=3, metric="cosine").fit(matrix).labels_.max()) + 1


def _mixed(cases: list[Case], size: int) -> list[Case]:
    """The cases and new ones, each told with a sentence of another, a year or more apart."""
    chance = random.Random(0)
    mixed = list(cases)
    while len(mixed) < size:
        one, other = chance.sample(cases, 2)
        sentences = _SENTENCES.split(one.text)
        sentences.insert(chance.randint(0, len(sentences)), chance.choice(_SENTENCES.split(other.text)))
        years = len(mixed) // len(cases)
        at = one.at.replace(year=one.at.year + years, day=min(one.at.day, 28))
        mixed.append(replace(one, id=f"{one.id}.{len(mixed)}", text="".join(sentences), at=at))
    return mixed


def _print(topic: Topic, by_id: dict[str, Case]) -> None:
    heat = topic.measures
    print(f"{topic.rank:2} {topic.heat:6.1f} {topic.title}　{topic.place}　{'、'.join(topic.words)}")
    print(
        f"          {topic.count} cases, {topic.people} people, {topic.first:%Y-%m-%d}–{topic.last:%Y-%m-%d};"
        f" speaking {heat.speaking:.1f}, {heat.busiest} in a month, {heat.agreed} agreed, freshness {heat.freshness:.2f}"
    )
    for number in topic.cases if by_id else ():
        print(f"            {number} {by_id[number].at:%Y-%m-%d} {by_id[number].title}")


def _cases(options: argparse.Namespace) -> list[Case]:
    csv.field_size_limit(sys.maxsize)
    cases: list[Case] = []
    unread = 0
    with options.file.open(encoding=text_encoding(options.file), newline="") as file:
        for row in csv.DictReader(file):
            try:
                at = read_time(row[options.time])
            except DateUnreadable:
                at = None
            if at is None:
                unread += 1
                continue
            cases.append(_case(options, row, at))
    print(f"rows without a readable time: {unread}")
    return cases


def _case(options: argparse.Namespace, row: dict[str, str], at: datetime) -> Case:
    followers, opposers = (
        int(row[name]) if row.get(name, "").isdigit() else 0 for name in (options.followers, options.opposers)
    )
    title, text = row.get(options.title, ""), row[options.text]
    return Case(row[options.id], title, text, "", at, followers=followers, opposers=opposers)


if __name__ == "__main__":
    main()

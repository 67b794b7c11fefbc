"""python -m benchmarks.hot FILE.csv: the ten hottest topics of a CSV, with time and memory."""

from __future__ import annotations

import argparse
import csv
import resource
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from app.settings import ROOT
from classifier.examples import read_examples
from classifier.topics import Topics
from classifier.words import Words
from complaints.topics import Case, Topic
from complaints.towns import read_towns
from inbox.dates import DateUnreadable, read_time
from inbox.delimited import text_encoding


def main() -> None:
    """Print the topics, and what finding them took."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--id", default="留言编号")
    arguments.add_argument("--title", default="留言主题")
    arguments.add_argument("--text", default="留言详情")
    arguments.add_argument("--time", default="留言时间")
    arguments.add_argument("--followers", default="点赞数")
    arguments.add_argument("--top", type=int, default=10)
    arguments.add_argument("--times", type=int, default=1, help="read the cases so many times, a year apart, for size")
    arguments.add_argument("--cases", action="store_true", help="print every case of the topics too")
    options = arguments.parse_args()
    cases = _cases(options)
    now = max(case.at for case in cases)
    begun = time.perf_counter()
    towns = read_towns(ROOT / "tables" / "towns.csv")
    finder = Topics(Words(towns.words()), towns, [one.text for one in read_examples(ROOT / "classifier/examples.csv")])
    ready = time.perf_counter()
    topics = finder.find(cases, now)
    done = time.perf_counter()
    by_id = {case.id: case for case in cases}
    for topic in topics[: options.top]:
        _print(topic, by_id if options.cases else {})
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"cases {len(cases)}, topics {len(topics)}, with {sum(topic.count for topic in topics)} cases")
    print(f"ready {ready - begun:.1f} s, found in {done - ready:.1f} s, peak memory {memory:.0f} MiB")


def _print(topic: Topic, by_id: dict[str, Case]) -> None:
    heat = topic.measures
    print(f"{topic.rank:2} {topic.heat:6.1f} {topic.title}　{topic.place}　{'、'.join(topic.words)}")
    print(
        f"          {topic.count} cases, {topic.people} people, {heat.followers} followers,"
        f" {topic.first:%Y-%m-%d}–{topic.last:%Y-%m-%d}; voices {heat.voices:.1f} × concentration"
        f" {heat.concentration:.2f} × recency {heat.recency:.2f} × growth {heat.growth:.2f}"
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
            followers = row.get(options.followers, "")
            cases += [
                _case(options, row, at + timedelta(days=365 * time), time, int(followers) if followers.isdigit() else 0)
                for time in range(options.times)
            ]
    print(f"rows without a readable time: {unread}")
    return cases


def _case(options: argparse.Namespace, row: dict[str, str], at: datetime, time: int, followers: int) -> Case:
    number = f"{row[options.id]}.{time}" if time else row[options.id]
    return Case(number, row.get(options.title, ""), row[options.text], "", at, followers=followers)


if __name__ == "__main__":
    main()

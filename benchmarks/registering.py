"""python -m benchmarks.registering: rows of the list of registered enterprises per second, beside the naive way.

The naive way reads the workbook with openpyxl, and asks and writes the database a row at a time in one transaction;
it looks at no code, no town and no title.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

import xlsxwriter
from openpyxl import load_workbook

from app.settings import ROOT
from complaints.companies.registered import Register
from complaints.records import Channel, Enterprise
from complaints.towns import read_towns
from inbox.read import FileReader
from storage.store import open_store

HEADER = ("序号", "统一社会信用代码", "企业名称", "企业类型", "住所", "成立日期", "登记状态", "所属镇办")
_SYLLABLES = "清华盛鑫恒泰源丰瑞祥宏达顺昌永兴嘉润德和安康远景博雅天成金石明阳海川云峰松柏竹兰"
_TRADES = ("陶瓷", "机械", "建材", "商贸", "餐饮", "物流", "化工", "玻璃", "泵业", "食品", "包装", "科技")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def main() -> None:
    """Print the ratio of both ways."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--runs", type=int, default=3)
    options = arguments.parse_args()
    rates: dict[str, list[float]] = {"naive": [], "own": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_list(folder / "注册企业.xlsx", options.rows)
        for run in range(options.runs):
            for way, take in (("naive", naive), ("own", own)):
                begun = time.perf_counter()
                kept = take(folder / "注册企业.xlsx", folder / f"{way}{run}.db")
                rates[way].append(options.rows / (time.perf_counter() - begun))
                if kept != options.rows:
                    raise SystemExit(f"{way} kept {kept} of {options.rows} rows")
    ratios = [mine / base for mine, base in zip(rates["own"], rates["naive"], strict=True)]
    print(f"rows {options.rows}, runs {options.runs}")
    print(f"naive way      {statistics.median(rates['naive']):10.0f} rows/s")
    print(f"registered     {statistics.median(rates['own']):10.0f} rows/s")
    print(f"ratio          {statistics.median(ratios):10.1f}  (min {min(ratios):.1f}, max {max(ratios):.1f})")


def naive(path: Path, database: Path) -> int:
    """How many rows the naive way keeps."""
    connection = sqlite3.connect(database)
    connection.execute(
        "CREATE TABLE registered (uscc TEXT PRIMARY KEY, name TEXT, address TEXT, state TEXT, place TEXT)"
    )
    sheet = load_workbook(path, read_only=True).worksheets[0]
    for row in sheet.iter_rows(min_row=2, values_only=True):
        told = (row[2], row[4], row[6], row[7], row[1])
        if connection.execute("SELECT 1 FROM registered WHERE uscc = ?", (row[1],)).fetchone():
            connection.execute("UPDATE registered SET name = ?, address = ?, state = ?, place = ? WHERE uscc = ?", told)
        else:
            connection.execute(
                "INSERT INTO registered (name, address, state, place, uscc) VALUES (?, ?, ?, ?, ?)", told
            )
    connection.commit()
    count: int = connection.execute("SELECT count(*) FROM registered").fetchone()[0]
    connection.close()
    return count


def own(path: Path, database: Path) -> int:
    """How many rows our import keeps, from opening a new database to the last row."""
    towns = read_towns(ROOT / "tables" / "towns.csv")
    store = open_store(f"sqlite:///{database}")
    opened = FileReader(towns.names, find_town=towns.find).open(path)
    if opened.channel is not Channel.REGISTERED:
        raise SystemExit(f"taken for {opened.channel}")
    told = (outcome[1] for outcome in opened.rows() if isinstance(outcome, tuple))
    _, new = Register(store).keep(one for one in told if isinstance(one, Enterprise))
    store.close()
    return new


def write_list(path: Path, rows: int) -> None:
    """Write a workbook of so many invented enterprises, their codes right."""
    chance = random.Random(0)
    towns = read_towns(ROOT / "tables" / "towns.csv").names
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, HEADER)
        for at in range(1, rows + 1):
            town = chance.choice(towns)
            name = f"博山{''.join(chance.sample(_SYLLABLES, 3))}{chance.choice(_TRADES)}有限公司"
            sheet.write_row(
                at, 0, (at, _code(at), name, "有限责任公司", f"博山区{town}{at}号", "2015-03-02", "在营", town)
            )


def _code(serial: int) -> str:
    body = f"91370304MA{serial:07d}"
    total = sum(_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return body + _ALPHABET[-total % 31]


if __name__ == "__main__":
    main()

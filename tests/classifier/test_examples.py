from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from classifier.examples import Example, ExamplesRefused, read_examples

HEADER = "text,unit,indicator,voice\n"


def _file(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "examples.csv"
    path.write_bytes(content.encode(encoding))
    return path


def test_examples_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = _file(tmp_path, HEADER + '"停电了，\n没人管",区供电中心,获得电力,chat\n收到,非投诉,,chat\n', "utf-8-sig")

    assert read_examples(path) == [
        Example("停电了，\n没人管", "区供电中心", "获得电力"),
        Example("收到", "非投诉", ""),
    ]


def test_a_title_and_a_mark_of_representative_texts_are_read_where_they_are(tmp_path: Path) -> None:
    path = _file(tmp_path, "title,text,unit,indicator,representative\n停电,三天了,区供电中心,获得电力,1\n")

    assert read_examples(path) == [Example("三天了", "区供电中心", "获得电力", title="停电", representative=True)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("text,unit\n停电,区供电中心\n", "examples.csv 第1行：缺少列 indicator"),
        ("", "examples.csv 第1行：缺少列 text、unit、indicator"),
        (
            HEADER + "停电,区供电中心,获得电力,chat\n ,区供电中心,获得电力,chat\n",
            "examples.csv 第3行：文本（text）为空",
        ),
        (HEADER + "停电,,获得电力,chat\n", "examples.csv 第2行：单位（unit）为空"),
        (HEADER + "停电,区供电中心\n", "examples.csv 第2行：列数与表头不一致"),
        (HEADER + "停电,三天,区供电中心,获得电力,chat\n", "examples.csv 第2行：列数与表头不一致"),
        (HEADER + '"两\n行",甲,,chat\n停电,,,chat\n', "examples.csv 第4行：单位（unit）为空"),
        (HEADER + "停电,甲,,chat\n停电,乙,,chat\n", "examples.csv 第3行：同一条文本前面已归“甲”，这里又归“乙”"),
        (HEADER + '停电,"甲,,chat\n', "examples.csv：不是正确的 CSV"),
    ],
)
def test_a_bad_line_is_refused_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(ExamplesRefused) as refusal:
        read_examples(_file(tmp_path, content))

    assert str(refusal.value).startswith(message)


def test_a_missing_file_and_another_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExamplesRefused, match="文件不存在"):
        read_examples(tmp_path / "examples.csv")
    with pytest.raises(ExamplesRefused, match="不是 UTF-8"):
        read_examples(_file(tmp_path, HEADER + "停电,区供电中心,获得电力,chat\n", "gb18030"))


def test_reading_examples_does_not_load_scikit_learn() -> None:
    program = "import sys, classifier.examples; sys.exit(any(m in sys.modules for m in ('sklearn', 'numpy', 'scipy')))"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

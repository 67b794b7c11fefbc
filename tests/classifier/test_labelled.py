from __future__ import annotations

from pathlib import Path

import pytest

from classifier.evaluate import LabelledRefused, LabelledRow, read_labelled


def _file(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "rows.csv"
    path.write_bytes(content.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_rows_are_read_in_the_encodings_that_offices_use(tmp_path: Path, encoding: str) -> None:
    path = _file(tmp_path, "标题,正文,类别,组\n停电,三天了,电力,7\n", encoding)

    assert read_labelled(path, "正文", "类别", "标题", "组") == [LabelledRow("三天了", "电力", "停电", "7")]
    assert read_labelled(path, "正文", "类别") == [LabelledRow("三天了", "电力")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("text,label\n停电,电力\n", "rows.csv 第1行：没有列 title；表头是 text、label"),
        ("", "rows.csv 第1行：没有列 text、label、title；表头是 空的"),
        ("text,label,title\n", "rows.csv：只有表头"),
        ("text,label,title\n停电,,无\n", "rows.csv 第2行：label 为空"),
        ("text,label,title\n停电,电力\n", "rows.csv 第2行：列数与表头不一致"),
        ('text,label,title\n"停电,电力,无\n', "rows.csv 第2行：不是正确的 CSV"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(LabelledRefused) as refusal:
        read_labelled(_file(tmp_path, content), "text", "label", "title")

    assert str(refusal.value).startswith(message)


def test_a_missing_file_and_no_text_at_all_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelledRefused, match="打不开文件"):
        read_labelled(tmp_path / "none.csv", "text", "label")
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\xff\xff\xff")
    with pytest.raises(LabelledRefused, match="编码"):
        read_labelled(path, "text", "label")

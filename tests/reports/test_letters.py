"""The parts of a 公文 that more than one kind of letter uses."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from reports.letter_forms import LABEL, chinese_number, lines_of, one_line, width_of
from reports.letters import Box, Letter
from reports.texts import writable


def a_letter() -> Letter:
    return Letter("通报", office="中心", made_at=datetime(2021, 9, 7, 23, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (105, "一百零五"), (110, "一百一十"),
     (1001, "一千零一"), (9999, "九千九百九十九"), (10_000, "10000"), (0, "0")],
)  # fmt: skip
def test_numbers_are_written_as_headings_count(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_a_text_is_made_fit_without_losing_its_lines() -> None:
    assert writable(" 一\x00\r\n二\t三\u202e ") == "一\n二 三"
    assert lines_of("一\n \n二") == ["一", "二"]
    assert one_line("一\n二") == "一 二"


def test_a_chinese_character_is_as_wide_as_two_digits() -> None:
    assert width_of("2021年9月8日") == 6


def test_headings_count_themselves_and_a_single_item_has_no_number(tmp_path: Path) -> None:
    letter = a_letter()
    letter.heading("基本情况")
    letter.items(["只有一条。"])
    letter.heading("下步要求")
    letter.items(["第一条。", "第二条。"])
    letter.save(tmp_path / "通报.docx")
    told = [paragraph.text for paragraph in docx.Document(str(tmp_path / "通报.docx")).paragraphs]
    assert told == ["一、基本情况", "只有一条。", "二、下步要求", "（一）第一条。", "（二）第二条。"]


def test_a_row_of_boxes_covers_the_columns_that_it_says(tmp_path: Path) -> None:
    letter = a_letter()
    table = letter.table((52, 52, 52))
    table.row(Box("单位", LABEL), Box("办结", LABEL, span=2), repeated=True)
    letter.save(tmp_path / "表.docx")
    cells = docx.Document(str(tmp_path / "表.docx")).tables[0].rows[0].cells
    assert [cell.text for cell in cells] == ["单位", "办结", "办结"]
    assert cells[1]._tc is cells[2]._tc


def test_a_missing_typeface_names_the_one_to_use_instead(tmp_path: Path) -> None:
    a_letter().save(tmp_path / "空.docx")
    with ZipFile(tmp_path / "空.docx") as archive:
        assert archive.namelist().count("word/fontTable.xml") == 1
        fonts = archive.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in fonts


def test_the_files_properties_are_the_offices(tmp_path: Path) -> None:
    a_letter().save(tmp_path / "空.docx")
    properties = docx.Document(str(tmp_path / "空.docx")).core_properties
    assert (properties.title, properties.author, properties.comments) == ("通报", "中心", "")
    assert properties.created == datetime(2021, 9, 7, 23, 30, tzinfo=UTC)

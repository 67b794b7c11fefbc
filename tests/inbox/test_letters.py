"""Word documents: their problems, their tables, and what must not be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaints.records import CUT_FROM_TEXT, Channel, RefusedFile
from complaints.towns import read_towns
from inbox.limits import Limits
from inbox.read import FileReader
from tests.inbox.families import BODY, row
from tests.inbox.letters import letter, paragraph, raw_letter
from tests.inbox.make import Table
from tests.inbox.narratives import ALL, NUMBERED_NOTES, Told

ROOT = Path(__file__).parents[2]


@pytest.fixture
def reader() -> FileReader:
    return FileReader(find_town=read_towns(ROOT / "tables" / "towns.csv").find)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name.replace(" ", "_"))
def test_a_letter_gives_the_same_problems_as_its_text(case: Told, tmp_path: Path, reader: FileReader) -> None:
    opened = reader.open(letter(tmp_path / "x.docx", *case.text.splitlines()))
    assert opened.narrative
    records = [one[1] for one in opened.rows() if isinstance(one, tuple)]
    plain = tmp_path / "x.txt"
    plain.write_text(case.text, encoding="utf-8")
    assert [record.external_id for record in records] == [one.external_id for _, one in reader.read(plain).records]


@pytest.mark.parametrize("style", ["Heading 1", "Heading 2", "bold"])
def test_headings_and_bold_lines_begin_problems(style: str, tmp_path: Path, reader: FileReader) -> None:
    path = letter(
        tmp_path / "x.docx",
        "《问政山东》2021年8月26日播出内容",
        (style, "企业接电难"),
        f"源泉镇的企业反映，{BODY}",
        "区供电中心主任现场表示，一周内接通。",
        (style, "退税慢"),
        "企业申请退税两个月没有到账。责任单位：区税务局",
    )
    reading = reader.read(path)
    assert [(one.title, one.source_unit) for _, one in reading.records] == [
        ("企业接电难", "区供电中心"),
        ("退税慢", "区税务局"),
    ]
    assert "切出 2 个问题" in reading.message


def test_paragraphs_that_the_program_numbers_are_problems(tmp_path: Path, reader: FileReader) -> None:
    path = letter(
        tmp_path / "x.docx",
        "《问政山东》2021年8月26日播出问题",
        ("List Number", "企业接水要交押金，没有依据。"),
        ("List Number", "窗口多次退件，不说理由。"),
    )
    assert len(reader.read(path).records) == 2


def test_a_table_in_a_letter_is_read_as_a_sheet(tmp_path: Path, reader: FileReader) -> None:
    table: Table = [
        ["序号", "期数", "播出日期", "反映问题", "涉及企业", "责任单位", "整改时限"],
        ["1", "第33期", "2021-08-26", BODY, "博山清釉陶瓷有限公司", "区供电中心", "2021-09-09"],
    ]
    opened = reader.open(letter(tmp_path / "x.docx", "《问政山东》问题清单", table))
    ((_, record),) = [one for one in opened.rows() if isinstance(one, tuple)]
    assert opened.channel is Channel.WENZHENG
    assert not opened.narrative
    assert (record.text, CUT_FROM_TEXT in record.extra) == (BODY, False)


def test_a_form_in_a_letter_is_one_order(tmp_path: Path, reader: FileReader) -> None:
    table = [
        row("工单编号", "no", "受理时间", "at"), row("诉求人", "person", "联系电话", "phone"),
        row("诉求内容", "body", "", ""), row("承办单位", "unit", "企业名称", "company"),
    ]  # fmt: skip
    ((_, record),) = reader.read(letter(tmp_path / "x.docx", "12345热线工单", table)).records
    assert (record.channel, record.text, record.company) == (Channel.HOTLINE, BODY, "博山清釉陶瓷有限公司")


def test_words_that_were_struck_out_do_not_come_in(tmp_path: Path, reader: FileReader) -> None:
    body = (
        paragraph("《问政山东》2021年8月26日播出") + "<w:p><w:del><w:r><w:delText>删去的话</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>一、企业接电难，三个月没有</w:t></w:r></w:ins><w:hyperlink><w:r><w:t>人查勘</w:t></w:r></w:hyperlink></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('二、退税慢，两个月没有到账。')}</w:sdtContent></w:sdt>"
    )
    texts = [one.text for _, one in reader.read(raw_letter(tmp_path / "x.docx", body)).records]
    assert texts == ["企业接电难，三个月没有人查勘", "退税慢，两个月没有到账。"]


@pytest.mark.parametrize(
    ("before", "body", "reason"),
    [
        ('<!DOCTYPE a [<!ENTITY b "bbbb">]>', "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", RefusedFile.CORRUPTED),
        ("", "<w:p>" * 5000 + "</w:p>" * 5000, RefusedFile.CORRUPTED),
        ("", "<w:p><w:r><w:t>没有关上", RefusedFile.CORRUPTED),
        ("", paragraph("一" * 5_000_000), RefusedFile.TOO_LARGE),
        ("", "", RefusedFile.NO_DATA_ROWS),
    ],
    ids=["entities", "depth", "broken", "large", "empty"],
)
def test_a_hostile_letter_is_refused(before: str, body: str, reason: RefusedFile, tmp_path: Path) -> None:
    reader = FileReader(limits=Limits(part_bytes=8 * 1024 * 1024))
    assert reader.read(raw_letter(tmp_path / "x.docx", body, before)).refused_file is reason


def test_a_letter_of_before_2007_is_to_be_saved_anew(tmp_path: Path, reader: FileReader) -> None:
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    header[44:52] = (1).to_bytes(4, "little") + (1).to_bytes(4, "little")
    header[56:60] = (4096).to_bytes(4, "little")
    header[60:76] = b"\xfe\xff\xff\xff\x00\x00\x00\x00" * 2
    header[76:80] = (0).to_bytes(4, "little")
    header[80:] = b"\xff" * (512 - 80)
    fat = b"\xfd\xff\xff\xff\xfe\xff\xff\xff" + b"\xff" * 504
    path = tmp_path / "x.doc"
    path.write_bytes(bytes(header) + fat + _entry("Root Entry", 5, 1) + _entry("WordDocument", 2, 0) + bytes(256))
    reading = reader.read(path)
    assert reading.refused_file is RefusedFile.NOT_A_SPREADSHEET
    assert "另存为 .docx" in reading.message


def _entry(name: str, kind: int, child: int) -> bytes:
    words = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(words)] = words
    entry[64:66] = (len(words) + 2).to_bytes(2, "little")
    entry[66] = kind
    entry[67] = 1
    none = b"\xff\xff\xff\xff"
    entry[68:80] = none + none + (child.to_bytes(4, "little") if kind == 5 else none)
    entry[116:120] = b"\xfe\xff\xff\xff"
    return bytes(entry)


def test_a_letter_of_another_channel_is_not_cut(tmp_path: Path, reader: FileReader) -> None:
    path = letter(tmp_path / "x.docx", *NUMBERED_NOTES.text.splitlines())
    assert reader.read(path, Channel.HOTLINE).refused_file is not None

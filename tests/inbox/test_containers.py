"""Files are told by their bytes, and none of them brings the reader down."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.records import Reading, RefusedFile, RefusedRow
from inbox.limits import Limits
from inbox.read import FileReader
from tests.inbox.make import csv_file, xlsx, xlsx_bytes

ROWS = [["工单编号", "诉求内容", "受理时间"], ["202108300001", "一切都慢。", "2021-08-30"]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOK = xlsx_bytes({"工单": ROWS})
TEXT = "\r\n".join(",".join(row) for row in ROWS).encode("utf-8-sig")
SAMPLES = Path(__file__).parent / "samples"
OLD_WORKBOOK = (SAMPLES / "05_12345_biff.xls").read_bytes()
FUZZ = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def refusal(reader: FileReader, path: Path) -> RefusedFile | None:
    reading = reader.read(path)
    assert not reading.records
    assert reading.message.endswith("。")
    return reading.refused_file


@pytest.mark.parametrize("name", ["x.xlsx", "x.xls", "x.csv", "x"])
@pytest.mark.parametrize("content", [WORKBOOK, TEXT])
def test_a_file_is_read_whatever_it_is_called(name: str, content: bytes, tmp_path: Path, reader: FileReader) -> None:
    (tmp_path / name).write_bytes(content)
    assert len(reader.read(tmp_path / name).records) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", RefusedFile.FILE_EMPTY),
        (b"\xef\xbb\xbf\r\n", RefusedFile.FILE_EMPTY),
        (WORKBOOK[: len(WORKBOOK) // 2], RefusedFile.CORRUPTED),
        (OLD_WORKBOOK[:3000], RefusedFile.CORRUPTED),
        (b"%PDF-1.7 ...", RefusedFile.NOT_A_SPREADSHEET),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9, RefusedFile.NOT_A_SPREADSHEET),
        (bytes(range(256)) * 20, RefusedFile.NOT_A_SPREADSHEET),
        ("今天没有表格，只有一段话。".encode(), RefusedFile.NOT_A_SPREADSHEET),
        ("工单编号,诉求内容,受理时间\n".encode(), RefusedFile.NO_DATA_ROWS),
        (b"<html><body><p>nothing</p></body></html>", RefusedFile.NO_DATA_ROWS),
        (b"PK\x03\x04 and nothing else", RefusedFile.CORRUPTED),
        (OLE + "EncryptedPackage".encode("utf-16-le"), RefusedFile.ENCRYPTED),
        (OLE + "WordDocument".encode("utf-16-le"), RefusedFile.NOT_A_SPREADSHEET),
    ],
)  # fmt: skip
def test_what_is_no_readable_table_is_refused_with_its_reason(
    content: bytes, reason: RefusedFile, tmp_path: Path, reader: FileReader
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert refusal(reader, path) is reason


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, reader: FileReader) -> None:
    assert refusal(reader, tmp_path / "none.xlsx") is RefusedFile.FILE_MISSING
    assert refusal(reader, tmp_path) is RefusedFile.FILE_MISSING


def test_a_far_cell_of_an_old_workbook_is_refused(tmp_path: Path, reader: FileReader) -> None:
    label = b"\xfd\x00\x0a\x00"
    at = OLD_WORKBOOK.index(label) + 4
    path = tmp_path / "x.xls"
    path.write_bytes(OLD_WORKBOOK[:at] + b"\xff" * 4 + OLD_WORKBOOK[at + 4 :])
    assert refusal(reader, path) is RefusedFile.TOO_LARGE


def test_an_old_workbook_with_a_password_is_refused_as_encrypted(tmp_path: Path, reader: FileReader) -> None:
    at = OLD_WORKBOOK.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    path = tmp_path / "x.xls"
    path.write_bytes(OLD_WORKBOOK[:at] + b"\x2f\x00" + OLD_WORKBOOK[at + 2 :])
    assert refusal(reader, path) is RefusedFile.ENCRYPTED


@pytest.mark.parametrize("name", ["word/document.xml", "report.xlsx", "xl/workbook.bin"])
def test_a_zip_that_is_no_workbook_is_refused(name: str, tmp_path: Path, reader: FileReader) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr(name, "x")
    assert refusal(reader, tmp_path / "x.xlsx") is RefusedFile.NOT_A_SPREADSHEET


@pytest.mark.parametrize("rows", [1_048_576, 600_000])
def test_one_far_cell_is_refused_before_it_can_exhaust_memory(rows: int, tmp_path: Path, reader: FileReader) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(
        edited(
            "xl/worksheets/sheet1.xml",
            "</sheetData>",
            f'<row r="{rows}"><c r="XFD{rows}"><v>1</v></c></row></sheetData>',
        )
    )
    assert refusal(reader, path) is RefusedFile.TOO_LARGE


def test_a_far_styled_cell_without_content_is_harmless(tmp_path: Path, reader: FileReader) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(
        edited(
            "xl/worksheets/sheet1.xml", "</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
        )
    )
    assert len(reader.read(path).records) == 1


def test_a_part_that_unpacks_to_more_than_it_claims_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    content = bytearray(edited("xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData>" + " " * 2_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(bytes(content).replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    reading = FileReader(limits=Limits(part_bytes=1_000_000)).read(path)
    assert reading.refused_file is RefusedFile.TOO_LARGE


def test_repeated_cells_of_an_open_document_are_counted(tmp_path: Path, reader: FileReader) -> None:
    row = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
    path = tmp_path / "x.ods"
    ods(path, f'{row} table:number-columns-repeated="900"><text:p>x</text:p></table:table-cell></table:table-row>')
    assert refusal(reader, path) is RefusedFile.TOO_LARGE


def test_an_open_document_is_read(tmp_path: Path, reader: FileReader) -> None:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in ROWS
    )
    ods(
        tmp_path / "x.ods",
        cells + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>',
    )
    assert len(reader.read(tmp_path / "x.ods").records) == 1


def test_excel_2003_xml_named_xls_is_read(tmp_path: Path, reader: FileReader) -> None:
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in ROWS
    )
    path = tmp_path / "x.xls"
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="工单"><Table>{rows}</Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    assert len(reader.read(path).records) == 1


def test_merged_cells_and_breaks_of_a_web_page_are_read_as_a_spreadsheet_would(
    tmp_path: Path, reader: FileReader
) -> None:
    path = tmp_path / "x.xls"
    path.write_text(
        "<html><style>td{x}</style><table><tr><td colspan=3>热线工单</td></tr>"
        "<tr><th rowspan=2>工单编号</th><th colspan=2>诉求</th></tr>"
        "<tr><th>标题</th><th>内容</th></tr><tr><td>A1<td>慢<td>一<br>二&nbsp;</tr></table>",
        encoding="gb18030",
    )
    ((row, record),) = reader.read(path).records
    assert (row, record.external_id, record.title, record.text) == (4, "A1", "慢", "一\n二")


def test_an_unclosed_quote_costs_rows_and_not_the_file(tmp_path: Path, reader: FileReader) -> None:
    lines = [f"2021083{at:05d},{'慢' * 60},2021-08-30" for at in range(20000)]
    lines[3] = lines[3].replace(",慢", ',"慢', 1)
    reading = reader.read(csv_file(tmp_path / "x.csv", "工单编号,诉求内容,受理时间", *lines))
    assert reading.refused[0].row == 5
    assert reading.refused[0].reason is RefusedRow.ROW_MALFORMED
    assert len(reading.records) >= 3


def edited(part: str, old: str, new: str) -> bytes:
    """The workbook with `old` replaced in one of its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info).decode()
            target.writestr(info.filename, content.replace(old, new) if info.filename == part else content)
    return buffer.getvalue()


def ods(path: Path, rows: str) -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="工单">{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )


def always_a_reading(content: bytes, folder: Path) -> None:
    path = folder / "fuzz"
    path.write_bytes(content)
    reading = FileReader().read(path)
    assert isinstance(reading, Reading)
    assert reading.refused_file is None or reading.message.endswith("。")


@FUZZ
@given(content=st.binary(max_size=2000))
def test_any_bytes_give_a_reading(content: bytes, tmp_path: Path) -> None:
    always_a_reading(content, tmp_path)


@FUZZ
@given(head=st.sampled_from([WORKBOOK, TEXT, OLD_WORKBOOK, b"<table><tr><td>"]), data=st.data())
def test_a_file_with_changed_bytes_gives_a_reading(head: bytes, data: st.DataObject, tmp_path: Path) -> None:
    content = bytearray(head)
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    always_a_reading(bytes(content[: data.draw(st.integers(1, len(content)))]), tmp_path)


CELLS = st.one_of(
    st.text(max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["工单编号", "诉求内容", "受理时间", "企业名称", "期数", "是否存在分歧或投诉", "合计", "2021-08-30"]
    ),
)


@FUZZ
@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_any_table_under_a_good_header_gives_a_reading_without_a_fault(
    rows: list[list[str | float]], tmp_path: Path
) -> None:
    reading = FileReader().read(xlsx(tmp_path / "fuzz.xlsx", [ROWS[0], *rows]))
    assert reading.refused_file in (None, RefusedFile.NO_DATA_ROWS, RefusedFile.UNKNOWN_LAYOUT)

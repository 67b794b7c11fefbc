"""A file may lie, swell, hang or bring its reader down: the office gets a sentence, and nothing is left behind."""

from __future__ import annotations

import base64
import gc
import os
import signal
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from complaints.records import FileRefused, RefusedFile
from inbox.containers import open_sheets
from inbox.limits import MIB, Limits
from inbox.sheets import BrokenRow, Row
from tests.inbox.make import (
    OOXML,
    STRICT_OOXML,
    STRICT_RELATIONSHIPS,
    bare_xlsx,
    csv_file,
    inline_rows,
    ole_file,
    worksheet,
    xlsx,
    xlsx_bytes,
    zipped,
)

ROWS = [["工单编号", "诉求内容", "受理时间"], ["A202108300001", "一切都慢。", "2021-08-30"]]
GOOD = inline_rows(ROWS)
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
SAMPLES = Path(__file__).parent / "samples"
OLD_WORKBOOK = (SAMPLES / "05_12345_biff.xls").read_bytes()
BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)
FILEPASS = b"\x2f\x00\x06\x00" + bytes(6)
HAS_CHILDREN = Path(f"/proc/self/task/{os.getpid()}/children").exists()
on_linux = pytest.mark.skipif(not HAS_CHILDREN, reason="the system does not list a process's children")
#: Small enough that a bomb is felt at once, large enough for every honest file here.
LIMITS = Limits(memory_bytes=512 * MIB, seconds=20)


def rows_of(path: Path, limits: Limits = LIMITS) -> list[list[Row]]:
    return [list(sheet.rows) for sheet in open_sheets(path, limits)]


def refusal_of(path: Path, limits: Limits = LIMITS) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        rows_of(path, limits)
    assert caught.value.sentence.endswith("。")
    return caught.value


def saved(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def children() -> set[int]:
    """The processes that this one has started and that have not been waited for."""
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        # A thread may end while it is looked at.
        with suppress(OSError):
            found.update(map(int, (task / "children").read_text().split()))
    return {process for process in found if not _is_of_multiprocessing(process)}


def _is_of_multiprocessing(process: int) -> bool:
    """Whether it is multiprocessing's own, which stays as long as this one where a test before has used a pool."""
    with suppress(OSError):
        return b"multiprocessing" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


def rows_or_refusal(path: Path) -> list[Row] | RefusedFile:
    """The sound rows of the first sheet, or why the file was refused."""
    try:
        return [row for row in rows_of(path)[0] if not isinstance(row, BrokenRow)]
    except FileRefused as refused:
        return refused.reason


def strings(count: str) -> dict[str, str | bytes]:
    return {
        "xl/sharedStrings.xml": f'<sst xmlns="{OOXML}" count="{count}" uniqueCount="{count}"><si><t>x</t></si></sst>'
    }


def many_long_strings() -> bytes:
    """A text of 30,000 characters, shared by 200,000 cells."""
    row = "".join(f'<c r="{chr(65 + at)}%d" t="s"><v>0</v></c>' for at in range(20))
    rows = "".join(f"<row>{row % ((number,) * 20)}</row>" for number in range(1, 10_001))
    text = f'<sst xmlns="{OOXML}"><si><t>{"慢" * 30_000}</t></si></sst>'
    return bare_xlsx(worksheet(rows), others={"xl/sharedStrings.xml": text})


def utf16(xml: str) -> bytes:
    return ('\ufeff<?xml version="1.0" encoding="UTF-16"?>' + xml).encode("utf-16-le")


def changed(old: bytes, new: bytes, at: int = 0) -> bytes:
    """The old workbook with the bytes `at` places after `old` replaced."""
    place = OLD_WORKBOOK.index(old) + at
    return OLD_WORKBOOK[:place] + new + OLD_WORKBOOK[place + len(new) :]


def looped() -> bytes:
    """The old workbook with an allocation table in which every sector leads back to the first."""
    (table,) = struct.unpack_from("<I", OLD_WORKBOOK, 76)
    at = (table + 1) * 512
    return OLD_WORKBOOK[:at] + bytes(512) + OLD_WORKBOOK[at + 512 :]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: bare_xlsx(worksheet(GOOD + FAR.replace('"', "'"))), id="single quotes"),
        pytest.param(lambda: bare_xlsx(worksheet(GOOD + FAR.replace("XFD", "xfd"))), id="small letters"),
        pytest.param(lambda: bare_xlsx(utf16(worksheet(GOOD + FAR))), id="UTF-16"),
        pytest.param(lambda: bare_xlsx(worksheet(GOOD + FAR), "x/s.png", "/x/s.png"), id="a sheet named as a picture"),
        pytest.param(lambda: bare_xlsx(worksheet(GOOD + "<row r='1048570'><c><v>1</v></c></row>" + "<row r='4'>" + "<c><v>1</v></c>" * 16384 + "</row>")), id="cells without places"),
        pytest.param(lambda: bare_xlsx(worksheet(GOOD + '<row r="3"><c r="XFD4294967295"><v>1</v></c></row>')), id="a row beyond all rows"),
        pytest.param(lambda: bare_xlsx(worksheet(GOOD + '<row r="3"><c r="ZZZZZZ3"><v>1</v></c></row>')), id="a column beyond all columns"),
        pytest.param(many_long_strings, id="a long text in every cell"),
        pytest.param(lambda: bare_xlsx(worksheet(GOOD), sheets=2001), id="too many sheets"),
        pytest.param(lambda: bare_xlsx(worksheet(GOOD), others={f"x/{at}": "" for at in range(20_001)}), id="too many parts"),
        pytest.param(lambda: bare_xlsx(worksheet(GOOD + f'<row x="{"a" * 40 * MIB}"/>')), id="a long attribute"),
        pytest.param(lambda: bare_xlsx(worksheet(GOOD) + " " * 170 * MIB), id="a part that swells"),
        pytest.param(lambda: changed(b"\x00\x02\x0e\x00", struct.pack("<2I2H", 0, 0xFFFFFFF0, 0, 0xFFF0), 4), id="an .xls of false dimensions"),
        pytest.param(looped, id="an .xls that runs in a circle"),
        pytest.param(lambda: b"<table>" * 2001, id="too many tables"),
        pytest.param(lambda: b"<table><tr>" + b"<td colspan=1000000>x" * 1000, id="a page of wide cells"),
        pytest.param(lambda: b"<table><tr>" + b"<td rowspan=1000>x" * 16000 + b"</tr>" + b"<tr><td>y" * 999, id="a page of high cells"),
        pytest.param(lambda: b"<?xml version='1.0'?><Workbook><Worksheet><Table>" + b"<Row><Cell ss:Index='16384'><Data>x</Data></Cell></Row>" * 600, id="cells far to the right"),
        pytest.param(lambda: b"<Workbook><Worksheet><Table><Row ss:Index='9000000'>", id="a row far down"),
        pytest.param(("工单编号" + ",x" * 100_000 + "\n").encode, id="a text of 100,000 columns"),
        pytest.param(lambda: b"x" * 2 * MIB, id="a text of one line"),
    ],
)  # fmt: skip
def test_what_would_exhaust_the_machine_is_too_large(content: Callable[[], bytes], tmp_path: Path) -> None:
    refused = refusal_of(saved(tmp_path / "x", content()))
    assert refused.reason is RefusedFile.TOO_LARGE
    assert "超过" in refused.sentence


LAUGHS = "<!DOCTYPE a [" + '<!ENTITY a "aaaaaaaaaa">' + '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">' + "]>"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: bare_xlsx(LAUGHS + worksheet(GOOD)), id="entities"),
        pytest.param(lambda: zipped({"content.xml": LAUGHS + "<a>&b;</a>"}), id="entities of an .ods"),
        pytest.param(lambda: bare_xlsx(worksheet(GOOD), others={"xl/worksheets/SHEET1.xml": worksheet(GOOD)}), id="two parts of one name"),
        pytest.param(lambda: bare_xlsx(worksheet(GOOD), others=strings("18446744073709551615")), id="a number beyond all numbers"),
        pytest.param(lambda: bare_xlsx(worksheet('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'), others=strings("1")), id="a string that is not there"),
        pytest.param(lambda: bare_xlsx("", "x", "x"), id="no sheet"),
        pytest.param(lambda: zipped({"content.xml": "<a>" * 100_000}), id="a deep .ods"),
        pytest.param(lambda: OLD_WORKBOOK[:68] + struct.pack("<2I", 3, 0xFFFFFF) + OLD_WORKBOOK[76:], id="a table in no sector"),
        pytest.param(lambda: OLD_WORKBOOK[:600], id="an .xls without its streams"),
        pytest.param(lambda: OLD_WORKBOOK[:30_000], id="an .xls without its end"),
        pytest.param(lambda: b"<Workbook><Worksheet><Table><Row><Cell><Data>x</Data></Cell></Row>", id="XML without its end"),
        pytest.param(lambda: b"<table><tr><td><![x[ y", id="a false declaration"),
        pytest.param(lambda: b"MIME-Version: 1.0\n" + b"".join(b'Content-Type: multipart/related; boundary="b%d"\n\n--b%d\n' % (at, at) for at in range(2000)), id="a letter within a letter"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_corrupted(content: Callable[[], bytes], tmp_path: Path) -> None:
    assert refusal_of(saved(tmp_path / "x", content())).reason is RefusedFile.CORRUPTED


def test_a_lie_about_a_sheets_size_alone_does_no_harm(tmp_path: Path) -> None:
    before = '<dimension ref="A1:XFD1048576"/>'
    assert rows_of(saved(tmp_path / "x", bare_xlsx(worksheet(GOOD, before)))) == [ROWS]


def test_a_reading_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = saved(tmp_path / "x", b"<table><tr><td>" + b"<" * 20_000_000)
    refused = refusal_of(path, Limits(seconds=1))
    assert refused.reason is RefusedFile.TOO_LARGE
    assert "1 秒" in refused.sentence


@pytest.mark.skipif(sys.platform != "linux", reason="no other system bounds a process's memory reliably")
def test_a_reading_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "x", [[f"{row} {column}" * 20 for column in range(40)] for row in range(3000)])
    assert len(rows_of(path)[0]) == 3000
    refused = refusal_of(path, Limits(memory_bytes=64 * MIB))
    assert refused.reason is RefusedFile.TOO_LARGE
    assert "64 MB" in refused.sentence


@on_linux
def test_a_reading_process_that_is_killed_refuses_the_file(tmp_path: Path) -> None:
    (sheet,) = open_sheets(xlsx(tmp_path / "x", [["慢"]] * 5000), LIMITS)
    next(sheet.rows)
    (child,) = children()
    os.kill(child, signal.SIGKILL)
    with pytest.raises(FileRefused):
        list(sheet.rows)
    assert not children()


@on_linux
@pytest.mark.parametrize("signal_number", [signal.SIGSEGV, signal.SIGABRT])
def test_a_reading_process_that_crashes_refuses_every_sheet(signal_number: int, tmp_path: Path) -> None:
    path = saved(tmp_path / "x", xlsx_bytes({"a": [["慢"]] * 5000, "b": [["慢"]] * 5000}))
    sheets = open_sheets(path, LIMITS)
    (child,) = children()
    os.kill(child, signal_number)
    for sheet in sheets:
        with pytest.raises(FileRefused):
            list(sheet.rows)
    assert not children()


@on_linux
def test_no_process_is_left_after_the_last_row(tmp_path: Path) -> None:
    sheets = open_sheets(xlsx(tmp_path / "x", ROWS, second=ROWS), LIMITS)
    assert [list(sheet.rows) for sheet in sheets] == [ROWS, ROWS]
    assert not children()


@on_linux
@pytest.mark.parametrize("walked", [0, 1, 40])
def test_no_process_is_left_when_reading_stops_half_way(walked: int, tmp_path: Path) -> None:
    sheets = open_sheets(xlsx(tmp_path / "x", [["慢"]] * 5000, second=ROWS), LIMITS)
    for _ in range(walked):
        next(sheets[0].rows)
    assert children()
    del sheets
    gc.collect()
    assert not children()


@on_linux
def test_no_process_is_left_by_a_refused_file(tmp_path: Path) -> None:
    refusal_of(saved(tmp_path / "x", bare_xlsx(worksheet(GOOD + FAR))))
    assert not children()


@on_linux
def test_a_reading_process_is_not_handed_the_programs_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUJIE_TOKEN", "a-secret")
    sheets = open_sheets(xlsx(tmp_path / "x", [["慢"]] * 5000), LIMITS)
    (child,) = children()
    assert b"a-secret" not in Path(f"/proc/{child}/environ").read_bytes()
    assert len(list(sheets[0].rows)) == 5000


def test_sheets_may_be_walked_by_turns(tmp_path: Path) -> None:
    tables = {name: [[f"{name}{at}"] for at in range(1300)] for name in ("a", "b", "c")}
    sheets = open_sheets(saved(tmp_path / "x", xlsx_bytes(tables)), LIMITS)
    by_turns = list(zip(*(sheet.rows for sheet in sheets), strict=True))
    assert [list(rows) for rows in zip(*by_turns, strict=True)] == list(tables.values())


def test_heads_may_be_read_before_the_rest(tmp_path: Path) -> None:
    sheets = open_sheets(xlsx(tmp_path / "x", [["a"]] * 700, second=[["b"]] * 700), LIMITS)
    heads = [[next(sheet.rows) for _ in range(30)] for sheet in sheets]
    assert [len(head) + len(list(sheet.rows)) for head, sheet in zip(heads, sheets, strict=True)] == [700, 700]


def test_a_workbook_is_read_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    xlsx(tmp_path / "工单 一.xlsx", ROWS)
    monkeypatch.chdir(tmp_path)
    assert rows_of(Path("工单 一.xlsx")) == [ROWS]


# -- What is beyond a limit costs as little as it can.

LONG = [["工单编号", "诉求内容"], ["A1", "慢"], ["A2", "慢" * 101], ["A3", "慢"]]


def broken_rows(rows: list[Row]) -> Iterator[tuple[int, str]]:
    return ((at, row.sentence) for at, row in enumerate(rows, 1) if isinstance(row, BrokenRow))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "html"])
def test_a_cell_beyond_the_limit_costs_its_row_alone(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    if kind == "csv":
        csv_file(path, *(",".join(row) for row in LONG))
    elif kind == "xlsx":
        xlsx(path, LONG)
    else:
        saved(path, "<table>" + "".join(f"<tr><td>{row[0]}<td>{row[1]}</tr>" for row in LONG) + "</table>")
    (rows,) = rows_of(path, Limits(cell_characters=100))
    assert [*broken_rows(rows)] == [(3, "单元格超过 100 字，多半是引号没有成对。请改正后重新导入。")]
    assert [rows[at] for at in (0, 1, 3)] == [LONG[at] for at in (0, 1, 3)]


def test_a_cell_as_long_as_a_spreadsheet_allows_is_read(tmp_path: Path) -> None:
    text = "慢" * 32_767
    assert rows_of(xlsx(tmp_path / "x", [["a", text]])) == [[["a", text]]]
    assert rows_of(csv_file(tmp_path / "y", f"a,{text}")) == [[["a", text]]]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "html"])
def test_a_table_beyond_the_limit_of_rows_is_refused_after_its_first_rows(kind: str, tmp_path: Path) -> None:
    path, table = tmp_path / "x", [[str(at), "慢"] for at in range(101)]
    if kind == "csv":
        csv_file(path, *(",".join(row) for row in table))
    elif kind == "xlsx":
        xlsx(path, table)
    else:
        saved(path, "<table>" + "<tr><td>a</tr>" * 101 + "</table>")
    refused = refusal_of(path, Limits(rows=100))
    assert refused.reason is RefusedFile.TOO_LARGE
    assert "100 行" in refused.sentence
    assert len(rows_of(path, Limits(rows=101))[0]) == 101


def test_the_rows_of_all_sheets_count(tmp_path: Path) -> None:
    path = saved(tmp_path / "x", bare_xlsx(worksheet(inline_rows([["慢"]] * 60)), sheets=3))
    assert refusal_of(path, Limits(rows=179)).reason is RefusedFile.TOO_LARGE
    assert len(rows_of(path, Limits(rows=180))) == 3


def test_a_row_far_too_wide_costs_itself_where_the_table_has_begun(tmp_path: Path) -> None:
    lines = [*["A1,慢"] * 40, "," * 20_000, "A2,慢"]
    (rows,) = rows_of(csv_file(tmp_path / "x", *lines))
    assert [at for at, _ in broken_rows(rows)] == [41]
    assert rows[-1] == ["A2", "慢"]


def test_a_line_far_too_long_costs_itself(tmp_path: Path) -> None:
    (rows,) = rows_of(csv_file(tmp_path / "x", "a,b", "A1," + "x" * 3 * MIB, "A2,慢"))
    assert [at for at, _ in broken_rows(rows)] == [2]
    assert rows[-1] == ["A2", "慢"]


def test_a_file_beyond_the_limit_of_its_kind_is_refused_with_both_sizes(tmp_path: Path) -> None:
    path = saved(tmp_path / "x", bare_xlsx(worksheet(GOOD), others={"a.png": os.urandom(3 * MIB)}))
    assert "超过上限 2 MB" in refusal_of(path, Limits(workbook_bytes=2 * MIB)).sentence
    assert "超过上限 3 MB" in refusal_of(path, Limits(file_bytes=3 * MIB)).sentence


def test_a_million_rows_of_text_are_not_held(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with path.open("w", encoding="utf-8") as file:
        file.writelines("A1,慢,2021-08-30\n" for _ in range(1_000_000))
    (sheet,) = open_sheets(path, Limits())
    assert sum(1 for _ in sheet.rows) == 1_000_000


# -- Passwords.


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(ole_file({"EncryptionInfo": b"", "EncryptedPackage": bytes(9000)}, fragmented=True), id="xlsx"),
        pytest.param(ole_file({"Workbook": BOF + FILEPASS}), id="xls"),
        pytest.param(
            ole_file({"Workbook": BOF + b"\x00\x01\xe8\x03" + bytes(1000) + FILEPASS}, fragmented=True),
            id="xls in pieces",
        ),
        pytest.param(ole_file({"Book": BOF.replace(b"\x00\x06", b"\x00\x05") + FILEPASS}), id="xls of Excel 95"),
        pytest.param(zipped({"META-INF/manifest.xml": "<manifest:encryption-data/>", "content.xml": "x"}), id="ods"),
        pytest.param(
            zipped({"META-INF/manifest.xml": "<m:encryption-data/>", "encrypted-package": "x"}), id="ods whole"
        ),
    ],
)
def test_a_password_is_told_wherever_it_is_set(content: bytes, tmp_path: Path) -> None:
    assert refusal_of(saved(tmp_path / "x", content)).reason is RefusedFile.ENCRYPTED


def test_a_protected_sheet_is_read(tmp_path: Path) -> None:
    after = '<sheetProtection password="CC1A" sheet="1" objects="1"/></worksheet>'
    sheet = worksheet(GOOD).replace("</worksheet>", after)
    assert rows_of(saved(tmp_path / "x", bare_xlsx(sheet))) == [ROWS]


def test_words_that_name_another_kind_of_file_may_stand_in_a_cell(tmp_path: Path) -> None:
    inner = OLD_WORKBOOK + "EncryptedPackage WordDocument".encode("utf-16-le")
    assert len(rows_of(saved(tmp_path / "x", inner))[0]) > 100


# -- The families of files, told by their bytes.


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(bare_xlsx(worksheet(GOOD)), id="inline strings, no styles"),
        pytest.param(bare_xlsx(worksheet(inline_rows(ROWS, places=False))), id="cells without places"),
        pytest.param(bare_xlsx(worksheet(GOOD), "xl/worksheets/Sheet1.xml"), id="capital letters"),
        pytest.param(bare_xlsx(worksheet(GOOD), target="/xl/worksheets/sheet1.xml"), id="an absolute target"),
        pytest.param(bare_xlsx(worksheet(GOOD).replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")), id="a prefix"),
        pytest.param(bare_xlsx(worksheet(GOOD.replace('t="inlineStr"', 't="str"').replace("<is><t>", "<v>").replace("</t></is>", "</v>"))), id="formula strings"),
        pytest.param(bare_xlsx(worksheet(GOOD, namespace=STRICT_OOXML), relationships=STRICT_RELATIONSHIPS), id="strict"),
    ],
)  # fmt: skip
def test_workbooks_of_small_exporters_are_read(content: bytes, tmp_path: Path) -> None:
    assert rows_of(saved(tmp_path / "x", content)) == [ROWS]


@pytest.mark.parametrize("zip64", [False, True])
def test_a_workbook_written_as_a_stream_is_read(zip64: bool, tmp_path: Path) -> None:
    path = tmp_path / "x"
    with (
        path.open("wb") as file,
        zipfile.ZipFile(_Unseekable(file.write), "w", zipfile.ZIP_DEFLATED) as target,  # type: ignore[arg-type]
        zipfile.ZipFile(xlsx(tmp_path / "y", ROWS)) as source,
    ):
        for name in source.namelist():
            with target.open(name, "w", force_zip64=zip64) as part:
                part.write(source.read(name))
    assert rows_of(path) == [ROWS]


class _Unseekable:
    """A file that can only be written on, as a web server's answer: zip puts the sizes behind the parts."""

    def __init__(self, write: Callable[[bytes], int]) -> None:
        self.write = write

    def flush(self) -> None:
        """Nothing is held back."""


def test_a_macro_workbook_is_read_and_a_binary_one_refused_with_the_reason(tmp_path: Path) -> None:
    macro = bare_xlsx(worksheet(GOOD), others={"xl/vbaProject.bin": os.urandom(5000)})
    assert rows_of(saved(tmp_path / "x.xlsm", macro)) == [ROWS]
    assert ".xlsb" in refusal_of(saved(tmp_path / "x.xlsb", zipped({"xl/workbook.bin": "x"}))).sentence


PAGE = "<table><tr><th>工单编号</th><th>诉求内容</th><th>受理时间</th></tr><tr><td>A202108300001</td><td>一切都慢。</td><td>2021-08-30</td></tr></table>"


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("meta", [True, False])
def test_a_page_named_xls_is_read_in_the_offices_encodings(charset: str, meta: bool, tmp_path: Path) -> None:
    head = f'<head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>' if meta else ""
    page = f"<html>\n{head}<body>{PAGE}</body></html>"
    assert rows_of(saved(tmp_path / "x.xls", page.encode(charset))) == [ROWS]


def test_a_table_within_a_table_is_a_sheet_of_its_own(tmp_path: Path) -> None:
    page = f"<table><tr><td>导航</td><td>{PAGE}</td></tr></table>"
    assert ROWS in rows_of(saved(tmp_path / "x", page))


def test_a_page_that_was_cut_off_tells_the_row(tmp_path: Path) -> None:
    (rows,) = rows_of(saved(tmp_path / "x", PAGE[: PAGE.index("慢")]))
    assert rows[0] == ROWS[0]
    assert [at for at, _ in broken_rows(rows)] == [2]


def test_excel_2003_xml_keeps_its_gaps_hidden_sheets_and_marked_text(tmp_path: Path) -> None:
    sheets = open_sheets(
        saved(
            tmp_path / "x.xls",
            '<?xml version="1.0"?><!DOCTYPE Workbook><Workbook xmlns:ss="x"><Worksheet ss:Name="a"><Table><Row ss:Index="2">'
            '<Cell ss:Index="3"><Data ss:Type="String"><![CDATA[慢<1>]]></Data><Comment><Data>批注</Data></Comment></Cell>'
            '</Row></Table></Worksheet><Worksheet ss:Name="b"><Table><Row><Cell><Data>x</Data></Cell></Row></Table>'
            "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>",
        ),
        LIMITS,
    )
    assert [(sheet.name, sheet.hidden, list(sheet.rows)) for sheet in sheets] == [
        ("a", False, [[], ["", "", "慢<1>"]]),
        ("b", True, [["x"]]),
    ]


@pytest.mark.parametrize("named", ["us-ascii", "gb2312", "utf-8"])
def test_a_web_archive_is_read(named: str, tmp_path: Path) -> None:
    page = base64.encodebytes(f"<html><meta charset=gb2312>{PAGE}</html>".encode("gb18030"))
    archive = (
        b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
        b'Content-Type: multipart/related;\r\n boundary="----=_b"\r\n\r\nThis\r\n------=_b\r\n'
        b"Content-Location: file:///C:/x/sheet001.htm\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Type: text/html; charset="' + named.encode() + b'"\r\n\r\n' + page + b"\r\n------=_b--\r\n"
    )
    assert rows_of(saved(tmp_path / "x.mht", archive)) == [ROWS]


def test_a_letter_without_a_table_is_no_spreadsheet(tmp_path: Path) -> None:
    letter = b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/plain\n\nnothing\n"
    assert refusal_of(saved(tmp_path / "x", letter)).reason is RefusedFile.NOT_A_SPREADSHEET


TEXT = "\r\n".join(",".join(row) for row in ROWS) + "\r\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.encode("utf-16"), id="UTF-16"),
        pytest.param(TEXT.encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param(TEXT.encode("utf-16-be"), id="UTF-16 the other way round without a mark"),
        pytest.param(TEXT.replace(",", "\t").encode("utf-16"), id="Unicode text"),
        pytest.param(TEXT.replace(",", "\t").encode("gbk"), id="tabs"),
        pytest.param(("sep=;\r\n" + TEXT.replace(",", ";")).encode("gbk"), id="a line that names the delimiter"),
        pytest.param(('\ufeff"sep=|"\r\n' + TEXT.replace(",", "|")).encode(), id="the same in quotes"),
        pytest.param(
            TEXT.replace("A2021", '\ufeff"A2021').replace("001,", '001",').encode("utf-8-sig"), id="two marks"
        ),
    ],
)
def test_texts_are_read_in_every_form_that_excel_writes(content: bytes, tmp_path: Path) -> None:
    assert rows_of(saved(tmp_path / "x.xls", content)) == [ROWS]


@pytest.mark.parametrize("name", ["01_12345_clean.xlsx", "05_12345_biff.xls", "06_12345_html.xls"])
def test_a_file_cut_anywhere_gives_its_first_rows_or_a_refusal(name: str, tmp_path: Path) -> None:
    whole = (SAMPLES / name).read_bytes()
    expected = rows_of(SAMPLES / name)[0]
    for part in range(1, 20):
        path = saved(tmp_path / "x", whole[: len(whole) * part // 20])
        rows = rows_or_refusal(path)
        assert rows is RefusedFile.CORRUPTED or rows == expected[: len(rows)]

"""sujie similar, split, duplicates: columns added, exit codes, what a person is told; and --dry-run is the truth."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.inbox.make import csv_file, xlsx
from tests.trained import Run

SAMPLES = Path(__file__).resolve().parents[1] / "inbox" / "samples"
POWER = "博山清釉陶瓷有限公司反映，一号车间每天停电三次，变压器过载，窑炉报废。"
AGAIN = "清釉陶瓷的一号车间天天停电，说是变压器过载，窑炉都报废了。"
TAX = "我公司退税申请两个月没有到账，请税务局尽快办理。"


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def written(path: Path, rows: list[list[str]], encoding: str = "utf-8-sig") -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


# similar


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_similar_adds_its_columns_to_the_rows_as_they_are(sujie: Run, tmp_path: Path, encoding: str) -> None:
    rows = [
        ["编号", "a", "备注", "b"],
        ["1", POWER, "𠮷\n第二行", AGAIN],
        ["2", POWER, "", TAX],
        ["3", "", "", ""],
        ["4", POWER],
    ]
    source, out = written(tmp_path / "pairs.csv", rows, encoding), tmp_path / "out.csv"
    code, said, err = sujie("similar", "--csv", str(source), "--out", str(out))
    assert (code, err) == (0, "")
    assert said == f"已写 {out}：4行。\n"
    header, *found = read(out)
    assert header == [*rows[0], "score", "same", "because"]
    assert [row[:4] for row in found] == [*rows[1:4], ["4", POWER, "", ""]]
    assert all(0 <= float(row[4]) <= 1 and row[5] in "01" for row in found)
    assert [row[5] for row in found] == ["1", "0", "0", "0"]
    assert float(found[0][4]) > float(found[1][4])
    assert "停电" in found[0][6]


def test_similar_reads_the_columns_that_are_named(sujie: Run, tmp_path: Path) -> None:
    source = written(tmp_path / "pairs.csv", [["一", "a", "二"], [POWER, TAX, AGAIN]])
    out = tmp_path / "out.csv"
    assert sujie("similar", "--csv", str(source), "--out", str(out), "--a-column", "一", "--b-column", "二")[0] == 0
    assert read(out)[1][4] == "1"


@pytest.mark.parametrize("words", [["--a-column", "甲"], ["--b-column", "甲"]])
def test_a_column_that_is_not_there_is_named_with_those_that_are(sujie: Run, tmp_path: Path, words: list[str]) -> None:
    source, out = written(tmp_path / "pairs.csv", [["a", "b"], [POWER, TAX]]), tmp_path / "out.csv"
    code, _, err = sujie("similar", "--csv", str(source), "--out", str(out), *words)
    assert code == 1
    assert err == "pairs.csv 没有“甲”列；有：a、b\n"
    assert not out.exists()


@pytest.mark.parametrize("command", ["similar", "split"])
@pytest.mark.parametrize(
    ("content", "says"), [(b"", "空"), (None, "nowhere.csv"), (b"a,b,text\r\n\x81\xff\xff,1,2\r\n", "broken.csv")]
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    sujie: Run, tmp_path: Path, command: str, content: bytes | None, says: str
) -> None:
    path = tmp_path / ("nowhere.csv" if content is None else "broken.csv")
    if content is not None:
        path.write_bytes(content)
    code, out, err = sujie(command, "--csv", str(path), "--out", str(tmp_path / "out.csv"))
    assert (code, out) == (1, "")
    assert says in err
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_a_header_without_rows_gives_a_header(sujie: Run, tmp_path: Path) -> None:
    source, out = written(tmp_path / "pairs.csv", [["a", "b"]]), tmp_path / "out.csv"
    code, said, _ = sujie("similar", "--csv", str(source), "--out", str(out))
    assert (code, said) == (0, f"已写 {out}：0行。\n")
    assert read(out) == [["a", "b", "score", "same", "because"]]


@pytest.mark.parametrize("command", [["similar"], ["split"], ["classify", "--text-column", "text"]], ids="".join)
def test_the_file_that_is_read_is_never_written_over(sujie: Run, tmp_path: Path, command: list[str]) -> None:
    source = written(tmp_path / "pairs.csv", [["a", "b", "text"], [POWER, TAX, POWER]])
    before = source.read_bytes()
    (tmp_path / "link.csv").symlink_to(source)
    for out in (source, tmp_path / "." / "pairs.csv", tmp_path / "link.csv"):
        code, _, err = sujie(*command, "--csv", str(source), "--out", str(out))
        assert code == 2
        assert "换一个文件名" in err
        assert source.read_bytes() == before


def test_where_nothing_can_be_written_is_one_sentence(sujie: Run, tmp_path: Path) -> None:
    source = written(tmp_path / "pairs.csv", [["a", "b"], [POWER, TAX]])
    code, _, err = sujie("similar", "--csv", str(source), "--out", str(tmp_path / "no" / "out.csv"))
    assert code == 1
    assert "写不了" in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words", [["similar"], ["similar", "--csv", "a.csv"], ["split", "--csv", "a.csv"], ["duplicates", "--limit", "0"]]
)
def test_usage_that_is_wrong_is_exit_code_two(sujie: Run, words: list[str]) -> None:
    assert sujie(*words)[0] == 2


# split

TWO = f"事项一：{POWER}\n事项二：{TAX}"


def test_split_tells_each_matter_with_its_unit(sujie: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _ = sujie("split", TWO, "--json")
    parts = json.loads(out)
    assert code == 0
    assert [part["unit"] for part in parts] == ["区供电中心", "区税务局"]
    assert "停电" in parts[0]["text"]
    assert "退税" in parts[1]["text"]
    code, out, _ = sujie("split", TWO)
    assert out.splitlines()[0] == "2件事："
    assert out.splitlines()[1].startswith("  1. 区供电中心：")
    assert sujie("split", POWER)[1].startswith("一件事：\n  1. 区供电中心：")
    monkeypatch.setattr("sys.stdin", io.StringIO(TWO))
    assert json.loads(sujie("split", "--json")[1]) == parts


def test_split_of_nothing_is_wrong_usage(sujie: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for empty in ("", " \n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(empty))
        code, _, err = sujie("split")
        assert (code, "请写一段文本" in err) == (2, True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_split_adds_the_parts_of_each_row(sujie: Run, tmp_path: Path, encoding: str) -> None:
    source = written(tmp_path / "texts.csv", [["id", "内容"], ["1", TWO], ["2", TAX], ["3", ""]], encoding)
    out = tmp_path / "out.csv"
    code, said, _ = sujie("split", "--csv", str(source), "--out", str(out), "--text-column", "内容")
    assert (code, said) == (0, f"已写 {out}：3行。\n")
    header, *rows = read(out)
    assert header == ["id", "内容", "parts"]
    assert [row[0] for row in rows] == ["1", "2", "3"]
    units = [[part["unit"] for part in json.loads(row[2])] for row in rows]
    assert units[0] == ["区供电中心", "区税务局"]
    assert units[1] == ["区税务局"]
    code, _, err = sujie("split", "--csv", str(source), "--out", str(out))
    assert (code, err) == (1, "texts.csv 没有“text”列；有：id、内容\n")


# duplicates


def hotline(path: Path, *orders: tuple[str, str], at: str = "2021-08-30 14:05") -> Path:
    """A hotline export of these (order, text)."""
    return xlsx(
        path,
        [["工单编号", "受理时间", "标题", "内容", "联系人", "企业名称", "承办单位", "办理状态"]]
        + [[f"2021083037030400{order}", at, "", text, "王会计", "", "区供电中心", "办理中"] for order, text in orders],
    )


LEDGER = ["序号", "指标名称", "牵头单位", "企业名称", "统一社会信用代码", "所属镇街", "办理事项"]


def ledger(path: Path, *names: str) -> Path:
    """A ledger of sample enterprises."""
    lines = [[at, "纳税", "区税务局", name, "", "山头街道", "退税"] for at, name in enumerate(names, 1)]
    return xlsx(path, [["样本企业汇总表"], LEDGER, *lines])


def test_duplicates_lists_what_may_be_the_same_with_reasons(sujie: Run, tmp_path: Path) -> None:
    assert sujie("duplicates") == (0, "没有疑似重复的诉求。\n", "")
    assert json.loads(sujie("duplicates", "--json")[1]) == []
    sujie("import", str(hotline(tmp_path / "a.xlsx", ("0012", POWER), ("0013", TAX), ("0014", AGAIN))))
    [pair] = json.loads(sujie("duplicates", "--json")[1])
    assert set(pair) == {"number", "other", "score", "words", "company", "place", "days", "at"}
    assert (pair["number"][-4:], pair["other"][-4:], pair["days"]) == ("0003", "0001", 0)
    assert 0 < pair["score"] <= 1
    code, out, _ = sujie("duplicates")
    assert code == 0
    assert out.startswith(f"{pair['number']} 疑似与 {pair['other']} 重复（{pair['score']:.2f}）：")
    sujie("import", str(hotline(tmp_path / "b.xlsx", ("0015", POWER))))
    assert len(sujie("duplicates", "--limit", "1")[1].splitlines()) == 1
    # Merged it is settled; taken apart again it waits for an answer once more.
    before = sujie("duplicates", "--json")[1]
    assert sujie("merge", pair["number"], pair["other"])[0] == 0
    merged = json.loads(sujie("duplicates", "--json")[1])
    assert pair["number"] not in {one["number"] for one in merged}
    assert len(merged) < len(json.loads(before))
    assert sujie("unmerge", pair["number"])[0] == 0
    assert sujie("duplicates", "--json")[1] == before


# --dry-run


def imported(sujie: Run, path: Path, *words: str) -> dict[str, object]:
    code, out, _ = sujie("import", str(path), *words, "--json", "--records")
    assert code == 0
    line: dict[str, object] = json.loads(out)
    return line


def test_a_dry_run_equals_the_run_for_files_of_every_channel_one_after_the_other(sujie: Run, tmp_path: Path) -> None:
    files = [
        hotline(tmp_path / "first.xlsx", ("0012", POWER), ("0013", TAX), ("0014", AGAIN), ("0013", f"{TAX}急")),
        hotline(tmp_path / "again.xlsx", ("0012", f"{POWER}又停了"), ("0013", TAX), ("0015", AGAIN), ("", TAX)),
        ledger(tmp_path / "ledger.xlsx", "博山清釉陶瓷有限公司", "博山禾笙机泵有限公司", "博山清釉陶瓷有限公司"),
        ledger(tmp_path / "longer.xlsx", "博山清釉陶瓷有限公司", "博山鑫源商贸有限公司"),
        csv_file(tmp_path / "gb.csv", "工单编号,受理时间,内容,承办单位", f"20210831370304000099,2021-08-31 09:00,{POWER},", encoding="gb18030"),
        *(path for path in sorted(SAMPLES.glob("*.xls*")) if path.name[:2] in ("10", "11")),
    ]  # fmt: skip
    told = [compare(sujie, path) for path in files]
    sums = {
        key: sum(int(str(line[key])) for line in told) for key in ("accepted", "updated", "alike", "new_enterprises")
    }
    assert min(sums.values()) > 0, "each of these is told by some file"
    assert len({line["channel"] for line in told}) >= 3


def compare(sujie: Run, path: Path) -> dict[str, object]:
    """What the run said, which the dry run before it said as well; a dry run after it has no news."""
    lists = [sujie("list", "--json", "--limit", "500")[1], sujie("duplicates", "--json", "--limit", "500")[1]]
    tried = imported(sujie, path, "--dry-run")
    assert [sujie("list", "--json", "--limit", "500")[1], sujie("duplicates", "--json", "--limit", "500")[1]] == lists
    done = imported(sujie, path)
    assert {**tried, "dry_run": False} == done, path.name
    after = imported(sujie, path, "--dry-run")
    news = {key: after[key] for key in ("accepted", "updated", "alike", "new_enterprises", "units")}
    assert news == {"accepted": 0, "updated": 0, "alike": 0, "new_enterprises": 0, "units": {}}, path.name
    assert after["refused"] == done["refused"]
    assert after["duplicates"] == int(str(done["accepted"])) + int(str(done["updated"])) + int(str(done["duplicates"]))
    return done


def test_columns_that_were_read_by_their_words_are_told_to_scripts_and_people(sujie: Run, tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "x.xlsx",
        [["工单编号", "接听时刻", "标题", "诉求内容"], ["20210830370304000012", "2021-08-30", "停电", POWER]],
    )
    line = imported(sujie, path, "--dry-run")
    assert line["assumed"] == [{"letter": "B", "heading": "接听时刻", "meaning": "受理时间"}]
    code, said, _ = sujie("import", str(path), "--dry-run")
    assert code == 0
    assert "按字面认的：B列“接听时刻”作受理时间。" in said

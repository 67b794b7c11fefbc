"""The command line is a contract: what scripts read, which exit code they get, what a person is told."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.trained import Run

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "inbox" / "samples"
CLEAN = str(SAMPLES / "01_12345_clean.xlsx")


def import_json(sujie: Run, *words: str) -> dict[str, object]:
    code, out, _ = sujie("import", *words, "--json")
    assert code == 0
    line: dict[str, object] = json.loads(out)
    return line


def test_the_same_file_twice_changes_nothing(sujie: Run) -> None:
    first = import_json(sujie, CLEAN)
    assert (first["accepted"], first["updated"], first["duplicates"], first["refused"]) == (300, 0, 0, [])
    units = first["units"]
    assert isinstance(units, dict)
    assert sum(units.values()) == 300
    listed = sujie("list", "--json", "--limit", "500")[1]
    again = import_json(sujie, CLEAN)
    assert (again["accepted"], again["updated"], again["duplicates"], again["unchanged"]) == (0, 0, 300, 300)
    assert sujie("list", "--json", "--limit", "500")[1] == listed


def test_a_re_export_updates_what_changed(sujie: Run) -> None:
    import_json(sujie, CLEAN)
    again = import_json(sujie, str(SAMPLES / "12_12345_reexport.xlsx"))
    assert (again["accepted"], again["updated"], again["duplicates"]) == (40, 60, 200)


def test_a_dry_run_says_what_the_import_will_say_and_keeps_nothing(sujie: Run) -> None:
    tried = import_json(sujie, CLEAN, "--dry-run", "--records")
    assert json.loads(sujie("list", "--json")[1]) == []
    done = import_json(sujie, CLEAN, "--records")
    assert {**tried, "dry_run": False} == done


def test_a_record_tells_what_was_read_and_where_it_went(sujie: Run) -> None:
    line = import_json(sujie, CLEAN, "--records", "--dry-run")
    records = line["records"]
    assert isinstance(records, dict)
    row = records["2"]
    assert row["order_no"] == "20210801370304000977"
    assert row["accepted_at"] == "2021-08-01T10:31:45+08:00"
    assert (row["phone_kind"], row["unit"], row["status"]) == ("masked", "区供电中心", "已办结")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("14a_empty.xlsx", "file_empty"), ("14d_truncated.xlsx", "corrupted"), ("14e_png.xlsx", "not_a_spreadsheet"),
     ("nowhere.xlsx", "file_missing")],
)  # fmt: skip
def test_a_broken_file_is_one_sentence_and_exit_code_one(sujie: Run, name: str, reason: str) -> None:
    code, out, err = sujie("import", str(SAMPLES / name), "--json")
    assert code == 1
    assert json.loads(out)["refused_file"] == reason
    assert name in err
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err
    assert json.loads(sujie("list", "--json")[1]) == []


def test_a_good_file_is_imported_though_another_is_refused(sujie: Run) -> None:
    code, out, _ = sujie(
        "import", str(SAMPLES / "14a_empty.xlsx"), str(SAMPLES / "10_wenzheng_shandong.xlsx"), "--json"
    )
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [line["accepted"] for line in lines] == [0, 24]
    assert lines[1]["channel"] == "wenzheng"


def test_a_refused_row_is_named_for_a_person(sujie: Run) -> None:
    code, out, _ = sujie("import", str(SAMPLES / "02_12345_title_merged.xlsx"))
    assert code == 0
    assert "新增58件" in out
    assert "第40行：" in out


def test_show_gives_the_case_with_its_prediction_and_events(sujie: Run) -> None:
    import_json(sujie, CLEAN)
    number = json.loads(sujie("list", "--json", "--status", "待签收", "--limit", "1")[1])[0]["number"]
    case = json.loads(sujie("show", number, "--json")[1])
    assert case["number"] == number
    assert case["channel"] == "12345"
    assert case["prediction"]["top3"][0]["unit"] == case["prediction"]["unit"]
    assert [event["kind"] for event in case["events"]] == ["filed", "classified", "moved"]
    assert case["due_at"].endswith("23:59:59+08:00")
    assert {
        "external_id",
        "company",
        "place",
        "status",
        "unit",
        "co_units",
        "indicator",
        "parent",
        "duplicates",
    } <= set(case)


def test_the_office_dispatches_and_a_forbidden_step_is_refused(sujie: Run) -> None:
    import_json(sujie, CLEAN)
    number = json.loads(sujie("list", "--json", "--status", "待研判", "--limit", "1")[1])[0]["number"]
    code, out, _ = sujie("dispatch", number, "供电公司", "--json")
    assert code == 0
    assert (json.loads(out)["unit"], json.loads(out)["status"]) == ("区供电中心", "待签收")
    code, _, err = sujie("move", number, "销号")
    assert code == 1
    assert err == "现为“待签收”，不能“销号”。现在可以：改派、督办、催办、并案、拆案。\n"
    code, _, err = sujie("show", "BS20200101-0001")
    assert (code, "BS20200101-0001" in err) == (1, True)


def test_wrong_usage_is_exit_code_two(sujie: Run) -> None:
    assert sujie("import", CLEAN, "--channel", "fax")[0] == 2
    assert sujie("list", "--limit", "0")[0] == 2
    assert sujie("no-such-command")[0] == 2
    assert sujie("classify")[0] == 2


def test_the_shipped_tables_are_right_and_a_wrong_line_is_named(sujie: Run, tmp_path: Path) -> None:
    code, out, _ = sujie("routing", "check")
    assert (code, "24个牵头单位" in out) == (0, True)
    wrong = tmp_path / "routing_table.csv"
    lines = (ROOT / "routing_table.csv").read_text(encoding="utf-8-sig").splitlines()
    lines[4] = "获得电力,电费,,,电费,五天,"
    wrong.write_text("\n".join(lines), encoding="utf-8-sig")
    code, _, err = sujie("routing", "check", str(wrong))
    assert code == 1
    assert err.splitlines() == [
        "routing_table.csv 第5行：牵头单位为空",
        "routing_table.csv 第5行：办理时限“五天”不是正整数（工作日），例如 5",
    ]


def test_classify_writes_every_row_with_the_decision_beside_it(sujie: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("标题,内容\n停电,车间一周停电三次，变压器跳闸\n,好的收到\n", encoding="gb18030")
    code, _, _ = sujie(
        "classify", "--csv", str(source), "--text-column", "内容", "--title-column", "标题", "--out", str(out)
    )
    assert code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["内容"].startswith("车间")
    assert rows[0]["unit"] == "区供电中心"
    assert rows[0]["top3"].startswith("区供电中心")
    assert {row["decision"] for row in rows} <= {"dispatch", "triage", "outside", "not_complaint"}
    code, _, err = sujie("classify", "--csv", str(source), "--text-column", "正文", "--out", str(out))
    assert (code, "没有“正文”列" in err) == (1, True)


def test_classify_says_a_sentence_for_one_text(sujie: Run) -> None:
    code, out, _ = sujie("classify", "车间一周停电三次，变压器跳闸，供电所说线路老化")
    assert code == 0
    assert "获得电力/区供电中心" in out
    assert "“停电”" in out or "“变压器”" in out


def test_the_ledger_has_one_row_a_case(sujie: Run, tmp_path: Path) -> None:
    import_json(sujie, CLEAN)
    out = tmp_path / "台账.xlsx"
    assert sujie("report", "ledger", "--out", str(out))[0] == 0
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    numbers = [cell.value for column in sheet.iter_cols() for cell in column if str(cell.value).startswith("BS20")]
    assert len(numbers) == len(set(numbers)) == 300


def test_an_invitation_binds_in_chat_and_the_script_speaks_json(sujie: Run, tmp_path: Path) -> None:
    code, out, _ = sujie("invite", "--role", "单位", "--unit", "供电公司", "--name", "李联络")
    assert code == 0
    script = tmp_path / "play.txt"
    script.write_text(f"@时间 2021-08-30 09:00\n新人: 绑定 {out.strip()}\n新人: 我的身份\n", encoding="utf-8")
    code, out, _ = sujie("chat", "--script", str(script), "--json")
    assert code == 0
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines[0]["text"].startswith("绑定成功：单位 区供电中心 李联络")
    assert lines[1] == {
        "at": "2021-08-30T09:00:00+08:00", "to": "新人", "room": "", "text": "您的身份：单位 区供电中心 李联络。", "file": None,
    }  # fmt: skip
    script.write_text("@人 王会计 邻居\n", encoding="utf-8")
    code, _, err = sujie("chat", "--script", str(script))
    assert (code, err.startswith("play.txt 第1行：")) == (1, True)


def test_models_are_listed_and_the_doctor_is_content(sujie: Run) -> None:
    code, out, _ = sujie("models", "--json")
    assert code == 0
    assert [model["current"] for model in json.loads(out)].count(True) == 1
    code, out, err = sujie("doctor")
    assert (code, err, out.count("正常：")) == (0, "", 3)


def test_evaluate_scores_any_labelled_file(sujie: Run, tmp_path: Path) -> None:
    source = tmp_path / "labelled.csv"
    words = {"电": ("停电", "跳闸", "变压器", "电费"), "水": ("停水", "水压", "水管", "水费")}
    rows = [
        (f"{word}的事第{at}次反映", label)
        for label, all_words in words.items()
        for word in all_words
        for at in range(8)
    ]
    source.write_text("text,label\n" + "\n".join(",".join(row) for row in rows), encoding="utf-8")
    code, out, _ = sujie("evaluate", str(source), "--text-column", "text", "--label-column", "label", "--json")
    assert code == 0
    scores = json.loads(out)
    assert {
        "accuracy",
        "macro_f1",
        "weighted_f1",
        "top3",
        "calibration_error",
        "docs_per_second",
        "seconds_to_train",
    } <= set(scores)
    assert scores["macro_f1"] > 0.9
    code, _, err = sujie("evaluate", str(source), "--text-column", "正文", "--label-column", "label")
    assert (code, "正文" in err) == (1, True)


def test_help_does_not_wait_for_the_heavy_parts() -> None:
    probe = (
        "import sys; sys.argv=['sujie','--help']\n"
        "from app.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'sklearn','sqlalchemy','numpy','pydantic','wechaty','jieba','rich.progress'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, cwd=ROOT)

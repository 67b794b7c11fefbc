"""sujie train and sujie models, on a small world of their own, with cases that the office decides."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import main
from app.settings import Settings
from app.wiring import COMMAND_LINE, open_house
from complaints.moves import Command, Step
from complaints.records import CUT_FROM_TEXT, Channel, RawRecord
from tests.classifier.small import COURT, POWER, SCHOOLS, examples

Run = Callable[..., tuple[int, str, str]]
PHONE = "138" + "0013" + "8000"
TEXT = "变压器跳闸，停电一整天"
EXCHANGED = {POWER: COURT, COURT: SCHOOLS, SCHOOLS: POWER}


def _write(path: Path, units: dict[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "unit", "indicator"])
        writer.writerows([one.text, units.get(one.unit, one.unit), one.indicator] for one in examples())


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    _write(tmp_path / "examples.csv", {})
    monkeypatch.setenv("SUJIE_DATA", str(tmp_path))
    monkeypatch.setenv("SUJIE_EXAMPLES", str(tmp_path / "examples.csv"))

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["sujie", *words])
        try:
            main()
            code: object = 0
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        return (int(code) if isinstance(code, int) else 0), out, err

    return call


def _file(*texts: str, waits: bool = False) -> list[str]:
    """Take these in; their numbers. With `waits` even what is sure waits for the office, as what was cut from prose."""
    with open_house(Settings()) as house:
        records = [
            RawRecord(Channel.HOTLINE, f"SD-{at}-{text[:4]}", text, extra={CUT_FROM_TEXT: "是"} if waits else {})
            for at, text in enumerate(texts)
        ]
        return [receipt.complaint.number for _, receipt in house.services.desk.receive_all(records)]


def _decide(number: str, unit: str) -> None:
    with open_house(Settings()) as house:
        house.services.desk.act(COMMAND_LINE, number, Step(Command.DISPATCH, unit=unit))


def test_training_is_told_and_a_worse_model_can_be_forced_and_rolled_back(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("train", "--json")
    first = json.loads(out)
    assert (code, first["promoted"], first["reason"], first["before"]) == (0, True, "first", None)
    _, before, _ = run("classify", TEXT, "--json")
    assert json.loads(before)["unit"] == POWER
    decided = [one for one in examples() if one.unit in EXCHANGED]
    numbers = _file(*(f"{one.text}，已经反映{at}次" for at, one in enumerate(decided)), waits=True)
    for number, one in zip(numbers, decided, strict=True):
        _decide(number, one.unit)
    _write(tmp_path / "examples.csv", EXCHANGED)

    code, out, _ = run("train", "--json")

    worse = json.loads(out)
    assert (code, worse["promoted"], worse["reason"]) == (0, False, "worse")
    assert (worse["measure"], worse["rows"], worse["new_labels"]) == ("recent_cases", 30, 36)
    assert worse["after"] < worse["before"]
    assert {"unit", "rows", "before", "after", "bad"} == set(worse["losses"][0])
    assert run("classify", TEXT, "--json")[1] == before
    code, out, _ = run("train")
    assert (code, out.splitlines()[0].count("但没有启用")) == (0, 1)

    code, out, _ = run("models", "promote", worse["version"])
    assert (code, out) == (0, f"已启用模型 {worse['version']}。\n")
    assert run("classify", TEXT, "--json")[1] != before
    code, out, _ = run("models", "rollback")
    assert (code, out) == (0, f"已退回模型 {first['version']}。\n")
    assert run("classify", TEXT, "--json")[1] == before

    forced = json.loads(run("train", "--force", "--json")[1])
    assert (forced["promoted"], forced["forced"], forced["reason"]) == (True, True, "worse")
    assert run("classify", TEXT, "--json")[1] != before
    code, out, _ = run("audit", "log")
    assert f"训练并强制启用模型{forced['version']}" in out


def test_labels_that_look_wrong_are_listed_with_their_texts_masked(run: Run, tmp_path: Path) -> None:
    code, _, err = run("models", "suspicious")
    assert (code, err) == (1, "没有可疑标签的记录，请运行 sujie train\n")
    run("train")
    right, wrong = _file("职工子女入学没有学位", f"线路老化，电压不稳，烧坏变压器，电话{PHONE}", waits=True)
    _decide(right, SCHOOLS)
    _decide(wrong, COURT)
    with (tmp_path / "examples.csv").open("a", encoding="utf-8") as file:
        file.write("车间停电，变压器跳闸，供电线路电压不稳,区法院,执行合同\n")
    found = json.loads(run("train", "--json")[1])["suspicious"]

    code, out, _ = run("models", "suspicious", "--json")

    lines = json.loads(out)
    assert (code, len(lines)) == (0, found)
    listed = {line["id"]: line for line in lines}
    assert right not in listed
    assert (listed[wrong]["given"], listed[wrong]["likely"]) == (COURT, POWER)
    assert listed[wrong]["text"].endswith("电话138****8000")
    assert 0.5 < listed[wrong]["probability"] <= 1
    written = [line for line in lines if line["id"].startswith("E") and line["text"].startswith("车间停电，变压器")]
    assert [(line["given"], line["likely"]) for line in written] == [(COURT, POWER)]
    report = next((tmp_path / "models").glob("*.report.json")).read_text("utf-8")
    assert "电压" not in report
    assert PHONE not in out + report
    code, out, _ = run("models", "suspicious", "--limit", "1")
    assert (code, len(out.splitlines())) == (0, 2)
    assert out.startswith(f"可疑标签{found}条，列出1条")


def test_what_a_person_should_decide_first_is_listed(run: Run) -> None:
    run("train")
    assert run("models", "ask")[1] == "没有拿不准的待研判诉求。\n"
    alike = [f"法官说学校的变压器判决后没有装，第{at}次说了，电话{PHONE}" for at in range(3)]
    numbers = _file("幼儿园停电，申请立案", *alike)

    code, out, _ = run("models", "ask", "--json")

    lines = json.loads(out)
    assert code == 0
    assert [line["alike"] for line in lines] == [2, 0]
    assert lines[0]["number"] in numbers[1:]
    assert lines[1]["number"] == numbers[0]
    assert len(set(lines[1]["candidates"])) == 2
    assert all(0 <= line["margin"] < 1 for line in lines)
    _, out, _ = run("models", "ask", "--limit", "1")
    assert len(out.splitlines()) == 1
    assert "，另有2件相似：" in out
    assert PHONE not in out


def test_a_text_unlike_anything_is_told_so_and_waits_for_that_reason(run: Run) -> None:
    run("train")
    text = "停电停电，春江潮水连海平，海上明月共潮生，滟滟随波千万里，何处春江无月明"

    row = json.loads(run("classify", text, "--json")[1])
    assert (row["decision"], row["because"]) == ("triage", "与以往案件都不像")
    assert run("classify", text)[1].startswith("与以往案件都不像，须人工研判。候选：")
    number, *_ = _file(text)
    shown = json.loads(run("show", number, "--json")[1])
    assert (shown["status"], shown["waiting_for"]) == ("待研判", "与以往案件都不像")

"""The main job on the shipped tables, examples and model: exports in, units answer in chat, the ledger out."""

import json
from pathlib import Path

import openpyxl

from app.clocks import SystemClock
from tests.trained import Run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def play(sujie: Run, folder: Path, *lines: str) -> list[dict[str, str]]:
    script = folder / "story.txt"
    script.write_text("\n".join(lines), encoding="utf-8")
    code, out, err = sujie("chat", "--script", str(script), "--json")
    assert (code, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


def test_from_the_export_to_the_ledger(sujie: Run, tmp_path: Path) -> None:
    exports = sorted(EXAMPLES.glob("*.xlsx"))
    said = play(
        sujie, tmp_path,
        "@时间 2021-08-30 09:00", "@人 赵主任 中心",
        *[line for path in exports for line in (f"赵主任: 发送 {path}", "赵主任: 确认")],
        "赵主任: 统计", "赵主任: 台账",
    )  # fmt: skip
    assert sum("已导入" in message["text"] for message in said) == len(exports) == 2
    cases = json.loads(sujie("list", "--json", "--limit", "500")[1])
    assert len(cases) == 112
    dispatched = [case for case in cases if case["status"] == "待签收"]
    waiting = [case for case in cases if case["status"] == "待研判"]
    assert len(dispatched) + len(waiting) == 112
    assert all(case["unit"] and case["due_at"] and case["indicator"] for case in dispatched)
    assert all(case["waiting_for"] and not case["unit"] for case in waiting)
    assert len({case["unit"] for case in dispatched}) >= 15
    assert said[-2]["text"].startswith(f"截至8月30日09:00：共112件，在办112件（待研判{len(waiting)}")
    ledger = openpyxl.load_workbook(said[-1]["file"]).active
    assert ledger is not None
    assert sum(str(cell.value).startswith("BS20210830-") for row in ledger.iter_rows() for cell in row) == 112


def test_a_doubtful_case_goes_the_whole_way(sujie: Run, tmp_path: Path) -> None:
    sujie("import", str(EXAMPLES / "12345热线导出.xlsx"))
    waiting = json.loads(sujie("list", "--json", "--status", "待研判", "--limit", "1")[1])[0]
    number = waiting["number"]
    said = play(
        sujie, tmp_path,
        f"@时间 {SystemClock().now():%Y-%m-%d %H:%M}", "@人 赵主任 中心", "@人 李联络 单位 区供电中心", "@人 孙科长 单位 区税务局",
        f"赵主任: 分派 {number} 供电公司", "赵主任: 确认",
        f"孙科长: 查询 {number}",
        f"李联络: 签收 {number}", f"李联络: 反馈 {number} 已到现场", f"李联络: 办结 {number} 已修好，用户确认",
        f"赵主任: 审核 {number} 退回 没有写明处理时间", "赵主任: 确认",
        f"李联络: 办结 {number} 11月24日10时修好，用户确认",
        f"赵主任: 审核 {number} 通过", "赵主任: 确认", f"赵主任: 销号 {number}", "赵主任: 确认",
    )  # fmt: skip
    denied = [message["text"] for message in said if message["to"] == "孙科长" and number in message["text"]]
    assert denied == [f"没有您可查看的编号 {number}。请核对编号，或发送“查询”看列表。"]
    case = json.loads(sujie("show", number, "--json")[1])
    assert case["status"] == "已销号"
    steps = [event["command"] for event in case["events"] if event["kind"] == "moved"]
    assert steps == ["分派", "签收", "反馈", "办结", "审核退回", "办结", "审核通过", "销号"]
    assert case["prediction"]["unit"] != ""

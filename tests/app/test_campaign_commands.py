"""附件2 goes in by sujie import, and comes out by sujie report daily."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from complaints.clocks import SHANGHAI
from tests.inbox.make import csv_file, xlsx
from tests.trained import Run

PHONE = "139" + "0000" + "4321"
HEAD = [
    "序号", "走访日期", "走访单位", "走访人", "企业名称", "所属镇街", "受访人", "受访人身份", "联系电话", "走访方式",
    "企业反映问题及诉求", "责任单位", "办理时限", "是否入微信群",
]  # fmt: skip
ROWS = [
    ["2021年样本企业走访台账"],
    HEAD,
    [1, "2021-08-30", "区供电中心", "李某", "博山清釉陶瓷有限公司", "山头街道", "王会计", "机主", PHONE, "上门",
     "窑炉增容报装一个月没人来勘察，影响投产", "区供电中心", "2021-09-09", "是"],
    [2, "2021-08-30", "山头街道办事处", "张某", "淄博远山线缆有限公司", "山头街道", "孙某", "法人", "", "电话", "无", "", "", "否"],
    [3, "2021-08-31", "区供电中心", "李某", "博山源水泵业有限公司", "博山镇", "周某", "机主", "", "微信", "没有问题", "", "", ""],
]  # fmt: skip


def test_an_imported_ledger_fills_the_days_sheet_and_again_changes_nothing(sujie: Run, tmp_path: Path) -> None:
    source, out = xlsx(tmp_path / "附件2.xlsx", ROWS), tmp_path / "日报.xlsx"
    for accepted in (1, 0):
        code, said, _ = sujie("import", str(source), "--json")
        assert (code, json.loads(said)["channel"], json.loads(said)["accepted"]) == (0, "visits", accepted)
    code, said, err = sujie("report", "daily", "--out", str(out), "--from", "2021-08-30", "--to", "2021-08-30")
    assert (code, err) == (0, "")
    assert "走访日报（8月30日）：走访2次，反映问题1件；累计走访2次。" in said
    assert "电话走访前没有上门的记录1次" in said
    lines = list(load_workbook(out)["走访台账"].iter_rows(min_row=4, values_only=True))
    told = {line[4]: line for line in lines if isinstance(line[0], int)}
    assert set(told) == {"博山清釉陶瓷有限公司", "淄博远山线缆有限公司"}
    kiln = told["博山清釉陶瓷有限公司"]
    assert (kiln[2], kiln[8], kiln[9], kiln[19]) == ("区供电中心", "139****4321", "实地", "是")
    assert "增容报装" in str(kiln[11])
    assert told["淄博远山线缆有限公司"][2] == "山头街道"
    assert told["淄博远山线缆有限公司"][11] is None
    assert [(line[0], line[4], line[11]) for line in lines[-2:]] == [("合计", 2, 1), ("累计", 2, 1)]


def test_several_days_are_summed_and_the_total_ends_with_the_last(sujie: Run, tmp_path: Path) -> None:
    sujie("import", str(xlsx(tmp_path / "附件2.xlsx", ROWS)))
    out = tmp_path / "日报.xlsx"
    _, said, _ = sujie("report", "daily", "--out", str(out), "--from", "2021-08-31", "--to", "2021-09-03")
    assert "走访日报（8月31日至9月3日）：走访1次，反映问题0件；累计走访3次。" in said


def test_a_dry_run_keeps_no_visit(sujie: Run, tmp_path: Path) -> None:
    sujie("import", str(xlsx(tmp_path / "附件2.xlsx", ROWS)), "--dry-run")
    _, said, _ = sujie("report", "daily", "--out", str(tmp_path / "日报.xlsx"), "--from", "2021-08-30")
    assert "走访0次" in said


def test_days_in_the_wrong_order_and_a_place_that_cannot_be_written_are_refused(sujie: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "日报.xlsx")
    code, _, err = sujie("report", "daily", "--out", out, "--from", "2021-09-02", "--to", "2021-09-01")
    assert code == 2
    assert "请对调" in err
    code, _, err = sujie("report", "daily", "--out", str(tmp_path / "没有" / "日报.xlsx"))
    assert code == 1
    assert "写不了" in err


def test_articles_are_taken_in_once_and_told_by_the_week(sujie: Run, tmp_path: Path) -> None:
    lines = ("填报单位,稿件标题,媒体名称,发布日期,链接", "税务局,办税再提速,人民网,2021-08-30,https://example.cn/1",
             "区税务局,办税再提速,大众网,2021-08-31,", ",没有日期,人民网,,")  # fmt: skip
    source, out = csv_file(tmp_path / "附件3.csv", *lines), tmp_path / "宣传.xlsx"
    for new in (2, 0):
        code, said, _ = sujie("publicity", str(source), "--json")
        told = json.loads(said)
        assert (code, told["read"], told["new"], [one["row"] for one in told["refused"]]) == (0, 2, new, [4])
    code, said, err = sujie("report", "publicity", "--out", str(out), "--from", "2021-08-28", "--to", "2021-09-03")
    assert (code, err) == (0, "")
    assert "宣传情况（本周至9月3日）：新稿1篇，转载1篇，重复0篇。" in said
    assert "区税务局差4篇" in said or "等" in said
    weeks = list(load_workbook(out)["每周篇数"].iter_rows(min_row=4, values_only=True))
    (tax,) = [week for week in weeks if week[1] == "区税务局"]
    assert tax[3:] == ("2021-09-03", 1, 1, 0, 5, 1, 4)


def test_a_table_of_something_else_and_an_unknown_unit_are_refused(sujie: Run, tmp_path: Path) -> None:
    code, _, err = sujie("publicity", str(csv_file(tmp_path / "热线.csv", "工单编号,诉求内容", "1,停电")))
    assert (code, "没有找到“稿件标题”" in err) == (1, True)
    source = csv_file(tmp_path / "附件3.csv", "标题,媒体,日期", "办税,人民网,2021-08-30")
    code, _, err = sujie("publicity", str(source), "--unit", "区某某局")
    assert (code, "区某某局" in err) == (1, True)
    code, said, _ = sujie("publicity", str(source), "--unit", "税务局", "--dry-run")
    assert (code, "读到1篇，没有写入" in said) == (0, True)


def test_the_shipped_plan_is_right_and_a_wrong_one_is_named(sujie: Run, tmp_path: Path) -> None:
    code, said, err = sujie("campaign", "check")
    assert (code, err) == (0, "")
    assert said.startswith("活动计划没有发现错误：7行，2021-08-27 至 2021-09-10")
    wrong = csv_file(
        tmp_path / "秋季.csv",
        "名称,起,止,哪天,提醒,截止,报送,发给,内容",
        "甲,2022-09-01,2022-09-30,每旬,,18:00,,中心,话",
    )
    code, _, err = sujie("campaign", "check", str(wrong))
    assert code == 1
    assert "秋季.csv 第2行：哪天“每旬”应为" in err


def test_another_campaign_is_another_file(sujie: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    today = datetime.now(SHANGHAI).date()
    line = f"秋季走访,{today},{today + timedelta(days=1)},每天,,23:59,走访,镇街,报送走访台账。"
    path = csv_file(tmp_path / "秋季.csv", "名称,起,止,哪天,提醒,截止,报送,发给,内容", line)
    assert "秋季走访" not in sujie("due")[1]
    monkeypatch.setenv("SUJIE_CAMPAIGN_PLAN", str(path))
    code, said, err = sujie("due", "--days", "1")
    assert (code, err) == (0, "")
    assert "秋季走访（还没报" in said
    assert "博山镇" in said
    first = json.loads(sujie("due", "--days", "1", "--json")[1])[0]
    assert (first["task"], first["due_at"][:10]) == ("秋季走访", today.isoformat())
    assert "博山镇" in first["missing"]


def test_a_task_that_the_standing_reminders_name_too_is_refused(
    sujie: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "晨报,2021-08-30,2021-09-03,每天,,16:00,,中心,话"
    path = csv_file(tmp_path / "计划.csv", "名称,起,止,哪天,提醒,截止,报送,发给,内容", line)
    monkeypatch.setenv("SUJIE_CAMPAIGN_PLAN", str(path))
    code, _, err = sujie("list")
    assert code == 1
    assert "名称“晨报”在 reminders.csv 里也有" in err

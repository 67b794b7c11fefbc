"""sujie report enterprises from files of the units to a workbook, its numbers counted apart."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.campaign.samples import code
from tests.inbox.make import MOBILE, xlsx
from tests.trained import Run

HEAD = [
    "序号",
    "指标名称",
    "牵头单位",
    "企业名称",
    "统一社会信用代码",
    "所属镇街",
    "联系电话（预留）",
    "办理事项",
    "是否存在分歧或投诉",
    "问题摘要",
]
TAX = [
    ["1", "纳税", "区税务局", "博山清釉陶瓷有限公司", code(1), "山头街道", MOBILE, "退税", "是", "退税两个月没有到账"],
    ["2", "纳税", "区税务局", "博山禾笙机泵有限公司", code(2), "八陡镇", "", "领票", "否", ""],
]
POWER = [
    ["1", "获得电力", "", "清釉陶瓷", "", "山头街道", "", "增容", "否", ""],
    ["2", "获得电力", "", "博山云岭耐火材料有限公司", code(4), "白塔镇", "", "报装", "否", ""],
]


def test_files_of_units_become_the_offices_list(sujie: Run, tmp_path: Path) -> None:
    tax = xlsx(tmp_path / "税务.xlsx", [["2021年样本企业汇总表"], HEAD, *TAX])
    power = xlsx(tmp_path / "供电.xlsx", [["2021年样本企业汇总表"], ["填报单位：区供电中心"], HEAD, *POWER])
    assert sujie("import", str(tax), str(power))[0] == 0
    out = tmp_path / "附件1.xlsx"
    code_, said, _ = sujie("report", "enterprises", "--out", str(out))
    assert code_ == 0
    assert said.splitlines()[0] == f"已写 {out}：3家，其中0家请看备注。"
    assert "未报22个单位：" in said
    assert "区税务局" not in said.splitlines()[1]
    book = load_workbook(out)
    rows = list(book["汇总"].iter_rows(min_row=4, values_only=True))
    assert {row[3] for row in rows} == {"博山清釉陶瓷有限公司", "博山禾笙机泵有限公司", "博山云岭耐火材料有限公司"}
    [shared] = [row for row in rows if row[4] == code(1)]
    assert shared[2] == "区税务局、区供电中心"
    assert shared[15:18] == ("是", None, "退税两个月没有到账")
    assert shared[11] == MOBILE[:3] + "****" + MOBILE[-4:]
    counted = {"区税务局": len(TAX), "区供电中心": len(POWER)}
    told = {row[1]: row[4] for row in book["未报单位"].iter_rows(min_row=4, values_only=True)}
    assert {unit: count for unit, count in told.items() if count} == counted
    assert len(told) == 24


def test_where_nothing_can_be_written_is_one_sentence(sujie: Run, tmp_path: Path) -> None:
    code_, _, err = sujie("report", "enterprises", "--out", str(tmp_path / "没有" / "a.xlsx"))
    assert code_ == 1
    assert err.strip() == f"写不了 {tmp_path / '没有' / 'a.xlsx'}：请确认文件夹存在、文件没有在别处打开"


LIST = ["统一社会信用代码", "企业名称", "住所", "登记状态", "所属镇办"]
VISITS = ["序号", "走访日期", "走访单位", "企业名称", "所属镇街", "走访方式", "企业反映问题及诉求"]


def test_the_coverage_follows_from_the_list_and_the_visits(sujie: Run, tmp_path: Path) -> None:
    out = tmp_path / "覆盖.xlsx"
    code_, said, err = sujie("report", "coverage", "--out", str(out))
    assert (code_, said, "sujie import" in err) == (
        0,
        f"已写 {out}：注册企业0家，镇街已走访0家（0.0%），未走访0家。\n",
        True,
    )
    rows = [
        [code(at), f"博山第{at}陶瓷有限公司", "", "注销" if at == 0 else "在营", "山头街道" if at < 30 else "八陡镇"]
        for at in range(50)
    ]
    listed = xlsx(tmp_path / "a.xlsx", [["注册企业名单"], LIST, *rows])
    code_, said, _ = sujie("import", str(listed), "--channel", "registered", "--dry-run")
    assert (code_, "企业50行，其中新增50行" in said) == (0, True)
    assert "企业50行，其中新增50行" in sujie("import", str(listed))[1]
    assert "企业50行，其中新增0行" in sujie("import", str(listed))[1]
    visits = [
        ["1", "2021-08-31", "山头街道", f"博山第{at}陶瓷有限公司", "山头街道", "实地", "无"] for at in range(1, 11)
    ]
    visits += [["1", "2021-08-31", "区税务局", "博山第40陶瓷有限公司", "八陡镇", "电话", "无"]]
    assert sujie("import", str(xlsx(tmp_path / "b.xlsx", [["走访台账"], VISITS, *visits])))[0] == 0
    code_, said, _ = sujie("report", "coverage", "--out", str(out))
    assert (code_, said) == (0, f"已写 {out}：注册企业49家，镇街已走访10家（20.4%），未走访39家。\n")
    towns = {row[1]: row[2:] for row in load_workbook(out)["覆盖情况"].iter_rows(min_row=4, values_only=True)}
    assert towns["山头街道"] == (29, 10, 10 / 29, 19, 0)
    assert towns["八陡镇"] == (20, 0, 0, 20, 1)
    assert sum(1 for _ in load_workbook(out)["未走访企业"].iter_rows(min_row=4)) == 39

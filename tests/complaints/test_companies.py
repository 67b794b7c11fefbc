"""Enterprises in free text: found as they are written, the one that complains first, and told apart by their cores."""

from __future__ import annotations

import pytest

from complaints.companies import naming
from complaints.companies.naming import core_of, find_companies, same_company
from complaints.companies.words import FORMS, HOUSES

NAMED = {
    # Hotline clerks: what they write before a name is no part of it.
    "来电人称博山禾笙机泵制造有限公司位于白塔镇，增容没人批": ["博山禾笙机泵制造有限公司"],
    "来电人反映山东禾弋汽车配件有限公司拖欠工资": ["山东禾弋汽车配件有限公司"],
    "诉求人称其经营的清釉陶瓷有限公司退税未到账": ["清釉陶瓷有限公司"],
    "企业：博山禾珩耐火材料有限公司；地点：白塔镇；问题：停水": ["博山禾珩耐火材料有限公司"],
    "【涉企】博山泓信包装厂反映门口积水": ["博山泓信包装厂"],
    "请问一下清釉陶瓷厂怎么办环评": ["清釉陶瓷厂"],
    "由博山宏远建设有限公司承建的厂房漏水": ["博山宏远建设有限公司"],
    "昨天下午博山清釉陶瓷有限公司又断水": ["博山清釉陶瓷有限公司"],
    # Letters and addresses.
    "尊敬的领导：我是淄博博山甄霖陶瓷股份有限公司的负责人": ["淄博博山甄霖陶瓷股份有限公司"],
    "地址：淄博市博山区源泉镇东高村鑫源机械厂，电压低": ["鑫源机械厂"],
    "博山区源泉镇丰穗桔梗种植专业合作社申请补贴": ["博山区源泉镇丰穗桔梗种植专业合作社"],
    # Chat.
    "我们清釉陶瓷厂昨晚又停电了": ["清釉陶瓷厂"],
    "我们是清釉陶瓷的，想问退税": ["清釉陶瓷"],
    "俺是源泉镇做汽车配件的,泓铄那家": ["泓铄"],
    "俺们店叫老李烧烤，消防来过": ["老李烧烤"],
    "清釉陶瓷": ["清釉陶瓷"],
    # All kinds of names.
    "清釉（山东）陶瓷有限公司被多头检查": ["清釉（山东）陶瓷有限公司"],
    "博山A8汽配有限公司年报报不上去": ["博山A8汽配有限公司"],
    "山东三六五物流的车辆年审": ["山东三六五物流"],
    "在山东禾弋建设有限公司博山分公司上班": ["山东禾弋建设有限公司博山分公司"],
    "博山山泉饮品厂(个体工商户)申请转企业": ["博山山泉饮品厂(个体工商户)"],
    "老王家常菜馆排烟": ["老王家常菜馆"],
    "为民超市门前路面塌陷": ["为民超市"],
    "有家客栈要装天然气": ["有家客栈"],
    "小太阳幼儿园的补贴没到": ["小太阳幼儿园"],
    "同兴货运部的车被扣": ["同兴货运部"],
}

NO_COMPANY = [
    "",
    "找了三家公司报价，这家公司不开发票",
    "电力公司让我们自己出线路钱",
    "投诉区供电公司停电不通知",
    "博山区自来水公司停水",
    "国网山东省电力公司淄博供电公司",
    "自来水公司和燃气公司都说不归他们管",
    "物业公司把电梯停了",
    "中国银行股份有限公司博山支行抽贷",
    "中国平安保险公司拒赔",
    "某公司长期倒废渣",
    "我公司、贵公司、本企业、该厂、此公司",
    "举报隔壁陶瓷厂噪音",
    "附近几家大型物流公司",
    "注册有限公司要多少钱",
    "开个小饭店要什么证",
    "政务服务中心排队",
    "博山区第一幼儿园门口堵车",
    "博山区中医院停车难",
    "公司法定代表人变更",
    "解决公司的困难，达到公司的要求",
    "公司公司公司",
]


@pytest.mark.parametrize(("text", "names"), NAMED.items())
def test_a_name_is_found_as_it_is_written(text: str, names: list[str]) -> None:
    assert find_companies(text) == names


@pytest.mark.parametrize("text", NO_COMPANY)
def test_a_general_word_a_public_office_or_a_lender_is_no_enterprise(text: str) -> None:
    assert find_companies(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("我是A公司的，B公司欠我们货款", ["A公司", "B公司"]),
        ("投诉博山源昊物业服务有限公司停水，我是李记水饺店老板", ["李记水饺店", "博山源昊物业服务有限公司"]),
        ("山东中澜重工有限公司欠我厂货款，我厂是博山窑韵琉璃厂", ["博山窑韵琉璃厂", "山东中澜重工有限公司"]),
        (
            "甲方山东齐岳置业有限公司不结算，淄博天筑安装有限公司来信反映",
            ["淄博天筑安装有限公司", "山东齐岳置业有限公司"],
        ),
        (
            "被反映单位：山东启帆网络有限公司。反映人：淄博砚池文化有限公司",
            ["淄博砚池文化有限公司", "山东启帆网络有限公司"],
        ),
        ("博山颜北陶瓷有限公司、淄博川泽门窗厂联名反映限行", ["博山颜北陶瓷有限公司", "淄博川泽门窗厂"]),
    ],
)
def test_the_one_that_complains_comes_first(text: str, names: list[str]) -> None:
    assert find_companies(text) == names


def test_an_enterprise_named_twice_is_given_once_by_its_fullest_name() -> None:
    text = "清釉公司反映停电。博山清釉陶瓷有限公司（以下简称清釉公司）要求赔偿"
    assert find_companies(text) == ["博山清釉陶瓷有限公司"]


@pytest.mark.parametrize(
    "text", ["公司" * 50_000, "（" * 100_000 + "公司", "我们清釉陶瓷厂，" * 12_000, "博山区" * 33_000]
)
def test_a_very_long_text_is_read_and_gives_few_names(text: str) -> None:
    assert len(find_companies(text)) <= 20


@pytest.mark.parametrize(
    "name",
    [
        "博山清釉陶瓷有限公司", "淄博博山清釉陶瓷有限责任公司", "清釉陶瓷", "山东省淄博市博山区清釉陶瓷厂",
        "清釉（山东）陶瓷有限公司", " 清釉 陶瓷 ", "清釉陶瓷股份有限公司博山分公司", "清釉陶瓷厂(个体工商户)", "清釉陶瓷集团总公司",
    ],
)  # fmt: skip
def test_a_core_has_no_place_and_no_legal_form(name: str) -> None:
    assert core_of(name) == "清釉陶瓷"


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("博山Ａ８汽配有限公司", "A8汽配"),
        ("源泉镇利民超市", "利民超市"),
        ("上海滩酒店", "上海滩酒店"),
        ("博山水泥有限公司", "博山水泥"),
        ("李记水饺店", "李记水饺"),
    ],
)
def test_a_core_keeps_the_trade(name: str, core: str) -> None:
    assert core_of(name) == core


@pytest.mark.parametrize(
    "name",
    [
        "",
        "某公司",
        "我公司",
        "本企业",
        "陶瓷厂",
        "大型物流公司",
        "供电公司",
        "自来水公司",
        "物业公司",
        "有限公司",
        "博山",
        "清" * 200,
    ],
)
def test_a_general_name_has_no_core(name: str) -> None:
    assert core_of(name) == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("博山清釉陶瓷有限公司", "清釉陶瓷厂", True),
        ("清釉陶瓷", "清釉公司", True),
        ("博山禾珩耐火材料有限公司", "禾珩耐材", True),
        ("山东禾弋建设有限公司", "山东禾弋建设有限公司博山分公司", True),
        ("禾笙机泵制造有限公司", "禾笙机蹦制造有限公司", True),
        ("清釉陶瓷", "釉清陶瓷", True),
        ("鑫源达物流", "鑫元达物流", True),
        ("博山清釉陶瓷有限公司", "博山清釉琉璃有限公司", False),
        ("清釉陶瓷", "清泉陶瓷", False),
        ("三六五物流", "三六六物流", False),
        ("A8汽配", "A9汽配", False),
        ("禾笙机泵", "甄霖陶瓷", False),
        ("清釉陶瓷", "清柚陶瓷", None),
        ("鑫源耐火材料", "鑫元耐火材料", None),
        ("博山清釉陶瓷", "淄川清釉陶瓷", None),
        ("清釉陶瓷", "某公司", None),
        ("", "清釉陶瓷", None),
    ],
)  # fmt: skip
def test_two_names_mean_the_same_enterprise_or_not_or_nobody_can_say(one: str, other: str, same: bool | None) -> None:
    assert same_company(one, other) is same
    assert same_company(other, one) is same


@pytest.mark.parametrize(
    "text",
    [
        "我在亚马逊上开店，货款被冻结",
        "我的拼多多店被封了",
        "7月15日开始自来水公司更换管道",
        "去年煤改气时燃气公司把管道铺到墙外",
        "物业推水厂水厂推物业",
        "原来是矿务局下头集体厂的",
    ],
)
def test_a_platform_a_supplier_and_a_works_of_some_sort_are_no_enterprise(text: str) -> None:
    assert find_companies(text) == []


def test_a_supplier_with_a_name_of_its_own_is_one() -> None:
    assert find_companies("万和供热公司反映煤价上涨") == ["万和供热公司"]
    assert find_companies("京东物流公司来电") == ["京东物流公司"]


def test_every_form_is_found_where_it_begins() -> None:
    for form in FORMS | HOUSES:
        if naming._TAIL.match(form):
            assert next(naming.find_forms(f"，{form}"), None) is not None, form

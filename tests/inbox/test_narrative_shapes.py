"""Shapes of running text that have neither numbers nor headings of their own: rules, recaps, broken lines, tables."""

from __future__ import annotations

from inbox.narrative import cut_issues, cut_lines, lines_of
from inbox.outline import Line

CARDS = """问政节目问题卡
＊＊＊
反映人：做印刷的吴总
原话：厂里的环评报上去八个月没有批，机器进了厂不能开。
回应：未回应
＊＊＊
反映人：一位会计
原话：退税材料交了两遍，每遍都说缺一张表，三个月没有到账。
＊＊＊
（卡片共两张，仅供认领。）"""

RECAP = """《问政山东》收看记录
8月26日晚，中心组织有关单位收看了节目，其间播放短片三段。
节目开始播放的短片来到石马镇。一家铸造厂的增容申请交了半年没人勘察，老板说炉子只能停着。
随后播出的第二段短片讲的是一笔钱。池上镇的施工队修完路两年，工程款一直拖欠，找了九次没有答复。
最后一段短片只有两分钟。八陡镇十几家商户反映门口水管漏水，报修三个月无人处理。
节目结尾，主持人请负责人举牌作答。会后区领导要求连夜整改。"""

BROKEN = """                    督 办 通 知
    8月19日节目播出后，两件事至今没有报告，请三日内说
明情况。
    1、白塔镇一家水泵厂反映，厂房买下十八年一直没有房
产证，台账换了两版，排队越排越后，银行不给抵押贷款，
企业上不了新线。
    2、城东街道几家小店投诉，注销时要找五年前的发票存
根，找不到就罚款，一家被罚了四千多元。
                       区政府督查室
                       2021年8月24日"""

SCRIPT = """问政山东 短片文稿
【短片一 标题】门槛
【解说】招标文件要求三个外省业绩，公告期只有二十天，企业投诉无人受理。
【短片二 标题】箭头
【解说】开一家培训学校要几步？小徐画了一张图，上面有十九个箭头，他的房子空了七个月。
【尾板】编导 某某"""


def test_between_rules_each_card_is_a_problem() -> None:
    found = cut_issues(CARDS)
    assert ["环评" in one.text or "退税" in one.text for one in found] == [True, True]
    assert not any("共两张" in one.text for one in found)


def test_in_a_recap_each_film_is_a_problem() -> None:
    found = cut_issues(RECAP)
    assert [word in one.text for word, one in zip(("增容", "工程款", "水管"), found, strict=True)] == [True] * 3
    assert "举牌" not in found[-1].text


def test_lines_that_were_broken_at_a_width_are_put_together() -> None:
    assert [line.text[:4] for line in lines_of(BROKEN)] == ["督 办 ", "8月19", "1、白塔", "2、城东", "区政府督", "2021"]
    first, second = cut_issues(BROKEN)
    assert "没有房产证" in first.text
    assert second.text.endswith("四千多元。")


def test_lines_that_end_early_or_are_long_are_left_as_they_are() -> None:
    short = "甲厂停电\n乙厂停水，没人管\n丙厂门口的路坏了半年没人修，车进不来"
    assert [line.text for line in lines_of(short)] == short.split("\n")
    long = "\n".join(["很长的一行" * 20, "另外一行没有句号"])
    assert [line.text for line in lines_of(long)] == long.split("\n")


def test_what_the_text_itself_calls_a_film_is_a_problem_whatever_its_words() -> None:
    assert ["业绩" in one.text or "箭头" in one.text for one in cut_issues(SCRIPT)] == [True, True]
    assert [one.title for one in cut_issues(SCRIPT)] == ["门槛", "箭头"]


def test_the_rows_of_a_letters_table_are_told_apart_and_their_cells_too() -> None:
    rows = (
        "序　节目里怎么说　谁来办　几时办完",
        "1　记者见到做浇注料的老板，商标被抢注，公证跑了五趟没人受理。　区市场监管局　9月5日",
        "2　两家旅行社说质保金暂退申请石沉大海，企业至今没有收到答复。　区文旅局　9月3日",
    )
    _, found = cut_lines([Line(row, at) for at, row in enumerate(rows, 1)])
    assert ["商标" in one.text or "质保金" in one.text for one in found] == [True, True]
    assert "区市场监管局　9月5日" in found[0].text

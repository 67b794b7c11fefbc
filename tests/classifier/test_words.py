from __future__ import annotations

import pytest

from classifier.words import Engine, Words, normalise

SENTENCES = (
    "我们公司申请增容一个多月没有人来看现场",
    "域城镇的线路三天两头停电，窑炉里的瓷器全报废了",
    "电费账单上的度数和表上的对不上",
    "请区供电中心说明转供电加价为什么没有清理",
    "打了95598两次，只登记不上门",
    "营业执照变更提交八天了还在待审",
    "窗口工作人员让我补三次材料，每次说得都不一样",
    "食品经营许可证到期换证需要重新勘验吗？",
    "法院立案窗口说诉讼材料不齐全",
    "判决生效半年，一分钱也没有执行到",
    "法官换了三个，开庭时间一推再推",
    "职工子女入学没有学位，只能送回老家",
    "校外培训机构关门跑路，学费退不回来",
    "社保补贴申请交上去就没有了下文",
    "工人受伤以后工伤认定拖了四个月",
    "招工难，能不能组织一场专场招聘会",
    "留抵退税什么时候到账",
    "电子税务局登录不上，申报期快过了",
    "发票额度不够用，增版要等多久",
    "取水许可证办理需要水资源论证吗",
    "自来水水压太低，三楼以上没有水",
    "雨水倒灌进车间，排水沟没有人清",
    "不动产登记证办不下来，银行不给抵押",
    "土地出让金交齐了，土地证却没有发",
    "开标当天CA锁读不出来，标书没有解密",
    "投标保证金过了二十天还没有退",
    "政府采购的货款拖了一年多没有付",
    "银行突然抽贷，企业资金链要断了",
    "贷款时被要求买保险，属于搭售",
    "担保公司收了费用，却没有放款",
    "高新技术企业的奖补资金没有兑现",
    "环保检查一个月来了四次，每次都要停产",
    "排污许可证的变更找谁办理？",
    "养老院的床位补贴三个季度没有发",
    "景区门口的指示牌写错了方向",
    "诊所的校验材料交了没有回音",
    "大货车限行，原料运不进厂里",
    "道路运输证年审要跑几个地方",
    "统计报表一个月要填七张，内容重复",
    "手机上的爱山东APP总是闪退",
)
EXTRA = ("增容", "域城镇", "区供电中心", "转供电加价", "留抵退税", "爱山东app")


def test_rjieba_and_jieba_cut_the_same_words() -> None:
    rust, reference = Words(EXTRA, engine="rjieba"), Words(EXTRA, engine="jieba")

    different = [text for text in SENTENCES if set(rust.cut(text)) != set(reference.cut(text))]

    assert len(different) <= len(SENTENCES) * 0.05, different


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_words_of_the_office_stay_whole(engine: Engine) -> None:
    sentence = "请区供电中心到域城镇清理转供电加价"

    assert {"区供电中心", "域城镇", "转供电加价"} <= set(Words(EXTRA, engine=engine).cut(sentence))
    assert "转供电加价" not in Words((), engine=engine).cut(sentence)


def test_the_words_joined_are_the_normalised_text() -> None:
    text = "　ＣＡ锁\n打不开……面积20㎡，𠮷先生\t12345 "

    assert "".join(Words(()).cut(text)) == normalise(text)


def test_full_width_letters_become_small_half_width_ones() -> None:
    assert normalise("ＡＰＰ，Ｐ２Ｐ！") == "app,p2p!"


def test_a_sign_that_unfolds_is_written_out() -> None:
    assert normalise("20㎡，36℃") == "20m2,36°c"


def test_control_characters_and_half_surrogates_do_no_harm() -> None:
    assert normalise("停\0电\n了\ud800") == "停 电 了?"

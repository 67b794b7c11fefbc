"""Invented messages of a district: six troubles told by many, look-alikes in other places and months, and noise."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from classifier.examples import read_examples
from classifier.topics import Topics
from classifier.words import Words, normalise
from complaints.clocks import SHANGHAI
from complaints.topics import Case, Topic
from complaints.towns import read_towns

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2021, 7, 1, 9, 0, tzinfo=SHANGHAI)
NOW = START + timedelta(days=45)

# Topic, day, town, title, text; "-" is noise. Q tells P's matter of another park, T tells it of the same park in
# winter. R has the road alone in common, hardly a word: it must at least not fall into other topics.
MESSAGES = """
P 1 白塔镇|云锦产业园频繁停电|云锦产业园这个月停了五次电，每次半小时以上，窑炉里的坯子全报废
P 2 白塔镇||我们厂在云锦产业园，三天两头断电，设备重启一次要两个小时
P 3 白塔镇|产业园停电没有通知|云锦产业园今天上午又停电了，事先没有任何通知，订单交不上
P 5 白塔镇||云锦产业园电压不稳，昨晚停电到凌晨，冷却水泵全停，请供电部门查线路
P 6 白塔镇|反映云锦产业园停电问题|园区十几家企业都受影响，云锦产业园停电已经成了常态，损失谁来承担
P 8 白塔镇||请问云锦产业园什么时候能正常供电？一个月停电七次，工人只能放假
P 9 白塔镇|云锦产业园线路老化经常跳闸停电|变压器容量不够，云锦产业园一到下午就跳闸停电，希望尽快增容
R 2 山头街道|青禾路修路半年堵住厂门|青禾路从年初开挖到现在没有修完，货车进不了厂门，客户都不愿意来
R 4 山头街道||青禾路施工围挡把我们店门口全围住了，半年没有生意，什么时候能修通
R 5 山头街道|青禾路施工进度太慢|青禾路道路改造拖了六个多月，雨天全是泥，物流车绕行十几公里
R 7 山头街道||我是青禾路上的商户，路一直没修好，围挡不拆，顾客进不来
R 9 山头街道|咨询青禾路何时通车|青禾路改造工程何时完工通车？沿线企业运输成本翻了一倍
R 12 山头街道||青禾路挖开后停工一个多月没人管，运料车陷在坑里，要求尽快复工把路修好
F 3 域城镇|稳岗补贴一直没有到账|去年申请的稳岗返还补贴，系统显示审核通过，钱到现在没有到账
F 4 域城镇||稳岗补贴公示结束三个月了，我公司账上一分钱没收到，打电话说在走流程
F 6 城东街道|稳岗返还资金何时拨付|我公司符合稳岗返还条件，公示后迟迟不拨付，请问资金卡在哪里
F 8 城西街道||四月份公示的稳岗补贴名单里有我们，至今没有拨付到账，请人社局答复
F 10 域城镇|反映稳岗补贴拨付慢|同批申请的外地企业早就领到稳岗补贴，我们还没到账，工资都发不出来
F 13 源泉镇||请问稳岗返还补贴什么时候发放？问了三次都说快了，账户还是没有钱
G 1 八陡镇|燃气公司强制收取安装费|开饭店办燃气开户，惠源燃气公司强制要交三千元安装费，不交就不通气
G 3 八陡镇||惠源燃气指定买他们的报警器，一个一千八，自己买的不给验收通气
G 5 城西街道|惠源燃气公司乱收费|小餐馆接燃气，惠源燃气公司收了开口费又收安装费，没有收费标准
G 6 八陡镇||办燃气报装，惠源燃气公司非要用他们的施工队，安装费比市场贵一倍，这是垄断
G 9 池上镇|燃气报装收费不透明|惠源燃气公司收安装费不开发票，问收费依据就说公司规定
G 11 城西街道||惠源燃气强制购买报警器和保险，不买就不给开通燃气，请物价部门查
S 2 城东街道|银座商城门口摊贩占道|银座商城门前每天晚上几十个流动摊位占道，我们正规店铺没法做生意
S 4 城东街道||银座商城南门流动摊贩把人行道全占了，油烟往店里灌，城管来了就走、走了又来
S 6 城东街道|占道摊点影响商户经营|银座商城周边占道经营的烧烤摊越来越多，堵住店门，请城管管一管
S 7 城东街道||在银座商城租铺面每月交一万多，门口摊贩不交钱还抢生意，占道没人管
S 10 城东街道|银座商城夜市摊位占道扰民|晚上十点后银座商城门前摊贩还在占道叫卖，垃圾遍地
S 12 城东街道||希望取缔银座商城门口的流动摊贩，占道经营影响商城里所有商户
W 1 石马镇|污水管道反复堵塞溢流|清河陶瓷园的污水管道又堵了，污水从井盖冒出来流进车间
W 3 石马镇||清河陶瓷园污水外溢一个星期，臭味难忍，员工都不肯来上班
W 6 石马镇|清河陶瓷园排污管网不通|清河陶瓷园排水管网老化堵塞，下雨天污水倒灌进仓库，货泡坏了
W 8 石马镇||园区污水井天天往外冒，清河陶瓷园管委会说等上面拨钱疏通管道
W 11 石马镇|请疏通清河陶瓷园污水管|清河陶瓷园污水管堵塞两个月，环保来检查还要罚我们企业
W 14 石马镇||清河陶瓷园里污水横流，管道堵塞没有人疏通，已经影响生产
Q 3 源泉镇|北山工业园停电|北山工业园上周停电两次，注塑机里的料全凝住了
Q 6 源泉镇||北山工业园今天又停电，没有接到停电通知，生产线停了半天
Q 9 源泉镇|北山工业园供电不正常|北山工业园变压器老跳闸，停电频繁，企业损失很大
T 160 白塔镇|云锦产业园又停电|云锦产业园冬天一来又开始停电，锅炉停了管道差点冻裂
T 163 白塔镇||云锦产业园这两天停电三次，没有通知，烘干线上的货全废了
T 166 白塔镇|云锦产业园停电何时解决|云锦产业园停电的事去年就反映过，现在又停，请供电部门处理
- 2 城西街道|营业执照变更材料反复补正|变更法人跑了四趟，每次说的材料都不一样
- 3 池上镇||民宿想办卫生许可证，不知道去哪个窗口
- 4 八陡镇|合同款被拖欠|给镇上做的亮化工程验收一年了，尾款还欠四十万
- 5 域城镇||厂里想招十个焊工，招聘会什么时候举办
- 5 博山镇|林地手续办不下来|养殖场用林地的审批交上去三个月没有回音
- 6 城东街道||税务系统登录不上，报税期快过了怎么办
- 7 山头街道|专利资助申报|请问发明专利的资助今年还有没有，怎么申报
- 8 白塔镇||隔壁厂半夜装卸货物噪声太大，员工宿舍没法睡
- 9 石马镇|消防验收约不上|新厂房消防验收预约了两个月，一直排不上号
- 10 源泉镇||猕猴桃合作社想贷款，银行要求房产抵押，没有别的办法吗
- 11 池上镇|物流车辆限行|进山拉货的蓝牌车白天不让走，能不能办通行证
- 12 城西街道||注销公司清税证明开不出来，说有一笔老账没结
- 13 域城镇|食堂承包合同纠纷|学校食堂承包到期，押金不退还
- 14 博山镇||村里的自来水发黄，豆腐坊做不了豆腐
- 15 八陡镇|招投标排斥外地企业|标书要求本地三年业绩，明显排斥外地公司
- 16 城东街道||职工子女上小学要哪些证明，工厂集体户口行不行
- 17 白塔镇|快递收费上涨|镇上快递到村加收两元，电商没法做
- 18 山头街道||古窑址旅游标识牌被撞坏了，游客找不到路
- 19 石马镇|检测报告认可问题|省里实验室出的检测报告区里不认，要求重做
- 20 源泉镇||大棚被大风刮倒了，农业保险一直没有定损
"""


def cases() -> list[Case]:
    return [_case(at, line) for at, line in enumerate(MESSAGES.strip().splitlines())]


def _case(at: int, line: str) -> Case:
    facts, title, text = line.split("|")
    label, day, place = facts.split(" ")
    return Case(f"{label}{at}", title, text, place, START + timedelta(days=int(day), minutes=at), reporter=f"r{at}")


@pytest.fixture(scope="module")
def finder() -> Topics:
    towns = read_towns(ROOT / "tables" / "towns.csv")
    texts = [one.text for one in read_examples(ROOT / "classifier" / "examples.csv")]
    return Topics(Words(towns.words()), towns, texts)


@pytest.fixture(scope="module")
def topics(finder: Topics) -> list[Topic]:
    return finder.find(cases(), NOW)


def members(topics: list[Topic]) -> list[tuple[str, ...]]:
    return sorted(topic.cases for topic in topics)


def labels(topic: Topic) -> Counter[str]:
    return Counter(case[0] for case in topic.cases)


@pytest.mark.parametrize("label", list("PFGSWQT"))
def test_most_of_a_trouble_told_by_many_is_one_topic(topics: list[Topic], label: str) -> None:
    told = sum(case.id[0] == label for case in cases())
    best = max(topics, key=lambda topic: labels(topic)[label])
    assert 3 * labels(best)[label] >= 2 * told


def test_no_topic_mixes_troubles_places_or_seasons_and_noise_makes_none(topics: list[Topic]) -> None:
    assert [dict(labels(topic)) for topic in topics if len(labels(topic)) > 1 or "-" in labels(topic)] == []


def test_no_trouble_is_in_pieces(topics: list[Topic]) -> None:
    found = Counter(label for topic in topics for label in labels(topic))
    assert max(found.values()) == 1


def test_the_order_of_the_rows_makes_no_difference(finder: Topics, topics: list[Topic]) -> None:
    for seed in range(3):
        shuffled = cases()
        random.Random(seed).shuffle(shuffled)
        assert finder.find(shuffled, NOW) == topics


def test_the_same_again_is_the_same(finder: Topics, topics: list[Topic]) -> None:
    assert finder.find(cases(), NOW) == topics


@pytest.mark.parametrize(
    "text", ["图书馆周末几点闭馆", "请问出租车起步价是多少钱一公里", "云锦产业园门口的路灯坏了两盏"]
)
def test_one_unrelated_message_more_changes_no_topic(finder: Topics, topics: list[Topic], text: str) -> None:
    stranger = Case("x", "", text, "", START + timedelta(days=7), reporter="x")
    assert members(finder.find([*cases(), stranger], NOW)) == members(topics)


def test_a_title_is_made_of_the_words_of_its_cases(topics: list[Topic]) -> None:
    by_id = {case.id: case for case in cases()}
    for topic in topics:
        own = " ".join(normalise(f"{by_id[one].title} {by_id[one].text} {by_id[one].place}") for one in topic.cases)
        title = normalise(topic.title)
        rest = title.removeprefix(topic.place)
        starts = [at for at in range(1, len(rest)) if rest[:at] in own and rest[at:] in own]
        assert rest in own or starts, topic.title
        assert 5 <= len(topic.title) <= 24
        assert all(word in own.replace(" ", "") for word in topic.words)


@pytest.mark.parametrize(
    ("label", "names", "matter"),
    [("P", "云锦产业园", "停电"), ("F", "稳岗", "拨付"), ("G", "惠源燃气", "收费"), ("S", "银座商城", "摊贩"),
     ("W", "清河陶瓷园", "污水"), ("Q", "北山工业园", "停电"), ("T", "云锦产业园", "停电")],
)  # fmt: skip
def test_a_title_says_what_and_where(topics: list[Topic], label: str, names: str, matter: str) -> None:
    title = next(topic.title for topic in topics if labels(topic)[label])
    assert names in title
    assert matter in title


def test_the_place_is_that_of_most_cases_and_empty_where_there_are_many(topics: list[Topic]) -> None:
    place = {next(iter(labels(topic))): topic.place for topic in topics}
    assert place["P"] == "白塔镇"
    assert place["S"] == "城东街道"

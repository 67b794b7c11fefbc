"""What enterprises say when they are asked whether their complaint is solved and whether they are content."""

from __future__ import annotations

import pytest

from bot.answers import MENU, MENU_LINES, Answered, Asked, read_answer
from complaints.follow_up import Satisfaction

GOOD, BASIC, BAD = Satisfaction.SATISFIED, Satisfaction.BASIC, Satisfaction.DISSATISFIED

#: (solved, satisfaction): the phrasings that say so in answer to both questions.
BOTH_ASKED: dict[tuple[bool | None, Satisfaction | None], list[str]] = {
    (True, None): [
        "解决了", "已解决", "已经解决了，谢谢", "都解决了", "问题解决了。", "解决啦", "办好了谢谢", "已经好了", "OK了", "ok 了",
        "搞定", "没问题了", "没有问题了", "电来了，谢谢领导", "昨天来人修好了", "您好，证已经办下来了，谢谢",
        "退税到账了", "水通了", "弄好了弄好了", "早就好了", "处理完了", "之前没解决，现在解决了", "终于解决了！！！",
        "解决了，不过等了两个月", "电是通了，就是太慢", "这几天没再停过电", "恢复正常了", "钱已经退给我们了", "Ｏ Ｋ了",
    ],
    (True, GOOD): [
        "满意", "非常满意", "很满意，谢谢", "挺满意的", "解决了，满意", "已解决，非常满意！", "好评", "五星好评", "五星",
        "5星", "十分满意👍", "没有什么不满意的", "没有不满意", "没啥不满意的", "满意满意", "办好了，师傅态度很好",
        "都弄好了，非常感谢，很满意", "１００分满意", "问题已解决，我们公司对处理结果表示满意", "解决了👍", "搞定了[强]", "给你们点赞，问题解决了",
        "1", "１", "①", "1。", "选1", "1，谢谢", "满意，因为师傅来得快",
    ],
    (True, BASIC): [
        "基本满意", "比较满意", "还算满意吧", "解决了，还行吧", "解决了，一般", "问题解决了，凑合吧", "2", "2、", "选2吧",
        "解决了，不是不满意，就是慢了点", "大体满意",
    ],
    (True, BAD): [
        "解决了但是不满意", "解决了，但是不满意，态度太差", "3", "3 太慢了", "虽然解决了，但不太满意", "修好了，服务态度太差了",
        "办下来了，可是让我们跑了八趟，很不满意", "解决是解决了，不满意", "解决了，差评",
    ],
    (False, None): [
        "还没", "还没呢", "没解决", "没有解决", "未解决", "没有", "没", "没呢", "4", "4因为没人来", "还没有完全解决", "部分解决",
        "只解决了一半", "不解决", "还是老样子", "老样子", "根本没人来", "问题还在", "又停了", "又停电了", "没人管", "一直没人联系我们",
        "还没办好", "没修好", "钱还没到账", "没动静", "没有任何进展", "解决不了", "压根没解决", "解决个啥", "没有得到解决",
        "尚未解决", "并没有解决", "仍然存在", "还在停", "解决了一部分", "说解决了其实没有", "他们说解决了，其实没解决",
        "解决了两天又坏了", "等解决了我告诉你", "等解决了再说", "解决了再说", "希望尽快解决", "盼着早点解决", "请尽快解决",
        "还在等", "正在处理", "快解决了", "什么时候能解决？", "啥时候给修啊", "怎么还不来人", "没来过人", "没有人来过", "治标不治本",
        "不解决我们就去市里反映", "反正没给办", "电还没来", "您好，还没有解决，谢谢", "没　解　决", "现在又不行了",
    ],
    (False, BAD): [
        "没解决，不满意", "没解决！很不满意！", "不满意，没人来过", "不满意，因为来了三次都没修好", "根本没解决，差评", "问题还在，非常不满",
        "不满意，问题一直没解决",
    ],
    (False, GOOD): ["态度很好，就是问题没解决", "对师傅满意，但是问题还没解决"],
    (None, BAD): [
        "不满意", "不太满意", "很不满意", "不满意，因为态度不好", "非常不满", "差评", "👎", "[弱]", "谈不上满意", "不怎么样", "太差了",
        "不是很满意", "一星", "很失望", "说不上满意", "满意个啥", "不怎么满意",
    ],
    (None, BASIC): ["凑合吧", "还行吧", "还行", "一般", "一般般", "马马虎虎", "还可以", "不是不满意", "不能说不满意", "过得去", "凑合"],
    (None, GOOD): ["👍", "[强]", "服务态度很好", "挺好的，谢谢"],
    (None, None): [
        "说不上", "是的", "嗯", "嗯嗯", "对", "不好说", "基本解决了", "差不多解决了吧", "应该解决了吧", "好像好了", "听说解决了", "他们说解决了",
        "没问题", "不", "太慢了", "解决了就好", "不清楚，我问问车间", "ok",
    ],
}  # fmt: skip

NO_ANSWER = [
    "", "   ", "你好", "您好，在吗", "谢谢", "好的", "收到", "知道了", "哈哈", "早上好", "帮助", "菜单", "查询 0007", "待办", "我的身份",
    "登记 我厂今天停电", "我要投诉一家饭店占道经营", "我们厂的水压不足，影响生产，请帮忙反映", "另外还有件事想反映", "解决了没有？", "解决了吗",
    "是否解决", "满意吗？", "满意度怎么算的", "你是谁", "今天天气不错", "请问退税需要什么材料", "5", "12", "1个月", "0007", "2021年8月30日",
    "周五之前把表交上来", "领导好，我们公司想了解一下惠企政策", "[捂脸]", "？", "。。。", "稍等", "我看看", "再见",
]  # fmt: skip

#: (asked, text): (solved, satisfaction): bare words, which mean nothing without their question.
BY_QUESTION: dict[tuple[Asked, str], tuple[bool | None, Satisfaction | None]] = {
    (Asked.SOLVED, "是的"): (True, None),
    (Asked.SOLVED, "嗯"): (True, None),
    (Asked.SOLVED, "嗯嗯，谢谢"): (True, None),
    (Asked.SOLVED, "对的"): (True, None),
    (Asked.SOLVED, "没有"): (False, None),
    (Asked.SOLVED, "不"): (False, None),
    (Asked.SOLVED, "没呢"): (False, None),
    (Asked.SOLVED, "还行"): (None, BASIC),
    (Asked.SOLVED, "👍"): (True, GOOD),
    (Asked.SOLVED, "👎"): (False, BAD),
    (Asked.SOLVED, "满意"): (True, GOOD),
    (Asked.SATISFIED, "是的"): (None, GOOD),
    (Asked.SATISFIED, "嗯"): (None, GOOD),
    (Asked.SATISFIED, "没有"): (None, BAD),
    (Asked.SATISFIED, "不"): (None, BAD),
    (Asked.SATISFIED, "还行"): (None, BASIC),
    (Asked.SATISFIED, "满意"): (None, GOOD),
    (Asked.SATISFIED, "太慢了"): (None, BAD),
    (Asked.SATISFIED, "没问题"): (None, GOOD),
    (Asked.SATISFIED, "2"): (True, BASIC),
}

REASONS = {
    "解决了": "",
    "不满意，因为态度不好": "态度不好",
    "不满意因为态度不好": "态度不好",
    "电是通了，就是太慢": "太慢",
    "解决了，不过等了两个月": "等了两个月",
    "解决了但是不满意": "",
    "解决了，但是不满意，态度太差": "态度太差",
    "办下来了，可是让我们跑了八趟，很不满意": "让我们跑了八趟",
    "3 太慢了": "太慢了",
    "4因为没人来": "没人来",
    "根本没人来": "根本没人来",
    "部分解决": "部分解决",
    "只解决了一半": "只解决了一半",
    "还没有完全解决": "还没有完全解决",
    "又停电了": "又停电了",
    "您好，还没有解决，谢谢": "",
    "不满意，因为来了三次都没修好": "来了三次都没修好",
    "不满意，由于换了三拨人都说不归他们管。": "换了三拨人都说不归他们管",
    "没解决，供电所说要等明年改造": "供电所说要等明年改造",
    "满意，因为师傅来得快": "师傅来得快",
    "已经好了": "",
    "还是老样子": "",
    "满意": "",
    "未解决": "",
    "不满意！太慢了！": "太慢了",
    "１": "",
    "不满意，因为CA锁总是用不了": "CA锁总是用不了",
}


@pytest.mark.parametrize(
    ("text", "expected"), [(text, expected) for expected, texts in BOTH_ASKED.items() for text in texts]
)
def test_free_words_answer_both_questions(text: str, expected: tuple[bool | None, Satisfaction | None]) -> None:
    answer = read_answer(text)
    assert answer is not None
    assert (answer.solved, answer.satisfaction) == expected


@pytest.mark.parametrize("text", NO_ANSWER)
def test_other_talk_is_no_answer(text: str) -> None:
    assert read_answer(text) is None


@pytest.mark.parametrize(("key", "expected"), BY_QUESTION.items())
def test_bare_words_are_read_by_the_question(
    key: tuple[Asked, str], expected: tuple[bool | None, Satisfaction | None]
) -> None:
    asked, text = key
    answer = read_answer(text, asked)
    assert answer is not None
    assert (answer.solved, answer.satisfaction) == expected


@pytest.mark.parametrize(("text", "reason"), REASONS.items())
def test_the_reason_is_what_says_why(text: str, reason: str) -> None:
    answer = read_answer(text)
    assert answer is not None
    assert answer.reason == reason


def test_the_menu_says_what_its_digits_mean() -> None:
    assert MENU_LINES == ("1 已解决且满意", "2 已解决，基本满意", "3 已解决但不满意", "4 未解决")
    for line in MENU_LINES:
        digit, words = line.split(" ", 1)
        assert read_answer(digit) == Answered(*MENU[digit], "")
        read = read_answer(words)
        assert read is not None
        assert (read.solved, read.satisfaction) == MENU[digit]


#: Written after the code, without looking at its patterns.
WRITTEN_AFTER: list[tuple[str, tuple[bool | None, Satisfaction | None] | None]] = [
    ("感谢关心，我公司反映的用电问题已得到妥善解决", (True, None)),
    ("昨晚上就来电了", (True, None)),
    ("处理得很快，满意", (True, GOOD)),
    ("完事了，没毛病", (True, None)),
    ("好了好了，谢谢您惦记着", (True, None)),
    ("水压上来了", (True, None)),
    ("执照今天拿到手了", (True, None)),
    ("退税款昨天到的账，挺满意", (True, GOOD)),
    ("怪好的，问题都给解决了", (True, GOOD)),
    ("弄利索了", (True, None)),
    ("顺利办结，给五星", (True, GOOD)),
    ("问题已经圆满解决对你们的工作非常满意", (True, GOOD)),
    ("这次挺痛快，当天就给修好了", (True, None)),
    ("路修完了，可以走大车了", (True, None)),
    ("办妥了，就是前后跑了五趟", (True, None)),
    ("解决是解决了，就是拖得太久", (True, None)),
    ("解决了，马马虎虎吧", (True, BASIC)),
    ("总体上基本满意", (True, BASIC)),
    ("已经通上气了，基本满意", (True, BASIC)),
    ("解决了。不满意，工作人员说话难听", (True, BAD)),
    ("虽说给办了，但这态度真不敢恭维，不满意", (True, BAD)),
    ("证是下来了，收费不透明，不满意", (True, BAD)),
    ("木有解决", (False, None)),
    ("没", (False, None)),
    ("还差得远呢", (False, None)),
    ("一点都没解决", (False, None)),
    ("你们来看看吧，水还是那么小", (False, None)),
    ("白搭，跟以前一样", (False, None)),
    ("光说不办", (False, None)),
    ("来了一趟拍了几张照片就走了，再没下文", (False, None)),
    ("只给修了东边那条线，西边还没弄", (False, None)),
    ("修了没两天又坏了", (False, None)),
    ("没有，还等着呢", (False, None)),
    ("没呢，催了好几遍了", (False, None)),
    ("电压还是不稳", (False, None)),
    ("到现在也没有人跟我们联系", (False, None)),
    ("目前尚未收到退款", (False, None)),
    ("材料又让补，还没批", (False, None)),
    ("暂时没解决，说下周来", (False, None)),
    ("这都半个月了，啥时候能给个说法", (False, None)),
    ("要解决了我还用找你们吗", (False, None)),
    ("你们说解决就解决了？我们这里根本没变", (False, None)),
    ("一半一半吧，水解决了，电没有", (False, None)),
    ("还得等供电公司排计划", (False, None)),
    ("没有，非常不满意", (False, BAD)),
    ("没有任何人联系过我，差评！", (False, BAD)),
    ("电话都打不通，解决什么了，不满意", (False, BAD)),
    ("不是很满意吧", (None, BAD)),
    ("太让人失望了", (None, BAD)),
    ("不满意！！！", (None, BAD)),
    ("满意不了", (None, BAD)),
    ("能满意才怪", (None, BAD)),
    ("不咋满意", (None, BAD)),
    ("勉勉强强", (None, BASIC)),
    ("还凑合", (None, BASIC)),
    ("中不溜", (None, BASIC)),
    ("不好也不坏", (None, BASIC)),
    ("挺好", (None, GOOD)),
    ("说不准，得看这几天还停不停", (None, None)),
    ("可能解决了，我没去看", (None, None)),
    ("我不在厂里，不知道", (None, None)),
    ("算是解决了吧", (None, None)),
    ("嗯呢", (None, None)),
    ("供电公司回复说已经处理了", (None, None)),
    ("你哪位", None),
    ("好的好的，辛苦了", None),
    ("请问营业执照变更在哪个窗口", None),
    ("我们公司门口有人乱停车，挡了大门", None),
    ("什么诉求？", None),
    ("晚上好", None),
    ("发错了不好意思", None),
    ("下午三点开会", None),
    ("周一给您回复", None),
    ("[微笑]", None),
    ("解决了没", None),
    ("查询 12", None),
    ("这个月社保怎么交", None),
    ("打错字了", None),
    ("在开车，一会儿说", None),
]


#: A third hand, after the second group had been worked in.
WRITTEN_LAST: list[tuple[str, tuple[bool | None, Satisfaction | None] | None]] = [
    ("供气开户费退回来了，感谢政府", (True, None)),
    ("线路改造完了，再也没跳过闸", (True, None)),
    ("你好，问题已经处理了，很满意", (True, GOOD)),
    ("都办利索了，你们辛苦", (True, None)),
    ("满意满意，一个电话就来人了", (True, GOOD)),
    ("必须好评，当天解决", (True, GOOD)),
    ("嗯，解决了", (True, None)),
    ("是的，已经解决", (True, None)),
    ("对，都弄完了，没意见", (True, None)),
    ("圆满解决", (True, None)),
    ("解决，满意", (True, GOOD)),
    ("解决得很好，我们很满意", (True, GOOD)),
    ("企业对办理结果满意", (True, GOOD)),
    ("已解决，无异议", (True, None)),
    ("欠我们的货款付清了", (True, None)),
    ("补贴昨天发到卡上了，满意", (True, GOOD)),
    ("解决了，但是处理时间偏长，基本满意", (True, BASIC)),
    ("选第2个", (True, BASIC)),
    ("回复3", (True, BAD)),
    ("我选4，到现在没个说法", (False, None)),
    ("3，来的人一口官腔", (True, BAD)),
    ("问题解决了，可前后折腾仨月，谈不上满意", (True, BAD)),
    ("还不行，一开机就跳闸", (False, None)),
    ("没有啊，昨天还停了两回", (False, None)),
    ("根本就没来过", (False, None)),
    ("没人搭理我们", (False, None)),
    ("依旧如此", (False, None)),
    ("并未解决，企业要求继续办理", (False, None)),
    ("没完全解决，还差两户没通水", (False, None)),
    ("就解决了一户，其他都没动", (False, None)),
    ("前天好了，昨天又不行了", (False, None)),
    ("换了个新表，水还是黄的", (False, None)),
    ("答应给解决，没兑现", (False, None)),
    ("拖到现在还没音信", (False, None)),
    ("到底管不管啊，都两个月了", (False, None)),
    ("催催他们吧，还没来", (False, None)),
    ("税务局让我们再等等", (False, None)),
    ("没戏，人家说办不了", (False, None)),
    ("退回来让重新交材料，等于没办", (False, None)),
    ("解决不解决就那样了", (None, None)),
    ("没解决问题，光来人拍照，极不满意", (False, BAD)),
    ("不满意，跟没解决一样", (False, BAD)),
    ("凑凑合合", (None, BASIC)),
    ("谈不上满意不满意", (None, None)),
    ("没啥不满意", (True, GOOD)),
    ("没什么可说的，满意", (True, GOOD)),
    ("十分不满", (None, BAD)),
    ("这服务不敢恭维", (None, BAD)),
    ("打零分", (None, BAD)),
    ("估计是好了，等明天开机看看", (None, None)),
    ("听电工说修好了，我还没试", (None, None)),
    ("要是真解决了我给你们送锦旗", (False, None)),
    ("解决了肯定满意啊", (None, None)),
    ("如果能解决就满意", (None, None)),
    ("好嘞", None),
    ("请讲", None),
    ("我们厂又招了二十个人", None),
    ("满意度调查？", None),
    ("多少钱", None),
    ("这是哪个单位", None),
    ("我没空，晚点说", None),
    ("通知收到了，谢谢", None),
    ("安全生产会议通知收到", None),
    ("想问下高企补助怎么申报", None),
    ("车间主任姓王", None),
    ("厂里新上了一条线，想申请增容", None),
    ("麻烦发个定位", None),
    ("没有营业执照能办吗", None),
    ("办好了通知我", (False, None)),
    ("我们的问题什么时候给答复", (False, None)),
]

#: A fourth group, written to mislead: other matters in the words of an answer, dialect, promises.
WRITTEN_TO_MISLEAD: list[tuple[str, tuple[bool | None, Satisfaction | None] | None]] = [
    ("气通了", (True, None)),
    ("变压器换好了，这周没跳闸", (True, None)),
    ("合同款到账了，满意", (True, GOOD)),
    ("已处理完毕，满意", (True, GOOD)),
    ("办结了", (True, None)),
    ("问题已落实", (True, None)),
    ("给解决了，多亏你们", (True, None)),
    ("已经恢复供水", (True, None)),
    ("解决得很及时，给个好评", (True, GOOD)),
    ("妥妥的，解决了", (True, None)),
    ("我司诉求已办理完成，对结果满意", (True, GOOD)),
    ("都好了，放心吧", (True, None)),
    ("这回是真解决了", (True, None)),
    ("路灯亮了，谢谢", (True, None)),
    ("发票领出来了", (True, None)),
    ("解决了，态度一般", (True, BASIC)),
    ("问题解决，但过程太折腾，不满意", (True, BAD)),
    ("解决了，但是收了我们两千块押金，很不满意", (True, BAD)),
    ("没弄好，光换了个开关", (False, None)),
    ("一个多月了没个准信", (False, None)),
    ("水是有了，压力还是不够", (False, None)),
    ("没给解决，推来推去", (False, None)),
    ("说让我们自己掏钱，没谈拢", (False, None)),
    ("没，供电所没来人", (False, None)),
    ("材料交上去就石沉大海了", (False, None)),
    ("解决了吗？没有！", (False, None)),
    ("您觉得解决了吗？天天停电", (False, None)),
    ("还没有最终结果", (False, None)),
    ("尚在办理", (False, None)),
    ("没有没有，还那样", (False, None)),
    ("依然每天停电", (False, None)),
    ("继续催吧", (False, None)),
    ("没人来修也没人来电话", (False, None)),
    ("上次说解决，到现在没影", (False, None)),
    ("会解决的吧", (False, None)),
    ("理论上解决了", (None, None)),
    ("领导说这周一定解决", (None, None)),
    ("他们保证明天办好", (None, None)),
    ("希望真能办好", (None, None)),
    ("解决方案给了，还没实施", (False, None)),
    ("解决完了才能给你们评价", (None, None)),
    ("办好了执照才能开工，现在卡着", (False, None)),
    ("如果办好了我肯定说满意", (None, None)),
    ("别的厂解决了，我们没有", (False, None)),
    ("不解决不满意", (False, BAD)),
    ("没解决，但态度挺好，满意", (False, GOOD)),
    ("对结果不满意", (None, BAD)),
    ("满意谈不上", (None, BAD)),
    ("还可以，就是慢点", (None, BASIC)),
    ("一般吧，还有改进空间", (None, BASIC)),
    ("服务很好，非常满意", (True, GOOD)),
    ("棒棒哒", (None, GOOD)),
    ("给力！", (None, GOOD)),
    ("修好一天又断了，不满意", (False, BAD)),
    ("车间办好了消防演练", None),
    ("我把厂房装修好了想办许可", (None, None)),
    ("孩子上学的事能问吗", None),
    ("明天处理完发给您", (None, None)),
    ("我处理完手头的活回你", None),
    ("图纸改好了发你邮箱", None),
    ("收到，正在看", None),
    ("哦", None),
    ("行", None),
    ("明白", None),
]

#: A fifth group: what most enterprises would type.
WRITTEN_AS_USUAL: list[tuple[str, tuple[bool | None, Satisfaction | None] | None]] = [
    ("已经解决", (True, None)),
    ("解决好了", (True, None)),
    ("好了，没事了", (True, None)),
    ("给我们办了，谢谢", (True, None)),
    ("通电了", (True, None)),
    ("昨天下午供上水了", (True, None)),
    ("现在正常了", (True, None)),
    ("可以了可以了", (True, None)),
    ("嗯嗯解决了", (True, None)),
    ("对对，解决了，谢谢", (True, None)),
    ("解决了，没啥可说的", (True, None)),
    ("证拿到了，效率挺高", (True, None)),
    ("非常满意，谢谢中心的同志", (True, GOOD)),
    ("满意，点赞", (True, GOOD)),
    ("解决得不错，满意", (True, GOOD)),
    ("都满意", (True, GOOD)),
    ("没有意见，满意", (True, GOOD)),
    ("相当满意", (True, GOOD)),
    ("问题解决，十分满意", (True, GOOD)),
    ("好评，好评", (True, GOOD)),
    ("解决了 满意", (True, GOOD)),
    ("解决了基本满意", (True, BASIC)),
    ("办是办了，勉强满意", (True, BASIC)),
    ("已解决 一般", (True, BASIC)),
    ("比较满意，就是来得晚", (True, BASIC)),
    ("解决了，不太满意，收费高", (True, BAD)),
    ("解决了，态度差", (True, BAD)),
    ("办完了，差评", (True, BAD)),
    ("还没解决", (False, None)),
    ("没有解决呢", (False, None)),
    ("未", (False, None)),
    ("还未解决", (False, None)),
    ("没解决好", (False, None)),
    ("一直没解决", (False, None)),
    ("没有人联系过我们", (False, None)),
    ("还停电", (False, None)),
    ("还是没水", (False, None)),
    ("仍未到账", (False, None)),
    ("昨天又跳闸了", (False, None)),
    ("只解决了一部分", (False, None)),
    ("解决了一个，另一个没有", (False, None)),
    ("没有，他们说不归他们管", (False, None)),
    ("没解决，太慢", (False, None)),
    ("没有解决，不满意，一直推", (False, BAD)),
    ("没办成，很失望", (False, BAD)),
    ("很不满意，没人管", (False, BAD)),
    ("没有处理，差评", (False, BAD)),
    ("不满意，太慢", (None, BAD)),
    ("不满", (None, BAD)),
    ("太差", (None, BAD)),
    ("不咋样", (None, BAD)),
    ("不怎么满意，收费贵", (None, BAD)),
    ("不好", (None, BAD)),
    ("还可以吧", (None, BASIC)),
    ("凑活", (None, BASIC)),
    ("就那样吧", (None, BASIC)),
    ("一般 般", (None, BASIC)),
    ("很好", (None, GOOD)),
    ("不错不错", (None, GOOD)),
    ("不太清楚", (None, None)),
    ("不好说啊", (None, None)),
    ("是", (None, None)),
    ("差不多吧", (None, BASIC)),
    ("应该是好了", (None, None)),
    ("您好", None),
    ("什么问题", None),
    ("谁呀", None),
    ("嗯好的", None),
    ("好的谢谢", None),
    ("我是八陡的企业", None),
    ("我们厂门口路灯不亮", None),
    ("税务大厅几点上班", None),
    ("我想登记个诉求", None),
    ("忙着呢", None),
    ("一会回复你", None),
    ("发票怎么开", None),
    ("转人工", None),
    ("取消", None),
    ("确认", None),
    ("退订", None),
]


@pytest.mark.parametrize(("text", "expected"), [*WRITTEN_AFTER, *WRITTEN_LAST, *WRITTEN_TO_MISLEAD, *WRITTEN_AS_USUAL])
def test_phrasings_written_after_the_code(text: str, expected: tuple[bool | None, Satisfaction | None] | None) -> None:
    answer = read_answer(text)
    assert (answer and (answer.solved, answer.satisfaction)) == expected

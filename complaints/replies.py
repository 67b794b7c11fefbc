"""What a unit's reply is worth before the office reads it: on topic, complete, in time, and one sentence why."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

WEAK = 0.45
"""Below this the office looks twice: where a reply on topic and in time ends that says none of the `ELEMENTS`."""
_ON_TOPIC, _NEAR_TOPIC = 0.5, 0.1
_ENOUGH = 0.8  #: Relevance that costs nothing: a good reply need not repeat the complaint's words.
_HOLLOW = 0.2  #: What a reply without substance is worth at most, however well it repeats the complaint.
_LEAST_SUBSTANCE = 9  #: Characters that courtesies and repetition must leave: fewer cannot say what was done to what.
_COPIED_RUN = 16  #: Characters in a row that are copied: longer than the names of units and laws that both may write.
_LONGEST = 2_000  #: Characters that are read, so that no text can make the patterns slow.


@dataclass(frozen=True, slots=True)
class Overlap:
    """How far a reply takes up its complaint, from 0 to 1, and the complaint's words that it uses, strongest first."""

    score: float
    words: tuple[str, ...]


class Relevance(Protocol):
    """Compares a reply with its complaint."""

    def relevance(self, complaint: str, reply: str) -> Overlap:
        """How far the reply speaks of what the complaint is about."""
        ...


@dataclass(frozen=True, slots=True)
class ReplyQuality:
    """What the check says. Scores are from 0 to 1; `present` and `missing` are the labels of `ELEMENTS`."""

    score: float
    relevance: float
    shared: tuple[str, ...]
    present: tuple[str, ...]
    missing: tuple[str, ...]
    on_time: bool
    sentence: str

    @property
    def weak(self) -> bool:
        """Whether the office should look twice before it lets the reply pass."""
        return self.score < WEAK


class ReplyCheck:
    """Judges replies; how two texts are compared is given to it."""

    def __init__(self, relevance: Relevance) -> None:
        self._relevance = relevance

    def check(self, complaint_text: str, reply: str, *, at: datetime, due_at: datetime | None) -> ReplyQuality:
        """Judge the reply that was given `at` that time to the complaint's title and text; both times are aware.

        Relevance multiplies all else, since the best account of another matter is no reply. What the reply repeats of
        the complaint makes it relevant, never complete. Without `due_at` it is on time.
        """
        told = _flat(reply)
        overlap = self._relevance.relevance(complaint_text, reply)
        said, copied = _substance(_flat(complaint_text), told)
        found = [element for element in ELEMENTS if element.pattern.search(said)]
        missing = [element for element in ELEMENTS if element not in found]
        late = at - due_at if due_at and at > due_at else timedelta()
        merit = 0.3 + 0.6 * sum(element.share for element in found) + (0.0 if late else 0.1)
        hollow = _hollow(told, said, copied)
        score = min(merit * min(1.0, overlap.score / _ENOUGH), _HOLLOW if hollow else 1.0)
        parts = (hollow or _topic(overlap), _named("已写明", found), _named("缺：", missing), _timing(late, due_at))
        sentence = f"质量{100 * score:.0f}分：{'；'.join(filter(None, parts))}。"
        labels = [tuple(element.label for element in part) for part in (found, missing)]
        return ReplyQuality(score, overlap.score, overlap.words, labels[0], labels[1], not late, sentence)


@dataclass(frozen=True, slots=True)
class Element:
    """What a complete reply says: its label, its name in the sentence, its share of 1, and how officials write it."""

    label: str
    noun: str
    share: float
    pattern: re.Pattern[str]


_PERSON = (
    "(?:企业|商户|来[电信访]人|(?:诉求|投诉|反映|举报|申请|当事|求助|咨询|建议|负责|法)人|市民|群众|[业户店]主|家长|[村居]民|网友|客户|用户|经营者|"
    "贵公司|[该贵]单位|该公司|对方|本人|双方|您|你|先生|女士)"
)
_LOOKED = "(?:核[实查对]|调[查取]|查[实看询证验处]|了解|勘[查验察]|检[查测]|走访|排查|沟通|[协会]商|协调|研究|整治)"
_DID = (
    "(?:整改|更[换正]|修[复缮补]|维修|拆除|清[理运除]|关[停闭]|停[业工]|退[还回款]|支付|发放|拨付|补[发缴种]|返还|兑付|核[发准]|"
    "审批|受理|办[结妥好]|[送通供]电|供[水气]|增容|恢复|[安加]装|调[整解]|纠正|撤销|[注取]消|注销|变更|登记|公示|开通|[畅打]通|"
    "硬化|划定|[纳列]入|减免|达成|签订|改[为正造]|[完竣动]工|启动|扣押|查扣|制止|教育|出具|换发|辅导|协助|化验|验收|批复|移出|解除)"
)
_TELL = "(?:告知|通知|[回答]复|反馈|解释|说明|致电|回[电访]|联系|沟通|对接|[道致]歉|协商|达成)"

ELEMENTS = (
    Element("做了什么", "办理经过", 0.35, re.compile(
        f"(?<![需须应])经[^,。;]{{0,12}}?{_LOOKED}|[经据]查|(?:进行|开展|组织|参与)[^,。;]{{0,14}}?{_LOOKED}"
        f"|(?:现场|实地|上门){_LOOKED}|现场(?:处置|办公|督促|测量|踏勘|执法)|(?:[到赴]|前[往去])[^,。;]{{0,12}}(?:现场|实地)"
        "|约谈|责[令成]|立案|处罚|罚款|查封|取缔|没收|抢修|下达[^,。;]{0,12}(?:书|通知)|召开[^,。;]{0,16}会"
        f"|(?:已|予以|全部|均|督促|要求|协调)[^,。;]{{0,14}}?{_DID}|(?:[日天午]|{_LOOKED})(?![前内])[^,。;]{{0,10}}?{_DID}"
        f"|(?:{_DID}|{_LOOKED})(?:完[毕成]|到位|干净|了)")),
    Element("何时", "时间", 0.15, re.compile(
        r"\d{1,2}月|\d{4}年|(?<!\d)(?:19|20)\d\d[-./]\d{1,2}|(?<!\d)\d{1,2}\.\d{1,2}(?=[日号上下])"
        r"|(?<!\d)\d{1,2}[日号](?![楼线门院文])|[一二三四五六七八九十]月|[昨今前当次同隔即][日天]|当[晚场即]|日前|[上下]午"
        "|[本上下这]?周[一二三四五六日末]|[本上下]周|星期|[本上下]个?月|[年月]底|[今去明]年"
        "|[0-9一二两三四五六七八九十]个?(?:工作日|自然日|天|日|小时|分钟|周|月)(?:之?内|以内|后|前)")),
    Element("何人", "经办人", 0.15, re.compile(
        "我(?:[局委办部厅处科室所队站院校镇乡行村]|街道|社区|中心|公司|单位|[大中支]队|分局|管委会)|[经承]办人|[网帮代][格办]员|法官"
        "|(?:工作|执法|办案|技术|[检抢维]修|业务|窗口|值班|监管|检查|稽查|巡查|管理|客服|专业|服务)人员|[民交城]警|城管|专[人班员]"
        "|[\u4e00-\u9fff](?:[局科所镇股处院校站队]长|主任|书记|经理|警官|工程师)|(?:工作|调查|专案|领导)小?组|村委|居委会|街道办"
        "|[镇区县市]政府|[\u4e00-\u9fff][^布结格邮僵]局|[大中支]队|(?:供[电水热]|水务|燃气|热力|自来水|物业|公交|电力)(?:公司|集团)"
        "|(?:服务|供电|登记|指挥|调度|管理|执法)中心|委员会|办公室|(?:供电|派出|工商|税务|司法|财政|国土|资源|监管|水务)所|[办科站](?=[已于])")),
    Element("依据", "依据", 0.1, re.compile(
        "(?:根据|依据|[按依遵参]照|符合|违反)[^。;]{0,50}?(?:规[定范划则]|办法|条例|细则|标准|政策|法[律规]|文件|通知|精神|意见|方案|合同|协议|要求)"
        "|《[^》]{1,40}(?:法|条例|规[定范程划则]|通知|意见|细则|方案|标准|政策|决定|目录|指南|公告|制度|合同|批复)[^》]{0,10}》"
        r"|第[\d一二三四五六七八九十百]+[条款]|依法依规|[〔\[(【]20\d\d[〕\])】]\d+号")),
    Element("结果告知", "结果告知", 0.25, re.compile(
        f"{_TELL}[了到至给过]?[^,。;]{{0,6}}{_PERSON}|[与向同对和给为跟][^,。;]{{0,10}}(?:{_PERSON}|其)[^,。;]{{0,14}}{_TELL}"
        f"|{_PERSON}[^,。;]{{0,8}}(?:表示[^,。;]{{0,6}}(?:[满同]意|认可|[理谅]解|感谢|接受)|满意|认可|[无没][^,。;]{{0,2}}异议|知晓|已?领取|签收)"
        "|表示(?:满意|认可|无异议|感谢)|电话[^,。;]{0,6}(?:[回答]复|告知|回访|联系|沟通|反馈)|(?:联系|咨询|服务|监督)(?:电话|方式)"
        r"|(?:电话|热线)(?:号码)?[:为是]|(?:拨打|致电)[^,。;]{0,12}\d|已[^,。;]{0,16}(?:告知|答复|解决|办结)|回访"
        f"|(?:[发送寄]给?|[转面]?交|送达|抄送){_PERSON}")),
)  # fmt: skip
"""What the check looks for. Doing and telling weigh most: they are what the enterprise waits for."""

_SALUTATION = re.compile('^[^,。;]{0,30}?[您你]们?好|^(?:尊敬的|网友)?[“"][^”"]{1,20}[”"]')
_LEAD_IN = re.compile(
    f"^[,。!:]*[^,。;]{{0,6}}?(?:{_PERSON}|关于|对于|针对)[^。;]{{0,30}}?(?:反映|咨询|投诉|来[信电]|留言|诉求|提出|举报)"
    "[^。;]{0,80}?(?:问题|一事|情况|诉求|建议|收悉|留言|来信)"
)
_SIGNED_ON = re.compile(r"(?:^|(?<=[。!;,:友局委办所心队处府会部司]))(?:\d{4}[年./-])?\d{1,2}[月./-]\d{1,2}日?$")
_FORWARDED = re.compile(
    "转[交至办]|批转|交办|移交(?!公安|司法|法院|检察|纪)|转有关|转相关"
    "|(?:[已现将]|立即|及时)[^,。;]{0,12}转(?![供变让移型账出入为户诊学换])"
)
# Courtesies, conditions, promises to tell, a bare "done" and mere forwarding say nothing of what was done.
_IDLE = re.compile(
    "^(?:尊敬的.{0,12}|网友.{0,14}|.{0,3}(?:感谢|谢谢).*|特此.{0,4}|祝.*|敬请.*|欢迎.*|.*(?:不便|如下|高度重视|收悉|知悉|收到|已阅))$"
    "|^(?:如果?|若)(?![实期何下上])|^(?:关于|针对|对于?)?[您你]?所?(?:反映|咨询|提出)的.{0,4}$"
    "|^[^已了]{0,30}?(?:[将会待再]|尽快|及时|届时|适时)[^已了]{0,30}?(?:反馈|[回答]复|告知|办复|联系)"
    "|^.{0,6}?(?:已经?|正在)(?:按规定|按要求|依法|妥善|及时|全部)*(?:[处办]理|解决|落实|办结|整改|处置|核实|[阅知])"
    f"(?:完[毕成]|到位|结束|[了中])?$|{_FORWARDED.pattern}"
)


def _flat(text: str) -> str:
    """Return the beginning of the text in half-width signs without any space."""
    return "".join(unicodedata.normalize("NFKC", text[:_LONGEST]).split())


def _substance(asked: str, told: str) -> tuple[str, float]:
    """Return what the reply says of its own, its clauses parted by commas, and the share of it that is copied."""
    size = min(_COPIED_RUN, max(len(asked), _LEAST_SUBSTANCE))
    runs = {asked[at : at + size] for at in range(len(asked) - size + 1)}
    copied = bytearray(len(told))
    for at in range(len(told) - size + 1):
        if told[at : at + size] in runs:
            copied[at : at + size] = b"\1" * size
    own = "".join("," if mark else sign for sign, mark in zip(told, copied, strict=True))
    own = _LEAD_IN.sub("", _SIGNED_ON.sub("", _SALUTATION.sub("", own)))
    clauses = [clause for clause in re.split("[,。;!?]|(?<=如下):", own) if clause and not _IDLE.search(clause)]
    return ",".join(clauses), sum(copied) / max(len(told), 1)


def _hollow(told: str, said: str, copied: float) -> str:
    """Return what is wrong with a reply that says nothing of its own, else an empty string."""
    if len(said) >= _LEAST_SUBSTANCE:
        return ""
    if not told:
        return "答复为空"
    if copied >= 0.5:
        return "照抄诉求原文，没有自己的办理内容"
    curt = "过于简短，未写清如何办理" if said else "答复敷衍，只有客套或空话"
    return "只写转办，没有办理结果" if _FORWARDED.search(told) else curt


def _topic(overlap: Overlap) -> str:
    if overlap.score < _NEAR_TOPIC:
        return "未见回应诉求内容"
    words = f"（{'、'.join(overlap.words[:3])}）" if overlap.words else ""
    return f"{'切题' if overlap.score >= _ON_TOPIC else '切题程度低'}{words}"


def _named(opening: str, elements: list[Element]) -> str:
    return opening + "、".join(element.noun for element in elements) if elements else ""


def _timing(late: timedelta, due_at: datetime | None) -> str:
    in_time = "按时" if due_at else "未定时限"
    return f"超期{math.ceil(late / timedelta(days=1))}天" if late else in_time

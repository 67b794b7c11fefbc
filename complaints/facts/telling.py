"""Whether a text says what is wrong or asked, and not merely that something is."""

from __future__ import annotations

import re
import unicodedata

from complaints.companies.naming import find_companies

_SHORTEST = 5
"""Characters of a clause that tells something even without a word of trouble."""
_CLAUSE = re.compile(r"[，,。；;！!？?\n~…、\s]+|(?<=[题容求由项])[:：]")
_HOLE = "〇"
"""Stands for an enterprise, a number or a name that was taken out."""
_NUMBERS = re.compile(r"(?:19|20)\d\d年?(?:\d{1,2}[月.-])?(?:\d{1,2}日?)?|[A-Z0-9]{8,}|[+\d*×xX\-()]{5,}")
# Questions and asides that hold a word of trouble and tell none.
_EMPTY = re.compile(
    r"管不管|能不能|可不可以|是不是|有没有|在不在|行不行|好不好|对不对|要不要|不好意思|打扰|要求保密|保密|(?:要求)?回[电复]|[发打说]错了?|(?:电话|号码|地址|名字|微信)是?(?:多少|什么|哪)|(?:统一)?社会信用代码|身份证(?:号码?)?|执照号码?|不知道?(?:你们)?|没(?:人|有人)?(?:管|理)(?:吗|么|了|啊)*|有人(?:管|理)(?:吗|么)?"
    r"|打卡|听得[见到清](?:吗|不|么)?|信号不[太]?好|一会儿?再[打说]|挂断|情绪激动|(?:未|没有?)说明(?:具体)?(?:事项|内容|情况)|(?:上[回次]|之前|昨天|都|已经){1,3}(?:讲|说|反映)过了?|不再重复|等.{0,4}消息"
    r"|怎么(?:样|办|弄|回事|还)(?:了|啊|呢)?(?=$)|进展|结果(?:呢|了)?(?=$)|什么时候(?:上班|下班)|几点(?:上班|下班)|[上下]班|什么情况|怎么(?:说|投诉|反映|联系|举报|登记)"
    r"|不方便|(?<![\u4e00-\u9fff])(?:无|没有)(?=$)|没事|没什么|(?<![\u4e00-\u9fff])不(?=$)|谢谢|感谢|辛苦|尊敬的?|各位|领导们?(?:好)?|您?好|你好|在吗|请问"
)
_FILLER = re.compile(
    r"(?:我|俺|咱|你|您|他|她|本人|自己)们?|这[里边个件儿]?|那[里边个件儿]?|想|要|需要|希望|麻烦|请|帮忙?|帮助|解决|处理|反[映应]|投诉|举报|咨询|求助|诉求|信访|上访|实名|匿名"
    r"|说|问|讲|谈|聊|告诉?|打电话|来电|电话|手机|一[个下件点些]|[个件点些]|问题|情况|事情|事项?|内容|的|是|了|吗|呢|啊|吧|哦|嗯|呀|嘛|哈|么|急+|快点?|赶紧|紧急|重要|线索|有|人|来|找|给|让"
    r"|跟|和|向|对|关于|能|可以|到底|实在|真|太|很|再|又|还|也|都|就|先|登记|受理|记录|政策|企业|公司|单位|厂子?|店|之前|上次|昨天|今天|刚才|现在|过|收到|好|行|嗨|喂|老板|员工|负责人|法人|领导|会计|经理"
    r"|大家|贵|本|做|干|开|在|姓|叫|地址|联系人?|执照|位于|家|〇|先生|女士|主任|厂长|等"
)
_WHO = (
    r"(?:局|中心|委员会|委|办|办事处|政府|法院|分局|公司|大队|[税供派监]\w?所|村委会?|居委会?|街道|镇|站|物业|银行|领导|主任|科长|书记|局长|人员|老师|单位|企业|学校|医院|老板|邻居"
    r"|商家|部门|窗口|平台|某|〇)"
)
# Says that nothing is wrong, or no longer.
_SETTLED = re.compile(
    r"(?:无|没有?|暂无|未提|没提)出?(?:其[他它]|任何|什么|需要?(?:协调|解决)的?|新的?)*(?:诉求|困难|问题|意见|事项|异议|要求)(?!.{0,2}不)"
    r"|(?:问题|事情?|诉求|困难)(?:都|已经?|均|全部)*(?:得到)?(?:妥善)?解决(?!不)|已经?(?:妥善)?(?:解[决答]|办[结好妥]|落实|修好)|(?:表示|已经?)(?:知悉|了解|理解)"
    r"|已经?[收拿领]到(?![^，。]{0,12}(?:罚|通知|整改|传票|函|短信|书))|(?<!不)(?<!不太)满意(?!度低)|(?:生产|经营|运[转行营]|一切|目前|均|都)(?:比较|基本|一切)*(?:正常|平稳)(?=$|[，,。；;])|同意(?:销号|办结)"
)
# Greetings, thanks, notices, visits and advertisements: there nothing but a word of trouble tells a matter.
_OCCASION = re.compile(
    r"祝|恭喜|快乐|感谢|谢谢.{0,8}(?:老师|主任|领导|各位|局|中心)|锦旗|诚聘|急招|招(?![标商考生投]).{1,8}[名位]|待遇面议|包吃|报名[:：]|^报名|[特诚]邀|莅临|发布会|对接会|推介会|座谈会"
    r"|视频培训|会议|纪要|开会|参会|准时参加|派人参加|汇编|明白纸|名单|测试|转告|走访|回访|(?:加|进)(?:一下)?群|多联系|服务专员|网格员|链接|转发|附件"
)
_NO_TROUBLE = re.compile(
    r"(?<=非)常|快乐|生意兴隆|修好|证件|附件|名单|不少|招(?=[^标商投])|发布|优化营商|营业执照|身份证|专精特新|认证|证书"
)
# 投诉供电局: who, but not what.
_WHO_ONLY = re.compile(
    rf"^(?:我|俺|咱|我们|想|要|来|就是|实名|匿名|来电人?|市民|这里|请|帮我?|再次)*(?:投诉|举报|反[映应]|控告|告|找|咨询|问)(?:一下|的是)?"
    rf"[^不没未无乱欠拖怎]{{0,12}}?{_WHO}(?:的?(?:问题|事情?|情况|人|领导|工作人员))?(?:了|吗|啊)?$"
)
_INTRODUCTION = re.compile(
    r"^(?:我|俺|咱|本|我们|俺们|咱们|来电人|诉求人|这里|这边)?(?:公司|厂子?|店|企业|单位|合作社)?(?:名?叫|名称|是|姓|在|位于|地址|地处|做|干|主要|主营|从事|生产|经营|开了?)"
    r"(?![^，。]{0,20}(?:[不没未无]|欠|拖|被|停|断))[^，。]{0,30}(?:的|人|镇|街道|村|路|号|厂|店|生意|行业|区|园|业务|为主|〇)$"
    r"|^这是.{0,8}$|^[^不没未欠拖停]{2,30}(?:银行|支行|公司|局|中心|政府)$"
    r"|^(?:联系人|经办人|受访人|法定代表人|法人|负责人|所属镇街|所属街道|镇街|满意度|时间|日期|编号|职务|附件|联系方式|地址|地点|电话|手机|姓名|企业|公司|单位)(?:名称)?[:：].{0,24}$"
)
_TROUBLE = re.compile(
    r"[不没未无停断拖欠慢难坏高低涨罚漏堵破臭吵噪脏差卡退延拒推扣封拆占塌裂旧缺少乱违假骗偷抢损伤催撤销迁赔污排熏冒倒烂黑灭丢错误限禁炸压]|跳闸|收[费取钱]"
    r"|怎[么样]|如何|多少|多久|哪[里儿些个家]|什么|啥|何时|几点|能否|可否|是否|为[何啥]|办[理下证个照]|申[请报领]|补[贴助办]|奖[补励]|贷款|贴息|续贷|许可|执照|[发开]票|退税|减免|缴[费税纳]"
    r"|工资|货款|工程款|尾款|合同|保证金|招[标聘工商]|投标|中标|验收|环评|[用供][电水气暖热](?![所局站中公])|[电水气热]压|增容|报装|扩建|改造|修[路建]|备案|登记证|产权|不动产|证|味|扰民|纠纷|侵[权占]|危险|隐患"
    r"|注销|变更|过户|年[检审报]|检查|处罚|整改|关[停门]|搬|征[收地用]|租金|社保|医保|工伤|保险|仲裁|起诉|执行|破产|商标|专利|培训|人才|落户|上学|入学|噪|尘|垃圾|污水|积水|路灯|坑|淹|泄漏|气化|开户"
    r"|吃拿卡要|想[改换建扩转装]|(?<!^)贵(?!公司|单位|局|处|院|部)|材料|手续|需要什么|贴条|虫|接不通|打不通|返还|发放|经费|转企|转让|改制|迁移|装修|接[入通]|装[天燃电水]|要求|收[过了]?押金|索要|刁难|态度|骚扰|敲诈|失联|跑路"
)


def tells_matter(text: str) -> bool:
    """Whether the text says what is wrong or asked.

    Not so 我要投诉, 你们管不管, 投诉供电局 (who, but not what), a company's name or a telephone alone.
    """
    text = unicodedata.normalize("NFKC", text)
    for company in find_companies(text):
        text = text.replace(unicodedata.normalize("NFKC", company), _HOLE)
    is_occasion = bool(_OCCASION.search(text))
    return any(_tells(clause, is_occasion) for clause in _CLAUSE.split(_NUMBERS.sub(_HOLE, text)))


def names_trouble(text: str) -> bool:
    """Whether a word of the text says that something is wrong or wanted."""
    return bool(_TROUBLE.search(_EMPTY.sub("", unicodedata.normalize("NFKC", text))))


def _tells(clause: str, is_occasion: bool) -> bool:
    if len(clause) < 2 or _WHO_ONLY.match(clause) or _INTRODUCTION.match(clause):
        return False
    if _SETTLED.search(clause):
        return False
    clause = _EMPTY.sub("", clause)
    if is_occasion:
        return bool(_TROUBLE.search(_NO_TROUBLE.sub("", clause)))
    return bool(_TROUBLE.search(clause)) or len(_FILLER.sub("", clause)) >= _SHORTEST

"""What tells a matter of its own from more of the same: a wish, a consequence, a field of a form."""

from __future__ import annotations

import re

RELATED: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in (
        "停电 电压不稳 限电",
        "停水水压 水质",
        "道路破损 路灯井盖 货车限行治超 地质灾害",
        "合同货款 判决执行 审理开庭 立案 失信限高 司法拍卖",
        "破产 破产管理人",
        "欠薪 劳动仲裁 社保参保退休",
        "抽贷续贷 利率收费放款 融资贷款难 理财存款",
        "应急转贷 融资担保 融资贷款难",
        "异味废气 噪声扰民 污水危废 油烟 环保检查设施",
        "采购门槛 采购质疑",
        "围标串标 开标评标 招标公告异议",
        "政务平台故障 数据共享证照 账号密码 网站适老化",
        "办执照 变更登记 起名核名 实名认证冒名 个体户",
        "不动产首次登记 历史遗留权属 查档预约 过户转移",
        "商标 专利侵权 产品质量广告",
        "职业打假 食品药品安全 行政处罚 消费维权",
        "高企奖励 惠企奖补兑现",
        "看病就医 诊所公共卫生",
        "增容报装 外线接入费",
        "燃气停供气价 燃气安全",
        "统计报表 普查调查",
        "民宿旅游项目 旅行社景区",
        "规划方案 工程规划许可 规划条件选址",
        "税务系统 发票",
        "图审 施工许可",
        "物业 房屋安全渗水 供热蒸汽",
    )
)
"""Matters of classifier/matters.csv that are often sides of one trouble."""
ANYWHERE = frozenset(
    ["材料反复", "窗口服务", "跨域通办进度", "保证金", "价格乱收费", "行政处罚", "查档预约", "惠企奖补兑现", "重复检查"]
)
"""Matters that are the way in which any other one is handled."""

_OFFICE = (
    r"(?:窗口|[一-鿿]{0,8}?(?:局|委|办|中心|所|公司|银行|部门|单位|大厅|街道|政府|法院)|镇上|村里|上面|对方|人家|他们?|她们?"
    r"|财政|税务|审批|住建|规划|水利|环保|海关|银行|客服|热线|领导|工作人员|开户行|物业|开发商|老板|厂家)"
)
_EFFECT = re.compile(
    r"(?:因此|所以|这)?(?:已经?|直接|严重|间接)*(?:导致|造成|致使|使得|害得|影响|耽误|以至于?|搞得|弄得|引起|引发|损失)"
    r"[^。；;！!\n]*"
)
_LED_BY = re.compile(
    r"(?:也|都|又|且|并)?(?:"
    r"(?:恳|敬|特|提)?请(?!假|了)|要求|希望|盼|望|恳求|建议|尽快|书面|追究|责令|以上|上述|综上|谢谢|感谢|辛苦|麻烦"
    r"|因此|所以|导致|造成|致使|影响|损失|结果"
    rf"|{_OFFICE}(?:那边|那儿|的人|工作人员)?(?:也|都|又|还|只|却|老|就|总)*(?:说|称|让|催|推|回复|答复|表示|告知|要求|解释|答应|承诺|电话|态度)"
    r"|(?:我们?|我们?公司|我司|本人|来电人|其|企业)?(?:也|都|又|还|曾|已经?|多次|先后|之前|再次|自己|一直)*"
    r"(?:打(?:了|过)?[^，。]{0,8}(?:电话|热线)|拨打|去(?:了|过)?[^，。]{0,8}(?:问|找|催|跑)|找(?:了|过)|催(?:了|过)|跑了|问(?:了|过)|联系(?:了|过)|投诉过|反映过|提交过|交过)"
    r"|[^，。]{0,8}在?催|[^，。]{0,8}(?:也|都)(?:来|去|查|看|问|找)(?:过|了)|[^，。]{0,8}(?:也是?(?:一样|如此|这样|这个|同样)|(?:也|都)反映过|一样的)"
    r"|[【\[]?(?:诉求|经过|影响|要求|请求|备注|说明|联系|电话|附件|证据|依据|理由|事由|问题(?:类型|描述|分类)|反映(?:内容|问题|情况)"
    r"|来电|基本情况|处理|转办|时间|地址|企业名称|内容|标题|联系人)[一-鿿]{0,4}[】\]：:]"
    r")"
)
_PRESSES = re.compile(r"再(?:这[样么])?(?:拖|耽误|等下去|不[给解办])|等不起|拖不起|耽误不起")
_SUFFERS = re.compile(
    r"(?:还|交|付|开|发|做|立|改|供)不(?:上|起|出|了|成|下去)|违约|停产|停工|退订|逾期|催|告(?:到|了|我)|欠下|流失|报废|损失|赔|走了|辞职"
    r"|^[^，,。]{0,8}[也都又还](?!没|不)"
)
"""What befalls the one who complains: the bank calls in its loan, the workers leave."""
_TELLS = re.compile(
    r"[没不未无难慢坏拖欠卡停贵高低漏堵破旧乱差吵臭脏少缺断催]|被|怎么|咨询|如何|迟迟|老化|能否|多少|吗|[？?]|哪|谁|时候|找|排|想|希望|要求|涨|退|滞|错|只[有到]|仅|压|扣|得[走跑等花交绕]"
)


def substance(text: str) -> str:
    """Return the text without what its matter led to: 导致停产、订单违约 is no matter of another unit."""
    return _EFFECT.sub("", text)


def goes_on(text: str) -> bool:
    """Whether a passage by its words goes on with what was said before it: a wish, a consequence, a way in vain."""
    return _LED_BY.match(text) is not None or _PRESSES.search(text) is not None


def suffers(text: str) -> bool:
    """Whether the text may only say what somebody suffers from the matter before."""
    return _SUFFERS.search(text) is not None


def tells(text: str) -> bool:
    """Whether the text says that something is wrong, or asks something."""
    return _TELLS.search(text) is not None


def related(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether matters of the one may be sides of the same trouble as matters of the other."""
    return bool(one & other) or any(one & family and other & family for family in RELATED)

"""Where an enterprise's name begins: what goes before it is cut off, the place that belongs to it is kept."""

from __future__ import annotations

import re

from complaints.companies.names import NOBODY, CompanyName, is_nameless, read_name
from complaints.companies.place_words import KNOWN_PLACE, PLACE
from complaints.companies.words import NO_NAME_CHARACTERS

_NOBODY_BEFORE = frozenset("我俺咱你他她它您该")
REACH = 40
"""Characters before a legal form that may belong to the name."""
_LONGEST_PROPER = 6
"""Of a name without a place; what is longer holds words that are no part of it."""

_SHOPS = (
    "超市",
    "饭店",
    "酒店",
    "宾馆",
    "餐厅",
    "餐馆",
    "菜馆",
    "面馆",
    "民宿",
    "客栈",
    "农家乐",
    "火锅",
    "烧烤",
    "奶茶",
    "快餐",
    "小吃",
    "理发",
)
# Read backwards from the form.
_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9Ａ-Ｚａ-ｚ０-９&＆·（）()\-]*")

# Words that no name holds; a name begins after the last of them. What follows 的 in 美的 or 将 in 将军 is spared.
_WORDS = r"""
    (?<!美)的(?!士|卢)|是|在|了|着(?!陆)|[我俺咱你他她它]们?|您|们|这[家个些里边儿]?|那[家个些里边儿]?|哪[家个些里]?|被|把|给|让(?!胡)|跟|从
    |去(?!哪)|找|称|说|问|请|叫(?!花)|姓(?!名)|欠|该(?=公司|厂|店|企|单)|每|各|谁|么|没|不(?![锈倒夜二])|也|(?<![成首花瓷])都(?![市城江])|就|又
    |却|但|及(?!第)|与|很|太(?![阳平极和白湖行古子])|已|曾(?!记|氏)|将(?!军)|只|仅|仍|吗|呢|吧(?!台)|啊|呀|嘛|哦|因(?!特|美)|如(?![意家一海])
    |却|投诉|举报|反映|反应|咨询(?!服务|有限|公司|管理|中心|事务|股份|集团)|求助|建议|表示|认为|希望|要求|来电人?|致电|诉求人?|反映人|投诉人
    |举报人|当事人|市民|群众|居民|网友|记者|用户|顾客|消费者|企业主|名称|名为|名叫|字号|全称|简称|位于|地处|坐落|负责人|法人代表|法人|代表人?(?!处)
    |老板娘?|总?经理|董事长|员工|职工|工人|业主|客户|供应商|经销商|厂家|[甲乙丙]方|[发承总分]包[方商]?|[承出]租方?|施工(?:方|单位|队)
    |建设单位|开发商|中标(?:单位|人|方)|用[工人]单位|供[货应]方|[原被]告人?|被?申请人|债[务权]人|股东|其(?![士乐])|所属|所在|任职|就职|上班
    |工作(?!室)|入职|离职|租[用住下给](?!品)|购[买置](?!物)|采购|订购|委托|聘请|联系|告知|通知|起诉|状告|拖欠|欠付|支付|责令|转让|经营(?!部|店|处|站|管理|服务)
    |运营(?!中心|管理|服务)|开办|开设|创办|注册|成立|设立|登记|加盟(?!店)|承建|签订|签署|合作(?!社)|供货|发货|送货|隶属|属于|归属|收购(?!站)
    |附近|旁边?(?=.{3})|隔壁|对面|周边|楼[上下]|[东西南北]侧|以[东西南北]|路[口南北东西]|[昨今明]天|[昨今当]晚|[昨今明去前]年|今早|[上下]午
    |目前|现在|最近|近期|近日|当时|之前|以前|后来|因为|由于|为了|关于|对于|根据|按照|经过|通过|以及|或者|还有|包括|例如|比如|尤其
    |\d+[家个名元万吨月日点时米亩人次期岁户年号]+|\d{5,}|(?<=\d)[年月日]|[去今明前每多半]年|[上下]个?月|[一二两三四五六七八九十几半]年|[个半]月|[几多\d]天|[一二两三四五六七八九十几多数]家(?![人亲村])|[一二两三几多数][个名间]|单位|企业(?=.{4})(?!管理|服务|咨询|孵化|发展|家)
    |同志|先生|女士|领导|部门|政府|局(?=.{3})|发改委|委员会|管委会|法院|检察院|大队|[供税工财派出监管]所|[居村]委会?|办事处|[支分]行|银行(?!股份|卡)|信用社
    |窗口|热线|平台(?=.{4})|街道|社区|小区|大厦|工业园区?|产业园区?|园区|院内|院里|境内|辖区|[^度假新农乡]村(?=.{3})(?!镇|民|委)
    |(?<![丝公道铁])路(?![桥面遥政灯通达顺])(?=.{3})|(?<=[\d一二三四五六七八九十])号(?:楼|院)?|购得|拿到|收到|看到|听说|得知|发现|导致|造成|影响|针对
    |[走回家]访了?|上门|调研|专[挑门找盯查]|农房|[挑改](?=[民小])|参与|参加|投标|中标|竞标|担任|担保(?=.{6})|借给|卖给|转给|交给|送给|介绍|推荐|面向|来自|取得|作为|完成|面对|原来|帮|前往|重视|进入|进(?!出口|口|取|步|贤)|和(?=原)|几句|叉口|一直|获得|收取|提供(?!者)|需要|准备|打算|计划|想要?
    |去哪|一下|[此全](?=[厂店公])|开(?=黑)|[期时房中夜]间|开(?=[民饭超餐网养采作酒宾旅茶药诊理])|后(?=[厂店公])|保护区|怎么|为什么|为何|什么|如何|是否|能否|可否|有没有|一直|多次|再次|仍然|依然|已经|曾经|正在|刚刚?|马上|立即|尽快|突然|经常|每天|办理|个体户|[东西南北][首邻段]|连续
"""
_BREAK = re.compile(re.sub(r"\s+", "", _WORDS))
# Single words that stand before a name and also begin one: 和清釉陶瓷厂, 和顺陶瓷厂.
_LEAD = re.compile(
    r"原(?![野生创味])|和(?![美谐平顺盛兴润信瑞泰记丰悦佳合众源生风光畅成易鑫祥家田玉康聚裕善安锦])|为(?![民康善])|由(?!美)|向(?![阳荣前日])|对(?!外)"
    r"|到(?!家)|来(?![福旺喜利财顺宝客伊宾源益发运凤])|以(?![勒诚])|于(?![氏记])|自(?![然由立强在来动力])|有(?![限色机为福缘利道信家源间味])"
    r"|同(?![创济心兴方盛德城仁泰顺庆和力富一丰乐润达发昌益利鑫福欣辉])|家(?![家乐常和福具居纺电政园美味庭])|等(?!离)|至(?![诚尊善])|往|并|或"
    r"|受|则(?!.{1,2}公司)|当(?![代家])|系(?!统)|即|再(?!生)|做|干|开(?![元源发泰心拓阳])|办(?!公)|搞|跑|用(?![友品心])|租(?!赁)|去|先(?![锋行])|后|中(?=某)|前(?!进|程)"
    r"|另外?|其[他它余中]|而|且|才(?!华)|便(?!民|利)|会(?![展所计员])|要|想|可(?![心口])|能(?!源)|得(?![力利意])|个(?!体)|人(?=.{6})|方(?=.{6})|处(?=.{5})|里|边|内|外(?!贸)"
)


def name_before(text: str, start: int, form: int, end: int) -> tuple[int, CompanyName]:
    """Where the name begins whose form stands from `form` to `end`, and its parts; NOBODY when there is none.

    It does not begin before `start`.
    """
    if _names_nobody(text, start, form, end):
        return end, NOBODY
    at = _run_start(text, max(start, end - REACH), end)
    words = text[at:end]
    breaks = [0, 0, *(found.end() for found in _BREAK.finditer(words) if found.end() <= form - at)]
    # 美的空调有限公司: a name in full is read again with what looked like a word before it.
    for offset in reversed(breaks[-2:] if "有限" in words[-7:] else breaks[-1:]):
        begin = _at_place(words, _without_lead(words, _after_bracket(words, offset, form - at)))
        name = read_name(words[begin:])
        if name.proper:
            begin, name = _shortened(words, begin, name)
            return at + begin, name
    return end, NOBODY


def holds_break(words: str) -> bool:
    """Whether a word stands in them that no name holds."""
    return bool(_BREAK.search(words))


def _names_nobody(text: str, start: int, form: int, end: int) -> bool:
    """Whether what stands before the form shows at once that no name does: 我公司, 该店, a comma."""
    before = text[form - 1 : form] if form > start else ""
    return (not before or before in _NOBODY_BEFORE or not _RUN.fullmatch(before)) and "有限" not in text[form:end]


def _run_start(text: str, start: int, end: int) -> int:
    found = _RUN.match(text[start:end][::-1])
    return end - (found.end() if found else 0)


def _after_bracket(words: str, offset: int, form: int) -> int:
    """Past every bracket that is not a place within the name: 清釉（山东）陶瓷."""
    rest = words[offset:form].replace("（", "(").replace("）", ")")
    depth = 0
    cut = 0
    opened = 0
    for at, character in enumerate(rest):
        if character == "(":
            depth, opened = depth + 1, at
        elif character == ")":
            inner = rest[opened + 1 : at]
            if depth == 0 or opened - cut < 2 or not (inner == "集团" or PLACE.fullmatch(inner)):
                cut = at + 1
            depth = max(0, depth - 1)
    return offset + (max(cut, opened + 1) if depth else cut)


def _without_lead(words: str, begin: int) -> int:
    """Past single words like 和 and 由, as long as a name of two characters or more is left."""
    if words[begin - 1 : begin + 1] == "们和" and len(read_name(words[begin + 1 :]).proper) > 1:
        begin += 1
    while found := _LEAD.match(words, begin):
        if len(read_name(words[found.end() :]).proper) == 1:
            break
        begin = found.end()
    while begin < len(words) - 4 and words[begin] in "-·&（）()":
        begin += 1
    return begin


def _at_place(words: str, begin: int) -> int:
    """At the last place, if a name follows it: 昨晚博山清釉陶瓷厂, not 红星美凯龙博山店."""
    chain, ended = begin, -1
    for found in KNOWN_PLACE.finditer(words, begin):
        if found.start() > 0 and words[found.start() - 1] in "（(":
            continue
        if found.start() not in (begin, ended):
            if found.start() > len(words) - 4 or not read_name(words[found.start() :]).proper:
                break
            chain = found.start()
        ended = found.end()
    return chain


def _shortened(words: str, begin: int, name: CompanyName) -> tuple[int, CompanyName]:
    """Without what was taken into the proper part and is no part of it; NOBODY where nothing is left.

    General words are cut off, then what goes before the last character of ordinary speech. A proper part that is
    still too long without a place before it is cut to its last two characters.
    """
    proper = name.proper
    at = words.find(proper, begin)
    if at < 0 or proper.isascii():
        return begin, name
    for length in range(len(proper) - 2, 1, -1):
        if len(proper) > 3 and is_nameless(proper[:length]):
            return at + length, read_name(words[at + length :])
    cut = max((where for where, character in enumerate(proper, 1) if character in NO_NAME_CHARACTERS), default=0)
    if cut and not _is_sure(name):
        return (at + cut, read_name(words[at + cut :])) if len(proper) - cut >= 2 else (begin, NOBODY)
    if len(proper) > _LONGEST_PROPER and not name.places:
        at += len(proper) - 2
        return at, read_name(words[at:])
    return begin, name


def _is_sure(name: CompanyName) -> bool:
    """Whether ordinary characters may stand in the name: in a legal name, and in a shop's, 好再来饭店."""
    if name.is_legal:
        return len(name.proper) <= 4 or bool(name.places)
    return len(name.proper) <= 3 and name.trade.endswith(_SHOPS)

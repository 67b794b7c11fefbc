"""The words in which enterprises answer the follow-up, by what they mean; bot/answers.py holds clauses against them.

Every row of a table is an alternative. Repetition is bounded, so that a long text cannot hold the bot up.
"""

from __future__ import annotations

import re

from complaints.follow_up import Satisfaction


def _any(*rows: str) -> re.Pattern[str]:
    return re.compile("|".join(rows), re.DOTALL | re.IGNORECASE)


# —— The text as a whole ——

# WeChat sends a picture as a sign or a word in brackets; it stands for these words. 修好了？ asks.
PICTURES = {"👍": "点赞,", "[强]": "点赞,", "👎": "差评,", "[弱]": "差评,", "👌": "ok,", "[OK]": "ok,", "了?": "了吗,"}

# Politeness says nothing of the matter; 请 stays, since 请尽快解决 is a request.
POLITE = _any(
    r"\[[^\[\]]{1,6}\]",
    r"[您你]们?好|各?位?领导们?好?",
    r"(?:非常|十分|太)?(?:多谢|感谢|谢谢)(?:[您你]们?|大家)?[了啦]?|辛苦(?:[您你]们)?了?",
)

# A digit of the menu, but not the 3 of 3天, not the 1 of a numbered list, and not the complaint of 第一个没解决.
DIGIT = _any(
    r"(?:(?:我?选择?|回复)?第?([1-4])(?![\d.]*\d|\s*(?:[天月年家次万块点楼户层台周]|号\w))"
    r"|(?:(?:我?选择?|回复)第?|第(?=\w[个号项]))([一二三四]))(?!(?<!第\w)\s*个)"
    r"(?:[个号项]?吧?(?=\W|$|因为|但)|(?=太|没|不))(?!.*(?:[2-9][、.]|第[2-9二三四]))"
)
NUMERALS = str.maketrans("一二三四", "1234")

# Commands and openings of another matter are no answer, unless the text also speaks of 解决.
OTHER_MATTER = _any(
    r"(?:登记|查询|绑定|签收|反馈|退单|延期|办结|分派|改派|审核|催办|督办)(?:\s|\d|$)",
    r"(?:我们?)?[要想]再?(?:投诉|反映|举报|咨询|问|登记)|另外|还有一?[个件]|请问|咨询",
)

# Who sees to it, where to apply: another matter, even in the words of a trouble.
NEW_MATTER = _any(
    r"谁[来在去]?(?:管(?!过)|负责)|[归找]谁|[跟向和]谁(?:说|反映|联系)|该?找哪|哪个(?:部门|单位|科室|窗口|平台)|[在去]哪",
    r"(?:怎么|怎样|如何|咋)(?:才能|去|来)?(?:申[请报]|办[理证照个手]|报名|[缴交开领查提]|登记|投诉|反映|注[册销]|变更|享受)",
    r"能(?:不能|否)(?!\w{0,6}(?:快|早|赶紧|抓紧|解决(?!\w{3})|说法|答复|准))|有没有.{0,8}(?:政策|补贴|办法|渠道|优惠)",
    r"想再?(?:问|咨询|了解|反映)|(?:几点|时候|何时).{0,4}(?:[上下]班|开[门放会]|截止|放假)",
)
# Unless the text also tells the result.
RESULT = _any(
    r"(?:[没未]|不(?!能))\w{0,4}解决|解决[了啦]|满意", r"^\w{0,4}(?:[好通]了|没[办修弄]?好|没[有呢]?|还没|未)(?!\w)"
)

_WHY = r"因为|原因是|由于|(?<!也)就是|(?<!不)但是?|不过|可是|只是"
# A reason begins here, also without a comma before it.
WHY = _any(_WHY)
CUT = _any(r"\W+", rf"(?={_WHY}|现在|其实|实际)")

# What was so before does not count beside what is so now.
BEFORE = _any(r"之前|以前|原来|原先|本来|一?开始|刚开始|上次|前几天|当初")
NOW = _any(r"现在|如今|这[次回]|今天|后来|终于|总算|目前")

# Asked back, which is no answer: 解决了没有, 满意度.
ASKED_BACK = _any(
    r"(?:解决|好|满意|通|完|妥)[了过]?(?:没有?|吗|么|不|否)$", r"是否|满不满意|解没解决|解决没解决|满意[度率]"
)

# —— Solved? ——

_FIXED = (
    r"(?:解决|搞定|落实|办(?![法事])|[弄修装接]|处理|好(?!意思)|通(?![知过])|到账|恢复|正常|退|批|完|来(?!得及)|给|变"
    r"|收到|拿到|见到|领到|用上|开通|动静|进展|下文|结果|音信|回[音复]|反应|答复|消息|联系|兑现|影|[准说][信法]|谈|实施|动(?!员)|开工|整改|执行)"
)
_REPAIRED = r"(?:解决|[办弄修]好?)"

# Not solved, and the words themselves tell how it stands: they are kept as the reason.
NOT_AND_WHY = _any(
    r"没有?(?:任何|一个)?人|无人|没来过|没见|白跑",
    # Solved in part is not solved.
    r"部分|一半|个别|[只就光][给把]?(?:解决|修|办)[了好]?.{0,2}[一二两三几半个]|治标|不彻底",
    r"[没未]有?能?(?:完全|彻底|全部?|都)(?:得到)?解决",
    r"又.{0,2}(?:[停坏漏断堵跳犯]|不|没|开始|出现|老样)",
    r"还?得?等[着供]|再等",
)

# Not solved yet: hoped for, asked after, promised. Nothing else in the clause is a reason.
AWAITED = _any(
    r"(?:尽快|早点|早日|赶紧|抓紧|快点|及时).{0,20}(?:解决|处理|办|修)",
    r"什么时候|啥时|何时|几时|哪天|多久|怎么还|为[什啥]么?还|能不能|能解决吗|会解决吗",
    r"等.{0,20}(?:解决|好|修|办)|解决了?(?:以后|之后)?[再才我]|[办修弄]好了?(?:再|才|通知|告诉)",
    r"正在(?:[办修弄走审排]|处理|解决|协调|施工|整改|联系|推进)|会(?:解决|处理)|(?<![很挺真得])快要?(?:解决|处理|[好办修通送批弄]|[来到下].{0,2}了$)",
)

# Not solved.
NOT = _any(
    # Mockery: 解决个鬼, 谁说解决了, 解决了吗就结案.
    r"(?:解决|处理|[办修弄搞装]?[好通完结成]|[办修弄搞装])[了好]*个(?:鬼|头(?![绪等疼])|毛(?!病)|啥|什么|寂寞|[球蛋p]$|锤子)|(?<!满意个)(?<!马)屁(?!股)",
    r"(?<!满意)才怪|谁(?:[跟和]你们?|告诉你们?)?说|谁告诉[你您]|[了过]吗.{0,4}就|好什么好|等于[没白零]|哪里?(?:有解决|(?:解决|[办修弄]好?|通)了)",
    r"不算(?:是|真正|彻底)?(?:解决|[办修弄]好|完)",
    r"(?:^|还是?|仍然?|依[然旧])有(?:[点些]|一些)?小?问题$",
    rf"[没未](?:有|能|得到|给|我们|任何|什么|啥|怎么|见|再|完全|个|最终|最后|实质性?|具体){{0,5}}{_FIXED}[了过完好成]?",
    r"(?<!有)没有?[呢啊]?$|无法|石沉大海|卡[着住]",
    r"(?:依[然旧]|照样|天天|每天|继续).{0,3}[停漏坏跳催等]|尚在|仍在",
    r"不(?:给|予|肯|能)?(?:解决|办|处理|管(?![怎如什咋])|修|退|批)|不行了",
    r"解决(?:不了|个|什么|啥)|[办修弄]不了|没戏|白搭|光说|差得远",
    r"老样子|还是?那样|原样|照旧|依[旧然]如此|[跟和]以前一样|(?:问题|仍然?|依然|依旧|还)(?:还|依然|依旧|仍|存)在|还在|还没[电水气网]",
    # 还是黄的 persists; 还是挺好的 does not.
    r"还是(?![你咱我很挺得要有好]|不错|满意|可以|比较|基本|感谢|解决)|还(?:不行|不能|用不了|[停漏坏])",
)

# Solved; the trades' own words (通了, 到账) are here, bare 发了 and 退了 are not, since people also send letters.
DONE = _any(
    r"解决[了啦完好掉]|(?:已经?|都|得到|妥善|圆满|顺利|彻底|^问题)解决|搞定|办结(?!果)|落实(?:了|$)|亮了|完事|利[索落]",
    r"没有?[啥什]?么?问题了|ok了|可以了|正常了|恢复|用上了|(?:^|已经|早就|都|全|现在)好了",
    r"没有?再|再也?没|不再",
    r"(?:[办弄修搞装换补改整接铺填]|处理|安排|疏通)(?:好(?!像)|妥|完|平|下来|成(?![这那]))|(?:改造|施工|检修|整改)(?:完|好)",
    r"给(?:我们?)?[办修弄退装]了(?!.*没)|(?:通|[来通有供送][上到]?[电水气热网]|[电水气网]来|上来)了",
    r"已经?[来通供送][上到]?[电水气热网]$|接通|[送供通接]上了|不[漏跳堵断]了|(?<!罚)[款钱金贴税](?:[都也]|已经?|[今昨]天)*收?到[了啦]",
    r"到账|批下来|拿到|领[到出]|[付结还]清|[退返付发打](?:给我们?|下来|[回过]来)了|[钱款税费金](?:都|已经?)?[退返付发结]了",
    r"[证照文款钱].{0,3}下来了",
)

_IF = r"如果|要是|假如|只要|能解决|解决了?(?:肯定|就|才|自然|当然)"
# In these clauses even 满意 is not meant.
SUPPOSED = _any(_IF, r"满意不满意")
# Solved as others say, more or less, or if: not sure enough to close a case on.
HEDGED = _any(
    _IF,
    r"(?<!实话)(?<!老实)(?<!虽)说(?![实句起真])|基本|大致|差不多|应该|可能|好像|似乎|大概|估计|算是?|理论上|按理|表面|口头|保证|承诺|答应",
    r"[了完好能]就[好行]|看着办|随便",
)
SPOKEN_OF = _any(r"解决|[好通完结]了|处理|[办修弄][了好]|[来通供送]上?[电水气热]")
# Neither yes nor no, whatever else stands in the clause.
OPEN = _any(r"解决不解决|不是没|谁.{0,4}说.{0,3}[没不]|不能说没|说不[准好定上]|拿不准|[得要]看")
# Beside a 解决了 these leave it in doubt: 水解决了电没有, 会解决了, 解决了吗.
UNSETTLED = _any(
    r"[没不未无别吗么谁哪咋]|如何|多少|其他|剩|另|通知|告诉|肯定|一定|[会将能想先才等试]|(?<!需)要(?!求)",
    r"明天|后天|下周|回头|一会|马上|即将|准备|计划|打算|争取|预计|听|差一?点|[暂临]时|我们?(?:公司|厂)?(?:已经?)?把|电话打?$|自己|自行|隔壁|对面|邻|人家|吧$|[一两二三几半]个$",
)
# After a 通了 these take it back: 昨天通了，今天停了; alone they may be another complaint.
SPOILED = _any(
    r"[停坏断漏堵]了$|[用开走]不[了成起](?!多|几)|(?:不够|不能|没法|无法)用|掉电|(?<![不没])错[的了]|少了?[一两二三几半\d].{0,2}[万千百块元]|不稳|不对|(?<![没不再])跳闸"
)

# —— Content? ——

# Double negations first, then refusals, so that the 满意 inside them is not taken for content.
DEGREES = (
    (_any(r"没有?(?:什么|啥|任何|觉得|感到|哪里)*不满意?的?"), Satisfaction.SATISFIED),
    (_any(r"(?:不是|不能说|[谈说算]不上|不算)有?[多很太]?不满意?"), Satisfaction.BASIC),
    (
        _any(
            r"(?:不|没|未|[谈说算]不上|不能说|不敢说|难以?|无法|哪里?|怎么|能|会)"
            r"(?:是|太|很|大|怎么|够|算|尽|十分|特别|非常|有|能|会|让人){0,4}满意吗?",
            r"满意(?:[个啥]|什么|才怪|不了|不起来|.?[谈说算]不上)|很?不满",
            r"^(?:我们?|[我本]司|[本我]?公司|企业){0,2}(?:对.{0,8})?(?:坚决|绝对|表示|还是|并|都|结果){0,2}"
            r"不(?:认可|同意(?!见)|接受|服气?$|认$|赞[成同])",
            r"差评|差劲|[太很真]差|失望|不怎么样|不咋|糟|[一1]颗?星|(?<!\d)[零0]分|恭维|不是?[太很怎大]么?好|^不好$",
            r"恶劣|敷衍|糊弄|推诿|踢皮球|态度.{0,2}(?:差|不好|不行)",
        ),
        Satisfaction.DISSATISFIED,
    ),
    (
        _any(
            r"(?:基本上?|比较|较|还算|大体|总体|大致|勉强|相对|还)满意",
            r"凑[合活]|勉强|就那样|差不多吧?$|勉勉强强|中不溜|不好也?不坏|还行|还可以|^可以吧?$|马马虎虎|过得去|将就|还成",
            r"(?<!不)一般[般吧的啊]*$",
        ),
        Satisfaction.BASIC,
    ),
    (
        _any(r"满意|好评|[五5]颗?星|点赞|(?:^|[务度事率果得还挺很真都])不错|给力|棒|[很挺真蛮太怪]好|非常好|特别好"),
        Satisfaction.SATISFIED,
    ),
)

# Who is content with the outcome has one; content with the people, or not discontent, does not say so.
OUTCOME = _any(r"^(?!.*(?:态度|服务|师傅|人员|不是不|不能说)).*(?:满意|好评|[五5]颗?星)")
# A verdict on these is a reason too.
ABOUT = _any(r"态度|服务|师傅|人员|敷衍|糊弄|推诿|踢皮球")

# —— Bare words, which take their meaning from the question ——

YES = _any(r"(?:是|对|嗯|恩|没问题|ok|点赞)+的?")
NO = _any(r"不是?的?|没有?|否|未|差评")
NOTHING_YET = _any(r"(?:还|并)?(?:没有?|未)+[呢啊呀]?")
PARTICLES = _any(r"[呢啊吧呀哦哈]")
# No verdict, but said in answer: worth asking once more.
UNSURE = _any(
    r"[说谈]不上|不好说|不太?清楚|不知道|不了解|不归我|无所谓|算了|不确定|难说|再看看",
    r"问一?[下问]?(?:我们)?(?:老板|领导|经理|厂长|主任|会计|财务|办公室)|我.{0,2}问[问下]",
)
SLOW = _any(r"慢|拖")
# What is left of a clause without its verdict and these is a reason.
FILLER = _any(
    r"诉求|问题|事情|我们|公司|已经|现在|反正|目前|虽然|其实|处理结果|表示|一直|根本|压根",
    r"^好的$|[的了吧啊呢呀哦嗯都也是很请就被给哈啦还仍尚并]",
)

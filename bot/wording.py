"""Every sentence that a person reads in chat. A clerk may edit the text; names in {braces} must stay."""

from __future__ import annotations

from bot.messages import Kind
from campaign.visits import Doubt, VisitFact
from complaints.completing import Fact
from complaints.errors import Refusal
from complaints.events import NoticeKind
from complaints.moves import ReturnReason

# —— 帮助 ——
HELP_TITLE = "您好，这里是区营商环境诉求受理机器人（您的身份：{identity}）。可以发送："
HELP_LINE = "{at}. {word} —— {does}，例：{example}"
HELP_END = "回复序号即可开始。"
HELP_MORE = "\n还有：{words}。发送“帮助 {example}”看用法。"
HELP_IN_ROOM = "本群可@我发送“登记 您的诉求”；查询进展、办理事项请私聊我。"
MENU_EXAMPLE = "请这样发送：{example}"
IDENTITY = "您的身份：{identity}。"
IDENTITY_UNBOUND = "您的身份：企业（未绑定单位）。单位联络员、中心人员请发送“绑定 邀请码”，邀请码由中心发放。"
PRIVATE_ONLY = "“{word}”涉及具体事项，请私聊我办理。"

# —— 登记与查询 ——
FILED_DISPATCHED = "已登记，编号 {number}。{because}已转{unit}，应于{due}前办结。发送“查询 {short}”可看进展。"
FILED_WAITING = "已登记，编号 {number}。{because}将由区优化营商环境服务中心研判后转办。发送“查询 {short}”可看进展。"
FILED_COMPANY = "企业按您上次说的记为{company}，"
FILED_PHONE = "电话按您上次说的记下了，"
FILED_AS_BEFORE = "有变请发送“补充 {short} 内容”。"
FILED_SECRET = "已按您的要求保密，承办单位看不到您是谁。"
FILED_LIKE_OWN = "它像您登记过的 {other}（都说{words}）。若是同一件事，两分钟内可发送“撤回”，再用“补充 {short} 内容”。"
FILE_PROPOSED_PARTS = (
    "您是要登记这条诉求吗？\n“{text}”\n像是{count}件事：\n{lines}\n"
    "回复“分开”分别登记，回复“确认”作为一件登记，回复“取消”放弃。"
)
MATTER_MISSING = "请说说是什么事：哪家企业、在哪里、出了什么问题、希望怎么解决。直接发文字就行。"
MATTER_ONLY = "记下了。是什么事？出了什么问题、希望怎么解决，直接发文字就行。"
MATTER_MISSING_IN_ROOM = "请说清是什么事，例：@机器人 登记 我公司增容申请交了一个月没有回音"
JOINED = "已并入 {number}。"
RECALLED = "您撤回了消息，{number} 也已撤回。"
RECALLED_PART = "您撤回了消息，{number} 的内容已相应改过。"
# 登记后缺什么问什么，一次一项。
MISSING = {
    Fact.COMPANY: "还差企业名称：请回复企业全称（不便说可回复“跳过”）。",
    Fact.PLACE: "还差所在镇街：请回复镇或街道，例：山头街道（不便说可回复“跳过”）。",
    Fact.PHONE: "还差联系电话，方便承办单位联系：请回复号码（不便说可回复“跳过”）。",
}
FACT_NAMES = {Fact.COMPANY: "企业名称", Fact.PLACE: "镇街", Fact.PHONE: "联系电话"}
MISSING_TOLD = "已记下。"
MISSING_SKIPPED = "好的，不填这一项。"
MISSING_DONE = "内容齐了，谢谢。"
MISSING_ELSEWHERE = "{number} 还差{names}，方便时发送“补全 {short}”。"
NOTHING_MISSING = "没有还差内容的诉求。"
ASKED_PRIVATELY = "{number} {question}"
CHOICE_LINE = "{at}. {name}"
NONE_OF_THESE = "都不是，就叫“{name}”"
WHICH_COMPANY = "是下面哪一家？请回复序号。\n{lines}"
LOOK_MISSING = "还差：{names}。发送“补全 {short}”补上。"
LOOK_PARTS = "像是{count}件事，可发送“拆案 {short}”：\n{lines}"
PRECEDENTS = "相近：{cases}。"
PRECEDENT = "{number} {title}→{unit}（{status}）"
LOOK_FILES = "有{count}个附件，发送“附件 {short}”查看。"
# 群里听到的话。
OVERHEARD_ASK = "您在“{room}”说的“{text}”像是一条诉求，要登记吗？回复“是”登记并转有关单位，回复“否”不登记，内容不留；不回复就不登记。"
OVERHEARD_DROPPED = "好的，不登记，内容已删除。"
IN_PRIVATE = "私聊"
ROOMS_NONE = "没有等您定的群消息。"
ROOMS_TITLE = "群里像诉求的话，待定（最近{shown}条）："
ROOMS_LINE = "{id}. {at} {room} {name}：“{text}”（{percent}像诉求）"
ROOMS_END = "发送“收录 {id}”登记，“不收 {id}”不登记。"
ROOMS_DROPPED = "群消息{id}不登记，内容已删除。"
ROOMS_HOW = "请写群消息的序号，例：{example}"
# 图片、语音。
WORDS_PLEASE = {
    Kind.PICTURE: "图片收到了，我看不懂图。请用文字说说是什么事，10分钟内登记的会附上这张图；补充已登记的，发送“补充 编号 说明”。",
    Kind.VIDEO: "视频收到了，我看不懂视频。请用文字说说是什么事，10分钟内登记的会附上它；补充已登记的，发送“补充 编号 说明”。",
    Kind.VOICE: "语音我听不懂，请用文字说说是什么事。10分钟内登记的会附上这段语音。",
    Kind.FILE: "文件收到了，我看不懂里面的内容。请用文字说说是什么事，10分钟内登记的会附上它；补充已登记的，发送“补充 编号 说明”。",
}
WORDS_OF_UNIT_PLEASE = "收到了。10分钟内发送“反馈 编号 进展”或“办结 编号 结果”，会附在那一件里。"
NOT_RECEIVED = {
    Kind.PICTURE: "图片没有收好，请再发一次；仍不行请用文字说说是什么事。",
    Kind.VIDEO: "视频没有收好，请再发一次；仍不行请用文字说说是什么事。",
    Kind.VOICE: "语音我听不懂，请用文字说说是什么事。",
    Kind.FILE: "文件没有收好，请再发一次。",
}
PICTURE_KEPT = "已附到 {number}。"
PICTURES_ATTACHED = "已附上您刚发的{count}个图片或文件。"
PICTURE_RECALLED = "您撤回了刚才发的，{number} 里已不再显示。"
FILES = "{number}《{title}》附件{count}个，仅供办理使用，请勿转发。"
FILES_GONE = "其中{count}个文件已不在。"
FILES_NONE = "{number} 没有附件。"
# 疑似重复。
LIKE = "{number}《{title}》疑似与 {other}《{other_title}》（{status}）是同一件：{reasons}。{do}不是同一件发送“不同 {short} {other_short}”。"
LIKE_MERGE = "合并发送“并案 {short} 入 {other_short}”，"
LIKE_FINISHED = "该件已结，确需再办可“回头看 {other_short}”；"
LIKE_COMPANY = "同一企业{company}"
LIKE_PLACE = "同在{place}"
LIKE_WORDS = "都说{words}"
LIKE_DAYS = "相隔{days}天"
LIKE_SAME_DAY = "同一天"
LIKE_TEXT = "文字相近"
DUPLICATES_TITLE = "疑似重复"
DUPLICATES_NONE = "没有疑似重复的诉求。"
DUPLICATES_NONE_OF = "{number} 没有疑似重复的。"
DIFFERENT = "已记下：{number} 与 {others} 不是同一件，不再提示。"
# 热点。
SAMPLES_NO_DUE = "时间未定"
SAMPLES_TITLE = "样本企业共{count}家，标注分歧或投诉{disputes}家；{reported}个单位已报，{missing}个未报（截止{due}）。"
SAMPLES_MISSING = "未报：{units}。"
SAMPLES_LATE = "迟报：{units}。"
SAMPLES_LINE = "{unit}：{count}家，标注{disputes}家，{state}"
SAMPLES_MORE = "其余{count}个单位和全部企业见 sujie report enterprises。"
SAMPLES_OF_NOBODY = "{count}家没有写明牵头单位，请在原表补上后重新导入。"
SAMPLES_OWN = "{unit}已报样本企业{count}家（{state}），标注分歧或投诉{disputes}家，{shared}家别的单位也报了。"
SAMPLES_OWN_MISSING = "{unit}还没有报样本企业（截止{due}），请填《样本企业汇总表》（附件1）报区优化营商环境服务中心。"
SAMPLES_NOT_OWED = "{unit}不是牵头单位，不用报样本企业。"
SAMPLES_TO_CHECK = "请核对{count}家："
SAMPLES_REMARK = "{name}：{remark}"
COVERAGE_NONE = "还没有注册企业名单，请中心导入区行政审批局的名单（sujie import --channel registered）。"
COVERAGE_TITLE = "注册企业{registered}家，镇街已走访{visited}家（{rate}），未走访{unvisited}家："
COVERAGE_LINE = "{town}：{visited}/{registered}（{rate}）"
COVERAGE_NO_TOWN = "属地不明"
COVERAGE_OWN = "{town}注册企业{registered}家，镇街已走访{visited}家（{rate}），未走访{unvisited}家。"
COVERAGE_OWN_NONE = "注册企业名单里没有{town}的企业，请向中心核对名单。"
COVERAGE_BY_UNITS = "其中{count}家只有部门走访过。"
COVERAGE_NEXT = "还没走访的：{names}{more}。"
COVERAGE_MORE = "等{count}家"
COVERAGE_UNPLACED = "有{count}次走访对不上注册名单，请在走访台账写企业全称或统一社会信用代码。"
COVERAGE_END = "名单见 sujie report coverage。"
HOT_TITLE = "近{days}天热点（{cases}件诉求中的{count}个）："
HOT_LINE = "{rank}. {title}（热度{heat}）：{count}件、{people}人反映，{first}至{last}。{numbers}{more}"
HOT_MORE = " 等{count}件"
HOT_NONE = "近{days}天没有多人反映的同类问题。"
HOT_END = "全部见 sujie report hot。"
IMPORT_CUT = "\n由文字切出：\n{lines}\n请核对切分；登记后每一件都在待研判等您确认。"
IMPORT_ENTERPRISES = "企业{count}行（新{new}行）。"
IMPORT_ASSUMED = "\n列名没见过、按字面认的：{columns}。不对时请发送“对照 名称 列=含义”改正后再试读。"
IMPORT_ASSUMED_COLUMN = "{letter}列“{heading}”作{meaning}"
IMPORT_ALIKE = "疑似与已有诉求重复{count}件，导入后发送“查重”查看。"
PASTED = "粘贴的文字"
FILED_AGAIN = "这条诉求已登记过，编号 {number}，现为“{status}”。"
FILE_EMPTY = "请把诉求写在“登记”后面，例：登记 我公司增容申请交了一个月没有回音。"
FILE_PROPOSED = "您是要登记这条诉求吗？\n“{text}”\n拟转：{unit}。回复“确认”登记，回复“取消”放弃。"
TO_UNIT = "{indicator}/{unit}（{percent}）"
TO_OFFICE = "中心研判后定"
REASON = "因{words}→{indicator}/{unit}（{percent}）。"
REASON_NO_WORDS = "判断为{indicator}/{unit}（{percent}）。"
WORD = "“{word}”"
LOOK = (
    "{number}《{title}》\n状态：{status}；来源：{channel}\n{unit_line}内容：{text}\n{reporter_line}"
    "{suggestion_line}{progress}{next}"
)
LOOK_UNIT = "牵头：{unit}{co}；指标：{indicator}；时限：{due}{late}\n"
LOOK_MARKS = "情况：{marks}\n"
MARK_RETURNS = "退单{count}次"
MARK_REDOS = "重办{count}次"
MARK_SUPERVISED = "督办中"
MARK_ASKED = "申请延至{until}"
MARK_REVIEW = "挂账至{until}"
MARK_FINAL = "终审指定"
MARK_MERGED = "已并入{other}"
MARK_JOINED = "并入{numbers}"
MARK_PARTS = "拆出{numbers}"
MARK_HELPED = "已反馈的协办：{units}"
MARK_PARENT = "由{parent}拆出"
MARK_AVOIDS = "回避：{units}"
MARK_SOLVED = "企业：{answer}"
SOLVED_YES = "已解决"
SOLVED_NO = "未解决"
CONTENT = "对办理{satisfaction}"
ASKED_ONLY = "未答复回访"
GUESSED = "（放假安排未公布，按周一至周五推算）"
HELPING = "〔协办〕"
LOOK_CO = "，协办：{units}"
LOOK_REPORTER = "反映人：{reporter}\n"
LOOK_CONFIDENTIAL = "反映人：匿名（要求保密）\n"
LOOK_SUGGESTION = "系统判断：{candidates}{words}\n"
LOOK_PROGRESS = "最近进展：{step}\n"
COURSE_TITLE = "{number}《{title}》经过："
COURSE_TEXT = "内容：{text}"
COURSE_GIVEN = "{command}给{unit}"
COURSE_LINE = "{at} {who}{command}{note}"
REPORTER_SELF = "您"
LOOK_NEXT = "可用：{commands}"
NEXT = {
    "签收": "签收 {short}",
    "退单": "退单 {short} 职能不符 说明 建议 单位",
    "再次退单": "退单 {short} 职能不符 说明 建议 单位",
    "反馈": "反馈 {short} 进展",
    "协办反馈": "反馈 {short} 协办情况",
    "延期申请": "延期 {short} 日期 原因",
    "同意延期": "延期 {short} 同意",
    "不同意延期": "延期 {short} 不同意 原因",
    "办结": "办结 {short} 结果",
    "直接答复": "直接答复 {short} 内容",
    "终审指定": "终审 {short} 单位",
    "解除回避": "解除回避 {short} 理由",
    "回访": "回访 {short} 已解决 满意",
    "回头看": "回头看 {short} 原因",
    "重新研判": "重新研判 {short} 原因",
    "挂账": "挂账 {short} 日期 原因 计划：…",
    "恢复办理": "恢复办理 {short}",
    "督办": "督办 {short} 要求",
    "催办": "催办 {short}",
    "补充": "补充 {short} 内容",
    "撤回": "撤回 {short}",
    "并案": "并案 {short} 入 编号",
    "拆案": "拆案 {short}",
    "分派": "分派 {short} 单位",
    "改派": "改派 {short} 单位",
    "审核通过": "审核 {short} 通过",
    "审核退回": "审核 {short} 退回 原因",
    "销号": "销号 {short}",
    "重办": "重办 {short} 原因",
    "不予受理": "不予受理 {short} 原因",
}
MINE_NONE = "您还没有登记过诉求。发送“登记 您的诉求”即可。"
SEEN_NONE = "目前没有您可以查看的诉求。"
LIST_TITLE = "{title}共{count}件{shown}："
LIST_SHOWN = "，先列{shown}件"
LIST_LINE = "{at}. {number} {status} {title}{unit}{due}"
LIST_UNIT = "｜{unit}"
LIST_DUE = "｜{due}前{late}"
LATE = "（已逾期）"
LIST_END = "发送“查询 编号”看详情。"
LIST_END_UNIT = "下一步：签收 {short}，或 查询 {short} 看详情。"
TYPED = {
    "协办反馈": "反馈",
    "延期申请": "延期",
    "同意延期": "延期",
    "不同意延期": "延期",
    "再次退单": "退单",
    "终审指定": "终审",
    "审核通过": "审核",
    "审核退回": "审核",
    "转中心回避": "补充",
}
TODO_NONE = "目前没有待办事项。"
TODO_TITLE = "待办"
MINE_TITLE = "您登记的诉求"
SEEN_TITLE = "您可查看的诉求"
OVERDUE_TITLE = "逾期事项"
OVERDUE_NONE = "目前没有逾期事项。"
TRIAGE_TITLE = "待研判"
FIRST_NONE = "没有拿不准的待研判事项。"
FIRST_TITLE = "先看这几件，定了它们，自动分派学得最多："
FIRST_LINE = "{at}. {number} {title}\n   {candidates}？{alike}"
FIRST_OR = "还是"
FIRST_ALIKE = "另有{count}件和它相似。"
TRIAGE_NONE = "目前没有待研判事项。"
TRIAGE_LINE = "{at}. {number} {title}\n   {why}；{candidates}{words}"
TRIAGE_RETURNED = "{unit}退单：{note}"
TRIAGE_CANDIDATE = "{at}){unit} {percent}"
TRIAGE_WORDS = "（因{words}）"
TRIAGE_END_RETURNED = "发送“改派 {short} 单位名”。"
TRIAGE_END = "发送“分派 {short}”采用第1候选，“分派 {short} 2”采用第2候选，或“分派 {short} 单位名”。"

# —— 单位办理 ——
SIGNED = "{number} 已签收，应于{due}前办结。下一步：反馈 {short} 进展，或 办结 {short} 结果。"
RETURNED = "{number} 已退回中心（{reason}），原因：{note}{suggested}。{next}"
RETURNED_NEXT = "中心将重新分派。"
RETURNED_AGAIN_NEXT = "本件已第{count}次退单，由中心终审指定。"
SUGGESTED = "；建议单位：{unit}"
RETURN_UNREAD = "没有看懂“{typed}”。"
RETURN_WHICH = "请回复退单类别（序号或名称）：\n{reasons}"
RETURN_LINE = "{at}. {reason}"
PROGRESSED = "{number} 已记录进展。办完后发送“办结 {short} 结果”。"
CO_REPORTED = "{number} 协办情况已转主办单位{unit}。"
FINISHED = "{number} 已上报办结，待中心审核。{quality}"
FINISHED_WEAK = "{number} 已上报办结，待中心审核。{quality}如有遗漏，可发送“撤销”后补充重报。"
EXTENSION_ASKED = "{number} 已申请延至{until}，待中心审批；批准前仍按{due}办理。"
DATE_IMPOSSIBLE = "没有“{typed}”这一天，日期请写成 9月13日 或 2021-09-13。"
EXTENSION_HOW = "请写明日期和原因，例：延期 {short} 9月13日 变压器到货推迟"
EXTENSION_OFFICE_HOW = "请写“延期 {short} 同意”或“延期 {short} 不同意 原因”。"
PHONE = "{number} 反映人：{reporter}，电话：{phone}。仅供办理使用，请勿转发；本次查看已记录。"
NUMBER_NEEDED = "请写明编号，例：{example}"
NUMBER_UNREADABLE = "“{typed}”不像编号。编号写全（BS20210830-0007）或只写后几位（0007、7号）都可以，例：{example}"
# 单位常说的退单话，归到哪一类；可以增改。
RETURN_WORDS = {
    ReturnReason.AREA: (
        "属地不符",
        "不在我辖区",
        "不在本辖区",
        "不在辖区",
        "不属我区",
        "不属于我区",
        "不在我镇",
        "属外地",
        "外区",
        "属地为",
    ),
    ReturnReason.FUNCTION: (
        "职能不符",
        "职责不符",
        "不属本单位",
        "不属于本单位",
        "非本单位",
        "不属我单位",
        "不属于我单位",
        "不是我单位",
        "非我单位",
        "不属我局",
        "不属于我局",
        "不是我局",
        "非我局",
        "不归我",
        "不是我们",
        "不属于我们",
        "不属我们",
        "不归本单位",
        "无此职能",
        "没有这项职能",
        "无管辖权",
        "不在职责范围",
    ),
    ReturnReason.UNCLEAR: ("权属不清", "权责不清", "产权不清", "归属不清", "权属不明", "产权不明", "职责交叉"),
    ReturnReason.BEYOND: (
        "超出范围",
        "超范围",
        "超出权限",
        "超出职权",
        "涉法涉诉",
        "已进入诉讼",
        "已进入司法",
        "已提起诉讼",
        "已申请仲裁",
    ),
    ReturnReason.DUPLICATE: ("重复", "同一事项", "同一诉求", "此前已办结", "已有工单"),
    ReturnReason.INFORMATION: (
        "信息不足",
        "信息不全",
        "内容不详",
        "地址不详",
        "联系不上",
        "无法联系",
        "电话打不通",
        "电话不通",
        "诉求不明",
    ),
}

# —— 企业：回访、补充、撤回 ——
ASK_MENU = "请回复序号，或直接说：\n{menu}"
FOLLOW_UP_WHICH = (
    "您有{count}件待回访，请写明是哪一件，例：{short} 已解决 满意；都一样的可回“都解决了，满意”。\n{lines}"
)
FOLLOW_UP_ALL = "已记下{count}件。\n{lines}"
FOLLOW_UP_LINE = "{number}《{title}》"
FOLLOW_UP_UNCLEAR = "没有听清 {number}《{title}》是否已解决。请回复序号，或直接说：\n{menu}"
FOLLOW_UP_CONTENT = "{number} 已记下“已解决”。对办理结果满意吗？可回复：满意、基本满意、不满意。"
FOLLOW_UP_SOLVED = "{number} 已记下您的评价。这件事现在解决了吗？可回复：解决了、还没解决。"
FOLLOW_UP_GOOD = "{number} 已记下：{answer}。本件办结销号，谢谢您的评价。"
FOLLOW_UP_BAD = "{number} 已记下：{answer}，已退回{unit}重新办理。"
FOLLOW_UP_BAD_OFFICE = "{number} 已记下：{answer}，由区优化营商环境服务中心重新研判。"
FOLLOW_UP_WHY = "请说说哪里没解决或不满意，会一并转给承办单位；没有要补充的请回复“没有”。"
FOLLOW_UP_NOT_YET = "{number} 现为“{status}”，不在回访环节；如有情况请发送“补充 {short} 内容”，会转给中心。"
FOLLOW_UP_HOW = "请写明是否解决、是否满意，例：回访 {short} 已解决 满意，或 回访 {short} 未解决 变压器没换"
NOTHING_TO_ADD = ("没有", "没有了", "无", "不用了", "没了", "算了")
THANKS = "好的，已记录。"
SUPPLEMENTED = "{number} 已补充，会转给承办单位或中心。"
SUPPLEMENT_HOW = "请在编号后写补充内容，例：补充 {short} 今天又跳闸一次"
WITHDRAWN = "{number} 已撤回。"
WITHDRAW_NONE = "您没有登记过诉求，不需要撤回。"
UNDONE_REPORTER = "您的诉求 {number}《{title}》上一条进展（{command}）有误，已撤回，现为“{status}”，请以此为准。"
UNDONE = "{number} 的“{command}”已撤销，恢复为“{status}”。"

# —— 中心 ——
CONFIRM = "{summary}\n回复“确认”执行，“取消”放弃（5分钟内有效）。"
CONFIRM_ONE_OF = "{summary}\n您有{count}项待确认，本项请回复“确认 {code}”（5分钟内有效）。"
CONFIRM_WHICH = "您有{count}项待确认，请带上代号：\n{lines}"
CONFIRM_LINE = "确认 {code} —— {summary}"
CONFIRM_NONE = "没有等您确认的操作，或已超过5分钟，请重新发送原指令。"
CANCELLED = "已取消：{summary}"
WILL_DISPATCH = "将把 {number}《{title}》{command}给{unit}{co}。"
WILL_DISPATCH_CO = "，协办：{units}"
WILL_MOVE = "将对 {number}《{title}》执行“{command}”{note}。"
WILL_NOTE = "（{note}）"
DISPATCHED = "{number} 已{command}给{unit}，时限{due}。"
NOBODY_BOUND = "{unit}还没有联络员绑定，通知暂存，请发邀请码。"
MOVED = "{number} 已{command}，现为“{status}”。"
FIRST_WAS = "{number} 已由{who}于{at}{command}{unit}，您的操作没有执行。"
REVIEW_HOW = "请写“审核 编号 通过”或“审核 编号 退回 原因”。"
REVIEW_QUALITY = "\n{quality}"
FOLLOWED = "{number} 已记下回访：{answer}；现为“{status}”。"
SHELVED_TITLE = "挂账"
SHELVED_NONE = "目前没有挂账事项。"
ONE_AT_A_TIME = "一条消息请只写一个指令，例：{example}"
SHELVE_HOW = "请写明复查日期、原因和计划，例：挂账 {short} 2021-12-31 管网改造列入明年 计划：先接临时管"
SUPERVISE_USUAL = "已列入重点督办"
SUPERVISED = "{number} 已督办，督办单如下；反馈截至{until}。"
LETTER = "{number} 督办单。"
LETTER_NONE = "{number} 没有督办过。发送“督办 {short} 要求”。"
CIRCULAR_PREVIEW = "本周通报预览（尚未报送）：\n{told}{edited}\n全文见文件；确认无误请发送“通报 确认”报送领导。"
CIRCULAR_EDITED = "\n中心改过的部分照用，其中数字未更新：{parts}。"
CIRCULAR_SENT = "已确认，本周通报将报送各位领导。"
CIRCULAR_SENT_BEFORE = "本周通报已经报送过，没有再发。"
CIRCULAR_NOT_PREVIEWED = "还没有预览过通报，请先发送“通报”看过再确认。"
MARK_HOW = "请写明单位、标记和理由，例：标记 区供电中心 一票肯定 报装“零材料”经验被市里推广；也可以标“问责”，或“取消一票肯定”。"
MARKS_NONE = "目前没有标记。"
MARKS_TITLE = "一票肯定和问责的标记："
MARK_LINE = "{unit} {mark}（{by}，{day}）：{reason}"
MARK_LIFT = "取消{mark}"
WILL_MARK = "将给{unit}记“{mark}”，理由：{reason}。记入考核表，留痕。"
MARK_SET = "已给{unit}记“{mark}”。"
MARK_LIFTED = "已取消{unit}的“{mark}”。"
CIRCULAR_HOW = "请发送“通报”预览本周通报，或“通报 确认”报送领导。"
CIRCULAR_TITLE = "全区营商环境诉求办理情况周通报"
CIRCULAR_PERIOD = "（{first.year}年{first.month}月{first.day}日至{last.month}月{last.day}日）"
LETTER_SERIAL = "博营商督〔{year}〕{number}号"
LETTER_DEMAND = "请于{until}前办理完毕并书面反馈办理结果。"
OFFICE_NAME = "区优化营商环境服务中心"
OFFICE_SHORT = "中心"
MERGE_HOW = "请写两个编号，例：并案 0009 入 0007（0009 并入 0007）"
WILL_MERGE = "将把 {number}《{title}》并入 {other}《{other_title}》，反映人和经过都保留。"
WILL_UNJOIN = "将撤销 {number}《{title}》的{command}。"
UNJOINED = "{number} 已恢复为“{status}”。"
WILL_SPLIT = "将把 {number}《{title}》拆为{count}件：\n{parts}"
SPLIT_LINE = "{at}) {text} →{unit}"
SPLIT_DONE = "{number} 已拆为 {numbers}。"
SPLIT_HOW = "没有看出几件事。请用“|”隔开各件，例：拆案 {short} 增容申请没人勘察 | 厂门口水管漏水"
CARDS = "红黄牌（截至{at}）：红牌{red}件，黄牌{yellow}件。"
CARDS_NONE = "目前没有红牌、黄牌事项。"
CARD_LINE = "{card} {number} {unit} {due}前 {title}"
CARDS_MORE = "另有{count}件，见台账。"
RATES = "响应率{response}；按时办结率{on_time}；解决率{solved}；满意率{content}；未评价{unanswered}件。"
RATES_OF = "{unit}：{rates}"
RATES_MORE = "另有{count}个单位，见 sujie rates。"
RATES_TITLE = "各项比率（分子/分母；未评价不计入解决率、满意率）："
RETURNS_TITLE = "退单记录共{count}次，先列最近{shown}次："
RETURNS_NONE = "没有退单记录。"
RETURNS_LINE = "{at}. {number} {unit} {reason}{suggested}；现由{now}"
RETURNS_NOBODY = "中心待定"
STATISTICS = (
    "截至{at}：共{total}件，在办{open}件（待研判{waiting}、退单待派{returned}），逾期{overdue}件，已销号{closed}件。"
)
STATISTICS_LINE = (
    "{unit}：{total}件，待签收{to_sign}，办理中{handling}，逾期{overdue}，待审核回访{reported}，销号{closed}"
)
STATISTICS_END = "前{shown}个单位如上；全部见台账（发送“台账”）。"
LEDGER = "办理问题清单（{count}件，截至{at}）。"
LEDGER_NONE = "没有可列入台账的事项。"
IMPORT_HOW = "请把导出文件（.xlsx 或 .csv）直接发给我。"
IMPORT_DRY = "试读 {file}：{channel}，新增{accepted}件，更新{updated}件，重复{repeated}件，拒收{refused}行。{refusals}"
IMPORT_DONE = "已导入 {file}：新增{accepted}件，更新{updated}件，重复{repeated}件，拒收{refused}行。自动派出{dispatched}件，待研判{waiting}件。"
IMPORT_REFUSED = "没有导入。{message}"
IMPORT_ROW = "\n第{row}行：{message}"
IMPORT_SUMMARY = "导入 {file}（新增{accepted}件、更新{updated}件）"
IMPORT_NOTHING = "没有新内容，不必导入。"
# 没见过的表格：列名对照。
LAYOUT_UNKNOWN = (
    "没见过“{file}”这种表，还没有导入。下面是猜的各列含义：\n{columns}\n"
    "都对就起个名字，例：对照 某街道；不对的写明改法，例：对照 某街道 C=内容 F=联系电话 G=不用。"
)
LAYOUT_HEAD = "渠道：{channel}；{row}"
LAYOUT_ROW = "表头在第{row}行"
LAYOUT_NO_ROW = "没有看出表头（有的话写明在第几行，例：表头行=1）"
LAYOUT_LINE = "{letter}列{name}：{meaning}{example}"
LAYOUT_NOTHING = "不用"
LAYOUT_EXAMPLE = "（例 {example}）"
LAYOUT_NAMES = "存好的对照：{names}。"
LAYOUT_NO_FILE = "请先把表格发给我；认不出时我会列出各列，再发“对照 名称”。"
LAYOUT_HOW = "请写一个不带空格的名称，改哪列写哪列，例：对照 某街道 C=内容 F=联系电话"
LAYOUT_WRONG = "没有存下对照“{name}”，还有这些要改：\n{lines}\n改法例：对照 {name} C=内容"
LAYOUT_BY = "按对照“{name}”读。"
LAYOUT_SEVERAL = "“{file}”像这几个对照：{names}。请选一个，例：对照 {first}"
INVITED = "邀请码：{code}（{role}{unit}，7天内一次有效）。请转交本人，由其私聊发送：绑定 {code}"
INVITE_HOW = "请写明身份，例：邀请 单位 区供电中心"
INVITED_ROOM = "邀请码：{code}（{unit}工作群，7天内一次有效）。请先拉机器人进群，再在群里发送：@机器人 绑定 {code}"
BOUND_ROOM = (
    "本群已绑定为{unit}的工作群：新派单、提醒会发到这里，联络员可以在这里@我签收、退单、反馈、延期、办结。"
    "反映人的姓名、电话和保密件不在群里说，请私聊我查询。"
)
HIDDEN_TITLE = "保密件，请私聊查询"
BOUND = "绑定成功：{identity}。发送“帮助”看可用指令。"
BIND_HOW = "请在“绑定”后写邀请码，例：绑定 ABCD234567"

# —— 走访、日报 ——
VISIT_WHICH = "走访了哪家企业？请回复企业全称；也可以一行写完，例：走访 博山清釉陶瓷有限公司 实地 受访人 王会计 机主 问题 增容没人勘察"
VISIT_GOES_ON = "接着填{company}的走访。"
VISIT_KEPT = "已记下走访{company}。"
VISIT_DONE = "这次走访记全了，谢谢。"
VISIT_ASKS = {
    VisitFact.METHOD: "怎么走访的？请回复：1 实地、2 电话、3 线上。",
    VisitFact.PERSON: "受访人是谁？请回复姓名（不填可回复“跳过”）。",
    VisitFact.ROLE: "受访人的身份？请回复：1 机主（预留电话本人）、2 法人，别的直接写。",
    VisitFact.PHONE: "受访人电话？（不填可回复“跳过”）",
    VisitFact.POLICIES: "送了哪些政策？没有可回复“没有”。",
    VisitFact.PROBLEM: "企业有什么问题或诉求？会同时登记为诉求；没有可回复“没有”。",
    VisitFact.GROUP: "企业入微信群了吗？请回复：已入、未入。",
}
VISIT_DOUBTS = "请核对：{doubts}。"
DOUBTS = {
    Doubt.NOT_TRIED: "电话走访前没有上门的记录",
    Doubt.NOT_OWNER: "牵头单位应走访预留电话机主本人",
    Doubt.NOT_LEGAL: "镇街应走访到企业法人",
    Doubt.NO_GROUP: "企业还没有入微信群",
}
DOUBT_COUNT = "{doubt}{count}次"
DAILY = "走访日报（{span}）：走访{count}次，反映问题{problems}件；累计走访{total}次。"
DAILY_MISSING = "还没报的{count}个：{units}。"
DAILY_ALL = "各单位、各镇街都报了。"
DAILY_DOUBTS = "请核对：{doubts}。"
AND_MORE = "等"
# —— 日程 ——
SCHEDULE_TITLE = "活动日程（近{days}天）："
SCHEDULE_LINE = "{at} {name}{state}：{text}"
SCHEDULE_DAYS = "（此后还有{count}次）"
SCHEDULE_MISSING = "（还没报的{count}个：{units}）"
SCHEDULE_OWES = "（您还没报）"
SCHEDULE_DONE = "（已报）"
SCHEDULE_NONE = "近{days}天活动没有要报的。"
# —— 宣传 ——
PUBLICITY_HOW = "请依次写标题、媒体和链接，例：{example}"
PUBLICITY_KEPT = "已记下《{title}》（{medium}）。"
PUBLICITY_REPRINT = "与{unit}报过的“{of}”标题相同，按转载记。"
PUBLICITY_SAID_REPRINT = "按转载记。"
PUBLICITY_DOUBLE = "{unit}已报过这一篇（{of}），不重复计。"
PUBLICITY_OWN_WEEK = "本周（至{last}）计{counted}篇，{owed}。"
PUBLICITY_SHORT = "还差{short}篇"
PUBLICITY_ENOUGH = "已达到{wanted}篇"
PUBLICITY = "宣传情况（本周至{last}）：新稿{new}篇，转载{reprints}篇，重复{doubles}篇。"
PUBLICITY_MISSING = "不足的{count}个：{units}。"
PUBLICITY_LACKS = "{unit}差{short}篇"
PUBLICITY_ALL = "各单位都达到了。"
WANTS_FILE = ("表格", "表", "台账", "导出", "文件")

# —— 听不懂 ——
QUOTED_BY_UNIT = "要记到 {number} 上吗？请发送“反馈 {short} {words}”。"
GREETINGS = (
    "你好",
    "您好",
    "在吗",
    "在么",
    "您好在吗",
    "你好在吗",
    "有人吗",
    "早上好",
    "上午好",
    "下午好",
    "hi",
    "hello",
)
GREETING = "您好！发送“帮助”看可用指令。"
GREETING_REPORTER = "您好！有难处直接打字说就行：哪家企业、在哪里、什么事。想看办得怎样，发送“查询”。"
GOODBYES = (
    "谢谢",
    "谢谢您",
    "谢谢你",
    "谢谢了",
    "多谢",
    "辛苦了",
    "好的",
    "好的谢谢",
    "好的，谢谢",
    "收到",
    "收到谢谢",
    "知道了",
    "嗯",
    "嗯嗯",
    "ok",
)
GOODBYE = "不客气，有事随时说。"
UNKNOWN_OF_REPORTER = (
    "没有听懂“{typed}”。要反映问题，把什么事说清楚就行，例：我公司增容申请交了一个月没有回音；别的请发送“帮助”。"
)
UNKNOWN = "没有听懂“{typed}”。发送“帮助”看可用指令。"
DID_YOU_MEAN = "没有“{typed}”这个指令，您是不是要“{word}”？例：{example}"
NOT_FOR_YOU = "“{word}”是{roles}使用的指令，您的身份是{identity}。发送“帮助”看可用指令。"
FAILED = "系统刚才出错，您的消息没有丢失，请稍后再发一次；仍不行请联系中心。"
_ROOM_HELLO = "大家好，我是营商环境诉求助手。@我发送“登记 您的诉求”即可登记，中心会转有关单位办理；查询进展请私聊我。"
ROOM_NOTICE = {
    "speaker": f"{_ROOM_HELLO}没有@我但像诉求的话，我会私下问本人要不要登记，本人不答应就不登记、不留存；其他的话不看不存。",
    "office": f"{_ROOM_HELLO}没有@我但像诉求的话，会交中心决定是否登记，不登记的不留存；其他的话不存。",
    "nobody": f"{_ROOM_HELLO}没有@我的话我不看不存。",
}
FRIEND_NOTICE = "您好，我是营商环境诉求助手。发送“登记 您的诉求”即可登记；您的话和联系方式只用于办理诉求，只给承办单位和中心看。发送“帮助”看怎么用。"
FILE_TOO_LARGE = "文件太大，没有收：最多{most}MB，请分成几个再发。"
INTERRUPTED = "机器人刚才重新启动过，您这条消息已经处理，答复可能没有发出；发送“查询”可看结果。"
COURSE_HOW = "请写明编号，例：经过 0007"
CONFLICT = "这件事刚刚被别人改动，请重新查询后再操作。"

REFUSALS = {
    Refusal.UNKNOWN_NUMBER: "没有您可查看的编号 {number}。请核对编号，或发送“查询”看列表。",
    Refusal.AMBIGUOUS_NUMBER: "有几件都是这个号：{numbers}。请把编号写全。",
    Refusal.NOT_YOURS: "您的身份（{role}）不能使用“{command}”。",
    Refusal.MOVE_NOT_ALLOWED: "现为“{status}”，不能“{command}”。现在可以：{possible}。",
    Refusal.LEAD_ONLY: "本件由{unit}主办，贵单位协办，不能“{command}”。现在可以：{possible}。",
    Refusal.NOTE_MISSING: "“{command}”要写明内容，例：{example}。",
    Refusal.UNIT_MISSING: "“{command}”要写明单位，例：{example}。",
    Refusal.UNKNOWN_UNIT: "不认识单位“{unit}”，请写单位名称或简称，例：区供电中心。",
    Refusal.SAME_UNIT: "{number} 已经在{unit}。",
    Refusal.RETURN_TOO_LATE: "{number} 已过退单期限（截至{until}），不能退单；请联系中心。",
    Refusal.RETURN_AFTER_FINAL: "{number} 已由中心终审指定，不能再退单；有困难请联系中心。",
    Refusal.REASON_MISSING: "“{command}”要写明类别：属地不符、职能不符、权属不清、超出范围、重复、信息不足，例：{command} {number} 职能不符 是供水问题 建议 区水利局。",
    Refusal.UNTIL_MISSING: "“{command}”要写明日期，例：9月13日。",
    Refusal.DATE_PAST: "日期{date}应晚于{after}。",
    Refusal.DATE_TOO_FAR: "日期{date}超过上限，最晚可写{latest}。",
    Refusal.EXTENSION_TOO_LATE: "{number} 的时限{due}已过，不能再申请延期；请尽快办理并联系中心。",
    Refusal.EXTENSIONS_USED: "{number} 已延期{times}次，不能再申请延期；请联系中心。",
    Refusal.PLAN_MISSING: "“{command}”要写明计划，例：{command} {number} 2021-12-31 管网改造列入明年 计划：先接临时管。",
    Refusal.ANSWER_MISSING: "“{command}”要写明是否解决、是否满意，例：{command} {number} 已解决 满意。",
    Refusal.NO_LEAD: "{number} 没有承办单位；请发送“重新研判 {number} 原因”后再分派。",
    Refusal.OWN_STAFF: "{number} 反映的是{unit}的人员，须回避，不能交{unit}办理或协办；经核实不涉及的，请先“解除回避”。",
    Refusal.WITHDRAW_TOO_LATE: "{number} 登记已超过{minutes}分钟，不能撤回；请发送“补充 {number} 内容”说明。",
    Refusal.URGED_TODAY: "{number} 今天已提醒过，每件每天只提醒一次。",
    Refusal.MERGE_IMPOSSIBLE: "{number} 不能并入 {other}（{status}）。",
    Refusal.PARTS_MISSING: "拆案至少要有两件事，例：拆案 {number} 第一件事 | 第二件事。",
    Refusal.NOTHING_TO_UNDO: "近10分钟内没有您可以撤销的操作。",
    Refusal.UNDO_OVERTAKEN: "{number} 之后又有新的办理，不能撤销。",
    Refusal.HAS_MERGED: "{number} 下还并有其他诉求，不能撤回；请发送“补充 {number} 内容”说明。",
    Refusal.CONFIDENTIAL: "{number} 的反映人要求保密，联系请通过中心。",
    Refusal.NO_FULL_PHONE: "{number} 的来源没有提供完整电话。",
    Refusal.NOT_MERGED: "{number} 没有并案或拆案，不需要撤并。",
    Refusal.TEXT_MISSING: FILE_EMPTY,
    Refusal.UNKNOWN_OVERHEARD: "没有群消息{id}，或不该由您定。发送“群消息”看待定的。",
    Refusal.OVERHEARD_DECIDED: "群消息{id}已经定过了{number}。",
    Refusal.FILE_TOO_LARGE: "“{name}”超过{most} MB，请压缩后再发。",
    Refusal.FILE_UNREADABLE: "“{name}”没有收好，请再发一次。",
    Refusal.NOT_PROPOSED: "{number} 没有疑似重复的，不需要说明。",
    Refusal.INVITE_INVALID: "邀请码不对、已用过或已过期，请向中心索取新的邀请码。",
    Refusal.NO_SUCH_MARK: "{unit}没有“{mark}”的标记。",
    Refusal.INVITE_IS_ROOMS: "这是工作群的邀请码，请到那个群里发送“@机器人 绑定 邀请码”。",
    Refusal.ROOM_NOT_YOURS: "工作群请由{unit}已绑定的联络员或中心的人在群里绑定，邀请码没有用掉。",
    Refusal.INVITE_IS_PERSONS: "这是个人的邀请码，没有用掉；请私聊我发送“绑定 邀请码”，别发在群里。",
    Refusal.WRONG_ROLE_DETAILS: "身份“{role}”不能这样设置。",
}
NOTHING_POSSIBLE = "（无，可查询）"

# —— 分类模型 ——
TRAINED = "{learned}{done}{compared}{next}"
TRAINED_LEARNED = "新学{count}件中心定过单位的案件，"
TRAINED_IN_USE = "已训练并启用模型 {version}"
TRAINED_FORCED = "已训练并按要求启用模型 {version}"
TRAINED_KEPT = "已训练模型 {version}，但没有启用"
TRAINED_MEASURES = {
    "recent_cases": "在最近定单位、两个模型都没学过的{rows}件案件上",
    "out_of_fold": "在训练时留出的{rows}条样本上",
}
TRAINED_BECAUSE = {
    "first": "。",
    "not_worse": "：{measure}，准确率由{before}变为{after}，没有单位明显变差。",
    "worse": "：{measure}，准确率由{before}降到{after}，超出误差。",
    "unit_worse": "：{measure}，准确率由{before}变为{after}，但{units}判对的比例降得太多。",
    "too_few": "：能与现用模型比较的样本只有{rows}条，不足{least}条。",
}
TRAINED_NEXT = "要启用请运行 sujie models promote {version}。"

# —— 通知 ——
NOTICE_ONE = {
    NoticeKind.DISPATCHED: "新派单 {number}《{title}》，请于{sign_by}前签收、{due}前办结。发送“签收 {short}”或“查询 {short}”。",
    NoticeKind.HELP: "协办 {number}《{title}》，请于{due}前向主办单位反馈。发送“反馈 {short} 协办情况”或“查询 {short}”。",
    NoticeKind.AREA: "属地知悉 {number}《{title}》，由{lead}办理。发送“查询 {short}”。",
    NoticeKind.TAKEN_AWAY: "{number}《{title}》已{command}{other}，贵单位不必再按本件办理。",
    NoticeKind.RETURNED: "{by_unit}退单 {number}《{title}》（{reason}）：{note}{suggested}。发送“改派 {short} 单位”。",
    NoticeKind.DISPUTED: "{by_unit}再次退单 {number}《{title}》（{reason}）：{note}{suggested}。请终审，发送“终审 {short} 单位”。",
    NoticeKind.REPORTED: "{by_unit}上报办结 {number}《{title}》：{note_stop}{quality}发送“审核 {short} 通过”或“审核 {short} 退回 原因”。",
    NoticeKind.EXTENSION: "{by_unit}申请 {number}《{title}》延至{until}：{note_stop}发送“延期 {short} 同意”或“延期 {short} 不同意 原因”。",
    NoticeKind.GRANTED: "{number}《{title}》同意延期，新时限{due}。",
    NoticeKind.DENIED: "{number}《{title}》不同意延期：{note_stop}时限仍为{due}。",
    NoticeKind.REJECTED: "{number}《{title}》退回重办：{note_stop}请于{due}前办结。",
    NoticeKind.REDONE: "{number}《{title}》{note}，已自动退回{lead}重办。",
    NoticeKind.CO_REPORTED: "{by_unit}反馈 {number}《{title}》协办情况：{note_stop}",
    NoticeKind.SHELVED: "{number}《{title}》已挂账，{until}复查：{note_stop}期间可继续发送“反馈 {short} 进展”。",
    NoticeKind.RESUMED: "{number}《{title}》恢复办理，请于{due}前办结。",
    NoticeKind.SUPERVISED: "督办 {number}《{title}》（{lead}）：{note_stop}请抓紧办理并书面反馈，进展见“查询 {short}”。",
    NoticeKind.URGED: "催办 {number}《{title}》，时限{due}。{note_stop}请发送“查询 {short}”后抓紧办理。",
    NoticeKind.SUPPLEMENT: "{number}《{title}》反映人补充：{note_stop}",
    NoticeKind.WAITING: "待研判 {number}《{title}》。发送“待研判”处理。",
    NoticeKind.UNDONE: "{number}《{title}》的“{command}”已被撤销，现为“{status}”。",
    NoticeKind.UPDATED: "{number}《{title}》{note_stop}发送“查询 {short}”。",
    NoticeKind.YELLOW: "【黄牌】{number}《{title}》（{lead}）将于{due}到期，请抓紧办理。发送“查询 {short}”。",
    NoticeKind.RED: "【红牌】{number}《{title}》（{lead}）时限{due}，已超期{days}个工作日。发送“查询 {short}”。",
    NoticeKind.FIRST_REPORT: "{number}《{title}》应于{due}前首次反馈办理情况。发送“反馈 {short} 进展”。",
    NoticeKind.REVIEW: "挂账 {number}《{title}》（{lead}）今日到复查日。发送“恢复办理 {short}”，或再次挂账前先恢复。",
    NoticeKind.UNANSWERED: "{number}《{title}》企业一直未答复回访。请电话回访后发送“回访 {short} 结果”，或“销号 {short}”。",
    NoticeKind.ALIKE: "疑似重复 {number}《{title}》与 {other}：{reasons}。发送“查重 {short}”。",
    NoticeKind.OVERHEARD: "群消息 {id}：{room} {hidden}说“{note}”（{percent}像诉求）。发送“收录 {id}”登记，“不收 {id}”不登记。",
    NoticeKind.RETRAINED: "分类模型夜间训练：{note}",
    NoticeKind.LOST: "给{unit}“{name}”的消息发不出去：{note}",
    NoticeKind.CIRCULAR: "{name}\n{told}",
    NoticeKind.TIMETABLE: "【{name}】{note}",
}
NOTICE_MANY = {
    NoticeKind.DISPATCHED: "新派单{count}件：{numbers}。发送“待办”查看。",
    NoticeKind.HELP: "新协办{count}件：{numbers}。发送“待办”查看。",
    NoticeKind.AREA: "属地知悉{count}件：{numbers}。发送“查询”查看。",
    NoticeKind.TAKEN_AWAY: "{count}件已另行处理，贵单位不必再办：{numbers}。",
    NoticeKind.RETURNED: "单位退单{count}件：{numbers}。发送“待研判”处理。",
    NoticeKind.DISPUTED: "单位再次退单{count}件，请终审：{numbers}。发送“待研判”处理。",
    NoticeKind.REPORTED: "单位上报办结{count}件：{numbers}。发送“待办”审核。",
    NoticeKind.EXTENSION: "单位申请延期{count}件：{numbers}。发送“待办”审批。",
    NoticeKind.GRANTED: "同意延期{count}件：{numbers}。发送“待办”查看新时限。",
    NoticeKind.DENIED: "不同意延期{count}件：{numbers}。发送“待办”查看时限。",
    NoticeKind.REJECTED: "退回重办{count}件：{numbers}。发送“待办”查看。",
    NoticeKind.REDONE: "企业回访不满意或未解决、已自动退回重办{count}件：{numbers}。",
    NoticeKind.CO_REPORTED: "收到协办反馈{count}件：{numbers}。发送“查询 编号”查看。",
    NoticeKind.SHELVED: "挂账{count}件：{numbers}。",
    NoticeKind.RESUMED: "恢复办理{count}件：{numbers}。发送“待办”查看。",
    NoticeKind.SUPERVISED: "督办{count}件：{numbers}。发送“查询 编号”查看要求。",
    NoticeKind.URGED: "催办{count}件：{numbers}。请逐件发送“反馈 编号 进展”。",
    NoticeKind.SUPPLEMENT: "反映人补充{count}件：{numbers}。发送“查询 编号”查看。",
    NoticeKind.ALIKE: "疑似重复{count}件：{numbers}。发送“查重”查看。",
    NoticeKind.WAITING: "新增待研判{count}件：{numbers}。发送“待研判”处理。",
    NoticeKind.UNDONE: "撤销操作{count}件：{numbers}。发送“查询 编号”查看。",
    NoticeKind.UPDATED: "来源更新{count}件：{numbers}。",
    NoticeKind.YELLOW: "【黄牌】{count}件将到期：{numbers}。发送“待办”查看。",
    NoticeKind.RED: "【红牌】{count}件已超期：{numbers}。发送“逾期”查看。",
    NoticeKind.FIRST_REPORT: "应首次反馈办理情况{count}件：{numbers}。请逐件发送“反馈 编号 进展”。",
    NoticeKind.REVIEW: "挂账{count}件今日到复查日：{numbers}。",
    NoticeKind.UNANSWERED: "{count}件企业一直未答复回访：{numbers}。请电话回访或销号。",
}
MANY_MORE = "{numbers} 等"
LOST_ROOM = "没有这个名字、有本单位联络员或中心的人在内的群，或不止一个；请在群里重新绑定，邀请码请发“邀请 工作群 {unit}”。通知先存着。"
LOST_PERSON = "可能换了微信或删了机器人；请让本人重新加机器人为好友再绑定。通知先存着，绑定后补发。"
MORNING = "【{name}】{unit}：待签收{to_sign}，办理中{handling}，今日到期{today}，已逾期{overdue}，协办{helping}。"
MORNING_LINE = "{number} {title}｜{due}前"
MORNING_END = "发送“待办”看全部。"
ASK = "您的诉求 {number}《{title}》，{unit}报告已办结。请问解决了吗？满意吗？回复序号，或直接说：\n{menu}"
ASK_MANY = "您有{count}件诉求已办结，请问解决了吗？满意吗？请逐件回复编号和评价，例：回访 {short} 已解决 满意\n{lines}"
ASK_ANSWERED = "您的诉求 {number}《{title}》，中心答复：{note_stop}请问解决了吗？满意吗？回复序号，或直接说：\n{menu}"
PROGRESS = {
    "登记": "您说的“{title}”已由区优化营商环境服务中心登记，编号 {number}。发送“查询 {short}”可看进展。",
    "分派": "您的诉求 {number}《{title}》已转{unit}办理。",
    "改派": "您的诉求 {number}《{title}》已改由{unit}办理。",
    "终审指定": "您的诉求 {number}《{title}》已由中心指定{unit}办理。",
    "签收": "您的诉求 {number}《{title}》，{unit}已签收，正在办理。",
    "办结": "您的诉求 {number}《{title}》，{unit}报告已办结：{note_stop}中心审核后会再与您核实。",
    "销号": "您的诉求 {number}《{title}》已办结销号。如仍未解决，请再次登记。",
    "重办": "您的诉求 {number}《{title}》已退回{unit}重新办理。",
    "回头看": "您的诉求 {number}《{title}》经回头看，已退回{unit}重新办理。",
    "重新研判": "您的诉求 {number}《{title}》由中心重新研判后办理。",
    "不予受理": "您的诉求 {number}《{title}》不予受理：{note_stop}",
    "挂账": "您的诉求 {number}《{title}》暂时不能解决，已挂账跟踪：{note_stop}",
    "恢复办理": "您的诉求 {number}《{title}》已恢复办理。",
    "拆案": "您的诉求 {number}《{title}》含几件事，已分为 {other} 分别办理，进展会分别告知您。",
    "并案": "您的诉求 {number}《{title}》与 {other} 是同一事项，合并办理，进展仍会告知您。",
}

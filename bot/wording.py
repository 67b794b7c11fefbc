"""Every sentence that a person reads in chat. A clerk may edit the text; names in {braces} must stay."""

from __future__ import annotations

from complaints.errors import Refusal
from complaints.events import NoticeKind

# —— 帮助 ——
HELP_TITLE = "您好，这里是区营商环境诉求受理机器人（您的身份：{identity}）。可以发送："
HELP_LINE = "{at}. {word} —— {does}，例：{example}"
HELP_END = "回复序号即可开始。"
HELP_IN_ROOM = "本群可@我发送“登记 您的诉求”；查询进展、办理事项请私聊我。"
MENU_EXAMPLE = "请这样发送：{example}"
IDENTITY = "您的身份：{identity}。"
IDENTITY_UNBOUND = "您的身份：企业（未绑定单位）。单位联络员、中心人员请发送“绑定 邀请码”，邀请码由中心发放。"
PRIVATE_ONLY = "“{word}”涉及具体事项，请私聊我办理。"

# —— 登记与查询 ——
FILED_DISPATCHED = "已登记，编号 {number}。{because}已转{unit}，应于{due}前办结。发送“查询 {short}”可看进展。"
FILED_WAITING = "已登记，编号 {number}。{because}将由区优化营商环境服务中心研判后转办。发送“查询 {short}”可看进展。"
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
LOOK_CO = "，协办：{units}"
LOOK_REPORTER = "反映人：{reporter} {phone} {company}\n"
LOOK_CONFIDENTIAL = "反映人：匿名（要求保密）\n"
LOOK_SUGGESTION = "系统判断：{candidates}{words}\n"
LOOK_PROGRESS = "最近进展：{at} {who}{command}{note}\n"
LOOK_NEXT = "可用：{commands}"
NEXT = {
    "签收": "签收 {short}",
    "退单": "退单 {short} 原因 建议 单位",
    "反馈": "反馈 {short} 进展",
    "办结": "办结 {short} 结果",
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
TODO_NONE = "目前没有待办事项。"
TODO_TITLE = "待办"
MINE_TITLE = "您登记的诉求"
SEEN_TITLE = "您可查看的诉求"
OVERDUE_TITLE = "逾期事项"
OVERDUE_NONE = "目前没有逾期事项。"
TRIAGE_TITLE = "待研判"
TRIAGE_NONE = "目前没有待研判事项。"
TRIAGE_LINE = "{at}. {number} {title}\n   {why}；{candidates}{words}"
TRIAGE_RETURNED = "{unit}退单：{note}"
TRIAGE_CANDIDATE = "{at}){unit} {percent}"
TRIAGE_WORDS = "（因{words}）"
TRIAGE_END = "发送“分派 {short}”采用第1候选，“分派 {short} 2”采用第2候选，或“分派 {short} 单位名”。"

# —— 单位办理 ——
SIGNED = "{number} 已签收，应于{due}前办结。下一步：反馈 {short} 进展，或 办结 {short} 结果。"
RETURNED = "{number} 已退回中心，原因：{note}{suggested}。中心将重新分派。"
SUGGESTED = "；建议单位：{unit}"
PROGRESSED = "{number} 已记录进展。办完后发送“办结 {short} 结果”。"
FINISHED = "{number} 已上报办结，待中心审核。"
NUMBER_NEEDED = "请写明编号，例：{example}"
NUMBER_UNREADABLE = "“{typed}”不像编号。编号写全（BS20210830-0007）或只写后几位（0007、7号）都可以，例：{example}"

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
MOVED = "{number} 已{command}，现为“{status}”。"
FIRST_WAS = "{number} 已由{who}于{at}{command}{unit}，您的操作没有执行。"
REVIEW_HOW = "请写“审核 编号 通过”或“审核 编号 退回 原因”。"
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
FILE_NOT_YOURS = "只有中心可以导入文件；诉求请用文字发送“登记 …”。"
INVITED = "邀请码：{code}（{role}{unit}，7天内一次有效）。请转交本人，由其私聊发送：绑定 {code}"
INVITE_HOW = "请写明身份，例：邀请 单位 区供电中心"
BOUND = "绑定成功：{identity}。发送“帮助”看可用指令。"
BIND_HOW = "请在“绑定”后写邀请码，例：绑定 ABCD234567"

# —— 听不懂 ——
UNKNOWN = "没有听懂“{typed}”。发送“帮助”看可用指令。"
DID_YOU_MEAN = "没有“{typed}”这个指令，您是不是要“{word}”？例：{example}"
NOT_FOR_YOU = "“{word}”是{roles}使用的指令，您的身份是{identity}。发送“帮助”看可用指令。"
FAILED = "系统刚才出错，您的消息没有丢失，请稍后再发一次；仍不行请联系中心。"
CONFLICT = "这件事刚刚被别人改动，请重新查询后再操作。"
TEXT_PLEASE = "语音、图片和文件我暂时看不懂，请用文字说明。"

REFUSALS = {
    Refusal.UNKNOWN_NUMBER: "没有您可查看的编号 {number}。请核对编号，或发送“查询”看列表。",
    Refusal.AMBIGUOUS_NUMBER: "有几件都是这个号：{numbers}。请把编号写全。",
    Refusal.NOT_YOURS: "您的身份（{role}）不能使用“{command}”。",
    Refusal.MOVE_NOT_ALLOWED: "现为“{status}”，不能“{command}”。现在可以：{possible}。",
    Refusal.NOTE_MISSING: "“{command}”要写明内容，例：{command} {number} 已现场处理完毕。",
    Refusal.UNIT_MISSING: "“{command}”要写明单位，例：{command} {number} 区供电中心。",
    Refusal.UNKNOWN_UNIT: "不认识单位“{unit}”，请写单位名称或简称，例：区供电中心。",
    Refusal.SAME_UNIT: "{number} 已经在{unit}。",
    Refusal.RETURN_TOO_LATE: "{number} 已过退单期限（{days}个工作日内，截至{until}），不能退单；请联系中心。",
    Refusal.TEXT_MISSING: FILE_EMPTY,
    Refusal.INVITE_INVALID: "邀请码不对、已用过或已过期，请向中心索取新的邀请码。",
    Refusal.WRONG_ROLE_DETAILS: "身份“{role}”不能这样设置。",
}
NOTHING_POSSIBLE = "（无，可查询）"

# —— 通知 ——
NOTICE_ONE = {
    NoticeKind.DISPATCHED: "新派单 {number}《{title}》，请于2个工作日内签收。发送“签收 {short}”或“查询 {short}”。",
    NoticeKind.TAKEN_AWAY: "{number}《{title}》已由中心改派，贵单位不再承办。",
    NoticeKind.RETURNED: "{by_unit}退单 {number}《{title}》：{note}{suggested}。发送“改派 {short} 单位”。",
    NoticeKind.REPORTED: "{by_unit}上报办结 {number}《{title}》：{note}。发送“审核 {short} 通过”或“审核 {short} 退回 原因”。",
    NoticeKind.REJECTED: "{number}《{title}》退回重办：{note}。",
    NoticeKind.WAITING: "待研判 {number}《{title}》。发送“待研判”处理。",
    NoticeKind.UPDATED: "{number}《{title}》{note}。发送“查询 {short}”。",
}
NOTICE_MANY = {
    NoticeKind.DISPATCHED: "新派单{count}件：{numbers}。发送“待办”查看。",
    NoticeKind.TAKEN_AWAY: "中心改派{count}件，贵单位不再承办：{numbers}。",
    NoticeKind.RETURNED: "单位退单{count}件：{numbers}。发送“待研判”处理。",
    NoticeKind.REPORTED: "单位上报办结{count}件：{numbers}。发送“待办”审核。",
    NoticeKind.REJECTED: "退回重办{count}件：{numbers}。发送“待办”查看。",
    NoticeKind.WAITING: "新增待研判{count}件：{numbers}。发送“待研判”处理。",
    NoticeKind.UPDATED: "来源更新{count}件：{numbers}。",
}
MANY_MORE = "{numbers} 等"
PROGRESS = {
    "分派": "您的诉求 {number}《{title}》已转{unit}办理。",
    "改派": "您的诉求 {number}《{title}》已改由{unit}办理。",
    "签收": "您的诉求 {number}《{title}》，{unit}已签收，正在办理。",
    "办结": "您的诉求 {number}《{title}》，{unit}报告已办结：{note}。中心审核后会再与您核实。",
    "销号": "您的诉求 {number}《{title}》已办结销号。如仍未解决，请再次登记。",
    "重办": "您的诉求 {number}《{title}》已退回{unit}重新办理。",
    "不予受理": "您的诉求 {number}《{title}》不予受理：{note}。",
}

"""The table of the chat's commands: one row a word. Handlers stand in the modules for_…, by who uses them."""

from __future__ import annotations

from bot import (
    confirming,
    filing,
    for_campaign,
    for_circular,
    for_course,
    for_duplicates,
    for_everyone,
    for_figures,
    for_files,
    for_hot,
    for_joining,
    for_marks,
    for_office,
    for_publicity,
    for_reporters,
    for_rooms,
    for_schedule,
    for_units,
    for_visits,
    missing,
    sent_files,
)
from bot.turn import ChatCommand
from complaints.moves import Command
from complaints.people import Role

_ALL = frozenset(Role) - {Role.SYSTEM, Role.ROOM}
_FILERS = frozenset({Role.ENTERPRISE, Role.LIAISON, Role.CLERK, Role.TOWN})
_ENTERPRISE = frozenset({Role.ENTERPRISE})
_NOBODY: frozenset[Role] = frozenset()
_UNIT = frozenset({Role.LIAISON})
_OFFICE = frozenset({Role.CLERK})
_READERS = frozenset({Role.CLERK, Role.LEADER})
_VISITORS = frozenset({Role.LIAISON, Role.TOWN})
_TOWN = frozenset({Role.TOWN})
_WORKERS = frozenset({Role.LIAISON, Role.CLERK, Role.TOWN})


def _noted(command: Command, does: str, example: str, main_for: frozenset[Role] = _NOBODY) -> ChatCommand:
    """The office's word for a step that needs no more than words."""
    handler = for_office.noted(command, example)
    return ChatCommand(command.value, does, example, _OFFICE, handler, needs_args=True, main_for=main_for)


COMMANDS: tuple[ChatCommand, ...] = (
    ChatCommand(
        "登记", "登记一条诉求", "登记 我公司增容申请交了一个月没有回音", _FILERS, filing.file_complaint,
        aliases=("投诉", "反映"), in_room=True, needs_args=True,
    ),
    ChatCommand("查询", "看一件或全部的进展", "查询 0007", _ALL, for_everyone.look_up, aliases=("进度", "进展")),
    ChatCommand("补充", "给自己登记的诉求加内容", "补充 0007 今天又跳闸一次", _FILERS, for_reporters.supplement, needs_args=True, main_for=_ENTERPRISE),
    ChatCommand("撤回", "两分钟内撤回刚登记的诉求", "撤回 0007", _FILERS, for_reporters.withdraw, in_room=True, main_for=_ENTERPRISE),
    ChatCommand(
        "回访", "说明是否解决、是否满意", "回访 0007 已解决 满意", _FILERS, for_reporters.follow_up, aliases=("评价",),
        needs_args=True, main_for=_ENTERPRISE),
    ChatCommand("补全", "补上还差的企业、属地、电话", "补全 0007", _FILERS, missing.complete, main_for=_NOBODY),
    ChatCommand("附件", "取一件诉求的图片等附件", "附件 0007", _ALL, for_files.attachments, needs_args=True, main_for=_NOBODY),
    ChatCommand("经过", "看全文和每一步", "经过 0007", _ALL, for_everyone.course, needs_args=True, main_for=_NOBODY),
    ChatCommand("待办", "看要办的事项", "待办", _WORKERS, for_units.todo),
    ChatCommand("签收", "签收派来的事项", "签收 0007", _UNIT, for_units.sign, needs_args=True, in_work_room=True),
    ChatCommand(
        "退单", "退回不属本单位的事项", "退单 0007 职能不符 是供水问题 建议 区水利局", _UNIT, for_units.give_back,
        needs_args=True, in_work_room=True,
    ),
    ChatCommand("反馈", "记录办理进展，协办单位向主办反馈", "反馈 0007 已到现场查看", _UNIT, for_units.progress, needs_args=True, in_work_room=True),
    ChatCommand(
        "延期", "申请延期；中心审批", "延期 0007 9月13日 变压器到货推迟", _UNIT | _OFFICE, for_course.extension,
        needs_args=True, in_work_room=True,
    ),
    ChatCommand("办结", "上报办理结果", "办结 0007 已于9月2日送电，企业确认", _UNIT, for_units.finish, needs_args=True, in_work_room=True),
    ChatCommand("电话", "看反映人完整电话（留痕）", "电话 0007", _UNIT | _OFFICE, for_units.phone, needs_args=True, main_for=_UNIT),
    ChatCommand("待研判", "看要定单位的事项", "待研判", _OFFICE, for_office.triage, aliases=("研判",)),
    ChatCommand("先看", "待研判里最值得先定的几件", "先看", _OFFICE, for_office.decide_first, main_for=_NOBODY),
    ChatCommand(
        "分派", "定牵头单位", "分派 0007 区供电中心 协办 区住建局", _OFFICE, for_office.dispatch,
        aliases=("派单",), needs_args=True,
    ),
    ChatCommand("改派", "换牵头单位", "改派 0007 区水利局", _OFFICE, for_office.reassign, needs_args=True),
    ChatCommand(
        "终审", "两次退单后由中心指定", "终审 0007 区水利局 供水设施由其管护", _OFFICE, for_office.designate,
        aliases=("终审指定",), needs_args=True, main_for=_NOBODY),
    _noted(Command.ANSWER, "不派单，直接答复企业", "直接答复 0007 持执照到窗口办理"),
    _noted(Command.DECLINE, "说明原因", "不予受理 0007 已进入诉讼程序"),
    _noted(Command.NOT_STAFF, "核实不涉及单位人员", "解除回避 0007 反映的是物业人员"),
    ChatCommand("审核", "审核单位的办结或延期", "审核 0007 通过", _OFFICE, for_course.review, needs_args=True),
    _noted(Command.CLOSE, "回访后销号", "销号 0007", _OFFICE),
    _noted(Command.REDO, "退回单位重办", "重办 0007 企业反映仍未解决"),
    _noted(Command.LOOK_BACK, "已销号的重新办理", "回头看 0007 现场复查又停水"),
    _noted(Command.RETRIAGE, "不予受理或已结的重新定单位", "重新研判 0007 企业补充了材料"),
    ChatCommand(
        "挂账", "暂不能解决，定期复查", "挂账 0007 2021-12-31 管网改造列入明年 计划：先接临时管", _OFFICE,
        for_course.shelve, needs_args=True, main_for=_NOBODY),
    _noted(Command.RESUME, "挂账的恢复办理", "恢复办理 0007"),
    _noted(Command.URGE, "提醒单位反馈", "催办 0007"),
    ChatCommand("督办", "督办并出督办单", "督办 0007 已超期，请主要负责人过问", _OFFICE, for_course.supervise, needs_args=True),
    ChatCommand("督办单", "再取一份督办单", "督办单 0007", _OFFICE, for_course.letter, needs_args=True, main_for=_NOBODY),
    ChatCommand("并案", "同一事项合并办理", "并案 0009 入 0007", _OFFICE, for_joining.merge, needs_args=True, main_for=_NOBODY),
    ChatCommand("拆案", "一件多事分开办理", "拆案 0007 增容没人勘察｜水管漏水", _OFFICE, for_joining.split, needs_args=True, main_for=_NOBODY),
    ChatCommand("查重", "看疑似重复的诉求和理由", "查重", _OFFICE, for_duplicates.duplicates, aliases=("疑似重复",)),
    ChatCommand("不同", "说明两件不是同一件事", "不同 0009 0007", _OFFICE, for_duplicates.differ, needs_args=True, main_for=_NOBODY),
    ChatCommand("撤并", "撤销并案或拆案", "撤并 0009", _OFFICE, for_joining.unjoin, needs_args=True, main_for=_NOBODY),
    _noted(Command.ARCHIVE, "已销号的提前归档", "归档 0007"),
    ChatCommand("统计", "看全区和各单位数字", "统计", _READERS, for_figures.statistics),
    ChatCommand("比率", "看各单位四项比率", "比率", _READERS, for_figures.rates, aliases=("三率",), main_for=_NOBODY),
    ChatCommand("热点", "看反映集中的问题", "热点", _READERS, for_hot.hot),
    ChatCommand("红黄牌", "看超期和将到期事项", "红黄牌", _WORKERS | _READERS, for_figures.cards),
    ChatCommand("逾期", "看超过时限的事项", "逾期", _WORKERS | _READERS, for_units.overdue, aliases=("超期",)),
    ChatCommand("退单记录", "看退单原因和建议单位", "退单记录", _OFFICE, for_figures.returns, main_for=_NOBODY),
    ChatCommand("台账", "取办理问题清单表格", "台账", _READERS, for_figures.ledger, aliases=("导出",)),
    ChatCommand(
        "走访", "记一次企业走访，缺什么问什么", "走访 博山清釉陶瓷有限公司 实地 受访人 王会计 机主 问题 增容没人勘察", _VISITORS,
        for_visits.visit, main_for=_VISITORS),
    ChatCommand("日报", "看今日走访和谁还没报", "日报", _READERS, for_visits.daily, main_for=_READERS),
    ChatCommand(
        "宣传", "报一篇宣传稿件", "宣传 博山区优化营商环境再提速 人民网 https://www.example.cn/a/1.html", _UNIT, for_publicity.publish,
        needs_args=True, main_for=_NOBODY),
    ChatCommand(
        "宣传情况", "看本周宣传篇数和谁还差几篇", "宣传情况", _UNIT | _READERS, for_publicity.publicity, main_for=_NOBODY),
    ChatCommand("日程", "看活动近期要报什么、谁还没报", "日程", _WORKERS | _READERS, for_schedule.schedule, main_for=_NOBODY),
    ChatCommand("样本企业", "看附件1报送情况和要核对的企业", "样本企业", _UNIT | _OFFICE, for_campaign.samples, main_for=_NOBODY),
    ChatCommand("覆盖", "看注册企业走访到了多少、还差谁", "覆盖", _OFFICE | _TOWN, for_campaign.coverage, aliases=("覆盖率",), main_for=_TOWN),
    ChatCommand("标记", "给单位记一票肯定或问责", "标记 区供电中心 一票肯定 报装经验被市里推广", _OFFICE, for_marks.mark, main_for=_NOBODY),
    ChatCommand("通报", "看本周通报；确认后报送领导", "通报", _OFFICE, for_circular.circular, aliases=("周通报",), main_for=_NOBODY),
    ChatCommand("导入", "导入热线等导出文件", "导入", _OFFICE, for_figures.how_to_import),
    ChatCommand("对照", "没见过的表格，说明各列含义再导入", "对照 某街道 C=内容 F=联系电话", _OFFICE, sent_files.name_columns, main_for=_NOBODY),
    ChatCommand("群消息", "看群里像诉求、待您定的话", "群消息", _OFFICE, for_rooms.waiting, main_for=_NOBODY),
    ChatCommand("收录", "把群里的话登记为诉求", "收录 12", _OFFICE, for_rooms.take_in, needs_args=True, main_for=_NOBODY),
    ChatCommand("不收", "群里的话不登记，内容不留", "不收 12", _OFFICE, for_rooms.leave_out, needs_args=True, main_for=_NOBODY),
    ChatCommand("邀请", "发放绑定邀请码", "邀请 单位 区供电中心", _OFFICE, for_figures.invite, needs_args=True, main_for=_NOBODY),
    ChatCommand("撤销", "撤销自己十分钟内的上一步", "撤销", _FILERS, for_everyone.undo),
    ChatCommand("确认", "执行等您确认的操作", "确认", _ALL, confirming.confirm, aliases=("是", "确定"), in_menu=False),
    ChatCommand("取消", "放弃等您确认的操作", "取消", _ALL, confirming.cancel, in_menu=False),
    ChatCommand("绑定", "用邀请码绑定身份", "绑定 ABCD234567", _ALL, for_everyone.bind, in_room=True, needs_args=True, main_for=_ALL - _OFFICE),
    ChatCommand("我的身份", "看自己的身份", "我的身份", _ALL, for_everyone.who_am_i, main_for=_ALL - _OFFICE),
)  # fmt: skip

HELP_WORDS = ("帮助", "菜单", "?", "？", "help")
"""What shows the menu; answered by the conversation, which knows who asks."""

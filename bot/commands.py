"""The table of the chat's commands: one row a word. Handlers stand in for_everyone, for_units and for_office."""

from __future__ import annotations

from bot import confirming, for_everyone, for_office, for_units
from bot.turn import ChatCommand
from complaints.people import Role

_ALL = frozenset(Role) - {Role.SYSTEM}
_FILERS = frozenset({Role.ENTERPRISE, Role.LIAISON, Role.CLERK, Role.TOWN})
_UNIT = frozenset({Role.LIAISON})
_OFFICE = frozenset({Role.CLERK})
_READERS = frozenset({Role.CLERK, Role.LEADER})
_WORKERS = frozenset({Role.LIAISON, Role.CLERK, Role.TOWN})

COMMANDS: tuple[ChatCommand, ...] = (
    ChatCommand(
        "登记", "登记一条诉求", "登记 我公司增容申请交了一个月没有回音", _FILERS, for_everyone.file_complaint,
        aliases=("投诉", "反映"), in_room=True, needs_args=True,
    ),
    ChatCommand("查询", "看一件或全部的进展", "查询 0007", _ALL, for_everyone.look_up, aliases=("进度", "进展")),
    ChatCommand("待办", "看要办的事项", "待办", _WORKERS, for_units.todo),
    ChatCommand("签收", "签收派来的事项", "签收 0007", _UNIT, for_units.sign, needs_args=True),
    ChatCommand(
        "退单", "退回不属本单位的事项", "退单 0007 不属本单位职责 建议 区水利局", _UNIT, for_units.give_back,
        needs_args=True,
    ),
    ChatCommand("反馈", "记录办理进展", "反馈 0007 已到现场查看", _UNIT, for_units.progress, needs_args=True),
    ChatCommand("办结", "上报办理结果", "办结 0007 已于9月2日送电，企业确认", _UNIT, for_units.finish, needs_args=True),
    ChatCommand("待研判", "看要定单位的事项", "待研判", _OFFICE, for_office.triage, aliases=("研判",)),
    ChatCommand(
        "分派", "定牵头单位", "分派 0007 区供电中心 协办 区住建局", _OFFICE, for_office.dispatch,
        aliases=("派单",), needs_args=True,
    ),
    ChatCommand("改派", "换牵头单位", "改派 0007 区水利局", _OFFICE, for_office.reassign, needs_args=True),
    ChatCommand("审核", "审核单位的办结", "审核 0007 通过", _OFFICE, for_office.review, needs_args=True),
    ChatCommand("销号", "回访满意后销号", "销号 0007", _OFFICE, for_office.close, needs_args=True),
    ChatCommand("重办", "退回单位重办", "重办 0007 企业反映仍未解决", _OFFICE, for_office.redo, needs_args=True),
    ChatCommand("不予受理", "说明原因", "不予受理 0007 已进入诉讼程序", _OFFICE, for_office.decline, needs_args=True),
    ChatCommand("统计", "看全区和各单位数字", "统计", _READERS, for_office.statistics),
    ChatCommand("逾期", "看超过时限的事项", "逾期", _WORKERS | _READERS, for_units.overdue, aliases=("超期",)),
    ChatCommand("台账", "取办理问题清单表格", "台账", _READERS, for_office.ledger, aliases=("导出",)),
    ChatCommand("导入", "导入热线等导出文件", "导入", _OFFICE, for_office.how_to_import),
    ChatCommand("邀请", "发放绑定邀请码", "邀请 单位 区供电中心", _OFFICE, for_office.invite, needs_args=True),
    ChatCommand("确认", "执行等您确认的操作", "确认", _ALL, confirming.confirm, aliases=("是",), in_menu=False),
    ChatCommand("取消", "放弃等您确认的操作", "取消", _ALL, confirming.cancel, in_menu=False),
    ChatCommand("绑定", "用邀请码绑定身份", "绑定 ABCD234567", _ALL, for_everyone.bind, needs_args=True),
    ChatCommand("我的身份", "看自己的身份", "我的身份", _ALL, for_everyone.who_am_i),
)  # fmt: skip

HELP_WORDS = ("帮助", "菜单", "?", "？", "help")
"""What shows the menu; answered by the conversation, which knows who asks."""

"""督办单: the office's sheet that presses a unit for one complaint, with the sheet on which the unit answers.

It goes out printed and sealed. 《山东省省级政务服务投诉热线管理办法》 (2017) has one sent when a case is overdue,
when the answer does not satisfy, and when the redo does not either; the same text forbids to give a complaint's
particulars away. It fixes no form: the sheet and its sentences are our proposal, for the office to change here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from complaints.clocks import SHANGHAI, end_of_day, local_day
from reports.letter_forms import (
    ADDRESSEE,
    ANNEX,
    CENTRED,
    ENCLOSURE,
    LABEL,
    SERIAL,
    TITLE,
    lines_of,
    one_line,
)
from reports.letters import Box, Letter, chinese_day
from reports.texts import writable

NAME = "督办单"
ANSWER_NAME = "单位反馈"

_NOTHING = "—"
_NO_COURSE = "暂无办理记录"
_BLANK_DAY = "年　　月　　日"
_FACTS_WIDTHS = (27.0, 51.0, 27.0, 51.0)
_COURSE_WIDTHS = (13.0, 40.0, 38.0, 65.0)
_LONG, _LINE = 300, 30
"""Characters of a text above which its row may go on over the end of a page, and of the line that a break ends."""


@dataclass(frozen=True, slots=True)
class Supervision:
    """What a 督办单 says; texts are already masked for its reader, times are aware."""

    number: str
    serial: str  #: 文号
    unit: str  #: to whom
    co_units: tuple[str, ...]
    title: str
    text: str
    channel: str  #: the channel's label
    company: str  #: may be 匿名
    filed_at: datetime
    due_at: datetime | None
    new_due_at: datetime | None
    demand: str  #: what must be done, one demand a line
    reason: str  #: why it is pressed, one reason a line
    course: tuple[tuple[datetime, str, str], ...]  #: when, who and what, the oldest first
    returns: int
    redos: int
    issued_at: datetime
    office: str


def write_supervision(path: Path, letter: Supervision) -> None:
    """Write the 督办单 as a Word document (.docx) at `path`, over what stood there.

    Times are shown in China's wall time; an empty reason or demand has no section. Raises OSError where `path`
    cannot be written, and leaves there what there was.
    """
    sheet = Letter(f"{NAME} {letter.serial}", office=letter.office, made_at=letter.issued_at)
    _open(sheet, letter)
    _tell_facts(sheet, letter)
    _tell_course(sheet, letter)
    _demand(sheet, letter)
    sheet.add(f"附件：{ANSWER_NAME}", ENCLOSURE)
    sheet.sign(letter.office, letter.issued_at)
    sheet.copy_to(letter.co_units)
    _add_answer(sheet, letter)
    sheet.save(path)


def _open(sheet: Letter, letter: Supervision) -> None:
    sheet.add(one_line(letter.office), TITLE)
    sheet.add(NAME, TITLE)
    sheet.add(one_line(letter.serial), SERIAL)
    sheet.add(f"{one_line(letter.unit)}：", ADDRESSEE, above=14)
    helped = f"，{'、'.join(map(one_line, letter.co_units))}协办" if letter.co_units else ""
    sheet.add(f"下列诉求由你单位牵头办理{helped}，现予督办。请按本单要求抓紧办理，按时书面反馈办理结果。")


def _tell_facts(sheet: Letter, letter: Supervision) -> None:
    sheet.heading("督办事项", below=4)
    table = sheet.table(_FACTS_WIDTHS)
    pairs = (
        ("编号", letter.number, "来源", letter.channel),
        ("企业", letter.company, "反映时间", _moment(letter.filed_at)),
        ("原办理时限", _moment(letter.due_at), "督办时限", _moment(letter.new_due_at)),
        ("退单次数", f"{letter.returns}次", "重办次数", f"{letter.redos}次"),
    )
    for position, (left, one, right, other) in enumerate(pairs):
        table.row(
            *(Box(left, LABEL), Box(_shown(one), CENTRED), Box(right, LABEL), Box(_shown(other), CENTRED)),
            # Loose pages stay together by their number.
            repeated=position == 0,
        )
    if letter.co_units:
        table.row(Box("协办单位", LABEL), Box("、".join(map(one_line, letter.co_units)), span=3))
    table.row(Box("诉求标题", LABEL), Box(_shown(letter.title), span=3), breaks=_is_long(letter.title))
    table.row(Box("诉求内容", LABEL), Box(writable(letter.text) or _NOTHING, span=3), breaks=_is_long(letter.text))


def _tell_course(sheet: Letter, letter: Supervision) -> None:
    sheet.heading("办理经过", above=8, below=4)
    table = sheet.table(_COURSE_WIDTHS)
    table.row(*(Box(heading, LABEL) for heading in ("序号", "时间", "办理人", "办理情况")), repeated=True)
    for position, (moment, who, what) in enumerate(letter.course, start=1):
        table.row(
            *(Box(str(position), CENTRED), Box(_moment(moment), CENTRED), Box(_shown(who), CENTRED), Box(what)),
            breaks=_is_long(what),
        )
    if not letter.course:
        table.row(Box(_NO_COURSE, CENTRED, span=len(_COURSE_WIDTHS)))


def _demand(sheet: Letter, letter: Supervision) -> None:
    sections = (("督办原因", lines_of(letter.reason)), ("督办要求", lines_of(letter.demand)))
    above = 8.0
    for name, texts in sections:
        if texts:
            sheet.heading(name, above=above)
            sheet.items(texts)
            above = 0
    sheet.heading("反馈要求", above=above)
    sheet.items(_answer_demands(letter), last=True)


def _answer_demands(letter: Supervision) -> list[str]:
    office = one_line(letter.office)
    return [
        f"{_by_when(letter.new_due_at)}将办理结果书面反馈{office}。",
        f"书面反馈用所附《{ANSWER_NAME}》，写明核查情况、采取的措施、办理结果和企业意见，"
        "由经办人、负责人签字并加盖公章，佐证材料一并附后。",
        "在督办时限内确实不能办结的，应在时限届满前书面说明原因、进展和预计办结时间。",
        "对企业和反映人的信息严格保密，不得向无关单位和个人透露。",
    ]


def _by_when(due_at: datetime | None) -> str:
    if due_at is None:
        return "请抓紧办理，办结后及时"
    return f"请于{_moment(due_at)}前{'（含当日）' if _is_whole_day(due_at) else ''}"


def _add_answer(sheet: Letter, letter: Supervision) -> None:
    """The sheet that the unit fills in, seals and sends back."""
    sheet.add("附件", ANNEX, new_page=True)
    sheet.add(ANSWER_NAME, TITLE, above=20, below=14)
    table = sheet.table(_FACTS_WIDTHS)
    for left, one, right, other in (
        ("督办文号", letter.serial, "编号", letter.number),
        ("反馈单位", letter.unit, "督办时限", _moment(letter.new_due_at)),
    ):
        table.row(
            Box(left, LABEL), Box(_shown(one), CENTRED), Box(right, LABEL), Box(_shown(other), CENTRED), height=11
        )
    table.row(Box("诉求标题", LABEL), Box(_shown(letter.title), span=3), height=11)
    table.row(Box("办理结果", LABEL), Box("", span=3), height=82)
    table.row(Box("经办人", LABEL), Box(""), Box("联系电话", LABEL), Box(""), height=14)
    table.row(Box("负责人签字", LABEL), Box(""), Box("反馈日期", LABEL), Box(_BLANK_DAY, CENTRED), height=14)
    table.row(Box("单位盖章", LABEL), Box("", span=3), height=36)


def _shown(text: str) -> str:
    return one_line(text) or _NOTHING


def _is_long(text: str) -> bool:
    return len(text) + _LINE * text.count("\n") > _LONG


def _moment(moment: datetime | None) -> str:
    """The moment in China's wall time; without the hour where a whole day is meant, as with due dates."""
    if moment is None:
        return _NOTHING
    day = chinese_day(moment)
    return day if _is_whole_day(moment) else f"{day}{moment.astimezone(SHANGHAI):%H:%M}"


def _is_whole_day(moment: datetime) -> bool:
    return moment.replace(microsecond=0) == end_of_day(local_day(moment))

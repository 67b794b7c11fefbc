"""对照: the office names the columns of an unknown file in chat, and later files of the kind are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.layouts import SavedLayouts
from bot.conversation import Conversation
from bot.messages import Incoming, Kind
from complaints.audit import Audit
from complaints.companies.book import EnterpriseBook
from complaints.companies.registered import Register
from complaints.importing import Importing
from complaints.people import Role
from inbox.read import FileReader
from storage.store import open_store
from tests.inbox.make import xlsx
from tests.kit import MONDAY, District, district, talk

HEADS = ["单子", "啥时候打的", "一句话", "说的啥", "谁打的", "哪片"]
ROWS = [
    ["D-2021-001", "2021-08-30 08:10", "停电", "车间连续停电三天，变压器过载，一直没人来更换", "王会计", "山头街道"],
    ["D-2021-002", "2021-08-30 08:20", "退税", "退税申请提交两个月，一直没有到账，让再等等", "李经理", "博山镇"],
]
LATER = [["D-2021-003", "2021-08-31 08:10", "水压", "车间自来水水压太低，反映过三次没人管", "王会计", "山头街道"]]


@dataclass
class Office:
    """A clerk's private chat with the bot."""

    place: District
    conversation: Conversation
    folder: Path
    count: int = 0

    def says(self, text: str, file: Path | None = None) -> str:
        self.count += 1
        kind = Kind.FILE if file else Kind.TEXT
        heard = Incoming(f"m{self.count}", "chat:赵主任", "赵主任", text, MONDAY, file=file, kind=kind)
        return "\n".join(message.text for message in self.conversation.hear(heard))

    def sends(self, name: str, rows: list[list[str]]) -> str:
        return self.says("", xlsx(self.folder / name, rows))

    @property
    def texts(self) -> list[str]:
        clerk = self.place.services.members.speaker("chat:赵主任", "赵主任")
        return sorted(one.record.text for one in self.place.enquiries.mine(clerk))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    place = district(store, tmp_path)
    reader = FileReader(mappings=tmp_path / "mappings")
    importing = Importing(
        place.desk, reader, EnterpriseBook(store, place.clock), Register(store), Audit(store, place.clock)
    )
    layouts = SavedLayouts(reader, tmp_path / "mappings")
    place.services = replace(place.services, importing=importing, layouts=layouts)
    place.person("赵主任", Role.CLERK)
    yield Office(place, talk(place), tmp_path)
    store.close()


def test_the_guess_is_shown_corrected_saved_and_imported(office: Office) -> None:
    shown = office.sends("街道表.xlsx", [HEADS, *ROWS])
    assert "A列“单子”：工单编号（例 D-2021-001）" in shown
    assert "C列“一句话”：不用" in shown
    assert "王某" in shown
    assert "王会计" not in shown
    tried = office.says("对照 山头 C列=标题，谁打的＝诉求人")
    assert "按对照“山头”读。试读 街道表.xlsx：12345热线，新增2件" in tried
    assert office.texts == []
    assert "新增2件" in office.says("确认")
    assert [text[:4] for text in office.texts] == ["车间连续", "退税申请"]
    saved = (office.folder / "mappings" / "山头.csv").read_text(encoding="utf-8-sig")
    assert "C,一句话,标题," in saved


def test_a_later_file_of_the_layout_is_known_by_itself(office: Office) -> None:
    office.sends("街道表.xlsx", [HEADS, *ROWS])
    office.says("对照 山头")
    office.says("取消")
    moved = [[row[at] for at in (5, 0, 1, 2, 3, 4)] for row in (HEADS, *LATER)]
    assert "按对照“山头”读。试读 街道表二.xlsx：12345热线，新增1件" in office.sends("街道表二.xlsx", moved)
    office.says("确认")
    assert office.texts == [LATER[0][3]]


def test_two_layouts_that_fit_are_a_question(office: Office) -> None:
    for name in ("山头", "博山"):
        office.sends("街道表.xlsx", [HEADS, *ROWS])
        office.says(f"对照 {name}")
        office.says("取消")
    assert "像这几个对照：博山、山头。请选一个，例：对照 博山" in office.sends("街道表二.xlsx", [HEADS, *LATER])
    assert "按对照“博山”读" in office.says("对照 博山")


HALF_KNOWN = ["工单编号", "接听时刻", "标题", "诉求内容", "来话人", "所属街道", "整改经过说明"]
HALF_KNOWN_ROW = [*LATER[0][:5], "山头街道", "已派人看过"]


def test_columns_that_were_read_by_their_words_are_named_before_the_import(office: Office) -> None:
    tried = office.sends("周报.xlsx", [HALF_KNOWN, HALF_KNOWN_ROW])
    assert "新增1件" in tried
    assert "列名没见过、按字面认的：B列“接听时刻”作受理时间、G列“整改经过说明”作办理结果" in tried
    assert "“工单编号”作" not in tried
    office.says("确认")
    assert office.texts == [LATER[0][3]]


def test_a_column_that_was_read_wrongly_is_corrected_and_stays_so(office: Office) -> None:
    heads, first, later = (
        [*HALF_KNOWN[:6], "过程"],
        [*HALF_KNOWN_ROW[:6], "已派人看过"],
        ["D-2021-004", *HALF_KNOWN_ROW[1:]],
    )
    office.sends("周报.xlsx", [heads, first])
    corrected = office.says("对照 周报 E=不用 G=办理结果")
    assert "按对照“周报”读。试读 周报.xlsx" in corrected
    assert "按字面认" not in corrected
    office.says("确认")
    assert "按对照“周报”读。试读 下周.xlsx" in office.sends("下周.xlsx", [heads, later])


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("对照 山头 D=什么", "含义“什么”不认识"),
        ("对照 山头 Z=内容", "没有“Z”这一列；请写列的字母（A、B、C、D、E、F）或表头"),
        ("对照 a/b", "对照名称“a/b”不能用"),
        ("对照 山头 渠道=什么", "渠道“什么”不认识"),
        ("对照 山头 表头行=三", "表头行“三”应为数字"),
        ("对照 山头 二", "请写一个不带空格的名称"),
        ("对照 山头 D=不用", "没有一列的含义是“内容”或“标题”"),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_is_kept(office: Office, said: str, answer: str) -> None:
    office.sends("街道表.xlsx", [HEADS, *ROWS])
    told = office.says(said)
    assert answer in told
    assert ".csv" not in told
    assert not list(office.folder.glob("mappings/**/*.csv"))
    assert "按对照“山头”读" in office.says("对照 山头")


def test_a_saved_mapping_is_corrected_under_its_name(office: Office) -> None:
    office.sends("街道表.xlsx", [HEADS, *ROWS])
    office.says("对照 山头")
    office.says("对照 山头 C=标题 渠道=企业接诉即办")
    saved = (office.folder / "mappings" / "山头.csv").read_text(encoding="utf-8-sig")
    assert "渠道,企业接诉即办," in saved
    assert "D,说的啥,内容," in saved
    assert "C,一句话,标题," in saved


def test_a_meaning_that_is_given_to_another_column_leaves_the_first(office: Office) -> None:
    office.sends("街道表.xlsx", [HEADS, *ROWS])
    office.says("对照 山头 C=内容")
    saved = (office.folder / "mappings" / "山头.csv").read_text(encoding="utf-8-sig")
    assert "C,一句话,内容," in saved
    assert "D,说的啥,," in saved


@pytest.mark.parametrize("said", ["对照", "对照 山头"])
def test_without_a_file_the_office_is_told_to_send_it(office: Office, said: str) -> None:
    assert "请先把表格发给我" in office.says(said)


@pytest.mark.parametrize("read", [SavedLayouts.guess, SavedLayouts.fitting])
def test_a_file_that_is_none_has_no_layout(
    office: Office, read: Callable[[SavedLayouts, object], object], tmp_path: Path
) -> None:
    from complaints.importing import SourceFile

    layouts = office.place.services.layouts
    assert isinstance(layouts, SavedLayouts)
    assert not read(layouts, SourceFile(tmp_path / "没有.xlsx", "没有.xlsx"))

"""Who is who after another login, and who is let in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot import wording
from bot.gateway.book import Book
from bot.gateway.ways import Rules
from complaints.people import Role
from tests.gateway.node import BOT, Gateway, wait_for

if TYPE_CHECKING:
    from tests.gateway.office import Office

OpenOffice = Callable[..., "Office"]


def test_a_mark_is_known_by_a_later_program_under_another_id(tmp_path: Path) -> None:
    alias = Book(tmp_path / "people").mark("wx:1", "王会计")
    assert alias.startswith("王会计 诉")
    later = Book(tmp_path / "people")
    assert later.is_marked(alias)
    assert later.address_of("wx:7", alias) == "wx:1"
    assert later.contact_of("wx:1") == "wx:7"
    later.forget_ids()
    assert later.contact_of("wx:1") == "wx:1"


def test_a_mark_that_the_book_does_not_know_is_no_identity(tmp_path: Path) -> None:
    book = Book(tmp_path / "people")
    assert book.address_of("wx:1", "王会计 诉ABCDEF") == "wx:1"
    assert not book.is_marked("王会计 诉ABCDEF")
    first = book.mark("wx:1", "王会计 诉ABCDEF")
    assert first.count("诉") == 1
    assert "会计" not in (tmp_path / "people").read_text()


def test_who_was_bound_by_a_code_is_known_after_a_login_with_other_ids(
    gateway: Gateway, open_office: OpenOffice
) -> None:
    gateway.people("赵主任", "李工", "王会计")
    office = open_office(gateway)
    clerk = office.person("赵主任", Role.CLERK)
    code = office.place.services.members.invite(clerk, Role.LIAISON, "区供电中心")
    office.open()
    gateway.say("李工", f"绑定 {code}")
    wait_for(lambda: gateway.texts("李工"))
    gateway.post("renumber", suffix=2)
    office.wait_up(times=2)
    gateway.say("李工~2", "我的身份")
    wait_for(lambda: gateway.texts("李工~2"))
    assert "区供电中心" in gateway.texts("李工~2")[0]
    gateway.say("王会计~2", "登记 我公司停电三天没有人来修")
    wait_for(lambda: len(gateway.texts("李工~2")) == 2)
    assert gateway.texts("李工~2")[1].startswith("新派单 ")


def test_a_notice_finds_who_has_not_spoken_since_the_login(gateway: Gateway, open_office: OpenOffice) -> None:
    gateway.people("李工", "王会计")
    office = open_office(gateway)
    office.person("李工", Role.LIAISON, "区供电中心")
    office.open()
    gateway.say("李工", "待办")
    wait_for(lambda: gateway.texts("李工"))
    office.stop()
    gateway.post("renumber", suffix=3)
    office.states.clear()
    office.open()
    gateway.say("王会计~3", "登记 我公司停电三天没有人来修")
    wait_for(lambda: gateway.texts("李工~3"))
    assert gateway.texts("李工~3")[0].startswith("新派单 ")


def test_the_bot_says_on_joining_a_room_what_it_keeps(gateway: Gateway, open_office: OpenOffice) -> None:
    gateway.people("王会计", "周老板")
    gateway.room("1@chatroom", "样本企业群", "王会计")
    open_office(gateway).open()
    gateway.post("room-join", room="1@chatroom", invitees=["wx:周老板"], inviter="wx:王会计")
    gateway.post("room-join", room="1@chatroom", invitees=[BOT], inviter="wx:王会计")
    wait_for(lambda: gateway.texts("1@chatroom"))
    gateway.say("王会计", "帮助")
    wait_for(lambda: gateway.texts("王会计"))
    assert gateway.texts("1@chatroom") == [wording.ROOM_NOTICE["speaker"]]


@pytest.mark.parametrize(
    ("rule", "accepted"), [("office", ["by-office"]), ("anyone", ["by-other", "by-office"]), ("nobody", [])]
)
def test_invitations_to_rooms_are_accepted_by_rule(
    gateway: Gateway, open_office: OpenOffice, rule: str, accepted: list[str]
) -> None:
    gateway.people("王会计", "赵主任")
    office = open_office(gateway, rules=Rules(accept_rooms=rule))
    office.person("赵主任", Role.CLERK)
    office.open()
    gateway.post("room-invite", id="by-other", **{"from": "wx:王会计"}, topic="群")
    gateway.post("room-invite", id="by-office", **{"from": "wx:赵主任"}, topic="群")
    gateway.say("王会计", "帮助")
    wait_for(lambda: gateway.texts("王会计"))
    assert gateway.get("memory")["accepted"] == accepted


@pytest.mark.parametrize(
    ("rules", "accepted"),
    [(Rules(friend_word="营商"), ["with"]), (Rules(), ["without", "with"]), (Rules(accept_friends=False), [])],
)
def test_friends_are_accepted_by_rule_and_greeted(
    gateway: Gateway, open_office: OpenOffice, rules: Rules, accepted: list[str]
) -> None:
    gateway.people("王会计", "周老板")
    open_office(gateway, rules=rules).open()
    gateway.post("friendship", id="without", **{"from": "wx:周老板"}, hello="你好")
    gateway.post("friendship", id="with", **{"from": "wx:周老板"}, hello="营商诉求")
    gateway.post("friendship", id="done", **{"from": "wx:周老板"}, type=1)
    wait_for(lambda: gateway.texts("周老板"))
    assert gateway.texts("周老板") == [wording.FRIEND_NOTICE]
    assert gateway.get("memory")["accepted"] == accepted


def test_a_room_that_is_bound_by_a_code_hears_what_its_unit_is_told_under_any_id_and_topic(
    gateway: Gateway, open_office: OpenOffice
) -> None:
    gateway.people("赵主任", "李工", "王会计")
    gateway.room("1@chatroom", "供电群", "赵主任", "李工")
    office = open_office(gateway)
    clerk = office.person("赵主任", Role.CLERK)
    office.person("李工", Role.LIAISON, "区供电中心")
    code = office.place.services.members.invite(clerk, Role.ROOM, "区供电中心")
    office.open()
    gateway.say("李工", f"@诉接助手 绑定 {code}", room="1@chatroom", mentions=[BOT])
    wait_for(lambda: gateway.texts("1@chatroom"))
    gateway.say("王会计", "登记 我公司停电三天没有人来修")
    wait_for(lambda: len(gateway.texts("1@chatroom")) == 2)
    assert gateway.texts("1@chatroom")[1].startswith("新派单 ")
    (complaint,) = office.complaints()
    gateway.say("李工", f"@诉接助手 签收 {complaint.number[-4:]}", room="1@chatroom", mentions=[BOT])
    wait_for(lambda: len(gateway.texts("1@chatroom")) == 3)
    assert "已签收" in gateway.texts("1@chatroom")[2]
    gateway.post("room-topic", room="1@chatroom", topic="供电专班群", changer="wx:李工")
    wait_for(lambda: office.place.services.members.room("供电专班群"))
    # Another login gives other ids.
    gateway.say("李工", "我的身份")
    gateway.post("renumber", suffix=2)
    office.wait_up(times=2)
    gateway.say("王会计~2", "登记 我公司又停电了，没有人来")
    wait_for(lambda: gateway.texts("1@chatroom~2"))
    assert gateway.texts("1@chatroom~2")[0].startswith("新派单 ")
    assert next(one for one in gateway.sent() if one["to"] == "1@chatroom~2")["mentions"] == []


def test_a_work_room_that_is_not_found_any_more_is_told_to_the_office(
    gateway: Gateway, open_office: OpenOffice
) -> None:
    gateway.people("赵主任", "王会计")
    office = open_office(gateway)
    office.person("赵主任", Role.CLERK)
    office.person("供电群", Role.ROOM, "区供电中心")
    office.open()
    gateway.say("王会计", "登记 我公司停电三天没有人来修")
    wait_for(lambda: gateway.texts("赵主任"))
    assert "邀请 工作群 区供电中心" in gateway.texts("赵主任")[0]
    # A strangers' room of that name is not it, and of two nobody knows which.
    gateway.room("1@chatroom", "供电群", "王会计")
    gateway.say("王会计", "@诉接助手 帮助", room="1@chatroom", mentions=[BOT])
    wait_for(lambda: gateway.texts("1@chatroom"))
    gateway.room("2@chatroom", "供电群", "赵主任")
    gateway.say("赵主任", "@诉接助手 帮助", room="2@chatroom", mentions=[BOT])
    wait_for(lambda: gateway.texts("2@chatroom"))
    gateway.say("王会计", "登记 我公司又停电了，没有人来")
    wait_for(lambda: len([text for text in gateway.texts("王会计") if "已登记" in text]) == 2)
    office.stop()
    assert [text for room in ("1@chatroom", "2@chatroom") for text in gateway.texts(room) if "派单" in text] == []


def test_a_friend_who_is_gone_is_told_to_the_office(gateway: Gateway, open_office: OpenOffice) -> None:
    gateway.people("赵主任", "李工", "王会计")
    office = open_office(gateway)
    office.person("赵主任", Role.CLERK)
    office.person("李工", Role.LIAISON, "区供电中心")
    office.open()
    gateway.say("李工", "待办")
    wait_for(lambda: gateway.texts("李工"))
    gateway.post("contacts", id="wx:李工", name="李工", alias="")
    gateway.post("renumber", suffix=4)
    office.wait_up(times=2)
    gateway.say("王会计~4", "登记 我公司停电三天没有人来修")
    wait_for(lambda: any("李工" in text for text in gateway.texts("赵主任~4") + gateway.texts("赵主任")))

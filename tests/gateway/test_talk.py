"""People write in WeChat, and the desk answers them there: over the real npm gateway."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from complaints.people import Role
from tests.gateway.node import BOT, Gateway, wait_for

if TYPE_CHECKING:
    from tests.gateway.office import Office

OpenOffice = Callable[..., "Office"]


def test_a_complaint_in_private_reaches_the_unit_and_the_unit_signs_it(
    gateway: Gateway, open_office: OpenOffice
) -> None:
    gateway.people("王会计", "李工")
    office = open_office(gateway)
    office.person("李工", Role.LIAISON, "区供电中心")
    office.open()
    gateway.say("王会计", "登记 我公司停电三天没有人来修")
    wait_for(lambda: gateway.texts("王会计") and gateway.texts("李工"))
    assert gateway.texts("王会计")[0].startswith("已登记，编号 ")
    assert gateway.texts("李工")[0].startswith("新派单 ")
    (complaint,) = office.complaints()
    gateway.say("李工", f"签收 {complaint.number[-4:]}")
    wait_for(lambda: len(gateway.texts("李工")) == 2)
    assert "签收" in gateway.texts("李工")[1]
    assert office.errors == []


def test_a_room_is_answered_where_the_bot_is_named_and_the_speaker_is_mentioned(
    gateway: Gateway, open_office: OpenOffice
) -> None:
    gateway.people("王会计")
    gateway.room("1@chatroom", "样本企业群", "王会计")
    office = open_office(gateway).open()
    gateway.say("王会计", "大家早上好", room="1@chatroom")
    gateway.say("王会计", "@诉接助手\u2005登记 停电三天", room="1@chatroom", mentions=[BOT])
    gateway.post("room-alias", room="1@chatroom", contact=BOT, alias="小诉")
    gateway.say("王会计", "@小诉 登记 车间的水压太低", room="1@chatroom")
    wait_for(lambda: len(gateway.texts("1@chatroom")) == 2)
    assert all(text.startswith("@王会计 已登记，编号 ") for text in gateway.texts("1@chatroom"))
    in_room = [one for one in gateway.sent() if one["to"] == "1@chatroom"]
    assert [one["mentions"] for one in in_room] == [["wx:王会计"], ["wx:王会计"]]
    assert len(office.complaints()) == 2


def test_a_new_topic_and_a_new_name_are_known_at_once(gateway: Gateway, open_office: OpenOffice) -> None:
    gateway.people("王会计")
    gateway.room("1@chatroom", "样本企业群", "王会计")
    office = open_office(gateway).open()
    gateway.say("王会计", "@诉接助手 帮助", room="1@chatroom", mentions=[BOT])
    wait_for(lambda: gateway.texts("1@chatroom"))
    gateway.post("room-topic", room="1@chatroom", topic="供电专班群", changer="wx:王会计")
    gateway.post("contacts", id="wx:王会计", name="王会计（清釉）")
    gateway.say("王会计", "我们厂停电三天了", room="1@chatroom")
    wait_for(lambda: gateway.texts("王会计"))
    assert "供电专班群" in gateway.texts("王会计")[0]
    gateway.say("王会计", "@诉接助手 帮助", room="1@chatroom", mentions=[BOT])
    wait_for(lambda: len(gateway.texts("1@chatroom")) == 2)
    assert gateway.texts("1@chatroom")[1].startswith("@王会计（清釉） ")
    assert office.errors == []


def test_a_puppet_that_gives_no_ids_is_answered_once(gateway: Gateway, open_office: OpenOffice) -> None:
    gateway.people("王会计")
    office = open_office(gateway).open()
    gateway.post("fault", noIds=True)
    gateway.say("王会计", "登记 我公司停电三天没有人来修")
    wait_for(lambda: len(gateway.texts("王会计")) == 1)
    gateway.say("王会计", "查询")
    wait_for(lambda: len(gateway.texts("王会计")) >= 2)
    office.stop()
    assert sum("已登记" in text for text in gateway.texts("王会计")) == 1
    assert office.errors == []


def test_two_hundred_messages_at_once_are_answered_in_their_order(gateway: Gateway, open_office: OpenOffice) -> None:
    gateway.people("王会计")
    office = open_office(gateway).open()
    gateway.say("王会计", "查询 BS20210830-{n}9", count=200)
    wait_for(lambda: len(gateway.texts("王会计")) == 200, 60)
    for at, text in enumerate(gateway.texts("王会计")):
        assert f"{at}9" in text, (at, text)
    assert office.errors == []


def test_events_that_cannot_be_read_and_errors_of_the_puppet_end_nothing(
    gateway: Gateway, open_office: OpenOffice
) -> None:
    gateway.people("王会计")
    office = open_office(gateway).open()
    gateway.post("event", name="error", payload={"gerror": '{"message": "王会计的话"}'})
    gateway.post("event", name="room-join", payload={})
    gateway.post("event", name="message", payload={})
    gateway.post("event", name="scan", payload={"status": 99})
    gateway.say("王会计", "帮助")
    wait_for(lambda: gateway.texts("王会计"))
    kinds = {type(error).__name__ for error in office.errors}
    assert "PuppetFailed" in kinds
    assert len(office.errors) == 4
    assert not any("王会计" in str(error) for error in office.errors)


def test_a_message_that_the_puppet_cannot_read_at_first_is_read_later(
    gateway: Gateway, open_office: OpenOffice
) -> None:
    gateway.people("王会计")
    office = open_office(gateway).open()
    gateway.post("fault", failPayload=2)
    gateway.say("王会计", "登记 我公司停电三天没有人来修")
    wait_for(lambda: gateway.texts("王会计"))
    assert len(office.complaints()) == 1


def test_a_repeated_event_is_heard_once(gateway: Gateway, open_office: OpenOffice) -> None:
    gateway.people("王会计")
    office = open_office(gateway).open()
    ids = gateway.say("王会计", "登记 我公司停电三天没有人来修")
    gateway.post("repeat", ids=ids * 3)
    gateway.say("王会计", "帮助")
    wait_for(lambda: any("您现在是" in text or "帮助" in text for text in gateway.texts("王会计")[1:]))
    office.stop()
    assert len(office.complaints()) == 1
    assert sum("已登记" in text for text in gateway.texts("王会计")) == 1

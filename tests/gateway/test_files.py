"""Files in both directions over the real gateway: exports are imported, ledgers come back, pictures are kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot import wording
from bot.messages import Incoming, Kind, Outgoing
from complaints.people import Role
from tests.gateway.node import BOT, Gateway, wait_for
from tests.gateway.timing import QUICK

if TYPE_CHECKING:
    from tests.gateway.office import Office

OpenOffice = Callable[..., "Office"]
MIB = 2**20
PATIENT = replace(QUICK, calling=15.0, answer_within=20.0)
"""A busy machine that packs 20 MB answers nothing else for seconds."""


def sent_files(gateway: Gateway) -> list[object]:
    """The files that left, in their order."""
    return [one["file"] for one in gateway.sent() if "file" in one]


@dataclass
class Keeper:
    """A conversation that keeps every file and sends it back."""

    heard: list[tuple[str, Kind, bytes | None]] = field(default_factory=list)

    def knows(self, message: Incoming) -> bool:
        return False

    def expects_file(self, message: Incoming) -> bool:
        return True

    def tell(self, message: Incoming, text: str) -> list[Outgoing]:
        return [Outgoing(message.address, message.name, text)]

    def hear(self, message: Incoming) -> list[Outgoing]:
        content = message.file.read_bytes() if message.file else None
        self.heard.append((message.file_name, message.kind, content))
        return [Outgoing(message.address, message.name, "收到", message.room, message.file)]


def test_files_come_and_go_with_every_byte_however_the_gateway_packs_them(
    gateway: Gateway, open_office: OpenOffice
) -> None:
    gateway.people("赵主任")
    keeper = Keeper()
    open_office(gateway, conversation=keeper, timing=PATIENT).open()
    contents = [os.urandom(size) for size in (10, 15_000, 5 * MIB) for _ in range(3)]
    for content, box in zip(contents, ["base64", "stream", "buffer"] * 3, strict=True):
        gateway.file("赵主任", "热线导出8月.xlsx", content, box=box, type="Unknown")
    wait_for(lambda: len(sent_files(gateway)) == 9, 60)
    assert keeper.heard == [("热线导出8月.xlsx", Kind.FILE, content) for content in contents]
    assert sent_files(gateway) == [
        {"name": "热线导出8月.xlsx", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for content in contents
    ]


def test_twenty_megabytes_pass_and_more_is_refused_with_a_word(gateway: Gateway, open_office: OpenOffice) -> None:
    gateway.people("赵主任")
    keeper = Keeper()
    office = open_office(gateway, conversation=keeper, timing=PATIENT).open()
    content = os.urandom(20 * MIB)
    gateway.file("赵主任", "大表.xlsx", content)
    wait_for(lambda: sent_files(gateway), 60)
    assert keeper.heard[0][2] == content
    gateway.file("赵主任", "更大的表.xlsx", content + b"1")
    wait_for(lambda: wording.FILE_TOO_LARGE.format(most=20) in gateway.texts("赵主任"), 60)
    assert len(keeper.heard) == 1
    assert [type(error).__name__ for error in office.errors] == ["FileTooLarge"]


def test_a_picture_before_its_words_is_kept_with_the_complaint(gateway: Gateway, open_office: OpenOffice) -> None:
    gateway.people("王会计")
    office = open_office(gateway).open()
    gateway.file("王会计", "配电室.jpg", b"\xff\xd8" + os.urandom(50_000), type="Image")
    gateway.say("王会计", "登记 我公司停电三天没有人来修")
    wait_for(lambda: any(wording.PICTURES_ATTACHED.format(count=1) in text for text in gateway.texts("王会计")))
    (complaint,) = office.complaints()
    person = office.store.person_at("wx:王会计")
    assert person is not None
    assert [one.name for one in office.place.services.attaching.files(person, complaint)] == ["配电室.jpg"]


def test_a_picture_in_a_room_that_is_not_for_the_bot_is_left_there(
    gateway: Gateway, open_office: OpenOffice, tmp_path: Path
) -> None:
    gateway.people("王会计")
    gateway.room("1@chatroom", "样本企业群", "王会计")
    open_office(gateway).open()
    gateway.file("王会计", "风景.jpg", b"\xff\xd8", type="Image", room="1@chatroom")
    gateway.say("王会计", "@诉接助手 帮助", room="1@chatroom", mentions=[BOT])
    wait_for(lambda: gateway.texts("1@chatroom"))
    assert not (tmp_path / "gateway" / "files").exists()


def test_a_file_that_cannot_be_fetched_is_asked_for_again(gateway: Gateway, open_office: OpenOffice) -> None:
    gateway.people("王会计")
    open_office(gateway).open()
    gateway.post("file", **{"from": "wx:王会计"}, name="配电室.jpg", base64="", type="Image", box="missing")
    wait_for(lambda: gateway.texts("王会计"))
    assert gateway.texts("王会计") == [wording.NOT_RECEIVED[Kind.PICTURE]]


def test_the_offices_export_is_tried_first_imported_on_its_word_and_comes_back_as_a_ledger(
    gateway: Gateway, open_office: OpenOffice, tmp_path: Path
) -> None:
    from tests.gateway.office import with_real_files

    gateway.people("赵主任")
    office = open_office(gateway)
    with_real_files(office, tmp_path)
    office.person("赵主任", Role.CLERK)
    office.open()
    example = Path(__file__).resolve().parents[2] / "examples" / "12345热线导出.xlsx"
    gateway.file("赵主任", example.name, example.read_bytes(), box="stream")
    wait_for(lambda: gateway.texts("赵主任"), 60)
    assert "88" in gateway.texts("赵主任")[0]
    assert office.complaints() == []
    gateway.say("赵主任", "确认")
    wait_for(lambda: len(gateway.texts("赵主任")) >= 2, 60)
    assert len(office.complaints()) == 88
    gateway.say("赵主任", "台账")
    wait_for(lambda: sent_files(gateway), 60)
    (ledger,) = sent_files(gateway)
    assert str(ledger["name"]).endswith(".xlsx")  # type: ignore[index]
    (sent,) = [one for one in gateway.sent() if "file" in one]
    content = gateway.get(f"sent/file?id={sent['id']}")["base64"]
    assert str(content).startswith("UEsD")

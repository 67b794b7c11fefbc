"""How chat scripts write pictures, quotes, recalls and old messages."""

from datetime import datetime
from pathlib import Path

import pytest

from app.script import ScriptWrong, SpokenLine, read_line, read_script
from app.spoken import Mouths, Spoken, SpokenWrong
from bot.messages import Incoming, Kind
from complaints.clocks import SHANGHAI
from tests.kit import MONDAY


def spoken(text: str, folder: Path = Path("没有")) -> Spoken:
    line = read_line(f"样本企业群/王会计: {text}", "第1行", folder)
    assert isinstance(line, SpokenLine)
    assert (line.name, line.room, line.text) == ("王会计", "样本企业群", text)
    return line.spoken


@pytest.mark.parametrize(
    ("text", "kind", "file"),
    [
        ("[图片] 配电室 1.jpg", Kind.PICTURE, "配电室 1.jpg"),
        ("[语音] 说明.mp3", Kind.VOICE, "说明.mp3"),
        ("[视频]现场.mp4", Kind.VIDEO, "现场.mp4"),
        ("[文件] 通知.pdf", Kind.FILE, "通知.pdf"),
        ("发送 exports/热线.xlsx", Kind.FILE, "exports/热线.xlsx"),
    ],
)
def test_files_are_sent_by_their_kind(text: str, kind: Kind, file: str) -> None:
    assert spoken(text) == Spoken(kind=kind, file=Path(file))


def test_a_file_beside_the_script_is_found_first(tmp_path: Path) -> None:
    (tmp_path / "配电室.jpg").write_bytes(b"picture")
    assert spoken("[图片] 配电室.jpg", tmp_path).file == tmp_path / "配电室.jpg"


@pytest.mark.parametrize("text", ["登记 停电三天", "[强] 谢谢", "说了[图片]也没用", "发送 通知"])
def test_everything_else_is_plain_words(text: str) -> None:
    assert spoken(text) == Spoken(text)


def test_a_quote_reads_as_wechat_writes_it() -> None:
    assert spoken("[引用 周老板：又停电了] @机器人 登记").text == "「周老板：又停电了」\n- - - - - - - -\n@机器人 登记"
    assert not spoken("[引用 周老板: 又停电了] 我也是").quoted_bot
    assert spoken("[引用 机器人：已登记] 今天又停了").quoted_bot


def test_an_old_message_can_be_anything() -> None:
    at = datetime(2021, 8, 30, 8, 50, tzinfo=SHANGHAI)
    assert spoken("[补收 2021-08-30 08:50] 登记 停电") == Spoken("登记 停电", at=at)
    assert spoken("[补收 2021-08-30 08:50] [撤回]") == Spoken(recalls=1, at=at)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[图片]", "请写明是哪个文件"),
        ("[补收 昨天] 登记", "2021-08-30 08:50"),
        ("[撤回 一]", "应为 [图片] 文件"),
        ("[引用] 登记", "[引用 名字：原话] 话"),
    ],
)
def test_a_mark_that_is_written_wrongly_is_named_with_its_line(text: str, why: str, tmp_path: Path) -> None:
    script = tmp_path / "脚本.txt"
    script.write_text(f"# 说明\n王会计: {text}\n", encoding="utf-8")
    with pytest.raises(ScriptWrong) as wrong:
        read_script(script)
    assert "脚本.txt 第2行" in str(wrong.value)
    assert why in str(wrong.value)


def test_a_recall_takes_the_speakers_own_last_message_in_that_place() -> None:
    mouths = Mouths("m")

    def say(name: str, room: str, said: Spoken) -> Incoming:
        return mouths.say(name, room, said, MONDAY)

    first, second = say("王会计", "群", Spoken("一")), say("王会计", "群", Spoken("二"))
    say("王会计", "", Spoken("三"))
    say("周老板", "群", Spoken("四"))
    assert say("王会计", "群", Spoken(recalls=2)).recalls == first.id
    assert say("王会计", "群", Spoken(recalls=1)).recalls == second.id
    with pytest.raises(SpokenWrong, match="没有说过"):
        say("王会计", "群", Spoken(recalls=1))


def test_a_message_that_comes_again_keeps_its_id_and_its_time() -> None:
    mouths = Mouths("m")
    first = mouths.say("王会计", "", Spoken("一"), MONDAY)
    again = mouths.say("王会计", "", Spoken(again=True), MONDAY.replace(hour=10))
    assert (again.id, again.text, again.at) == (first.id, "一", MONDAY)
    assert again.is_late
    assert not first.is_late

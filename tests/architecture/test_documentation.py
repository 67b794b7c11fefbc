"""The documentation says what the code does."""

import re
from pathlib import Path

from app.lifecycle import page
from app.settings import Settings
from bot.commands import COMMANDS
from complaints.limits import Item
from complaints.moves import ReturnReason
from complaints.people import Role
from complaints.records import RefusedFile, RefusedRow

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_chat_command_is_documented_with_its_example_and_roles() -> None:
    rows = {
        cells[0].strip("` "): cells for line in read("docs/commands.md").splitlines()
        if line.startswith("| `") and (cells := [cell.strip() for cell in line.strip("|").split("|")])
    }  # fmt: skip
    assert list(rows) == [command.word for command in COMMANDS]
    for command in COMMANDS:
        _, roles, does, example = rows[command.word]
        assert example.strip("`") == command.example
        assert does == command.does
        assert set(roles.split("、")) == {role.value for role in command.roles}


def test_every_reason_of_a_refusal_is_documented() -> None:
    listed = set(re.findall(r"^\| `(\w+)` \|", read("docs/import.md"), re.MULTILINE))
    assert {reason.value for reason in (*RefusedRow, *RefusedFile)} <= listed


def test_every_setting_is_documented() -> None:
    listed = set(re.findall(r"^\| `(\w+)` \|", read("docs/settings.md"), re.MULTILINE))
    assert listed == set(Settings.model_fields)


def test_the_life_cycle_is_drawn_from_the_table() -> None:
    assert read("docs/lifecycle.md") == page(), "python -m app.lifecycle > docs/lifecycle.md"


def test_every_reason_for_a_return_and_every_limit_is_documented() -> None:
    text = read("docs/casework.md")
    for word in (*ReturnReason, *Item):
        assert word.value in text, word


def test_every_document_that_the_readme_names_is_there() -> None:
    for name in re.findall(r"\]\(([\w./]+)\)", read("README.md")):
        assert (ROOT / name).exists(), name


def test_no_file_names_a_full_phone_number() -> None:
    mobile = re.compile(r"(?<![0-9A-Za-z_.*])1[3-9][0-9]{9}(?![0-9A-Za-z])")
    for path in (
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("examples/*.txt"),
        *ROOT.glob("tests/bot/transcripts/*.txt"),
        ROOT / "classifier" / "examples.csv",
    ):
        assert not mobile.search(path.read_text(encoding="utf-8")), path
    assert Role.SYSTEM not in {role for command in COMMANDS for role in command.roles}

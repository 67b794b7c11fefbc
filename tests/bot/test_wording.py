"""Every sentence that can be needed is there, and its names are those that the code fills in."""

from datetime import UTC, datetime
from string import Formatter

import pytest

from bot import wording
from bot.courier import merge
from bot.say import refusal
from complaints.errors import Refusal, Refused
from complaints.events import Notice, NoticeKind, Recipient, RecipientKind
from complaints.moves import Command
from complaints.notices import TO_REPORTER

FACTS = {"title": "停电", "note": "已修", "unit": "区供电中心", "by_unit": "区水利局"}


@pytest.mark.parametrize("reason", list(Refusal))
def test_every_refusal_has_a_sentence(reason: Refusal) -> None:
    names = {name for _, name, _, _ in Formatter().parse(wording.REFUSALS[reason]) if name}
    sentence = refusal(Refused(reason, **dict.fromkeys(names, "某")))
    assert sentence
    assert "{" not in sentence


@pytest.mark.parametrize("kind", sorted(wording.NOTICE_MANY))
def test_every_notice_has_a_sentence_for_one_and_for_many(kind: NoticeKind) -> None:
    def notices(count: int) -> list[Notice]:
        office = Recipient(RecipientKind.OFFICE)
        return [
            Notice(office, kind, f"BS20210830-{at:04d}", datetime(2021, 8, 30, tzinfo=UTC), FACTS)
            for at in range(1, count + 1)
        ]

    assert "BS20210830-0001" in merge(notices(1))
    many = merge(notices(9))
    assert "9件" in many
    assert len(many.splitlines()) == 1
    assert len(many) <= 300


@pytest.mark.parametrize("command", sorted(TO_REPORTER))
def test_the_reporter_is_told_of_each_step_that_concerns_them(command: Command) -> None:
    facts = {**FACTS, "command": command.value}
    person = Recipient(RecipientKind.PERSON, "p1")
    notice = Notice(person, NoticeKind.PROGRESS, "BS20210830-0001", datetime(2021, 8, 30, tzinfo=UTC), facts)
    assert "BS20210830-0001《停电》" in merge([notice])

"""Filing in chat: the words of the last messages become a complaint, once, and what they lack is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from bot import say, wording
from bot.messages import Outgoing
from bot.missing import ask_next
from bot.overhearing import ADDS, join_filed
from bot.talk import Quote, Said, join
from bot.turn import Answer, Turn
from complaints.completing import lacking
from complaints.errors import Refusal, Refused
from complaints.facts.finding import find_facts
from complaints.intake import Outcome, Receipt
from complaints.people import Role
from complaints.ports_intake import Part
from complaints.prediction import Decision, Prediction
from complaints.records import MESSAGES, Channel, RawRecord
from complaints.rights import Right, demand

SHORTEST = 3
"""Letters that a complaint must have at least: 停电了 is one, 啊 and 123456 are none."""


def file_complaint(turn: Turn) -> Answer:
    """登记 TEXT: a complaint of its own; without a matter, the matter is asked for.

    In a room what its speaker has just said without the bot belongs to it.
    """
    demand(turn.person, Right.FILE, "登记")
    talk = turn.memory.talk
    if talk.filed or not turn.room:
        talk.begin()
    hear(turn)
    return _file(turn, talk.said)


def file_quoted(turn: Turn, quote: Quote) -> Answer:
    """登记 beside a quoted message: the quoted words are filed, in the name of whoever quotes them."""
    demand(turn.person, Right.FILE, "登记")
    turn.memory.talk.begin()
    turn.memory.talk.add(Said(turn.message_id, quote.text, turn.at, meant=True))
    return _file(turn, turn.memory.talk.said)


def propose_filing(turn: Turn) -> Answer | None:
    """Free words that read like a complaint: filed at once when the bot was addressed in a room, else asked back.

    What follows a filed complaint within minutes becomes part of it.
    """
    talk, senses = turn.memory.talk, turn.services.senses
    if turn.args and not _is_worth_filing(turn):
        return None
    hear(turn)
    if talk.filed:
        joined = join_filed(turn)
        if joined is not None:
            return joined
        talk.begin()
        hear(turn)
    text = talk.text
    prediction = turn.services.desk.predict(text)
    if prediction.decision is Decision.NOT_COMPLAINT or len(text) < 6:
        return None
    if not find_facts(text, turn.services.towns).tells_matter:
        return ask_matter(turn) if senses.detector.read(text).is_complaint else None
    if turn.room and prediction.decision is not Decision.TRIAGE:
        return _file(turn, talk.said)
    return _ask_back(turn, prediction)


def ask_matter(turn: Turn) -> Answer:
    """Ask what it is about; the answer is filed together with what was said."""
    if turn.room:
        return Answer(wording.MATTER_MISSING_IN_ROOM)
    turn.memory.ask(_hear_matter, turn.now)
    return Answer(wording.MATTER_MISSING)


def hear(turn: Turn) -> None:
    """Remember the message among the last ones of its speaker, once."""
    talk = turn.memory.talk
    if turn.args.strip() and all(one.id != turn.message_id for one in talk.said):
        talk.add(Said(turn.message_id, turn.args.strip(), turn.at, meant=True))


def where_to(turn: Turn, prediction: Prediction) -> str:
    """Where a proposed complaint would go: a lead unit by its name, anything else to the office."""
    if not turn.services.units.is_lead(prediction.unit):
        return wording.TO_OFFICE
    return wording.TO_UNIT.format(
        indicator=prediction.indicator, unit=prediction.unit, percent=say.percent(prediction.probability)
    )


def part_lines(turn: Turn, parts: Sequence[Part]) -> list[str]:
    """A line for each matter, with where it would go."""
    return [
        wording.SPLIT_LINE.format(at=at, text=say.cut(part.text, 30), unit=where_to(turn, part.prediction))
        for at, part in enumerate(parts, start=1)
    ]


_APART = re.compile(r"(?:分开|分别|拆开|分成|各登)")


def _is_worth_filing(turn: Turn) -> bool:
    """Whether these words are, or belong to, a complaint: greetings and thanks do not."""
    if turn.services.senses.detector.read(turn.args).probability >= ADDS:
        return True
    return len(turn.args) >= 6 and turn.services.desk.predict(turn.args).decision is not Decision.NOT_COMPLAINT


def _file(turn: Turn, said: Sequence[Said]) -> Answer:
    text = join(said)
    facts = find_facts(text, turn.services.towns)
    if not facts.tells_matter and turn.person.role is Role.ENTERPRISE:
        return ask_matter(turn)
    if len(re.sub(r"[\W\d_]", "", text)) < SHORTEST:
        raise Refused(Refusal.TEXT_MISSING)
    receipt = turn.services.desk.receive(_record(turn, text, said), turn.person)
    if receipt.outcome is not Outcome.NEW:
        known = receipt.complaint
        return Answer(wording.FILED_AGAIN.format(number=known.number, status=known.status.label))
    turn.memory.talk.filed = receipt.complaint.number
    if turn.memory.talk.heard_id:
        turn.services.listening.filed(turn.memory.talk.heard_id, receipt.complaint.number)
    _attach_waiting(turn, receipt.complaint.number)
    return _filed(turn, receipt)


def _ask_back(turn: Turn, prediction: Prediction) -> Answer:
    """Ask whether the words shall be filed; several matters can be filed one by one."""
    said = list(turn.memory.talk.said)
    text, about = join(said), f"登记 {said[0].id}"
    turn.memory.drop_pending(about)
    pending = turn.memory.add_pending(say.cut(text, 30), lambda: _file(turn, said), turn.now, about)
    parts = turn.services.senses.splitter.split(text)
    if len(parts) < 2:
        return Answer(wording.FILE_PROPOSED.format(text=pending.summary, unit=where_to(turn, prediction)))
    turn.memory.ask(partial(_file_apart, about, said[0], parts), turn.now)
    lines = "\n".join(part_lines(turn, parts))
    return Answer(wording.FILE_PROPOSED_PARTS.format(text=pending.summary, count=len(parts), lines=lines))


def _hear_matter(turn: Turn) -> Answer | None:
    if not find_facts(turn.args, turn.services.towns).tells_matter:
        return None
    hear(turn)
    return _file(turn, turn.memory.talk.said)


def _file_apart(about: str, first: Said, parts: Sequence[Part], turn: Turn) -> Answer | None:
    """分开: each matter is filed by itself."""
    if not _APART.search(turn.args) or len(turn.args) > 12:
        return None
    turn.memory.drop_pending(about)
    lines = []
    for at, part in enumerate(parts, start=1):
        record = _record(turn, part.text, [Said(f"{first.id}#{at}", part.text, first.at)])
        complaint = turn.services.desk.receive(record, turn.person).complaint
        lines.append(say.filed(complaint, in_room=bool(turn.room), now=turn.now))
    turn.memory.talk.begin()
    return Answer("\n".join(lines))


def _record(turn: Turn, text: str, said: Sequence[Said]) -> RawRecord:
    facts = find_facts(text, turn.services.towns)
    more = " ".join(one.id for one in said[1:])
    extra = {"room": turn.room} if turn.room else {}
    company = turn.person.company or _known_name(turn, facts.company)
    return RawRecord(
        channel=Channel.GROUP if turn.room else Channel.CHAT,
        external_id=f"{turn.address}:{said[0].id}",
        text=text,
        received_at=said[0].at,
        reporter=turn.person.name,
        phone=facts.phone,
        phone_kind=facts.phone_kind,
        company=company,
        place=facts.place,
        extra={**extra, MESSAGES: more} if more else extra,
    )


def _known_name(turn: Turn, name: str) -> str:
    """The name as the ledgers write it, where it is surely a known enterprise's."""
    return turn.services.senses.book.match(name).found or name if name else ""


def _filed(turn: Turn, receipt: Receipt) -> Answer:
    complaint = receipt.complaint
    text = say.filed(complaint, in_room=bool(turn.room), now=turn.now)
    own = [
        one for one in receipt.proposals
        if (other := turn.services.enquiries.own(turn.person, one.other)) is not None and other.is_open()
    ]  # fmt: skip
    if own:
        short = say.short(own[0].other, turn.now)
        text += wording.FILED_LIKE_OWN.format(other=own[0].other, short=short, words=say.quoted(own[0].likeness.words))
    if turn.person.role is not Role.ENTERPRISE or not lacking(complaint.record):
        return Answer(text)
    question = ask_next(turn, complaint)
    if not turn.room:
        return Answer(f"{text}\n{question}")
    return Answer(text, also=(Outgoing(turn.address, turn.person.name, wording.ASKED_PRIVATELY.format(
        number=complaint.number, question=question)),))  # fmt: skip


def _attach_waiting(turn: Turn, number: str) -> None:
    """Pictures that were sent just before belong to what is filed now."""
    waiting, turn.memory.pictures = turn.memory.pictures, []
    for sent in waiting:
        turn.services.attaching.attach(turn.person, number, sent.digest, sent.name)

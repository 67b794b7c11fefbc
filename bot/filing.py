"""Filing in chat: the words of the last messages become a complaint, once, and what they lack is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from bot import say, wording
from bot.for_files import attach_waiting
from bot.missing import known_of
from bot.overhearing import ADDS, hand_to_office, join_filed
from bot.receipts import tell_filed
from bot.talk import Quote, Said, join
from bot.turn import Answer, Turn
from complaints.complaint import Complaint
from complaints.completing import PASSED_ON, Fact
from complaints.errors import Refusal, Refused
from complaints.facts.finding import find_facts
from complaints.intake import Outcome
from complaints.people import Role
from complaints.ports_intake import Part
from complaints.prediction import Decision, Prediction
from complaints.privacy import wishes_secrecy
from complaints.records import MESSAGES, Channel, PhoneKind, RawRecord
from complaints.rights import Right, demand, may

SHORTEST = 3
"""Letters that a complaint must have at least: 停电了 is one, 啊 and 123456 are none."""

_LEAST = 6
"""Letters from which on free words can be a complaint that nobody has called one."""
_SURELY_NONE = 0.85
"""The probability of being no complaint above which words in private are not even asked about."""
_LOOKED_BACK = 5


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
    """登记 beside a quoted message: the quoted words are filed, in the name of whoever quotes them.

    Words that wait for a decision are decided by that, where they are the speaker's own or the office quotes them.
    """
    demand(turn.person, Right.FILE, "登记")
    listening = turn.services.listening
    heard = listening.saying(turn.room, quote.text)
    if heard is not None and (heard.address == turn.address or may(turn.person, Right.TRIAGE)):
        receipt = listening.file(turn.person, turn.address, heard.id)
        return tell_filed(turn, receipt)
    known = _filed_already(turn, quote.text)
    if known is not None:
        return Answer(wording.FILED_AGAIN.format(number=known.number, status=known.status.label))
    turn.memory.talk.begin()
    turn.memory.talk.add(Said(turn.message_id, f"{quote.text}\n{quote.rest}".strip(), turn.at, meant=True))
    return _file(turn, turn.memory.talk.said, is_own=quote.name == turn.person.name)


def _filed_already(turn: Turn, text: str) -> Complaint | None:
    """An own open complaint of late that has these words."""
    own = turn.services.enquiries.mine(turn.person, limit=_LOOKED_BACK)
    mine = (one for one in own if one.filed_by == turn.person.id and one.is_open())
    return next((one for one in mine if text in one.record.text), None)


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
    is_none = prediction.decision is Decision.NOT_COMPLAINT or len(text) < _LEAST
    if not find_facts(text, turn.services.towns).tells_matter:
        is_begun = _tells_who(turn) or (not is_none and senses.detector.read(text).is_complaint)
        return ask_matter(turn) if is_begun else None
    # A question costs little in private, and 车间老跳闸怎么办 is a complaint.
    if is_none and (turn.room or len(text) < _LEAST or prediction.probability > _SURELY_NONE):
        return None
    if turn.room and prediction.decision is not Decision.TRIAGE:
        return _file(turn, talk.said)
    if turn.is_late:
        # A question that is never sent would be forgotten, and the words with it.
        hand_to_office(turn, senses.detector.read(text).probability)
        return Answer("")
    return _ask_back(turn, prediction)


def ask_matter(turn: Turn) -> Answer:
    """Ask what it is about; the answer is filed together with what was said."""
    if turn.room:
        return Answer(wording.MATTER_MISSING_IN_ROOM)
    turn.ask(_hear_matter)
    return Answer(wording.MATTER_ONLY if _tells_who(turn) else wording.MATTER_MISSING)


def hear(turn: Turn) -> None:
    """Remember the message among the last ones of its speaker, once."""
    talk = turn.memory.talk
    if turn.args.strip() and all(one.id != turn.message_id for one in talk.said):
        talk.add(Said(turn.message_id, turn.args.strip(), turn.at, meant=True))


def about(first_message: str) -> str:
    """What a proposal to file the words from this message on is about."""
    return f"登记 {first_message}"


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
    if turn.services.senses.detector.read(turn.args).probability >= ADDS or _tells_who(turn):
        return True
    if not turn.room and find_facts(turn.args, turn.services.towns).tells_matter:
        return True
    return len(turn.args) >= _LEAST and turn.services.desk.predict(turn.args).decision is not Decision.NOT_COMPLAINT


def _tells_who(turn: Turn) -> bool:
    """Whether somebody who speaks to the bot alone begins with who or where they are."""
    facts = find_facts(turn.args, turn.services.towns)
    return not turn.room and bool(facts.company or facts.place or facts.phone)


def _file(turn: Turn, said: Sequence[Said], *, is_own: bool = True) -> Answer:
    text = join(said)
    facts = find_facts(text, turn.services.towns)
    if not facts.tells_matter and turn.person.role is Role.ENTERPRISE:
        return ask_matter(turn)
    if len(re.sub(r"[\W\d_]", "", text)) < SHORTEST:
        raise Refused(Refusal.TEXT_MISSING)
    receipt = turn.services.desk.receive(_record(turn, text, said, is_own=is_own), turn.person)
    if receipt.outcome is not Outcome.NEW:
        known = receipt.complaint
        return Answer(wording.FILED_AGAIN.format(number=known.number, status=known.status.label))
    turn.memory.talk.filed = receipt.complaint.number
    if turn.memory.talk.heard_id:
        turn.services.listening.filed(turn.memory.talk.heard_id, receipt.complaint.number)
        turn.memory.talk.heard_id = 0
    return tell_filed(turn, receipt)


def _ask_back(turn: Turn, prediction: Prediction) -> Answer:
    """Ask whether the words shall be filed; several matters can be filed one by one."""
    said = list(turn.memory.talk.said)
    text, what = join(said), about(said[0].id)
    turn.memory.drop_pending(what)
    pending = turn.memory.add_pending(say.cut(text, 30), lambda: _file(turn, said), turn.now, what)
    parts = turn.services.senses.splitter.split(text)
    if len(parts) < 2:
        return Answer(wording.FILE_PROPOSED.format(text=pending.summary, unit=where_to(turn, prediction)))
    turn.ask(partial(_file_apart, said[0], parts))
    lines = "\n".join(part_lines(turn, parts))
    return Answer(wording.FILE_PROPOSED_PARTS.format(text=pending.summary, count=len(parts), lines=lines))


def _hear_matter(turn: Turn) -> Answer | None:
    if not find_facts(turn.args, turn.services.towns).tells_matter:
        return None
    hear(turn)
    return _file(turn, turn.memory.talk.said)


def _file_apart(first: Said, parts: Sequence[Part], turn: Turn) -> Answer | None:
    """分开: each matter is filed by itself."""
    if not _APART.search(turn.args) or len(turn.args) > 12:
        return None
    turn.memory.drop_pending(about(first.id))
    lines = []
    for at, part in enumerate(parts, start=1):
        record = _record(turn, part.text, [Said(f"{first.id}#{at}", part.text, first.at)])
        complaint = turn.services.desk.receive(record, turn.person).complaint
        told = say.filed(complaint, in_room=bool(turn.room), now=turn.now)
        lines.append(told + attach_waiting(turn, complaint.number))
    turn.memory.talk.begin()
    return Answer("\n".join(lines))


def _record(turn: Turn, text: str, said: Sequence[Said], *, is_own: bool = True) -> RawRecord:
    """The record of these words; whoever passes another's words on, not `is_own`, does not lend it company or phone."""
    facts = find_facts(text, turn.services.towns)
    more = " ".join(one.id for one in said[1:])
    extra = {"room": turn.room} if turn.room else {}
    before = known_of(turn) if is_own else {}
    company = _known_name(turn, facts.company) or before.get(Fact.COMPANY, "")
    phone = facts.phone or before.get(Fact.PHONE, "")
    return RawRecord(
        channel=Channel.GROUP if turn.room else Channel.CHAT,
        external_id=f"{turn.address}:{said[0].id}",
        text=text,
        received_at=said[0].at,
        reporter=turn.person.name,
        phone=phone,
        phone_kind=PhoneKind.FULL if phone else PhoneKind.NONE,
        company=(turn.person.company if is_own else "") or company,
        place=facts.place,
        confidential=wishes_secrecy(text),
        extra={**extra, **({MESSAGES: more} if more else {}), **({} if is_own else {PASSED_ON: "1"})},
    )


def _known_name(turn: Turn, name: str) -> str:
    """The name as the ledgers write it, where it is surely a known enterprise's."""
    return turn.services.senses.book.match(name).found or name if name else ""

"""Delivers what the outbox owes: to everyone whom a notice is for, merged into one message a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot import say, wording
from bot.answers import MENU_LINES
from bot.for_duplicates import reasons
from bot.messages import NotNow, Outgoing, Unreachable
from complaints.clocks import end_of_day, local_day
from complaints.complaint import Complaint
from complaints.events import Notice, NoticeKind, Recipient, RecipientKind
from complaints.likeness import Likeness
from complaints.notices import OFFICE
from complaints.nudges import lost_key
from complaints.overheard import OverheardState
from complaints.people import REPORTER, Person, Role, topic_of
from complaints.ports import Clock, Store
from complaints.quiet import Quiet

_NUMBERS_SHOWN = 6
_NOTE = 160
MORNING_LINE = "line"
"""How the facts of a morning report begin that tell of one item each."""

Send = Callable[[Outgoing], None]


class Courier:
    """Sends pending notices; one that was sent is never sent again to the same person.

    Where sending to somebody fails, it is reported, what is owed to them stays, and the others get theirs.
    """

    def __init__(
        self, store: Store, report: Callable[[Exception], None], clock: Clock, quiet: Quiet | None = None
    ) -> None:
        self._store = store
        self._report = report
        self._clock = clock
        self._quiet = quiet

    def deliver(self, send: Send) -> int:
        """Send whatever can reach somebody, oldest first; the number of messages that left.

        A notice for a unit without a liaison stays until somebody is bound to the unit. In quiet hours all stay
        but those of urgent items.
        """
        is_quiet = self._quiet is not None and self._quiet.is_quiet(self._clock.now())
        receivers = {recipient: self._receivers(recipient) for recipient in self._store.owed()}
        reachable = [recipient for recipient, found in receivers.items() if found]
        pending = [notice for recipient in reachable for notice in self._store.pending(recipient)]
        if is_quiet:
            pending = [notice for notice in pending if notice.facts.get("urgent")]
        decided = [notice for notice in pending if self._is_decided(notice)]
        self._store.mark_done([notice.id for notice in decided])
        pending = sorted((notice for notice in pending if notice not in decided), key=lambda notice: notice.id)
        delivered = self._store.delivered_to([notice.id for notice in pending])
        parcels: dict[str, list[Notice]] = defaultdict(list)
        for notice in pending:
            for person_id in receivers[notice.recipient]:
                if person_id not in delivered.get(notice.id, frozenset()):
                    parcels[person_id].append(notice)
        people = {person_id: reached for found in receivers.values() for person_id, reached in found.items()}
        failed: set[int] = set()
        for person_id, notices in parcels.items():
            ids = [notice.id for notice in notices]
            if self._hand_over(send, *people[person_id], notices):
                self._store.mark_delivered(ids, person_id)
            else:
                failed.update(ids)
        self._store.mark_done([notice.id for notice in pending if notice.id not in failed])
        return len(parcels)

    def _hand_over(self, send: Send, person: Person, address: str, notices: Sequence[Notice]) -> bool:
        """Whether what one person or room is owed has left."""
        topic = topic_of(address)
        told = [self._for_room(notice) for notice in notices] if person.role is Role.ROOM else notices
        try:
            send(Outgoing(address, person.name, merge(told), topic))
        except NotNow:
            return False
        except Unreachable:
            self._lost(person, topic)
            return False
        except Exception as error:  # noqa: BLE001 - the border to the channel: the others still get theirs
            self._report(error)
            return False
        return True

    def _for_room(self, notice: Notice) -> Notice:
        """The notice as it may be read aloud: nothing of a confidential case, and no reporter's name."""
        facts = dict(notice.facts)
        case = self._store.complaint(notice.number) if notice.number else None
        if case is not None:
            for name in ("title", "note"):
                facts[name] = _unnamed(case, facts.get(name, ""), wording.HIDDEN_TITLE if name == "title" else "")
        for name in [name for name in facts if name.startswith(MORNING_LINE)]:
            number, title, due = facts[name].split("\t")
            listed = self._store.complaint(number)
            facts[name] = "\t".join((number, _unnamed(listed, title, wording.HIDDEN_TITLE) if listed else title, due))
        return replace(notice, facts=facts)

    def _lost(self, person: Person, topic: str) -> None:
        """Tell the office, once a day, that somebody who is bound cannot be reached."""
        now = self._clock.now()
        note = wording.LOST_ROOM.format(unit=person.unit) if topic else wording.LOST_PERSON
        facts = {"name": person.name, "unit": person.unit or person.company or person.role.value, "note": note}
        with self._store.begin() as transaction:
            if transaction.once(lost_key(person.id, local_day(now)), now):
                transaction.post([Notice(OFFICE, NoticeKind.LOST, "", now, facts)])

    def _is_decided(self, notice: Notice) -> bool:
        """Whether it tells the office of words that were taken back, or decided, since."""
        if notice.kind is not NoticeKind.OVERHEARD:
            return False
        heard = self._store.overheard(int(notice.facts["id"]))
        return heard is None or heard.state is not OverheardState.OPEN

    def _receivers(self, recipient: Recipient) -> dict[str, tuple[Person, str]]:
        """Everyone for whom it is and who can be reached, with their addresses, by their ids."""
        people = self._store.people(recipient)
        addresses = {person.id: self._store.address_of(person.id) for person in people}
        return {person.id: (person, address) for person in people if (address := addresses[person.id])}


def _unnamed(case: Complaint, text: str, instead: str) -> str:
    """The text without the reporter's name; `instead` of it where the case is confidential."""
    record = case.record
    if record.confidential:
        return instead
    # A single character would be taken out of unrelated words.
    return text.replace(record.reporter, REPORTER) if len(record.reporter) > 1 else text


def merge(notices: Sequence[Notice]) -> str:
    """One message for everything that a person is owed: a line for each single notice, one for many of a kind."""
    by_kind: dict[NoticeKind, list[Notice]] = defaultdict(list)
    for notice in _up_to_date(notices):
        by_kind[notice.kind].append(notice)
    lines: list[str] = []
    for kind, group in by_kind.items():
        if kind is NoticeKind.ASK and len(group) > 1:
            lines.append(_ask_many(group))
        elif len(group) <= 2 or kind not in wording.NOTICE_MANY:
            lines += [_one(notice) for notice in group]
        else:
            lines.append(_many(kind, group))
    return "\n".join(lines)


def _up_to_date(notices: Sequence[Notice]) -> list[Notice]:
    """The notices without those that a later one has overtaken: yesterday's morning report, the card before the red."""
    last = {_overtakes(notice): notice for notice in notices}
    return [notice for notice in notices if _overtakes(notice) is None or last[_overtakes(notice)] is notice]


def _overtakes(notice: Notice) -> tuple[str, str, str] | None:
    """What a later notice of the same key makes pointless; None where each counts."""
    if notice.kind in (NoticeKind.MORNING, NoticeKind.TIMETABLE):
        return notice.kind, str(notice.recipient), notice.facts.get("name", "")
    if notice.kind in (NoticeKind.YELLOW, NoticeKind.RED):
        return NoticeKind.RED, str(notice.recipient), notice.number
    return None


def _one(notice: Notice) -> str:
    words = _words(notice)
    if notice.kind is NoticeKind.MORNING:
        lines = [wording.MORNING.format(**{**words, "unit": notice.recipient.name}), *_morning_lines(notice)]
        return "\n".join([*lines, wording.MORNING_END])
    if notice.kind is NoticeKind.UNDONE and notice.recipient.kind is RecipientKind.PERSON:
        return wording.UNDONE_REPORTER.format(**words)
    if notice.kind is NoticeKind.PROGRESS:
        return wording.PROGRESS[words["command"]].format(**words)
    if notice.kind is NoticeKind.ASK:
        pattern = wording.ASK if notice.facts.get("unit") else wording.ASK_ANSWERED
        return pattern.format(menu="\n".join(MENU_LINES), **words)
    return wording.NOTICE_ONE[notice.kind].format(**words)


def _ask_many(notices: Sequence[Notice]) -> str:
    """Several follow-ups as one question, each by its number."""
    lines = [
        wording.FOLLOW_UP_LINE.format(number=one.number, title=say.cut(one.facts.get("title", ""), 22))
        for one in notices
    ]
    first = say.short(notices[0].number, notices[0].at)
    return wording.ASK_MANY.format(count=len(notices), short=first, lines="\n".join(lines))


def _words(notice: Notice) -> dict[str, str]:
    """The notice's facts as its sentence shows them: dates as days, texts masked and cut."""
    facts = notice.facts
    words = dict.fromkeys(("unit", "lead", "by_unit", "reason", "other", "command", "status", "days", "name"), "")
    words |= facts
    for name in ("due", "sign_by"):
        words[name] = say.day(datetime.fromisoformat(facts[name])) if facts.get(name) else ""
    words["due"] += wording.GUESSED if facts.get("guessed") else ""
    words["until"] = say.day(end_of_day(date.fromisoformat(facts["until"]))) if facts.get("until") else ""
    # The reporter reads the unit's answer to the letter, with the telephone that it names.
    is_for_reporter = notice.recipient.kind is RecipientKind.PERSON
    note = " ".join(facts.get("note", "").split()) if is_for_reporter else say.cut(facts.get("note", ""), _NOTE)
    quality = facts.get("quality_note", "")
    return {
        **words,
        "reasons": _reasons(facts) if notice.kind is NoticeKind.ALIKE else "",
        "room": facts.get("room") or wording.IN_PRIVATE,
        "hidden": say.hidden(facts.get("name", "")),
        "number": notice.number,
        "short": say.short(notice.number, notice.at),
        "title": say.cut(facts.get("title", ""), 22),
        "note": note,
        "note_stop": note and f"{note.rstrip('。')}。",
        "suggested": say.suggested(facts.get("unit", "")),
        "quality": quality and f"{quality.rstrip('。')}。",
    }


def _reasons(facts: Mapping[str, str]) -> str:
    """Why two complaints may be the same, from the facts of their notice."""
    words = tuple(word for word in facts.get("words", "").split("、") if word)
    days = int(facts["days"]) if facts.get("days") else None
    return reasons(Likeness(0.0, True, words, facts.get("company", ""), facts.get("place", ""), days))


def _morning_lines(notice: Notice) -> list[str]:
    lines = [notice.facts[key].split("\t") for key in sorted(notice.facts) if key.startswith(MORNING_LINE)]
    return [
        wording.MORNING_LINE.format(number=number, title=say.cut(title, 22), due=say.day(datetime.fromisoformat(due)))
        for number, title, due in lines
    ]


def _many(kind: NoticeKind, notices: Sequence[Notice]) -> str:
    numbers = "、".join(dict.fromkeys(notice.number for notice in notices[:_NUMBERS_SHOWN]))
    if len(notices) > _NUMBERS_SHOWN:
        numbers = wording.MANY_MORE.format(numbers=numbers)
    return wording.NOTICE_MANY[kind].format(count=len(notices), numbers=numbers)

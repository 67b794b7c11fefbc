"""Commands that give figures and papers, and those by which files and people come in."""

from __future__ import annotations

from bot import say, wording
from bot.arguments import Misread
from bot.turn import Answer, Turn
from complaints.complaint import FOR_TRIAGE, Complaint
from complaints.deadlines import Card
from complaints.people import Role
from complaints.rights import Right, demand

_UNIT_LINES = 10
_CARD_LINES = 8
_RETURN_LINES = 8
_RATE_LINES = 8


def statistics(turn: Turn) -> Answer:
    """统计: the district's figures and rates, and the fullest units."""
    enquiries = turn.services.enquiries
    figures = enquiries.statistics(turn.person)
    lines = [
        wording.STATISTICS.format(
            at=say.minute(turn.now), total=figures.total, open=figures.open, waiting=figures.waiting,
            returned=figures.returned, overdue=figures.overdue, closed=figures.closed,
        ),
        say.rates(enquiries.rates(turn.person)[0]),
    ]  # fmt: skip
    for unit in figures.units[:_UNIT_LINES]:
        lines.append(
            wording.STATISTICS_LINE.format(
                unit=unit.unit, total=unit.total, to_sign=unit.to_sign, handling=unit.handling,
                overdue=unit.overdue, reported=unit.reported, closed=unit.closed,
            )
        )  # fmt: skip
    if len(figures.units) > _UNIT_LINES:
        lines.append(wording.STATISTICS_END.format(shown=_UNIT_LINES))
    return Answer("\n".join(lines))


def rates(turn: Turn) -> Answer:
    """比率: each unit's rates with their numbers."""
    found = turn.services.enquiries.rates(turn.person)
    lines = [wording.RATES_TITLE]
    lines += [wording.RATES_OF.format(unit=line.unit, rates=say.rates(line)) for line in found[: _RATE_LINES + 1]]
    if len(found) > _RATE_LINES + 1:
        lines.append(wording.RATES_MORE.format(count=len(found) - _RATE_LINES - 1))
    return Answer("\n".join(lines))


def cards(turn: Turn) -> Answer:
    """红黄牌: what is overdue and what is due within a working day."""
    red, yellow = turn.services.enquiries.cards(turn.person)
    if not red and not yellow:
        return Answer(wording.CARDS_NONE)
    lines = [wording.CARDS.format(at=say.minute(turn.now), red=len(red), yellow=len(yellow))]
    named = [*((Card.RED, case) for case in red), *((Card.YELLOW, case) for case in yellow)]
    lines += [_card_line(card, case) for card, case in named[:_CARD_LINES]]
    if len(named) > _CARD_LINES:
        lines.append(wording.CARDS_MORE.format(count=len(named) - _CARD_LINES))
    return Answer("\n".join(lines))


def returns(turn: Turn) -> Answer:
    """退单记录: who gave what back why, whom they suggested, and who has it now."""
    made = turn.services.enquiries.returns(turn.person)
    if not made:
        return Answer(wording.RETURNS_NONE)
    latest = made[-_RETURN_LINES:][::-1]
    lines = [wording.RETURNS_TITLE.format(count=len(made), shown=len(latest))]
    lines += [
        wording.RETURNS_LINE.format(
            at=at, number=case.number, unit=event.facts.get("by_unit", ""), reason=event.facts.get("reason", ""),
            suggested=say.suggested(event.facts.get("unit", "")), now=_holder(case),
        )
        for at, (case, event) in enumerate(latest, start=1)
    ]  # fmt: skip
    return Answer("\n".join(lines))


def ledger(turn: Turn) -> Answer:
    """台账: the list of everything as a spreadsheet."""
    complaints = turn.services.enquiries.ledger(turn.person)
    if not complaints:
        return Answer(wording.LEDGER_NONE)
    path = turn.services.ledgers.make(turn.person, complaints)
    return Answer(wording.LEDGER.format(count=len(complaints), at=say.minute(turn.now)), path)


def how_to_import(turn: Turn) -> Answer:
    """导入: how a file is sent."""
    demand(turn.person, Right.IMPORT, "导入")
    return Answer(wording.IMPORT_HOW)


def invite(turn: Turn) -> Answer:
    """邀请 ROLE [UNIT] [NAME]."""
    words = turn.args.split()
    role = next((role for role in Role if words and role.value == words[0]), None)
    if role is None:
        raise Misread(wording.INVITE_HOW)
    has_place = role in (Role.LIAISON, Role.TOWN, Role.ROOM) or (role is Role.LEADER and _are_units(turn, words[1:2]))
    if role is Role.LEADER and len(words) > 2 and not has_place:
        # A slip in the unit's name would make a leader of all units.
        turn.services.units.demand(words[1])
    unit = words[1] if len(words) > 1 and has_place else ""
    company = words[1] if role is Role.ENTERPRISE and len(words) > 2 else ""
    name = " ".join(words[2:] if unit or company else words[1:])
    code = turn.services.members.invite(turn.person, role, unit, name, company)
    if role is Role.ROOM:
        return Answer(wording.INVITED_ROOM.format(code=code, unit=unit))
    return Answer(wording.INVITED.format(code=code, role=role.value, unit=f" {unit}" if unit else ""))


def _holder(case: Complaint) -> str:
    return wording.RETURNS_NOBODY if case.status in FOR_TRIAGE or not case.lead else case.lead


def _are_units(turn: Turn, words: list[str]) -> bool:
    """Whether the word names units, and not a person: 邀请 领导 区供电中心、区水利局 张区长."""
    units = turn.services.units
    return bool(words) and all(units.resolve(part) for part in words[0].split("、"))


def _card_line(card: Card, case: Complaint) -> str:
    due = say.day(case.assignment.due_at) if case.assignment else ""
    return wording.CARD_LINE.format(card=card, number=case.number, unit=case.lead, due=due, title=say.title(case))

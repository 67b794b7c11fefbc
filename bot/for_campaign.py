"""Commands about the campaign's lists."""

from __future__ import annotations

from bot import say, wording
from bot.turn import Answer, Turn
from campaign.coverage import Coverage, TownCoverage
from campaign.filings import Filing, FilingState
from campaign.sample_lists import SampleList
from complaints.people import Role

_UNIT_LINES = 12
_NAMED = 8


def samples(turn: Turn) -> Answer:
    """样本企业: how each unit stands with 附件1, and what is to be checked; for a unit its own."""
    found = turn.services.samples.of(turn.person)
    if turn.person.role is not Role.LIAISON:
        return Answer("\n".join([*_all(found), *_to_check(found)]))
    if not found.filings:
        return Answer(wording.SAMPLES_NOT_OWED.format(unit=turn.person.unit))
    return Answer("\n".join([_own(found.filings[0], found), *_to_check(found)]))


def coverage(turn: Turn) -> Answer:
    """覆盖: how many registered enterprises the towns have visited; for a town its own, and whom it has not."""
    found = turn.services.coverages.of(turn.person)
    lines = _own_coverage(turn.person.unit, found) if turn.person.role is Role.TOWN else _all_towns(found)
    if found.unplaced:
        lines.append(wording.COVERAGE_UNPLACED.format(count=len(found.unplaced)))
    return Answer("\n".join(lines))


def _all(found: SampleList) -> list[str]:
    reported = [one for one in found.filings if one.state is not FilingState.MISSING]
    lines = [
        wording.SAMPLES_TITLE.format(
            count=len(found.enterprises), disputes=sum(one.disputes for one in found.enterprises),
            reported=len(reported), missing=len(found.missing), due=_due(found),
        )
    ]  # fmt: skip
    if found.missing:
        lines.append(wording.SAMPLES_MISSING.format(units="、".join(found.missing)))
    if found.late:
        lines.append(wording.SAMPLES_LATE.format(units="、".join(found.late)))
    lines += [
        wording.SAMPLES_LINE.format(unit=one.unit, count=one.enterprises, disputes=one.disputes, state=one.state)
        for one in reported[:_UNIT_LINES]
    ]
    if len(reported) > _UNIT_LINES:
        lines.append(wording.SAMPLES_MORE.format(count=len(reported) - _UNIT_LINES))
    if found.of_nobody:
        lines.append(wording.SAMPLES_OF_NOBODY.format(count=found.of_nobody))
    return lines


def _own(one: Filing, found: SampleList) -> str:
    if one.state is FilingState.MISSING:
        return wording.SAMPLES_OWN_MISSING.format(unit=one.unit, due=_due(found))
    return wording.SAMPLES_OWN.format(
        unit=one.unit, state=one.state, count=one.enterprises, disputes=one.disputes, shared=one.shared
    )


def _to_check(found: SampleList) -> list[str]:
    doubted = [one for one in found.enterprises if one.remarks]
    if not doubted:
        return []
    lines = [wording.SAMPLES_REMARK.format(name=one.name, remark="；".join(one.remarks)) for one in doubted[:_NAMED]]
    return [wording.SAMPLES_TO_CHECK.format(count=len(doubted)), *lines]


def _all_towns(found: Coverage) -> list[str]:
    total = found.total
    if not total.registered:
        return [wording.COVERAGE_NONE]
    lines = [wording.COVERAGE_TITLE.format(**_numbers(total))]
    lines += [
        wording.COVERAGE_LINE.format(**{**_numbers(one), "town": one.town or wording.COVERAGE_NO_TOWN})
        for one in found.towns
        if one.registered
    ]
    return [*lines, wording.COVERAGE_END]


def _own_coverage(town: str, found: Coverage) -> list[str]:
    total = found.total
    if not total.registered:
        return [wording.COVERAGE_OWN_NONE.format(town=town)]
    lines = [wording.COVERAGE_OWN.format(**{**_numbers(total), "town": town})]
    if total.by_units:
        lines.append(wording.COVERAGE_BY_UNITS.format(count=total.by_units))
    if found.unvisited:
        names = "、".join(one.enterprise.name for one in found.unvisited[:_NAMED])
        more = wording.COVERAGE_MORE.format(count=total.unvisited) if total.unvisited > _NAMED else ""
        lines.append(wording.COVERAGE_NEXT.format(names=names, more=more))
    return lines


def _numbers(one: TownCoverage) -> dict[str, str | int]:
    return {
        "town": one.town, "registered": one.registered, "visited": one.visited, "unvisited": one.unvisited,
        "rate": f"{one.rate or 0:.1%}",
    }  # fmt: skip


def _due(found: SampleList) -> str:
    return say.minute(found.due) if found.due else wording.SAMPLES_NO_DUE

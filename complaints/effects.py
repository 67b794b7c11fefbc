"""What each command changes in a complaint's standing, beside the status that its row of the table leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from complaints.clocks import end_of_day, local_day
from complaints.complaint import Assignment, Complaint, Standing, Status, WaitingFor
from complaints.errors import Refusal, Refused
from complaints.follow_up import FollowUp
from complaints.judging import UNNAMED, Judge
from complaints.limits import Item
from complaints.moves import Command, Step
from complaints.people import Person
from complaints.units import Units


@dataclass(frozen=True, slots=True)
class Taking:
    """A step on its way: who takes it, on what, when, and the standing that its row leads to."""

    before: Complaint
    person: Person
    step: Step
    now: datetime
    base: Standing


Effect = Callable[[Taking], Standing]


class Effects:
    """The effects by command, with the office's units, rules and deadlines; a command without one changes no more."""

    def __init__(self, judge: Judge, units: Units) -> None:
        self._judge = judge
        self._units = units
        self._deadlines = judge.deadlines
        self._effects: dict[Command, Effect] = {
            Command.DISPATCH: self._give,
            Command.REASSIGN: self._give,
            Command.DESIGNATE: self._give,
            Command.NOT_STAFF: self._not_staff,
            Command.ANSWER: self._ask_reporter,
            Command.SIGN: self._sign,
            Command.RETURN: self._give_back,
            Command.RETURN_AGAIN: self._give_back,
            Command.ASK_EXTENSION: self._ask_extension,
            Command.GRANT: self._grant,
            Command.DENY: self._deny,
            Command.FINISH: self._finish,
            Command.REJECT: self._reject,
            Command.APPROVE: self._ask_reporter,
            Command.FOLLOW_UP: self._hear_answer,
            Command.REDO: self._redo,
            Command.LOOK_BACK: self._redo,
            Command.RETRIAGE: self._retriage,
            Command.SHELVE: self._shelve,
            Command.RESUME: self._resume,
            Command.SUPERVISE: self._supervise,
            Command.CO_REPORT: self._help,
            Command.ACCUSE: self._accuse,
            Command.WITHDRAW: self._withdraw,
            Command.MERGE: self._merge,
        }

    def apply(self, taking: Taking) -> Standing:
        """The standing after the step; Refused when a limit or a rule of the office forbids it."""
        effect = self._effects.get(taking.step.command)
        return effect(taking) if effect else taking.base

    def _give(self, taking: Taking) -> Standing:
        before, step = taking.before, taking.step
        unit = self._units.demand(step.unit)
        if unit in before.avoids:
            raise Refused(Refusal.OWN_STAFF, number=before.number, unit=unit)
        if unit == before.lead and step.command is Command.REASSIGN:
            raise Refused(Refusal.SAME_UNIT, number=before.number, unit=unit)
        given = self._judge.assign(unit, before, taking.person.name, taking.now)
        named = tuple(dict.fromkeys(self._units.demand(name) for name in step.co_units))
        refused = next((name for name in named if name in before.avoids), None)
        if refused:
            raise Refused(Refusal.OWN_STAFF, number=before.number, unit=refused)
        co_units = tuple(name for name in named or given.co_units if name != unit and name not in before.avoids)
        given = replace(given, co_units=co_units, final=step.command is Command.DESIGNATE)
        return replace(_afresh(taking.base), assignment=given)

    def _not_staff(self, taking: Taking) -> Standing:
        return replace(taking.base, avoids=(), waiting_for=WaitingFor.ASKED_AGAIN)

    def _sign(self, taking: Taking) -> Standing:
        given = _given(taking.before)
        in_time = given.sign_by is None or taking.now <= given.sign_by
        return replace(taking.base, signed_at=taking.now, signed_in_time=in_time)

    def _give_back(self, taking: Taking) -> Standing:
        before = taking.before
        given = _given(before)
        if given.final:
            raise Refused(Refusal.RETURN_AFTER_FINAL, number=before.number)
        until = self._deadlines.return_until(before, given)
        if taking.now > until:
            raise Refused(Refusal.RETURN_TOO_LATE, number=before.number, until=day_words(until))
        # Giving it back is an answer too, for the rate of responses.
        answered = before.standing.signed_at is not None
        base = taking.base if answered else self._sign(taking)
        return replace(base, returns=before.standing.returns + 1)

    def _ask_extension(self, taking: Taking) -> Standing:
        before = taking.before
        given = _given(before)
        until = _until(taking.step)
        if taking.now > given.due_at:
            raise Refused(Refusal.EXTENSION_TOO_LATE, number=before.number, due=day_words(given.due_at))
        allowed = self._deadlines.extensions(before, given)
        if before.standing.extensions >= allowed:
            raise Refused(Refusal.EXTENSIONS_USED, number=before.number, times=str(allowed))
        if until <= given.due_at:
            raise Refused(Refusal.DATE_PAST, date=day_words(until), after=day_words(given.due_at))
        latest = self._deadlines.extension_until(before, given)
        if until > latest:
            raise Refused(Refusal.DATE_TOO_FAR, date=day_words(until), latest=day_words(latest))
        return replace(taking.base, asked_until=until)

    def _grant(self, taking: Taking) -> Standing:
        until = taking.before.standing.asked_until or _given(taking.before).due_at
        given = self._due(_given(taking.before), until)
        return replace(taking.base, assignment=given, extensions=taking.base.extensions + 1, asked_until=None)

    def _deny(self, taking: Taking) -> Standing:
        return replace(taking.base, asked_until=None)

    def _finish(self, taking: Taking) -> Standing:
        before = taking.before
        review_at = before.standing.review_at
        limit = review_at if before.status is Status.SHELVED and review_at else _given(before).due_at
        # Once late is late: doing it again in time does not make up for it.
        in_time = taking.now <= limit and before.standing.reported_in_time is not False
        return replace(taking.base, reported_at=taking.now, reported_in_time=in_time, asked_until=None, review_at=None)

    def _reject(self, taking: Taking) -> Standing:
        given = _given(taking.before)
        anew = self._deadlines.anew(Item.REJECTED, taking.before, taking.now)
        return replace(taking.base, assignment=self._due(given, max(given.due_at, anew)))

    def _ask_reporter(self, taking: Taking) -> Standing:
        return replace(taking.base, follow_up=FollowUp(at=taking.now))

    def _hear_answer(self, taking: Taking) -> Standing:
        known, new = taking.before.standing.follow_up or FollowUp(), taking.step.answer or FollowUp()
        solved = known.solved if new.solved is None else new.solved
        heard = FollowUp(solved, new.satisfaction or known.satisfaction, new.reason or known.reason, taking.now)
        return replace(taking.base, follow_up=heard)

    def _redo(self, taking: Taking) -> Standing:
        if not taking.before.lead:
            raise Refused(Refusal.NO_LEAD, number=taking.before.number)
        due = self._deadlines.anew(Item.REDO, taking.before, taking.now)
        redos = taking.base.redos + (taking.step.command is Command.REDO)
        given = self._due(_given(taking.before), due)
        return replace(taking.base, assignment=given, redos=redos, reported_at=None)

    def _retriage(self, taking: Taking) -> Standing:
        return replace(_afresh(taking.base), assignment=None, waiting_for=WaitingFor.ASKED_AGAIN)

    def _shelve(self, taking: Taking) -> Standing:
        until = _until(taking.step)
        if local_day(until) <= local_day(taking.now):
            raise Refused(Refusal.DATE_PAST, date=day_words(until), after=day_words(taking.now))
        latest = self._deadlines.anew(Item.SHELVE, taking.before, taking.now)
        if until > latest:
            raise Refused(Refusal.DATE_TOO_FAR, date=day_words(until), latest=day_words(latest))
        if not taking.before.lead:
            raise Refused(Refusal.NO_LEAD, number=taking.before.number)
        # Putting it off does not make up for being late.
        is_late = taking.before.is_overdue(taking.now)
        in_time = False if is_late else taking.base.reported_in_time
        return replace(taking.base, review_at=until, reported_in_time=in_time)

    def _resume(self, taking: Taking) -> Standing:
        given = _given(taking.before)
        due = self._judge.due_anew(taking.before, taking.now)
        return replace(taking.base, assignment=self._due(given, due), review_at=None)

    def _supervise(self, taking: Taking) -> Standing:
        return replace(taking.base, supervised_at=taking.base.supervised_at or taking.now)

    def _help(self, taking: Taking) -> Standing:
        helped = dict.fromkeys((*taking.base.helped, taking.person.unit))
        return replace(taking.base, helped=tuple(helped))

    def _accuse(self, taking: Taking) -> Standing:
        lead = taking.before.lead
        avoids = self._judge.accused(taking.step.note, lead) or (lead or UNNAMED,)
        known = [unit for unit in taking.before.avoids if unit not in avoids]
        return accused(taking.base, (*known, *avoids))

    def _withdraw(self, taking: Taking) -> Standing:
        before = taking.before
        allowed = self._deadlines.minutes(Item.WITHDRAW, before.record.channel)
        if taking.now > before.filed_at + allowed:
            minutes = str(int(allowed.total_seconds() // 60))
            raise Refused(Refusal.WITHDRAW_TOO_LATE, number=before.number, minutes=minutes)
        return taking.base

    def _merge(self, taking: Taking) -> Standing:
        return replace(taking.base, merged_into=taking.step.other)

    def _due(self, given: Assignment, due: datetime) -> Assignment:
        return replace(given, due_at=due, guessed=self._deadlines.is_guessed(given.assigned_at, due))


def _afresh(standing: Standing) -> Standing:
    """The standing with everything forgotten that belonged to the unit that had it before."""
    return replace(
        standing, extensions=0, helped=(), asked_until=None, signed_at=None, signed_in_time=None, reported_at=None,
        reported_in_time=None, review_at=None,
    )  # fmt: skip


def accused(standing: Standing, avoids: tuple[str, ...]) -> Standing:
    """The standing of a complaint that turns out to be about those units' people: the office's again."""
    return replace(
        _afresh(standing), status=Status.WAITING, assignment=None, waiting_for=WaitingFor.OWN_STAFF, avoids=avoids
    )


def _given(complaint: Complaint) -> Assignment:
    if complaint.assignment is None:
        raise Refused(Refusal.NO_LEAD, number=complaint.number)
    return complaint.assignment


def _until(step: Step) -> datetime:
    if step.until is None:
        raise Refused(Refusal.UNTIL_MISSING, command=step.command.value)
    return end_of_day(step.until)


def day_words(moment: datetime) -> str:
    """2021年9月6日, as refusals say it."""
    day = local_day(moment)
    return f"{day.year}年{day.month}月{day.day}日"

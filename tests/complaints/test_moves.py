"""The table of moves: every (status, command, part) is tried, and every role with what it can be at most."""

from dataclasses import replace
from datetime import datetime
from itertools import product

import pytest

from complaints.clocks import SHANGHAI
from complaints.complaint import FINISHED, OPEN, Assignment, Complaint, Standing, Status
from complaints.errors import Refusal, Refused
from complaints.moves import MOVES, PARTS_OF_ROLES, Command, Need, Part, find_move, parts, possible_commands
from complaints.people import SYSTEM, Person, Role
from complaints.records import Channel, RawRecord

NOW = datetime(2021, 8, 30, 9, 0, tzinfo=SHANGHAI)
GIVEN = Assignment("区供电中心", ("区住建局",), "获得电力", "停电", NOW, NOW, "分工表第2行")
CASE = Complaint("BS20210830-0001", RawRecord(Channel.CHAT, "1", "停电"), NOW, "王", Standing(assignment=GIVEN))
PEOPLE = {
    Part.OFFICE: Person("赵", "赵主任", Role.CLERK),
    Part.LEAD: Person("李", "李联络", Role.LIAISON, "区供电中心"),
    Part.HELPER: Person("吴", "吴科长", Role.LIAISON, "区住建局"),
    Part.REPORTER: Person("王", "王会计", Role.ENTERPRISE),
    Part.RULE: SYSTEM,
}
STRANGERS = (
    Person("周", "周联络", Role.LIAISON, "区水利局"),
    Person("陈", "陈会计", Role.ENTERPRISE),
    Person("张", "张区长", Role.LEADER),
    Person("孙", "孙镇长", Role.TOWN, "山头街道"),
)


def at(status: Status) -> Complaint:
    return replace(CASE, standing=replace(CASE.standing, status=status))


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("part", list(Part))
def test_a_step_is_taken_only_by_a_row_of_the_table(status: Status, part: Part) -> None:
    person, case = PEOPLE[part], at(status)
    assert part in parts(person, case)
    for command in Command:
        row = MOVES.get((status, command))
        if row is not None and part in row.by:
            assert find_move(person, case, command) is row
            if command not in (Command.RETURN_AGAIN, Command.NOT_STAFF, Command.ACCUSE):
                assert command in possible_commands(case, parts(person, case))
            continue
        with pytest.raises(Refused) as refused:
            find_move(person, case, command)
        could = any(known is command and PARTS_OF_ROLES[person.role] & move.by for (_, known), move in MOVES.items())
        reasons = {Refusal.MOVE_NOT_ALLOWED, Refusal.LEAD_ONLY} if could else {Refusal.NOT_YOURS}
        assert refused.value.reason in reasons


@pytest.mark.parametrize(("status", "command"), list(product(Status, Command)))
def test_who_has_no_part_in_a_case_moves_nothing(status: Status, command: Command) -> None:
    for person in STRANGERS:
        assert parts(person, CASE) == frozenset()
        with pytest.raises(Refused):
            find_move(person, at(status), command)


def test_every_status_can_be_reached_and_every_open_one_left() -> None:
    assert {move.to for move in MOVES.values()} | {Status.WAITING} == set(Status)
    leaving = {status for (status, _), move in MOVES.items() if move.to is not status}
    assert leaving >= OPEN


def test_from_every_open_status_the_end_can_be_reached() -> None:
    ends = {Status.ARCHIVED, Status.DECLINED}
    reachable = set(ends)
    while True:
        more = {status for (status, _), move in MOVES.items() if move.to in reachable} - reachable
        if not more:
            break
        reachable |= more
    assert reachable >= OPEN


def test_units_never_decide_whose_it_is_and_the_office_never_works_for_a_unit() -> None:
    deciding = {Command.DISPATCH, Command.REASSIGN, Command.DESIGNATE, Command.DECLINE, Command.APPROVE, Command.CLOSE}
    working = {Command.SIGN, Command.RETURN, Command.RETURN_AGAIN, Command.PROGRESS, Command.FINISH}
    for (_, command), move in MOVES.items():
        if command in deciding:
            assert not move.by & {Part.LEAD, Part.HELPER, Part.REPORTER}
        if command in working:
            assert move.by == {Part.LEAD}


def test_reopening_closing_and_giving_back_need_words() -> None:
    for (status, command), move in MOVES.items():
        reopens = status in FINISHED and move.to in OPEN
        if reopens or command in (Command.RETURN, Command.REJECT, Command.DENY, Command.DECLINE, Command.REDO):
            assert Need.NOTE in move.needs, (status, command)


def test_a_unit_is_told_what_it_can_do_with_a_new_item() -> None:
    fresh = at(Status.DISPATCHED)
    assert possible_commands(fresh, frozenset({Part.LEAD})) == [Command.SIGN, Command.RETURN]
    returned = replace(fresh, standing=replace(fresh.standing, returns=1))
    assert possible_commands(returned, frozenset({Part.LEAD})) == [Command.SIGN, Command.RETURN_AGAIN]
    final = replace(returned, standing=replace(returned.standing, assignment=replace(GIVEN, final=True)))
    assert possible_commands(final, frozenset({Part.LEAD})) == [Command.SIGN]


def test_a_unit_whose_people_a_case_is_about_has_no_part_in_it() -> None:
    about_them = replace(CASE, standing=replace(CASE.standing, avoids=("区供电中心",)))
    assert parts(PEOPLE[Part.LEAD], about_them) == frozenset()

"""The table of moves: every pair (status, command, role) is tried."""

from itertools import product

import pytest

from complaints.complaint import OPEN, Status
from complaints.errors import Refusal, Refused
from complaints.moves import MOVES, Command, find_move, possible_commands
from complaints.people import Role


@pytest.mark.parametrize(("status", "command", "role"), list(product(Status, Command, Role)))
def test_a_step_is_taken_only_by_a_row_of_the_table(status: Status, command: Command, role: Role) -> None:
    row = MOVES.get((status, command))
    if row is not None and role in row.roles:
        assert find_move(status, command, role) is row
        return
    with pytest.raises(Refused) as refused:
        find_move(status, command, role)
    known_to_role = any(command is word and role in move.roles for (_, word), move in MOVES.items())
    assert refused.value.reason is (Refusal.MOVE_NOT_ALLOWED if known_to_role else Refusal.NOT_YOURS)


def test_every_status_can_be_reached_and_every_open_one_left() -> None:
    assert {move.to for move in MOVES.values()} | {Status.WAITING} == set(Status)
    assert {status for status, _ in MOVES} >= OPEN


def test_enterprises_leaders_and_towns_move_nothing() -> None:
    readers = {Role.ENTERPRISE, Role.LEADER, Role.TOWN}
    assert all(not (move.roles & readers) for move in MOVES.values())


def test_a_unit_is_told_what_it_can_do_with_a_new_item() -> None:
    assert possible_commands(Status.DISPATCHED, Role.LIAISON) == [Command.SIGN, Command.RETURN]

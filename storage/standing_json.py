"""Where a complaint stood, as JSON in the history: nothing is lost, so that an undo puts back exactly that.

Every field has its key. A key that this program does not know was written by a newer one, and what it means cannot
be left out: it is refused. A key that is missing was written by an older one: the field has its default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import TypeVar

from complaints.clocks import SHANGHAI
from complaints.complaint import Assignment, Standing, Status, WaitingFor
from complaints.follow_up import FollowUp, Satisfaction
from storage.errors import StorageError

_T = TypeVar("_T")

StandingJson = dict[str, object]


def standing_to_json(standing: Standing) -> StandingJson:
    """The standing with every field; times are in UTC, so that the same moment is always the same text."""
    return {field.name: _plain(getattr(standing, field.name)) for field in fields(standing)}


def standing_from_json(stored: object) -> Standing:
    """The standing; StorageError when a newer program wrote something that this one does not know."""
    return _build(Standing, _STANDING, stored)


def _plain(value: object) -> object:
    """The value as JSON has it; StrEnums are texts there."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _build(kind: Callable[..., _T], readers: Mapping[str, Callable[..., object]], stored: object) -> _T:
    if not isinstance(stored, dict):
        raise StorageError("办理记录中的原状态读不出来；请运行 sujie audit verify 查看是哪一条")
    unknown = "、".join(sorted(stored.keys() - readers.keys()))
    if unknown:
        raise StorageError(f"办理记录由更新的版本写成（原状态中有不认识的项：{unknown}）；请升级 sujie 后再办理")
    try:
        return kind(**{key: None if value is None else readers[key](value) for key, value in stored.items()})
    except ValueError as error:
        raise StorageError(
            f"办理记录由更新的版本写成（原状态中有不认识的值：{error}）；请升级 sujie 后再办理"
        ) from error


def _time(stored: str) -> datetime:
    return datetime.fromisoformat(stored).astimezone(SHANGHAI)


def _assignment(stored: object) -> Assignment:
    return _build(Assignment, _ASSIGNMENT, stored)


def _follow_up(stored: object) -> FollowUp:
    return _build(FollowUp, _FOLLOW_UP, stored)


_STANDING: dict[str, Callable[..., object]] = {
    "status": Status,
    "assignment": _assignment,
    "waiting_for": WaitingFor,
    "returns": int,
    "extensions": int,
    "asked_until": _time,
    "redos": int,
    "signed_at": _time,
    "signed_in_time": bool,
    "reported_at": _time,
    "reported_in_time": bool,
    "supervised_at": _time,
    "review_at": _time,
    "follow_up": _follow_up,
    "merged_into": str,
    "helped": tuple,
    "avoids": tuple,
    "closed_at": _time,
}
_ASSIGNMENT: dict[str, Callable[..., object]] = {
    "lead": str,
    "co_units": tuple,
    "indicator": str,
    "matter": str,
    "assigned_at": _time,
    "due_at": _time,
    "rule": str,
    "sign_by": _time,
    "co_due_at": _time,
    "guessed": bool,
    "final": bool,
}
_FOLLOW_UP: dict[str, Callable[..., object]] = {
    "solved": bool,
    "satisfaction": Satisfaction,
    "reason": str,
    "at": _time,
}

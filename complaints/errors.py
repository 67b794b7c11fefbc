"""What the core refuses.

SujieError
├── TableError      an editable table has wrong lines; carries every one of them
├── Refused         a person asked for something that is not allowed or not possible now
└── Conflict        somebody else changed the complaint first; nothing was written
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class SujieError(Exception):
    """Base of everything that this program refuses on purpose."""


class TableError(SujieError):
    """One or more lines of an editable table are wrong; `problems` are sentences with the line's number."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Refusal(StrEnum):
    """Why a person's wish is not carried out; the sentence for it is in bot/wording.py."""

    UNKNOWN_NUMBER = "unknown_number"  #: No such complaint, or none that this person may see.
    AMBIGUOUS_NUMBER = "ambiguous_number"  #: Several complaints end with this number.
    NOT_YOURS = "not_yours"  #: The role may not do this at all.
    MOVE_NOT_ALLOWED = "move_not_allowed"  #: The table of moves has no such step from here.
    NOTE_MISSING = "note_missing"  #: The step needs words: a reason, a result.
    UNIT_MISSING = "unit_missing"  #: The step needs a unit.
    UNKNOWN_UNIT = "unknown_unit"  #: The unit's name is in no table.
    SAME_UNIT = "same_unit"  #: The complaint is with that unit already.
    RETURN_TOO_LATE = "return_too_late"  #: Past the working days in which a unit may return an item.
    RETURN_AFTER_FINAL = "return_after_final"  #: The office has decided for good.
    LEAD_ONLY = "lead_only"  #: A helping unit asked for what only the lead may do.
    REASON_MISSING = "reason_missing"  #: A return needs one of the coded reasons.
    UNTIL_MISSING = "until_missing"  #: The step needs a date.
    DATE_PAST = "date_past"  #: The date is not after today, or not after the due day.
    DATE_TOO_FAR = "date_too_far"  #: More time than the limits allow.
    EXTENSION_TOO_LATE = "extension_too_late"  #: Asked after the due time.
    EXTENSIONS_USED = "extensions_used"  #: Given more time as often as the limits allow.
    PLAN_MISSING = "plan_missing"  #: Shelving needs a plan.
    ANSWER_MISSING = "answer_missing"  #: A follow-up without what was said.
    NO_LEAD = "no_lead"  #: No unit has it, so none can do it again.
    OWN_STAFF = "own_staff"  #: The complaint is about that unit's own people.
    WITHDRAW_TOO_LATE = "withdraw_too_late"  #: The reporter's minutes have passed.
    URGED_TODAY = "urged_today"  #: The unit was reminded of this item today.
    MERGE_IMPOSSIBLE = "merge_impossible"  #: With itself, with a finished one, or into one that is merged.
    HAS_MERGED = "has_merged"  #: Others are followed under it.
    CONFIDENTIAL = "confidential"  #: The reporter has asked not to be named.
    PARTS_MISSING = "parts_missing"  #: A split needs at least two matters.
    NOTHING_TO_UNDO = "nothing_to_undo"  #: The person has written nothing lately that can be taken back.
    UNDO_OVERTAKEN = "undo_overtaken"  #: Something has happened to the complaint since.
    NO_FULL_PHONE = "no_full_phone"  #: The channel gave none, or a masked one.
    NOT_MERGED = "not_merged"  #: The complaint is neither merged nor split.
    TEXT_MISSING = "text_missing"  #: A complaint without words.
    UNKNOWN_OVERHEARD = "unknown_overheard"  #: No such words of a room, or not this person's to decide.
    OVERHEARD_DECIDED = "overheard_decided"  #: Somebody has said already what becomes of them.
    NOT_PROPOSED = "not_proposed"  #: Nobody has taken these two for the same.
    FILE_TOO_LARGE = "file_too_large"  #: A picture or recording beyond the limit.
    FILE_UNREADABLE = "file_unreadable"  #: A picture or recording that could not be kept.
    INVITE_INVALID = "invite_invalid"  #: The code is unknown, used or too old.
    NO_SUCH_MARK = "no_such_mark"  #: The unit is not marked so.
    INVITE_IS_ROOMS = "invite_is_rooms"  #: A work room's code was sent in private.
    ROOM_NOT_YOURS = "room_not_yours"  #: A work room is bound by its unit or town or by the office.
    INVITE_IS_PERSONS = "invite_is_persons"  #: A person's code was sent in a room, where others read it.
    WRONG_ROLE_DETAILS = "wrong_role_details"  #: A liaison without a unit, or the like.


class Refused(SujieError):
    """A wish was refused; `reason` says why and `facts` fill its sentence."""

    def __init__(self, reason: Refusal, **facts: str) -> None:
        super().__init__(f"{reason}: {facts}")
        self.reason = reason
        self.facts = facts


class Conflict(SujieError):
    """The complaint was changed by somebody else between reading and writing."""

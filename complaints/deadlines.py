"""When something is due: the office's limits laid on its calendar. Every due date of the desk is made here."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from complaints.clocks import due_in_natural_days, due_in_working_days, end_of_day, local_day
from complaints.complaint import WITH_UNIT, Assignment, Complaint
from complaints.limits import Item, Limit, Limits, Measure
from complaints.ports import Calendar
from complaints.records import Channel
from complaints.routing import Route


class Card(StrEnum):
    """How urgent a complaint is at its unit."""

    YELLOW = "黄牌"  #: Due within a working day.
    RED = "红牌"  #: From the first working day overdue.


class Deadlines:
    """Turns limits into moments. The day on which something begins never counts; the last one counts to its end."""

    def __init__(self, limits: Limits, calendar: Calendar) -> None:
        self.limits = limits
        self.calendar = calendar
        self._counted: dict[tuple[date, int], datetime] = {}

    def done_by(self, start: datetime, channel: Channel, route: Route | None) -> datetime:
        """When a unit must have done it: the shorter of channel's and matter's limit, within the campaign."""
        matter = route.matter if route else ""
        limit = self.limits.find(Item.DONE, channel, matter)
        days = route.limit_days if route else None
        dues = [self._working_days(start, days)] if days is not None else []
        if limit.is_special or not dues:
            dues.append(self._after(limit, start))
        due = min(dues)
        return self._within_campaign(due, start, channel, matter)

    def sign_by(self, start: datetime, channel: Channel, matter: str) -> datetime:
        """When the unit must have signed."""
        return self._after(self.limits.find(Item.SIGN, channel, matter), start)

    def help_by(self, start: datetime, due: datetime, channel: Channel, matter: str) -> datetime:
        """When a helping unit must have reported: by its own limit, and at least a working day before the lead."""
        by_limit = self._after(self.limits.find(Item.HELP, channel, matter), start)
        before_lead = self.working_days_before(due, 1)
        return min(by_limit, max(before_lead, self.next_working_day(start)), due)

    def first_report_by(self, complaint: Complaint) -> datetime | None:
        """When the unit must have told what it is doing; None where no limit asks for it."""
        given = complaint.assignment
        limit = given and self.limits.look_for(Item.FIRST_REPORT, complaint.record.channel, given.matter)
        return min(self._after(limit, given.assigned_at), given.due_at) if given and limit else None

    def return_until(self, complaint: Complaint, given: Assignment) -> datetime:
        """The last moment at which the unit may give it back."""
        return self._after(self.limits.find(Item.RETURN, complaint.record.channel, given.matter), given.assigned_at)

    def extension_until(self, complaint: Complaint, given: Assignment) -> datetime:
        """The latest day to which its due date may be moved."""
        return self._after(self.limits.find(Item.EXTENSION, complaint.record.channel, given.matter), given.due_at)

    def extensions(self, complaint: Complaint, given: Assignment) -> int:
        """How often the unit may be given more time."""
        return self.limits.find(Item.EXTENSIONS, complaint.record.channel, given.matter).count

    def anew(self, item: Item, complaint: Complaint, start: datetime) -> datetime:
        """When it must be done after it came back to the unit (REJECTED, REDO), or its supervision be answered."""
        matter = complaint.assignment.matter if complaint.assignment else ""
        return self._after(self.limits.find(item, complaint.record.channel, matter), start)

    def restarts(self, complaint: Complaint) -> bool:
        """Whether a transfer gives the new unit its whole time."""
        return self.limits.find(Item.RESTART, complaint.record.channel).count == 1

    def minutes(self, item: Item, channel: Channel) -> timedelta:
        """How long a person may take something back."""
        return timedelta(minutes=self.limits.find(item, channel).count)

    def yellow_day(self, complaint: Complaint) -> date | None:
        """The day on which the unit is warned: a working day before the due one, never on the day it was assigned."""
        given = complaint.assignment
        if given is None:
            return None
        days = self.limits.find(Item.YELLOW, complaint.record.channel, given.matter).count
        before = local_day(self.working_days_before(given.due_at, days))
        first = local_day(self.next_working_day(given.assigned_at))
        return max(before, first)

    def red_day(self, complaint: Complaint) -> date | None:
        """The first working day after the due one."""
        given = complaint.assignment
        return local_day(self.next_working_day(given.due_at)) if given else None

    def card(self, complaint: Complaint, now: datetime) -> Card | None:
        """The card under which the complaint stands now, if any."""
        red, yellow = self.red_day(complaint), self.yellow_day(complaint)
        if complaint.status not in WITH_UNIT or red is None or yellow is None:
            return None
        if local_day(now) >= red:
            return Card.RED
        return Card.YELLOW if local_day(now) >= yellow and not complaint.is_overdue(now) else None

    def card_horizon(self, now: datetime) -> datetime:
        """Whatever is due later than this has no card yet."""
        days = max(row.count for row in self.limits.rows if row.item is Item.YELLOW)
        return self._working_days(now, days + 1)

    def working_days_overdue(self, complaint: Complaint, now: datetime) -> int:
        """How many working days have begun since the due day."""
        if complaint.assignment is None:
            return 0
        count, day = 0, self.next_working_day(complaint.assignment.due_at)
        while local_day(day) <= local_day(now):
            count, day = count + 1, self.next_working_day(day)
        return count

    def next_working_day(self, start: datetime) -> datetime:
        """The end of the next working day."""
        return self._working_days(start, 1)

    def working_days_before(self, moment: datetime, days: int) -> datetime:
        """The end of the day that is so many working days earlier."""
        day, left = local_day(moment), days
        while left > 0:
            day -= timedelta(days=1)
            left -= self.calendar.is_working_day(day)
        return end_of_day(day)

    def is_guessed(self, start: datetime, end: datetime) -> bool:
        """Whether days between them are counted without knowing the holidays."""
        return not (self.calendar.knows(local_day(start)) and self.calendar.knows(local_day(end)))

    def after_general(self, item: Item, start: datetime) -> datetime:
        """When the general limit of an item has passed, counted from `start`."""
        return self._after(self.limits.general(item), start)

    def _after(self, limit: Limit, start: datetime) -> datetime:
        if limit.measure is Measure.NATURAL_DAYS:
            return due_in_natural_days(start, limit.count)
        return self._working_days(start, limit.count)

    def _working_days(self, start: datetime, days: int) -> datetime:
        """The same as `due_in_working_days`; an import asks five times a row, and a file is taken in on one day."""
        key = (local_day(start), days)
        if key not in self._counted:
            self._counted[key] = due_in_working_days(start, days, self.calendar)
        return self._counted[key]

    def _within_campaign(self, due: datetime, start: datetime, channel: Channel, matter: str) -> datetime:
        """No later than the campaign's last day, for what is assigned while it runs."""
        first = self.limits.look_for(Item.CAMPAIGN_FROM, channel, matter)
        last = self.limits.look_for(Item.CAMPAIGN_TO, channel, matter)
        if first is None or last is None or first.day is None or last.day is None:
            return due
        if not first.day <= local_day(start) < last.day:
            return due
        return min(due, end_of_day(last.day))

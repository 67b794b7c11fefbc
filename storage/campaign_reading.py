"""The part of the store that tells of the campaign."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import ColumnElement, case, func, select, true

from campaign.ports import KnownLine, Reached, VisitCount
from campaign.publicity import Article
from campaign.visits import Method, Visit
from complaints.complaint import Complaint
from complaints.records import Channel
from storage.campaign_rows import article_from, visit_from
from storage.complaint_rows import complaint_from
from storage.opened import Opened
from storage.queries import chunks


class CampaignReading(Opened):
    """Visits, which of the known enterprises were visited, and articles; days count with both ends."""

    def visits(self, since: date | None = None, until: date | None = None, by: str = "") -> list[Visit]:
        """The visits of these days, by unit and day, in the order in which they were told; or those that one told."""
        table = self._tables.visits
        found = select(table).where(self._within(since, until))
        if by:
            found = found.where(table.c.by == by)
        ordered = found.order_by(table.c.unit, table.c.day, table.c.id)
        with self._reading() as connection:
            return [visit_from(row) for row in connection.execute(ordered).mappings()]

    def visit_counts(self, since: date | None = None, until: date | None = None) -> list[VisitCount]:
        """By unit, the visits of these days."""
        of = self._tables.visits.c
        problems = func.sum(case((of.problem != "", 1), else_=0))
        found = select(of.unit, func.count(), problems).where(self._within(since, until)).group_by(of.unit)
        with self._reading() as connection:
            return [VisitCount(*row) for row in connection.execute(found.order_by(of.unit))]

    def tried(self, unit: str = "", key: str = "") -> Mapping[tuple[str, str], date]:
        """By unit and enterprise's key the first day of a visit in person; of one enterprise where they are given."""
        of = self._tables.visits.c
        found = select(of.unit, of.key, func.min(of.day)).where(
            of.method == Method.ON_SITE.value, of.day.is_not(None)
        )  # fmt: skip
        if unit:
            found = found.where(of.unit == unit, of.key == key)
        with self._reading() as connection:
            rows = connection.execute(found.group_by(of.unit, of.key)).all()
        return {(unit, key): day for unit, key, day in rows}

    def known_lines(self) -> list[KnownLine]:
        """The enterprises of all ledgers, each once a ledger, unit and place."""
        of = self._tables.enterprises.c
        with self._reading() as connection:
            rows = connection.execute(select(of.channel, of.key, of.name, of.unit, of.place).distinct()).all()
        return [KnownLine(Channel(channel), *rest) for channel, *rest in rows]

    def reached(self, until: date | None = None) -> list[Reached]:
        """Which enterprises each unit and town has visited until that day."""
        of = self._tables.visits.c
        found = select(of.unit, of.key, of.company).where(self._within(None, until)).distinct()
        with self._reading() as connection:
            return [Reached(*row) for row in connection.execute(found)]

    def articles(self, until: date | None = None) -> list[Article]:
        """The articles until that day, in the order in which they were told."""
        table = self._tables.articles
        found = select(table).order_by(table.c.id)
        if until is not None:
            found = found.where(table.c.day <= until)
        with self._reading() as connection:
            return [article_from(row) for row in connection.execute(found).mappings()]

    def filed(self, channel: Channel, external_ids: Collection[str]) -> Mapping[str, Complaint]:
        """The complaints that the channel knows under these ids, by id."""
        table = self._tables.complaints
        found: dict[str, Complaint] = {}
        with self._reading() as connection:
            for part in chunks(list(dict.fromkeys(external_ids))):
                wanted = select(table).where(table.c.channel == channel.value, table.c.external_id.in_(part))
                rows = connection.execute(wanted).mappings()
                found |= {row["external_id"]: complaint_from(row) for row in rows}
        return found

    def _within(self, since: date | None, until: date | None) -> ColumnElement[bool]:
        day = self._tables.visits.c.day
        conditions: ColumnElement[bool] = true()
        if since is not None:
            conditions &= day >= since
        if until is not None:
            conditions &= day <= until
        return conditions

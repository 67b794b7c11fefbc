"""The part of a transaction that keeps the campaign."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from campaign import publicity
from campaign.ports import Kept
from campaign.publicity import Article
from campaign.visits import Visit, retold
from storage.campaign_rows import article_from, article_row, visit_from, visit_row
from storage.intake_writing import IntakeWriting
from storage.queries import chunks
from storage.upsert import hold_against_writers, upsert


class CampaignWriting(IntakeWriting):
    """Visits and articles."""

    def keep_visits(self, visits: Sequence[Visit]) -> Kept:
        """Keep visits, each once by its unit and external id; what one told before and does not tell again stays."""
        if not visits:
            return Kept(0, 0, ())
        # Two that tell of one visit at once tell different things of it, and both count.
        hold_against_writers(self._connection, self._tables.visits)
        before = self._known_visits([visit.external_id for visit in visits])
        now = dict(before)
        for visit in visits:
            key = (visit.unit, visit.external_id)
            now[key] = retold(now[key], visit) if key in now else visit
        touched = list(dict.fromkeys((visit.unit, visit.external_id) for visit in visits))
        changed = [key for key in touched if key in before and now[key] != before[key]]
        new = [key for key in touched if key not in before]
        for key in (*new, *changed):
            self._write_visit(now[key])
        return Kept(len(new), len(changed), tuple(now[key] for key in touched))

    def keep_articles(self, articles: Sequence[Article]) -> tuple[int, int]:
        """Keep articles, each once by its unit and external id; how many are new, how many changed."""
        if not articles:
            return 0, 0
        table = self._tables.articles
        hold_against_writers(self._connection, table)
        before: dict[tuple[str, str], Article] = {}
        for part in chunks(list(dict.fromkeys(article.external_id for article in articles))):
            rows = self._connection.execute(select(table).where(table.c.external_id.in_(part))).mappings()
            before |= {(row["unit"], row["external_id"]): article_from(row) for row in rows}
        now = dict(before)
        for article in articles:
            key = (article.unit, article.external_id)
            now[key] = publicity.retold(now[key], article) if key in now else article
        new = [key for key in now if key not in before]
        changed = [key for key in before if now[key] != before[key]]
        for key in (*new, *changed):
            row = article_row(now[key])
            added = upsert(self._connection, table).values(row)
            keys = [table.c.unit, table.c.external_id]
            self._connection.execute(added.on_conflict_do_update(index_elements=keys, set_=row))
        return len(new), len(changed)

    def _known_visits(self, external_ids: Sequence[str]) -> dict[tuple[str, str], Visit]:
        table = self._tables.visits
        found: dict[tuple[str, str], Visit] = {}
        for part in chunks(list(dict.fromkeys(external_ids))):
            rows = self._connection.execute(select(table).where(table.c.external_id.in_(part))).mappings()
            found |= {(row["unit"], row["external_id"]): visit_from(row) for row in rows}
        return found

    def _write_visit(self, visit: Visit) -> None:
        table, row = self._tables.visits, visit_row(visit)
        added = upsert(self._connection, table).values(row)
        keys = [table.c.unit, table.c.external_id]
        self._connection.execute(added.on_conflict_do_update(index_elements=keys, set_=row))

"""Makes 周通报 from the store: the figures, the office's words, the file; sends it once the office has confirmed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from app.edited_text import Kept, refresh
from app.settings import Settings
from bot import wording
from bot.ports import Previewed, Sending
from campaign.circular import Circular, Period, gather, public_cases
from campaign.drafting import draft
from campaign.naming import read_rules
from campaign.office import Campaign
from complaints.audit import Audit, desk_event
from complaints.clocks import SHANGHAI, local_day
from complaints.enquiries import Enquiries
from complaints.events import EventKind, Notice, NoticeKind, Recipient, RecipientKind
from complaints.people import Person
from complaints.ports import Clock, Store
from complaints.rights import Right, demand
from complaints.topics import TopicFinder, cases_of

_TOLD = ("基本情况", "表扬和点名")
"""The parts that leaders read in chat."""


@dataclass(frozen=True, slots=True)
class CircularMaker:
    """Circulars of any period; the office's texts and its last preview lie in the data folder."""

    settings: Settings
    enquiries: Enquiries
    topics: TopicFinder
    store: Store
    audit: Audit
    clock: Clock
    campaign: Campaign

    def figures(self, person: Person, period: Period) -> Circular:
        """The figures of what was filed in the period, as it stands now."""
        rules = read_rules(self.settings.tables / "circular.csv")
        since = datetime.combine(period.first, time(), SHANGHAI)
        until = datetime.combine(period.last + timedelta(days=1), time(), SHANGHAI)
        complaints = public_cases(self.enquiries.ledger(person, since, until))
        topics = self.topics.find(cases_of(complaints, period.as_of), period.as_of) if complaints else []
        reported = self.campaign.figures(person, period.first, period.last)
        return gather(complaints, topics, rules, period, reported)

    def text_path(self, period: Period) -> Path:
        """Where the office finds the period's paragraphs."""
        return self._folder / f"通报-{period.first:%Y%m%d}-{period.last:%Y%m%d}.md"

    def write(self, person: Person, circular: Circular, out: Path) -> Kept:
        """Write the period's circular to `out` with the office's words where it has written some."""
        # The document library is slow to import.
        from reports.circular import CircularLetter, write_circular

        period = circular.period
        kept = refresh(self.text_path(period), draft(circular))
        letter = CircularLetter(
            title=wording.CIRCULAR_TITLE,
            serial=wording.CIRCULAR_PERIOD.format(first=period.first, last=period.last),
            office=wording.OFFICE_NAME,
            sections=kept.sections,
        )
        write_circular(out, circular, letter)
        self.audit.note(EventKind.EXPORTED, person, f"导出周通报{period.first}至{period.last}")
        return kept

    def preview(self, person: Person) -> Previewed:
        """Draft the week so far and keep it as what `send` would send; Refused unless the person is the office."""
        demand(person, Right.TRIAGE, "通报")
        period = period_of(None, None, self.clock.now())
        circular = self.figures(person, period)
        path = self.text_path(period).with_suffix(".docx")
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = self.write(person, circular, path)
        told = "\n".join(text for one in kept.sections if one.heading in _TOLD for text in one.paragraphs)
        shown = {"first": f"{period.first}", "last": f"{period.last}", "told": told}
        self._previewed.write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
        return Previewed(told, path, kept.edited)

    def send(self, person: Person) -> Sending:
        """Owe the leaders what was previewed last, once for a week; Refused unless the person is the office."""
        demand(person, Right.TRIAGE, "通报")
        if not self._previewed.exists():
            return Sending.NOT_PREVIEWED
        shown = json.loads(self._previewed.read_text(encoding="utf-8"))
        first, last, now = date.fromisoformat(shown["first"]), date.fromisoformat(shown["last"]), self.clock.now()
        # Of one week one circular, on whichever of its days it was made.
        monday = first - timedelta(days=first.weekday())
        title = wording.CIRCULAR_TITLE + wording.CIRCULAR_PERIOD.format(first=first, last=last)
        facts = {"name": title, "told": shown["told"]}
        with self.store.begin() as transaction:
            if not transaction.once(f"circular:{monday}", now):
                return Sending.SENT_BEFORE
            transaction.post([Notice(Recipient(RecipientKind.LEADERS), NoticeKind.CIRCULAR, "", now, facts)])
            transaction.append([desk_event(EventKind.EXPORTED, person, now, f"确认并报送周通报{first}至{last}")])
        return Sending.SENT

    @property
    def _folder(self) -> Path:
        return self.settings.data / "circulars"

    @property
    def _previewed(self) -> Path:
        return self._folder / "preview.json"


def period_of(first: date | None, last: date | None, now: datetime) -> Period:
    """The days from `first` to `last`; without them from Monday of the last day's week until today."""
    last = last or local_day(now)
    return Period(first or last - timedelta(days=last.weekday()), last, now)

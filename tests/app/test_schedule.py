"""When reminders are looked for."""

from datetime import date, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from app.clocks import ChinaCalendar
from app.schedule import EVERY_MINUTES, LONGEST_DAYS, add_jobs, add_nightly, hours, moments
from app.settings import ROOT
from campaign.plan import read_plan
from complaints.clocks import SHANGHAI
from complaints.quiet import Quiet, read_spans
from complaints.timetable import read_timetable

QUIET = Quiet(read_spans("20:00-08:00, 12:00-13:30"), ChinaCalendar())
PLAN = tuple(filter(None, (task.entry() for task in read_plan(ROOT / "tables" / "campaign.csv"))))
TIMES = hours(QUIET, (*read_timetable(ROOT / "tables" / "reminders.csv"), *PLAN))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_the_hours_are_those_of_the_tables_and_the_ends_of_the_quiet_hours() -> None:
    assert [f"{at:%H:%M}" for at in TIMES] == ["00:01", "08:00", "08:30", "09:00", "10:00", "13:30", "14:00", "15:00"]


def test_a_clock_that_is_moved_passes_every_hour_between_once() -> None:
    passed = list(moments(at("2021-08-30T14:00"), at("2021-08-31T08:00"), TIMES))
    assert [f"{moment:%d %H:%M}" for moment in passed] == ["30 15:00", "31 00:01", "31 08:00"]
    assert list(moments(at("2021-08-31T08:00"), at("2021-08-31T08:00"), TIMES)) == []
    assert list(moments(at("2021-08-31T08:00"), at("2021-08-30T08:00"), TIMES)) == []


def test_a_clock_that_is_moved_by_years_lives_through_the_last_days_alone() -> None:
    passed = list(moments(at("2011-01-01T00:00"), at("2021-08-31T23:00"), TIMES))
    assert len(passed) == (LONGEST_DAYS + 1) * len(TIMES)
    assert passed[0].date() == date(2021, 8, 31) - timedelta(days=LONGEST_DAYS)


def test_the_scheduler_looks_at_each_hour_of_shanghai_and_every_few_minutes() -> None:
    scheduler = BackgroundScheduler()
    add_jobs(scheduler, lambda: None, TIMES)
    jobs = scheduler.get_jobs()
    assert len(jobs) == len(TIMES) + 1
    now = at("2021-08-30T09:00")
    following = sorted(job.trigger.get_next_fire_time(None, now) for job in jobs[:-1])
    assert [f"{moment.astimezone(SHANGHAI):%H:%M}" for moment in following] == [
        "09:00", "10:00", "13:30", "14:00", "15:00", "00:01", "08:00", "08:30",
    ]  # fmt: skip
    assert jobs[-1].trigger.interval == timedelta(minutes=EVERY_MINUTES)


def test_nightly_work_comes_once_a_day_at_its_hour_of_shanghai_beside_the_other_jobs() -> None:
    scheduler = BackgroundScheduler()
    add_jobs(scheduler, lambda: None, TIMES)
    add_nightly(scheduler, lambda: None, 3)
    job = scheduler.get_jobs()[-1]
    first = job.trigger.get_next_fire_time(None, at("2021-08-30T09:00"))
    assert first == at("2021-08-31T03:00")
    assert job.trigger.get_next_fire_time(first, first + timedelta(seconds=1)) == at("2021-09-01T03:00")
    assert (len(scheduler.get_jobs()), job.max_instances, job.coalesce) == (len(TIMES) + 2, 1, True)

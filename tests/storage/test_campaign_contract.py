"""What the campaign may rely on, held to on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import create_engine, text

from campaign.ports import CampaignReads, CampaignWrites, Kept, KnownLine, Reached, VisitCount
from campaign.publicity import Article
from campaign.visits import Visit
from complaints.records import Channel, Enterprise, PhoneKind
from storage.store import SqlStore
from tests.storage.samples import keep, make_complaint

MONDAY, TUESDAY = date(2021, 8, 30), date(2021, 8, 31)
PHONE = "138" + "0013" + "8000"
WHOLE = Visit(
    "区供电中心", "博山清釉陶瓷有限公司", "清釉陶瓷", MONDAY, "山头街道", "李联络", "王会计", "机主", PHONE, PhoneKind.FULL,
    "实地", "稳岗返还", "增容没人勘察", "ZF-1", "获得电力", "区住建局", "已联系", "2021-09-09", "办理中", "满意", "正常",
    in_group=True, note="𠮷", confidential=True, by="p-1",
)  # fmt: skip
BARE = Visit("山头街道", "淄博远山线缆有限公司", "远山线缆", skipped="phone policies")


def keep_visits(store: SqlStore, *visits: Visit) -> Kept:
    with store.begin() as transaction:
        return transaction.keep_visits(visits)


def test_the_store_and_its_transaction_are_the_campaigns_ports(store: SqlStore) -> None:
    reads: CampaignReads = store
    assert reads.visits() == []
    with store.begin() as transaction:
        writes: CampaignWrites = transaction
        assert writes.keep_visits([]) == Kept(0, 0, ())


def test_visits_come_back_as_they_were_told(store: SqlStore) -> None:
    assert keep_visits(store, WHOLE, BARE) == Kept(2, 0, (WHOLE, BARE))
    assert store.visits() == [WHOLE, BARE] or store.visits() == [BARE, WHOLE]
    assert store.visits(by="p-1") == [WHOLE]


def test_a_visit_told_again_is_one_and_keeps_what_is_not_told_again(store: SqlStore) -> None:
    keep_visits(store, WHOLE)
    again = Visit(WHOLE.unit, WHOLE.company, WHOLE.key, MONDAY, satisfaction="基本满意")
    assert keep_visits(store, again) == Kept(0, 1, (replace(WHOLE, satisfaction="基本满意"),))
    assert keep_visits(store, again).changed == 0
    assert store.visits() == [replace(WHOLE, satisfaction="基本满意")]


def test_a_visit_told_twice_at_once_is_one(store: SqlStore) -> None:
    kept = keep_visits(store, BARE, replace(BARE, method="电话"), replace(BARE, person="王某"))
    assert kept == Kept(1, 0, (replace(BARE, method="电话", person="王某"),))


def test_another_units_visit_on_that_day_is_another(store: SqlStore) -> None:
    keep_visits(store, WHOLE)
    assert keep_visits(store, replace(WHOLE, unit="区水利局"), replace(WHOLE, day=TUESDAY)).new == 2


def test_days_count_with_both_ends(store: SqlStore) -> None:
    late = replace(WHOLE, day=TUESDAY, problem="", problem_id="")
    keep_visits(store, WHOLE, late, BARE)
    assert store.visits(MONDAY, MONDAY) == [WHOLE]
    assert store.visits(MONDAY, TUESDAY) == [WHOLE, late]
    assert store.visit_counts(MONDAY, TUESDAY) == [VisitCount("区供电中心", 2, 1)]
    assert set(store.visit_counts()) == {VisitCount("区供电中心", 2, 1), VisitCount("山头街道", 1, 0)}
    assert store.reached(MONDAY) == [Reached("区供电中心", "清釉陶瓷", "博山清釉陶瓷有限公司")]


def test_the_first_visit_in_person_is_told(store: SqlStore) -> None:
    keep_visits(store, replace(WHOLE, day=TUESDAY), WHOLE, replace(WHOLE, unit="区水利局", method="电话"), BARE)
    assert store.tried() == {("区供电中心", "清釉陶瓷"): MONDAY}
    assert store.tried("区供电中心", "清釉陶瓷") == {("区供电中心", "清釉陶瓷"): MONDAY}
    assert store.tried("区供电中心", "别家") == {}


def test_known_enterprises_come_once_a_ledger_unit_and_place(store: SqlStore) -> None:
    one = Enterprise("博山清釉陶瓷有限公司", place="山头街道", unit="区供电中心")
    with store.begin() as transaction:
        transaction.add_enterprises(Channel.ENTERPRISES, [("k", "1", one), ("k", "2", replace(one, matter="增容"))])
        transaction.add_enterprises(Channel.VISITS, [("k", "3", one)])
    lines = {
        KnownLine(channel, "k", one.name, one.unit, one.place) for channel in (Channel.ENTERPRISES, Channel.VISITS)
    }
    assert set(store.known_lines()) == lines
    assert len(store.known_lines()) == 2


def test_complaints_are_found_by_their_channels_ids(store: SqlStore) -> None:
    keep(store, make_complaint(1), make_complaint(2))
    stored = store.complaint(make_complaint(1).number)
    assert stored is not None
    known = stored.record
    assert store.filed(known.channel, [known.external_id, "other"]) == {known.external_id: stored}
    assert store.filed(Channel.VISITS, [known.external_id]) == {}
    assert store.filed(known.channel, []) == {}


def test_names_and_phones_are_no_plain_words_in_the_database(store: SqlStore, database_url: str) -> None:
    keep_visits(store, WHOLE)
    engine = create_engine(database_url)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT visitor, person, phone FROM visits")).one()
    engine.dispose()
    assert not any(word in cell for cell in row for word in ("李联络", "王会计", PHONE))
    assert all(row)


def test_articles_come_back_as_they_were_told_each_once(store: SqlStore) -> None:
    whole = Article(
        "区税务局", "办税再提速", "人民网", MONDAY, "https://example.cn/1", "纳税", "中央", "网站", is_reprint=False,
        note="𠮷", by="p-1",
    )  # fmt: skip
    bare = Article("区水利局", "办税再提速", "人民网", TUESDAY)
    with store.begin() as transaction:
        assert transaction.keep_articles([]) == (0, 0)
        assert transaction.keep_articles([whole, bare, bare]) == (2, 0)
    assert store.articles() == [whole, bare]
    assert store.articles(MONDAY) == [whole]
    with store.begin() as transaction:
        assert transaction.keep_articles([replace(whole, day=TUESDAY, note="", link=""), bare]) == (0, 0)
        assert transaction.keep_articles([replace(whole, note="头条")]) == (0, 1)
    assert store.articles() == [replace(whole, note="头条"), bare]

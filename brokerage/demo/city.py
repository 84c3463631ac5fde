"""Building the demo city: the caseload at once, and by steps, with the clock held, all that the cast has in hand."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from brokerage.access import Actor
from brokerage.audit import sealing
from brokerage.demo import (
    cases,
    circles,
    economy,
    enquiries,
    investigations,
    library,
    lists,
    lives,
    pay,
    reporting,
    sales,
    searches,
    support,
)
from brokerage.demo.builder import Builder, Say
from brokerage.demo.caseload import DISTRICTS, caseload
from brokerage.demo.cast import build
from brokerage.demo.leaving import let_go
from brokerage.demo.recruits import CITY, DISTRICT, Recruiting
from brokerage.demo.seeking import build_seeking
from brokerage.demo.sizes import WHOLE, Size
from brokerage.demo.staff import Staff
from brokerage.imports.records import CaseRow, City
from brokerage.imports.workflow import put_in
from brokerage.organisation.models import User

SYSTEM = "demo"


def build_city(*, seed: int = 2012, size: Size = WHOLE, say: Say = lambda text: None) -> None:
    """Fill an empty, migrated database. Raises ValueError where there are people already."""
    if User.objects.exists():
        raise ValueError("Databasen har redan användare: demostaden byggs bara i en tom.")
    staff = Staff(DISTRICTS)
    builder = Recruiting(build(tuple(staff.parts)), staff, size=size, seed=seed, say=say)
    recruit(builder)
    sold = sales.sales(size, today=builder.today, seed=seed, first=sales.first_price())
    say("  Stadens klienter, uppdragstagare och uppdrag …")
    grants = [*cases.waiting(), *(grant for grant, _ in searches.ordered())]
    grants += [hunt.grant for hunt in (*searches.own(size), *searches.brokered(size), *sold)]
    by_steps = Counter(grant.area for grant in grants)
    city = caseload(size, today=builder.today, staff=staff, seed=seed, minus=by_steps, taken=builder.people.taken)
    put_in_by_month(builder, city)
    let_go(builder)
    enquiries.put_in(builder)
    say("  Beslut, sökningar och beställningar …")
    cases.build_waiting(builder)
    sales.build_sales(builder, sold)
    searches.build_searches(builder)
    build_seeking(builder)
    enquiries.hear_from_the_waiting(builder)
    say("  Samtal, fortbildning och stöd …")
    support.build(builder)
    lists.build(builder)
    library.build(builder)
    investigations.build(builder)
    reporting.build_reporting(builder)
    lives.build_lives(builder)
    circles.build(builder)
    say("  Fakturor …")
    sales.invoice(builder)
    say("  Ersättning till uppdragstagarna …")
    pay.build_pay(builder)
    economy.build(builder)
    sealing.seal()


def recruit(builder: Recruiting) -> None:
    """The pools in which the cast recruits."""
    for title, key, area, counts in (
        ("Resursteamens pool", "rut", "", CITY),
        ("Brommas egen pool", "anna", "IoF", DISTRICT),
        ("Brommas LSS", "lo", "LSS", DISTRICT),
        ("Farstas egen pool", "olle", "IoF", DISTRICT),
    ):
        builder.say(f"  {title} …")
        builder.pool(key, area, counts)
    builder.named()


def put_in_by_month(builder: Builder, city: City) -> None:
    """First what was there when the city began with the system, then what has come since, at the end of each month."""
    on = builder.day_of_putting_in
    cases_of = {(row.unit, row.case_reference): on(_last_day(row)) for row in city.cases}
    by_day: defaultdict[date, tuple[list[Any], list[Any], list[Any]]] = defaultdict(lambda: ([], [], []))
    for volunteer in city.volunteers:
        by_day[on(volunteer.approved_on)][0].append(volunteer)
    for case in city.cases:
        by_day[on(_last_day(case))][1].append(case)
    for row in city.assignments:
        day = on(max(filter(None, (row.appointed_on, row.started_on, row.ended_on))))
        by_day[max(day, cases_of[row.unit, row.case_reference])][2].append(row)
    for day, (pool, rows, assignments) in sorted(by_day.items(), key=lambda pair: pair[0]):
        with builder.on(day, 7):
            part = City(volunteers=tuple(pool), cases=tuple(rows), assignments=tuple(assignments))
            put_in(part, by=Actor.system(SYSTEM))


def _last_day(case: CaseRow) -> date:
    return max(filter(None, (case.decided_on, case.executed_on, case.interrupted_since, case.ended_on)))

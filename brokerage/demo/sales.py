"""A year of assignments that the brokerage has found: charged with the appointment, invoiced month by month."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from brokerage import clock
from brokerage.charges.models import PriceItem
from brokerage.demo.builder import Builder
from brokerage.demo.caseload import DISTRICTS, shares
from brokerage.demo.cases import Grant
from brokerage.demo.searches import Hunt, build
from brokerage.demo.sizes import Size
from brokerage.invoicing.models import Invoice
from brokerage.invoicing.month import first_of, of_month
from brokerage.invoicing.workflow import credit, run_month
from brokerage.orders.workflow import orders
from matching.models import Shortlist
from matching.workflow import shortlists

NEEDS = {
    ("IoF", "person"): 27,
    ("LSS", "person"): 40,
    ("SP", "person"): 10,
    ("IoF", "family"): 18,
    ("LSS", "short_family"): 5,
}
LEAST = 34  # days since the decision, so that the youngest of them have begun


def sales(size: Size, *, today: date, seed: int, first: date) -> list[Hunt]:
    """Which assignments the brokerage has sold, and when; the first day of the price list is the first of all."""
    dice = Random(f"sales {seed}")
    most = min(365, (today - first).days)
    if most <= LEAST:
        return []
    found = []
    for (area, kind), count in shares(size.sales, NEEDS).items():
        units = list(DISTRICTS)
        weights = [people * (need if area == "IoF" else 1) for people, need in DISTRICTS.values()]
        for unit in dice.choices(units, weights, k=count):
            ago = dice.randint(LEAST, most)
            stage = "ended" if ago > 120 and dice.random() < 0.08 else "running"
            found.append(Hunt(Grant(unit, area, kind, ago, musts=()), stage, is_brokered=True))
    return sorted(found, key=lambda hunt: -hunt.grant.ago)


def first_price() -> date:
    """From when the brokerage can sell anything."""
    return PriceItem.objects.earliest("starts").starts


def build_sales(builder: Builder, hunts: Iterable[Hunt]) -> None:
    for hunt in hunts:
        if build(builder, hunt) is None:
            give_up(builder, hunt)


def give_up(builder: Builder, hunt: Hunt) -> None:
    """Nobody in the pool could: the district takes the order back, and the recruiter ends the search."""
    shortlist = Shortlist.objects.open().select_related("order").latest("pk")
    with builder.on(builder.back(max(hunt.grant.ago - 20, 2))):
        orders.withdraw(shortlist.order, by=hunt.grant.secretary(builder))
    with builder.on(builder.back(max(hunt.grant.ago - 21, 1))):
        shortlists.close(shortlist, by=builder.acting("rut"), reason="Ingen i poolen kan.")


def invoice(builder: Builder) -> None:
    """All months but the last: that one waits for Eva. Some invoices were wrong, and are to be sent anew."""
    eva = builder.acting("eva")
    last = clock.months_after(first_of(builder.today), -1)
    months = [clock.months_after(last, -back) for back in range(14, 0, -1)]
    for month in months:
        with builder.on(clock.months_after(month, 1) + timedelta(days=4)):
            if of_month(month, clock.today()):
                run_month(month, by=eva)
    credit_some(builder)


def credit_some(builder: Builder) -> None:
    """One invoice is taken back for good, and one of each of two months that goes out again."""
    eva = builder.acting("eva")
    invoices = list(Invoice.objects.order_by("month", "pk"))
    firsts = {each.month: each for each in reversed(invoices)}
    again = [firsts[month] for month in sorted(firsts)[-3:-1]]
    with builder.on(builder.back(3)):
        for each in again:
            credit(each, by=eva, reason="receiver", again=True)
        for each in [each for each in invoices if each not in again][:1]:
            credit(each, by=eva, reason="undelivered", again=False)

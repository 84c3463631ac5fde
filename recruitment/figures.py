"""The figures of recruitment, for its report."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count

from brokerage import clock
from brokerage.pages.wording import MONTHS
from recruitment.models import Campaign, Enquiry, Invitation
from recruitment.states import EnquiryState


def _months(today: date) -> list[date]:
    first = today.replace(day=1)
    return [clock.months_after(first, back) for back in range(-11, 1)]


def by_month(enquiries: Any, today: date) -> list[tuple[str, int]]:
    """How many offered to help in each of the last twelve months, this one included."""
    months = _months(today)
    # Counted by the day, which an index answers, and added up here: to cut each date to its month costs SQLite a call.
    days = enquiries.filter(received_on__gte=months[0]).order_by().values_list("received_on").annotate(n=Count("pk"))
    counts: Counter[date] = Counter()
    for received_on, n in days:
        counts[received_on.replace(day=1)] += n
    return [(f"{MONTHS[month.month - 1][:3]} {month.year % 100:02}", counts[month]) for month in months]


def how_far(enquiries: Any, today: date) -> list[tuple[str, int]]:
    """Of those who came in the last twelve months: how many reached each step."""
    rows = enquiries.filter(received_on__gte=_months(today)[0]).order_by()
    counts = Counter(dict(rows.values_list("state").annotate(n=Count("pk"))))
    came = Invitation.objects.filter(outcome=Invitation.Outcome.CAME, enquiry__in=rows.values("pk"))
    return [
        ("Hörde av sig", counts.total()),
        ("Kom på informationsträff", came.aggregate(n=Count("enquiry", distinct=True))["n"]),
        ("Utreds eller godkända", counts[EnquiryState.VETTING] + counts[EnquiryState.JOINED]),
        ("Godkända", counts[EnquiryState.JOINED]),
        ("Avslutade utan godkännande", counts[EnquiryState.CLOSED]),
    ]


def standing(enquiries: Any, vettings: Any, volunteers: Any, meetings: Any, today: date) -> list[tuple[str, int]]:
    """Where things stand today. The free seats say how many can be invited in the next two weeks."""
    soon = meetings.bookable_at(clock.now()).filter(starts_at__lt=clock.now() + timedelta(days=14)).with_counts()
    free = sum(max(capacity - invited, 0) for capacity, invited in soon.values_list("capacity", "invited"))
    return [
        ("Öppna anmälningar", enquiries.open().count()),
        ("Väntar på kontakt i dag", enquiries.due_on(today).count()),
        ("Väntar på inbjudan", enquiries.to_invite().count()),
        ("Lediga platser på träffar inom två veckor", free),
        ("Utan kontakt i 90 dagar", enquiries.drifting_on(today).count()),
        ("Pågående utredningar", vettings.open().count()),
        ("Väntar på beslut", vettings.proposed().count()),
        ("I poolen", volunteers.available().count()),
    ]


@dataclass(frozen=True)
class Step:
    """How many came so far, what share of all that is, and how many days it took half of them."""

    label: str
    short: str
    count: int
    share: str
    days: int | None


@dataclass(frozen=True)
class Funnel:
    steps: tuple[Step, ...]

    @property
    def approved(self) -> int:
        return self.steps[3].count


_STEPS = (
    ("Hörde av sig", "Anmälda"),
    ("Kom på träff", "På träff"),
    ("Utreddes", "Utredda"),
    ("Godkändes", "Godkända"),
    ("Började sitt första uppdrag", "I uppdrag"),
)
_DAYS = ("received_on", "came_at", "vetting__opened_on", "vetting__approval__decided_on", "began_on")


def funnel(rows: Iterable[tuple[Any, ...]], only_wrote: int = 0) -> Funnel:
    """From the days of each: of writing, coming, being vetted, being approved, and beginning. Pure.

    Of whom nothing more is known than that they wrote the number is enough.
    """
    found = [tuple(_day(each) for each in row) for row in rows]
    everybody = len(found) + only_wrote
    steps = []
    for number, (label, short) in enumerate(_STEPS):
        there = [(row[0], row[number]) for row in found if row[number] is not None]
        waited = [(day - first).days for first, day in there if first and day]
        count = len(there) if number else everybody
        share = f"{round(100 * count / everybody)}\N{NO-BREAK SPACE}%" if everybody else ""
        steps.append(Step(label, short, count, share, round(median(waited)) if number and waited else None))
    return Funnel(tuple(steps))


def _day(value: date | datetime | None) -> date | None:
    return value.astimezone(clock.STOCKHOLM).date() if isinstance(value, datetime) else value


def funnel_of(enquiries: Any) -> Funnel:
    """The funnel of a set of enquiries: two queries."""
    further = list(enquiries.got_further().with_days().values_list(*_DAYS))
    return funnel(further, enquiries.filter(merged_into=None).count() - len(further))


@dataclass(frozen=True)
class OfChannel:
    label: str
    short: str
    funnel: Funnel
    cost: Decimal | None


_SHORT = {
    "poster": "Affisch",
    "press": "Press",
    "social": "Sociala",
    "web": "Webbplats",
    "event": "Möten",
    "word": "Mun mot mun",
    "other": "Annat",
}


def _came_by(channel: str | None, recruited_by: int | None, source: str) -> str:
    return channel or ("referred" if recruited_by else f"source-{source}")


def funnels_by_channel(enquiries: Any, campaigns: Any) -> list[OfChannel]:
    """The channels that brought somebody or cost something, and those who came without a campaign: three queries."""
    whence = ("campaign__channel", "recruited_by", "source")
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for *where, received, came, vetted, approved, began in (
        enquiries.got_further().with_days().values_list(*whence, *_DAYS)
    ):
        rows.setdefault(_came_by(*where), []).append((received, came, vetted, approved, began))
    everybody: Counter[str] = Counter()
    for *where, n in enquiries.filter(merged_into=None).order_by().values_list(*whence).annotate(n=Count("pk")):
        everybody[_came_by(*where)] += n
    costs: dict[str, Decimal] = {}
    for channel, cost in campaigns.order_by().values_list("channel", "cost"):
        if cost is not None:
            costs[channel] = costs.get(channel, Decimal()) + cost
    named = [(code, str(label), _SHORT[code]) for code, label in Campaign.Channel.choices]
    named.append(("referred", "Tips från en uppdragstagare", "Tips"))
    named += [
        (f"source-{code}", f"Utan kampanj: {label.lower()}", str(label)) for code, label in Enquiry.Source.choices
    ]
    return [
        OfChannel(label, short, funnel(mine, everybody[code] - len(mine)), costs.get(code))
        for code, label, short in named
        for mine in (rows.get(code, []),)
        if code in everybody or code in costs
    ]

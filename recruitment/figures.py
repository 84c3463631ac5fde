"""The figures of recruitment, for its report."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import TruncMonth

from brokerage import clock
from brokerage.pages.wording import MONTHS
from recruitment.models import Invitation
from recruitment.states import EnquiryState


def _months(today: date) -> list[date]:
    first = today.replace(day=1)
    return [clock.months_after(first, back) for back in range(-11, 1)]


def by_month(enquiries: Any, today: date) -> list[tuple[str, int]]:
    """How many offered to help in each of the last twelve months, this one included."""
    months = _months(today)
    found = (
        enquiries.filter(received_on__gte=months[0])
        .annotate(month=TruncMonth("received_on"))
        .order_by()
        .values("month")
        .annotate(n=Count("pk"))
    )
    counts = {row["month"]: row["n"] for row in found}
    return [(f"{MONTHS[month.month - 1][:3]} {month.year % 100:02}", counts.get(month, 0)) for month in months]


def funnel(enquiries: Any, today: date) -> list[tuple[str, int]]:
    """Of those who came in the last twelve months: how many reached each step."""
    came = Invitation.objects.filter(enquiry=OuterRef("pk"), outcome=Invitation.Outcome.CAME)
    rows = enquiries.filter(received_on__gte=_months(today)[0]).order_by()
    found = rows.annotate(came=Exists(came)).values_list("state", "came").annotate(n=Count("pk"))
    counts: dict[tuple[str, bool], int] = {(state, came): n for state, came, n in found}
    vetted = {EnquiryState.VETTING, EnquiryState.JOINED}
    return [
        ("Hörde av sig", sum(counts.values())),
        ("Kom på informationsträff", sum(n for (_, came), n in counts.items() if came)),
        ("Utreds eller godkända", sum(n for (state, _), n in counts.items() if state in vetted)),
        ("Godkända", sum(n for (state, _), n in counts.items() if state == EnquiryState.JOINED)),
        ("Avslutade utan godkännande", sum(n for (state, _), n in counts.items() if state == EnquiryState.CLOSED)),
    ]


def standing(enquiries: Any, vettings: Any, volunteers: Any, today: date) -> list[tuple[str, int]]:
    """Where things stand today."""
    return [
        ("Öppna anmälningar", enquiries.open().count()),
        ("Väntar på kontakt i dag", enquiries.due_on(today).count()),
        ("Utan kontakt i 90 dagar", enquiries.drifting_on(today).count()),
        ("Pågående utredningar", vettings.open().count()),
        ("Väntar på beslut", vettings.proposed().count()),
        ("I poolen", volunteers.available().count()),
    ]

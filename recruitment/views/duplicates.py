"""Pages beside an enquiry's straight way: of a person who is known already, lent to family homes and back."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from brokerage import clock, pages
from brokerage.access import Request, permitted, requires
from recruitment.forms.enquiries import MergeForm, RecogniseForm, RouteForm
from recruitment.views.enquiries import crumbs_of, twins
from recruitment.workflow import duplicates as workflow

MOST = 9  # volunteers who share a number or an address


@requires("enquiries.work", read=True)
def enquiry_merge(request: Request, row: Any) -> HttpResponse:
    others = twins(request, row)
    return pages.step_page(
        request,
        row,
        workflow.merge,
        lambda *args, **kwargs: MergeForm(*args, others=others, everybody=_others(request, row), **kwargs),
        title=f"Slå ihop {row.name}",
        lead="Välj den anmälan som ska vara kvar: den som har kommit längst. Allt som är antecknat här följer med dit.",
        crumbs=crumbs_of(row, "Slå ihop"),
        next_url=lambda done: done.merged_into.get_absolute_url(),
    )


def _others(request: Request, row: Any) -> Any:
    return permitted(request.actor, "enquiries.work").filter(unit_id=row.unit_id, merged_into=None).exclude(pk=row.pk)


@requires("enquiries.work", read=True)
def enquiry_recognise(request: Request, row: Any) -> HttpResponse:
    pool = permitted(request.actor, "volunteers.work").filter(unit_id=row.unit_id)
    reached = pool.filter(pk__in=pool.reached_by(row.phone_key, row.email_key).values("pk")[:MOST])
    return pages.step_page(
        request,
        row,
        workflow.recognise,
        lambda *args, **kwargs: RecogniseForm(*args, likely=reached.order_by("name_key"), everybody=pool, **kwargs),
        title=f"{row.name} finns redan",
        lead="Anmälan avslutas. Det som är skrivet och sagt läggs till i uppdragstagarens logg.",
        crumbs=crumbs_of(row, "Finns redan"),
        next_url=lambda done: done.known_as.get_absolute_url(),
    )


@requires("enquiries.work")
def enquiry_route(request: Request, row: Any) -> HttpResponse:
    today = clock.today()
    return pages.step_page(
        request,
        row,
        workflow.route,
        RouteForm,
        title=f"Hänvisa {row.name} till familjehem",
        lead="Fråga först om det är i sin ordning. Anmälan ligger kvar hos dig, så att ingen tappas bort på vägen.",
        crumbs=crumbs_of(row, "Till familjehem"),
        initial={"on": today, "next_contact_on": today + timedelta(days=30)},
    )


@requires("enquiries.work")
def enquiry_come_back(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.come_back, crumbs=crumbs_of(row, "Tillbaka hit"))

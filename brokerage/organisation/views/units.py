"""The page of the organisation: who works where, who stands in for whom, and what is vacant."""

from django.http import HttpResponse
from django.template.response import TemplateResponse

from brokerage.access import Request, signed_in
from brokerage.organisation.people import directory
from brokerage.pages import Page


@signed_in
def units(request: Request) -> HttpResponse:
    """The city's units of today with their people: names of staff, for everybody who works here."""
    context = {
        "page": Page("Enheter", "Vem som arbetar var, vem som vikarierar och vad som är vakant."),
        "units": directory(),
    }
    return TemplateResponse(request, "organisation/units.html", context)

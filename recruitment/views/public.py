"""The public interest form: no login, no identity number."""

from typing import Any

from allauth.core.ratelimit import consume
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify

from brokerage import clock
from brokerage.access import Actor, Request, public
from brokerage.pages import Page, put_errors
from brokerage.workflow import Refusal
from recruitment.forms.enquiries import InterestForm, districts
from recruitment.intake import campaign_with, city, recruiter_with
from recruitment.workflow.enquiries import arrive, first_contact_by

LEAD = (
    "Du behöver inte kunna något särskilt. Det viktigaste är att du tycker om människor "
    "och har tid att vara någon att lita på."
)


@public
def interest(request: Request, district: str = "") -> HttpResponse:
    """Offer to help the city, or one district; the code of a campaign comes with the link (`?k=`)."""
    unit = _district(district) if district else city()
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        given.pop("informed")
        if given.pop("website"):
            return redirect("recruitment:interest_thanks")  # a machine: it is thanked, and nothing is kept
        if not consume(request, action="interest"):
            form.add_error(
                None, "Det har kommit många anmälningar härifrån den senaste timmen. Försök igen om en stund."
            )
        else:
            try:
                campaign = campaign_with(request.GET.get("k", ""), unit)
                passed_on_by = recruiter_with(request.GET.get("v", ""), unit)
                arrive(by=Actor.system("web"), unit=unit, campaign=campaign, recruited_by=passed_on_by, **given)
            except (Refusal, ValidationError) as error:
                put_errors(form, error)
            else:
                return redirect("recruitment:interest_thanks")
    context = {
        "page": Page(f"Vill du bli någon att räkna med{f' i {unit}' if district else ''}?", LEAD),
        "form": form,
        "submit": "Skicka",
        "public": True,
        "unit": unit,
    }
    return render(request, "recruitment/interest.html", context, status=422 if form.errors else 200)


@public
def interest_thanks(request: Request) -> HttpResponse:
    context = {"page": Page("Tack för din anmälan"), "public": True, "contact_by": first_contact_by(clock.today())}
    return render(request, "recruitment/interest_thanks.html", context)


def _district(name: str) -> Any:
    for unit in districts():
        if slugify(unit.name) == name:
            return unit
    raise Http404

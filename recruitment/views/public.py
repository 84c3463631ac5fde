"""The public interest form: no login, no identity number."""

from typing import Any

from allauth.core.ratelimit import consume
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify

from brokerage import clock
from brokerage.access import Actor, Request, public
from brokerage.pages import Page, put_errors
from brokerage.workflow import Refusal
from recruitment.forms.enquiries import InterestForm, districts
from recruitment.forms.selftest import SelfTestForm
from recruitment.intake import campaign_with, city, recruiter_with
from recruitment.selftest import advice, conclusion
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
        "test": f"{reverse('recruitment:self_test')}?{request.GET.urlencode()}".rstrip("?"),
    }
    return render(request, "recruitment/interest.html", context, status=422 if form.errors else 200)


@public
def self_test(request: Request) -> HttpResponse:
    """A few questions before the form. Nothing is kept, not even that somebody has answered."""
    form = SelfTestForm(request.POST if request.method == "POST" else None)
    is_done = form.is_valid()
    onward = reverse("recruitment:interest")
    if said := {name: request.GET[name] for name in ("k", "v") if name in request.GET}:
        onward = f"{onward}?{urlencode(said)}"
    context = {
        "page": Page("Så låter det", conclusion(form.cleaned_data))
        if is_done
        else Page("Passar det mig?", "Åtta korta frågor till dig själv. Du är anonym, och svaren sparas inte."),
        "form": form,
        "submit": "Se vad jag svarade",
        "back": onward,
        "public": True,
        "is_done": is_done,
        "advice": advice(form.cleaned_data) if is_done else [],
        "onward": onward,
        "again": request.get_full_path(),
    }
    return render(request, "recruitment/self_test.html", context, status=422 if form.errors else 200)


@public
def interest_thanks(request: Request) -> HttpResponse:
    context = {"page": Page("Tack för din anmälan"), "public": True, "contact_by": first_contact_by(clock.today())}
    return render(request, "recruitment/interest_thanks.html", context)


def _district(name: str) -> Any:
    for unit in districts():
        if slugify(unit.name) == name:
            return unit
    raise Http404

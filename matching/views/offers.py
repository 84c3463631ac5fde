"""The answer to a question: behind the link of a letter, and told on the telephone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from brokerage import pages
from brokerage.access import Actor, Request, linked, requires
from brokerage.pages import Page, put_errors
from brokerage.workflow import Problem, Refusal
from matching.forms.proposals import AnswerForm, ToldForm
from matching.models import Offer
from matching.states import OPEN_OFFER, OfferState
from matching.views.crumbs import crumbs_of
from matching.workflow import offers as workflow

ANSWERED = {
    OfferState.YES: ("Tack, ni har svarat ja", "Vi hör av oss snart om hur det går vidare."),
    OfferState.NO: ("Tack för svaret", "Ett nej är helt i sin ordning. Ni är kvar hos oss, och vi hör av oss igen."),
    OfferState.CALL: ("Vi ringer er", "Någon hos oss ringer inom några dagar."),
    OfferState.EXPIRED: ("Svarstiden har gått ut", "Vill ni ändå svara? Ring den som skrev brevet."),
    OfferState.WITHDRAWN: ("Frågan är inte längre öppen", "Det har blivit en annan lösning den här gången. Tack ändå!"),
}


def answer(offer: Any, by: Actor, given: dict[str, Any]) -> Any:
    """The step that an answer is."""
    if given["answer"] == "yes":
        return workflow.say_yes(offer, by=by, words=given["words"])
    if given["answer"] == "no":
        return workflow.say_no(offer, by=by, reason=given["reason"], words=given["words"])
    return workflow.ask_for_call(offer, by=by, words=given["words"])


@linked("offers.answer")
def offer_answer(request: Request, row: Offer) -> HttpResponse:
    """Yes, no, or «call me». Opening the page changes nothing: mail scanners open links too."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and row.state in OPEN_OFFER and form.is_valid():
        try:
            row = answer(row, request.actor, form.cleaned_data)
        except Refusal as error:
            put_errors(form, error)
    done = "" if row.state == OfferState.SENT or (row.state == OfferState.CALL and form.errors) else row.state
    title, text = ANSWERED.get(OfferState(done), ("", "")) if done else ("En förfrågan till er", "")
    context = {
        "page": Page(title, text),
        "public": True,
        "form": form,
        "offer": row,
        "is_open": row.state in OPEN_OFFER and not (done and form.is_bound),
    }
    return render(request, "matching/offer_answer.html", context, status=422 if form.errors else 200)


@requires("proposals.ask", fetch=lambda rows: rows.for_page())
def proposal_enter_answer(request: Request, row: Any) -> HttpResponse:
    """What was said on the telephone."""
    offer = next((each for each in row.offers.all() if each.state in OPEN_OFFER), None)

    def enter(given: dict[str, Any]) -> Any:
        if offer is None:
            raise Refusal("Ingen förfrågan väntar på svar.")
        return answer(offer, request.actor, given)

    return pages.verb_page(
        request,
        ToldForm(request.POST if request.method == "POST" else None),
        enter,
        title="Anteckna svar",
        lead=row.volunteer.name,
        crumbs=crumbs_of(row, "Svar"),
        problems=[] if offer else [Problem("Ingen förfrågan väntar på svar.")],
        submit="Spara",
        back=row.get_absolute_url(),
        done="Svaret är antecknat",
    )

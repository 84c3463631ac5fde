"""Those on the way to be lost, and the page behind the letter that asks whether they are still interested."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, linked, permitted, requires
from brokerage.organisation.fields import words
from brokerage.pages import Action, Column, Empty, Listing, Page
from brokerage.workflow import Refusal
from recruitment.filters import KindFilter, VolunteerKindFilter
from recruitment.models import InterestLetter
from recruitment.requirements import Kind
from recruitment.states import InterestState
from recruitment.views.enquiries import TONES
from recruitment.workflow import interest as workflow

LEAD = (
    "De som har hört av sig och som ingen har haft kontakt med på 90 dagar. "
    "Ring, eller avsluta med ett skäl: när arbetet är gjort är listan tom."
)
ENQUIRIES = Listing(
    title="Utan kontakt",
    lead=LEAD,
    columns=(
        Column("Namn", lambda row: row.name, link=True, sort="name_key", sub=lambda row: words(Kind, row.kinds)),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Senast hörd", lambda row: row.heard_on, kind="date", sort="heard_on"),
        Column("Nästa kontakt", lambda row: row.next_contact_on, kind="date", sort="next_contact_on"),
        Column("Ansvarig", lambda row: row.owner.name),
    ),
    filterset=KindFilter,
    order="heard_on",
    empty=Empty("Ingen är på väg att tappas bort", "Alla som väntar har haft kontakt med er de senaste 90 dagarna."),
)
POOL = Listing(
    title="I poolen utan kontakt",
    lead="De som är godkända, inte har något uppdrag och inte har hört av er på 90 dagar. Ring, eller pausa dem.",
    columns=(
        Column("Namn", lambda row: row.name, link=True, sort="name_key", sub=lambda row: words(Kind, row.kinds)),
        Column("Senast hörd", lambda row: row.heard_on, kind="date", sort="heard_on"),
        Column("I poolen sedan", lambda row: row.joined_on, kind="date", sort="joined_on"),
    ),
    filterset=VolunteerKindFilter,
    order="heard_on",
    empty=Empty("Ingen i poolen är på väg att tappas bort", "Alla utan uppdrag har hört av er de senaste 90 dagarna."),
)


@requires("enquiries.view")
def drifting(request: Request, rows: Any) -> HttpResponse:
    found = rows.drifting_on(clock.today()).with_heard_on().for_list()
    pool = permitted(request.actor, "volunteers.view").drifting_on(clock.today()).count()
    actions = [Action(f"I poolen: {pool}", reverse("recruitment:drifting_pool"), icon="users")]
    return pages.listing(request, found, ENQUIRIES, actions=actions)


@requires("volunteers.work")
def drifting_pool(request: Request, rows: Any) -> HttpResponse:
    count = permitted(request.actor, "enquiries.view").drifting_on(clock.today()).count()
    actions = [Action(f"Anmälningar: {count}", reverse("recruitment:drifting"), icon="mail-plus")]
    return pages.listing(request, rows.drifting_on(clock.today()), POOL, actions=actions)


ANSWERED = {
    InterestState.YES: ("Tack! Vi räknar med dig", "Vi hör av oss när det är dags. Du behöver inte göra något mer."),
    InterestState.NO: ("Tack för svaret", "Du får inga fler brev av det här slaget. Tack för att du ville vara med."),
}
VERBS: dict[str, Callable[..., Any]] = {"yes": workflow.say_still, "no": workflow.say_no_longer}


@linked("interest.answer")
def interest_answer(request: Request, row: InterestLetter) -> HttpResponse:
    """One button. Opening the page changes nothing: mail scanners open links too."""
    error = ""
    verb = VERBS.get(request.POST.get("answer", "")) if request.method == "POST" else None
    if verb and row.state not in ANSWERED:
        try:
            row = verb(row, by=request.actor)
        except Refusal as refusal:
            error = " ".join(refusal.sentences)
    title, text = ANSWERED.get(InterestState(row.state), ("Är du fortfarande intresserad?", ""))
    is_open = row.state not in ANSWERED and workflow.is_open(row)
    if not is_open and row.state not in ANSWERED:
        title, text = "Frågan är inte längre öppen", "Vi har redan hörts sedan brevet skrevs. Tack ändå!"
    context = {"page": Page(title, text), "public": True, "is_open": is_open, "error": error, "row": row}
    return render(request, "recruitment/interest_answer.html", context, status=422 if error else 200)

"""Pages about searches: the list, the shortlist with its reasons, and asking all at once."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Actor, Request, holds_role, requires
from brokerage.letters.models import Channel
from brokerage.organisation.models import Role, Trait, Unit
from brokerage.organisation.people import unit_of
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day
from brokerage.workflow import Problem
from decisions.wording import clock_badge
from matching import reasons, wording
from matching.forms.proposals import AskForm, CloseForm, PickForm
from matching.pool import for_search, in_play, ranked, words_in
from matching.problems import before_asking, before_searching, search_problems
from matching.ranking import Match, Obstacle, Wanted, Weights
from matching.reasons import counted
from matching.sketch import sketch
from matching.states import IN_PLAY, ProposalState, ShortlistState
from matching.views.obstacles import stands_in_the_way
from matching.workflow import shortlists as workflow
from matching.workflow.messages import channels_to
from matching.workflow.proposals import ANSWER_WITHIN, ask

SHOWN, ALMOST_SHOWN = 15, 8
TONES = {ShortlistState.OPEN: "accent", ShortlistState.DONE: "good", ShortlistState.CLOSED: "calm"}
PROPOSAL_TONES = {
    ProposalState.PICKED: "calm",
    ProposalState.ASKED: "accent",
    ProposalState.CALL: "warn",
    ProposalState.WILLING: "good",
    ProposalState.SILENT: "warn",
    ProposalState.CHOSEN: "good",
    ProposalState.APPOINTED: "good",
}


def title_of(row: Any) -> str:
    """The number of the order, or the reference of the district's own case."""
    return row.order.number if row.order_id else row.decision.case_reference


def _intervention(row: Any) -> str:
    return row.decision.ground.intervention.capitalize()


LISTING = Listing(
    title="Sökningar",
    lead="De behov som det söks någon till.",
    columns=(
        Column("Gäller", title_of, link=True, sub=lambda row: "beställning" if row.order_id else "egen sökning"),
        Column("Insats", _intervention, sub=lambda row: row.decision.extent),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("I spel", lambda row: row.picks, kind="number"),
        Column("Har sagt ja", lambda row: row.willing, kind="number"),
        Column("Påbörjad", lambda row: row.opened_on, kind="date", sort="opened_on"),
        Column("Tre månader", lambda row: row.decision.due_on, kind="date", sort="decision__due_on"),
    ),
    order="decision__due_on",
    empty=Empty("Ingen sökning pågår", "En sökning börjar från ett beslut vars behov är beskrivet."),
)
CRUMBS = (("Sökningar", "/sokningar/"),)


@requires("shortlists.view")
def shortlists(request: Request, rows: Any) -> HttpResponse:
    actions = [Action("Att välja mellan", reverse("matching:choices"), icon="chart-column")]
    return pages.listing(request, rows.for_list(), LISTING, is_read=True, actions=actions)


@requires("shortlists.view", read=True, fetch=for_search, steps=True)
def shortlist(request: Request, row: Any) -> HttpResponse:
    """Everyone who fulfils every must, with reasons; the almost qualified; and what stands in the way.

    With `?utan=…` the page shows who could be asked without a must, or without two: nothing is saved.
    """
    words, hard = words_in(row)
    need = sketch(row, words)
    softenable = [code for code in row.decision.need.musts if code not in hard]
    tried = [code for code in request.GET.getlist("utan") if code in softenable]
    is_open = row.state == ShortlistState.OPEN
    found = ranked(row, Weights(**row.weights), on=clock.today(), without=tried) if is_open else None
    may_be_shown = found.fulfils.keys() if found else []
    if request.GET.get("visa") != "alla":
        may_be_shown = may_be_shown[: SHOWN + row.proposed]  # those proposed may stand before those who are shown
    picks, waiting = in_play(row, may_be_shown)
    playing = sum(each.state in IN_PLAY for each in picks)
    there = {each.volunteer_id for each in picks if each.state != ProposalState.DROPPED}
    offered: Any = found.fulfils.without(there) if found else []
    steps = pages.buttons(request, row, has_next=False)
    works = bool(steps)  # whoever may close a search works it
    posted = request.POST if request.method == "POST" else None
    form = PickForm(posted, offered=offered.keys() if found else [], initial={"version": row.version})
    shown = len(offered) if request.GET.get("visa") == "alla" else SHOWN
    matches = offered[:shown]
    actions = [] if row.order_id else [Action("Beslutet", row.decision.get_absolute_url())]
    if picks:
        actions.append(Action("Så har den gått", reverse("matching:shortlist_course", args=[row.pk])))
    if works and any(each.state == ProposalState.PICKED for each in picks):
        actions.insert(0, Action("Fråga de utvalda", reverse("matching:shortlist_ask", args=[row.pk]), main=True))
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.pick(row, by=request.actor, **given),
        title=f"Sökning till {need.title}",
        submit="Välj ut",
        back=row.get_absolute_url(),
        done=workflow.pick.done,
        lead=f"{need.intervention.capitalize()}, {need.ages}. {need.extent}.",
        crumbs=(*CRUMBS, (need.title, None)),
        problems=search_problems(row) if is_open else (),
        template="matching/shortlist.html",
        status=clock_badge(row.decision) or {"text": row.get_state_display(), "tone": TONES[row.state]},
        actions=[*actions, *steps],
        row=row,
        need=need,
        works=works and not tried,
        tried=[words.get(code, code) for code in tried],
        picks=[_pick(each) for each in picks],
        can_pick_more=playing < workflow.MOST_AT_ONCE,
        is_first_pick=not playing,
        sees_pool=holds_role(request.actor, "volunteers.view"),  # a case officer reads names alone
        matches=[_line(row, match, found.wanted, words, waiting) for match in matches] if found else [],
        nobody="Ingen fler uppfyller alla krav" if found and found.fulfils else "Ingen uppfyller alla krav",
        chosen={str(each) for each in form["volunteers"].value() or ()},
        more=max(0, len(offered) - shown),
        almost=[_almost(match, words) for match in found.almost[:ALMOST_SHOWN]] if found else [],
        almost_more=max(0, len(found.almost) - ALMOST_SHOWN) if found else 0,
        fulfilling=len(found.fulfils) if found else 0,
        in_the_way=stands_in_the_way(row, found, softenable, tried, words, works=works, in_play=playing)
        if found
        else None,
        counted=counted(Weights(**row.weights), found.wanted) if found else "",
    )


def _pick(each: Any) -> dict[str, Any]:
    return {
        "url": each.get_absolute_url(),
        "name": each.volunteer.name,
        "state": each.get_state_display(),
        "tone": PROPOSAL_TONES.get(each.state, "calm"),
        "next_on": each.next_contact_on,
    }


def _line(row: Any, match: Match, wanted: Wanted, words: dict[str, str], waiting: dict[int, int]) -> dict[str, Any]:
    one = match.candidate
    free = "plats ledig" if one.places == 1 else "platser lediga"
    places = f"{(one.places or 0) - (one.taken or 0)} av {one.places} {free}"
    asked = waiting.get(one.pk, 0)
    open_ones = "en obesvarad förfrågan" if asked == 1 else f"{asked} obesvarade förfrågningar" if asked else ""
    waits = f"väntar på uppdrag sedan {day(one.waits_since)}" if one.waits_since else ""
    return {
        "pk": str(one.pk),
        "name": one.name,
        "url": reverse("recruitment:volunteer", args=[one.pk]),
        "sub": " · ".join(part for part in (one.district, places, open_ones, waits) if part),
        "quality": match.quality,
        "points": match.points,
        "most": match.most,
        "reasons": reasons.reasons(match, wanted, words),
        "conflict_url": reverse("matching:shortlist_note_conflict", args=[row.pk, one.pk]),
    }


def _almost(match: Match, words: dict[str, str]) -> dict[str, Any]:
    one, first = match.candidate, match.hurdles[0].what
    page = "recruitment:volunteer_describe" if first == Obstacle.UNKNOWN else "recruitment:volunteer"
    return {
        "name": one.name,
        "url": reverse("recruitment:volunteer", args=[one.pk]),
        "missing": [reasons.hurdle(each, words) for each in match.hurdles],
        "cure": reasons.CURES[first],
        "cure_url": reverse(page, args=[one.pk]),
    }


HOW = {(): "rings upp", (Channel.MAIL,): "får e-post", (Channel.SMS,): "får SMS"}


def called(volunteers: list[Any]) -> str:
    """How each of them gets the question: «Familjen Ek får e-post, Familjen Alm rings upp.»"""
    return ", ".join(f"{each.name} {_how(each)}" for each in volunteers) + "."


def _how(volunteer: Any) -> str:
    return HOW.get(tuple(channels_to(volunteer)), "får e-post och SMS")


def asked_by(volunteer: Any) -> str:
    """What happens when one is asked."""
    if not channels_to(volunteer):
        return "Rings upp: läs upp förfrågan och anteckna svaret."
    return f"{called([volunteer])} Det som står här visas först bakom länken."


def default_answer_by() -> date:
    return clock.today() + ANSWER_WITHIN


@requires("shortlists.work", fetch=lambda rows: rows.for_page())
def shortlist_ask(request: Request, row: Any) -> HttpResponse:
    """Everybody who is picked is asked at the same time; one at a time is done from each one's own page."""
    picked = list(row.proposals.filter(state=ProposalState.PICKED).for_list().prefetch_related("volunteer__approvals"))
    need = sketch(row, Trait.all_words().names())
    lead = f"{called([each.volunteer for each in picked])} De ser inte vilka andra som tillfrågas." if picked else ""
    crowded = [problem for each in picked for problem in before_asking(each)]
    form = AskForm(
        request.POST if request.method == "POST" else None,
        is_crowded=bool(crowded),
        initial={"text": wording.offer_text(need), "answer_by": default_answer_by()},
    )
    return pages.verb_page(
        request,
        form,
        lambda given: ask.each(picked, by=request.actor, **given) and row,
        title="Fråga de utvalda",
        lead=lead,
        crumbs=(*CRUMBS, (need.title, row.get_absolute_url()), ("Fråga", None)),
        problems=[Problem(each.text, blocking=False) for each in crowded]
        if picked
        else [Problem("Ingen är utvald som inte redan har frågats.")],
        submit="Skicka",
        back=row.get_absolute_url(),
        next_url=lambda done: row.get_absolute_url(),
        done="Förfrågan är på väg",
    )


@requires("shortlists.work", fetch=lambda rows: rows.for_page())
def shortlist_close(request: Request, row: Any) -> HttpResponse:
    crumbs = (*CRUMBS, (title_of(row), row.get_absolute_url()), ("Avsluta", None))
    lead = "De som har tillfrågats tackas, och någon hör av sig till dem igen. Beslutet väntar vidare."
    return pages.step_page(request, row, workflow.close, CloseForm, lead=lead, crumbs=crumbs)


@requires("needs.describe", fetch=lambda rows: rows.for_page())
def shortlist_open_own(request: Request, row: Any) -> HttpResponse:
    """A search in the district's own pool for this decision."""
    return pages.verb_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda given: workflow.open_own(by=request.actor, decision=row, pool=seat_of(request.actor)),
        title=workflow.open_own.label,
        lead="Den egna poolen: ingen beställning och ingen kostnad.",
        crumbs=(("Beslut", "/beslut/"), (row.case_reference, row.get_absolute_url()), ("Sök", None)),
        problems=before_searching(row),
        submit=workflow.open_own.label,
        back=row.get_absolute_url(),
        done=workflow.open_own.done,
        template="pages/confirm.html",
    )


@requires("orders.broker", fetch=lambda rows: rows.for_page())
def shortlist_open_brokered(request: Request, row: Any) -> HttpResponse:
    """A search in the brokerage's pool for this order."""
    back = reverse("orders:order_card", args=[row.pk])
    return pages.verb_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda given: workflow.open_brokered(by=request.actor, order=row, pool=seat_of(request.actor)),
        title=workflow.open_brokered.label,
        lead=f"Beställning {row.number}.",
        crumbs=(("Att förmedla", "/formedla/"), (row.number, back), ("Sök", None)),
        submit=workflow.open_brokered.label,
        back=back,
        done=workflow.open_brokered.done,
        template="pages/confirm.html",
    )


def seat_of(actor: Actor) -> Unit:
    """The unit whose pool the actor searches in, or looks at as its manager."""
    roles = (Role.RECRUITER, Role.CONTACT_SECRETARY, Role.CASE_OFFICER)
    seats = actor.holds(roles) or actor.holds((Role.DISTRICT_MANAGER,))
    return unit_of(seats[0].unit_id)

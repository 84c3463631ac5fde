"""Pages about somebody on a shortlist: what they said, what stands in the way, and the steps to an appointment."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, actions_on, permits, requires
from brokerage.organisation.models import Trait
from brokerage.organisation.people import colleagues
from brokerage.organisation.rules import CASE_OFFICER, DISTRICT_MANAGER
from brokerage.pages import Action, Page
from brokerage.pages.wording import day, moment
from brokerage.workflow import Problem
from matching import wording
from matching.forms.assignments import AppointForm
from matching.forms.proposals import AskForm, CaseCheckForm, ChooseForm, ContactForm, DeclineForm
from matching.problems import (
    before_appointing,
    before_asking,
    cancelled_often,
    case_checks,
    people_to_check,
    track_of,
)
from matching.ranking import Part
from matching.reasons import parts as in_words
from matching.sketch import sketch
from matching.states import OPEN_OFFER, ClientMeetingState, ProposalState
from matching.views.crumbs import crumbs_of
from matching.views.disclosures import told
from matching.views.meetings import shown as meeting_shown
from matching.views.shortlists import PROPOSAL_TONES, asked_by, default_answer_by
from matching.workflow import (
    assignments,
)
from matching.workflow import (
    proposals as workflow,
)
from recruitment.requirements import LAW

ADULT = 18
OPEN_TO_CHECK = {ProposalState.WILLING, ProposalState.CHOSEN}


@requires("proposals.view", read=True, fetch=lambda rows: rows.for_page())
def proposal(request: Request, row: Any) -> HttpResponse:
    """The same page for whoever asks and for whoever decides; only the district sees whom it is for."""
    may = actions_on(request.actor, ("proposals.ask", "proposals.decide"), [row])[row.pk]
    decides = "proposals.decide" in may and row.state in OPEN_TO_CHECK
    words = Trait.all_words().names()
    offers = list(row.offers.all())
    checks = case_checks(row, on=clock.today()) if decides else []
    problems = before_appointing(row, on=clock.today(), checks=checks) if decides else []
    tasks = [_task(row, each) for each in checks]
    actions = []
    if "proposals.ask" in may and any(each.state in OPEN_OFFER for each in offers):
        url = reverse("matching:proposal_enter_answer", args=[row.pk])
        actions.append(Action("Anteckna svar", url, main=True, icon="phone"))
    if "proposals.ask" in may and row.next_contact_on:
        actions.append(Action("Anteckna kontakt", reverse("matching:proposal_note_contact", args=[row.pk])))
    if decides:
        actions += _before_choice(row)
    assignment = getattr(row, "assignment", None)
    # The brokerage asks and hears the answer, and never learns whom it is for.
    knows = permits(request.actor, "decisions.view", row.shortlist.decision)
    response = pages.detail(
        request,
        row,
        "matching/proposal.html",
        title=row.volunteer.name,
        lead=pages.reach(row.volunteer.phone, row.volunteer.email),
        crumbs=crumbs_of(row, decides=knows),
        status={"text": row.get_state_display(), "tone": PROPOSAL_TONES.get(row.state, "calm")},
        problems=[*problems, *(cancelled_often(row) if decides else ())],
        actions=actions,
        has_next=not any(action.main for action in actions),
        also_history_of=(*offers, *row.meetings.all()),
        offers=[_offer(each) for each in offers],
        meetings=[meeting_shown(each, knows=knows) for each in row.meetings.all()],
        moves_meetings=decides,
        told=told(offers, row.volunteer.disclosures.under(row.shortlist.decision_id), knows=knows),
        child_words=row.child_words if knows else "",
        prints_child_words="proposals.decide" in may,
        tasks=tasks,
        need=sketch(row.shortlist, words),
        reasons=_reasons(row, words),
        facts=_facts(row, knows=knows),
        decision=row.shortlist.decision if knows else None,
        assignment=assignment if knows else None,
        own_view=row.own_view if knows else "",
        refusal_words=row.refusal_words if knows else "",
    )
    if not knows:
        _hide_the_district(response.context_data["page"], row)  # type: ignore[attr-defined]
    return response


def _hide_the_district(page: Page, row: Any) -> None:
    """Who in the district has done something says which district it is: not told of a protected person."""
    if row.shortlist.decision.client.is_protected:
        ours = row.shortlist.opened_by.name
        for event in page.history:
            event["who"] = event["who"] if event["who"] == ours else "någon annan"


def _before_choice(row: Any) -> list[Action]:
    """What is done between the yes and the choice."""
    is_booked = any(each.state == ClientMeetingState.BOOKED for each in row.meetings.all())
    found = [Action("Berätta mer", reverse("matching:proposal_tell_more", args=[row.pk]))]
    if not is_booked:
        found.append(Action("Boka en träff", reverse("matching:proposal_book_meeting", args=[row.pk])))
    if row.shortlist.decision.client.identity.age() < ADULT:
        found.append(Action("Skriv till barnet", reverse("matching:proposal_write_to_child", args=[row.pk])))
    return found


def _task(row: Any, each: Any) -> dict[str, Any]:
    url = reverse("matching:proposal_record_check", args=[row.pk, each.member.pk]) if each.member else ""
    return {
        "url": "" if each.is_done else url,
        "label": each.label,
        "status": each.status,
        "tone": each.tone,
        "detail": each.detail or each.why,
    }


def _offer(each: Any) -> dict[str, Any]:
    answered = f"Svarade {moment(each.answered_at)} genom {each.get_way_display()}" if each.answered_at else ""
    asked = "Frågas per telefon" if each.is_by_phone else f"Frågad {day(each.sent_on)}"
    if each.reminded_on:
        asked += f", påmind {day(each.reminded_on)}"
    said = [each.get_reason_display() if each.reason else "", each.words]
    return {
        "text": each.text,
        "when": f"{asked}, svar senast {day(each.answer_by)}",
        "answered": answered,
        "beyond": each.beyond,
        "said": ". ".join(part for part in said if part),
        "state": each.get_state_display(),
        "tone": {"yes": "good", "call": "warn", "sent": "accent"}.get(each.state, "calm"),
    }


def _reasons(row: Any, words: dict[str, str]) -> list[tuple[str, str]]:
    parts = [Part(*each) for each in row.parts]
    found = in_words(parts, words) if parts else [("yes", words.get(code, code)) for code in row.met]
    found += [("unknown", f"{words.get(code, code)}: okänt") for code in row.unknown]
    return found + [("no", f"inte {words.get(code, code)}") for code in row.unmet]


def _facts(row: Any, *, knows: bool) -> list[tuple[str, Any]]:
    return pages.chosen(
        (
            ("Utvald", day(row.picked_on)),
            ("Träffade klienten", day(row.met_on)),
            ("Planerad start", day(row.starts_on)),
            ("I klientens hem", "ja" if knows and row.in_clients_home else ""),
            ("Klienten tackade nej", row.get_refusal_display() if row.refusal else ""),
            ("Hör av er igen", day(row.next_contact_on)),
        )
    )


@requires("proposals.ask", fetch=lambda rows: rows.for_page())
def proposal_ask(request: Request, row: Any) -> HttpResponse:
    need = sketch(row.shortlist, Trait.all_words().names())
    crowded = before_asking(row)
    initial = {"text": wording.offer_text(need), "answer_by": default_answer_by()}
    return pages.step_page(
        request,
        row,
        workflow.ask,
        partial(AskForm, is_crowded=bool(crowded)),
        lead=asked_by(row.volunteer),
        crumbs=crumbs_of(row, "Fråga"),
        initial=initial,
        problems=[Problem(each.text, blocking=False) for each in crowded],
    )


@requires("proposals.ask", fetch=lambda rows: rows.for_page())
def proposal_drop(request: Request, row: Any) -> HttpResponse:
    back = row.shortlist.get_absolute_url()
    return pages.step_page(request, row, workflow.drop, crumbs=crumbs_of(row, "Ta bort"), back=back)


@requires("proposals.ask", fetch=lambda rows: rows.for_page())
def proposal_note_contact(request: Request, row: Any) -> HttpResponse:
    lead = "De som har ställt upp ska inte tappas bort."
    initial = {"next_contact_on": None}
    return pages.edit_page(
        request, row, workflow.note_contact, ContactForm, initial=initial, lead=lead, crumbs=crumbs_of(row, "Kontakt")
    )


@requires("proposals.decide", fetch=lambda rows: rows.for_page())
def proposal_choose(request: Request, row: Any) -> HttpResponse:
    initial = {"met_on": clock.today()}
    return pages.step_page(
        request, row, workflow.choose, ChooseForm, crumbs=crumbs_of(row, "Klientens val", decides=True), initial=initial
    )


@requires("proposals.decide", fetch=lambda rows: rows.for_page())
def proposal_decline(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request, row, workflow.decline, DeclineForm, crumbs=crumbs_of(row, "Klientens val", decides=True)
    )


@requires("proposals.decide", fetch=lambda rows: rows.for_page())
def proposal_record_check(request: Request, row: Any, member: int) -> HttpResponse:
    """The fresh check that this case needs, of one adult."""
    person = get_object_or_404(row.volunteer.members.all(), pk=member)
    track = track_of(row, on=clock.today())
    if track is None or person not in people_to_check(row):
        raise Http404
    form = CaseCheckForm(
        request.POST if request.method == "POST" else None,
        track=track,
        today=clock.today(),
        initial={"version": row.version},
    )
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.record_check(row, by=request.actor, member=person, **given),
        title=f"{track.label}: {person.name}",
        lead=f"Enligt {LAW[track]}. Bara det som lagen tillåter sparas.",
        crumbs=crumbs_of(row, "Kontroll", decides=True),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.record_check.done,
    )


@requires("proposals.decide", fetch=lambda rows: rows.for_page())
def proposal_appoint(request: Request, row: Any) -> HttpResponse:
    """The decision to appoint; everything in the way stands above the form."""
    officers = colleagues(row.unit_id, CASE_OFFICER, DISTRICT_MANAGER)
    own = next((each.pk for each in officers if each.pk == request.actor.user_id), None)
    form = AppointForm(
        request.POST if request.method == "POST" else None,
        officers=officers,
        is_child=row.shortlist.decision.client.identity.age() < ADULT,
        initial={"decision_maker": own, "decided_on": clock.today(), "delegation": row.shortlist.decision.delegation},
    )
    ground = row.shortlist.decision.ground
    under = f" enligt {ground.appointed_under} {ground.law}" if ground.appointed_under else ""
    return pages.verb_page(
        request,
        form,
        lambda given: assignments.appoint(row, by=request.actor, **given),
        title="Utse",
        lead=f"{row.volunteer.name} utses{under} från {day(row.starts_on)}.",
        crumbs=crumbs_of(row, "Utse", decides=True),
        problems=before_appointing(row, on=clock.today()),
        submit=assignments.appoint.label,
        back=row.get_absolute_url(),
        done=assignments.appoint.done,
        next_url=lambda done: done.assignment.get_absolute_url(),
    )

"""Pages about decisions, their clock and their need."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, holds_role, requires
from brokerage.organisation.fields import words
from brokerage.organisation.models import Area, Trait
from brokerage.organisation.people import colleagues
from brokerage.organisation.rules import CASE_OFFICER
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day, days
from brokerage.workflow import Problem
from decisions.filters import DecisionFilter
from decisions.forms.decisions import DecisionForm, NeedForm, WeighForm
from decisions.models import LegalGround
from decisions.models.decisions import Purpose, TargetGroup
from decisions.problems import HEAVY
from decisions.reports import quarter_to_state
from decisions.states import DecisionState, OpinionState
from decisions.waiting import day_number, served_by
from decisions.wording import clock_badge, fee_words
from decisions.workflow import amendments
from decisions.workflow import decisions as workflow

TONES = {
    DecisionState.WAITING: "warn",
    DecisionState.EXECUTED: "good",
    DecisionState.INTERRUPTED: "warn",
    DecisionState.ENDED: "calm",
}


LISTING = Listing(
    title="Beslut",
    lead="Beslut som väntar på någon. Det som snart har väntat i tre månader står överst.",
    columns=(
        Column(
            "Ärende",
            lambda row: row.case_reference,
            link=True,
            sort="case_reference",
            sub=lambda row: row.client.identity.name,
        ),
        Column("Insats", lambda row: row.ground.intervention.capitalize(), sub=lambda row: row.extent),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Beslutat", lambda row: row.decided_on, kind="date", sort="decided_on"),
        Column("Tre månader", lambda row: row.due_on, kind="date", sort="due_on"),
        Column(
            "Klocka",
            lambda row: (clock_badge(row) or {"text": ""})["text"],
            tone=lambda row: (clock_badge(row) or {"tone": ""})["tone"],
        ),
    ),
    filterset=DecisionFilter,
    order="due_on",
    empty=Empty("Inget beslut väntar", "Alla beslut i ditt programområde verkställs."),
)
CRUMBS = (("Beslut", "/beslut/"),)


def crumbs_of(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CRUMBS, (row.case_reference, row.get_absolute_url()), (last, None))


@requires("decisions.view")
def decisions(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, rows.for_list(), LISTING, is_read=True)


@requires("decisions.view", read=True, fetch=lambda rows: rows.for_page())
def decision(request: Request, row: Any) -> HttpResponse:
    need = getattr(row, "need", None)
    known = Trait.all_words().names() if need else {}
    works = holds_role(request.actor, "decisions.record")
    orders, searches = list(row.orders.all()), list(row.shortlists.all())
    actions = _actions(request, row, need, orders, searches)
    client = row.client
    return pages.detail(
        request,
        row,
        "decisions/decision.html",
        title=row.ground.intervention.capitalize(),
        lead=f"{row.extent}. {row.case_reference}.",
        crumbs=(*CRUMBS, (row.case_reference, None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        actions=actions,
        problems=_problems(row, need),
        has_next=not any(action.main for action in actions),
        also_history_of=(client,),
        badge=clock_badge(row),
        clock_facts=_clock_facts(row),
        facts=_facts(row),
        need=need,
        musts=[known.get(code, code) for code in need.musts] if need else [],
        important=[known.get(code, code) for code in need.important] if need else [],
        wishes=[known.get(code, code) for code in need.wishes] if need else [],
        client=client,
        interruptions=row.interruptions.all(),
        parts=row.partial_executions.all(),
        amendments=row.amendments.all(),
        reviews=row.reviews.all(),
        changes=_changes(row) if row.state != DecisionState.ENDED and works else [],
        statements=row.statements.all(),
        orders=orders,
        searches=[each for each in searches if each.order_id is None],
        proposals=_presented(row),
        assignments=row.assignments.all(),
        plans=row.plans.all(),
        follow_ups=row.follow_ups.all(),
        follows=row.state != DecisionState.ENDED and holds_role(request.actor, "plans.work"),
        measures=row.executed_on is not None,
        readings=row.readings.all(),
        opinions=row.opinions.all(),
        papers=_papers(row),
    )


def _actions(request: Request, row: Any, need: Any, orders: list[Any], searches: list[Any]) -> list[Action]:
    """What can be done beside the steps: where nobody looks for anybody yet, that comes first."""
    found = []
    if row.state != DecisionState.ENDED and holds_role(request.actor, "needs.describe"):
        is_asked = row.due_on is not None
        if need and is_asked:
            if not any(each.state == "open" and each.order_id is None for each in searches):
                url = reverse("matching:shortlist_open_own", args=[row.pk])
                is_next = not searches and not orders
                found.append(Action("Sök i egna poolen", url, main=is_next, icon="search"))
            if all(each.state == "withdrawn" for each in orders):
                found.append(
                    Action("Beställ av Resursteamen", reverse("orders:order_draft", args=[row.pk]), icon="send")
                )
        label = "Ändra behovet" if need else "Beskriv behovet"
        url = reverse("decisions:decision_describe_need", args=[row.pk])
        found.append(Action(label, url, main=need is None and is_asked, icon="pencil"))
    if need and need.is_too_heavy and holds_role(request.actor, "needs.weigh"):
        found.append(Action(workflow.weigh.label, reverse("decisions:decision_weigh", args=[row.pk]), main=True))
    if (due := quarter_to_state(row, clock.today())) and holds_role(request.actor, "causes.state"):
        url = reverse("decisions:decision_state_cause", args=[row.pk, due.year, due.number])
        found.append(Action("Ange orsak", url, icon="message-square-warning"))
    if row.state in workflow.WAITS and holds_role(request.actor, "decisions.record"):
        url = reverse("decisions:decision_note_partial", args=[row.pk])
        found.append(Action(workflow.note_partial.label, url))
    return found


def _papers(row: Any) -> list[tuple[str, str]]:
    """What can be written or printed of the case; of somebody with protected identity nothing is printed."""
    found = []
    if row.ground.reportable and all(each.state != OpinionState.DRAFT for each in row.opinions.all()):
        found.append(("Skriv yttrande till IVO", reverse("decisions:decision_write_opinion", args=[row.pk])))
    if not row.client.is_protected:
        found.append(("Till akten (PDF)", reverse("decisions:decision_file_pdf", args=[row.pk])))
    return found


def _changes(row: Any) -> list[tuple[str, str]]:
    """What can be done with the terms, beside the facts: label and address."""
    names = ["change_extent", "renew", "note_assessment"]
    if row.area == Area.LSS:
        names.append("note_individual_plan")
    if row.review_on:
        names.append("review")
    verbs = {"note_assessment": workflow.note_assessment}
    return [
        (verb.label, reverse(f"decisions:decision_{name}", args=[row.pk]))
        for name in names
        for verb in [verbs.get(name) or getattr(amendments, name)]
    ]


def _presented(row: Any) -> list[Any]:
    """Whom the brokerage proposes and who have said yes: of the others the district knows nothing."""
    return [
        each
        for search in row.shortlists.all()
        if search.order_id
        for each in search.proposals.all()
        if each.state in ("willing", "chosen", "declined", "appointed")
    ]


def _problems(row: Any, need: Any) -> list[Problem]:
    today, found = clock.today(), []
    if row.due_on and today > row.due_on:
        said = "Beslut enligt det här lagrummet rapporteras inte."
        if row.ground.reportable:
            said = f"Beslutet ska rapporteras till IVO. {fee_words(row.decided_on, row.waiting_since, today)}"
        gone = f"{days(day_number(row.waiting_since, today))} har gått"
        found.append(Problem(f"Över tre månader: {gone}. {said}", blocking=False))
    if row.due_on and need is None:
        url = reverse("decisions:decision_describe_need", args=[row.pk])
        found.append(Problem("Behovet är inte beskrivet. Utan det kan ingen sökas.", blocking=False, url=url))
    if need and need.is_too_heavy and row.due_on:
        found.append(Problem(HEAVY, blocking=False))
    if row.state == DecisionState.EXECUTED and not any(each.is_ahead for each in row.follow_ups.all()):
        url = reverse("decisions:followup_plan", args=[row.pk])
        found.append(
            Problem("Ingen uppföljning är planerad. Bestäm när, och vem som ansvarar.", blocking=False, url=url)
        )
    return found


def _clock_facts(row: Any) -> list[tuple[str, Any]]:
    if row.due_on is None:
        return []
    since = "Avbrott sedan" if row.state == DecisionState.INTERRUPTED else "Beslutat"
    return [
        (since, day(row.waiting_since)),
        ("Dag", day_number(row.waiting_since, clock.today())),
        ("Tre månader", day(row.due_on)),
        ("Ansökan om avgift senast", day(served_by(row.waiting_since))),
    ]


def _facts(row: Any) -> list[tuple[str, Any]]:
    return pages.chosen(
        (
            ("Lagrum", f"{row.ground.law} {row.ground.ground}"),
            ("Utses enligt", row.ground.appointed_under),
            ("Omfattning", row.extent),
            ("Syfte", words(Purpose, row.purposes)),
            ("Målgrupp", words(TargetGroup, row.target_groups)),
            ("Individuell bedömning", day(row.assessed_on)),
            ("Beslutat", day(row.decided_on)),
            ("Gäller till", day(row.valid_to)),
            ("Förhandsbesked", "Ja, enligt 16 § LSS" if row.is_advance else ""),
            ("Behandlingsplan", day(row.treatment_on)),
            ("Individuell plan", row.get_individual_plan_display()),
            ("Prövas senast" if row.area != Area.LSS else "Planen gås igenom", day(row.review_on)),
            ("Beslutsfattare", row.decision_maker),
            ("Delegation", row.delegation),
            ("Inlagt av", row.recorded_by),
            ("Lämpligt eftersom", row.suitability),
            ("En vårdnadshavare räcker eftersom", row.one_guardian),
            ("Verkställt", day(row.executed_on)),
            ("Avslutat", day(row.ended_on)),
            ("Skäl", row.end_reason),
        )
    )


@requires("clients.work", fetch=lambda rows: rows.for_page())
def decision_record(request: Request, row: Any) -> HttpResponse:
    """A decision about this client."""
    officers = colleagues(row.unit_id, CASE_OFFICER)
    own = next((each.pk for each in officers if each.pk == request.actor.user_id), None)
    form = DecisionForm(
        request.POST or None,
        grounds=LegalGround.for_area(row.area),
        officers=officers,
        area=row.area,
        initial={"decided_on": clock.today(), "decision_maker": own},
    )
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.record(by=request.actor, client=row, **given),
        title="Nytt beslut",
        lead=f"{row.identity.name}, {row.identity.age()} år",
        crumbs=(("Klienter", "/klienter/"), (row.identity.name, row.get_absolute_url()), ("Nytt beslut", None)),
        submit=workflow.record.label,
        back=row.get_absolute_url(),
        done=workflow.record.done,
        actions=[
            Action("Kriterier och frågor", f"{reverse('recruitment:routines')}?phase=deciding", icon="list-checks")
        ],
    )


@requires("needs.describe", read=True, fetch=lambda rows: rows.for_page())
def decision_describe_need(request: Request, row: Any) -> HttpResponse:
    need = getattr(row, "need", None)
    told = ("musts", "important", "wishes", "words", "urgency", "together", "weight")
    initial = {name: getattr(need, name) for name in told} if need else {}
    return pages.edit_page(
        request,
        row,
        workflow.describe_need,
        NeedForm,
        initial=initial,
        lead="Krav utesluter den som inte uppfyller dem. Välj få krav och fler önskemål, och säg vad som är viktigast.",
        template="decisions/decision_describe_need.html",
        crumbs=crumbs_of(row, "Behov"),
    )


@requires("needs.weigh", read=True, fetch=lambda rows: rows.for_page())
def decision_weigh(request: Request, row: Any) -> HttpResponse:
    """A manager thinks of a need that is heavier than the intervention is meant for."""
    need = getattr(row, "need", None)
    return pages.edit_page(
        request,
        row,
        workflow.weigh,
        WeighForm,
        initial={"weighed_words": ""},
        lead=str(row),
        notice={"tone": "warn", "title": need.get_weight_display(), "text": HEAVY}
        if need and need.is_too_heavy
        else None,
        crumbs=crumbs_of(row, workflow.weigh.label),
    )

"""Pages about vettings: the guided task list, its parts, the proposal and the decision."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, holds_role, requires
from brokerage.organisation.fields import words
from brokerage.organisation.models import Area, Trait
from brokerage.organisation.people import unit_of
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day
from brokerage.workflow import Problem
from recruitment.compilations import scope
from recruitment.filters import VettingFilter
from recruitment.forms.vettings import (
    ApproveForm,
    CheckForm,
    ConsentForm,
    JourForm,
    NameReferenceForm,
    OpenNamedVettingForm,
    ProposeForm,
    ReasonForm,
)
from recruitment.guides import talks_of
from recruitment.problems import before_proposing, plan_of, table_of_requirements, task_list
from recruitment.requirements import FAMILIES, Kind, Requirement, Source, checked_people
from recruitment.rules import seat
from recruitment.states import VettingState
from recruitment.views.surroundings import around, before_deciding, works_on
from recruitment.workflow import vettings as workflow

TONES = {
    VettingState.OPEN: "calm",
    VettingState.PROPOSED: "warn",
    VettingState.APPROVED: "good",
    VettingState.REFUSED: "bad",
    VettingState.WITHDRAWN: "calm",
}
LISTING = Listing(
    title="Utredningar",
    columns=(
        Column(
            "Namn",
            lambda row: row.volunteer.name,
            link=True,
            sort="volunteer__name_key",
            sub=lambda row: words(Kind, row.kinds),
        ),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Gäller", lambda row: row.get_purpose_display()),
        Column("Utredare", lambda row: row.investigator.name),
        Column("Inledd", lambda row: row.opened_on, kind="date", sort="opened_on"),
        Column("Föreslagen", lambda row: row.proposed_on, kind="date", sort="proposed_on"),
    ),
    filterset=VettingFilter,
    order="opened_on",
    empty=Empty(
        "Inga utredningar här", "En utredning inleds från en anmälan när den sökande har varit på en informationsträff."
    ),
)
RUNNING = (VettingState.OPEN, VettingState.PROPOSED)
CRUMBS = (("Utredningar", "/rekrytering/utredningar/"),)


def crumbs_of(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CRUMBS, (str(row), row.get_absolute_url()), (last, None))


@requires("vettings.view")
def vettings(request: Request, rows: Any) -> HttpResponse:
    actions = []
    if holds_role(request.actor, "vettings.renew"):
        actions.append(Action("Att förnya", reverse("recruitment:renewals"), icon="refresh-cw"))
    if holds_role(request.actor, "vettings.open_named"):
        actions.append(Action("Utred för namngivet uppdrag", reverse("recruitment:vetting_open_named"), icon="plus"))
    return pages.listing(request, rows.for_list(), LISTING, actions=actions)


@requires("vettings.view", read=True, fetch=lambda rows: rows.for_page())
def vetting(request: Request, row: Any) -> HttpResponse:
    works = row.state == VettingState.OPEN and works_on(request, row)
    table = row.judged_by = table_of_requirements()
    tasks = task_list(row, table)
    return pages.detail(
        request,
        row,
        "recruitment/vetting.html",
        title=str(row),
        lead=f"{words(Kind, row.kinds)}. {row.get_purpose_display()}. Utredare: {row.investigator}.",
        crumbs=(*CRUMBS, (str(row), None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        problems=_problems(request, row, tasks, table, works=works),
        also_history_of=(row.volunteer, *row.references.all()),
        tasks=[_task(row, each, works=works) for each in tasks],
        works=works,
        optional=_optional(row, table) if works else [],
        questions=row.questions.all() if works else (),
        proposal=_proposal(row),
        facts=_facts(request, row),
        references=row.references.all(),
        members=row.volunteer.members.all(),
        is_family=bool(FAMILIES & set(row.kinds)),
        talks=talks_of(row),
        drafts=row.drafts.filter(by=request.user) if works else (),
        **around(request, row, tasks, works=works),
    )


def _task(row: Any, each: Requirement, *, works: bool) -> dict[str, Any]:
    """A line of the task list: with a link to the page that does it, while the vetting is open."""
    return {
        "label": each.label,
        "status": each.status,
        "tone": each.tone,
        "detail": " · ".join(part[:1].upper() + part[1:] for part in (each.detail, each.why) if part),
        "url": _task_url(row, each) if works and each.missing else "",
    }


def _optional(row: Any, table: Any) -> list[tuple[str, str]]:
    """The checks that may be made and may be left out, of whom they have not been made: what, and where."""
    plan, done = plan_of(row, table), {(each.source, each.member_id) for each in row.checks.all()}
    return [
        (f"{source.label}: {member}", reverse("recruitment:vetting_record_check", args=[row.pk, source, member.pk]))
        for source in plan.city_checks(optional=True)
        for member in checked_people(plan, list(row.volunteer.members.all()))
        if (source, member.pk) not in done
    ]


_PAGES = {
    "consent": "note_consent",
    "interview": "record_interview",
    "visit": "record_visit",
    "jour": "assess_jour",
}


def _task_url(row: Any, each: Requirement) -> str:
    match each.code.split("-"):
        case ["check", source]:
            return reverse("recruitment:vetting_record_check", args=[row.pk, source, each.member.pk])
        case ["ask", _]:
            return reverse("recruitment:vetting_ask_registers", args=[row.pk, each.member.pk])
        case ["answer", pk]:
            return reverse("recruitment:vetting_note_answer", args=[row.pk, pk])
        case ["reference"]:
            waiting = [one for one in row.references.all() if one.state == "named"]
            named = next((one for one in waiting if one.name == each.detail), None)
            return (
                reverse("recruitment:reference_take", args=[named.pk])
                if named
                else reverse("recruitment:vetting_name_reference", args=[row.pk])
            )
        case [code]:
            names = _PAGES
            return reverse(f"recruitment:vetting_{names[code]}", args=[row.pk]) if code in names else ""
    return ""


def _problems(request: Request, row: Any, tasks: list[Requirement], table: Any, *, works: bool) -> list[Problem]:
    """What to know before the task list: it names each missing part itself, so here they are only counted."""
    left = sum(not each.is_done for each in tasks)
    found = [each for each in before_proposing(row, table) if not each.blocking] if row.state in RUNNING else []
    found = [each for each in found if works or not each.url]  # what leads on is for whoever may go there
    if row.state == VettingState.OPEN and left:
        parts = "en del återstår" if left == 1 else f"{left} delar återstår"
        found.insert(0, Problem(f"Godkännande kan inte föreslås än: {parts}."))
    elif row.state == VettingState.PROPOSED and left:
        found.insert(0, Problem("Något har ändrats sedan förslaget och behöver kompletteras. Sänd tillbaka."))
    if row.state == VettingState.OPEN and row.returned_reason:
        found.insert(0, Problem(f"Återsänd av {row.returned_by}: {row.returned_reason}", blocking=False))
    if row.state == VettingState.PROPOSED and row.investigator_id == request.actor.user_id:
        found.append(Problem("Du har utrett: någon annan fattar beslutet.", blocking=False))
    if row.state in (VettingState.APPROVED, VettingState.REFUSED) and not row.told_on:
        told = reverse("recruitment:vetting_note_told", args=[row.pk])
        found.append(Problem("Sökanden har inte fått besked än. Anteckna när det är gjort.", blocking=False, url=told))
    return found


def _facts(request: Request, row: Any) -> list[tuple[str, Any]]:
    ages = (
        f"{row.client_age_from}–{row.client_age_to} år"
        if row.purpose != "named"
        else f"{row.client_age_from} år vid start"
    )
    enquiry = row.enquiry if holds_role(request.actor, "enquiries.view") else None
    return pages.chosen(
        (
            ("Gäller", row.get_purpose_display()),
            ("Tidigare godkännande till", day(row.renews.valid_until) if row.renews else ""),
            ("Ärende", row.case_reference),
            ("Start", day(row.starts_on)),
            ("Klientens ålder", ages),
            ("För klienter inom", words(Area, row.client_areas)),
            ("I klientens hem", "ja" if row.in_clients_home else ""),
            ("Utreds som jourhem", "ja" if row.as_jour else ""),
            ("Inledd", day(row.opened_on)),
            ("Föreslagen", day(row.proposed_on)),
            ("Avslutad", day(row.closed_on)),
            ("Skäl", row.closed_reason),
            ("Anmälan", pages.link(day(enquiry.received_on), enquiry.get_absolute_url()) if enquiry else ""),
        )
    )


def _proposal(row: Any) -> list[tuple[str, Any]]:
    if not row.assessment:
        return []
    return [
        ("Bedömning", row.assessment),
        *pages.chosen((("Som jourhem", row.jour_note),)),
        *scope(row, Trait.all_words().names()),
    ]


@requires("vettings.open_named", creates=True)
def vetting_open_named(request: Request) -> HttpResponse:
    unit_id, area = seat(request.actor, "vettings.open_named")
    return pages.verb_page(
        request,
        OpenNamedVettingForm(request.POST or None, initial={"client_areas": [area] if area else []}),
        lambda given: workflow.open_named(by=request.actor, unit=unit_of(unit_id), area=area, **given),
        title="Utred för namngivet uppdrag",
        lead="När klienten själv har föreslagit någon. Godkännandet gäller bara det ärendet.",
        crumbs=(*CRUMBS, ("Ny", None)),
        submit=workflow.open_named.label,
        back=reverse("recruitment:vettings"),
        done=workflow.open_named.done,
    )


@requires("vettings.work")
def vetting_note_consent(request: Request, row: Any) -> HttpResponse:
    initial = {"consent_on": row.consent_on or clock.today()}
    return pages.edit_page(
        request, row, workflow.note_consent, ConsentForm, initial=initial, crumbs=crumbs_of(row, "Medgivande")
    )


@requires("vettings.work", read=True)
def vetting_assess_jour(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.assess_jour,
        JourForm,
        lead=f"{row}. Utan utredning placeras inget barn i hemmet som jour (22 kap. 4 § socialtjänstlagen).",
        initial={"as_jour": row.as_jour, "jour_note": row.jour_note},
        crumbs=crumbs_of(row, "Jourhem"),
    )


@requires("vettings.work")
def vetting_record_check(request: Request, row: Any, source: str, member: int) -> HttpResponse:
    """One check of one person. A check that the law does not give for this vetting has no page."""
    person = get_object_or_404(row.volunteer.members.all(), pk=member)
    plan = plan_of(row)
    if source not in plan.may_check() or person not in checked_people(plan, [person]):
        raise Http404
    wanted = Source(source)
    return _part_page(
        request,
        row,
        workflow.record_check,
        CheckForm(request.POST or None, source=wanted, initial={"on": clock.today()}),
        title=f"{wanted.label}: {person}",
        extra={"source": wanted, "member": person},
    )


def _part_page(
    request: Request,
    row: Any,
    verb: Any,
    form: Any,
    *,
    title: str = "",
    lead: str = "",
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of one part of the vetting; back to the task list when done."""
    return pages.verb_page(
        request,
        form,
        lambda given: verb(row, by=request.actor, **given, **(extra or {})),
        title=title or verb.label,
        lead=lead,
        crumbs=crumbs_of(row, title or verb.label),
        submit="Spara",
        back=row.get_absolute_url(),
        done=verb.done,
    )


@requires("vettings.work")
def vetting_name_reference(request: Request, row: Any) -> HttpResponse:
    return _part_page(request, row, workflow.name_reference, NameReferenceForm(request.POST or None))


def proposing(row: Any) -> tuple[Any, dict[str, Any]]:
    """The form of assessment and scope, and what stands in it from the start."""
    initial = {
        "assessment": row.assessment,
        "scope_kinds": row.scope_kinds or row.kinds,
        "scope_age_from": row.client_age_from if row.scope_age_from is None else row.scope_age_from,
        "scope_age_to": row.client_age_to if row.scope_age_to is None else row.scope_age_to,
        "scope_places": row.scope_places or 1,
        "scope_nights": row.scope_nights,
        "scope_traits": row.scope_traits,
        "scope_valid_until": row.scope_valid_until or clock.months_after(clock.today(), 24) - timedelta(days=1),
    }
    return partial(ProposeForm, kinds=row.kinds), initial


@requires("vettings.work", read=True, fetch=lambda rows: rows.for_page())
def vetting_propose(request: Request, row: Any) -> HttpResponse:
    form, initial = proposing(row)
    return pages.step_page(
        request,
        row,
        workflow.propose,
        form,
        lead=f"{row}: en godkännare fattar beslutet.",
        crumbs=crumbs_of(row, "Föreslå"),
        initial=initial,
    )


@requires("vettings.decide", read=True, fetch=lambda rows: rows.for_page())
def vetting_approve(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request,
        row,
        workflow.approve,
        ApproveForm,
        lead=str(row),
        crumbs=crumbs_of(row, "Godkänn"),
        facts=_proposal(row),
        heeded=[each for talk in talks_of(row) for each in talk.heeded],
        template="recruitment/vetting_approve.html",
        problems=before_deciding(row),
    )


@requires("vettings.decide")
def vetting_send_back(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request,
        row,
        workflow.send_back,
        ReasonForm,
        lead="Skriv vad som behöver kompletteras.",
        crumbs=crumbs_of(row, "Sänd tillbaka"),
    )


@requires("vettings.decide")
def vetting_refuse(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request, row, workflow.refuse, ReasonForm, lead="Utredaren ger sökanden besked.", crumbs=crumbs_of(row, "Avslå")
    )


@requires("vettings.work")
def vetting_withdraw(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.withdraw, ReasonForm, lead=str(row), crumbs=crumbs_of(row, "Avbryt"))


@requires("vettings.work")
def vetting_note_told(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.note_told,
        pages.VersionedForm,
        lead=f"{row} har fått veta beslutet och skälen.",
        crumbs=crumbs_of(row, "Besked"),
    )

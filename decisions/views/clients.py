"""Pages about clients. Every look is an Event about the client."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import ACTIONS, Request, holds_role, requires
from brokerage.organisation.people import unit_of
from brokerage.pages import Action, Column, Empty, Listing
from decisions.consents import ADULT
from decisions.filters import ClientFilter
from decisions.forms.clients import (
    ClientForm,
    ConsentForm,
    EditClientForm,
    EditGuardianForm,
    EndGuardianForm,
    GuardianForm,
    NumberForm,
    SiblingForm,
    WithdrawForm,
)
from decisions.models import Guardian
from decisions.views.decisions import TONES
from decisions.wording import clock_badge
from decisions.workflow import clients as workflow

LISTING = Listing(
    title="Klienter",
    lead="Sök på hela namnet, personnummer eller ärendets beteckning.",
    columns=(
        Column("Namn", lambda row: row.identity.name, link=True, sort="identity__name_key"),
        Column("Personnummer", lambda row: row.identity.number),
        Column("Ålder", lambda row: row.identity.age(), kind="number"),
        Column("Programområde", lambda row: row.area, sort="area"),
        Column("Skydd", lambda row: row.get_protection_display() if row.is_protected else "", tone=lambda row: "warn"),
        Column("Tolk", lambda row: "ja" if row.interpreter_id else ""),
    ),
    filterset=ClientFilter,
    order="identity__name_key",
    empty=Empty("Ingen klient här", "Registrera klienten först, sedan beslutet."),
)
CRUMBS = (("Klienter", "/klienter/"),)


def _crumbs(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CRUMBS, (row.identity.name, row.get_absolute_url()), (last, None))


@requires("clients.view")
def clients(request: Request, rows: Any) -> HttpResponse:
    actions = []
    if holds_role(request.actor, "clients.register"):
        actions.append(Action("Ny klient", reverse("decisions:client_register"), main=True, icon="plus"))
    return pages.listing(request, rows.for_list(), LISTING, actions=actions, is_read=True)


@requires("clients.view", read=True, fetch=lambda rows: rows.for_page())
def client(request: Request, row: Any) -> HttpResponse:
    works = holds_role(request.actor, "clients.work")
    person = row.identity
    place = getattr(row, "place", None)
    actions = [Action("Runt klienten", reverse("decisions:client_circle", args=[row.pk]), icon="waypoints")]
    if works:
        actions += [
            Action("Nytt beslut", reverse("decisions:decision_record", args=[row.pk]), main=True, icon="plus"),
            Action("Anteckna samtycke", reverse("decisions:client_record_consent", args=[row.pk])),
            Action("Ändra", reverse("decisions:client_edit", args=[row.pk]), icon="pencil"),
        ]
        who = "Vårdnadshavare" if person.age() < ADULT else "God man"
        actions.append(Action(who, reverse("decisions:client_add_guardian", args=[row.pk]), icon="user-plus"))
        if person.is_temporary:
            actions.append(Action(workflow.give_number.label, reverse("decisions:client_give_number", args=[row.pk])))
        actions.append(Action("Syskon", reverse("decisions:client_link_sibling", args=[row.pk]), icon="users"))
    facts = (
        ("Tillfälligt nummer" if person.is_temporary else "Personnummer", person.number),
        ("Tillfälligt nummer", person.temporary),
        ("Ålder", f"{person.age()} år"),
        ("Programområde", row.get_area_display()),
        ("Skydd", row.get_protection_display() if row.is_protected else ""),
        ("Tolk i", row.interpreter),
        ("I kontakten", row.communication),
        ("Telefon", person.phone),
        ("E-post", person.email),
        ("Adress", str(place) if place else ""),
    )
    decisions = row.decisions.select_related("ground").order_by("-decided_on")
    return pages.detail(
        request,
        row,
        "decisions/client.html",
        title=person.name,
        crumbs=(*CRUMBS, (person.name, None)),
        status={"text": "Skyddade personuppgifter", "tone": "warn"} if row.is_protected else None,
        actions=actions,
        facts=pages.chosen(facts),
        works=works,
        guardians=row.guardians.all(),
        siblings=row.siblings(),
        consents=row.consents.all(),
        decisions=[
            {"row": each, "badge": clock_badge(each) or {"text": each.get_state_display(), "tone": TONES[each.state]}}
            for each in decisions
        ],
    )


@requires("clients.register", creates=True)
def client_register(request: Request) -> HttpResponse:
    standing = request.actor.holds(ACTIONS["clients.register"].roles)[0]
    areas = sorted(standing.areas)
    form = ClientForm(request.POST or None, areas=areas, initial={"area": areas[0] if areas else ""})
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.register(by=request.actor, unit=unit_of(standing.unit_id), **given),
        title="Ny klient",
        crumbs=(*CRUMBS, ("Ny", None)),
        submit=workflow.register.label,
        back=reverse("decisions:clients"),
        done=workflow.register.done,
    )


@requires("clients.work", read=True, fetch=lambda rows: rows.for_page())
def client_edit(request: Request, row: Any) -> HttpResponse:
    person, place = row.identity, getattr(row, "place", None)
    initial = {"name": person.name, "phone": person.phone, "email": person.email}
    if place:
        initial |= {"street": place.street, "postcode": place.postcode, "town": place.town}
    return pages.edit_page(request, row, workflow.edit, EditClientForm, initial=initial, crumbs=_crumbs(row, "Ändra"))


@requires("clients.work", read=True, fetch=lambda rows: rows.for_page())
def client_give_number(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.give_number,
        NumberForm,
        lead=f"Tillfälligt nummer: {row.identity.number}. Det som redan har rapporterats till IVO fortsätter med det.",
        crumbs=_crumbs(row, "Personnummer"),
    )


def _part_page(
    request: Request,
    row: Any,
    verb: Any,
    form: Any,
    *,
    lead: str = "",
    template: str = "pages/form.html",
    risky: bool = False,
    **extra: Any,
) -> HttpResponse:
    return pages.verb_page(
        request,
        form,
        lambda given: verb(row, by=request.actor, **given, **extra),
        title=verb.label,
        lead=lead or row.identity.name,
        crumbs=_crumbs(row, verb.label),
        submit=verb.label if risky else "Spara",
        template=template,
        risky=risky,
        back=row.get_absolute_url(),
        done=verb.done,
    )


@requires("clients.work", fetch=lambda rows: rows.for_page())
def client_add_guardian(request: Request, row: Any) -> HttpResponse:
    kind = Guardian.Kind.CUSTODY if row.identity.age() < ADULT else Guardian.Kind.DEPUTY
    return _part_page(request, row, workflow.add_guardian, GuardianForm(request.POST or None, initial={"kind": kind}))


@requires("clients.work", read=True, fetch=lambda rows: rows.for_page())
def client_edit_guardian(request: Request, row: Any, guardian: int) -> HttpResponse:
    whom = get_object_or_404(row.guardians.all(), pk=guardian)
    kept = {name: getattr(whom, name) for name in ("kind", "name", "phone", "email", "protection")}
    form = EditGuardianForm(request.POST or None, initial={**kept, "version": row.version})
    return _part_page(request, row, workflow.edit_guardian, form, guardian=whom)


@requires("clients.work", read=True, fetch=lambda rows: rows.for_page())
def client_end_guardian(request: Request, row: Any, guardian: int) -> HttpResponse:
    whom = get_object_or_404(row.guardians.all(), pk=guardian)
    form = EndGuardianForm(request.POST or None, initial={"ended_on": clock.today()})
    return _part_page(request, row, workflow.end_guardian, form, lead=str(whom), guardian=whom)


@requires("clients.work", fetch=lambda rows: rows.for_page())
def client_link_sibling(request: Request, row: Any) -> HttpResponse:
    return _part_page(request, row, workflow.link_sibling, SiblingForm(request.POST or None))


@requires("clients.work", fetch=lambda rows: rows.for_page())
def client_unlink_sibling(request: Request, row: Any, sibling: int) -> HttpResponse:
    whom = get_object_or_404(row.siblings(), pk=sibling)
    form = forms.Form(request.POST if request.method == "POST" else None)
    return _part_page(
        request, row, workflow.unlink_sibling, form, template="pages/confirm.html", risky=True, sibling=whom
    )


@requires("clients.work", read=True, fetch=lambda rows: rows.for_page())
def client_record_consent(request: Request, row: Any) -> HttpResponse:
    guardians = row.guardians.filter(ended_on=None)
    form = ConsentForm(request.POST or None, client=row, guardians=guardians, initial={"given_on": clock.today()})
    return _part_page(request, row, workflow.record_consent, form)


@requires("clients.work", fetch=lambda rows: rows.for_page())
def client_withdraw_consent(request: Request, row: Any, consent: int) -> HttpResponse:
    given = get_object_or_404(row.consents.all(), pk=consent)
    form = WithdrawForm(request.POST or None, initial={"withdrawn_on": clock.today()})
    return _part_page(request, row, workflow.withdraw_consent, form, consent=given)

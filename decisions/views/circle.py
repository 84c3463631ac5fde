"""Pages about those around a client: the map of them, and what may be told to each."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, holds_role, requires
from brokerage.organisation.fields import words
from brokerage.pages import Action
from brokerage.pages.page import reach
from brokerage.pages.wording import day
from brokerage.workflow import Problem
from decisions.circle import Person, drawn
from decisions.forms.contacts import ContactForm
from decisions.models.contacts import Circle, Scope
from decisions.states import DecisionState, FollowUpState
from decisions.views.clients import CRUMBS
from decisions.workflow import contacts as workflow

US, GIVEN = "Hos oss", "Insatser härifrån"
SOON = 30


@requires("clients.view", read=True, fetch=lambda rows: rows.for_circle())
def client_circle(request: Request, row: Any) -> HttpResponse:
    """Who is around the client, as a drawing and in words; and what may be told to whom."""
    works, today = holds_role(request.actor, "clients.work"), clock.today()
    contacts = [each for each in row.contacts.all() if each.ended_on is None]
    around = _around(row, contacts)
    actions = []
    if works:
        url = reverse("decisions:client_add_contact", args=[row.pk])
        actions.append(Action(workflow.add_contact.label, url, main=True, icon="user-plus"))
    meetings = [
        each
        for decision in row.decisions.all()
        for each in decision.follow_ups.all()
        if each.state == FollowUpState.PLANNED and each.kind != each.Kind.FOLLOW_UP
    ]
    return pages.detail(
        request,
        row,
        "decisions/client_circle.html",
        title="Runt klienten",
        lead=row.identity.name,
        crumbs=(*CRUMBS, (row.identity.name, row.get_absolute_url()), ("Runt klienten", None)),
        status={"text": "Skyddade personuppgifter", "tone": "warn"} if row.is_protected else None,
        problems=_problems(contacts, today),
        actions=actions,
        with_steps=False,
        map=drawn(around),
        centre=row.identity.name.split()[0],
        parts=[
            (circle.label, [_shown(each, today) for each in contacts if each.circle == circle])
            for circle in Circle
            if any(each.circle == circle for each in contacts)
        ],
        given=[(title, people) for title, people in around if title in (US, GIVEN) and people],
        meetings=meetings,
        coordinator=next((each for each in contacts if each.coordinates), None),
        works=works,
    )


def _around(row: Any, contacts: list[Any]) -> list[tuple[str, list[Person]]]:
    """By part of the life. What the city gives, and who works with it, are read from the case itself."""
    today = clock.today()
    parts: dict[str, list[Person]] = {str(circle.label): [] for circle in Circle}
    for guardian in row.guardians_on(today):
        parts[str(Circle.FAMILY.label)].append(Person("Vårdnadshavare", guardian.name, shares=True))
    for each in row.siblings():
        parts[str(Circle.FAMILY.label)].append(Person(f"Syskon, född {each.birth_year}", shares=True))
    for each in contacts:
        part = parts[str(Circle(each.circle).label)]
        part.append(Person(each.part, each.name or each.place, shares=each.shares_on(today)))
    us: dict[Person, None] = {}
    given: list[Person] = []
    for decision in row.decisions.all():
        if decision.state == DecisionState.ENDED:
            continue
        living = [each for each in decision.assignments.all() if each.state in ("planned", "running")]
        given += [Person(each.get_kind_display(), each.volunteer.name, shares=True) for each in living]
        if not living:
            given.append(Person(decision.ground.intervention.capitalize(), "ingen utsedd", shares=True))
        if decision.decision_maker:
            us[Person("Handläggare", str(decision.decision_maker), shares=True)] = None
        for each in living:
            if each.secretary:
                us[Person("Kontaktsekreterare", str(each.secretary), shares=True)] = None
    return [*parts.items(), (GIVEN, given), (US, list(us))]


def _shown(contact: Any, today: Any) -> dict[str, Any]:
    shares = contact.shares_on(today)
    by = f"{contact.get_consent_by_display()}, {day(contact.consent_on)}" if contact.consent_on else ""
    until = f", till {day(contact.consent_until)}" if contact.consent_until else ""
    if contact.withdrawn_on:
        badge = {"text": f"Återtaget {day(contact.withdrawn_on)}", "tone": "bad"}
    elif shares:
        badge = {"text": "Samtycke", "tone": "good"}
    elif contact.consent_until and contact.consent_until < today:
        badge = {"text": f"Gick ut {day(contact.consent_until)}", "tone": "warn"}
    else:
        badge = {"text": "Inget samtycke", "tone": "calm"}
    return {
        "row": contact,
        "reach": reach(contact.phone, contact.email),
        "badge": badge,
        "shares": shares,
        "scope": f"{words(Scope, contact.scope)}." if shares else "Ingenting får berättas.",
        "by": f"Samtycke: {by[:1].lower()}{by[1:]}{until}" if shares else "",
    }


def _problems(contacts: list[Any], today: Any) -> list[Problem]:
    """Consents that run out soon, or have."""
    found = []
    for each in contacts:
        if each.withdrawn_on or not each.consent_until or (each.consent_until - today).days > SOON:
            continue
        gone = "gick ut" if each.consent_until < today else "går ut"
        found.append(Problem(f"Samtycket för {each} {gone} {day(each.consent_until)}.", blocking=False))
    return found


def _page(
    request: Request, row: Any, form: forms.Form, act: Callable[[dict[str, Any]], Any], verb: Any, **more: Any
) -> HttpResponse:
    back = reverse("decisions:client_circle", args=[row.pk])
    return pages.verb_page(
        request,
        form,
        act,
        title=verb.label,
        crumbs=(*CRUMBS, (row.identity.name, row.get_absolute_url()), ("Runt klienten", back), (verb.label, None)),
        back=back,
        next_url=lambda done: back,
        done=verb.done,
        **{"submit": "Spara", "lead": row.identity.name, **more},
    )


@requires("clients.work", fetch=lambda rows: rows.for_page())
def client_add_contact(request: Request, row: Any) -> HttpResponse:
    verb = workflow.add_contact
    typed = request.POST if request.method == "POST" else None
    form = ContactForm(typed, is_protected=row.is_protected, initial={"version": row.version})
    return _page(request, row, form, lambda given: verb(row, by=request.actor, **given), verb)


@requires("clients.work", read=True, fetch=lambda rows: rows.for_page())
def client_edit_contact(request: Request, row: Any, contact: int) -> HttpResponse:
    verb, whom = workflow.edit_contact, get_object_or_404(row.contacts.filter(ended_on=None), pk=contact)
    names = ContactForm(is_protected=row.is_protected).fields.keys() - {"version"}
    initial = {**{name: getattr(whom, name) for name in names}, "version": row.version}
    typed = request.POST if request.method == "POST" else None
    form = ContactForm(typed, is_protected=row.is_protected, initial=initial)
    return _page(request, row, form, lambda given: verb(row, by=request.actor, contact=whom, **given), verb)


@requires("clients.work", read=True, fetch=lambda rows: rows.for_page())
def client_withdraw_contact(request: Request, row: Any, contact: int) -> HttpResponse:
    return _confirm(request, row, contact, workflow.withdraw_contact, "Från i dag berättas ingenting mer.")


@requires("clients.work", read=True, fetch=lambda rows: rows.for_page())
def client_end_contact(request: Request, row: Any, contact: int) -> HttpResponse:
    return _confirm(request, row, contact, workflow.end_contact, "Kontakten tas bort från kartan.")


def _confirm(request: Request, row: Any, contact: int, verb: Any, consequence: str) -> HttpResponse:
    whom = get_object_or_404(row.contacts.filter(ended_on=None), pk=contact)
    form = forms.Form(request.POST if request.method == "POST" else None)
    more = {"lead": f"{whom}. {consequence}", "submit": verb.label, "template": "pages/confirm.html", "risky": True}
    return _page(request, row, form, lambda given: verb(row, by=request.actor, contact=whom), verb, **more)

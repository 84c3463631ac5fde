"""Pages about the people who have offered to help."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, permitted, requires
from brokerage.organisation.fields import words
from brokerage.organisation.people import unit_of
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day, due
from brokerage.workflow import Problem
from recruitment.filters import EnquiryFilter
from recruitment.forms.enquiries import (
    CloseForm,
    ContactForm,
    EditEnquiryForm,
    HandOverForm,
    InviteForm,
    RegisterEnquiryForm,
)
from recruitment.forms.vettings import OpenVettingForm
from recruitment.requirements import Kind
from recruitment.rules import seat
from recruitment.states import EnquiryState
from recruitment.workflow import enquiries as workflow

TONES = {
    EnquiryState.NEW: "accent",
    EnquiryState.CONTACTED: "calm",
    EnquiryState.INVITED: "calm",
    EnquiryState.MET: "warn",
    EnquiryState.ROUTED: "calm",
    EnquiryState.VETTING: "calm",
    EnquiryState.JOINED: "good",
    EnquiryState.CLOSED: "calm",
}

LISTING = Listing(
    title="Intresseanmälningar",
    lead="De som har hört av sig. Ingen öppen anmälan är utan ansvarig och nästa kontakt.",
    columns=(
        Column("Namn", lambda row: row.name, link=True, sort="name_key", sub=lambda row: words(Kind, row.kinds)),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Kom genom", lambda row: row.campaign.name if row.campaign else row.get_source_display()),
        Column("Ansvarig", lambda row: row.owner.name if row.owner else ""),
        Column("Kom in", lambda row: row.received_on, kind="date", sort="received_on"),
        Column(
            "Nästa kontakt",
            lambda row: row.next_contact_on,
            kind="date",
            sort="next_contact_on",
            tone=lambda row: next_tone(row),
        ),
    ),
    filterset=EnquiryFilter,
    order="next_contact_on",
    empty=Empty("Inga anmälningar här", "När någon hör av sig genom formuläret eller läggs in av er visas det här."),
)
CRUMBS = (("Intresseanmälningar", "/rekrytering/anmalningar/"),)


def next_tone(enquiry: Any) -> str:
    """The badge of a next contact: late, today or later."""
    return due(enquiry.next_contact_on, clock.today())["tone"] if enquiry.next_contact_on else ""


@requires("enquiries.view")
def enquiries(request: Request, rows: Any) -> HttpResponse:
    actions = [Action("Ny anmälan", reverse("recruitment:enquiry_register"), main=True, icon="plus")]
    return pages.listing(request, rows.for_list(), LISTING, actions=actions)


@requires("enquiries.view", read=True, fetch=lambda rows: rows.for_page())
def enquiry(request: Request, row: Any) -> HttpResponse:
    vetting = getattr(row, "vetting", None)
    facts = pages.chosen(
        (
            ("Vill bli", words(Kind, row.kinds)),
            ("Bor i", "Skyddade personuppgifter" if row.is_protected else row.lives_in),
            ("Kom genom", row.campaign or row.get_source_display()),
            ("Kom in", row.received_on),
            ("Ansvarig", row.owner),
            ("Senaste kontakt", row.last_contact_on),
            ("Nästa kontakt", row.next_contact_on),
            ("Lämnad till", f"{row.routed_to}, {day(row.routed_on)}" if row.routed_to else ""),
            ("Tipsad av", row.recruited_by),
            ("Orsak", row.get_reason_display()),
            (
                "Sammanslagen med",
                pages.link(row.merged_into, row.merged_into.get_absolute_url()) if row.merged_into else "",
            ),
            ("Finns som", pages.link(row.known_as, row.known_as.get_absolute_url()) if row.known_as else ""),
            ("Avslutad", row.closed_on),
            ("Utredning", pages.link(vetting, vetting.get_absolute_url()) if vetting else ""),
            ("Nummer", row.pk),
        )
    )
    actions = []
    if row.is_open:
        if row.state != EnquiryState.NEW:
            actions.append(
                Action("Anteckna kontakt", reverse("recruitment:enquiry_note_contact", args=[row.pk]), icon="phone")
            )
        if row.state != EnquiryState.INVITED:
            waiting = reverse("recruitment:enquiry_put_on_waiting_list", args=[row.pk])
            actions.append(Action("Väntelista", waiting, icon="clock"))
        actions.append(Action("Ändra", reverse("recruitment:enquiry_edit", args=[row.pk]), icon="pencil"))
        actions.append(
            Action("Lämna över", reverse("recruitment:enquiry_hand_over", args=[row.pk]), icon="arrow-right-left")
        )
    return pages.detail(
        request,
        row,
        "recruitment/enquiry.html",
        title=row.name,
        lead=pages.reach(row.phone, row.email),
        crumbs=(*CRUMBS, (row.name, None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        problems=[*_late(row), *_known_already(request, row)],
        actions=actions,
        facts=facts,
        contacts=row.contacts.select_related("by"),
        invitations=row.invitations.select_related("meeting").order_by("meeting__starts_at"),
    )


def _late(row: Any) -> list[Problem]:
    if row.is_open and row.next_contact_on < clock.today():
        return [
            Problem(f"Kontakten är försenad: den skulle ha tagits senast {day(row.next_contact_on)}.", blocking=False)
        ]
    return []


def twins(request: Request, row: Any) -> Any:
    """Other enquiries of what seems to be the same person, among those that the actor works with; the latest first."""
    mine = permitted(request.actor, "enquiries.work").filter(unit_id=row.unit_id).exclude(pk=row.pk)
    return mine.same_person_as(row.phone_key, row.email_key).order_by("-received_on", "-pk")


def _known_already(request: Request, row: Any) -> list[Problem]:
    """Whoever has written before, or is a volunteer already, is not called as a stranger."""
    if row.merged_into_id or row.known_as_id:
        return []
    found = []
    merging = reverse("recruitment:enquiry_merge", args=[row.pk])
    for other in twins(request, row)[:3]:
        what = "telefonnummer" if row.phone_key and other.phone_key == row.phone_key else "e-postadress"
        text = f"Samma {what} som {other.name}, {other.get_state_display().lower()}, kom in {day(other.received_on)}."
        found.append(Problem(f"{text} Slå ihop dem.", blocking=False, url=merging))
    vetting = getattr(row, "vetting", None)
    pool = permitted(request.actor, "volunteers.view").filter(unit_id=row.unit_id)
    for known in pool.reached_by(row.phone_key, row.email_key).exclude(pk=vetting.volunteer_id if vetting else None)[
        :3
    ]:
        text = f"Finns redan som uppdragstagare: {known.name}, {known.get_state_display().lower()}."
        recognise = reverse("recruitment:enquiry_recognise", args=[row.pk])
        found.append(Problem(text, blocking=False, url=recognise if row.is_open else known.get_absolute_url()))
    return found


def _campaigns(request: Request) -> Any:
    return permitted(request.actor, "campaigns.view").order_by("-starts")


@requires("enquiries.register", creates=True)
def enquiry_register(request: Request) -> HttpResponse:
    unit_id, area = seat(request.actor, "enquiries.register")
    form = RegisterEnquiryForm(
        request.POST or None,
        campaigns=_campaigns(request).on(clock.today()),  # those that run: over the years there are many
        initial={"received_on": clock.today(), "source": "phone"},
    )
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.register(by=request.actor, unit=unit_of(unit_id), area=area, **given),
        title="Ny anmälan",
        lead="För den som har ringt, skrivit eller anmält sig på en träff.",
        crumbs=(*CRUMBS, ("Ny", None)),
        submit=workflow.register.label,
        back=reverse("recruitment:enquiries"),
        done=workflow.register.done,
    )


def _contact_page(request: Request, row: Any, verb: Any) -> HttpResponse:
    today = clock.today()
    form = ContactForm(request.POST or None, initial={"on": today, "next_contact_on": today + timedelta(days=7)})
    return pages.verb_page(
        request,
        form,
        lambda given: verb(row, by=request.actor, **given),
        title=verb.label,
        lead=f"{row.name}, {' · '.join(part for part in (row.phone, row.email) if part)}",
        crumbs=crumbs_of(row, "Kontakt"),
        submit=verb.label,
        back=row.get_absolute_url(),
        done=verb.done,
    )


def crumbs_of(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CRUMBS, (row.name, row.get_absolute_url()), (last, None))


@requires("enquiries.work", read=True)
def enquiry_contact(request: Request, row: Any) -> HttpResponse:
    return _contact_page(request, row, workflow.contact)


@requires("enquiries.work", read=True)
def enquiry_note_contact(request: Request, row: Any) -> HttpResponse:
    return _contact_page(request, row, workflow.note_contact)


@requires("enquiries.work")
def enquiry_invite(request: Request, row: Any) -> HttpResponse:
    meetings = permitted(request.actor, "meetings.work").filter(unit_id=row.unit_id)
    return pages.step_page(
        request,
        row,
        workflow.invite,
        lambda *args, **kwargs: InviteForm(*args, meetings=meetings, **kwargs),
        lead=_how_to_invite(row),
        crumbs=crumbs_of(row, "Bjud in"),
    )


def _how_to_invite(row: Any) -> str:
    if row.is_protected:
        return f"{row.name} har skyddade personuppgifter och får inget brev: ring med tid och plats."
    if row.email:
        return f"{row.name} får ett brev med tid och plats."
    return f"{row.name} har ingen e-postadress: ring med tid och plats."


@requires("enquiries.work")
def enquiry_attend(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.attend, crumbs=crumbs_of(row, "Kom"))


@requires("enquiries.work")
def enquiry_miss(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.miss, crumbs=crumbs_of(row, "Kom inte"))


@requires("enquiries.work")
def enquiry_uninvite(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.uninvite, crumbs=crumbs_of(row, "Ta bort från träffen"))


@requires("enquiries.work")
def enquiry_open_vetting(request: Request, row: Any) -> HttpResponse:
    initial = {
        "volunteer_name": row.name,
        "applicant_name": row.name,
        "kinds": row.kinds,
        "client_areas": [row.area] if row.area else [],
    }
    initial["protection"] = "marked" if row.is_protected else "none"
    return pages.step_page(
        request,
        row,
        workflow.open_vetting,
        OpenVettingForm,
        lead="Nu lämnar sökanden sitt personnummer. Fler som bor i hemmet lägger du till efteråt.",
        crumbs=crumbs_of(row, "Inled utredning"),
        initial=initial,
        next_url=lambda done: reverse("recruitment:vetting", args=[done.vetting.pk]),
    )


@requires("enquiries.work")
def enquiry_close(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request,
        row,
        workflow.close,
        CloseForm,
        title=f"Avsluta {row.name}",
        lead="Skriv varför, så att ni ser vad som gör att människor inte går vidare. Anmälan går att öppna igen.",
        crumbs=crumbs_of(row, "Avsluta"),
    )


@requires("enquiries.work")
def enquiry_reopen(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.reopen, crumbs=crumbs_of(row, "Öppna igen"))


@requires("enquiries.work", read=True)
def enquiry_edit(request: Request, row: Any) -> HttpResponse:
    campaigns = _campaigns(request)
    return pages.edit_page(
        request,
        row,
        workflow.edit,
        lambda *args, **kwargs: EditEnquiryForm(*args, campaigns=campaigns, **kwargs),
        crumbs=crumbs_of(row, "Ändra"),
    )


@requires("enquiries.work")
def enquiry_hand_over(request: Request, row: Any) -> HttpResponse:
    others = workflow.successors(row)
    return pages.edit_page(
        request,
        row,
        workflow.hand_over,
        lambda *args, **kwargs: HandOverForm(*args, colleagues=others, **kwargs),
        crumbs=crumbs_of(row, "Lämna över"),
    )

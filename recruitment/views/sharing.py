"""Pages about volunteers beyond their own pool."""

from typing import Any

from django.http import HttpResponse

from brokerage import pages
from brokerage.access import Request, permitted, requires
from brokerage.organisation.fields import words
from brokerage.organisation.models import Area, Trait
from brokerage.pages import Column, Empty, Listing
from brokerage.pages.wording import day
from recruitment.filters import TransferFilter
from recruitment.forms.sharing import DeclineForm, ShareForm, TransferForm
from recruitment.models import Kind
from recruitment.profile import telling
from recruitment.states import TransferState
from recruitment.views.cards import crumbs
from recruitment.workflow import sharing as workflow

TONES = {TransferState.OFFERED: "warn", TransferState.ACCEPTED: "good"}


def _where(unit: Any, area: str) -> str:
    return f"{unit}, {Area(area).label}" if area else str(unit)


def _tone(row: Any) -> str:
    return TONES.get(row.state, "calm")


LISTING = Listing(
    title="Lån och flyttar",
    lead="Uppdragstagare som lånas eller flyttar mellan pooler, till er och från er.",
    columns=(
        Column("Uppdragstagare", lambda row: str(row.volunteer), link=True, sort="volunteer__name_key"),
        Column("Gäller", lambda row: row.get_kind_display()),
        Column("Från", lambda row: _where(row.from_unit, row.from_area)),
        Column("Till", lambda row: _where(row.unit, row.area)),
        Column("Erbjuden", lambda row: row.offered_on, kind="date", sort="offered_on"),
        Column("Till och med", lambda row: row.ends, kind="date", sort="ends"),
        Column(
            "Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES.get(row.state, "calm")
        ),
    ),
    filterset=TransferFilter,
    order="-offered_on",
    empty=Empty("Inga lån eller flyttar", "Du erbjuder ett lån eller en flytt från uppdragstagarens sida."),
)
CRUMBS = (("Lån och flyttar", "/rekrytering/lan/"),)


@requires("volunteers.work")
def volunteer_share(request: Request, row: Any) -> HttpResponse:
    lead = f"{row.name}. Stadens förmedling ser då uppdragstagaren och kan föreslå hen till andra stadsdelar."
    return pages.edit_page(request, row, workflow.share, ShareForm, lead=lead, crumbs=crumbs(row, "Dela"))


@requires("volunteers.work")
def volunteer_unshare(request: Request, row: Any) -> HttpResponse:
    lead = f"{row.name} syns inte längre i stadens pool. Det som redan pågår berörs inte."
    return pages.edit_page(
        request, row, workflow.unshare, pages.VersionedForm, lead=lead, crumbs=crumbs(row, "Sluta dela")
    )


@requires("volunteers.work")
def volunteer_offer(request: Request, row: Any) -> HttpResponse:
    """Another unit is asked whether it wants to borrow them, or to take them over."""
    return pages.verb_page(
        request,
        TransferForm(request.POST if request.method == "POST" else None),
        lambda given: workflow.offer(by=request.actor, volunteer=row, **given),
        title=workflow.offer.label,
        lead=f"{row.name}. Den andra enheten ser namn och profil genast, och resten när den tar emot.",
        crumbs=crumbs(row, "Låna ut eller flytta"),
        submit="Skicka erbjudandet",
        back=row.get_absolute_url(),
        done=workflow.offer.done,
    )


@requires("transfers.view")
def transfers(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, rows.for_list(), LISTING)


@requires("transfers.view", read=True, fetch=lambda rows: rows.for_list())
def transfer(request: Request, row: Any) -> HttpResponse:
    volunteer = row.volunteer
    sees = permitted(request.actor, "volunteers.view").filter(pk=volunteer.pk).exists()
    profile = Trait.all_words().order_by("group", "position")
    facts = pages.chosen(
        (
            ("Uppdragstagare", pages.link(volunteer, volunteer.get_absolute_url()) if sees else volunteer),
            ("Kan vara", words(Kind, volunteer.kinds)),
            ("Talar eller klarar", telling(profile, volunteer.traits)),
            ("Från", _where(row.from_unit, row.from_area)),
            ("Till", _where(row.unit, row.area)),
            ("Lånas till och med", day(row.ends)),
            ("Samtyckte", day(row.consented_on)),
            ("Avgift", "ingen: den som har beslutet betalar ersättningen"),
            ("Erbjuden", f"{day(row.offered_on)} av {row.offered_by}"),
            ("Besvarad", day(row.answered_on)),
            ("Skäl", row.reason),
            ("Avslutad", day(row.ended_on)),
        )
    )
    return pages.detail(
        request,
        row,
        "recruitment/transfer.html",
        title=row.get_kind_display(),
        lead=str(volunteer),
        crumbs=(*CRUMBS, (str(volunteer), None)),
        status={"text": row.get_state_display(), "tone": TONES.get(row.state, "calm")},
        facts=facts,
    )


def _crumbs(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CRUMBS, (str(row.volunteer), row.get_absolute_url()), (last, None))


@requires("transfers.answer", fetch=lambda rows: rows.for_list())
def transfer_accept(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.accept, lead=str(row), crumbs=_crumbs(row, "Ta emot"))


@requires("transfers.answer", fetch=lambda rows: rows.for_list())
def transfer_decline(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.decline, DeclineForm, lead=str(row), crumbs=_crumbs(row, "Tacka nej"))


@requires("transfers.offer", fetch=lambda rows: rows.for_list())
def transfer_call_off(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.call_off, lead=str(row), crumbs=_crumbs(row, "Ta tillbaka"))


@requires("transfers.end", fetch=lambda rows: rows.for_list())
def transfer_give_back(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.give_back, lead=str(row), crumbs=_crumbs(row, "Avsluta lånet"))

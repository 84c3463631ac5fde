"""Pages about what cannot wait: taken in by anybody on a volunteer's page, assessed by the manager the same day."""

from typing import Any

from django.http import HttpResponse

from brokerage import pages
from brokerage.access import Request, permitted, requires
from brokerage.organisation.fields import words
from brokerage.organisation.models import Area
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day, moment
from recruitment.filters import ConcernFilter
from recruitment.forms.contacts import AssessForm, ConcernForm, ConcludeForm, PassOnForm
from recruitment.models import Concern
from recruitment.states import ConcernState
from recruitment.views.cards import action, crumbs
from recruitment.workflow import concerns as workflow

TONES = {ConcernState.NEW: "bad", ConcernState.ASSESSED: "warn", ConcernState.CLOSED: "calm"}
LISTING = Listing(
    title="Oro och missförhållanden",
    lead="Det som har berättats och inte kan vänta. Du ser det som du har tagit emot eller ska bedöma.",
    columns=(
        Column("Uppdragstagare", lambda row: str(row.volunteer), link=True, sort="volunteer__name_key"),
        Column("Gäller", lambda row: row.get_kind_display()),
        Column("Mottagen", lambda row: row.taken_at, kind="date", sort="taken_at"),
        Column("Bedöms av", lambda row: str(row.unit)),
        Column("Nästa steg", lambda row: None if row.closed_on else row.next_on, kind="date", sort="next_on"),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
    ),
    filterset=ConcernFilter,
    order="next_on",
    empty=Empty("Inget att visa här", "Oro tas emot på uppdragstagarens sida, med knappen Ta emot oro."),
)
CRUMBS = (("Oro och missförhållanden", "/rekrytering/oro/"),)
ACUTE = {
    "tone": "bad",
    "title": "Är någon i fara nu?",
    "text": "Ring 112 först. När stadsdelen har stängt tar socialjouren emot. Anteckna sedan här: det når den som ska "
    "bedöma samma dag.",
}


@requires("volunteers.view", read=True)
def volunteer_take_in(request: Request, row: Any) -> HttpResponse:
    """Two clicks from a volunteer's page; what is written goes straight to whoever answers for it."""
    initial = {"unit": row.unit_id, "area": row.area}
    return pages.verb_page(
        request,
        ConcernForm(request.POST if request.method == "POST" else None, initial=initial),
        lambda given: workflow.take_in(by=request.actor, volunteer=row, **given),
        title="Ta emot oro eller ett missförhållande",
        lead=row.name,
        crumbs=crumbs(row, "Ta emot oro"),
        notice=ACUTE,
        submit="Ta emot",
        back=row.get_absolute_url(),
        done=workflow.take_in.done,
    )


@requires("concerns.view")
def concerns(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, rows.for_list(), LISTING, is_read=True)


@requires("concerns.view", read=True, fetch=lambda rows: rows.for_page())
def concern(request: Request, row: Any) -> HttpResponse:
    sees_volunteer = permitted(request.actor, "volunteers.view").filter(pk=row.volunteer_id).exists()
    may_work = row.state != ConcernState.CLOSED and permitted(request.actor, "concerns.work").filter(pk=row.pk).exists()
    actions: list[Action] = [action("Lämna vidare", "concern_pass_on", row, "forward")] if may_work else []
    name = pages.link(row.volunteer, row.volunteer.get_absolute_url()) if sees_volunteer else row.volunteer
    facts = pages.chosen(
        (
            ("Uppdragstagare", name),
            ("Mottagen", f"{moment(row.taken_at)} av {row.taken_by}"),
            ("Den som berättar", row.told_by),
            ("Bedöms av", f"{row.unit}{f', {Area(row.area).label}' if row.area else ''}"),
            ("Nästa steg senast", "" if row.closed_on else day(row.next_on)),
            ("Avslutad", day(row.closed_on)),
        )
    )
    return pages.detail(
        request,
        row,
        "recruitment/concern.html",
        title=row.get_kind_display(),
        lead=str(row.volunteer),
        crumbs=(*CRUMBS, (str(row.volunteer), None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        actions=actions,
        facts=facts,
        measures=words(Concern.Measure, row.measures),
    )


def _crumbs(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CRUMBS, (str(row.volunteer), row.get_absolute_url()), (last, None))


@requires("concerns.work", fetch=lambda rows: rows.for_page())
def concern_assess(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request, row, workflow.assess, AssessForm, lead=str(row.volunteer), crumbs=_crumbs(row, "Bedöm")
    )


@requires("concerns.work", fetch=lambda rows: rows.for_page())
def concern_close(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request, row, workflow.close, ConcludeForm, lead=str(row.volunteer), crumbs=_crumbs(row, "Avsluta")
    )


@requires("concerns.work", fetch=lambda rows: rows.for_page())
def concern_pass_on(request: Request, row: Any) -> HttpResponse:
    """Another unit answers for it; from now on it is theirs to see."""
    form = PassOnForm(
        request.POST if request.method == "POST" else None,
        initial={"version": row.version, "unit": row.unit_id, "area": row.area},
    )
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.pass_on(row, by=request.actor, **given),
        title=workflow.pass_on.label,
        lead=f"{row.volunteer}. Den som tar över ser den i dag under Väntar på dig.",
        crumbs=_crumbs(row, "Lämna vidare"),
        submit=workflow.pass_on.label,
        back=row.get_absolute_url(),
        done=workflow.pass_on.done,
        next_url=lambda done: CRUMBS[0][1],
    )

"""Pages about information meetings."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.organisation.people import unit_of
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day_long, moment
from recruitment.filters import MeetingFilter
from recruitment.forms.enquiries import AttendanceForm, MeetingForm
from recruitment.rules import seat
from recruitment.states import MeetingState
from recruitment.workflow import meetings as workflow

TONES = {MeetingState.PLANNED: "accent", MeetingState.HELD: "good", MeetingState.CANCELLED: "calm"}
MEETINGS = Listing(
    title="Informationsträffar",
    columns=(
        Column("När", lambda row: moment(row.starts_at), link=True, sort="starts_at"),
        Column("Plats", lambda row: row.place, sub=lambda row: "Enskilt samtal" if row.is_single else ""),
        Column("Läge", lambda row: _standing(row)["text"], kind="badge", tone=lambda row: _standing(row)["tone"]),
        Column("Inbjudna", lambda row: row.invited, kind="number"),
        Column("Tackat ja", lambda row: row.confirmed or "", kind="number"),
        Column("Väntar", lambda row: row.waiting or "", kind="number"),
        Column("Kom", lambda row: row.came if row.state == MeetingState.HELD else "", kind="number"),
        Column("Platser", lambda row: row.capacity, kind="number"),
    ),
    filterset=MeetingFilter,
    order="-starts_at",
    empty=Empty("Inga träffar", "Planera en träff, så kan de som hört av sig bjudas in."),
)
MEETING_CRUMBS = (("Informationsträffar", "/rekrytering/traffar/"),)
NOBODY_LEFT = {"tone": "calm", "text": "Ingen inbjuden återstår att anteckna. Spara, så räknas träffen som genomförd."}


def _has_room(row: Any) -> bool:
    return row.state == MeetingState.PLANNED and row.starts_at > clock.now() and row.invited < row.capacity


def _standing(row: Any) -> dict[str, str]:
    """Its state as a badge; over, but not noted who came, is said too."""
    if row.state == MeetingState.PLANNED and row.starts_at <= clock.now():
        return {"text": "Närvaro ska antecknas", "tone": "warn"}
    return {"text": row.get_state_display(), "tone": TONES[row.state]}


@requires("meetings.view")
def meetings(request: Request, rows: Any) -> HttpResponse:
    actions = [Action("Planera träff", reverse("recruitment:meeting_plan"), main=True, icon="plus")]
    return pages.listing(request, rows.with_counts(), MEETINGS, actions=actions)


@requires("meetings.view", fetch=lambda rows: rows.with_counts())
def meeting(request: Request, row: Any) -> HttpResponse:
    title = day_long(row.starts_at).capitalize()
    found = list(row.invitations.exclude(outcome="moved").select_related("enquiry").order_by("enquiry__name_key"))
    return pages.detail(
        request,
        row,
        "recruitment/meeting.html",
        title=title,
        lead=f"kl. {row.starts_at.astimezone(clock.STOCKHOLM):%H.%M}, {row.place}",
        crumbs=(*MEETING_CRUMBS, (title, None)),
        status=_standing(row),
        actions=[Action("Bjud in", reverse("recruitment:meeting_invite", args=[row.pk]), main=True, icon="mail-plus")]
        if _has_room(row)
        else [],
        facts=(
            ("Platser", row.capacity),
            ("Inbjudna", row.invited),
            ("Har tackat ja", row.confirmed),
            ("Längd", f"{row.minutes} minuter"),
            ("Form", "Enskilt samtal" if row.is_single else "Grupp"),
        ),
        invitations=[each for each in found if each.outcome != "waiting"],
        waiting=sorted((each for each in found if each.outcome == "waiting"), key=lambda each: each.pk),
        may_invite=_has_room(row),
    )


def meeting_crumbs(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*MEETING_CRUMBS, (day_long(row.starts_at).capitalize(), row.get_absolute_url()), (last, None))


@requires("meetings.work", creates=True)
def meeting_plan(request: Request) -> HttpResponse:
    unit_id, area = seat(request.actor, "meetings.work")
    return pages.verb_page(
        request,
        MeetingForm(request.POST or None),
        lambda given: workflow.plan_meeting(by=request.actor, unit=unit_of(unit_id), area=area, **given),
        title="Planera träff",
        crumbs=(*MEETING_CRUMBS, ("Ny", None)),
        submit=workflow.plan_meeting.label,
        back=reverse("recruitment:meetings"),
        done=workflow.plan_meeting.done,
    )


@requires("meetings.work")
def informationmeeting_hold(request: Request, row: Any) -> HttpResponse:
    invited = [
        each.enquiry
        for each in row.invitations.filter(outcome="invited").select_related("enquiry").order_by("enquiry__name_key")
    ]
    return pages.step_page(
        request,
        row,
        workflow.hold,
        lambda *args, **kwargs: AttendanceForm(*args, invited=invited, **kwargs),
        lead=f"{moment(row.starts_at)}, {row.place}",
        crumbs=meeting_crumbs(row, "Vilka kom"),
        notice=None if invited else NOBODY_LEFT,
    )


@requires("meetings.work")
def informationmeeting_cancel(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request,
        row,
        workflow.cancel,
        lead="De inbjudna får brev och kommer tillbaka i kön. Ring dem som inte hinner läsa det.",
        crumbs=meeting_crumbs(row, "Ställ in"),
    )

"""Signing up for an information meeting: the page behind the link, calendar files, waiting list, and many at once."""

from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render

from brokerage import clock, pages
from brokerage.access import Request, linked, permitted, requires
from brokerage.pages import Page, put_errors
from brokerage.pages.wording import day_long, moment
from brokerage.workflow import Refusal
from recruitment.forms.meetings import InviteManyForm, SignUpForm, WaitingListForm
from recruitment.ics import calendar_file
from recruitment.states import MeetingState
from recruitment.views.enquiries import crumbs_of
from recruitment.views.meetings import meeting_crumbs
from recruitment.workflow import meetings as meetings_workflow
from recruitment.workflow import signups as workflow

TOO_LATE = "Träffen har varit eller är inställd. Bjud in till en träff som kommer."
MOST = 50  # who wait, on the page that invites many


def _answer(request: Request, row: Any, form: SignUpForm) -> Any:
    """What the button says."""
    if request.POST.get("answer") == "no":
        return workflow.send_regrets(row, by=request.actor)
    if not form.is_valid():
        return row
    meeting = form.cleaned_data["meeting"]
    seat = row.invitations.seated().filter(meeting=meeting)
    verb = workflow.sign_up if seat or meeting.has_room else workflow.queue_up
    return verb(row, by=request.actor, meeting=meeting)


@linked("enquiries.sign_up")
def meeting_sign_up(request: Request, row: Any) -> HttpResponse:
    """Yes, no, or another day. Opening the page changes nothing: mail scanners open links too."""
    is_posted, done = request.method == "POST", False
    form = SignUpForm(
        request.POST if is_posted else None,
        meetings=workflow.open_to(row),
        initial={"meeting": row.invitations.seated().order_by("-pk").values_list("meeting", flat=True).first()},
    )
    if is_posted:
        try:
            row = _answer(request, row, form)
            done = not form.errors or request.POST.get("answer") == "no"
        except Refusal as refusal:
            form.is_valid()
            put_errors(form, refusal)
    coming = row.invitations.filter(outcome__in=("invited", "waiting"), meeting__starts_at__gt=clock.now())
    place = coming.select_related("meeting").order_by("-pk").first()
    title, text = _said(row, place) if done else ("Informationsträff", _stands(place))
    context = {
        "page": Page(title, text),
        "public": True,
        "form": form,
        "row": row,
        "place": place,
        "is_open": row.is_open and not done and form.fields["meeting"].queryset.exists(),  # type: ignore[attr-defined]
        "is_done": done,
    }
    return render(request, "recruitment/meeting_sign_up.html", context, status=422 if is_posted and not done else 200)


def _stands(place: Any) -> str:
    if place is None:
        return "Du har ingen plats på någon träff just nu."
    when = f"{day_long(place.meeting.starts_at)} kl. {place.meeting.starts_at.astimezone(clock.STOCKHOLM):%H.%M}"
    where = f"{when}, {place.meeting.place}"
    return f"Du står på väntelistan till {where}." if place.outcome == "waiting" else f"Din plats: {where}."


def _said(row: Any, place: Any) -> tuple[str, str]:
    if place is None:
        return "Tack för att du sa till", "Vi hör av oss och hittar en annan tid."
    if place.outcome == "waiting":
        return "Du står på väntelistan", f"{_stands(place)} Blir det en plats ledig får du ett brev."
    return "Välkommen!", _stands(place)


@linked("enquiries.sign_up")
def sign_up_calendar(request: Request, row: Any) -> HttpResponse:
    """The meeting as a file for the phone's calendar; of somebody without a seat there is none."""
    place = row.invitations.seated().filter(outcome="invited").select_related("meeting").order_by("-pk").first()
    if place is None:
        return render(request, "public/expired.html", status=410)
    return _file(place.meeting)


@requires("meetings.view")
def meeting_calendar(request: Request, row: Any) -> HttpResponse:
    return _file(row)


def _file(meeting: Any) -> HttpResponse:
    title = "Samtal om att bli uppdragstagare" if meeting.is_single else "Informationsträff"
    content = calendar_file(
        uid=f"meeting-{meeting.pk}@formedlingen",
        title=title,
        place=meeting.place,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        stamp=clock.now(),
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="informationstraff.ics"'
    return response


@requires("enquiries.work")
def enquiry_put_on_waiting_list(request: Request, row: Any) -> HttpResponse:
    full = permitted(request.actor, "meetings.work").filter(unit_id=row.unit_id).bookable_at(clock.now())
    full = full.with_counts().filter(invited__gte=F("capacity")).order_by("starts_at")
    form = WaitingListForm(request.POST if request.method == "POST" else None, meetings=full)
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.put_on_waiting_list(row, by=request.actor, **given),
        title=workflow.put_on_waiting_list.label,
        lead=f"{row.name} får den första plats som blir ledig, och ett brev om det.",
        crumbs=crumbs_of(row, "Väntelista"),
        submit=workflow.put_on_waiting_list.label,
        back=row.get_absolute_url(),
        done=workflow.put_on_waiting_list.done,
        notice=None if full else {"tone": "calm", "text": "Ingen träff är full: bjud in till den som passar."},
    )


@requires("meetings.work", fetch=lambda rows: rows.with_counts())
def meeting_invite(request: Request, row: Any) -> HttpResponse:
    """As many as there are seats, those who have waited longest first: the meetings decide how many are invited."""
    free = max(row.capacity - row.invited, 0)
    is_over = row.state != MeetingState.PLANNED or row.starts_at <= clock.now()
    waiting = permitted(request.actor, "enquiries.work").filter(unit_id=row.unit_id, area__in=(row.area, ""))
    keys = [] if is_over else list(waiting.to_invite().values_list("pk", flat=True)[:MOST])
    rows = waiting.filter(pk__in=keys).order_by("received_on", "pk")
    form = InviteManyForm(
        request.POST if request.method == "POST" else None, waiting=rows, initial={"enquiries": keys[:free]}
    )
    seats = "1 ledig plats" if free == 1 else f"{free} lediga platser"
    return pages.verb_page(
        request,
        form,
        lambda given: meetings_workflow.invite_many(row, by=request.actor, **given),
        title="Bjud in till träffen",
        lead=f"{moment(row.starts_at)}, {row.place}: {seats}. Lika många är förvalda, de som har väntat längst.",
        crumbs=meeting_crumbs(row, "Bjud in"),
        submit=meetings_workflow.invite_many.label,
        back=row.get_absolute_url(),
        done=meetings_workflow.invite_many.done,
        notice=None if keys else {"tone": "calm", "text": TOO_LATE if is_over else "Ingen väntar på att bli inbjuden."},
    )

"""Pages about networks: who is in them, whose turn it is to host, and what was taken up."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, holds_role, requires
from brokerage.organisation.fields import words
from brokerage.organisation.models import Area
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day
from decisions.forms.networks import EditNetworkForm, HoldMeetingForm, NetworkForm, PlanMeetingForm
from decisions.states import NetworkMeetingState
from decisions.turns import host
from decisions.views.practice import own_unit
from decisions.workflow import networks as workflow

CRUMBS = (("Nätverk", "/natverk/"),)
TONES = {
    NetworkMeetingState.PLANNED: "accent",
    NetworkMeetingState.HELD: "good",
    NetworkMeetingState.CALLED_OFF: "calm",
}
LISTING = Listing(
    title="Nätverk",
    lead="Där ni som arbetar med kontaktpersoner och familjer möts, inom ett programområde eller över gränserna.",
    columns=(
        Column("Nätverk", lambda row: row.name, link=True, sort="name_key", sub=lambda row: row.get_reach_display()),
        Column("Programområden", lambda row: ", ".join(row.areas)),
        Column("Medlemmar", lambda row: row.member_count, kind="number"),
        Column("Nästa träff", lambda row: row.next_on, kind="date", sort="next_on"),
        Column("Du är med", lambda row: "Ja" if row.is_mine else ""),
    ),
    order="name_key",
    empty=Empty("Inget nätverk än", "Starta ett, så kan andra gå med."),
)


def _crumbs(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CRUMBS, (row.name, row.get_absolute_url()), (last, None))


@requires("networks.view")
def networks(request: Request, rows: Any) -> HttpResponse:
    actions = []
    if holds_role(request.actor, "networks.join"):
        url = reverse("decisions:network_start")
        actions.append(Action(workflow.start.label, url, main=True, icon="plus"))
    return pages.listing(request, rows.for_list(request.actor.user_id), LISTING, actions=actions)


@requires("networks.view", fetch=lambda rows: rows.for_page())
def network(request: Request, row: Any) -> HttpResponse:
    """Members, whose turn it is, and the meetings with their notes."""
    members = [each for each in row.members.all() if each.ended_on is None]
    meetings = list(row.meetings.all())
    mine = any(each.user_id == request.actor.user_id for each in members)
    ahead = next((each for each in meetings if each.state == NetworkMeetingState.PLANNED), None)
    hosted = [each.unit_id for each in meetings if each.state != NetworkMeetingState.CALLED_OFF]
    turn = host(list(dict.fromkeys(each.unit_id for each in members)), hosted)
    named = {each.unit_id: each.unit.name for each in members}
    actions = []
    if mine and ahead is None:
        url = reverse("decisions:network_plan_meeting", args=[row.pk])
        actions.append(Action(workflow.plan_meeting.label, url, main=True, icon="calendar-plus"))
    if mine:
        actions.append(Action(workflow.edit.label, reverse("decisions:network_edit", args=[row.pk]), icon="pencil"))
        actions.append(Action(workflow.leave.label, reverse("decisions:network_leave", args=[row.pk]), risky=True))
    elif holds_role(request.actor, "networks.join"):
        actions.append(Action(workflow.join.label, reverse("decisions:network_join", args=[row.pk]), main=True))
    return pages.detail(
        request,
        row,
        "decisions/network.html",
        title=row.name,
        lead=f"{row.get_reach_display()}. {words(Area, row.areas)}.",
        crumbs=(*CRUMBS, (row.name, None)),
        actions=actions,
        members=members,
        meetings=[
            {
                "row": each,
                "badge": {"text": each.get_state_display(), "tone": TONES[each.state]},
                "is_open": mine and each is ahead,
                "is_over": each.planned_on <= clock.today(),
            }
            for each in meetings
        ],
        facts=pages.chosen(
            (
                ("Startat", f"{day(row.started_on)} av {row.unit}"),
                ("Nästa träff", f"{day(ahead.planned_on)} hos {ahead.unit}" if ahead else "inte planerad"),
                ("Därefter på tur" if ahead else "Står på tur", named.get(turn, "") if turn else ""),
            )
        ),
    )


@requires("networks.join", creates=True)
def network_start(request: Request) -> HttpResponse:
    return pages.verb_page(
        request,
        NetworkForm(request.POST if request.method == "POST" else None),
        lambda given: workflow.start(by=request.actor, unit=own_unit(request, "networks.join"), **given),
        title=workflow.start.label,
        crumbs=(*CRUMBS, ("Nytt", None)),
        submit="Starta",
        back=reverse("decisions:networks"),
        done=workflow.start.done,
    )


@requires("networks.work")
def network_edit(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(request, row, workflow.edit, EditNetworkForm, crumbs=_crumbs(row, "Ändra"))


@requires("networks.join")
def network_join(request: Request, row: Any) -> HttpResponse:
    lead = f"{row}. Er enhet står värd när det blir er tur."
    return _confirm(
        request,
        row,
        lambda: workflow.join(row, by=request.actor, unit=own_unit(request, "networks.join")),
        workflow.join,
        lead,
    )


@requires("networks.work")
def network_leave(request: Request, row: Any) -> HttpResponse:
    return _confirm(request, row, lambda: workflow.leave(row, by=request.actor), workflow.leave, str(row), risky=True)


def _confirm(request: Request, row: Any, act: Any, verb: Any, lead: str, *, risky: bool = False) -> HttpResponse:
    return pages.verb_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda given: act(),
        title=verb.label,
        lead=lead,
        crumbs=_crumbs(row, verb.label),
        submit=verb.label,
        back=row.get_absolute_url(),
        done=verb.done,
        template="pages/confirm.html",
        risky=risky,
    )


@requires("networks.work", fetch=lambda rows: rows.for_page())
def network_plan_meeting(request: Request, row: Any) -> HttpResponse:
    turn, hosts = workflow.host_of(row), row.hosts()
    named = next((each.name for each in hosts if each.pk == turn), "ingen")
    return pages.verb_page(
        request,
        PlanMeetingForm(request.POST if request.method == "POST" else None, hosts=hosts, turn=named),
        lambda given: workflow.plan_meeting(by=request.actor, network=row, **given),
        title=workflow.plan_meeting.label,
        lead=str(row),
        crumbs=_crumbs(row, "Planera träff"),
        submit="Planera",
        back=row.get_absolute_url(),
        done=workflow.plan_meeting.done,
    )


@requires("networks.meet", fetch=lambda rows: rows.for_page())
def networkmeeting_hold(request: Request, row: Any) -> HttpResponse:
    crumbs = _crumbs(row.network, "Anteckna")
    return pages.step_page(request, row, workflow.hold, HoldMeetingForm, lead=str(row), crumbs=crumbs)


@requires("networks.meet", fetch=lambda rows: rows.for_page())
def networkmeeting_call_off(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.call_off, lead=str(row), crumbs=_crumbs(row.network, "Ställ in"))

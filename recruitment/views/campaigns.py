"""Pages about campaigns: what they cost, and how far those came who answered; posters, and the link of a volunteer."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, permitted, requires
from brokerage.money import kr
from brokerage.organisation.people import unit_of
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day
from recruitment.figures import Funnel, funnel_of, funnels_by_channel
from recruitment.filters import CampaignFilter
from recruitment.forms.campaigns import CampaignForm, EditCampaignForm
from recruitment.intake import form_of, referral_of
from recruitment.posters import qr_code
from recruitment.rules import seat
from recruitment.workflow import campaigns as workflow

CAMPAIGNS = Listing(
    title="Kampanjer",
    columns=(
        Column("Namn", lambda row: row.name, link=True, sort="name_key"),
        Column("Kanal", lambda row: row.get_channel_display()),
        Column("Från", lambda row: row.starts, kind="date", sort="starts"),
        Column("Till", lambda row: row.ends, kind="date"),
        Column("Kostnad", lambda row: row.cost, kind="number", sort="cost"),
        Column("Anmälningar", lambda row: row.answered, kind="number"),
        Column("Godkända", lambda row: row.joined, kind="number"),
        Column("Kronor per godkänd", lambda row: _each(row.cost, row.joined), kind="number"),
    ),
    filterset=CampaignFilter,
    order="-starts",
    empty=Empty("Inga kampanjer", "Starta en kampanj, så syns det vilken insats som ger uppdragstagare."),
)
CAMPAIGN_CRUMBS = (("Kampanjer", "/rekrytering/kampanjer/"),)
STEPS = [
    {"label": "Steg", "kind": "text"},
    {"label": "Antal", "kind": "number"},
    {"label": "Av dem som hörde av sig", "kind": "number"},
    {"label": "Dagar från anmälan (median)", "kind": "number"},
]
CHANNELS = [
    {"label": "Kanal", "kind": "text"},
    {"label": "Anmälningar", "kind": "number"},
    {"label": "Kom på träff", "kind": "number"},
    {"label": "Utreddes", "kind": "number"},
    {"label": "Godkända", "kind": "number"},
    {"label": "Första uppdraget", "kind": "number"},
    {"label": "Dagar till godkänd", "kind": "number"},
    {"label": "Kostnad", "kind": "number"},
    {"label": "Per godkänd", "kind": "number"},
]


def _each(cost: Any, joined: int) -> Any:
    return round(cost / joined) if cost is not None and joined else None


def _crumbs(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CAMPAIGN_CRUMBS, (row.name, row.get_absolute_url()), (last, None))


@requires("campaigns.view")
def campaigns(request: Request, rows: Any) -> HttpResponse:
    actions = [
        Action("Utfall per kanal", reverse("recruitment:campaign_report"), icon="chart-column"),
        Action("Starta kampanj", reverse("recruitment:campaign_start"), main=True, icon="plus"),
    ]
    return pages.listing(request, rows.with_counts(), CAMPAIGNS, actions=actions)


def _address(row: Any) -> str:
    return f"{settings.BASE_URL}{form_of(row.unit)}?k={row.code}"


@requires("campaigns.view", fetch=lambda rows: rows.select_related("unit"))
def campaign(request: Request, row: Any) -> HttpResponse:
    funnel = funnel_of(permitted(request.actor, "enquiries.view").filter(campaign=row))
    address = _address(row)
    return pages.detail(
        request,
        row,
        "recruitment/campaign.html",
        title=row.name,
        crumbs=(*CAMPAIGN_CRUMBS, (row.name, None)),
        actions=[
            Action("Affisch (PDF)", reverse("recruitment:campaign_poster", args=[row.pk]), icon="printer"),
            Action("Ändra", reverse("recruitment:campaign_edit", args=[row.pk]), icon="pencil"),
        ],
        facts=pages.chosen(
            (
                ("Kanal", row.get_channel_display()),
                ("Kod", row.code),
                ("Från", day(row.starts)),
                ("Till", day(row.ends)),
                ("Kostnad", kr(row.cost) if row.cost is not None else ""),
                ("Mål", f"{row.goal} godkända" if row.goal else ""),
            )
        ),
        figures=_figures(row, funnel),
        chart=[(step.short, step.count) for step in funnel.steps],
        columns=STEPS,
        steps=[(step.label, step.count, step.share, step.days) for step in funnel.steps],
        address=address,
        qr=qr_code(address),
    )


def _figures(row: Any, funnel: Funnel) -> list[tuple[str, Any]]:
    approved = f"{funnel.approved} av {row.goal}" if row.goal else funnel.approved
    each = _each(row.cost, funnel.approved)
    found = [("Anmälningar", funnel.steps[0].count), ("Godkända", approved)]
    return [*found, ("Per godkänd", kr(each))] if each is not None else found


@requires("campaigns.view", fetch=lambda rows: rows.select_related("unit"))
def campaign_poster(request: Request, row: Any) -> HttpResponse:
    """A poster to print and put up: A4 with bleed and crop marks, as printers want it."""
    context = {"title": "Vill du bli någon att räkna med?", "unit": row.unit, "qr": qr_code(_address(row))}
    context["address"] = f"{settings.BASE_URL}{form_of(row.unit)}".partition("://")[2].rstrip("/")
    return pdf_response("recruitment/campaign_poster.html", context, f"affisch-{row.code}.pdf")


@requires("campaigns.view")
def campaign_report(request: Request, rows: Any) -> HttpResponse:
    """The last twelve months by channel; each enquiry counted where it came from."""
    since = clock.months_after(clock.today(), -12)
    enquiries = permitted(request.actor, "enquiries.view").filter(received_on__gte=since)
    found = funnels_by_channel(enquiries, rows.filter(starts__gte=since))
    lines = [
        (
            each.label,
            *(step.count for step in each.funnel.steps),
            each.funnel.steps[3].days,
            each.cost,
            _each(each.cost, each.funnel.approved),
        )
        for each in found
    ]
    if (form := request.GET.get("format")) in ("csv", "xlsx"):  # counts and sums: it names nobody
        return pages.table_file("Utfall per kanal", [head["label"] for head in CHANNELS], lines, form)
    return pages.report(
        request,
        "recruitment/campaign_report.html",
        title="Utfall per kanal",
        lead=f"De som har hört av sig sedan {day(since)}, och de kampanjer som har börjat sedan dess.",
        crumbs=(*CAMPAIGN_CRUMBS, ("Utfall", None)),
        chart={
            "title": "Godkända per kanal",
            "series": [(each.short, each.funnel.approved) for each in found],
            "unit": "godkända",
        },
        tables=[
            {
                "caption": "Hur långt de har kommit",
                "columns": CHANNELS,
                "rows": [
                    (*line, kr(cost) if cost is not None else "", kr(one) if one else "") for *line, cost, one in lines
                ],
            }
        ]
        if found
        else [],
        empty=Empty("Inget att visa än", "När någon har hört av sig syns det här varifrån."),
        exports=[("CSV", "?format=csv"), ("Excel", "?format=xlsx")] if found else [],
    )


@requires("campaigns.manage", creates=True)
def campaign_start(request: Request) -> HttpResponse:
    unit_id, area = seat(request.actor, "campaigns.manage")
    return pages.verb_page(
        request,
        CampaignForm(request.POST or None, initial={"starts": clock.today()}),
        lambda given: workflow.start_campaign(by=request.actor, unit=unit_of(unit_id), area=area, **given),
        title="Starta kampanj",
        crumbs=(*CAMPAIGN_CRUMBS, ("Ny", None)),
        submit=workflow.start_campaign.label,
        back=reverse("recruitment:campaigns"),
        done=workflow.start_campaign.done,
    )


@requires("campaigns.manage")
def campaign_edit(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(request, row, workflow.edit_campaign, EditCampaignForm, crumbs=_crumbs(row, "Ändra"))


@requires("volunteers.work", read=True, fetch=lambda rows: rows.select_related("unit"))
def volunteer_recommend(request: Request, row: Any) -> HttpResponse:
    """The volunteer's own link, for friends: shown to point a phone at, or sent by letter."""
    address = referral_of(row)
    return pages.edit_page(
        request,
        row,
        workflow.send_recommendation,
        pages.VersionedForm,
        lead="Den som anmäler sig genom länken räknas som tipsad, och ni ser av vem.",
        crumbs=(
            ("Uppdragstagare", reverse("recruitment:volunteers")),
            (row.name, row.get_absolute_url()),
            ("Tipsa", None),
        ),
        submit=workflow.send_recommendation.label,
        template="recruitment/volunteer_recommend.html",
        address=address,
        qr=qr_code(address),
        brought=row.recruits.count(),
    )

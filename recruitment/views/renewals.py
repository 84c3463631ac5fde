"""The planned work list of approvals that run out, and the page that begins a renewal."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.organisation.fields import words
from brokerage.pages import Column, Empty, Listing
from brokerage.pages.wording import day, days
from brokerage.workflow import Problem
from recruitment.filters import RenewalFilter
from recruitment.forms.vettings import RenewForm
from recruitment.requirements import Kind
from recruitment.workflow import renewals as workflow


def _left(row: Any) -> dict[str, str]:
    """How urgent it is: run out, within a week, a month, a quarter; or already begun."""
    if row.is_renewed:
        return {"text": "Utreds", "tone": "accent"}
    if row.has_new_adult and row.pool_until >= clock.today():
        return {"text": "Ny vuxen i hemmet", "tone": "bad"}
    if row.has_moved and row.pool_until >= clock.today():
        return {"text": "Ny adress", "tone": "bad"}
    left = (row.pool_until - clock.today()).days
    if left < 0:
        return {"text": f"Gick ut för {days(-left)} sedan", "tone": "bad"}
    return {"text": f"{days(left)} kvar", "tone": "bad" if left <= 7 else "warn" if left <= 30 else "calm"}


RENEWALS = Listing(
    title="Att förnya",
    lead="De vars godkännande går ut inom 90 dagar eller har gått ut. Utan giltigt godkännande får de inga nya "
    "uppdrag, men de uppdrag som pågår fortsätter.",
    columns=(
        Column("Namn", lambda row: row.name, link=True, sort="name_key", sub=lambda row: words(Kind, row.kinds)),
        Column("Läge", lambda row: _left(row)["text"], kind="badge", tone=lambda row: _left(row)["tone"]),
        Column("Godkänd till", lambda row: row.pool_until, kind="date", sort="pool_until"),
        Column("Förnya från", lambda row: row.pool_until - timedelta(days=workflow.RENEW_BEFORE), kind="date"),
        Column("Har uppdrag", lambda row: "ja" if row.is_busy else ""),
        Column(
            "",
            lambda row: "Förnya" if _can_begin(row) else "",
            url=lambda row: reverse("recruitment:volunteer_renew", args=[row.pk]) if _can_begin(row) else "",
        ),
    ),
    filterset=RenewalFilter,
    order="pool_until",
    empty=Empty("Inget att förnya", "Inget godkännande går ut inom den tid som du har valt."),
)
YEAR = 365  # as far ahead as one plans


def _can_begin(row: Any) -> bool:
    in_window = row.pool_until - timedelta(days=workflow.RENEW_BEFORE) <= clock.today()
    return not row.is_renewed and (in_window or row.has_new_adult or row.has_moved)


@requires("volunteers.work")
def renewals(request: Request, rows: Any) -> HttpResponse:
    crumbs = (("Utredningar", reverse("recruitment:vettings")), ("Att förnya", None))
    return pages.listing(request, rows.to_renew_on(clock.today(), YEAR), RENEWALS, crumbs=crumbs)


@requires("volunteers.work", read=True, fetch=lambda rows: rows.select_related("place"))
def volunteer_renew(request: Request, row: Any) -> HttpResponse:
    approval = workflow.last_for_pool(row)
    moved = bool(approval and workflow.only_moved(row, approval))
    why_not = workflow.not_yet(row, approval)
    can_be_jour = bool(approval and not approval.as_jour and not workflow.not_yet(row, approval, as_jour=True))
    closed = bool(why_not) and not can_be_jour
    again = "registerkontroller och intervju görs på nytt, hos familjer också hembesök"
    facts = pages.chosen(
        (
            ("Godkänd som", words(Kind, approval.kinds)),
            ("Gäller till och med", day(approval.valid_until)),
            ("Kan förnyas från", day(workflow.renew_from(approval.valid_until))),
            ("Villkor", approval.conditions),
            ("Flyttade", day(row.place.since) if moved else ""),
        )
        if approval
        else ()
    )
    return pages.verb_page(
        request,
        RenewForm(request.POST if request.method == "POST" else None, is_family=can_be_jour, must=bool(why_not)),
        lambda given: workflow.open_renewal(by=request.actor, volunteer=row, **given),
        title=workflow.open_renewal.label,
        lead=f"{row.name}: {'det som gällde den gamla adressen görs på den nya' if moved else again}.",
        crumbs=(
            ("Att förnya", reverse("recruitment:renewals")),
            (row.name, row.get_absolute_url()),
            ("Förnya", None),
        ),
        submit=workflow.open_renewal.label,
        back=row.get_absolute_url(),
        done=workflow.open_renewal.done,
        template="pages/confirm.html",
        facts=facts,
        problems=[Problem(why_not, blocking=closed)] if why_not else [],
        closed=closed,
    )

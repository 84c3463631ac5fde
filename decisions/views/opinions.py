"""Pages about statements to IVO."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from brokerage import clock, money, pages
from brokerage.access import Request, permits, requires
from brokerage.pages import Action
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day
from brokerage.workflow import Problem
from decisions.chronicle import chronicle
from decisions.chronicle import opinion as drafted
from decisions.forms.opinions import OpinionForm, RewriteOpinionForm, SendOpinionForm
from decisions.reports import answered_by_clients
from decisions.states import OpinionState
from decisions.views.papers import SCREEN_ONLY
from decisions.workflow import opinions as workflow

TONES = {OpinionState.DRAFT: "warn", OpinionState.SENT: "good"}
ANSWER_WITHIN = timedelta(days=21)


def _crumbs(decision: Any, *last: tuple[str, str | None]) -> tuple[tuple[str, str | None], ...]:
    return (("Beslut", "/beslut/"), (decision.case_reference, decision.get_absolute_url()), *last)


@requires("causes.state", read=True, fetch=lambda rows: rows.for_chronicle())
def decision_write_opinion(request: Request, row: Any) -> HttpResponse:
    """What is known stands there from the start: to be read, put right and added to."""
    deeds = chronicle(row, answered_by_clients(row))
    today = clock.today()
    initial = {
        **drafted(row, deeds, row.statements.all()),
        "asked_on": today,
        "answer_by": today + ANSWER_WITHIN,
    }
    return pages.verb_page(
        request,
        OpinionForm(request.POST if request.method == "POST" else None, initial=initial),
        lambda given: workflow.write(by=request.actor, decision=row, **given),
        title="Yttrande till IVO",
        lead=f"{row}. Det som är känt står redan här, ur loggen. Läs, rätta och lägg till.",
        crumbs=_crumbs(row, ("Yttrande", None)),
        submit="Spara utkast",
        back=row.get_absolute_url(),
        done=workflow.write.done,
    )


@requires("opinions.view", read=True, fetch=lambda rows: rows.for_page())
def opinion(request: Request, row: Any) -> HttpResponse:
    works = permits(request.actor, "opinions.work", row)
    is_protected = row.decision.client.is_protected
    actions = []
    if not is_protected:
        actions.append(Action("PDF", reverse("decisions:opinion_pdf", args=[row.pk]), icon="download"))
    if works and row.state == OpinionState.DRAFT:
        actions.append(Action("Ändra", reverse("decisions:opinion_rewrite", args=[row.pk]), icon="pencil"))
    return pages.detail(
        request,
        row,
        "decisions/opinion.html",
        title="Yttrande till IVO",
        lead=f"{row.decision}. Diarienummer {row.reference}.",
        crumbs=_crumbs(row.decision, ("Yttrande", None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        problems=[Problem(SCREEN_ONLY, blocking=False)] if is_protected else [],
        actions=actions,
        parts=_parts(row),
        is_protected=is_protected,
        facts=pages.chosen(
            (
                ("Begärt", day(row.asked_on)),
                ("Svar senast", day(row.answer_by)),
                ("Skrivet", f"{day(row.written_on)} av {row.written_by}"),
                ("Skickat", day(row.sent_on)),
            )
        ),
    )


def _parts(row: Any) -> list[tuple[str, str]]:
    cost = f"{money.kr(row.monthly_cost)} i månaden, {money.kr(row.yearly_cost)} om året. {row.cost_basis}"
    return [
        ("Skälen till dröjsmålet", row.reasons),
        ("Vad dröjsmålet betyder för personen", row.meaning),
        ("Hur vi har arbetat", row.worked),
        ("Andra insatser under tiden", row.meanwhile),
        ("Planen framåt", row.plan),
        ("Beräknad kostnad för den beviljade insatsen", cost),
    ]


@requires("opinions.view", read=True, fetch=lambda rows: rows.for_page())
def opinion_pdf(request: Request, row: Any) -> HttpResponse:
    """On paper, with the person's name and number as IVO needs them; never of somebody with protected identity."""
    if row.decision.client.is_protected:
        raise Http404
    person, ground = row.decision.client.identity, row.decision.ground
    context = {
        "title": "Yttrande till Inspektionen för vård och omsorg",
        "sender": f"Stockholms stad, {row.unit}",
        "facts": [
            ("Diarienummer", row.reference),
            ("Gäller", f"{person.name}, {person.number}"),
            ("Beslut", f"{ground.intervention.capitalize()}, {row.decision.extent}"),
            ("Lagrum", f"{ground.law} {ground.ground}"),
            ("Beslutat", day(row.decision.decided_on)),
            ("Datum", day(row.sent_on or clock.today())),
        ],
        "parts": _parts(row),
        "is_draft": row.state == OpinionState.DRAFT,
    }
    return pdf_response("decisions/opinion_pdf.html", context, f"yttrande-{row.pk}.pdf")


@requires("opinions.work", read=True, fetch=lambda rows: rows.for_page())
def opinion_rewrite(request: Request, row: Any) -> HttpResponse:
    here = ("Yttrande", row.get_absolute_url())
    crumbs = _crumbs(row.decision, here, ("Ändra", None))
    return pages.edit_page(request, row, workflow.rewrite, RewriteOpinionForm, lead=str(row.decision), crumbs=crumbs)


@requires("opinions.work", fetch=lambda rows: rows.for_page())
def opinion_send(request: Request, row: Any) -> HttpResponse:
    here = ("Yttrande", row.get_absolute_url())
    crumbs = _crumbs(row.decision, here, ("Skickat", None))
    return pages.step_page(
        request, row, workflow.send, SendOpinionForm, initial={"sent_on": clock.today()}, crumbs=crumbs
    )

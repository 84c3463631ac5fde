"""Pages about what is paid for one assignment: terms, extensions, what is planned, the months."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from brokerage import clock, money, pages
from brokerage.access import Request, permits, permitted, requires
from brokerage.pages import Action, Page
from brokerage.pages.wording import day, month
from brokerage.workflow import Problem
from matching.compensation import is_family
from matching.forms.pay import ExtensionForm, RevokeForm, TermsForm
from matching.forms.visits import OpenMonthForm, PlanForm
from matching.models import Extension
from matching.states import TAKES_PLACE
from matching.views.visits import TONES, months_back
from matching.workflow import extensions, visits
from matching.workflow import payrolls as workflow

ASSIGNMENTS = (("Uppdrag", "/uppdrag/"),)


def _crumbs(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    own = (row.decision.case_reference, row.get_absolute_url())
    pay = ("Ersättning", reverse("matching:assignment_pay", args=[row.pk]))
    return (*ASSIGNMENTS, own, (last, None)) if last == pay[0] else (*ASSIGNMENTS, own, pay, (last, None))


def _back(row: Any) -> str:
    return reverse("matching:assignment_pay", args=[row.pk])


@requires("assignments.view", read=True, fetch=lambda rows: rows.for_pay())
def assignment_pay(request: Request, row: Any) -> HttpResponse:
    """Terms, extensions and months of one assignment, and what can be done about them."""
    alive = row.state in TAKES_PLACE
    works = alive and permits(request.actor, "assignments.work", row)
    extends = alive and permits(request.actor, "assignments.extend", row)
    terms = list(row.terms.all())
    actions: list[Action] = []
    for label, name, may in (
        ("Bestäm ersättning" if not terms else "Ändra ersättning", "assignment_agree_terms", works),
        ("Besluta om utökning", "assignment_decide_extension", extends),
        ("Återkalla en utökning", "assignment_revoke_extension", extends and _standing(row)),
        ("Planera", "assignment_plan_visit", works),
        ("Öppna en månad", "assignment_open_month", works and terms),
    ):
        if may:
            main = not actions and not terms
            actions.append(Action(label, reverse(f"matching:{name}", args=[row.pk]), main=main))
    numbers = [each.number for each in row.volunteer.payees.all() if each.unit_id == row.unit_id]
    problems: list[Problem] = []
    if not terms:
        problems.append(Problem("Ersättningen är inte bestämd: ingen månad öppnas förrän den är det."))
    elif not numbers:
        problems.append(Problem("Anställningsnumret saknas: utan det kan löneunderlaget inte stängas."))
    page = Page(
        "Ersättning och besök",
        f"{row.volunteer.name}, {row.get_kind_display().lower()} i {row.decision.case_reference}",
        _crumbs(row, "Ersättning"),
        actions=actions,
        problems=problems if alive else [],
    )
    context = {
        "page": page,
        "row": row,
        "terms": [_terms(each, row) for each in terms],
        "extensions": [_extension(each) for each in row.extensions.all()],
        "months": [
            {
                "url": each.get_absolute_url(),
                "month": month(each.month).capitalize(),
                "state": each.get_state_display(),
                "tone": TONES[each.state],
                "uncovered": each.uncovered,
                "amount": each.amount,
            }
            for each in row.month_reports.all()
        ],
        "jour": [
            f"{day(each.decided_on)} till {day(each.valid_until)}"
            for each in row.volunteer.approvals.all()
            if each.as_jour
        ],
        "number": numbers[0] if numbers else "",
    }
    return TemplateResponse(request, "matching/assignment_pay.html", context)


def _standing(row: Any) -> bool:
    return any(each.revoked_on is None for each in row.extensions.all())


def _terms(each: Any, row: Any) -> dict[str, Any]:
    if is_family(row):
        facts = [
            ("Arvode per dygn", money.kr(each.fee) if each.fee is not None else "grundarvode efter ålder och år"),
            ("Tillägg per dygn", money.kr(each.extra) if each.extra else ""),
            ("Beräkning", each.calculation),
        ]
    else:
        facts = [
            ("Kontakt", each.get_category_display()),
            ("Arvode", f"{money.plain(each.fee_percent)} procent av prisbasbeloppet"),
            ("Omkostnader", each.get_expenses_level_display().lower()),
        ]
    facts.append(("Milersättning", "ja" if each.pays_mileage else "nej"))
    return {"since": each.starts, "facts": pages.chosen(facts)}


def _extension(each: Any) -> dict[str, Any]:
    when = f"{day(each.decided_on)}{f' kl. {each.decided_time:%H.%M}' if each.decided_time else ''}"
    how = "muntligt" if each.form == Extension.Form.ORAL else "skriftligt"
    later = f", nedtecknat {day(each.recorded_on)}" if each.recorded_on != each.decided_on else ""
    return {
        "span": day(each.first) if each.first == each.last else f"{day(each.first)} till {day(each.last)}",
        "extent": each.extent + (", jour" if each.is_jour else ""),
        "decided": f"Beslutat {how} {when} av {each.decision_maker}{later}",
        "revoked": f"Återkallat {day(each.revoked_on)} av {each.revoked_by}, från och med {day(each.revoked_from)}. "
        f"{each.get_revoked_because_display()}."
        if each.revoked_on
        else "",
    }


@requires("assignments.work", read=True, fetch=lambda rows: rows.for_pay())
def assignment_agree_terms(request: Request, row: Any) -> HttpResponse:
    last = next(iter(row.terms.all()), None)
    names = ("category", "fee_percent", "expenses_level", "fee", "extra", "calculation", "pays_mileage")
    number = next((each.number for each in row.volunteer.payees.all() if each.unit_id == row.unit_id), "")
    initial: dict[str, Any] = {"starts": clock.today() if last else row.started_on or row.starts_on, "number": number}
    if last:
        initial |= {name: getattr(last, name) for name in names} | {"extra": last.extra or None}
    return pages.edit_page(
        request,
        row,
        workflow.agree_terms,
        lambda data, initial: TermsForm(data, initial=initial, is_family=is_family(row)),
        initial=initial,
        lead="Det som gällde förut gäller till och med dagen före. Ändras något bakåt blir skillnaden nya rader.",
        crumbs=_crumbs(row, "Bestäm ersättning"),
        next_url=lambda done: _back(row),
    )


@requires("assignments.extend", fetch=lambda rows: rows.for_pay())
def assignment_decide_extension(request: Request, row: Any) -> HttpResponse:
    """The case officer's own page: nobody else decides that somebody may come more."""
    initial = {"decided_on": clock.today(), "form": Extension.Form.WRITTEN}
    return pages.verb_page(
        request,
        ExtensionForm(request.POST if request.method == "POST" else None, initial=initial),
        lambda given: extensions.decide(by=request.actor, assignment=row, **given),
        title="Besluta om utökning",
        lead="Först beslutet, sedan frågan till uppdragstagaren, sedan ersättningen.",
        crumbs=_crumbs(row, "Utökning"),
        submit="Besluta",
        back=_back(row),
        done="Utökningen är beslutad",
    )


@requires("assignments.extend", fetch=lambda rows: rows.for_pay())
def assignment_revoke_extension(request: Request, row: Any) -> HttpResponse:
    """The case officer takes an extension back, from a day on."""
    mine = {each.pk: each for each in permitted(request.actor, "extensions.revoke").standing().filter(assignment=row)}
    choices = [(pk, "{span}: {extent}".format(**_extension(each))) for pk, each in mine.items()]
    return pages.verb_page(
        request,
        RevokeForm(request.POST if request.method == "POST" else None, extensions=choices),
        lambda given: extensions.revoke(mine[given.pop("extension")], by=request.actor, **given),
        title="Återkalla en utökning",
        lead="Det som är planerat efter dagen stryks. Säg till uppdragstagaren och den enskilde.",
        crumbs=_crumbs(row, "Återkalla"),
        submit="Återkalla",
        back=_back(row),
        done="Utökningen är återkallad",
        next_url=lambda done: _back(row),
    )


@requires("assignments.work", fetch=lambda rows: rows.for_pay())
def assignment_plan_visit(request: Request, row: Any) -> HttpResponse:
    beside = permitted(request.actor, "assignments.work").of_siblings(row)
    named = [(each.pk, f"Syskon fött {each.decision.client.birth_year}, {each.decision}") for each in beside]
    return pages.edit_page(
        request,
        row,
        visits.plan_visit,
        lambda *args, **more: PlanForm(*args, siblings=named, **more),
        initial={"sort": "extra"},
        lead="Det planerade står på uppdragstagarens sida och besvaras när det har varit. Beslutet finns först.",
        crumbs=_crumbs(row, "Planera"),
        next_url=lambda done: _back(row),
    )


@requires("assignments.work", fetch=lambda rows: rows.for_pay())
def assignment_open_month(request: Request, row: Any) -> HttpResponse:
    opened = {each.month for each in row.month_reports.all()}
    months = [each for each in months_back(14) if each not in opened]
    form = OpenMonthForm(request.POST if request.method == "POST" else None, months=months)
    return pages.verb_page(
        request,
        form,
        lambda given: visits.open_month(by=request.actor, assignment=row, first=given["month"]),
        title="Öppna en månad",
        lead="Uppdragstagaren får länken i ett brev, om det går att skriva. Annars skriver ni in det som har varit.",
        crumbs=_crumbs(row, "Öppna en månad"),
        submit="Öppna",
        back=_back(row),
        done="Månaden är öppnad",
    )

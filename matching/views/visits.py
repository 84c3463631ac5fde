"""Pages about reported months: the lists, one month, and the volunteer's own page behind the link."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from brokerage import clock, money, pages
from brokerage.access import Request, holds_role, linked, permits, requires
from brokerage.pages import Action, Column, Empty, Listing, Page, put_errors
from brokerage.pages.wording import day, month
from brokerage.workflow import Refusal
from brokerage.workflow.steps import refusals_of
from matching.compensation import before_checking, is_family, not_paid, sum_of
from matching.filters import MonthReportFilter
from matching.forms.visits import AttestForm, SendBackForm, StrikeForm, VisitForm, shown_as
from matching.models import PayCode, Visit
from matching.rates import Code, Line
from matching.states import MonthReportState
from matching.tables import book
from matching.workflow import visits as workflow

TONES = {
    MonthReportState.OPEN: "calm",
    MonthReportState.SUBMITTED: "warn",
    MonthReportState.CHECKED: "accent",
    MonthReportState.ATTESTED: "good",
}
LISTING = Listing(
    title="Redovisningar",
    lead="Månaderna som uppdragstagarna redovisar, från inskickad till attesterad.",
    columns=(
        Column("Uppdragstagare", lambda row: row.assignment.volunteer.name, link=True),
        Column(
            "Ärende",
            lambda row: row.assignment.decision.case_reference,
            sub=lambda row: row.assignment.decision.client.identity.name,
        ),
        Column("Månad", lambda row: month(row.month), sort="month"),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column(
            "Utan beslut",
            lambda row: f"{row.uncovered} dygn" if row.uncovered else "",
            kind="badge",
            tone=lambda row: "calm" if row.undecided_on else "bad",
        ),
        Column("Ersättning, kr", lambda row: row.amount, kind="number", sort="amount"),
    ),
    filterset=MonthReportFilter,
    order="-month",
    empty=Empty("Inga redovisningar", "En månad öppnas när ersättningen för ett uppdrag är bestämd."),
)
CRUMBS = (("Redovisningar", "/redovisningar/"),)
ZERO = Decimal("0.00")


def crumbs_of(row: Any, last: str = "") -> tuple[tuple[str, str | None], ...]:
    name = f"{row.assignment.volunteer.name}, {month(row.month)}"
    return (*CRUMBS, (name, row.get_absolute_url()), (last, None)) if last else (*CRUMBS, (name, None))


def span(visit: Any) -> str:
    return day(visit.first) if visit.first == visit.last else f"{day(visit.first)} till {day(visit.last)}"


@requires("monthreports.view")
def monthreports(request: Request, rows: Any) -> HttpResponse:
    may_attest = holds_role(request.actor, "monthreports.attest")
    actions = [Action("Attestera", reverse("matching:monthreports_attest"), main=True)] if may_attest else []
    return pages.listing(request, rows.for_list(), LISTING, is_read=True, actions=actions)


@requires("monthreports.view", read=True, fetch=lambda rows: rows.for_page())
def monthreport(request: Request, row: Any) -> HttpResponse:
    assignment, found = row.assignment, sum_of(row, book())
    return pages.detail(
        request,
        row,
        "matching/monthreport.html",
        title=f"{month(row.month).capitalize()}: {assignment.volunteer.name}",
        lead=f"{assignment.get_kind_display()}, {assignment.decision.case_reference}",
        crumbs=crumbs_of(row),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        problems=before_checking(row) if row.state != MonthReportState.ATTESTED else [],
        actions=_actions(request, row),
        visits=[_shown(visit, row, request) for visit in row.visits.all()],
        columns=PAY_COLUMNS,
        lines=_by_price(found.lines),
        totals=[("Summa", found.amount)] if found.amount is not None else [],
        missing=found.missing,
        paid=_paid(row),
        left=sum((line["amount"] for line in not_paid(row, found.lines)), ZERO) if row.lines.all() else None,
        facts=_facts(row),
        pay_url=reverse("matching:assignment_pay", args=[assignment.pk]),
        client=assignment.decision.client,
        works=row.state == MonthReportState.OPEN and permits(request.actor, "monthreports.fill", row),
    )


PAY_COLUMNS = ({"label": "Ersättning", "kind": "text"}, {"label": "Belopp, kr", "kind": "number"})


def times(quantity: Decimal, price: Decimal) -> str:
    """«2,5 × 170,00 kr»."""
    return f"{money.plain(quantity)} × {money.kr(price)}"


def _by_price(lines: Iterable[Line]) -> list[tuple[Any, ...]]:
    """What the month gives, the same kind at the same price together."""
    found: dict[tuple[Code, Decimal], tuple[Decimal, Decimal]] = {}
    for line in lines:
        quantity, amount = found.get((line.code, line.price), (ZERO, ZERO))
        found[line.code, line.price] = (quantity + line.quantity, amount + line.amount)
    return [
        ({"value": PayCode.Kind(code).label, "sub": times(quantity, price)}, amount)
        for (code, price), (quantity, amount) in found.items()
    ]


def _actions(request: Request, row: Any) -> list[Action]:
    actions = []
    if row.state == MonthReportState.OPEN and permits(request.actor, "monthreports.fill", row):
        actions.append(Action("Skriv in", reverse("matching:monthreport_put_visit", args=[row.pk]), icon="pencil"))
    if row.state == MonthReportState.OPEN and holds_role(request.actor, "monthreports.check"):
        actions.append(Action("Skicka länken igen", reverse("matching:monthreport_send_link", args=[row.pk])))
    if row.uncovered and permits(request.actor, "monthreports.answer", row):
        url = reverse("matching:assignment_decide_extension", args=[row.assignment_id])
        actions.append(Action("Besluta om utökning", url, main=row.undecided_on is None))
        if row.undecided_on is None:
            url = reverse("matching:monthreport_note_undecided", args=[row.pk])
            actions.append(Action("Inget beslut fattades", url))
    return actions


def _shown(visit: Visit, row: Any, request: Request) -> dict[str, Any]:
    tones = {Visit.Fate.PLANNED: "accent", Visit.Fate.HELD: "good", Visit.Fate.CANCELLED: "warn"}
    uncovered = "" if not visit.uncovered else "1 dygn" if visit.uncovered == 1 else f"{visit.uncovered} dygn"
    facts = [
        visit.get_sort_display(),
        f"kom {visit.arrives:%H.%M}" if visit.arrives else "",
        f"åkte {visit.leaves:%H.%M}" if visit.leaves else "",
        f"{visit.kilometres} km" if visit.kilometres else "",
        f"återbud {day(visit.cancelled_on)}" if visit.cancelled_on else "",
        visit.strike_reason,
    ]
    return {
        "pk": visit.pk,
        "span": span(visit),
        "fate": visit.get_fate_display(),
        "tone": tones.get(Visit.Fate(visit.fate), "calm"),
        "facts": ", ".join(fact for fact in facts if fact),
        "words": visit.words,
        "uncovered": uncovered if visit.fate == Visit.Fate.HELD else "",
        "is_struck": visit.fate == Visit.Fate.STRUCK,
        "is_planned": visit.fate == Visit.Fate.PLANNED,
        "change_url": f"{reverse('matching:monthreport_put_visit', args=[row.pk])}?rad={visit.pk}",
        "strike_url": reverse("matching:monthreport_strike_visit", args=[row.pk, visit.pk]),
    }


def _paid(row: Any) -> list[dict[str, Any]]:
    """What is in the payroll already, by payroll."""
    of: dict[Any, Any] = {}
    for line in row.lines.all():
        of[line.payroll] = of.get(line.payroll, 0) + line.amount
    return [{"text": str(payroll), "amount": amount} for payroll, amount in of.items()]


def _facts(row: Any) -> list[tuple[str, Any]]:
    entered = "genom länken" if row.by_link else ""
    return pages.chosen(
        (
            ("Länken sänd", day(row.asked_on)),
            ("Påmind", day(row.reminded_on)),
            ("Inskickad", f"{day(row.submitted_on)} {entered}".strip()),
            ("Granskad", f"{day(row.checked_on)}, {row.checked_by}" if row.checked_by else ""),
            ("Attesterad", f"{day(row.attested_on)}, {row.attested_by}" if row.attested_by else ""),
            ("Inget beslut, noterat", day(row.undecided_on)),
            ("Ska rättas", row.sent_back),
        )
    )


@requires("monthreports.fill", read=True, fetch=lambda rows: rows.for_page())
def monthreport_put_visit(request: Request, row: Any) -> HttpResponse:
    """What the volunteer has told on the telephone, or a change of what is written in."""
    wanted = request.GET.get("rad", "")
    visit = next((each for each in row.visits.all() if str(each.pk) == wanted and each.fate != Visit.Fate.STRUCK), None)
    if wanted and visit is None:
        raise Http404
    initial = shown_as(visit) if visit else None
    form = VisitForm(request.POST or None, initial=initial, is_family=is_family(row.assignment))
    pk = visit.pk if visit else None
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.put_visit(row, by=request.actor, visit=pk, **form.given()),
        title="Ändra" if visit else "Skriv in",
        lead=f"{row.assignment.volunteer.name}, {month(row.month)}. Det som har varit skrivs in även utan beslut.",
        crumbs=crumbs_of(row, "Skriv in"),
        submit="Spara",
        back=row.get_absolute_url(),
        done="Inskrivet",
    )


@requires("monthreports.fill", fetch=lambda rows: rows.for_page())
def monthreport_strike_visit(request: Request, row: Any, visit: int) -> HttpResponse:
    found = next((each for each in row.visits.all() if each.pk == visit), None)
    if found is None:
        raise Http404
    return pages.verb_page(
        request,
        StrikeForm(request.POST or None),
        lambda given: workflow.strike_visit(row, by=request.actor, visit=visit, **given),
        title="Stryk",
        lead=f"{span(found)}. Raden står kvar, överstruken.",
        crumbs=crumbs_of(row, "Stryk"),
        submit="Stryk",
        back=row.get_absolute_url(),
        done="Struket",
    )


@requires("monthreports.fill", fetch=lambda rows: rows.for_page())
def monthreport_submit(request: Request, row: Any) -> HttpResponse:
    lead = "Månaden är komplett, och går vidare till granskning."
    return pages.step_page(request, row, workflow.submit, lead=lead, crumbs=crumbs_of(row, "Skicka in"))


@requires("monthreports.check", fetch=lambda rows: rows.for_page())
def monthreport_check(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.check, crumbs=crumbs_of(row, "Granskad"))


@requires("monthreports.check", fetch=lambda rows: rows.for_page())
def monthreport_send_back(request: Request, row: Any) -> HttpResponse:
    lead = "Uppdragstagaren får ett brev, och ser bakom länken vad som ska rättas."
    return pages.step_page(
        request, row, workflow.send_back, SendBackForm, lead=lead, crumbs=crumbs_of(row, "Skicka tillbaka")
    )


@requires("monthreports.check", fetch=lambda rows: rows.for_page())
def monthreport_send_link(request: Request, row: Any) -> HttpResponse:
    lead = "Uppdragstagaren får ett nytt brev med länken till månaden."
    return pages.edit_page(
        request, row, workflow.send_link, pages.VersionedForm, lead=lead, crumbs=crumbs_of(row, "Skicka länken")
    )


@requires("monthreports.attest", fetch=lambda rows: rows.for_page())
def monthreport_attest(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.attest, crumbs=crumbs_of(row, "Attestera"))


@requires("monthreports.check", fetch=lambda rows: rows.for_page())
def monthreport_correct(request: Request, row: Any) -> HttpResponse:
    lead = "Månaden öppnas igen. Det som är utbetalt står kvar, och skillnaden blir nya rader i nästa underlag."
    return pages.step_page(request, row, workflow.correct, SendBackForm, lead=lead, crumbs=crumbs_of(row, "Rätta"))


@requires("monthreports.answer", fetch=lambda rows: rows.for_page())
def monthreport_note_undecided(request: Request, row: Any) -> HttpResponse:
    lead = "Dygnen står kvar som utan beslut och ersätts inte. Uppgiften försvinner från din lista."
    return pages.edit_page(
        request, row, workflow.note_undecided, pages.VersionedForm, lead=lead, crumbs=crumbs_of(row, "Inget beslut")
    )


@requires("monthreports.attest")
def monthreports_attest(request: Request, rows: Any) -> HttpResponse:
    """The manager's sitting: what has been checked, with its sums, attested together."""
    found = list(rows.checked().for_list().order_by("month", "assignment__volunteer__name_key"))
    form = AttestForm(request.POST if request.method == "POST" else None, rows=found)
    if request.method == "POST" and form.is_valid():
        wanted = set(form.cleaned_data["reports"])
        try:
            done = workflow.attest.each([row for row in found if row.pk in wanted], by=request.actor)
        except (Refusal, ValidationError) as error:
            for sentence in refusals_of(error):
                form.add_error(None, sentence)
        else:
            total = sum((row.amount or ZERO for row in done), ZERO)
            count = "1 redovisning" if len(done) == 1 else f"{len(done)} redovisningar"
            messages.success(request, f"{count} attesterade, {money.kr(total)}.")
            return redirect("matching:monthreports")
    page = Page("Attestera", "Granskat av kontaktsekreteraren. Den som har granskat får inte attestera.", CRUMBS_ATTEST)
    chosen = set(form.data.getlist("reports")) if form.is_bound else {str(row.pk) for row in found}  # type: ignore[attr-defined]
    lines = [
        {
            "pk": row.pk,
            "url": row.get_absolute_url(),
            "name": row.assignment.volunteer.name,
            "sub": f"{row.assignment.decision.case_reference}, {month(row.month)}",
            "uncovered": row.uncovered,
            "amount": row.amount,
            "is_chosen": str(row.pk) in chosen,
        }
        for row in found
    ]
    context = {"page": page, "form": form, "lines": lines, "total": sum((row.amount or ZERO for row in found), ZERO)}
    return render(request, "matching/monthreports_attest.html", context, status=422 if form.errors else 200)


CRUMBS_ATTEST = (*CRUMBS, ("Attestera", None))


@linked("monthreports.fill")
def monthreport_report(request: Request, row: Any) -> HttpResponse:
    """The volunteer's own page: what has been, and «skicka in». It names neither client nor place.

    Opening it changes nothing: mail scanners open links too.
    """
    assignment = row.assignment
    form = VisitForm(
        request.POST if request.POST.get("do") == "add" else None, is_family=is_family(assignment), by_link=True
    )
    is_open, since = row.state == MonthReportState.OPEN, assignment.started_on or assignment.starts_on
    said = ""
    if request.method == "POST" and is_open:
        try:
            said = _told(request, row, form)
        except (Refusal, ValidationError) as error:
            if form.is_bound:
                put_errors(form, error)
            for sentence in [] if form.is_bound else refusals_of(error):
                messages.error(request, sentence)
        if said:
            messages.success(request, said)
            return redirect(request.path)
    visits = [_shown(visit, row, request) for visit in row.visits.all() if visit.fate != Visit.Fate.STRUCK]
    lead = "" if is_open else "Tack, redovisningen är inskickad. Blev något fel? Ring kontaktsekreteraren."
    context = {
        "page": Page(f"Redovisa {month(row.month)}", lead),
        "public": True,
        "path": request.path,
        "form": form,
        "row": row,
        "is_open": is_open,
        "visits": visits,
        "what": f"{assignment.get_kind_display()}, uppdraget sedan {month(since)}",
        "can_submit": row.is_over or any(not visit["is_planned"] for visit in visits),
        "is_over": row.is_over,
    }
    return render(request, "matching/monthreport_report.html", context, status=422 if form.errors else 200)


def _told(request: Request, row: Any, form: VisitForm) -> str:
    """What the volunteer pressed; the words that answer it, or nothing when the form has to be mended."""
    do = request.POST.get("do", "")
    if do == "submit":
        workflow.submit(row, by=request.actor)
        return "Tack! Redovisningen är inskickad."
    verb, _, key = do.partition("-")
    if verb in ("strike", "held"):
        # By its words: what is posted need not be a number.
        visit = next((each for each in row.visits.all() if str(each.pk) == key), None)
        if visit is None:
            raise Refusal("Raden finns inte längre. Ladda om sidan.")
        if verb == "strike":
            workflow.strike_visit(row, by=request.actor, visit=visit.pk)
            return "Borttaget."
        facts = {"first": visit.first, "last": visit.last, "sort": visit.sort}
        workflow.put_visit(row, by=request.actor, visit=visit.pk, **facts)
        return "Sparat."
    if do == "add" and form.is_valid():
        workflow.put_visit(row, by=request.actor, **form.given())
        return "Sparat."
    return ""


def months_back(count: int) -> list[date]:
    """This month and those before it, the latest first."""
    first = clock.today().replace(day=1)
    return [clock.months_after(first, -back) for back in range(count)]

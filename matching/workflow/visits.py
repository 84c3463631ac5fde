"""A reported month: opened, filled in by link or by telephone, checked, attested, mended. And what is planned."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, time, timedelta
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects

from brokerage import clock
from brokerage.access import Actor, links, permitted
from brokerage.pages.wording import day, month
from brokerage.workflow import Refusal, creates, edits, effect, insert, step
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching import wording
from matching.compensation import before_checking, cutoff_of, is_decided, sum_of, uncovered_days, uncovered_of
from matching.models import Assignment, MonthReport, PayChoices, Visit
from matching.states import MONTH_REPORT, TAKES_PLACE, MonthReportState
from matching.stays import Stay, by_month, repeated
from matching.tables import book
from matching.workflow.messages import channels_to, write_to
from recruitment.problems import jour_home

AT_ONCE = 100  # months that one round of the due loop opens
LONGEST = timedelta(days=62)
OPEN = {MonthReportState.OPEN}
Fate, Sort = Visit.Fate, Visit.Sort


def link_of(report: MonthReport) -> tuple[str, date]:
    """The address behind which the volunteer reports, and how long it holds."""
    until = clock.months_after(report.month, 3)
    return links.address("matching:monthreport_report", "monthreports.fill", report, until=until), until


def _blank(assignment: Assignment, first: date) -> MonthReport:
    return MonthReport(unit_id=assignment.unit_id, area=assignment.area, assignment=assignment, month=first)


@creates("monthreports.open", label="Öppna månaden", done="Månaden öppnad")
def open_month(*, by: Actor, assignment: Assignment, first: date) -> Any:
    """A month can be reported; the volunteer gets the link in a letter."""
    report = _blank(assignment, first)
    if not channels_to(assignment.volunteer):
        return report
    report.asked_on = clock.today()

    def ask() -> None:
        address, until = link_of(report)
        message = wording.month_to_report(assignment.volunteer, address, month(first), until)
        write_to(assignment.volunteer, "month_report", message)

    return report, ask


@effect(MonthReport, done="Månaden öppnad")
def open_beside(assignment: Assignment, first: date, *, by: Actor) -> MonthReport:
    """A month is needed for what is planned in it, or for a stay that goes on into it."""
    return _blank(assignment, first)


@effect(MonthReport, done="Räknad om")
def recount(report: MonthReport, *, by: Actor) -> MonthReport:
    """What the month gives, and which of its days nobody has decided about, as things stand."""
    return count(report)


@effect(MonthReport, moves=MONTH_REPORT, move="reconsider", done="Ändrat underlag: granskas på nytt")
def reconsider(report: MonthReport, *, by: Actor) -> None:
    """A decision has changed what was checked or attested: both are done anew."""
    count(report)
    forget(report)


def count(report: MonthReport) -> MonthReport:
    fresh = MonthReport.objects.for_page().get(pk=report.pk)
    for visit in fresh.visits.all():
        uncovered = uncovered_of(visit, fresh.assignment)
        if uncovered != visit.uncovered:
            visit.uncovered = uncovered
            visit.save(update_fields=["uncovered"])
    report.uncovered = len(uncovered_days(fresh))
    report.amount = sum_of(fresh, book()).amount
    return report


def forget(report: MonthReport) -> None:
    report.checked_by = report.checked_on = report.attested_by = report.attested_on = None
    report.is_due = False


@edits("monthreports.fill", states=OPEN, label="Skriv in", done="Inskrivet")
def put_visit(
    report: MonthReport,
    *,
    by: Actor,
    first: date,
    last: date,
    visit: int | None = None,
    fate: str = Fate.HELD,
    sort: str = Sort.AGREED,
    arrives: time | None = None,
    leaves: time | None = None,
    kilometres: int = 0,
    cancelled_on: date | None = None,
    by_client: bool = False,
    words: str = "",
) -> dict[str, Any]:
    """What has been, or was called off. It is kept whatever has been decided: a day without decision is not paid.

    A stay that goes on into the next month is divided, and counts as one all the same.
    """
    if not report.month <= first <= report.last_day:
        raise ValidationError({"first": f"Den här sidan gäller {month(report.month)}."})
    _reasonable(first, last)
    if fate == Fate.HELD and last > clock.today():
        raise ValidationError({"last": "Skriv in det när det har varit."})
    if fate == Fate.CANCELLED and not cancelled_on:
        raise ValidationError({"cancelled_on": "Ange vilken dag återbudet kom."})
    facts = {"sort": sort, "fate": fate, "cancelled_on": cancelled_on, "by_client": by_client}
    assignment = report.assignment
    row = Visit(report=report) if visit is None else report.visits.filter(pk=visit).exclude(fate=Fate.STRUCK).first()
    if row is None:
        raise Refusal("Raden finns inte längre. Ladda om sidan.")
    if sort == Sort.JOUR:
        _is_investigated(assignment, first, last)
    _is_free(assignment, first, last, but=row.pk)
    parts = list(by_month(first, last))
    for place, (start, end) in enumerate(parts):
        whole = {
            **facts,
            "first": start,
            "last": end,
            "arrives": arrives if place == 0 else None,
            "leaves": leaves if end == last else None,
            "kilometres": kilometres if place == 0 else 0,
            "words": words if place == 0 else "",
        }
        if place == 0:
            _note(row, whole, by)
        else:
            other = _month_of(assignment, start, by=by)
            _note(Visit(report=other), whole, by)
            recount(other, by=by)
    report.undecided_on = None
    count(report)
    return {"first": first, "last": last, "sort": sort, "fate": fate, "uncovered": report.uncovered}


def _reasonable(first: date, last: date) -> None:
    if last < first:
        raise ValidationError({"last": "Den sista dagen kan inte ligga före den första."})
    if last - first > LONGEST:
        raise ValidationError({"last": "Så länge kan en vistelse inte vara. Dela upp den."})


def _is_free(assignment: Assignment, first: date, last: date, *, but: int | None) -> None:
    taken = Visit.objects.filter(
        report__assignment=assignment, fate__in=(Fate.HELD, Fate.PLANNED), first__lte=last, last__gte=first
    )
    taken = taken if but is None else taken.exclude(pk=but)
    if other := taken.first():
        when = day(other.first) if other.first == other.last else f"{day(other.first)} till {day(other.last)}"
        raise ValidationError({"first": f"{when} är redan inskrivet."})


def _is_investigated(assignment: Assignment, first: date, last: date) -> None:
    """No child stays in a home as an emergency home that has not been investigated as one (SoL 22:4)."""
    if not jour_home(assignment.volunteer, first, last):
        text = (
            "Hemmet är inte utrett som jourhem (22 kap. 4 § socialtjänstlagen). Skriv in det som extra, "
            "så att det inte glöms; handläggaren får det som uppgift."
        )
        raise ValidationError({"sort": text})


def _month_of(assignment: Assignment, first: date, *, by: Actor) -> MonthReport:
    start = first.replace(day=1)
    found = MonthReport.objects.filter(assignment=assignment, month=start).first()
    if found is None:
        return open_beside(assignment, start, by=by)
    if found.state != MonthReportState.OPEN:
        raise Refusal(f"{month(start).capitalize()} är redan inskickad. Be kontaktsekreteraren att öppna den.")
    return found


def _note(row: Visit, facts: dict[str, Any], by: Actor) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.noted_at, row.noted_by = clock.now(), by.user
    insert(row)


@edits("monthreports.fill", states=OPEN, label="Stryk", done="Struket")
def strike_visit(report: MonthReport, *, by: Actor, visit: int, reason: str = "") -> None:
    """It was written in by mistake. It stays, struck through."""
    row = report.visits.filter(pk=visit).exclude(fate=Fate.STRUCK).first()
    if row is None:
        raise Refusal("Raden finns inte längre. Ladda om sidan.")
    row.fate, row.strike_reason = Fate.STRUCK, reason
    row.save(update_fields=["fate", "strike_reason"])
    count(report)


@edits("assignments.work", states=TAKES_PLACE, label="Planera", done="Planerat")
def plan_visit(
    assignment: Assignment,
    *,
    by: Actor,
    first: date,
    last: date,
    sort: str = Sort.AGREED,
    every: int = 0,
    until: date | None = None,
    siblings: Sequence[int] = (),
) -> dict[str, Any]:
    """Somebody is to come, once or again every so many weeks: only when a decision is there for each of the days.

    With `siblings`, the keys of their assignments with the same volunteer, they come too, each by their own decision.
    """
    _reasonable(first, last)
    stays = list(repeated(first, last, every, until))
    others = list(permitted(by, "assignments.work").of_siblings(assignment).filter(pk__in=siblings))
    if len(others) != len(set(siblings)):
        raise Refusal("Syskonet har inget uppdrag hos samma uppdragstagare.")
    _plan(assignment, stays, sort, by)
    for each in others:
        plan_along(each, by=by, stays=stays, sort=sort)
    return {"first": first, "last": last, "sort": sort, "times": len(stays), "together": 1 + len(others)}


@effect(Assignment, done="Planerat tillsammans med ett syskon")
def plan_along(assignment: Assignment, *, by: Actor, stays: list[Stay], sort: str) -> Assignment:
    """The same days for a sibling, under the sibling's own decision."""
    locked = Assignment._base_manager.select_for_update(of=("self",)).get(pk=assignment.pk)
    if locked.state not in TAKES_PLACE:
        raise Refusal(f"Syskonets uppdrag i {assignment.decision.case_reference} har avslutats.")
    try:
        _plan(locked, stays, sort, by)
    except ValidationError as error:
        said = " ".join(error.messages)
        raise Refusal(f"För syskonet i {assignment.decision.case_reference} går det inte: {said}") from error
    return locked


def _plan(assignment: Assignment, stays: list[Stay], sort: str, by: Actor) -> None:
    prefetch_related_objects([assignment], "extensions")  # once, and not for every day
    days = (start + timedelta(days=n) for start, end in stays for n in range((end - start).days + 1))
    missing = [each for each in days if not is_decided(assignment, sort, each)]
    if missing:
        when = day(missing[0]) + (f" och {len(missing) - 1} dagar till" if len(missing) > 1 else "")
        raise ValidationError(
            {"first": f"Det finns inget beslut för {when}. Handläggaren beslutar först, sedan planeras det."}
        )
    for begins, ends in stays:
        if sort == Sort.JOUR:
            _is_investigated(assignment, begins, ends)
        _is_free(assignment, begins, ends, but=None)
        for start, end in by_month(begins, ends):
            report = _month_of(assignment, start, by=by)
            _note(Visit(report=report), {"sort": sort, "fate": Fate.PLANNED, "first": start, "last": end}, by)


@step(MONTH_REPORT, "submit", action="monthreports.fill", label="Skicka in månaden", done="Inskickad")
def submit(report: MonthReport, *, by: Actor) -> dict[str, Any]:
    """The month is complete, as far as the volunteer knows."""
    if report.visits.filter(fate=Fate.PLANNED).exists():
        raise Refusal("Något som var planerat är inte besvarat. Skriv om det blev av eller ställdes in.")
    if not report.is_over and not report.visits.filter(fate__in=(Fate.HELD, Fate.CANCELLED)).exists():
        raise Refusal("Månaden är inte slut än, och ingenting är inskrivet.")
    report.submitted_on, report.by_link, report.entered_by = clock.today(), by.kind == "link", by.user
    report.sent_back = ""
    count(report)
    return {"by_link": report.by_link, "uncovered": report.uncovered}


@step(
    MONTH_REPORT,
    "check",
    action="monthreports.check",
    label="Granskad, skicka till attest",
    done="Granskad",
    problems=before_checking,
    direct=True,
)
def check(report: MonthReport, *, by: Actor) -> dict[str, Any]:
    """The contact secretary has seen that it is right."""
    count(report)
    report.checked_by, report.checked_on = by.user, clock.today()
    return {"amount": report.amount, "uncovered": report.uncovered}


@step(
    MONTH_REPORT,
    "send_back",
    action="monthreports.check",
    label="Skicka tillbaka",
    done="Skickad tillbaka",
    risky=True,
)
def send_back(report: MonthReport, *, by: Actor, reason: str) -> None:
    """Something has to be mended; the volunteer gets a letter with what it is."""
    forget(report)
    report.sent_back, report.submitted_on = reason, None
    volunteer, (address, _) = report.assignment.volunteer, link_of(report)
    write_to(volunteer, "month_report", wording.month_sent_back(volunteer, address, month(report.month)))


@step(MONTH_REPORT, "attest", action="monthreports.attest", label="Attestera", done="Attesterad", direct=True)
def attest(report: MonthReport, *, by: Actor) -> dict[str, Any]:
    """The manager answers for the sum. Never whoever has written it in or checked it."""
    written_by = report.visits.exclude(fate=Fate.STRUCK).exclude(noted_by=None).values_list("noted_by", flat=True)
    if by.user_id in {report.checked_by_id, report.entered_by_id, *written_by}:
        raise Refusal("Den som har skrivit in eller granskat får inte attestera. Be en annan chef.")
    report.attested_by, report.attested_on, report.is_due = by.user, clock.today(), True
    return {"amount": report.amount}


@step(MONTH_REPORT, "correct", action="monthreports.check", label="Rätta", done="Öppnad för rättelse", risky=True)
def correct(report: MonthReport, *, by: Actor, reason: str) -> None:
    """What was attested was wrong: opened again. What has been paid stays, and the difference becomes new lines."""
    forget(report)
    report.sent_back, report.submitted_on = reason, None


@edits("monthreports.answer", label="Inget beslut fattades", done="Inget beslut fattades, noterat")
def note_undecided(report: MonthReport, *, by: Actor) -> dict[str, Any]:
    """The case officer has looked at the days without decision, and none was taken: they stay unpaid."""
    if not report.uncovered:
        raise Refusal("Alla dygn har ett beslut.")
    report.undecided_on = clock.today()
    return {"uncovered": report.uncovered}


@edits("monthreports.remind", states=OPEN, label="Påminn", done="Påmind")
def remind(report: MonthReport, *, by: Actor) -> None:
    """The month is over and nothing has come."""
    report.reminded_on = clock.today()
    volunteer, (address, _) = report.assignment.volunteer, link_of(report)
    cutoff = cutoff_of(report.month, cutoff_day_on(report.month))
    message = wording.month_is_over(volunteer, address, month(report.month), cutoff)
    write_to(volunteer, "month_report", message)


@edits("monthreports.remind", states=OPEN, label="Skicka länken", done="Länken sänd")
def ask(report: MonthReport, *, by: Actor) -> None:
    """A month that was opened in advance has come: the volunteer gets the link to it."""
    _write_link(report)


@edits("monthreports.check", states=OPEN, label="Skicka länken igen", done="Länken sänd igen")
def send_link(report: MonthReport, *, by: Actor) -> None:
    """The letter has gone astray, or the address was wrong."""
    _write_link(report)


def _write_link(report: MonthReport) -> None:
    """Refused of somebody who can't be written to."""
    volunteer, (address, until) = report.assignment.volunteer, link_of(report)
    message = wording.month_to_report(volunteer, address, month(report.month), until)
    if not write_to(volunteer, "month_report", message):
        raise Refusal(f"Det går inte att skriva till {volunteer}. Ring, och skriv in det som har varit.")
    report.asked_on = clock.today()


def cutoff_day_on(first: date) -> int:
    return PayChoices.objects.filter(starts__lte=first).values_list("cutoff_day", flat=True)[0]


def open_months() -> int:
    """This month of every running assignment whose pay has been agreed on; how many. Run by the due loop.

    What was opened in advance, for what is planned in it, is asked for when it comes.
    """
    first, by = clock.today().replace(day=1), Actor.system("months")
    rows = list(Assignment.objects.to_report_in(first).select_related("volunteer__unit")[:AT_ONCE])
    for assignment in rows:
        with suppress(Refusal):  # somebody has opened it in this very moment
            open_month(by=by, assignment=assignment, first=first)
    unasked = MonthReport.objects.unasked_in(first)
    opened = list(islice((each for each in unasked if channels_to(each.assignment.volunteer)), AT_ONCE))
    for report in opened:
        with suppress(Refusal):
            ask(report, by=by)
    return len(rows) + len(opened)


def remind_silent() -> int:
    """Every month that is over and has not come in, once; how many. Run by the due loop."""
    by = Actor.system("months")
    rows = list(MonthReport.objects.silent_on(clock.today())[:AT_ONCE])
    for report in rows:
        with suppress(Refusal):  # it has come in in this very moment
            remind(report, by=by)
    return len(rows)

"""What a reported month gives: which days are decided about, and the lines of pay. Reads rows, writes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from brokerage import clock
from brokerage.workflow import Problem
from matching.models import Assignment, MonthReport, PayLine, Terms, Visit
from matching.rates import Book, Level, Line, MissingRateError, band_of, family_lines, person_lines, total
from matching.tables import book
from recruitment.requirements import FAMILIES

WITHOUT_DECISION = "utan beslut"


def is_family(assignment: Assignment) -> bool:
    return assignment.kind in FAMILIES


def is_decided(assignment: Assignment, sort: str, day: date) -> bool:
    """Whether a decision covers the day: the grant and the appointment what was agreed, an extension what goes beyond.

    An extension decided later than the day covers nothing of it.
    """
    extended = [each for each in assignment.extensions.all() if each.covers(day)]
    if sort == Visit.Sort.JOUR:
        return any(each.is_jour for each in extended)
    if extended:
        return True
    if sort == Visit.Sort.EXTRA:
        return False
    decision = assignment.decision
    first = max(decision.decided_on, _appointed_on(assignment))
    lasts = [each for each in (decision.valid_to, decision.ended_on, assignment.ended_on) if each]
    return first <= day and all(day <= last for last in lasts)


def _appointed_on(assignment: Assignment) -> date:
    appointment = getattr(assignment, "appointment", None)
    return appointment.decided_on if appointment else assignment.starts_on


def uncovered_of(visit: Visit, assignment: Assignment) -> int:
    """How many days of the visit nobody has decided about."""
    if visit.fate not in (Visit.Fate.HELD, Visit.Fate.PLANNED):
        return 0
    return sum(not is_decided(assignment, visit.sort, day) for day in visit.as_stay().days())


def uncovered_days(report: MonthReport) -> list[date]:
    return [
        day
        for visit in report.visits.all()
        if visit.fate == Visit.Fate.HELD
        for day in visit.as_stay().days()
        if not is_decided(report.assignment, visit.sort, day)
    ]


@dataclass(frozen=True)
class Sum:
    """What a report gives, or what figure is missing."""

    lines: tuple[Line, ...] = ()
    missing: str = ""

    @property
    def amount(self) -> Decimal | None:
        return None if self.missing else total(self.lines)


Before = Mapping[int, Sequence[Visit]]


def visits_before(reports: Sequence[MonthReport]) -> Before:
    """The visits of these months and of the month before each, by assignment: one query.

    No month is shorter than the days that can pay double, so that no older one can matter.
    """
    if not reports:
        return {}
    since = clock.months_after(min(report.month for report in reports), -1)
    rows = Visit.objects.select_related("report").filter(
        report__assignment__in={report.assignment_id for report in reports}, report__month__gte=since
    )
    found: dict[int, list[Visit]] = {}
    for visit in rows:
        found.setdefault(visit.report.assignment_id, []).append(visit)
    return found


def sum_of(report: MonthReport, tables: Book, before: Before | None = None) -> Sum:
    try:
        return Sum(tuple(lines_of(report, tables, before)))
    except MissingRateError as missing:
        return Sum(missing=str(missing))


def lines_of(report: MonthReport, tables: Book, before: Before | None = None) -> list[Line]:
    """What the month gives. `before` spares a query where there are many. Raises MissingRateError."""
    levels = [each.as_level() for each in report.assignment.terms.all()]
    own = {visit.pk: visit for visit in report.visits.all() if visit.counts}
    if not is_family(report.assignment):
        return _of_person(report, list(own.values()), levels, tables)
    assignment = report.assignment
    before = visits_before([report]) if before is None else before
    others = {
        visit.pk: visit
        for visit in before.get(report.assignment_id, ())
        if visit.report.month < report.month and visit.counts
    }
    sorts = {pk: visit.sort for pk, visit in (own | others).items()}
    return family_lines(
        [visit.as_stay() for visit in (others | own).values()],
        born=assignment.decision.client.identity.born,
        levels=levels,
        book=tables,
        is_paid=lambda stay, day: is_decided(assignment, sorts[stay.key], day),
        wanted=lambda stay: stay.key in own,
    )


def _of_person(report: MonthReport, visits: Sequence[Visit], levels: Sequence[Level], tables: Book) -> list[Line]:
    assignment = report.assignment
    began = assignment.started_on or assignment.starts_on
    meetings = [each for each in visits if is_decided(assignment, each.sort, each.first)]
    return person_lines(
        report.month,
        [each.as_stay() for each in meetings],
        levels=levels,
        book=tables,
        is_paid=lambda day: (
            (began <= day and is_decided(assignment, Visit.Sort.AGREED, day))
            or any(each.first <= day <= each.last and is_decided(assignment, each.sort, day) for each in meetings)
        ),
    )


Key = tuple[int, str, Decimal]


def not_paid(report: MonthReport, lines: Iterable[Line]) -> list[dict[str, Any]]:
    """What the lines say beyond, or below, what is in the payroll already: as fields of the lines to come.

    Nothing is paid twice, and what was wrong comes back below zero.
    """
    owed: dict[Key, tuple[Decimal, Decimal]] = {}
    for line in lines:
        owed[line.key or 0, str(line.code), line.price] = (line.quantity, line.amount)
    had: dict[Key, list[PayLine]] = {}
    for each in report.lines.all():
        had.setdefault((each.key, each.kind, each.price), []).append(each)
    spans = {visit.pk: (visit.first, visit.last) for visit in report.visits.all()}
    found = []
    for key in [*owed, *(each for each in had if each not in owed)]:
        before = had.get(key, [])
        quantity, amount = owed.get(key, (Decimal(0), Decimal(0)))
        quantity -= sum((each.quantity for each in before), Decimal(0))
        amount -= sum((each.amount for each in before), Decimal(0))
        if quantity or amount:
            visit, kind, price = key
            first, last = spans.get(visit, (report.month, report.last_day))
            found.append(
                {
                    "key": visit,
                    "kind": kind,
                    "price": price,
                    "quantity": quantity,
                    "amount": amount,
                    "first": first,
                    "last": last,
                    "turn": max((each.turn for each in before), default=0) + 1,
                }
            )
    return found


def before_checking(report: MonthReport) -> list[Problem]:
    """What stops the check of a month, and what to think of."""
    problems = []
    if missing := sum_of(report, book()).missing:
        problems.append(Problem(f"Det går inte att räkna ut ersättningen: {missing}."))
    if report.uncovered:
        days = "Ett dygn är" if report.uncovered == 1 else f"{report.uncovered} dygn är"
        text = f"{days} utan beslut och ersätts inte. Handläggaren har det som uppgift."
        problems.append(Problem(text, blocking=False))
    return problems


def within_the_recommendation(terms: Terms, assignment: Assignment, tables: Book) -> list[str]:
    """Why the terms can't be agreed on: a fee outside its span, or extra costs above the highest level (that is wage).

    Raises MissingRateError.
    """
    year = terms.starts.year
    if not is_family(assignment):
        if not terms.category or terms.fee_percent is None or not terms.expenses_level:
            return ["Ange hur tät kontakten är, arvodets procent och omkostnadernas nivå."]
        lowest, highest = tables.person_fee_percents(terms.category, year)
        if not lowest <= terms.fee_percent <= highest:
            return [f"Arvodet ska ligga mellan {lowest:.0f} och {highest:.0f} procent för den kontakten."]
        return []
    band = _band(assignment, terms.starts)
    most = tables.family_expenses(band, year, "highest") - tables.family_expenses(band, year)
    if terms.extra > most:
        return [
            f"Tilläggskostnaden får vara högst {most:.0f} kr per dygn. Det som är mer är lön: höj arvodet i stället."
        ]
    return []


def _band(assignment: Assignment, day: date) -> str:
    return band_of(assignment.decision.client.identity.born, day)


def cutoff_of(month: date, cutoff_day: int) -> date:
    """Until when a month is attested to go with its own basis."""
    return clock.months_after(month, 1).replace(day=cutoff_day)

"""A year of reported months for some running assignments: paid month by month, the last ones in every stage."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from brokerage import clock
from brokerage.audit.recording import Entry, record_many
from brokerage.demo.builder import Builder
from brokerage.demo.caseload import DISTRICTS
from brokerage.organisation.models import Area, Role
from matching.compensation import is_family, sum_of, uncovered_days, uncovered_of, visits_before
from matching.models import Assignment, Extension, MonthReport, Payee, Rate, Terms, Visit
from matching.payroll import draft_of
from matching.states import MonthReportState
from matching.tables import book
from matching.workflow import payrolls
from recruitment.requirements import FAMILIES

# What an administrator has entered: the recommendation's fees of these years were not found, and are made up here.
FEES = {2025: (240, 312, 384), 2026: (247, 321, 395)}
BANDS = ("child", "teenager", "adult")
# How many months back, and how many families and persons.
DESKS = (("Bromma", "IoF", 12, 5, 4), ("Bromma", "LSS", 3, 2, 2), ("Farsta", "IoF", 3, 2, 1))
ELSEWHERE = (2, 3, 3)  # so that the city's sums are of more than a few
SINCE = timedelta(days=90)  # at the least, that an assignment has gone on
FRIDAY, WEDNESDAY = 4, 2
_S = MonthReportState


def build_pay(builder: Builder) -> None:
    Rate.objects.bulk_create(
        Rate(code=f"family-fee-{band}", year=year, amount=Decimal(fee))
        for year, fees in FEES.items()
        for band, fee in zip(BANDS, fees, strict=True)
    )
    for unit, area, months, families, persons in DESKS:
        _Desk(builder, unit, area).build(months, families, persons)
    for unit in sorted(set(DISTRICTS) - {desk[0] for desk in DESKS}):
        _Desk(builder, unit, "IoF").build(*ELSEWHERE)


class _Desk:
    """One programme area of one district."""

    def __init__(self, builder: Builder, unit: str, area: str) -> None:
        self.builder, self.unit, self.area = builder, builder.units[unit], area
        self.secretary = builder.who(unit, area, Role.CONTACT_SECRETARY)
        self.manager = builder.who(unit, area, Role.DISTRICT_MANAGER)
        self.officer = builder.who(unit, area, Role.CASE_OFFICER)
        self.checks = builder.actor(unit, area, Role.CONTACT_SECRETARY)
        self.manages = builder.actor(unit, area, Role.DISTRICT_MANAGER)
        self.first = builder.today.replace(day=1)

    def build(self, months: int, families: int, persons: int) -> None:
        chosen = [*self.running(Q(kind__in=FAMILIES), families), *self.running(~Q(kind__in=FAMILIES), persons)]
        if not chosen:
            return
        self.agree(chosen)
        self.extend(chosen[0])
        reports = MonthReport.objects.bulk_create(
            self.report(assignment, clock.months_after(self.first, -back), back, place)
            for place, assignment in enumerate(chosen)
            for back in range(months, -1, -1)
            if not assignment.started_on or assignment.started_on <= clock.months_after(self.first, -back)
        )
        Visit.objects.bulk_create(visit for report in reports for visit in self.visits(report))
        self.count(reports)
        self.note(reports)
        for back in range(months, 1, -1):
            self.close(clock.months_after(self.first, -back))

    def running(self, which: Q, count: int) -> list[Assignment]:
        rows = Assignment.objects.running().filter(which, unit=self.unit, area=self.area)
        long = rows.filter(started_on__lte=self.builder.today - SINCE).order_by("-started_on", "pk")
        return list(long.select_related("volunteer", "decision")[:count])

    def agree(self, chosen: list[Assignment]) -> None:
        """Their terms, and the numbers by which the payroll knows them."""
        for place, assignment in enumerate(chosen):
            terms: dict[str, Any] = {"category": "weekly", "fee_percent": Decimal(20), "expenses_level": "middle"}
            if is_family(assignment):
                terms = {"extra": Decimal(25), "calculation": "Specialkost, 25 kr om dagen."} if place == 1 else {}
            starts = assignment.started_on or assignment.starts_on
            Terms.objects.create(
                assignment=assignment,
                starts=starts,
                pays_mileage=True,
                written_by=self.secretary,
                written_on=starts,
                **terms,
            )
        volunteers = {assignment.volunteer_id for assignment in chosen}
        area = Area.values.index(self.area)
        Payee.objects.bulk_create(
            Payee(unit=self.unit, volunteer_id=pk, number=f"{40 + self.unit.pk}{area}{place:04}")
            for place, pk in enumerate(sorted(volunteers), start=1)
        )

    def extend(self, assignment: Assignment) -> None:
        """A few days more in a holiday, decided first on the telephone."""
        friday = self.weekends(clock.months_after(self.first, -2))[0]
        Extension.objects.create(
            unit=self.unit,
            area=self.area,
            assignment=assignment,
            first=friday + timedelta(days=3),
            last=friday + timedelta(days=6),
            extent="Fyra dygn till, när föräldern är på sjukhus",
            form=Extension.Form.ORAL,
            decided_on=friday,
            decided_time=time(16, 30),
            decision_maker=self.officer,
            recorded_on=friday + timedelta(days=3),
        )

    def report(self, assignment: Assignment, month: date, back: int, place: int) -> MonthReport:
        """What is long past is attested; of the last month some are in each stage; this month is being filled in."""
        last = (_S.SUBMITTED, _S.ATTESTED, _S.CHECKED, _S.ATTESTED, _S.OPEN, _S.SUBMITTED, _S.ATTESTED)
        state = _S.OPEN if back == 0 else last[place % len(last)] if back == 1 else _S.ATTESTED
        came = min(clock.months_after(month, 1) + timedelta(days=1 + place % 3), self.builder.today)
        is_checked = state in (_S.CHECKED, _S.ATTESTED)
        return MonthReport(
            unit=self.unit,
            area=self.area,
            assignment=assignment,
            month=month,
            state=state,
            asked_on=None if assignment.volunteer.is_protected else month,
            submitted_on=None if state == _S.OPEN else came,
            by_link=state != _S.OPEN and not assignment.volunteer.is_protected,
            checked_by=self.secretary if is_checked else None,
            checked_on=came if is_checked else None,
            attested_by=self.manager if state == _S.ATTESTED else None,
            attested_on=came if state == _S.ATTESTED else None,
            is_due=state == _S.ATTESTED,
        )

    def visits(self, report: MonthReport) -> Iterator[Visit]:
        today, assignment = self.builder.today, report.assignment
        if not is_family(assignment):
            days = [day for day in self.days(report.month) if day.weekday() == WEDNESDAY]
            yield from (self.visit(report, day, day, kilometres=14) for day in days if day < today)
            return
        fridays = self.weekends(report.month)[assignment.starts_on.toordinal() % 2 :: 2]
        for friday in fridays:
            if friday + timedelta(days=2) < today:
                yield self.visit(report, friday, friday + timedelta(days=2), kilometres=22, arrives=time(17))
        for extension in assignment.extensions.all():
            if extension.first.replace(day=1) == report.month == extension.last.replace(day=1):
                yield self.visit(report, extension.first, extension.last, sort=Visit.Sort.EXTRA)
        if report.state == _S.SUBMITTED and fridays:
            day = fridays[-1] - timedelta(days=2)
            yield self.visit(report, day, day, sort=Visit.Sort.EXTRA, words="Det blev en extra natt.")

    def visit(self, report: MonthReport, first: date, last: date, **given: Any) -> Visit:
        return Visit(report=report, first=first, last=last, **given)

    def days(self, month: date) -> list[date]:
        return [month + timedelta(days=n) for n in range((clock.months_after(month, 1) - month).days)]

    def weekends(self, month: date) -> list[date]:
        """The Fridays whose Sunday is in the same month."""
        return [day for day in self.days(month) if day.weekday() == FRIDAY and (day + timedelta(2)).month == day.month]

    def count(self, reports: list[MonthReport]) -> None:
        tables, before, counted = book(), visits_before(reports), []
        for report in MonthReport.objects.for_page().filter(pk__in=[each.pk for each in reports]):
            for visit in report.visits.all():
                if uncovered := uncovered_of(visit, report.assignment):
                    Visit.objects.filter(pk=visit.pk).update(uncovered=uncovered)
            report.uncovered = len(uncovered_days(report))
            report.amount = sum_of(report, tables, before).amount
            counted.append(report)
        MonthReport.objects.bulk_update(counted, ["uncovered", "amount"])

    def note(self, reports: list[MonthReport]) -> None:
        """That they were checked and attested, on their day."""
        by_day: dict[date, list[MonthReport]] = {}
        for report in reports:
            if report.checked_on:
                by_day.setdefault(report.checked_on, []).append(report)
        for day, mine in sorted(by_day.items()):
            with self.builder.on(day):
                record_many(
                    Entry(f"matching.monthreport.{verb}", by=by, obj=row, about=row.about(), unit_id=self.unit.pk)
                    for row in mine
                    for verb, by, done_on in (
                        ("check", self.checks, row.checked_on),
                        ("attest", self.manages, row.attested_on),
                    )
                    if done_on
                )

    def close(self, month: date) -> None:
        with self.builder.on(clock.months_after(month, 1) + timedelta(days=5)):
            draft = draft_of(self.unit.pk, self.area, month)
            if draft.lines:
                payrolls.close(by=self.manages, unit_id=self.unit.pk, area=self.area, first=month, mark=draft.mark)

"""An assignment whose months are reported and paid, made through the verbs themselves."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from brokerage import clock, identity
from decisions.models import Decision
from matching.models import Appointment, Assignment, Extension, MonthReport
from matching.workflow import extensions, payrolls, visits
from tests.cast import Cast

CHILD = identity.made_up(date(2014, 10, 4), 985)  # eight in the spring of 2023
TERMS: dict[str, Any] = {"pays_mileage": True}
PERSON_TERMS: dict[str, Any] = {"category": "weekly", "fee_percent": Decimal(20), "expenses_level": "middle"}


class Pay:
    """The verbs of pay, each by whoever takes it."""

    def __init__(self, cast: Cast, decided: Callable[..., Decision], pooled: Callable[..., Any]) -> None:
        self.cast, self.decided, self.pooled = cast, decided, pooled

    def running(
        self, *, kind: str = "family", starts: date | None = None, number: str = "1041", terms: Any = None, **given: Any
    ) -> Assignment:
        """Bromma's assignment under a decision of the same day, with agreed pay from that day."""
        starts = starts or clock.today()
        with clock.at(starts):
            decision = given.pop("decision", None) or self.decided(decided_on=starts)
            volunteer = given.pop("volunteer", None) or self.pooled(**given)
            made = Assignment.objects.create(
                unit=decision.unit,
                area=decision.area,
                decision=decision,
                volunteer=volunteer,
                kind=kind,
                starts_on=starts,
                started_on=starts,
                state="running",
            )
            Appointment.objects.create(
                assignment=made,
                decision_maker=self.cast.hedda,
                delegation="3.4",
                decided_on=starts,
                recorded_by=self.cast.anna,
            )
            facts = terms or (TERMS if kind == "family" else PERSON_TERMS)
            return payrolls.agree_terms(made, by=self.by("anna"), starts=starts, number=number, **facts)

    def by(self, who: str) -> Any:
        return self.cast.actor(who)

    def month(self, assignment: Assignment, first: date) -> MonthReport:
        found = MonthReport.objects.filter(assignment=assignment, month=first).first()
        return found or visits.open_month(by=self.by("anna"), assignment=assignment, first=first)

    def visit(self, assignment: Assignment, first: date, last: date | None = None, **given: Any) -> MonthReport:
        report = self.month(assignment, first.replace(day=1))
        by = given.pop("by", "anna")
        return visits.put_visit(report, by=self.by(by), first=first, last=last or first, **given)

    def extended(self, assignment: Assignment, first: date, last: date, **given: Any) -> Extension:
        facts = {"extent": "Lovet", "form": "written", "decided_on": clock.today(), **given}
        by = self.by(facts.pop("by", "hedda"))
        return extensions.decide(by=by, assignment=assignment, first=first, last=last, **facts)

    def submitted(self, report: MonthReport) -> MonthReport:
        return visits.submit(report, by=self.by("anna"))

    def attested(self, report: MonthReport) -> MonthReport:
        report = MonthReport.objects.get(pk=report.pk)
        if report.state == "open":
            report = self.submitted(report)
        return visits.attest(visits.check(report, by=self.by("anna")), by=self.by("mia"))

    def closed(self, first: date, *, by: str = "mia", on: date | None = None) -> Any:
        """Mia closes the month on the day of its cut-off."""
        with clock.at(on or max(clock.today(), clock.months_after(first, 1) + timedelta(days=4))):
            draft = payrolls.draft_of(self.cast.bromma.pk, "IoF", first)
            return payrolls.close(by=self.by(by), unit_id=self.cast.bromma.pk, area="IoF", first=first, mark=draft.mark)

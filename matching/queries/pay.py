"""Sets of reported months, extensions and payrolls with a name."""

from datetime import date

from django.db import models

from matching.states import AssignmentState, MonthReportState


class MonthReportQuerySet(models.QuerySet):
    def open(self) -> "MonthReportQuerySet":
        return self.filter(state=MonthReportState.OPEN)

    def checked(self) -> "MonthReportQuerySet":
        return self.filter(state=MonthReportState.CHECKED)

    def due(self) -> "MonthReportQuerySet":
        """Attested, and not yet, or not rightly, in a basis of the payroll."""
        return self.filter(state=MonthReportState.ATTESTED, is_due=True)

    def to_recount(self) -> "MonthReportQuerySet":
        """A figure that they are counted from has been entered or changed."""
        return self.filter(is_to_recount=True).order_by("pk")

    def without_decision(self) -> "MonthReportQuerySet":
        """With days that no decision covers, and that no case officer has answered for."""
        return self.filter(uncovered__gt=0, undecided_on=None)

    def silent_on(self, day: date) -> "MonthReportQuerySet":
        """Of a month that is over, asked for, and neither come in nor reminded of."""
        over = day.replace(day=1)
        return self.open().filter(month__lt=over, asked_on__isnull=False, reminded_on=None, sent_back="").order_by("pk")

    def unasked_in(self, month: date) -> "MonthReportQuerySet":
        """Opened before the month came, for what was planned in it, or for somebody whom nothing could be sent to."""
        running = models.Q(assignment__state=AssignmentState.RUNNING, assignment__terms__starts__lte=month)
        rows = self.open().filter(running, month=month, asked_on=None)
        return rows.select_related("assignment__volunteer__unit").distinct().order_by("pk")

    def to_handle_on(self, day: date) -> "MonthReportQuerySet":
        """To check; or of a month that is over and has not come in, so that somebody has to ask."""
        missing = models.Q(state=MonthReportState.OPEN, month__lt=day.replace(day=1))
        return self.filter(models.Q(state=MonthReportState.SUBMITTED) | missing)

    def parts_until(self, month: date) -> models.QuerySet:
        """The units and programme areas that have any, of a month or of earlier ones."""
        rows = self.filter(month__lte=month).order_by("unit__name_key", "area")
        return rows.values_list("unit_id", "area").distinct()

    def of_month(self, month: date) -> "MonthReportQuerySet":
        return self.filter(month=month)

    def for_list(self) -> "MonthReportQuerySet":
        return self.select_related("assignment__decision__client__identity", "assignment__volunteer", "unit")

    def for_page(self) -> "MonthReportQuerySet":
        """With all that its sum is made of."""
        return self.select_related(
            "unit",
            "assignment__appointment",
            "assignment__volunteer__unit",
            "assignment__decision__client__identity",
            "checked_by",
            "attested_by",
        ).prefetch_related(
            "visits",
            "lines__payroll",
            "assignment__terms",
            "assignment__extensions__decision_maker",
        )


class ExtensionQuerySet(models.QuerySet):
    def standing(self) -> "ExtensionQuerySet":
        """Not revoked."""
        return self.filter(revoked_on=None)

    def for_list(self) -> "ExtensionQuerySet":
        return self.select_related("decision_maker")


class PayrollQuerySet(models.QuerySet):
    def for_list(self) -> "PayrollQuerySet":
        return self.select_related("unit").annotate(
            people=models.Count("lines__volunteer", distinct=True),
            corrections=models.Count("lines", filter=models.Q(lines__turn__gt=1)),
        )

    def for_page(self) -> "PayrollQuerySet":
        return self.select_related("unit", "closed_by").prefetch_related("lines__volunteer", "lines__report")

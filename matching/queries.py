"""Sets of shortlists, proposals, offers and assignments with a name."""

from datetime import date, timedelta
from typing import Any

from django.db import models

from matching.states import (
    IN_PLAY,
    OPEN_OFFER,
    TAKES_PLACE,
    AssignmentState,
    MonthReportState,
    OfferState,
    ProposalState,
    ShortlistState,
)


class ShortlistQuerySet(models.QuerySet):
    def open(self) -> "ShortlistQuerySet":
        return self.filter(state=ShortlistState.OPEN)

    def own(self) -> "ShortlistQuerySet":
        """Worked by the district itself."""
        return self.filter(order=None)

    def brokered(self) -> "ShortlistQuerySet":
        return self.filter(order__isnull=False)

    def for_list(self) -> "ShortlistQuerySet":
        return self.select_related("decision__ground", "decision__client", "order").annotate(
            picks=models.Count("proposals", filter=models.Q(proposals__state__in=IN_PLAY)),
            willing=models.Count("proposals", filter=models.Q(proposals__state=ProposalState.WILLING)),
        )

    def for_page(self) -> "ShortlistQuerySet":
        return self.select_related("decision__ground", "decision__client", "decision__need", "order", "unit")


class ProposalQuerySet(models.QuerySet):
    def in_play(self) -> "ProposalQuerySet":
        return self.filter(state__in=IN_PLAY)

    def for_list(self) -> "ProposalQuerySet":
        return self.select_related("volunteer", "shortlist__decision__ground", "shortlist__order")

    def for_page(self) -> "ProposalQuerySet":
        """With all that an appointment is judged by."""
        return self.select_related(
            "volunteer__unit",
            "shortlist__order",
            "shortlist__opened_by",
            "shortlist__unit",
            "shortlist__decision__ground",
            "shortlist__decision__need",
            "shortlist__decision__client__identity",
            "unit",
        ).prefetch_related(
            "offers",
            "checks__official",
            "volunteer__members",
            "volunteer__approvals",
            "shortlist__decision__client__guardians",
            "shortlist__decision__client__consents",
        )

    def to_decide(self) -> "ProposalQuerySet":
        """Have said yes, or are chosen: the client's and the district's turn."""
        return self.filter(state__in=(ProposalState.WILLING, ProposalState.CHOSEN))

    def for_waiting(self, day: date) -> "ProposalQuerySet":
        """Those that somebody has to ask, call, or hear of again by a day."""
        turn = models.Q(state__in=(ProposalState.PICKED, ProposalState.SILENT, ProposalState.CALL))
        by_phone = models.Q(state=ProposalState.ASKED, offers__state=OfferState.SENT, offers__is_by_phone=True)
        again = models.Q(next_contact_on__lte=day)
        return self.for_list().filter(turn | by_phone | again).distinct().prefetch_related("offers")


class OfferQuerySet(models.QuerySet):
    def unanswered(self) -> "OfferQuerySet":
        return self.filter(state=OfferState.SENT)

    def open(self) -> "OfferQuerySet":
        """Not answered for good: waiting, or the volunteer wants a call."""
        return self.filter(state__in=OPEN_OFFER)

    def to_remind_on(self, day: date) -> "OfferQuerySet":
        """Written, unanswered, and with the last day tomorrow or today; each is reminded once."""
        last = day + timedelta(days=1)
        return self.unanswered().filter(is_by_phone=False, reminded_on=None, answer_by__gte=day, answer_by__lte=last)

    def run_out_on(self, day: date) -> "OfferQuerySet":
        """Nobody has answered through the last day."""
        return self.unanswered().filter(answer_by__lt=day)

    def for_page(self) -> "OfferQuerySet":
        return self.select_related("proposal__volunteer", "proposal__shortlist__order")


class AssignmentQuerySet(models.QuerySet):
    def taking_place(self) -> "AssignmentQuerySet":
        """Those that take a place of the volunteer's: appointed, or running."""
        return self.filter(state__in=TAKES_PLACE)

    def brokered_before(self, assignment: Any) -> "AssignmentQuerySet":
        """What the brokerage had found before for the same client and of the same kind, the latest first."""
        same = self.filter(decision__client=assignment.decision.client_id, kind=assignment.kind)
        return same.filter(order__isnull=False, pk__lt=assignment.pk).select_related("order").order_by("-pk")

    def planned(self) -> "AssignmentQuerySet":
        return self.filter(state=AssignmentState.PLANNED)

    def running(self) -> "AssignmentQuerySet":
        return self.filter(state=AssignmentState.RUNNING)

    def to_report_in(self, month: date) -> "AssignmentQuerySet":
        """Running, with terms of pay, and without a report of the month."""
        reported = models.Q(month_reports__month=month)
        return self.running().filter(terms__starts__lte=month).exclude(reported).distinct().order_by("pk")

    def for_list(self) -> "AssignmentQuerySet":
        return self.select_related("decision__ground", "decision__client__identity", "volunteer")

    def for_pay(self) -> "AssignmentQuerySet":
        """With all that its pay rests on."""
        return self.select_related(
            "decision__ground", "decision__client__identity", "volunteer__unit", "appointment", "unit"
        ).prefetch_related(
            "terms",
            "extensions__decision_maker",
            "month_reports",
            "volunteer__payees",
            "volunteer__jour_investigations",
        )

    def for_page(self) -> "AssignmentQuerySet":
        return self.select_related(
            "decision__ground",
            "decision__client__identity",
            "decision__client__place",
            "volunteer__unit",
            "volunteer__place",
            "appointment__decision_maker",
            "agreement",
            "order",
            "unit",
        ).prefetch_related("decision__client__guardians")


class MonthReportQuerySet(models.QuerySet):
    def open(self) -> "MonthReportQuerySet":
        return self.filter(state=MonthReportState.OPEN)

    def submitted(self) -> "MonthReportQuerySet":
        return self.filter(state=MonthReportState.SUBMITTED)

    def checked(self) -> "MonthReportQuerySet":
        return self.filter(state=MonthReportState.CHECKED)

    def due(self) -> "MonthReportQuerySet":
        """Attested, and not yet, or not rightly, in a basis of the payroll."""
        return self.filter(state=MonthReportState.ATTESTED, is_due=True)

    def without_decision(self) -> "MonthReportQuerySet":
        """With days that no decision covers, and that no case officer has answered for."""
        return self.filter(uncovered__gt=0, undecided_on=None)

    def silent_on(self, day: date) -> "MonthReportQuerySet":
        """Of a month that is over, asked for, and neither come in nor reminded of."""
        over = day.replace(day=1)
        return self.open().filter(month__lt=over, asked_on__isnull=False, reminded_on=None, sent_back="").order_by("pk")

    def missing_on(self, day: date) -> "MonthReportQuerySet":
        """Of a month that is over, and not come in: somebody has to ask."""
        return self.open().filter(month__lt=day.replace(day=1))

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
            "assignment__month_reports__visits",
            "assignment__volunteer__jour_investigations",
        )


class ExtensionQuerySet(models.QuerySet):
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

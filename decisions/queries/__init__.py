"""Sets of legal grounds and causes with a name."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from brokerage import clock
from brokerage.audit.models import Event
from decisions.situation import QUIET, SOON
from decisions.states import ConsultationState, DecisionState, FeedbackState, FollowUpState, OpinionState, PlanState
from decisions.waiting import late_from

LATE = timedelta(days=89)  # three months, at the least
# What work with a decision is seen by in the log: the kind of row, and the way to it from the decision.
DEEDS = {
    "decisions.decision": "pk",
    "decisions.plan": "plans",
    "decisions.followup": "follow_ups",
    "orders.order": "orders",
    "matching.shortlist": "shortlists",
    "matching.proposal": "shortlists__proposals",
    "matching.offer": "shortlists__proposals__offers",
    "matching.assignment": "assignments",
}


def _follow_up_ahead() -> Exists:
    """Of a decision: whether a follow-up is planned. What is to be talked over is none."""
    planned = apps.get_model("decisions", "FollowUp")._base_manager.filter(state=FollowUpState.PLANNED)
    return Exists(planned.filter(decision=OuterRef("pk")).exclude(kind="talk"))


def _asked_since(day: date) -> Exists:
    """Of a decision: whether somebody has been asked what they think of it, and the question not taken back."""
    asked = apps.get_model("decisions", "Feedback")._base_manager.filter(asked_on__gt=day)
    return Exists(asked.filter(decision=OuterRef("pk")).exclude(state=FeedbackState.WITHDRAWN))


class LegalGroundQuerySet(models.QuerySet):
    def on(self, day: date) -> "LegalGroundQuerySet":
        """The grounds that a decision of that day can rest on."""
        return self.filter(Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day)))

    def reportable(self) -> "LegalGroundQuerySet":
        """Those whose decisions are reported when they are not executed (SoL 34:1, LSS 28 f §)."""
        return self.filter(reportable=True)


class ClientQuerySet(models.QuerySet):
    def siblings_of(self, pk: int) -> "ClientQuerySet":
        """Those who are linked to a client as siblings, whichever of the two came first."""
        links = apps.get_model("decisions", "Siblings")._base_manager
        return self.filter(
            Q(pk__in=links.filter(first=pk).values("second")) | Q(pk__in=links.filter(second=pk).values("first"))
        )

    def for_list(self) -> "ClientQuerySet":
        return self.select_related("identity")

    def for_page(self) -> "ClientQuerySet":
        return self.select_related("identity", "place", "interpreter", "unit").prefetch_related(
            "guardians", "consents__guardian"
        )

    def for_circle(self) -> "ClientQuerySet":
        """With everybody around them: those who are noted, and those who follow from the case."""
        return self.select_related("identity", "unit").prefetch_related(
            "guardians",
            "contacts",
            "decisions__ground",
            "decisions__decision_maker",
            "decisions__follow_ups",
            "decisions__assignments__volunteer",
            "decisions__assignments__secretary",
        )


class ConsentQuerySet(models.QuerySet):
    def on(self, day: date) -> "ConsentQuerySet":
        """In force on a day: given, and not withdrawn by then."""
        return self.filter(given_on__lte=day).filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))


class DecisionQuerySet(models.QuerySet):
    def waiting(self) -> "DecisionQuerySet":
        """Somebody waits: not executed yet, or interrupted."""
        return self.filter(state__in=(DecisionState.WAITING, DecisionState.INTERRUPTED))

    def overdue_on(self, day: date) -> "DecisionQuerySet":
        """Waiting beyond three months, and of a ground that is reported."""
        return self.waiting().filter(due_on__lt=day, ground__reportable=True)

    def too_heavy(self) -> "DecisionQuerySet":
        """Waiting for somebody, with a need that a manager has to think of first."""
        return self.waiting().filter(need__weight="heavy", need__weighed_on=None)

    def due_between(self, first: date, last: date) -> "DecisionQuerySet":
        return self.waiting().filter(due_on__range=(first, last))

    def to_do_by(self, day: date) -> "DecisionQuerySet":
        """Waiting, and either nobody has described the need or the three months are over on that day."""
        return self.waiting().filter(Q(need=None) | Q(due_on__lte=day))

    def soon_due(self, day: date) -> "DecisionQuerySet":
        """Waiting, and the three months are over within thirty days."""
        return self.due_between(day, day + SOON)

    def quiet_on(self, day: date) -> "DecisionQuerySet":
        """Waiting, and for three weeks nobody has done anything with it, its need, its searches or its order.

        Looks are not deeds; what is known of the client, too, may change without anybody searching.
        """
        started = self.waiting().filter(waiting_since__lte=day - QUIET)
        since = datetime.combine(day - QUIET, time.min, clock.STOCKHOLM)
        deeds = Event.objects.changes().exclude(verb__endswith=".export").filter(at__gte=since)
        for kind, path in DEEDS.items():
            done = self.model._base_manager.filter(
                **{f"{path}__in": deeds.filter(object_type=kind).values("object_id")}
            )
            started = started.exclude(pk__in=done.values("pk"))
        return started

    def for_situation(self) -> "DecisionQuerySet":
        said = ("area", "due_on", "waiting_since", "unit__name", "ground__reportable")
        return self.select_related("unit", "ground").only(*said)

    def to_reconsider_by(self, day: date, *, expires_by: date) -> "DecisionQuerySet":
        """Not ended, and to be reviewed by a day, running out by another, or with an individual plan to offer."""
        due = Q(review_on__lte=day) | Q(valid_to__lte=expires_by) | Q(individual_plan="not_yet")
        return self.exclude(state=DecisionState.ENDED).filter(due)

    def to_measure_by(self, day: date) -> "DecisionQuerySet":
        """Executed a year ago on that day, measured at the start, and not again."""
        readings = apps.get_model("decisions", "Reading")._base_manager
        again = readings.filter(occasion="year").values("decision")
        begun = self.filter(state=DecisionState.EXECUTED, executed_on__lte=clock.months_after(day, -12))
        return begun.filter(pk__in=readings.filter(occasion="start").values("decision")).exclude(pk__in=again)

    def without_follow_up(self) -> "DecisionQuerySet":
        """Executed, and nobody has planned when it is followed up."""
        return self.filter(state=DecisionState.EXECUTED).exclude(_follow_up_ahead())

    def late_between(self, first: date, last: date) -> "DecisionQuerySet":
        """Reported decisions under which somebody may have waited too long at some time between two days."""
        waited = Q(executed_on=None) | (Q(executed_on__gte=first) & Q(executed_on__gte=F("decided_on") + LATE))
        paused = Q(interruptions__since__lte=last) & (Q(interruptions__until=None) | Q(interruptions__until__gte=first))
        return (
            self.filter(ground__reportable=True, decided_on__lte=late_from(last))
            .filter(Q(ended_on=None) | Q(ended_on__gte=first))
            .filter(waited | paused)
            .select_related("ground")
            .prefetch_related("interruptions", "partial_executions")
            .distinct()
        )

    def counted_by_kind(self, days: list[date]) -> tuple["DecisionQuerySet", "DecisionQuerySet"]:
        """By unit, area, law and intervention: how many were overdue on each of the days, as `on_0`, `on_1` and on.

        First those that waited for their first execution, then those that waited to be resumed: what `ledger` says of
        one decision. Nobody is in both on the same day.
        """
        began = Q(executed_on__isnull=False) & (Q(ended_on=None) | Q(ended_on__gte=F("executed_on")))
        waited, paused = {}, {}
        for place, day in enumerate(days):
            cut, goes_on = late_from(day), Q(ended_on=None) | Q(ended_on__gt=day)
            never = Q(executed_on=None) | Q(ended_on__lt=F("executed_on"))
            waits = (began & Q(executed_on__gt=day)) | (never & goes_on)
            waited[f"on_{place}"] = Count("pk", filter=Q(decided_on__lte=cut) & waits)
            open_then = Q(interruptions__until=None) | Q(interruptions__until__gt=day)
            stops = Q(interruptions__since__lte=cut) & open_then & goes_on & Q(executed_on__lte=day)
            paused[f"on_{place}"] = Count("pk", filter=stops, distinct=True)
        kinds = ("unit_id", "area", "ground__law", "ground__intervention")
        rows = self.filter(ground__reportable=True).order_by()
        late = Q(executed_on=None) | Q(ended_on__lt=F("executed_on")) | Q(executed_on__gte=F("decided_on") + LATE)
        return (
            rows.filter(late).values(*kinds).annotate(**waited),
            rows.filter(began, interruptions__isnull=False).values(*kinds).annotate(**paused),
        )

    def for_report(self) -> "DecisionQuerySet":
        """With what a report says of a case: the person, and what was offered."""
        return self.select_related("client__identity", "unit").prefetch_related(
            "shortlists__proposals__offers", "shortlists__proposals__meetings"
        )

    def for_chronicle(self) -> "DecisionQuerySet":
        """With everything that was done to carry it out."""
        return self.select_related("client__identity", "ground", "unit", "decision_maker").prefetch_related(
            "interruptions",
            "partial_executions",
            "amendments",
            "reviews",
            "orders",
            "shortlists__pool",
            "shortlists__proposals__offers",
            "assignments__appointment",
            "plans",
            "follow_ups",
            "reported__report",
            "statements__cause",
            "statements__secondary",
        )

    def unstated_in(self, year: int, number: int) -> "DecisionQuerySet":
        """Those whose causes nobody has stated for the quarter, and whose own unit has not closed it."""
        stated = models.Q(statements__year=year, statements__number=number)
        closed = models.Q(unit__quarter_reports__year=year, unit__quarter_reports__number=number)
        return self.exclude(stated).exclude(closed)

    def for_queue(self) -> "DecisionQuerySet":
        """With what a line of the queue says, and no more."""
        said = ("case_reference", "extent", "recorded_on", "due_on", "ground__intervention", "need__id")
        return self.select_related("ground", "need").only(*said)

    def for_list(self) -> "DecisionQuerySet":
        return self.select_related("client__identity", "ground")

    def for_page(self) -> "DecisionQuerySet":
        return self.select_related(
            "client__identity", "ground", "decision_maker", "recorded_by", "unit", "need"
        ).prefetch_related(
            "interruptions",
            "partial_executions",
            "amendments__decision_maker",
            "reviews__by",
            "client__guardians",
            "client__consents",
            "orders",
            "shortlists__proposals__volunteer",
            "statements__cause",
            "assignments__volunteer",
            "plans",
            "follow_ups__owner",
            "opinions",
            "readings__instrument",
        )

    def for_path(self) -> "DecisionQuerySet":
        """With all that the steps from decision to assignment are read from."""
        return self.select_related("client__identity", "ground", "need").prefetch_related(
            "client__guardians",
            "client__consents",
            "orders",
            "shortlists__proposals__meetings",
            "assignments__appointment",
            "assignments__agreements",
            "assignments__intro_steps",
            "disclosures",
            "plans",
            "follow_ups__owner",
            "readings",
        )

    def going_on(self) -> "DecisionQuerySet":
        return self.exclude(state=DecisionState.ENDED)

    def children_with_families(self, unit_id: int) -> int:
        """How many of a unit's children have a contact family or a short-term family now, each of them once."""
        with_family = self.filter(unit=unit_id, state=DecisionState.EXECUTED, ground__intervention__contains="familj")
        young: Any = with_family.filter(client__birth_year__gte=clock.today().year - 18).select_related(
            "client__identity"
        )
        return len({each.client_id for each in young if each.client.identity.age() < 18})

    def for_groups(self) -> "DecisionQuerySet":
        return self.only("area", "due_on", "target_groups")

    def for_voices(self) -> "DecisionQuerySet":
        return self.select_related("client__identity", "ground").prefetch_related(
            "feedback__guardian", "feedback__asked_by"
        )

    def unheard_on(self, day: date) -> "DecisionQuerySet":
        """Executed for half a year or more, and nobody has been asked what they think of it in the last year."""
        begun = self.filter(state=DecisionState.EXECUTED, executed_on__lte=clock.months_after(day, -6))
        return begun.exclude(_asked_since(clock.months_after(day, -12)))

    def forgotten_on(self, day: date) -> dict[str, int]:
        """How many that are executed nobody has planned to follow up, and how many are `unheard`: one query."""
        asked = _asked_since(clock.months_after(day, -12))
        unheard = Q(~asked, executed_on__lte=clock.months_after(day, -6))
        rows = self.filter(state=DecisionState.EXECUTED).order_by()
        return rows.aggregate(unplanned=Count("pk", filter=~_follow_up_ahead()), unheard=Count("pk", filter=unheard))


class StatementQuerySet(models.QuerySet):
    def of_quarter(self, year: int, number: int) -> "StatementQuerySet":
        return self.filter(year=year, number=number)

    def of_year(self, year: int) -> "StatementQuerySet":
        return self.filter(year=year).select_related("unit", "cause", "secondary")

    def upto(self, year: int, number: int) -> "StatementQuerySet":
        """Of the quarter, or of those before it."""
        return self.filter(Q(year__lt=year) | Q(year=year, number__lte=number)).select_related("cause", "secondary")


class QuarterReportQuerySet(models.QuerySet):
    def of_board(self, units: Iterable[int]) -> "QuarterReportQuerySet":
        """Of a board, and of those that it has taken over."""
        return self.filter(unit__in=list(units))

    def of_quarter(self, year: int, number: int) -> "QuarterReportQuerySet":
        return self.filter(year=year, number=number)


class ReportedCaseQuerySet(models.QuerySet):
    def for_page(self) -> "ReportedCaseQuerySet":
        return self.select_related(
            "decision__client__identity", "decision__ground", "cause", "secondary", "report__unit", "sent_by"
        )

    def in_order(self) -> "ReportedCaseQuerySet":
        """What was reported of a case, quarter after quarter."""
        return self.select_related("report", "sent_by").order_by("report__year", "report__number", "pk")


class InstrumentQuerySet(models.QuerySet):
    def in_use(self) -> "InstrumentQuerySet":
        return self.filter(is_active=True)


class ReadingQuerySet(models.QuerySet):
    def for_outcomes(self) -> "ReadingQuerySet":
        """At the start and after a year alone: what is compared."""
        compared = self.filter(occasion__in=("start", "year"))
        return compared.select_related("instrument", "decision__unit", "decision__ground")


class ConsultationQuerySet(models.QuerySet):
    def open(self) -> "ConsultationQuerySet":
        return self.filter(state=ConsultationState.ASKED)

    def answered_since(self, day: date) -> "ConsultationQuerySet":
        return self.filter(state=ConsultationState.ANSWERED, answered_on__gte=day)

    def asked_by_one_of(self, *user_ids: int) -> "ConsultationQuerySet":
        return self.filter(asked_by_id__in=user_ids)

    def for_list(self) -> "ConsultationQuerySet":
        return self.select_related("unit", "asked_by", "answered_by")


class FeedbackQuerySet(models.QuerySet):
    def answered(self) -> "FeedbackQuerySet":
        return self.filter(state__in=(FeedbackState.ANSWERED, FeedbackState.READ))

    def to_read(self) -> "FeedbackQuerySet":
        return self.filter(state=FeedbackState.ANSWERED)

    def for_page(self) -> "FeedbackQuerySet":
        return self.select_related("decision__client__identity", "decision__ground", "guardian")

    def for_counting(self) -> "FeedbackQuerySet":
        return self.select_related("decision__ground")


class OpinionQuerySet(models.QuerySet):
    def due_by(self, day: date) -> "OpinionQuerySet":
        """Drafts that are to be sent by a day."""
        return self.filter(state=OpinionState.DRAFT, answer_by__lte=day)

    def for_page(self) -> "OpinionQuerySet":
        return self.select_related("decision__client__identity", "decision__ground", "written_by", "unit")


class PlanQuerySet(models.QuerySet):
    def for_outcomes(self) -> "PlanQuerySet":
        """Signed plans, those that newer ones have replaced too, with their goals."""
        signed = self.exclude(state=PlanState.DRAFT)
        return signed.select_related("decision__unit", "decision__ground").prefetch_related("goals__measurements")

    def in_force(self) -> "PlanQuerySet":
        return self.filter(state=PlanState.AGREED)

    def for_page(self) -> "PlanQuerySet":
        return self.select_related("decision__client__identity", "decision__ground", "written_by").prefetch_related(
            "goals__measurements"
        )


class FollowUpQuerySet(models.QuerySet):
    def planned(self) -> "FollowUpQuerySet":
        return self.filter(state=FollowUpState.PLANNED)

    def due_on(self, day: date) -> "FollowUpQuerySet":
        return self.planned().filter(planned_on__lte=day)

    def owned_by(self, *user_ids: int) -> "FollowUpQuerySet":
        return self.filter(owner_id__in=user_ids)

    def for_list(self) -> "FollowUpQuerySet":
        return self.select_related("decision__ground", "decision__client__identity", "owner")

    def for_page(self) -> "FollowUpQuerySet":
        return self.for_list()

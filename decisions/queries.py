"""Sets of legal grounds and causes with a name."""

from datetime import date

from django.db import models
from django.db.models import Q

from decisions.states import DecisionState


class LegalGroundQuerySet(models.QuerySet):
    def on(self, day: date) -> "LegalGroundQuerySet":
        """The grounds that a decision of that day can rest on."""
        return self.filter(Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day)))

    def reportable(self) -> "LegalGroundQuerySet":
        """Those whose decisions are reported when they are not executed (SoL 34:1, LSS 28 f §)."""
        return self.filter(reportable=True)


class ClientQuerySet(models.QuerySet):
    def for_list(self) -> "ClientQuerySet":
        return self.select_related("identity")

    def for_page(self) -> "ClientQuerySet":
        return self.select_related("identity", "place", "interpreter", "unit").prefetch_related(
            "guardians", "consents__guardian"
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

    def due_between(self, first: date, last: date) -> "DecisionQuerySet":
        return self.waiting().filter(due_on__range=(first, last))

    def for_list(self) -> "DecisionQuerySet":
        return self.select_related("client__identity", "ground")

    def for_page(self) -> "DecisionQuerySet":
        return self.select_related(
            "client__identity", "ground", "decision_maker", "recorded_by", "unit", "need"
        ).prefetch_related(
            "interruptions",
            "client__guardians",
            "client__consents",
            "orders",
            "shortlists__proposals__volunteer",
            "assignments__volunteer",
        )

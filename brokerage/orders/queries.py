"""Sets of orders with a name."""

from datetime import date

from django.db import models
from django.db.models import Q

from brokerage.orders.states import MessageState, OrderState, ServiceState


class OrderQuerySet(models.QuerySet):
    def drafts(self) -> "OrderQuerySet":
        return self.filter(state=OrderState.DRAFT)

    def placed(self) -> "OrderQuerySet":
        """Placed, and nobody at the brokerage has taken it on."""
        return self.filter(state=OrderState.PLACED)

    def without_search(self) -> "OrderQuerySet":
        """Taken on by the brokerage, and nobody searches yet."""
        open_search = models.Q(shortlists__state="open")
        return self.for_list().filter(state=OrderState.ACCEPTED).exclude(open_search)

    def open(self) -> "OrderQuerySet":
        return self.filter(state__in=(OrderState.DRAFT, OrderState.PLACED, OrderState.ACCEPTED))

    def for_queue(self) -> "OrderQuerySet":
        """With what a line of the queue says, and no more."""
        decision = ("case_reference", "extent", "ground__intervention")
        said = ("number", "drafted_on", "placed_on", *(f"decision__{name}" for name in decision))
        return self.select_related("decision__ground").only(*said)

    def for_list(self) -> "OrderQuerySet":
        return self.select_related("decision__ground", "decision__client", "unit")

    def for_page(self) -> "OrderQuerySet":
        return self.select_related(
            "decision__ground", "decision__client", "decision__need", "unit", "drafted_by", "placed_by", "broker"
        )


class ServiceOrderQuerySet(models.QuerySet):
    def drafts(self) -> "ServiceOrderQuerySet":
        return self.filter(state=ServiceState.DRAFT)

    def to_do(self) -> "ServiceOrderQuerySet":
        """For the brokerage: to take on, or to deliver."""
        return self.filter(state__in=(ServiceState.PLACED, ServiceState.ACCEPTED))

    def month_due(self, first: date) -> "ServiceOrderQuerySet":
        """Running, with a month that has begun and is not charged, or past its last: there is something to do."""
        uncharged = Q(charged_until=None, starts__lte=first) | Q(charged_until__lt=first)
        return self.filter(uncharged, state=ServiceState.RUNNING)

    def for_page(self) -> "ServiceOrderQuerySet":
        return self.select_related("unit", "drafted_by", "placed_by", "broker")


class MessageQuerySet(models.QuerySet):
    def unread(self) -> "MessageQuerySet":
        return self.filter(state=MessageState.NEW)

    def for_page(self) -> "MessageQuerySet":
        return self.select_related("order", "service_order", "written_by")

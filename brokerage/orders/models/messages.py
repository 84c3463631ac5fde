"""What district and brokerage write to each other about an order. It names nobody."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from brokerage import clock
from brokerage.orders.models.orders import Order
from brokerage.orders.models.service_orders import ServiceOrder
from brokerage.orders.queries import MessageQuerySet
from brokerage.orders.states import MessageState
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed


class Message(Governed):
    """A message on an order, from one side to the other."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="order_messages", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name="beställning"
    )
    service_order = models.ForeignKey(
        ServiceOrder,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name="beställning av tjänst",
    )
    from_brokerage = models.BooleanField("från Resursteamen")
    words = models.TextField("meddelande", max_length=1000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skrivet av"
    )
    written_at = models.DateTimeField("skrivet", default=clock.now)
    state = models.CharField("läge", max_length=10, choices=MessageState, default=MessageState.NEW)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "meddelande på beställning"
        verbose_name_plural = "meddelanden på beställningar"
        ordering = ("written_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(order__isnull=False) ^ Q(service_order__isnull=False),
                name="message_on_one_order",
                violation_error_message="Ett meddelande hör till en beställning.",
            ),
        )

    def __str__(self) -> str:
        return f"Meddelande på {self.about_order}"

    @property
    def about_order(self) -> Order | ServiceOrder:
        found = self.order or self.service_order
        assert found is not None  # a constraint holds it
        return found

    def about(self) -> list[tuple[str, int]]:
        order = self.about_order
        return [(order._meta.label_lower, order.pk)]

"""The measure: a plain Django list, as a Django developer would write it; nothing in it is slow on purpose."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.generic import ListView


class Payment(models.Model):
    """Something with a person, a date and an amount."""

    class State(models.TextChoices):
        DRAFT = "draft", "Utkast"
        SENT = "sent", "Skickad"
        PAID = "paid", "Betald"

    number = models.CharField(max_length=20, unique=True)
    receiver = models.CharField(max_length=100)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    due_on = models.DateField(db_index=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2)

    objects: models.Manager["Payment"] = models.Manager()

    class Meta:
        app_label = "bench"
        ordering = ("-due_on", "pk")

    def __str__(self) -> str:
        return self.number


class PaymentList(LoginRequiredMixin, ListView):
    model = Payment
    queryset = Payment.objects.select_related("handled_by")
    paginate_by = 25
    template_name = "bench/payment_list.html"
    template_engine = "reference"


urlpatterns = [path("payments/", PaymentList.as_view(), name="payments")]


def at_home(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the reference has addresses of its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__  # type: ignore[attr-defined]
        return get_response(request)

    return middleware

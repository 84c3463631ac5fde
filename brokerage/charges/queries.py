"""Sets of prices and charges with a name."""

from datetime import date

from django.db import models
from django.db.models import Q


class PriceItemQuerySet(models.QuerySet):
    def on(self, day: date) -> "PriceItemQuerySet":
        """The prices in force on a day."""
        return self.filter(Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day)))

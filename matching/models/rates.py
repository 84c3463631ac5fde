"""The rates that compensation is computed from."""

from django.db import models
from django.db.models import Q


class Rate(models.Model):
    """One figure of one year: the price base amount, a percentage of it, or an amount in kronor."""

    class Unit(models.TextChoices):
        KRONOR = "kr", "kronor"
        PERCENT = "percent", "procent av prisbasbeloppet"

    code = models.SlugField("kod", max_length=60)
    year = models.PositiveSmallIntegerField("från år")
    amount = models.DecimalField("värde", max_digits=10, decimal_places=2)
    unit = models.CharField("mått", max_length=7, choices=Unit, default=Unit.KRONOR)

    class Meta:
        verbose_name = "ersättningsbelopp"
        verbose_name_plural = "ersättningsbelopp"
        ordering = ("code", "-year")
        constraints = (
            models.UniqueConstraint(
                fields=["code", "year"],
                name="rate_once_a_year",
                violation_error_message="Beloppet finns redan för det året.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="rate_not_negative",
                violation_error_message="Ett belopp kan inte vara negativt.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.year}: {self.amount}"

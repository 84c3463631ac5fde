"""What is asked of the social registers: each district, and each other municipality, where somebody has lived."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from brokerage.organisation.models import Unit
from recruitment.models.checks import RegisterCheck
from recruitment.models.vettings import Vetting
from recruitment.models.volunteers import HouseholdMember


class RegisterQuestion(models.Model):
    """A question to one board about one adult, and what it answered: the outcome, and nothing of the register.

    Each district board of the city is an authority of its own, with secrecy between them (OSL 26:1). Of somebody
    with protected identity no place is written: the row then says only that all places have been asked.
    """

    vetting = models.ForeignKey(Vetting, models.PROTECT, related_name="questions")
    member = models.ForeignKey(HouseholdMember, models.PROTECT, related_name="questions", verbose_name="gäller")
    district = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="stadsdel")
    municipality = models.CharField("annan kommun", max_length=60, blank=True)
    asked_on = models.DateField("frågad")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="frågad av")
    answered_on = models.DateField("svarade", null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField("utfall", max_length=11, choices=RegisterCheck.Outcome, blank=True)

    class Meta:
        verbose_name = "fråga till socialregister"
        verbose_name_plural = "frågor till socialregister"
        ordering = ("member", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(district=None) | Q(municipality=""),
                name="register_question_to_one_board",
                violation_error_message="En fråga ställs till en stadsdel eller till en annan kommun.",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, outcome="", noted_by=None)
                | (Q(answered_on__gte=F("asked_on"), noted_by__isnull=False) & ~Q(outcome="")),
                name="register_question_answered_has_outcome",
                violation_error_message="Svaret har en dag, inte före frågan, och ett utfall.",
            ),
            models.UniqueConstraint(
                fields=["vetting", "member", "district"],
                condition=Q(district__isnull=False),
                name="register_question_once_to_district",
                violation_error_message="Frågan är redan ställd dit.",
            ),
            models.UniqueConstraint(
                fields=["vetting", "member", "municipality"],
                condition=Q(district=None) & ~Q(municipality=""),
                name="register_question_once_elsewhere",
                violation_error_message="Frågan är redan ställd dit.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place or 'Socialregistret'}: {self.member}"

    @property
    def place(self) -> str:
        return self.district.name if self.district else self.municipality

"""The quarterly question to everybody who waits: are you still interested?"""

from django.db import models
from django.db.models import Q

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from recruitment.models.enquiries import Enquiry
from recruitment.models.volunteers import Volunteer
from recruitment.queries import InterestQuerySet
from recruitment.states import InterestState


class InterestLetter(Governed):
    """A letter to one who waits, or who is in the pool without an assignment; and its answer."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, null=True, blank=True, related_name="interest_letters")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, null=True, blank=True, related_name="interest_letters")
    asked_on = models.DateField("frågad", default=clock.today)
    answer_by = models.DateField("svar senast")
    answered_on = models.DateField("svarade", null=True, blank=True)
    state = models.CharField("läge", max_length=8, choices=InterestState, default=InterestState.SENT)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = "fråga om intresset"
        verbose_name_plural = "frågor om intresset"
        indexes = (models.Index(fields=["state", "answer_by"], name="interest_due"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(enquiry__isnull=False, volunteer=None) | Q(enquiry=None, volunteer__isnull=False),
                name="interest_asks_one",
                violation_error_message="En fråga om intresset ställs till en anmälan eller en uppdragstagare.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("yes", "no")) | Q(answered_on__isnull=False),
                name="interest_answered_has_day",
                violation_error_message="Ett svar har en dag.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.who}, {self.asked_on}"

    @property
    def who(self) -> Enquiry | Volunteer:
        """Whom the letter is to."""
        found = self.enquiry or self.volunteer
        assert found is not None  # by constraint
        return found

    def about(self) -> list[tuple[str, int]]:
        return self.who.about()

    def get_absolute_url(self) -> str:
        return self.who.get_absolute_url()

"""Colleagues on a vetting: a second reader, or an investigator who is borrowed from another unit."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from recruitment.models.vettings import Vetting
from recruitment.queries.vettings import ColleagueQuerySet
from recruitment.states import ColleagueState


class Colleague(Governed):
    """Somebody who has been given one vetting through a day, and sees it and nothing else of the unit."""

    class Part(models.TextChoices):
        READER = "reader", "Andra läsare"
        INVESTIGATOR = "investigator", "Inlånad utredare"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    vetting = models.ForeignKey(Vetting, models.PROTECT, related_name="colleagues", verbose_name="utredning")
    part = models.CharField("roll", max_length=12, choices=Part)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="colleague_on", verbose_name="kollega"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="tillfrågad av"
    )
    starts = models.DateField("från och med", default=clock.today)
    ends = models.DateField("till och med")
    question = models.TextField("det här vill vi ha hjälp med", max_length=2000, blank=True)
    words = models.TextField("kommentar", max_length=4000, blank=True)
    read_on = models.DateField("läst", null=True, blank=True)
    ended_on = models.DateField("avslutad", null=True, blank=True)
    state = models.CharField("läge", max_length=5, choices=ColleagueState, default=ColleagueState.ASKED)

    objects = ColleagueQuerySet.as_manager()

    class Meta:
        verbose_name = "kollega i en utredning"
        verbose_name_plural = "kollegor i utredningar"
        ordering = ("starts", "pk")
        indexes = (models.Index(fields=["person", "state", "ends"], name="colleague_given"),)
        constraints = (
            models.UniqueConstraint(
                fields=["vetting", "person", "part"],
                condition=Q(state="asked"),
                name="colleague_once",
                violation_error_message="Kollegan är redan med i utredningen.",
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="colleague_ends_after_start",
                violation_error_message="Sista dagen kan inte ligga före den första.",
            ),
            models.CheckConstraint(
                condition=~Q(state="read") | Q(part="reader", read_on__isnull=False),
                name="colleague_read_has_day",
                violation_error_message="Den som har läst har en dag då det skedde.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("recruitment:vetting", args=[self.vetting_id])

    def about(self) -> list[tuple[str, int]]:
        return self.vetting.about()

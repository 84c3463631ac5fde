"""The information binder (informationspärm): what every volunteer should know, page by page, and who has read it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from recruitment.models.volunteers import Volunteer
from recruitment.queries.support import BinderPageQuerySet, BinderReadingQuerySet


class BinderPage(Governed):
    """A page as it reads now. `edition` is that of the binder when it last changed so that it should be read anew."""

    code = models.SlugField("kod", max_length=40, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="binder_pages", verbose_name="enhet")
    position = models.PositiveSmallIntegerField("plats", default=100)
    title = models.CharField("rubrik", max_length=100)
    text = models.TextField("text", max_length=12_000)
    edition = models.PositiveSmallIntegerField("utgåva", default=1)
    changed_on = models.DateField("ändrad", default=clock.today)
    is_active = models.BooleanField("ingår i pärmen", default=True)

    objects = BinderPageQuerySet.as_manager()

    class Meta:
        verbose_name = "sida i informationspärmen"
        verbose_name_plural = "sidor i informationspärmen"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('recruitment:binder')}#{self.code}"

    @classmethod
    def all_pages(cls) -> BinderPageQuerySet:
        """Every page in use, in the binder's order."""
        return cls.objects.in_use()


class BinderVersion(models.Model):
    """A page as it has read: what somebody confirmed can always be read again."""

    page = models.ForeignKey(BinderPage, models.PROTECT, related_name="versions")
    title = models.CharField("rubrik", max_length=100)
    text = models.TextField("text", max_length=12_000)
    edition = models.PositiveSmallIntegerField("utgåva")
    saved_on = models.DateField("sparad", default=clock.today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="av")

    class Meta:
        verbose_name = "version av en sida"
        verbose_name_plural = "versioner av sidor"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.title}, utgåva {self.edition}"


class BinderReading(Governed):
    """That a volunteer was sent the binder, in which edition, and that they have confirmed that it is read."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="binder_readings", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="readings", verbose_name="uppdragstagare")
    sent_on = models.DateField("skickad", default=clock.today)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")
    read_edition = models.PositiveSmallIntegerField("läst utgåva", null=True, blank=True)
    read_at = models.DateTimeField("bekräftad", null=True, blank=True)

    objects = BinderReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "läsning av informationspärmen"
        verbose_name_plural = "läsningar av informationspärmen"
        indexes = (models.Index(fields=["volunteer", "read_edition"], name="binder_read"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(read_edition=None, read_at=None) | Q(read_edition__isnull=False, read_at__isnull=False),
                name="binder_read_has_moment",
                violation_error_message="En läst pärm har en utgåva och ett ögonblick.",
            ),
        )

    def __str__(self) -> str:
        return str(self.volunteer)

    def get_absolute_url(self) -> str:
        return self.volunteer.get_absolute_url()

    def about(self) -> list[tuple[str, int]]:
        return [("recruitment.volunteer", self.volunteer_id), ("recruitment.binderreading", self.pk)]

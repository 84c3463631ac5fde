"""What is said with a volunteer between assignments: the contact log, its drafts, and the pauses."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from brokerage import clock
from recruitment.models.volunteers import Volunteer


class Way(models.TextChoices):
    PHONE = "phone", "Telefon"
    MAIL = "mail", "E-post"
    SMS = "sms", "SMS"
    VISIT = "visit", "Besök"
    MEETING = "meeting", "Träff eller handledning"
    ENQUIRY = "enquiry", "Ny intresseanmälan"
    NO_ANSWER = "no_answer", "Sökt, fick inget svar"


class VolunteerContact(models.Model):
    """A talk or a message with a volunteer. Written once, never edited."""

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="contacts")
    on = models.DateField("dag")
    way = models.CharField("sätt", max_length=10, choices=Way)
    note = models.TextField("anteckning", max_length=4000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")

    class Meta:
        verbose_name = "kontakt med uppdragstagare"
        verbose_name_plural = "kontakter med uppdragstagare"
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.on}: {self.get_way_display()}"


class ContactDraft(models.Model):
    """What somebody has begun to write in the log of a volunteer; gone when it is written there, or thrown away."""

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="contact_drafts")
    on = models.DateField("dag", null=True, blank=True)
    way = models.CharField("sätt", max_length=10, choices=Way, blank=True)
    note = models.TextField("anteckning", max_length=4000, blank=True)
    saved_at = models.DateTimeField("sparat", default=clock.now)

    class Meta:
        verbose_name = "utkast"
        verbose_name_plural = "utkast"
        constraints = (
            models.UniqueConstraint(
                fields=["volunteer", "by"],
                name="draft_one_of_each",
                violation_error_message="Du har redan ett utkast.",
            ),
        )

    def __str__(self) -> str:
        return f"Utkast {self.saved_at:%Y-%m-%d}"


class Pause(models.Model):
    """A break of a volunteer's: why, and when they are asked again."""

    class Reason(models.TextChoices):
        WORK = "work", "Arbete eller studier"
        FAMILY = "family", "Något i familjen"
        HEALTH = "health", "Hälsan"
        MOVING = "moving", "Flyttar eller bygger om"
        TIRED = "tired", "Behöver vila efter ett uppdrag"
        CONCERN = "concern", "Något utreds"
        UNWILLING = "unwilling", "Vill inte längre"
        OTHER = "other", "Annat"

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="pauses")
    reason = models.CharField("skäl", max_length=9, choices=Reason)
    words = models.CharField("med egna ord", max_length=500, blank=True)
    starts = models.DateField("från och med")
    ask_again_on = models.DateField("fråga igen")
    ended_on = models.DateField("slutade", null=True, blank=True)

    class Meta:
        verbose_name = "paus"
        verbose_name_plural = "pauser"
        ordering = ("-starts", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(ended_on=None),
                name="pause_one_at_a_time",
                violation_error_message="En paus pågår redan.",
            ),
            models.CheckConstraint(
                condition=Q(ask_again_on__gte=F("starts")),
                name="pause_is_asked_about_after_start",
                violation_error_message="Dagen att fråga igen kan inte ligga före pausen.",
            ),
        )

    def __str__(self) -> str:
        return f"Paus från {self.starts}"

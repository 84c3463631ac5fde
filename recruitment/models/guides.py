"""The interview guide and the protocol of a home visit: questions that the city keeps, answers, and drafts."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from brokerage import clock
from recruitment.models.tables import TableLine
from recruitment.models.vettings import HomeVisit, Interview, Vetting
from recruitment.queries.tables import GuideAnswerQuerySet


class GuideQuestion(TableLine):
    """One question of the interview guide or of the home visit's protocol. An answer stays with the version asked."""

    class Guide(models.TextChoices):
        INTERVIEW = "interview", "Intervju"
        VISIT = "visit", "Hembesök"

    class Answered(models.TextChoices):
        YES_NO = "yes_no", "ja eller nej"
        WORDS = "words", "med egna ord"

    class Choice(models.TextChoices):
        YES = "yes", "Ja"
        NO = "no", "Nej"
        NOT_HERE = "not_here", "Gäller ej"

    guide = models.CharField("mall", max_length=9, choices=Guide)
    code = models.SlugField("kod", max_length=30, help_text="Samma kod i alla versioner av en fråga.")
    group = models.CharField("rubrik", max_length=60)
    text = models.CharField("fråga", max_length=200)
    help_text = models.CharField("stöd till den som frågar", max_length=300, blank=True)
    answered = models.CharField("besvaras", max_length=6, choices=Answered, default=Answered.YES_NO)
    heed = models.CharField(
        "svar som kräver en förklaring",
        max_length=8,
        choices=[("", "inget"), (Choice.YES, "ja"), (Choice.NO, "nej")],
        blank=True,
        help_text="Den som svarar så skriver hur det är löst, och svaret lyfts fram inför beslutet.",
    )
    only_families = models.BooleanField("bara för familjer", default=False)
    only_jour = models.BooleanField("bara när hemmet utreds som jourhem", default=False)
    position = models.PositiveSmallIntegerField("plats", default=0)

    class Meta(TableLine.Meta):
        verbose_name = "fråga i intervju eller hembesök"
        verbose_name_plural = "frågor i intervju och hembesök"
        ordering = ("guide", "position", "pk")
        constraints = (
            *TableLine.Meta.constraints,
            models.UniqueConstraint(
                fields=["code", "starts"],
                name="guide_question_version_once",
                violation_error_message="En ny version börjar en annan dag än den förra.",
            ),
            models.CheckConstraint(
                condition=Q(answered="yes_no") | Q(heed=""),
                name="guide_question_heeds_yes_or_no",
                violation_error_message="Bara ett ja eller nej kan kräva en förklaring.",
            ),
        )

    def __str__(self) -> str:
        return self.text


class GuideAnswer(models.Model):
    """What was answered at one interview or visit. Written once, never edited."""

    question = models.ForeignKey(GuideQuestion, models.PROTECT, related_name="answers")
    interview = models.ForeignKey(Interview, models.PROTECT, null=True, blank=True, related_name="answers")
    visit = models.ForeignKey(HomeVisit, models.PROTECT, null=True, blank=True, related_name="answers")
    choice = models.CharField("svar", max_length=8, choices=GuideQuestion.Choice, blank=True)
    note = models.TextField("anteckning", max_length=2000, blank=True)

    objects = GuideAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "svar i intervju eller hembesök"
        verbose_name_plural = "svar i intervju och hembesök"
        ordering = ("question__position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(interview=None, visit__isnull=False) | Q(interview__isnull=False, visit=None),
                name="guide_answer_of_one_talk",
                violation_error_message="Ett svar hör till en intervju eller till ett hembesök.",
            ),
            models.CheckConstraint(
                condition=~Q(choice="") | ~Q(note=""),
                name="guide_answer_says_something",
                violation_error_message="Ett tomt svar sparas inte.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.question} {self.said}"

    @property
    def said(self) -> str:
        """«Nej. Två brandvarnare köps i veckan.»"""
        choice = self.get_choice_display()
        return f"{choice}. {self.note}" if choice and self.note else choice or self.note

    @property
    def is_heeded(self) -> bool:
        """Whoever decides should look at it."""
        return bool(self.question.heed) and self.choice == self.question.heed


class PartDraft(models.Model):
    """What somebody has begun to write at an interview or a home visit; gone when it is noted, or emptied."""

    vetting = models.ForeignKey(Vetting, models.PROTECT, related_name="drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="part_drafts")
    guide = models.CharField("mall", max_length=9, choices=GuideQuestion.Guide)
    typed = models.JSONField("skrivet hittills", default=dict)
    saved_at = models.DateTimeField("sparat", default=clock.now)

    class Meta:
        verbose_name = "utkast till del av utredning"
        verbose_name_plural = "utkast till delar av utredningar"
        constraints = (
            models.UniqueConstraint(
                fields=["vetting", "by", "guide"],
                name="part_draft_one_of_each",
                violation_error_message="Du har redan ett utkast.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_guide_display()}, utkast {self.saved_at:%Y-%m-%d}"

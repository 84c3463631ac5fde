"""What is kept of a register check: the same in a vetting, and in the case of one appointment."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from recruitment.requirements import Source

# Where the board itself has asked, or judged.
WITH_OUTCOME_CODES = ("A", "social", "ban", "bias", "debts", "insur")


class RegisterCheck(models.Model):
    """A register check, kept as the law allows: an outcome, or only that an extract was shown; never the extract.

    Track A and the social register: outcome, day, official. Track B: where the paper copy lies and until when
    (lag (2010:479) 4 §). Tracks C and D and the pool's own extract: that it was shown, and when (lag (2026:43),
    lag (2013:852) 5 §).
    """

    class Outcome(models.TextChoices):
        NOTHING = "nothing", "Inget noterat"
        NO_OBSTACLE = "no_obstacle", "Noterat, inget hinder"
        OBSTACLE = "obstacle", "Hinder"

    source = models.CharField("kontroll", max_length=6, choices=Source)
    on = models.DateField("dag")
    official = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="tjänsteman")
    outcome = models.CharField("utfall", max_length=11, choices=Outcome, blank=True)
    issued_on = models.DateField("utdraget utfärdat", null=True, blank=True)
    paper_place = models.CharField("papperskopian finns", max_length=100, blank=True)
    keep_until = models.DateField("papperskopian sparas till och med", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(Q(source__in=WITH_OUTCOME_CODES) & ~Q(outcome=""))
                | (~Q(source__in=WITH_OUTCOME_CODES) & Q(outcome="")),
                name="%(class)s_outcome_where_law_allows",
                violation_error_message="Ett utfall sparas bara där socialnämnden själv har hämtat uppgifterna.",
            ),
            models.CheckConstraint(
                condition=Q(source="B", issued_on__isnull=False) | (~Q(source="B") & Q(issued_on=None)),
                name="%(class)s_extract_date_only_in_track_b",
                violation_error_message="Utdragets dag sparas bara för LSS-uppdrag hos barn, där kopian sparas.",
            ),
            models.CheckConstraint(
                condition=(Q(source="B") & ~Q(paper_place="") & Q(keep_until__isnull=False))
                | (~Q(source="B") & Q(paper_place="", keep_until=None)),
                name="%(class)s_paper_only_in_track_b",
                violation_error_message="Var papperskopian finns antecknas alltid, och bara, för LSS-uppdrag hos barn.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_source_display()}, {self.member}"  # type: ignore[attr-defined]

"""The city's own table of what a vetting requires: lines with versions and dates."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from recruitment.models.tables import TableLine
from recruitment.queries.tables import RequirementQuerySet
from recruitment.requirements import Part, Rule


class RequirementRule(TableLine):
    """One part of a vetting, from a day on. What the statutes say of registers is code, and stands beside it."""

    part = models.CharField("del", max_length=6, choices=Part)
    only_families = models.BooleanField("bara för familjer", default=False)
    is_optional = models.BooleanField(
        "frivillig", default=False, help_text="Erbjuds, och kan lämnas. Gäller registerkontroller."
    )
    by_district = models.BooleanField(
        "i varje stadsdel där personen har bott", default=False, help_text="Gäller socialregistret."
    )
    count = models.PositiveSmallIntegerField("antal", default=1, help_text="Gäller referenser.")
    waits_after_move = models.BooleanField(
        "ny adress: nya uppdrag väntar tills delen är gjord där",
        default=False,
        help_text="Gäller hembesök och socialregistret. Godkännandet och pågående uppdrag står kvar.",
    )

    objects: ClassVar[Any] = RequirementQuerySet.as_manager()

    class Meta(TableLine.Meta):
        verbose_name = "krav i utredningar"
        verbose_name_plural = "krav i utredningar"
        ordering = ("part", "starts")
        constraints = (
            *TableLine.Meta.constraints,
            models.UniqueConstraint(
                fields=["part", "starts"],
                name="requirement_version_once",
                violation_error_message="En ny version börjar en annan dag än den förra.",
            ),
            models.CheckConstraint(
                condition=Q(by_district=False) | Q(part=Part.SOCIAL, is_optional=False),
                name="requirement_by_district_is_social",
                violation_error_message="Bara socialregistret frågas i varje stadsdel, och är då inte frivilligt.",
            ),
            models.CheckConstraint(
                condition=Q(is_optional=False)
                | Q(part__in=(Part.BAN, Part.BIAS, Part.DEBTS, Part.INSURANCE, Part.SOCIAL)),
                name="requirement_optional_is_a_check",
                violation_error_message="Bara en registerkontroll kan vara frivillig. Avsluta kravet i stället.",
            ),
            models.CheckConstraint(
                condition=Q(waits_after_move=False) | Q(part__in=(Part.VISIT, Part.SOCIAL)),
                name="requirement_waits_where_they_live",
                violation_error_message="Bara hembesök och socialregistret görs på nytt vid en ny adress.",
            ),
            models.CheckConstraint(
                condition=Q(count=1) | Q(part=Part.REFERENCES, count__gte=1, count__lte=5),
                name="requirement_counts_references",
                violation_error_message="Ange ett till fem för referenser, och annars ett.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_part_display()} från {self.starts}"

    @property
    def rule(self) -> Rule:
        """The line as the pure rules read it."""
        return Rule(
            Part(self.part),
            self.starts,
            self.ends,
            only_families=self.only_families,
            is_optional=self.is_optional,
            by_district=self.by_district,
            count=self.count,
            waits_after_move=self.waits_after_move,
        )

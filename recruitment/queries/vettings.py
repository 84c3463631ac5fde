"""Sets of what hangs on the vettings: their versions as one text, and the colleagues who read or investigate."""

from collections.abc import Collection
from datetime import date

from django.db import models
from django.db.models import Prefetch, Q

from recruitment.states import ANSWERED, ColleagueState, CompilationState, VettingState

RUNNING = (VettingState.OPEN, VettingState.PROPOSED)


class CompilationQuerySet(models.QuerySet):
    def of_running(self) -> "CompilationQuerySet":
        """Of vettings that nobody has decided or ended."""
        return self.filter(vetting__state__in=RUNNING)

    def led_by(self, user_ids: Collection[int]) -> "CompilationQuerySet":
        return self.filter(vetting__investigator_id__in=user_ids)

    def to_follow_up_on(self, day: date) -> "CompilationQuerySet":
        """Answered, and nobody has noted that they have read it; or sent, and the day to answer by has passed."""
        unread = Q(state__in=ANSWERED, seen_on=None)
        silent = Q(state=CompilationState.SENT, answer_by__lt=day)
        return self.of_running().filter(unread | silent)

    def live(self) -> "CompilationQuerySet":
        return self.exclude(state=CompilationState.LAPSED)

    def without_text(self) -> "CompilationQuerySet":
        return self.defer("parts")

    def for_page(self) -> "CompilationQuerySet":
        return self.select_related("vetting__volunteer", "vetting__investigator", "unit", "made_by", "noted_by")


class ColleagueQuerySet(models.QuerySet):
    def with_on(self, user_id: int | None, day: date) -> "ColleagueQuerySet":
        """What somebody has been given and has still: within its days, and as long as the vetting runs."""
        held = Q(state=ColleagueState.ASKED) | Q(state=ColleagueState.READ)
        return self.filter(held, person=user_id, starts__lte=day, ends__gte=day, vetting__state__in=RUNNING)

    def investigating(self) -> "ColleagueQuerySet":
        return self.filter(part="investigator")

    def unread(self) -> "ColleagueQuerySet":
        return self.filter(part="reader", state=ColleagueState.ASKED)

    def for_page(self) -> "ColleagueQuerySet":
        return self.select_related("vetting__volunteer", "vetting__investigator", "person", "asked_by", "unit")


class ApprovalQuerySet(models.QuerySet):
    def for_card(self) -> "ApprovalQuerySet":
        """With who decided, what was not required, and whether the volunteer had read: three queries."""
        vetting = self.model.vetting.field.related_model  # type: ignore[attr-defined]
        told = Prefetch("vetting__compilations", vetting.compilations.rel.related_model.objects.without_text())
        spared = vetting.exemptions.rel.related_model._base_manager.select_related("by")
        whole = self.select_related("approver", "vetting").prefetch_related(
            Prefetch("vetting__exemptions", spared), told
        )
        # Of whoever decided the name, and of the vetting nothing but what hangs on it.
        kept = [field.name for field in self.model._meta.concrete_fields]
        return whole.only(*kept, "approver__name", "vetting__id")

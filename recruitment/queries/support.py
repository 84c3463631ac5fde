"""Sets of what goes on around the volunteers: concerns, changes, loans, fortbildning, mentors, the binder
and the library of routines."""

from datetime import date, datetime

from django.db import models
from django.db.models import Count, F, Q

from recruitment.states import ConcernState


class ConcernQuerySet(models.QuerySet):
    def open(self) -> "ConcernQuerySet":
        """Somebody has to assess it, or follow it up."""
        return self.exclude(state=ConcernState.CLOSED)

    def for_list(self) -> "ConcernQuerySet":
        return self.select_related("volunteer", "unit", "taken_by")

    def for_page(self) -> "ConcernQuerySet":
        return self.select_related("volunteer", "unit", "taken_by", "assessed_by")


class DataChangeQuerySet(models.QuerySet):
    def answered(self) -> "DataChangeQuerySet":
        """The volunteer has told what should be changed, and nobody has gone through it."""
        return self.filter(state="answered")

    def for_page(self) -> "DataChangeQuerySet":
        return self.select_related("volunteer__place", "unit", "asked_by", "settled_by").prefetch_related("fields")


class TransferQuerySet(models.QuerySet):
    def lent_on(self, day: date) -> "TransferQuerySet":
        """Loans that hold on a day."""
        return self.filter(kind="loan", state="accepted", ends__gte=day)

    def offered(self) -> "TransferQuerySet":
        """Nobody has answered yet."""
        return self.filter(state="offered")

    def over_on(self, day: date) -> "TransferQuerySet":
        """Loans whose last day has passed, and nobody has noted that the volunteer is back."""
        return self.filter(kind="loan", state="accepted", ends__lt=day)

    def for_list(self) -> "TransferQuerySet":
        return self.select_related("volunteer", "unit", "from_unit", "offered_by")


class TrainingQuerySet(models.QuerySet):
    def planned(self) -> "TrainingQuerySet":
        return self.filter(state="planned")

    def coming_at(self, moment: datetime) -> "TrainingQuerySet":
        return self.planned().filter(starts_at__gt=moment)

    def over_at(self, moment: datetime) -> "TrainingQuerySet":
        """Has begun, and nobody has noted who came."""
        return self.planned().filter(starts_at__lte=moment)

    def with_counts(self) -> "TrainingQuerySet":
        """How many seats are taken, or were; and how many wait for one."""
        return self.annotate(
            taken=Count("seats", filter=Q(seats__state__in=("booked", "came", "absent"))),
            waiting=Count("seats", filter=Q(seats__state="waiting")),
        )


class SeatQuerySet(models.QuerySet):
    def waiting_at(self, moment: datetime) -> "SeatQuerySet":
        """On the waiting list of a fortbildning to come; the first to wait is the first."""
        coming = self.filter(state="waiting", training__state="planned", training__starts_at__gt=moment)
        return coming.select_related("training__unit", "volunteer").order_by("waiting_since", "pk")

    def for_page(self) -> "SeatQuerySet":
        return self.select_related("volunteer", "training__unit", "unit")


class MentorshipQuerySet(models.QuerySet):
    def for_page(self) -> "MentorshipQuerySet":
        return self.select_related("mentor", "family", "unit", "begun_by")


class BinderPageQuerySet(models.QuerySet):
    def in_use(self) -> "BinderPageQuerySet":
        return self.filter(is_active=True).order_by("position", "pk")


class BinderReadingQuerySet(models.QuerySet):
    def newest_first(self) -> "BinderReadingQuerySet":
        return self.order_by("-pk")


class RoutineQuerySet(models.QuerySet):
    def in_use(self) -> "RoutineQuerySet":
        return self.filter(is_active=True)

    def published(self) -> "RoutineQuerySet":
        """Criteria that everybody may read: the city's first, then the districts' own."""
        shown = self.in_use().filter(is_public=True).select_related("unit")
        return shown.order_by("unit__kind", "unit__name_key", "name_key")

    def behind(self) -> "RoutineQuerySet":
        """Copies whose original has changed since."""
        return self.in_use().filter(original__number__gt=F("seen_number"))

    def for_list(self) -> "RoutineQuerySet":
        return self.select_related("unit", "original__unit")

    def for_page(self) -> "RoutineQuerySet":
        return self.for_list().prefetch_related("versions__by")

"""Sets of letters with a name."""

from datetime import datetime, timedelta

from django.db import models

from brokerage.letters.states import State


class LetterQuerySet(models.QuerySet):
    def due_at(self, moment: datetime) -> "LetterQuerySet":
        return self.filter(state=State.WAITING, not_before__lte=moment)

    def stuck_at(self, moment: datetime) -> "LetterQuerySet":
        """Claimed by a worker that has not been heard of for ten minutes."""
        return self.filter(state=State.SENDING, claimed_at__lt=moment - timedelta(minutes=10))

    def to_person(self, kind: str, key: int) -> "LetterQuerySet":
        return self.filter(receiver_kind=kind, receiver_key=key)

    def newest_first(self) -> "LetterQuerySet":
        return self.order_by("-created_at", "-id")

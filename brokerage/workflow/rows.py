"""What every governed row has."""

from django.db import models


class Governed(models.Model):
    """A row that verbs act on: `version` tells a stale form from a fresh one. Subclasses carry `unit`."""

    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def about(self) -> list[tuple[str, int]]:
        """The people or cases that an event on this row is about."""
        return [(self._meta.label_lower, self.pk)]

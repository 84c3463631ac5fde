"""Sets of imports with a name."""

from datetime import datetime, timedelta

from django.db import models

from brokerage.imports.states import ImportState

KEPT = timedelta(days=1)


class ImportBatchQuerySet(models.QuerySet):
    def waiting(self) -> "ImportBatchQuerySet":
        return self.filter(state=ImportState.WAITING)

    def stale_at(self, moment: datetime) -> "ImportBatchQuerySet":
        """Sent in more than a day ago and never confirmed: what was sent is thrown away."""
        return self.waiting().filter(uploaded_at__lt=moment - KEPT)

    def for_list(self) -> "ImportBatchQuerySet":
        return self.select_related("unit")

    def for_page(self) -> "ImportBatchQuerySet":
        return self.select_related("unit", "uploaded_by").prefetch_related("files")

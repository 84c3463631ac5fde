"""Taking away what is so old that it may be forgotten: whole seals, oldest first, and never a single event."""

from datetime import date, datetime, time

from django.db.models import Max

from brokerage import clock
from brokerage.audit.models import Event, EventAbout, Pruning, Seal
from brokerage.audit.protection import lifted

# No statute says how long a log of access is kept. Assumed: as long as the file that was looked at, which goes five
# years after its last entry (SoL 16:1).
LEAST_YEARS = 5


def prune(before: date) -> Pruning | None:
    """Delete the events of every seal that ends before a day; the seals stay, and the chain goes on from them.

    None where no whole seal is that old. Raises ValueError for a day within the last five years.
    """
    if before > clock.months_after(clock.today(), -12 * LEAST_YEARS):
        raise ValueError(f"Loggen sparas i minst {LEAST_YEARS} år.")
    day = datetime.combine(before, time.min, clock.STOCKHOLM)
    youngest = Event.objects.filter(at__gte=day).order_by("id").first()
    seals = Seal.objects.filter(last__gt=pruned_to())
    if youngest:
        seals = seals.filter(last__lt=youngest.pk)
    last = seals.aggregate(last=Max("last"))["last"]
    if last is None:
        return None
    with lifted():
        gone = Event.objects.filter(id__lte=last)
        count = gone.count()
        EventAbout.objects.filter(event__in=gone)._raw_delete("default")
        gone._raw_delete("default")
        return Pruning.objects.create(last=last, count=count)


def pruned_to() -> int:
    """The number of the last event that has been taken away; 0 where none has."""
    return Pruning.objects.aggregate(last=Max("last"))["last"] or 0

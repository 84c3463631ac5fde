"""Those whose last assignment has ended, and whose approval has run out since: they have left the pools."""

from datetime import timedelta

from brokerage.demo.builder import Builder
from brokerage.organisation.models import Role
from brokerage.organisation.reference import BROKERAGE
from recruitment.models import Volunteer
from recruitment.workflow import volunteers

LEFT_TO_DO = timedelta(days=14)  # so short a while ago, that nobody has asked them yet


def let_go(builder: Builder) -> None:
    """By those who work with each pool."""
    with builder.on(builder.back(1)):
        over = Volunteer.objects.available().to_renew_on(builder.today - LEFT_TO_DO)
        over = over.filter(is_busy=False, pool_until__lt=builder.today - LEFT_TO_DO).select_related("unit")
        pools: dict[tuple[str, str], list[Volunteer]] = {}
        for each in over.order_by("pk"):
            pools.setdefault((each.unit.name, each.area), []).append(each)
        for (unit, area), gone in pools.items():
            by = builder.acting("rut") if unit == BROKERAGE else builder.actor(unit, area, Role.CONTACT_SECRETARY)
            volunteers.leave.each(gone, by=by)

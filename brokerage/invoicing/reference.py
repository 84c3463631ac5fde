"""A payer for every district and a seller for every brokerage, for the economist to fill in."""

from brokerage.invoicing.models import Payer, Seller
from brokerage.organisation.models import Unit


def load(using: str = "default") -> None:
    """Put in what is missing; what somebody has changed stays."""
    units = Unit.objects.using(using)
    Payer.objects.using(using).bulk_create(
        Payer(unit=unit, legal_name=unit.name) for unit in units.districts().filter(payer=None)
    )
    Seller.objects.using(using).bulk_create(
        Seller(unit=unit, legal_name=unit.name) for unit in units.brokerage().filter(seller=None)
    )

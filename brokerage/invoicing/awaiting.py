"""What awaits the economist: months that are over and not invoiced."""

from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from brokerage import clock, money
from brokerage.access import Actor, holds_role
from brokerage.invoicing.month import drafts, total_of
from brokerage.invoicing.wording import units_in_words
from brokerage.pages import Waiting
from brokerage.pages.wording import month

DUE_DAY = 10  # of the month after, so that a district has it before it closes its books [our assumption]


def awaiting(actor: Actor) -> list[Waiting]:
    """One line for each month with something to invoice, from the first of the next."""
    if not holds_role(actor, "invoices.issue"):
        return []
    found = []
    for first, group in groupby(drafts(clock.today()), key=lambda draft: draft.month):
        mine = list(group)
        found.append(
            Waiting(
                f"Fakturera {month(first)}",
                f"{reverse('invoicing:invoice_month')}?{urlencode({'month': first.isoformat()})}",
                f"{units_in_words(len(mine))}, {money.kr(total_of(mine))}",
                clock.months_after(first, 1).replace(day=DUE_DAY),
                "invoices",
            )
        )
    return found
